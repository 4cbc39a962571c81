"""Opening a workbook that came from elsewhere: .xlsx, .xls, .ods or .csv as grids of cells, nothing run or fetched.

python-calamine reads first, since it is quick and needs little memory; a workbook that it refuses (bad styles, odd
parts) is tried with openpyxl. What neither can read is a ``UserError`` in words.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.sheets import text_files
from xianfeng_gui.sheets.text_files import refuse_huge

Area = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, from 0, all included."""

LARGEST_FILE = 200_000_000
LARGEST_UNPACKED = 600_000_000
"""Bytes of all parts of a workbook once unpacked; 100,000 rows of 25 columns take about 150 million."""
LARGEST_PART_RATIO = 1000
"""More than this many times its packed size is no honest worksheet."""
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_HTML = re.compile(rb"^\s*(<!doctype html|<html|<table|<meta|<head|<\?xml[^>]*>\s*<html)", re.IGNORECASE)
_SPREADSHEET_XML = re.compile(
    rb"^\s*<\?xml.{0,400}(urn:schemas-microsoft-com:office:spreadsheet|mso-application)", re.DOTALL
)


@dataclass(frozen=True)
class SheetName:
    """A worksheet of the workbook."""

    name: str
    hidden: bool


@dataclass(frozen=True)
class OpenSheet:
    """A worksheet's cells from its first row and column on. ``hidden_rows``: numbers from 0 of rows that are out of sight.

    ``without_result``: formulas whose result the file does not hold.
    """

    name: str
    grid: list[list[Any]]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    without_result: int = 0


@dataclass(frozen=True)
class Workbook:
    """A checked file; ``read`` one of its sheets."""

    path: Path
    sheets: tuple[SheetName, ...]

    def read(self, name: str = "") -> OpenSheet:
        """The worksheet of that name; without one the first that is not hidden."""
        known = [sheet.name for sheet in self.sheets]
        if name and name not in known:
            raise UserError(f"“{self.path.name}”里没有工作表“{name}”，有：{'、'.join(known)}")
        wanted = name or next((sheet.name for sheet in self.sheets if not sheet.hidden), known[0])
        if is_text_table(self.path):
            return OpenSheet(wanted, text_files.read_table(self.path))
        return _read_with_calamine(self.path, wanted) or _read_with_openpyxl(self.path, wanted)


def open_workbook(path: Path) -> Workbook:
    """Look at a file and its sheets' names."""
    start = _checked_start(path)
    if is_text_table(path, start):
        return Workbook(path, (SheetName(path.stem, False),))
    if start.startswith(_ZIP):
        _refuse_hostile_zip(path)
    sheets = _names_with_calamine(path) or _names_with_openpyxl(path)
    if not sheets:
        raise UserError(f"“{path.name}”里没有工作表")
    return Workbook(path, sheets)


