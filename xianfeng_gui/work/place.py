"""Where the data lie: the folder that was named, ``data`` beside the program, or the user's own folder.

Nothing keeps a drive's letter or any other absolute path, so a stick may be D: today and F: tomorrow. Where data are
found in a place that may not be meant, a person is asked: an empty archive is never opened in silence.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db import store
from xianfeng_gui.work import resources

NAME = "data"
ROOM = 32 * 1024 * 1024
"""Bytes that have to be free where data are to be founded: the archive, its first backup and some photos."""
_LONGEST_INSIDE = len("/backups/before-restore-media-20210618-093000.db-journal")
_WINDOWS_LONGEST, _SQLITE_LONGEST = 259, 511
"""Characters of a path that Windows takes without its long paths, and bytes that SQLite takes elsewhere."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Of an OSError: no room left."""

_SO = "，所以放在本机的用户文件夹"
CANNOT_WRITE = f"程序所在的文件夹不能写入，可能是U盘写保护或系统文件夹{_SO}"
NO_ROOM = f"程序所在的磁盘空间不足{_SO}"
PASSING = f"程序正在临时文件夹或压缩包里运行，那里的文件随时会被清除{_SO}"
TOO_LONG = f"程序所在文件夹的路径太长{_SO}"


@dataclass(frozen=True)
class Place:
    """The data folder; ``why`` it isn't beside the program, for who has no data yet (empty when it is).

    ``instead`` is the other folder where a person has to say which is meant: both have data, or ``folder`` has and
    one could begin anew in ``instead``.
    """

    folder: Path
    why: str = ""
    instead: Path | None = None


def find(chosen: Path | None) -> Place:
    """The data folder of a start; ``chosen`` is the one named on the command line, which stands above all."""
    if chosen is not None:
        return Place(chosen.absolute())
    return decide(beside(), user_folder())


def decide(near: Path, own: Path) -> Place:
    """The rule: data that are there before none; beside the program before the user's own folder."""
    if store.exists(near):
        return Place(near, instead=own) if store.exists(own) else Place(near)
    why = obstacle(near)
    if not store.exists(own):
        return Place(own, why) if why else Place(near)
    return Place(own) if why else Place(own, instead=near)


def beside() -> Path:
    """``data`` beside the program."""
    return resources.program_folder() / NAME


def user_folder() -> Path:
    """The user's own data folder for this program.

    Not among the documents: those are often kept in step with a server, which copies a database half written.
    """
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "xianfeng"


def obstacle(folder: Path) -> str:
    """Why data can't be founded in a folder beside the program; empty when they can. Leaves nothing behind.

    It is tried: access bits say little on Windows, and nothing of a write-protected stick. (Windows gives no copy of
    system folders to programs of 64 bits, so what was written is really there.)
    """
    if getattr(sys, "frozen", False) and (why := unfit(folder, os.environ)):
        return why
    if is_too_long(folder):
        return TOO_LONG
    import shutil

    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _try_to_write(folder)
        return "" if shutil.disk_usage(folder).free >= ROOM else NO_ROOM
    except OSError as error:
        return NO_ROOM if error.errno in FULL else CANNOT_WRITE
    finally:
        if made and folder.is_dir():
            folder.rmdir()


def can_write(folder: Path) -> bool:
    """Whether a file can be written in a folder that is there."""
    try:
        _try_to_write(folder)
    except OSError:
        return False
    return True


def _try_to_write(folder: Path) -> None:
    import tempfile  # brings hashlib and OpenSSL, which a start on data that are there can do without

    with tempfile.TemporaryFile(dir=folder) as trial:
        trial.write(b"trial")


def unfit(folder: Path, environment: Mapping[str, str]) -> str:
    """Places of the packed program that can be written today and yet won't do; ``environment`` names Windows' own.

    A program started out of a zip runs in a folder that Windows clears away; into the system's folders an
    administrator may write, and the clerk at the next start may not. Empty for any other place.
    """

    def is_below(*names: str) -> bool:
        # Resolved, since Windows may name a user's folders in short: C:\Users\WANGMO~1.
        wanted = [Path(environment[name]).resolve() for name in names if environment.get(name)]
        return any(folder.resolve().is_relative_to(one) for one in wanted)

    if is_below("TEMP", "TMP"):
        return PASSING
    return CANNOT_WRITE if is_below("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "SYSTEMROOT") else ""


def is_too_long(folder: Path) -> bool:
    """Whether files in the folder would have longer paths than the system takes, as far as a trial shows."""
    longest = str(folder) + "x" * _LONGEST_INSIDE
    if sys.platform != "win32":
        return len(os.fsencode(longest)) > _SQLITE_LONGEST
    if len(longest) <= _WINDOWS_LONGEST:
        return False
    # Windows 10 takes more where long paths are switched on, which the program's manifest asks for.
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    trial = Path(str(existing) + os.sep + "x" * (len(longest) - len(str(existing)) - 1))
    try:
        trial.touch()
        trial.unlink()
    except OSError:
        return True
    return False
