"""The parts of an .xlsx file: which of them is a worksheet, what its styles make of cells, and writing it anew."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from db.errors import UserError
from xianfeng_gui.sheets.xlsx_parts import links, part_of, small_xml

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORKBOOK, STYLES, CALC_CHAIN = "xl/workbook.xml", "xl/styles.xml", "xl/calcChain.xml"
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
        with zipfile.ZipFile(self.path) as file:
            return file.read(part).decode("utf-8")

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


def find(path: Path, sheet: str) -> Package:
    """The form's worksheet of that name; UserError when the file isn't an .xlsx that can be filled."""
    refused = UserError(f"“{path.name}”不能直接填写，请用WPS或Excel打开后另存为.xlsx，再选择它")
    if path.suffix.lower() != ".xlsx":
        raise refused
    try:
        with zipfile.ZipFile(path) as file:
            found = Package(path, sheet, part_of(file, sheet))
        found.text(found.part)
    except (KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise refused from error
    return found


class Styles:
    """What a cell's style number makes of the cell: how it shows a number, whether it breaks lines."""

    def __init__(self, package: Package) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

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


def write(package: Package, target: Path, changed: Mapping[str, str]) -> None:
    """The file anew with the changed parts; every other part is what it was."""
    with zipfile.ZipFile(package.path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename == CALC_CHAIN:
                continue  # names cells with formulas; the spreadsheet program makes it again
            body = old.read(info)
            if info.filename in changed:
                body = changed[info.filename].encode()
            elif info.filename in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
                body = _without_calc_chain(body.decode("utf-8")).encode()
            new.writestr(info.filename, body)


def _without_calc_chain(text: str) -> str:
    return re.sub(r"<(?:Override|Relationship)\b[^>]*calcChain\.xml[^>]*/>", "", text)
