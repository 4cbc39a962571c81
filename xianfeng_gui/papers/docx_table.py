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
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xianfeng_gui.papers.document import Cell, TablePaper, TableRow
from xianfeng_gui.papers.docx_parts import FANGSONG, TITLE, Placing, add_text
from xianfeng_gui.papers.fonts import clean
from xianfeng_gui.papers.photos import (
    CAPTION_LEADING,
    CAPTION_SIZE,
    PHOTO_HEIGHT,
    PHOTO_WIDTH,
    Photo,
    PhotoPage,
    Strip,
    printable,
)
from xianfeng_gui.papers.table import PAD_ACROSS, PAD_DOWN, TEXT_LEADING, TEXT_SIZE

RULE = 0.5
"""Weight of the grid's lines in points."""


def add_table(file: Any, paper: TablePaper) -> None:
    """Issuer, title, number, the rows, what stands below them."""
    add_text(file, paper.issuer, TITLE, 16, Placing(ALIGN.CENTER, leading=26))
    for line in paper.title.split("\n"):
        add_text(file, line, TITLE, 22, Placing(ALIGN.CENTER, leading=36))
    add_text(file, paper.number, FANGSONG, 14, Placing(ALIGN.RIGHT, leading=24))
    before: list[TableRow] = []
    for _, group in groupby(paper.rows, key=lambda row: tuple(cell.width for cell in row.cells)):
        rows = list(group)
        if before and (before[0].head or rows[0].head):
            _part_tables(file, keep=before[-1].keep)  # inner heads are not repeated
        _rows(file, rows)
        before = rows
    for line in paper.foot.splitlines():
        add_text(file, line, FANGSONG, TEXT_SIZE, Placing(leading=TEXT_LEADING))


def _part_tables(file: Any, *, keep: bool) -> Any:
    """A paragraph too low to be seen: neighbouring tables become one."""
    return add_text(file, "", FANGSONG, 1, Placing(leading=1, keep=keep))


def _rows(file: Any, rows: Sequence[TableRow]) -> None:
    """Rows of the same columns."""
    table = file.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    table.autofit = False
    _pad(table)
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


def _pad(table: Any) -> None:
    """The PDF's air in the cells, and the frame at the text block's edge: Word would put the first cell's text there."""
    properties = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    margins = OxmlElement("w:tblCellMar")
    for name, points in (
        ("top", PAD_DOWN),
        ("left", PAD_ACROSS),
        ("bottom", PAD_DOWN),
        ("right", PAD_ACROSS),
    ):
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(round(points * 20)))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    indent.set(qn("w:w"), str(round(PAD_ACROSS * 20)))
    indent.set(qn("w:type"), "dxa")
    following = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(indent, *following)
    properties.insert_element_before(margins, *following[4:])


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


def add_photos(file: Any, pages: Sequence[PhotoPage], *, keep_last: bool) -> None:
    """Photos two beside each other without rules, each over its caption.

    With ``keep_last`` the last of them stay with what follows: in a table of their own, which begins a page where the PDF has
    them begin one, since LibreOffice 7 doesn't keep a table with the paragraph behind it.
    """
    strips = [strip for page in pages for strip in page.strips]
    if not keep_last:
        _photo_table(file, strips, keep=False)
        return
    if strips[:-1]:
        _photo_table(file, strips[:-1], keep=False)
        between = _part_tables(file, keep=True)
        between.paragraph_format.page_break_before = len(pages[-1].strips) == 1
    _photo_table(file, strips[-1:], keep=True)


def _photo_table(file: Any, strips: Sequence[Strip], *, keep: bool) -> None:
    table = file.add_table(rows=0, cols=2)
    for strip in strips:
        row = table.add_row()
        _flag(row, "w:cantSplit")
        for place, photo, words in zip(row.cells, strip.photos, strip.words, strict=True):
            _photo(place, photo, words, keep=keep)


def _photo(place: Any, photo: Photo | None, words: str, *, keep: bool) -> None:
    """A photo over its caption, or what is left of a caption for the next page."""
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.keep_with_next = keep or None
    placing = Placing(ALIGN.CENTER, above=4 if photo else 0, below=11, leading=CAPTION_LEADING, keep=keep)
    if photo is None:
        place._tc.remove(paragraph._p)
        add_text(place, words, FANGSONG, CAPTION_SIZE, placing)
        return
    paragraph.alignment = ALIGN.CENTER
    jpeg, across, down = printable(photo)
    # as wide as its room, but no higher than the PDF has it
    wide = min(PHOTO_WIDTH, PHOTO_HEIGHT * across / down)
    paragraph.add_run().add_picture(io.BytesIO(jpeg), width=Pt(wide))
    add_text(place, words, FANGSONG, CAPTION_SIZE, placing)
