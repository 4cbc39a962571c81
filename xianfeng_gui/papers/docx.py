"""A composed paper as an editable .docx for Word and WPS: the PDF's text in the same order, in fonts by the names that offices have.

The QR code is left out: it vouches for the text as it was issued, and this file is made to be changed.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from docx import Document as new_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from xianfeng_gui.papers import PhotoSource
from xianfeng_gui.papers.document import (
    Block,
    Document,
    FormLine,
    Heading,
    HeadStyle,
    Imprint,
    Letter,
    PhotoAnnex,
    Signature,
)
from xianfeng_gui.papers.docx_head import add_head
from xianfeng_gui.papers.docx_imprint import add_imprint
from xianfeng_gui.papers.docx_parts import (
    HEI,
    KAI,
    TITLE,
    Placing,
    add_text,
    footers,
    page_setup,
)
from xianfeng_gui.papers.docx_table import add_photos, add_table
from xianfeng_gui.papers.fonts import FontBook, clean
from xianfeng_gui.papers.letter import imprint_room, signature_rows
from xianfeng_gui.papers.page import BLOCK_WIDTH
from xianfeng_gui.papers.photos import arranged, photo_pages
from xianfeng_gui.papers.style import OfficeStyle

CELLS = 28
"""Characters in a line."""


def to_docx(document: Document, office: OfficeStyle, photo_bytes: PhotoSource) -> bytes:
    """The paper as the bytes of a .docx; UserError for a photo that can't be read."""
    file = new_docx()
    letter = document.sheet if isinstance(document.sheet, Letter) else None
    letterhead = letter is not None and letter.head.style is HeadStyle.LETTERHEAD
    page_setup(file, document.note, first_page_differs=letterhead, table=letter is None)
    footers(file, of_total=letter is None)
    _properties(file, document)
    if isinstance(document.sheet, Letter):
        _letter(file, document.sheet, keep=bool(document.sheet.imprint and not document.annex))
    else:
        add_table(file, document.sheet)
    if document.annex:
        _annex(file, document.annex, letter.imprint if letter else None, photo_bytes)
    if letter and letter.imprint:
        add_imprint(file, letter.imprint)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _properties(file: Any, document: Document) -> None:
    found = file.core_properties
    found.title, found.author, found.subject = document.subject, document.issuer, document.number
    found.created = found.modified = dt.datetime.combine(document.dated, dt.time())
    found.comments = ""


def _letter(file: Any, letter: Letter, *, keep: bool) -> None:
    """Head, body, signature; with ``keep`` its end stays with what follows."""
    add_head(file, letter.head)
    if letter.recipient:
        add_text(file, letter.recipient)
    for index, block in enumerate(letter.body, 1):
        _block(file, block, keep=index == len(letter.body))
    _annexes(file, letter.annexes)
    _signature(file, letter.signature, keep=bool(letter.note or letter.tail) or keep)
    if letter.note:
        _block(file, letter.note, keep=bool(letter.tail) or keep)
    if letter.tail:
        add_text(file, "", placing=Placing(keep=True))
    for index, block in enumerate(letter.tail, 1):
        _block(file, block, keep=index < len(letter.tail) or keep)


def _block(file: Any, block: Block, *, keep: bool = False) -> None:
    """A part of the body; with ``keep`` its last two lines stay with what follows."""
    if isinstance(block, FormLine):
        _form(file, block)
    elif isinstance(block, Heading):
        placing = Placing(indent=2, keep=True)
        add_text(file, block.text, HEI if block.level == 1 else KAI, placing=placing)
    else:
        for part in clean(block).split("\n"):
            add_text(file, part, placing=Placing(indent=2, keep=keep))


def _form(file: Any, form: FormLine) -> None:
    """Labels and underlined blanks; a blank takes at most what is left of the line."""
    paragraph = add_text(file, "", placing=Placing(indent=2, keep=True))
    room = CELLS - 2
    for label, cells in form.fields:
        add_text(file, label, onto=paragraph)
        room -= len(label)
        blank = max(0, min(cells, room))
        add_text(file, "\u3000" * blank, onto=paragraph, underlined=True)
        room -= blank


def _annexes(file: Any, annexes: Sequence[str]) -> None:
    if annexes:
        add_text(file, "", placing=Placing(keep=True))
    for index, name in enumerate(annexes, 1):
        number = f"{index}." if len(annexes) > 1 else ""
        start = "附件：" if index == 1 else "\u3000\u3000\u3000"
        add_text(file, start + number + name, placing=Placing(indent=2, keep=True))


def _signature(file: Any, signature: Signature, *, keep: bool) -> None:
    """Name and date where the PDF has them, with free lines above, two where the seal comes. With ``keep`` what follows stays on
    their page."""
    rows = signature_rows(signature, FontBook())
    for row in rows:
        right = BLOCK_WIDTH - row.line.right
        kept = keep or row is not rows[-1]
        placing = Placing(ALIGN.RIGHT, right=right, keep=kept) if row.line.runs else Placing(keep=kept)
        add_text(file, row.line.text, placing=placing)


def _annex(file: Any, annex: PhotoAnnex, imprint: Imprint | None, photo_bytes: PhotoSource) -> None:
    """Photos on pages of their own, two beside each other; the last ones stay with an imprint."""
    heading = add_text(file, annex.heading, HEI, placing=Placing(keep=True))
    heading.paragraph_format.page_break_before = True
    placing = Placing(ALIGN.CENTER, above=29, below=10, leading=36, keep=True)
    add_text(file, annex.title, TITLE, 22, placing)
    book = FontBook()
    shown = arranged(annex.photos, photo_bytes)
    pages = photo_pages(annex.heading, annex.title, shown, book, imprint_room(imprint, book))
    add_photos(file, pages, keep_last=imprint is not None)
