"""The poster as a PDF: whole sheets, or cut into small ones."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from xianfeng_gui.papers.fonts import FontBook, Role, load
from xianfeng_gui.papers.poster.content import Poster, PrintedPoster
from xianfeng_gui.papers.poster.draw import SheetDrawer
from xianfeng_gui.papers.poster.layout import Plan, paper_size, plan
from xianfeng_gui.papers.poster.split import cut, draw_piece
from xianfeng_gui.papers.poster.words import Words

Tick = Callable[[int], None]
"""Told how many pages are done; whatever it raises ends the work."""


def print_poster(
    poster: Poster, size: str, *, landscape: bool, pieces: str = "", tick: Tick = lambda pages: None
) -> PrintedPoster:
    """The poster on sheets of ``size``; with ``pieces`` each of them cut into sheets of that paper.

    UserError when the months don't fit on the paper. Equal calls give equal bytes.
    """
    book = FontBook()
    width, height = paper_size(size, landscape=landscape)
    words = Words(book)
    layout = plan(poster, width, height, words)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, poster, (width, height))
    draw = _draw_whole if not pieces else _draw_pieces
    pages = draw(canvas, poster, layout, words, book, pieces, tick)
    canvas.save()
    return PrintedPoster(buffer.getvalue(), pages, book.missing, layout.size)


def _canvas(buffer: io.BytesIO, poster: Poster, size: tuple[float, float]) -> Any:
    load(Role.HEI)  # reportlab would else name Helvetica on every page, a font that is not embedded
    canvas: Any = Canvas(
        buffer, size, invariant=1, pageCompression=1, initialFontName=Role.HEI.value, lang="zh-CN"
    )
    canvas.setTitle(poster.title)
    canvas.setAuthor(poster.office)
    canvas.setDateFormatter(lambda *_: f"D:{poster.made_on:%Y%m%d}000000+08'00'")
    return canvas


def _draw_whole(
    canvas: Any, poster: Poster, layout: Plan, words: Words, book: FontBook, pieces: str, tick: Tick
) -> int:
    for number in range(len(layout.sheets)):
        SheetDrawer(canvas, poster, layout, words).draw(number)
        canvas.showPage()
        tick(number + 1)
    return len(layout.sheets)


def _draw_pieces(
    canvas: Any, poster: Poster, layout: Plan, words: Words, book: FontBook, pieces: str, tick: Tick
) -> int:
    whole = cut(layout.width, layout.height, pieces)
    pages = 0
    for number in range(len(layout.sheets)):
        form = f"sheet{number + 1}"
        canvas.beginForm(form, 0, 0, layout.width, layout.height)
        SheetDrawer(canvas, poster, layout, words).draw(number)
        canvas.endForm()
        name = f"第{number + 1}张　" if len(layout.sheets) > 1 else ""
        for piece in whole.pieces(layout.height):
            canvas.setPageSize(whole.paper)
            draw_piece(canvas, form, piece, whole, book, name)
            canvas.showPage()
            pages += 1
            tick(pages)
    return pages
