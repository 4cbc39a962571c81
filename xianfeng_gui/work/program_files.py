"""The packaged program as files: the one that runs, or an exe that the clerk has chosen.

PyInstaller appends to the exe an archive that ends with a table of contents and a cookie; in the single file's table
stands Python itself, which the folder edition has in the folder beside it (``_internal``).
"""

from __future__ import annotations

import mmap
import re
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import xianfeng_gui
from db.errors import UserError

PROGRAM = "xianfeng.exe"
"""The exe on every stick, whatever edition it is."""
INSIDE = "_internal"
PRODUCT = "先锋安全"
"""The product's name in the exe's file properties (pyinstaller.spec)."""
_FOLDER = "先锋安全-{}"
_COOKIE = struct.Struct("!8sIIII64s")
_MAGIC = b"MEI\014\013\012\013\016"
_COOKIE_WITHIN = 64 * 1024
"""The cookie is looked for so far from the end: a signature may stand behind it."""
_PYTHON = re.compile(rb"bpython3\d+\.dll\0")
"""Of the table: a binary (b) of this name."""
_LONGEST_WORD = 200


@dataclass(frozen=True)
class Program:
    """An exe, and the folder beside it that the folder edition needs."""

    exe: Path
    inside: Path | None = None

    def files(self) -> list[Path]:
        """Every file of it."""
        within = sorted(path for path in self.inside.rglob("*") if path.is_file()) if self.inside else []
        return [self.exe, *within]


def folder_name(office_name: str) -> str:
    """The folder of a village's program on its stick; what Windows has no place for in a name becomes a line."""
    return _FOLDER.format(re.sub(r'[\\/:*?"<>|\s]', "_", office_name).rstrip("."))


def running() -> Program | None:
    """The packaged program that runs; none when it runs from source."""
    if not getattr(sys, "frozen", False):
        return None
    exe = Path(sys.executable).resolve()
    inside = exe.parent / INSIDE
    # The single file unpacks itself to a temporary folder; the folder edition runs from the one beside it.
    is_folder = Path(getattr(sys, "_MEIPASS", "")).resolve() == inside
    return Program(exe, inside if is_folder else None)


def chosen(exe: Path) -> Program:
    """The program of an exe; UserError unless it is this program for Windows, whole, and of this version."""
    wrong = UserError(f"“{exe.name}”不是先锋安全的程序文件，请选择 xianfeng.exe 或 xianfeng-onefile.exe")
    try:
        with exe.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as image:
            if image[:2] != b"MZ" or _property(image, "ProductName") != PRODUCT:
                raise wrong
            version, table = _property(image, "ProductVersion"), _table_of_contents(image)
    except UserError:
        raise
    except (OSError, ValueError, struct.error) as error:  # ValueError: an empty file can't be mapped
        raise wrong from error
    if version != xianfeng_gui.__version__:
        raise UserError(
            f"“{exe.name}”的版本是{version}，本程序是{xianfeng_gui.__version__}，请选择同一版本的程序文件"
        )
    if _PYTHON.search(table):
        return Program(exe)
    inside = exe.parent / INSIDE
    if not inside.is_dir():
        raise UserError(f"“{exe.name}”旁边缺少它的{INSIDE}文件夹，请选择完整的程序文件夹里的程序文件")
    return Program(exe, inside)


def _property(image: mmap.mmap, key: str) -> str:
    """A text of the exe's file properties: UTF-16, behind its name and zeros up to the next four bytes."""
    name = (key + "\0").encode("utf-16-le")
    at = image.find(name)
    if at < 0:
        return ""
    words = image[at + len(name) : at + len(name) + _LONGEST_WORD].decode("utf-16-le", "replace")
    return words.lstrip("\0").partition("\0")[0]


def _table_of_contents(image: mmap.mmap) -> bytes:
    """The table of the appended archive; empty when there is none, as in an exe that was cut off."""
    at = image.rfind(_MAGIC, max(0, len(image) - _COOKIE_WITHIN))
    if at < 0:
        raise ValueError("no archive")
    _, length, table_at, table_length, _, _ = _COOKIE.unpack_from(image, at)
    begin = at + _COOKIE.size - length + table_at
    return image[begin : begin + table_length]