def _checked_start(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise UserError(f"“{path.name}”是表格打开时的临时文件，请选择没有“~$”的那个文件")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(2048)
    except PermissionError as error:
        raise UserError(f"“{path.name}”打不开，可能正被WPS或Excel占用，请关闭后重试") from error
    except OSError as error:
        raise UserError(f"打不开文件“{path}”，请检查文件是否还在、U盘是否插好") from error
    if not size:
        raise UserError(f"“{path.name}”是空文件，请核对")
    if size > LARGEST_FILE:
        raise UserError(f"“{path.name}”太大（{size // 1_000_000}兆），请拆成几个文件再导入")
    if _HTML.match(start) or _SPREADSHEET_XML.match(start):
        raise UserError(f"“{path.name}”实际是网页，不是表格文件；请用WPS或Excel打开后另存为.xlsx再导入")
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise UserError(f"“{path.name}”不是表格文件，请选择.xlsx、.xls、.ods或.csv文件")
    return start


def is_text_table(path: Path, start: bytes | None = None) -> bool:
    """Whether the file is text (.csv) rather than a workbook, by what it holds and not by its name."""
    if start is None:
        with path.open("rb") as file:
            start = file.read(2048)
    return not start.startswith((_OLE, _ZIP, b"PK"))


def _refuse_hostile_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UserError(f"“{path.name}”不完整或已损坏，请重新复制一份，或用WPS打开后另存再导入") from error
    whole = sum(part.file_size for part in parts)
    worst = max(
        (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 1_000_000),
        default=0,
    )
    if whole > LARGEST_UNPACKED or worst > LARGEST_PART_RATIO:
        raise UserError(f"“{path.name}”解开后异常庞大，可能不是正常的表格，没有读取")
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml"}:
        raise UserError(f"“{path.name}”不是表格文件，请选择.xlsx、.xls、.ods或.csv文件")
    if "word/document.xml" in names:
        raise UserError(f"“{path.name}”是Word文档，请选择表格文件")


def _names_with_calamine(path: Path) -> tuple[SheetName, ...]:
    import python_calamine as calamine

    try:
        with path.open("rb") as file:
            book = calamine.CalamineWorkbook.from_filelike(file)
            return tuple(
                SheetName(one.name, one.visible != calamine.SheetVisibleEnum.Visible)
                for one in book.sheets_metadata
                if one.typ == calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError as error:
        raise _locked(path) from error
    except calamine.CalamineError:
        return ()


def _locked(path: Path) -> UserError:
    return UserError(f"“{path.name}”设有打开密码，请在WPS或Excel中取消密码后再导入")


def _names_with_openpyxl(path: Path) -> tuple[SheetName, ...]:
    with _openpyxl(path) as book:
        return tuple(SheetName(sheet.title, sheet.sheet_state != "visible") for sheet in book.worksheets)


class _openpyxl:
    """A workbook opened by openpyxl, values only; whatever it can't open is a UserError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Any:
        import openpyxl

        with self.path.open("rb") as file:
            start = file.read(8)
        if (
            start == _OLE
        ):  # an old .xls that calamine could not read, or an encrypted .xlsx: both look like this
            raise UserError(
                f"“{self.path.name}”打不开：设有密码或已损坏，请用WPS或Excel打开后另存为.xlsx再导入"
            )
        try:
            self.book = openpyxl.load_workbook(self.path, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl raises whatever its parsers raise
            raise UserError(
                f"“{self.path.name}”打不开：文件已损坏，请用WPS或Excel打开后另存再导入"
            ) from error
        return self.book

    def __exit__(self, *error: object) -> None:
        self.book.close()


def _read_with_calamine(path: Path, name: str) -> OpenSheet | None:
    """None when calamine can't read the sheet."""
    import python_calamine as calamine

    try:
        with path.open("rb") as file:
            sheet = calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name(name)
            refuse_huge(path, sheet.total_height, sheet.total_width)
            grid = [
                [None if cell == "" else cell for cell in row]
                for row in sheet.to_python(skip_empty_area=False)
            ]
            merged = tuple(
                (first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()
            )
    except calamine.CalamineError:
        return None
    facts = _facts(path, name)
    return OpenSheet(name, grid, merged, facts[0], facts[1])


def _read_with_openpyxl(path: Path, name: str) -> OpenSheet:
    with _openpyxl(path) as book:
        sheet = book[name]
        grid: list[list[Any]] = []
        width = 0
        for row in sheet.iter_rows(values_only=True):
            refuse_huge(path, len(grid), len(row))
            grid.append(list(row))
            width = max(width, len(row))
    while grid and not any(cell is not None for cell in grid[-1]):
        grid.pop()
    return OpenSheet(name, [row + [None] * (width - len(row)) for row in grid])


_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_NUMBER = re.compile(rb'\br="(\d+)"')
_FORMULA_ALONE = re.compile(
    rb"<c\b[^>]*><f\b[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>|<c\b[^>]*><f\b[^>]*/></c>"
)


def _facts(path: Path, name: str) -> tuple[frozenset[int], int]:
    """Hidden rows and formulas without a result, which calamine does not tell; of .xlsx only."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_part_of(archive, name)) as part:
            hidden: set[int] = set()
            lone = 0
            for piece in _pieces(part):
                hidden.update(
                    int(_NUMBER.findall(row)[0]) - 1 for row in _ROW.findall(piece) if _NUMBER.search(row)
                )
                lone += len(_FORMULA_ALONE.findall(piece))
            return frozenset(hidden), lone
    except (zipfile.BadZipFile, KeyError):  # no .xlsx: then these facts are not known
        return frozenset(), 0


def _pieces(part: Any) -> Iterator[bytes]:
    """The part in pieces that end with a row."""
    rest = b""
    while block := part.read(1 << 20):
        whole, mark, tail = (rest + block).rpartition(b"</row>")
        if mark:
            yield whole
            rest = tail
        else:
            rest = tail if len(tail) < 4 << 20 else b""
    yield rest


def _part_of(archive: zipfile.ZipFile, name: str) -> str:
    """The part that holds a worksheet; KeyError when the file has no such."""
    from xml.etree import ElementTree

    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    book = ElementTree.fromstring(_small(archive, "xl/workbook.xml"))
    links = ElementTree.fromstring(_small(archive, "xl/_rels/workbook.xml.rels"))
    ids = {sheet.get("name"): sheet.get(relation) for sheet in book.iter() if sheet.tag.endswith("}sheet")}
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    target = targets[ids[name]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _small(archive: zipfile.ZipFile, part: str) -> bytes:
    """A part that is never large; entity declarations are refused."""
    if archive.getinfo(part).file_size > 5_000_000:
        raise KeyError(part)
    data = archive.read(part)
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise KeyError(part)
    return data
