"""The parts of an .xlsx file: which of them is a worksheet, what its styles make of cells, and writing it anew."""

from __future__ import annotations

import contextlib
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from xianfeng_gui.sheets.forms.page import Page
from xianfeng_gui.sheets.forms.split import copied, not_understood, split
from xianfeng_gui.sheets.limits import abnormal, unpacking
from xianfeng_gui.sheets.xlsx_parts import links, part_of, small_xml

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORKBOOK, STYLES, CALC_CHAIN = "xl/workbook.xml", "xl/styles.xml", "xl/calcChain.xml"
_TOTALS = re.compile(r'<table\b(?=[^>]*\stotalsRowCount="1")[^>]*?\sref="[A-Z]+\d+:[A-Z]+(\d+)"')
_LARGEST_PART = 64_000_000
"""Bytes of a part that is held as a whole: another sheet with formulas, a chart."""
_BLOCK = 1 << 17
_CHINESE_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats that Chinese Excel has built in for days; files name them by number only."""


@dataclass(frozen=True)
class Package:
    """An opened form: its file and the worksheet that is filled."""

    path: Path
    sheet: str
    part: str
    """The worksheet's name in the file."""

    def text(self, part: str) -> str:
        """A part's XML."""
        with _told(self.path.name), zipfile.ZipFile(self.path) as file:
            if file.getinfo(part).file_size > _LARGEST_PART:
                raise abnormal(self.path.name)
            return file.read(part).decode("utf-8")

    def holds(self, part: str, mark: bytes) -> bool:
        """Whether a part, however large, has these bytes in it."""
        with _told(self.path.name), zipfile.ZipFile(self.path) as file, file.open(part) as stream:
            piece = b""
            while block := stream.read(_BLOCK):
                piece = piece[1 - len(mark) :] + block
                if mark in piece:
                    return True
        return False

    def rows_of_totals(self) -> set[int]:
        """The last rows of the worksheet's tables, where these add up."""
        found = set()
        for part in self.related():
            if part.startswith("xl/tables/") and part in self.parts():
                table = _TOTALS.search(self.text(part))
                found |= {int(table[1])} if table else set()
        return found

    def page(self) -> Page:
        """The worksheet's rows and what lies around them."""
        with _told(self.path.name), zipfile.ZipFile(self.path) as file, file.open(self.part) as stream:
            return Page.read(split(self.path.name, stream))

    def parts(self) -> list[str]:
        """The names of all parts."""
        with zipfile.ZipFile(self.path) as file:
            return file.namelist()

    def names(self) -> dict[str, str]:
        """What the workbook's names stand for: 等级 for 字典!$A$1:$A$2."""
        with zipfile.ZipFile(self.path) as file:
            book = small_xml(file, WORKBOOK)
        return {one.get("name", ""): (one.text or "").strip() for one in book.iter(f"{_MAIN}definedName")}

    def related(self) -> list[str]:
        """The parts that belong to the worksheet: tables, drawings, notes."""
        with zipfile.ZipFile(self.path) as file:
            return list(links(file, self.part).values())


@contextlib.contextmanager
def _told(name: str) -> Iterator[None]:
    """Whatever a part that can't be read raises, in words."""
    try:
        with unpacking(name):
            yield
    except ElementTree.ParseError as error:
        raise not_understood(name) from error


def find(path: Path, sheet: str) -> Package:
    """The form's worksheet of that name; UserError when the file isn't an .xlsx that can be filled."""
    if path.suffix.lower() != ".xlsx":
        raise not_understood(path.name)
    try:
        with zipfile.ZipFile(path) as file:
            return Package(path, sheet, part_of(file, sheet))
    except (KeyError, zipfile.BadZipFile) as error:
        raise not_understood(path.name) from error


class Styles:
    """What a cell's style number makes of the cell: how it shows a number, whether it breaks lines."""

    def __init__(self, package: Package) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        with _told(package.path.name):
            found = ElementTree.fromstring(package.text(STYLES))
        own = {
            int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in found.iter(f"{_MAIN}numFmt")
        }
        cells = found.find(f"{_MAIN}cellXfs")
        formats = [] if cells is None else list(cells)
        self._numbers = [int(one.get("numFmtId", "0")) for one in formats]
        self._wrapping = [_wraps(one.find(f"{_MAIN}alignment")) for one in formats]
        self._codes = BUILTIN_FORMATS | own

    def _of(self, style: str) -> tuple[int, str]:
        at = int(style or 0)
        number = self._numbers[at] if at < len(self._numbers) else 0
        return number, self._codes.get(number, "General")

    def is_date(self, style: str) -> bool:
        """Whether a number in it shows as a day."""
        from openpyxl.styles.numbers import is_date_format

        number, code = self._of(style)
        return number in _CHINESE_DATES or bool(is_date_format(code))

    def is_percent(self, style: str) -> bool:
        """Whether a number in it shows as a percentage."""
        return "%" in self._of(style)[1]

    def wraps(self, style: str) -> bool:
        """Whether a text longer than the cell is wide goes on in a second line."""
        at = int(style or 0)
        return at < len(self._wrapping) and self._wrapping[at]


def _wraps(alignment: ElementTree.Element | None) -> bool:
    """Justified and distributed text is broken too, as Excel shows it."""
    if alignment is None:
        return False
    spread = {alignment.get("horizontal"), alignment.get("vertical")} & {"justify", "distributed"}
    return bool(spread) or alignment.get("wrapText") in ("1", "true")


def write(package: Package, target: Path, page: Page, changed: Mapping[str, str]) -> None:
    """The file anew with the worksheet as ``page`` and the other changed parts; the rest is what it was."""
    with (
        _told(package.path.name),
        zipfile.ZipFile(package.path) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name == CALC_CHAIN:
                continue  # names cells with formulas; the spreadsheet program makes it again
            with old.open(name) as source, new.open(name, "w") as copy:
                if name == package.part:
                    copy.writelines(_pieces(page, source))
                elif name in changed:
                    copy.write(changed[name].encode())
                elif name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
                    copy.write(_without_calc_chain(source.read().decode("utf-8")).encode())
                else:
                    shutil.copyfileobj(source, copy)


def _pieces(page: Page, source: IO[bytes]) -> Iterator[bytes]:
    """The worksheet's XML; ``source``: the old one, for its rest of empty rows."""
    begin, end = page.xml()
    yield begin.encode()
    if page.rest is not None:
        yield from copied(source, page.rest, page.held)
    yield end.encode()


def _without_calc_chain(text: str) -> str:
    return re.sub(r"<(?:Override|Relationship)\b[^>]*calcChain\.xml[^>]*/>", "", text)
