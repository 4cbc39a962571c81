"""Tables of a .docx: the ruled table of a record or slip, and photos side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Length, Mm

from xianfeng_gui.papers import PhotoSource
from xianfeng_gui.papers.content import PaperPhoto
from xianfeng_gui.papers.document import Cell, TablePaper, TableRow
from xianfeng_gui.papers.docx_parts import FANGSONG, TITLE, Placing, add_text
from xianfeng_gui.papers.fonts import clean
from xianfeng_gui.papers.photos import Photo, arranged, printable

TEXT_SIZE, TEXT_LEADING = 12.0, 19.0


def add_table(file: Any, paper: TablePaper) -> None:
    """Issuer, title, number, the rows, what stands below them."""
    add_text(file, paper.issuer, TITLE, 16, Placing(ALIGN.CENTER, leading=26))
    for line in paper.title.split("\n"):
        add_text(file, line, TITLE, 22, Placing(ALIGN.CENTER, leading=36))
    add_text(file, paper.number, FANGSONG, 14, Placing(ALIGN.RIGHT, leading=24))
    for _, rows in groupby(paper.rows, key=lambda row: tuple(cell.width for cell in row.cells)):
        _rows(file, list(rows))
    for line in paper.foot.splitlines():
        add_text(file, line, FANGSONG, TEXT_SIZE, Placing(leading=TEXT_LEADING))


def _rows(file: Any, rows: Sequence[TableRow]) -> None:
    """Rows of the same columns; neighbouring tables of a .docx join into one."""
    table = file.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    table.autofit = False
    for column, cell in zip(table.columns, rows[0].cells, strict=True):
        column.width = Mm(cell.width)
    for row in rows:
        made = table.add_row()
        made.height, made.height_rule = Mm(row.least), WD_ROW_HEIGHT_RULE.AT_LEAST
        if row.head:
            _flag(made, "w:tblHeader")
        if row.whole:
            _flag(made, "w:cantSplit")
        for cell, place in zip(row.cells, made.cells, strict=True):
            _cell(place, cell, keep=row.keep)


def _cell(place: Any, cell: Cell, *, keep: bool) -> None:
    place.width = Mm(cell.width)
    place.vertical_alignment = VERTICAL.CENTER
    align = ALIGN.CENTER if cell.label else ALIGN.RIGHT if cell.right else None
    place._tc.remove(place.paragraphs[0]._p)
    for part in clean(cell.text).split("\n"):
        placing = Placing(align, indent=2 if cell.indent else 0, leading=TEXT_LEADING, keep=keep)
        add_text(place, part, FANGSONG, TEXT_SIZE, placing)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def add_photos(
    file: Any, photos: Sequence[PaperPhoto], photo_bytes: PhotoSource, width: Length, caption_size: Length
) -> None:
    """Photos two beside each other without rules, each over its caption."""
    table = file.add_table(rows=0, cols=2)
    for pair in arranged(photos, photo_bytes):
        row = table.add_row()
        _flag(row, "w:cantSplit")
        for place, photo in zip(row.cells, pair, strict=True):
            if photo is not None:
                _photo(place, photo, width, caption_size)


def _photo(place: Any, photo: Photo, width: Length, caption_size: Length) -> None:
    jpeg, across, down = printable(photo)
    paragraph = place.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    # as wide as its room, but no higher than the PDF has it
    wide = min(width, Length(int(Mm(49) * across / down)))
    paragraph.add_run().add_picture(io.BytesIO(jpeg), width=wide)
    add_text(place, photo.caption, FANGSONG, caption_size.pt, Placing(ALIGN.CENTER, leading=18))
