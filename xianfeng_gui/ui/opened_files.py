"""Copies of kept files opened with another program of this PC; they are gone when the program ends."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from db.errors import UserError

OPENED_ENDINGS = frozenset(
    ".pdf .doc .docx .xls .xlsx .ppt .pptx .txt .csv .jpg .jpeg .png .gif .bmp".split()
)
"""Documents and pictures; anything else might be a program that the system would run."""

_folder: tempfile.TemporaryDirectory[str] | None = None


def place_for(name: str) -> Path:
    """Where a copy called ``name`` may be written to be opened; UserError for a kind of file not opened."""
    global _folder
    name = Path(name).name
    if Path(name).suffix.lower() not in OPENED_ENDINGS:
        raise UserError("这种文件不能直接打开，请用“另存”取出，确认安全后再打开")
    if _folder is None:
        # Emptied when the interpreter ends; a copy that is still open in another program stays.
        _folder = tempfile.TemporaryDirectory(prefix="xianfeng-", ignore_cleanup_errors=True)
    return Path(tempfile.mkdtemp(dir=_folder.name)) / name


def open_file(file: Path) -> None:
    """Hand the copy to the program that this PC has for it; UserError when it has none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        raise UserError("这台电脑没有能打开该文件的程序，请用“另存”取出文件")
