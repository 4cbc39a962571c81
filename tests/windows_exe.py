"""Small files built as PyInstaller builds the program's exe: file properties, an archive's table of contents, a cookie."""

from __future__ import annotations

import struct
from pathlib import Path

import xianfeng_gui

PAYLOAD = bytes(range(256)) * 8000


def _property(key: str, value: str) -> bytes:
    name = f"{key}\0".encode("utf-16-le")
    return name + bytes(-len(name) % 4) + f"{value}\0".encode("utf-16-le")


def exe_bytes(*, folder: bool, product: str = "先锋安全", version: str = xianfeng_gui.__version__) -> bytes:
    """An exe of the folder edition or a single file."""
    table = b"smain\0opyi-contents-directory _internal\0" + (b"" if folder else b"bpython311.dll\0")
    length = len(table) + 88
    cookie = struct.pack(
        "!8sIIII64s", b"MEI\014\013\012\013\016", length, 0, len(table), 311, b"python311.dll"
    )
    properties = _property("ProductName", product) + _property("ProductVersion", version)
    # The loader of either edition names the library, so only the table tells them apart.
    return b"MZ" + bytes(62) + properties + b"bpython311.dll\0" + PAYLOAD + table + cookie


def single_file(folder: Path, content: bytes | None = None) -> Path:
    """The single-file exe in a folder."""
    exe = folder / "xianfeng-onefile.exe"
    folder.mkdir(parents=True, exist_ok=True)
    exe.write_bytes(content or exe_bytes(folder=False))
    return exe


def folder_edition(folder: Path) -> Path:
    """The folder edition's exe with two files inside."""
    exe = folder / "xianfeng.exe"
    (folder / "_internal" / "PySide6").mkdir(parents=True, exist_ok=True)
    (folder / "_internal" / "base.dll").write_bytes(b"dll" * 1000)
    (folder / "_internal" / "PySide6" / "core.pyd").write_bytes(b"pyd" * 1000)
    exe.write_bytes(exe_bytes(folder=True))
    return exe
