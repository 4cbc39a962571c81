"""Reads on this side what the exe has written, with other tools than the exe's own."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import apsw
import openpyxl


def rows(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a query finds in a copy of the archive, its write-ahead log included.

    A copy, since this system's SQLite and the one under Wine do not see each other's locks.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for file in archive.parent.glob(archive.name + "*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, scratch)
        link = apsw.Connection(str(Path(scratch) / archive.name))
        try:
            return list(link.execute(sql))
        finally:
            link.close()


def value(archive: Path, sql: str) -> Any:
    """The first column of a query's first row."""
    return rows(archive, sql)[0][0]


def paper_text(pdf: Path) -> str:
    """The text of a PDF without white space, as pdftotext sees it."""
    return "".join(_said("pdftotext", str(pdf), "-").split())


def loose_fonts(pdf: Path) -> list[str]:
    """Lines of pdffonts for fonts that are not embedded or cannot be copied as Unicode; an empty list is good."""
    lines = _said("pdffonts", str(pdf)).splitlines()[2:]
    assert lines, f"{pdf} uses no font at all"
    # Columns: name, type, encoding, emb, sub, uni, object ID.
    return [line for line in lines if not re.search(r"\byes +(yes|no) +yes +\d+ +\d+$", line)]


def picture_count(pdf: Path) -> int:
    """How many pictures a PDF shows, as pdfimages lists them."""
    return len(_said("pdfimages", "-list", str(pdf)).splitlines()[2:])


def _said(*words: str) -> str:
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=True).stdout


def sheet(workbook: Path) -> list[tuple[Any, ...]]:
    """The rows of a workbook's first sheet."""
    book = openpyxl.load_workbook(workbook, read_only=True)
    try:
        return list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()
