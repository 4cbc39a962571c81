"""Whether a program under Wine talks to a network, as this system's kernel sees it."""

from __future__ import annotations

import os
from pathlib import Path

_TABLES = ("tcp", "tcp6", "udp", "udp6")


def open_sockets(prefix: Path) -> list[str]:
    """Internet sockets held by any process that runs in the prefix, as lines of /proc/net."""
    held = {inode for process in Path("/proc").glob("[0-9]*") for inode in _inodes(process, prefix)}
    lines = [line for table in _TABLES for line in Path("/proc/net", table).read_text().splitlines()[1:]]
    return [line for line in lines if line.split()[9] in held]


def _inodes(process: Path, prefix: Path) -> set[str]:
    try:
        if f"WINEPREFIX={prefix}\0".encode() not in (process / "environ").read_bytes():
            return set()
        links = [os.readlink(link) for link in (process / "fd").iterdir()]
    except OSError:  # it has just ended, or is another user's
        return set()
    return {link[8:-1] for link in links if link.startswith("socket:[")}
