"""A large sheet cut into printable small ones: overlap, cut marks, and where each piece belongs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.page import MM
from xianfeng_gui.papers.poster.layout import paper_size
from xianfeng_gui.papers.text import set_line

BORDER = 10 * MM
"""Left white on each piece: more than any office printer needs, and room for marks and words."""
OVERLAP = 10 * MM
"""What neighbours both show, to glue on."""
MARK = 5 * MM
WORDS = 9.0


@dataclass(frozen=True)
class Piece:
    """A small sheet: row and column from 0, and where its window's lower left corner lies on the large one."""

    row: int
    column: int
    x: float
    y: float


@dataclass(frozen=True)
class Cut:
    """How a large sheet is cut: the small paper, and the window of the large sheet that each piece shows."""

    paper: tuple[float, float]
    window: tuple[float, float]
    rows: int
    columns: int

    def pieces(self, height: float) -> Iterator[Piece]:
        """From the upper left, row by row, of a sheet of that height."""
        across, down = self.window[0] - OVERLAP, self.window[1] - OVERLAP
        for row in range(self.rows):
            for column in range(self.columns):
                yield Piece(row, column, column * across, height - self.window[1] - row * down)


def cut(width: float, height: float, paper: str) -> Cut:
    """The cut with the fewest pieces, upright or sideways."""
    cuts = [_cut(width, height, paper_size(paper, landscape=turned)) for turned in (False, True)]
    return min(cuts, key=lambda one: one.rows * one.columns)


def _cut(width: float, height: float, paper: tuple[float, float]) -> Cut:
    window = (paper[0] - 2 * BORDER, paper[1] - 2 * BORDER)
    columns = max(1, math.ceil((width - OVERLAP) / (window[0] - OVERLAP)))
    rows = max(1, math.ceil((height - OVERLAP) / (window[1] - OVERLAP)))
    return Cut(paper, window, rows, columns)


def draw_piece(canvas: Any, form: str, piece: Piece, whole: Cut, book: FontBook, name: str) -> None:
    """Draw what a piece shows of the large sheet (the canvas's ``form``), with marks; ``name`` is the sheet's."""
    canvas.saveState()
    window = canvas.beginPath()
    window.rect(BORDER, BORDER, *whole.window)
    canvas.clipPath(window, stroke=0, fill=0)
    canvas.translate(BORDER - piece.x, BORDER - piece.y)
    canvas.doForm(form)
    canvas.restoreState()
    _draw_marks(canvas, whole)
    place = f"{name}第{piece.row + 1}行第{piece.column + 1}列（共{whole.rows}行{whole.columns}列）"
    hint = "沿角线裁去右边和下边的白边，与相邻一张重叠10毫米粘贴"
    _words(canvas, f"{place}　　{hint}", BORDER + MARK + 2 * MM, BORDER - WORDS - 2, book)


def _draw_marks(canvas: Any, whole: Cut) -> None:
    """Two short lines outside each corner of the window: where to cut."""
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(0.5)
    right, top = BORDER + whole.window[0], BORDER + whole.window[1]
    for x, outward in ((BORDER, -1), (right, 1)):
        for y, upward in ((BORDER, -1), (top, 1)):
            canvas.line(x + outward * 1 * MM, y, x + outward * MARK, y)
            canvas.line(x, y + upward * 1 * MM, x, y + upward * MARK)


def _words(canvas: Any, words: str, x: float, y: float, book: FontBook) -> None:
    text = canvas.beginText()
    text.setFillColorRGB(0.3, 0.3, 0.3)
    for run in set_line(words, Role.HEI, WORDS, book).runs:
        text.setTextOrigin(x + run.x, y)
        text.setFont(run.font, run.size)
        text.setCharSpace(run.spacing)
        text.textOut(run.text)
    canvas.drawText(text)
