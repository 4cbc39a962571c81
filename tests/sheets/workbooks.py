"""Workbooks made for tests: usual ones, and such as hostile or broken programs write."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

ROWS: tuple[tuple[Any, ...], ...] = (
    ("企业名称", "检查时间", "存在问题"),
    ("甲店", "2021-6-1", "通道堵塞"),
    ("乙店", "2021-6-2", "灯具损坏"),
)
SHEET = "xl/worksheets/sheet1.xml"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_SECTOR, _END, _FREE, _TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xlsx(path: Path, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    """A plain workbook."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def changed(source: Path, path: Path, changes: dict[str, Callable[[bytes], bytes] | None]) -> Path:
    """A workbook with some parts changed, left out (none) or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name, lambda data: data)
            if change is not None:
                new.writestr(name, change(old.read(name)))
        for name, change in changes.items():
            if name not in old.namelist() and change is not None:
                new.writestr(name, change(b""))
    return path


def ods(path: Path, body: str, manifest: str = "") -> Path:
    """An .ods whose only table holds ``body``."""
    names = " ".join(f'xmlns:{one}="{_OFFICE}{one}:1.0"' for one in ("office", "table", "text"))
    content = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="台账">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0">{manifest}</manifest:manifest>',
        )
        file.writestr("content.xml", content)
    return path


def cell(words: str, times: int = 1) -> str:
    """A cell of an .ods, repeated over columns."""
    return (
        f'<table:table-cell table:number-columns-repeated="{times}" office:value-type="string">'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def row(cells: str, times: int = 1) -> str:
    """A row of an .ods, repeated."""
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def compound(path: Path, name: str, stream: bytes) -> Path:
    """A compound file with one stream of at least 4096 bytes."""
    stream = stream.ljust(4096, b"\x00")
    count = -(-len(stream) // _SECTOR)
    chain = [_TABLE, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header = header.ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, 2, len(stream))
    body = table + directory.ljust(_SECTOR, b"\x00") + stream.ljust(count * _SECTOR, b"\x00")
    path.write_bytes(header + body)
    return path


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\x00") + struct.pack("<HBB", len(written) + 2, kind, 1)
    return head.ljust(116, b"\x00") + struct.pack("<IQ", start, size)


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(body)) + body
