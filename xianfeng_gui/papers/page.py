"""The A4 page of GB/T 9704-2012 (《党政机关公文格式》), and the press that prints on it.

Outside this module ``y`` runs down from the top edge of the text block, ``x`` right from its left edge, both
in points. Rows: 22 rows of 28 characters fill the text block (5.2.3 of the standard). So the leading is
225 mm / 22 = 28.99 pt, not the customary 28 pt, which leaves 22 pt of the block empty; the cell of a
16 pt character is 156 mm / 28 = 15.79 pt.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from xianfeng_gui.papers.fonts import ASCENT, FontBook, Role, load
from xianfeng_gui.papers.text import Line, Setting, set_line

MM = 72 / 25.4
TOP, LEFT = 37 * MM, 28 * MM
BLOCK_WIDTH, BLOCK_HEIGHT = 156 * MM, 225 * MM
ROWS, COLUMNS = 22, 28
ROW, CELL = BLOCK_HEIGHT / ROWS, BLOCK_WIDTH / COLUMNS
BODY_SIZE = 16.0
"""三号 in points."""
TITLE_SIZE, TITLE_LEADING = 22.0, 36.0
"""二号 in points, and the distance of a title's lines."""
SMALL_SIZE = 14.0
"""四号 in points: page numbers and imprint."""
BODY = Setting(BODY_SIZE, BLOCK_WIDTH, CELL, first_indent=2 * CELL)
"""Body text: the grid of 28 characters, each paragraph indented by two."""
PAGE_NUMBER_DROP = 7 * MM
"""From the text block's bottom edge down to the dashes beside the page number."""
DASH_HEIGHT = 0.31
"""The dashes' height above the baseline in Song, in em."""
RED = (0.85, 0.0, 0.0)
BLACK = (0.0, 0.0, 0.0)
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Paper:
    """A finished paper: the PDF's bytes, the characters no font has (drawn as 〓), the number of pages."""

    pdf: bytes
    missing: tuple[str, ...]
    pages: int


def baseline(size: float, height: float = ROW) -> float:
    """How far below its top a row of ``height`` has the baseline of characters centred in it."""
    return (height - size) / 2 + ASCENT * size


class Press:
    """Prints lines, rules and pictures on numbered pages; equal calls give equal bytes.

    Title, author and subject go into the PDF's properties; ``dated`` is its date, so that the
    computer's clock is not in it. ``note`` stands above the text block of every page.
    """

    def __init__(
        self, book: FontBook, title: str, author: str, subject: str, dated: dt.date, note: str = ""
    ) -> None:
        load(Role.SONG)  # reportlab would else name Helvetica on every page, a font that is not embedded
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(
            self._buffer, A4, invariant=1, pageCompression=1, initialFontName=Role.SONG.value, lang="zh-CN"
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("先锋镇安全生产专项整治管理")
        self._canvas.setDateFormatter(lambda *_: f"D:{dated:%Y%m%d}000000+08'00'")
        self._book = book
        self._note = set_line(note, Role.HEI, SMALL_SIZE, book) if note else None
        self._pages = 0

    def line(self, line: Line, y: float, colour: Colour = BLACK) -> None:
        """Print a line with its baseline at ``y``."""
        text = self._canvas.beginText()
        text.setFillColorRGB(*colour)
        for run in line.runs:
            text.setTextOrigin(LEFT + run.x, self._up(y))
            text.setFont(run.font, run.size)
            text.setCharSpace(run.spacing)
            text.textOut(run.text)
        self._canvas.drawText(text)
        for start, end in line.blanks:
            self.rule(y + 0.16 * BODY_SIZE, start, end)

    def rule(
        self,
        y: float,
        start: float = 0.0,
        end: float = BLOCK_WIDTH,
        width: float = 0.5,
        colour: Colour = BLACK,
    ) -> None:
        """Print a horizontal rule, as wide as the text block unless told; ``width`` is its weight."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(width)
        self._canvas.line(LEFT + start, self._up(y), LEFT + end, self._up(y))

    def picture(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        """Print a JPEG with its upper left corner at ``x, y``."""
        image = ImageReader(io.BytesIO(jpeg))
        self._canvas.drawImage(image, LEFT + x, self._up(y + height), width, height)

    def end_page(self) -> None:
        """Print the page number (right on odd pages, left on even ones) and the note; turn over."""
        self._pages += 1
        number = set_line(f"— {self._pages} —", Role.SONG, SMALL_SIZE, self._book)
        x = BLOCK_WIDTH - CELL - number.right if self._pages % 2 else CELL
        self.line(number.shifted(x), BLOCK_HEIGHT + PAGE_NUMBER_DROP + DASH_HEIGHT * SMALL_SIZE)
        if self._note:
            self.line(self._note, -ROW + baseline(SMALL_SIZE))
        self._canvas.showPage()

    def finish(self) -> Paper:
        """Close the document."""
        self._canvas.save()
        return Paper(self._buffer.getvalue(), self._book.missing, self._pages)

    @staticmethod
    def _up(y: float) -> float:
        """PDF's own y, which runs up from the page's bottom edge."""
        return float(A4[1]) - TOP - y
