"""Runs in the exe before the program: reads all its modules at once and keeps them.

PyInstaller opens the exe anew for each module, 250 times in a start, which an old disk, a stick and a virus scanner make
slow. And a window whose stick has been pulled out can go on: its pages and messages need not be read from there.
"""

from __future__ import annotations

import io

import pyimod01_archive
import pyimod02_importers


def _keep() -> None:
    archive = pyimod02_importers.pyz_archive
    begin = archive._start_offset
    length = max(offset + size for _, offset, size in archive.toc.values())
    with open(archive._filename, "rb") as exe:
        exe.seek(begin)
        modules = exe.read(length)
    archive._start_offset = 0
    # The archive's reader calls open, and finds a module's own before the built-in one.
    pyimod01_archive.open = lambda name, mode: io.BytesIO(modules)


_keep()
