"""Whether a file may be opened at all: what is no workbook, locked, cut short or a bomb is refused by what it holds."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from db.errors import UserError
from xianfeng_gui.sheets import ole
from xianfeng_gui.sheets.limits import (
    LARGEST_FILE,
    LARGEST_PART_RATIO,
    LARGEST_STRINGS,
    LARGEST_TEXT,
    LARGEST_UNPACKED,
    MOST_PARTS,
    abnormal,
    unpacking,
)

ZIP = b"PK\x03\x04"
_PK = b"PK"
_START = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype\s+html|html|table|meta|head|body|div|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEET_XML = re.compile(
    rb"\s*<\?xml.{0,400}(urn:schemas-microsoft-com:office:spreadsheet|mso-application)", re.DOTALL
)
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x1f\x8b")
_SELECT = "请选择.xlsx、.xls、.ods或.csv文件"


def checked_start(path: Path) -> bytes:
    """The file's first bytes; UserError when it can't be opened or is no table by them."""
    if path.name.startswith("~$"):
        raise UserError(f"“{path.name}”是表格打开时的临时文件，请选择没有“~$”的那个文件")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_START)
    except PermissionError as error:
        raise UserError(f"“{path.name}”打不开，可能正被WPS或Excel占用，请关闭后重试") from error
    except OSError as error:
        raise UserError(f"打不开文件“{path}”，请检查文件是否还在、U盘是否插好") from error
    if not size:
        raise UserError(f"“{path.name}”是空文件，请核对")
    if size > (LARGEST_TEXT if is_text(start) else LARGEST_FILE):
        raise UserError(f"“{path.name}”太大（{size // 1_000_000}兆），请拆成几个文件再导入")
    plain = _plain(start)
    if _HTML.match(plain) or _SPREADSHEET_XML.match(plain):
        raise UserError(f"“{path.name}”实际是网页，不是表格文件；请用WPS或Excel打开后另存为.xlsx再导入")
    if start.startswith(_NO_TABLES):
        raise UserError(f"“{path.name}”不是表格文件，{_SELECT}")
    return start


def is_text(start: bytes) -> bool:
    """Whether a file that begins so is text (.csv) rather than a workbook."""
    return not start.startswith((ole.MARK, _PK))


def _plain(start: bytes) -> bytes:
    """Without the mark of its encoding; of UTF-16 every other byte."""
    for mark in _MARKS:
        if start.startswith(mark):
            rest = start[len(mark) :]
            return rest if mark == _MARKS[0] else rest.replace(b"\x00", b"")
    return start


def refuse_hostile_zip(path: Path) -> None:
    """UserError for a zip file that is cut short, unpacks into too much, or holds no workbook."""
    try:
        with unpacking(path.name), zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(path.name, parts)
            _refuse_entities(path.name, archive)
    except RuntimeError as error:  # a zip file with a password of its own
        raise locked(path.name) from error
    _refuse_others(path.name, {part.filename for part in parts})


def _refuse_bomb(name: str, parts: list[zipfile.ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    worst = max(
        (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 1_000_000),
        default=0,
    )
    strings = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if (
        whole > LARGEST_UNPACKED
        or worst > LARGEST_PART_RATIO
        or strings > LARGEST_STRINGS
        or len(parts) > MOST_PARTS
    ):
        raise abnormal(name)


def _refuse_entities(name: str, archive: zipfile.ZipFile) -> None:
    """No spreadsheet program declares entities; they are used to make a little text endless or to fetch files."""
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                begin = _plain(stream.read(_START))
            if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
                raise abnormal(name)


def _refuse_others(name: str, parts: set[str]) -> None:
    if "word/document.xml" in parts:
        raise UserError(f"“{name}”是Word文档，请选择表格文件")
    if "xl/workbook.bin" in parts:
        raise UserError(f"“{name}”是二进制工作簿（.xlsb），请用WPS或Excel另存为.xlsx再导入")
    if not parts & {"xl/workbook.xml", "content.xml", "[Content_Types].xml"}:
        raise UserError(f"“{name}”不是表格文件，{_SELECT}")


def locked(name: str) -> UserError:
    """What is said of a workbook that opens with a password only."""
    return UserError(f"“{name}”设有打开密码，请在WPS或Excel中取消密码后再导入")
