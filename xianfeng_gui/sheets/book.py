"""Write lists as an Excel workbook that can be printed as it is.

openpyxl makes everything but the rows: it saves the workbook with the heads only, and again once a list's rows are
counted, with what follows them. Between the two the rows stream into the file, so that 200,000 of them need no more
memory than one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from db.errors import UserError
from xianfeng_gui.sheets.columns import Table

if TYPE_CHECKING:
    from openpyxl import Workbook

    from xianfeng_gui.sheets.rows import RowMaker

MOST_ROWS = 1_048_000
"""Data rows that fit on a worksheet below its head (the format's limit is 1,048,576 rows)."""
ROWS_AT_ONCE = 500
"""Rows that are joined before they are compressed, and after which progress is told."""
COMPRESSION = 4
"""zlib's level: twice as fast as its usual 6, and the files are a tenth larger."""
_END_OF_ROWS = "</sheetData>"
_DIMENSION = re.compile("<dimension [^>]*/>")
"""Where a worksheet ends isn't known when its beginning is written; it may be left out."""
_FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")
"""Mail gateways and the like look at the first parts for what a file is."""

Tick = Callable[[int], None]
"""Told how many rows have been written so far; whatever it raises ends the writing."""


def write_book(
    target: Path | BinaryIO, tables: Sequence[Table], tick: Tick = lambda rows: None
) -> tuple[int, ...]:
    """Write a workbook with a worksheet a table; returns the number of rows of each.

    UserError when a list has more rows than a worksheet can hold. What was written till then is no workbook: write
    beside the place that it is for.
    """
    from openpyxl import Workbook

    from xianfeng_gui.sheets.rows import RowMaker
    from xianfeng_gui.sheets.worksheet import Frame

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = tables[0].head.office, tables[0].head.title
    frames = [Frame(book, table.sheet, table.head) for table in tables]
    parts = _parts(book)
    counts: list[int] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as file:
        for name in _FIRST_PARTS:
            file.writestr(name, parts.pop(name))
        for at, (table, frame) in enumerate(zip(tables, frames, strict=True), 1):
            part = f"xl/worksheets/sheet{at}.xml"
            maker = RowMaker(table.sheet, frame.styles, frame.first_row)
            with file.open(part, "w", force_zip64=True) as out:
                out.write(_before_rows(parts.pop(part)))
                _stream(out.write, table, maker, sum(counts), tick)
                frame.close(maker.count, maker.sums)
                out.write(_after_rows(_parts(book)[part], frame.first_row + maker.count))
            counts.append(maker.count)
        finished = _parts(book)
        for name in parts:
            file.writestr(name, finished[name])
    return tuple(counts)


def _parts(book: Workbook) -> dict[str, bytes]:
    """What openpyxl writes for the workbook as it is now, by name."""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as saved:
        return {name: saved.read(name) for name in saved.namelist()}


def _before_rows(page: bytes) -> bytes:
    return _DIMENSION.sub("", page.decode()).partition(_END_OF_ROWS)[0].encode()


def _after_rows(page: bytes, next_row: int) -> bytes:
    """From the row below the data, if there is one, to the worksheet's end."""
    text = page.decode()
    below = text.find(f'<row r="{next_row}"')
    return text[below if below >= 0 else text.index(_END_OF_ROWS) :].encode()


def _stream(write: Callable[[bytes], object], table: Table, maker: RowMaker, before: int, tick: Tick) -> None:
    made: list[str] = []
    for row in table.rows:
        if maker.count == MOST_ROWS:
            raise UserError(f"一张表最多{MOST_ROWS}行，请先筛选，再分几次导出")
        made.append(maker.xml(row))
        if len(made) == ROWS_AT_ONCE:
            write("".join(made).encode())
            made.clear()
            tick(before + maker.count)
    write("".join(made).encode())
    tick(before + maker.count)
