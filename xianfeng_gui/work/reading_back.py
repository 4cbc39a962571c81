"""Reading a file as its medium has it, not as the system remembers it: a stick that lies about its size is found out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

BLOCK = 1024 * 1024

if sys.platform == "win32":
    import ctypes
    import mmap
    from ctypes import wintypes

    _GENERIC_READ, _FILE_SHARE_READ, _OPEN_EXISTING = 0x80000000, 1, 3
    _FILE_FLAG_NO_BUFFERING = 0x20000000
    _INVALID_HANDLE = ctypes.c_void_p(-1).value

    def blocks(path: Path) -> Iterator[bytes]:
        """The file's content, a block at a time; OSError when it can't be read."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        handle = wintypes.HANDLE(
            kernel.CreateFileW(
                str(path),
                _GENERIC_READ,
                _FILE_SHARE_READ,
                None,
                _OPEN_EXISTING,
                _FILE_FLAG_NO_BUFFERING,
                None,
            )
        )
        if handle.value in (None, _INVALID_HANDLE):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            # Reading past the system's memory wants a buffer that begins with a page: a map does.
            page = (ctypes.c_char * BLOCK).from_buffer(mmap.mmap(-1, BLOCK))
            got = wintypes.DWORD()
            while kernel.ReadFile(handle, page, BLOCK, ctypes.byref(got), None):
                if not got.value:
                    return
                yield page.raw[: got.value]
            raise ctypes.WinError(ctypes.get_last_error())
        finally:
            kernel.CloseHandle(handle)

else:

    def blocks(path: Path) -> Iterator[bytes]:
        """The file's content, a block at a time; OSError when it can't be read."""
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while block := file.read(BLOCK):
                yield block
