"""A composed paper as PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xianfeng_gui.papers import PhotoSource, PrintedPaper
from xianfeng_gui.papers.document import Document, HeadStyle, Imprint, Letter
from xianfeng_gui.papers.flow import Row
from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.letter import LETTERHEAD_TOP, imprint_room, imprint_rows, print_letter, print_rows
from xianfeng_gui.papers.page import MM, ROW, ROWS, Press
from xianfeng_gui.papers.photos import PhotoPage, arranged, photo_pages, print_photo_page
from xianfeng_gui.papers.style import OfficeStyle
from xianfeng_gui.papers.table import TABLE_TOP, print_table, table_pages
from xianfeng_gui.uncollected import uncollected


def to_pdf(document: Document, office: OfficeStyle, photo_bytes: PhotoSource) -> PrintedPaper:
    """The paper as it will print; UserError for a photo that can't be read."""
    book = FontBook(system=office.use_system_fonts)
    press = Press(
        book,
        document.subject,
        document.issuer,
        document.number,
        document.dated,
        keywords=document.check_code,
        nudge=_nudge(office),
    )
    _print(document, press, book, photo_bytes)
    return press.finish()


def to_one_pdf(
    documents: Iterable[Document], title: str, office: OfficeStyle, dated: dt.date, photo_bytes: PhotoSource
) -> PrintedPaper:
    """Papers behind each other in one file, a bookmark for each; every paper has its own page numbers.

    The fonts are embedded once for all, which makes a batch several times quicker and smaller than joined files.
    """
    book = FontBook(system=office.use_system_fonts)
    press = Press(book, title, office.issuer, "", dated, nudge=_nudge(office))
    with uncollected():
        for document in documents:
            press.begin(f"{document.subject} {document.number}")
            _print(document, press, book, photo_bytes)
        return press.finish()


def _nudge(office: OfficeStyle) -> tuple[float, float]:
    """How far everything is moved, in points: only on red-head paper, anything else stands where the standard has it."""
    if not office.preprinted:
        return 0.0, 0.0
    return office.nudge_x_mm * MM, office.nudge_y_mm * MM


def _print(document: Document, press: Press, book: FontBook, photo_bytes: PhotoSource) -> None:
    """All pages of a paper."""
    annex, sheet = document.annex, document.sheet
    photos: list[PhotoPage] = []
    imprint: Imprint | None = None
    if annex and isinstance(sheet, Letter):
        imprint, sheet = sheet.imprint, replace(sheet, imprint=None)
    if annex:
        foot = imprint_room(imprint, book)
        photos = photo_pages(annex.heading, annex.title, arranged(annex.photos, photo_bytes), book, foot)
    if isinstance(sheet, Letter):
        letterhead = sheet.head.style is HeadStyle.LETTERHEAD  # its mark stands above the text block
        press.set_note(document.note, (LETTERHEAD_TOP if letterhead else 0) - ROW)
        print_letter(sheet, press, book, document.check_code)
    else:
        pages = table_pages(sheet, book)
        press.set_note(document.note, TABLE_TOP - ROW)
        press.total = len(pages) + len(photos)
        print_table(pages, press, document.check_code)
    _print_annex(photos, imprint_rows(imprint, book) if imprint else [], press)


def _print_annex(pages: Sequence[PhotoPage], imprint: Sequence[Row], press: Press) -> None:
    """Pages of photos, the imprint at the foot of the last one (7.3.7, 7.4), for which ``photo_pages`` left the room."""
    for index, page in enumerate(pages, 1):
        print_photo_page(page, press)
        if index == len(pages) and imprint:
            print_rows(imprint, press, ROWS - len(imprint))
        press.end_page()
