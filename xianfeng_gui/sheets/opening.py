"""Opening a workbook that came from elsewhere: .xlsx, .xls, .ods or .csv as rows of cells, nothing run or fetched.

python-calamine reads first, since it is quick and needs little memory; a workbook that it refuses is tried with
openpyxl, then once more without its styles. What none of these can read is a ``UserError`` in words.
"""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.sheets import (
    fallback,
    hostile,
    ods_facts,
    text_files,
    xls_facts,
    xlsx_facts,
    xlsx_parts,
    xlsx_pictures,
)
from xianfeng_gui.sheets.calamine import Calamine
from xianfeng_gui.sheets.facts import Area, Facts
from xianfeng_gui.sheets.limits import damaged, refuse_huge, unpacking

Row = list[Any]

_LARGEST_MANIFEST = 5_000_000
TOP = 500
"""Rows that are held to find the head and to see what stands in the columns."""


@dataclass(frozen=True)
class SheetName:
    """A worksheet of the workbook."""

    name: str
    hidden: bool


@dataclass
class OpenSheet:
    """A worksheet's cells from its first row and column on, empty ones as None (or, beyond ``top``, as an empty text).

    ``top``: its first rows; ``following``: the others, which can be gone through once. ``count``: of all rows, 0 when it
    is not known before.
    """

    name: str
    top: list[Row]
    following: Iterator[Row] = field(default_factory=lambda: iter(()))
    merged: tuple[Area, ...] = ()
    facts: Facts = field(default_factory=Facts)
    count: int = 0

    def rows(self) -> Iterator[Row]:
        """Every row, once."""
        return itertools.chain(self.top, self.following)

    @cached_property
    def grid(self) -> list[Row]:
        """Every row, held: for small sheets."""
        return list(self.rows())


@dataclass(frozen=True)
class Workbook:
    """A checked file; ``read`` one of its sheets."""

    path: Path
    sheets: tuple[SheetName, ...]
    is_text: bool = False

    def read(self, name: str = "") -> OpenSheet:
        """The worksheet of that name; without one the first that is not hidden."""
        known = [sheet.name for sheet in self.sheets]
        if name and name not in known:
            raise UserError(f"“{self.path.name}”里没有工作表“{name}”，有：{'、'.join(known)}")
        wanted = name or next((sheet.name for sheet in self.sheets if not sheet.hidden), known[0])
        if self.is_text:
            return _sheet(wanted, text_files.read_table(self.path))
        facts = _facts(self.path, wanted)
        refuse_huge(self.path.name, facts.rows, facts.columns)
        return self._with_calamine(wanted, facts) or self._with_openpyxl(wanted, facts)

    def _with_calamine(self, name: str, facts: Facts) -> OpenSheet | None:
        """None when calamine can't read the sheet."""
        with Calamine(self.path) as book:
            found = book.sheet(name)
        if found is None:
            return None
        refuse_huge(self.path.name, found.height, found.width)
        return _sheet(name, found.rows(), found.merged or facts.merged, facts, found.height)

    def _with_openpyxl(self, name: str, facts: Facts) -> OpenSheet:
        return _sheet(name, fallback.rows(self.path, name), facts=facts)


def open_workbook(path: Path) -> Workbook:
    """Look at a file and its sheets' names; UserError, in words, for what is no workbook or a hostile one."""
    start = hostile.checked_start(path)
    if hostile.is_text(start):
        return Workbook(path, (SheetName(path.stem, False),), is_text=True)
    if start.startswith(hostile.ZIP):
        hostile.refuse_hostile_zip(path)
        _refuse_huge_ods(path)
    elif start.startswith(b"PK"):
        raise damaged(path.name)
    else:
        _refuse_bad_xls(path)
    with Calamine(path) as book:
        names = book.names()
    sheets = tuple(SheetName(*one) for one in names or fallback.names(path))
    if not sheets:
        raise UserError(f"“{path.name}”里没有工作表")
    return Workbook(path, sheets)


def _refuse_huge_ods(path: Path) -> None:
    """All of its content is unpacked when the first sheet is read."""
    with unpacking(path.name), zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.NameToInfo:
            _refuse_locked_ods(path.name, archive)
            facts = ods_facts.scan(path.name, archive, None)
            refuse_huge(path.name, facts.rows, facts.columns)


def _refuse_locked_ods(name: str, archive: zipfile.ZipFile) -> None:
    manifest = archive.NameToInfo.get("META-INF/manifest.xml")
    if (
        manifest is not None
        and manifest.file_size < _LARGEST_MANIFEST
        and b"encryption-data" in archive.read(manifest)
    ):
        raise hostile.locked(name)


def _refuse_bad_xls(path: Path) -> None:
    try:
        xls_facts.check(path)
    except xls_facts.Locked as error:
        raise hostile.locked(path.name) from error


def _sheet(
    name: str,
    rows: Iterator[Row],
    merged: tuple[Area, ...] = (),
    facts: Facts | None = None,
    count: int = 0,
) -> OpenSheet:
    top = list(itertools.islice(rows, TOP))
    width = max(map(len, top), default=0)
    top = [[None if cell == "" else cell for cell in row] + [None] * (width - len(row)) for row in top]
    return OpenSheet(name, top, rows, merged, facts or Facts(), count)


def _facts(path: Path, name: str) -> Facts:
    """What the cells' reader does not tell; without them an odd file is left to openpyxl, which reads row by row."""
    if not zipfile.is_zipfile(path):
        return xls_facts.scan(path, name)
    with unpacking(path.name), zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.NameToInfo:
            return ods_facts.scan(path.name, archive, name)
        part = xlsx_parts.part_of(archive, name)
        found = xlsx_facts.scan(path.name, archive, part)
        pictures = xlsx_pictures.find(archive, part)
    return Facts(**(vars(found) | {"pictures": pictures}))
