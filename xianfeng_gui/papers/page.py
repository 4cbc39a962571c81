"""The A4 page of GB/T 9704-2012 (《党政机关公文格式》), and the press that prints on it.

Outside this module ``y`` runs down from the top edge of the text block, ``x`` right from its left edge, both
in points. Rows: 22 rows of 28 characters fill the text block (5.2.3 of the standard). So the leading is
225 mm / 22 = 28.99 pt, not the customary 28 pt, which leaves 22 pt of the block empty; the cell of a
16 pt character is 156 mm / 28 = 15.79 pt.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from xianfeng_gui.papers import PrintedPaper
from xianfeng_gui.papers.archive import make_archival
from xianfeng_gui.papers.embedding import UsedFont
from xianfeng_gui.papers.fonts import ASCENT, FontBook, Role, load
from xianfeng_gui.papers.qr_mark import CodePlace, drawn
from xianfeng_gui.papers.text import Line, Setting, set_line

MM = 72 / 25.4
PAGE_HEIGHT = float(A4[1])
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
KEPT_LINES = 256
"""How many printed lines are kept as they were written: mark, title and signature are the same lines on the next paper."""
Colour = tuple[float, float, float]
Paper = PrintedPaper


def baseline(size: float, height: float = ROW) -> float:
    """How far below its top a row of ``height`` has the baseline of characters centred in it."""
    return (height - size) / 2 + ASCENT * size


@cache
def _colour(colour: Colour, operator: str = "rg") -> str:
    """What sets a colour: ``rg`` for text and areas, ``RG`` for rules."""
    return " ".join(f"{part:g}" for part in colour) + f" {operator}"


class Press:
    """Prints lines, rules and pictures on numbered pages; equal calls give equal bytes.

    Title, author, subject and keywords go into the PDF's properties; ``dated`` is its date, so that the
    computer's clock is not in it. ``nudge`` moves everything to the
    right and down, in points.

    ``total``: set to the number of pages, the page numbers read 第1页 共2页 instead of — 1 —.
    """

    def __init__(
        self,
        book: FontBook,
        title: str,
        author: str,
        subject: str,
        dated: dt.date,
        *,
        keywords: str = "",
        nudge: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        load(Role.SONG)  # reportlab would else name Helvetica on every page, a font that is not embedded
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(
            self._buffer,
            A4,
            invariant=1,
            pageCompression=1,
            initialFontName=Role.SONG.value,
            lang="zh-CN",
            pdfVersion=(1, 7),
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setKeywords(keywords)
        self._canvas.setCreator("先锋镇安全生产专项整治管理")
        self._canvas.setDateFormatter(lambda *_: f"D:{dated:%Y%m%d}000000+08'00'")
        make_archival(self._canvas._doc, dated)
        self._book = book
        self._fonts: dict[str, UsedFont] = {}
        self._written: dict[tuple[int, float, Colour], tuple[Line, str]] = {}
        self._note: Line | None = None
        self._note_y = 0.0
        self._pages = self._printed = 0
        self._nudge = nudge
        self.total = 0

    def begin(self, title: str) -> None:
        """Begin a paper behind another: under a bookmark, with page 1."""
        self._canvas.bookmarkPage(f"p{self._printed}")
        self._canvas.addOutlineEntry(title, f"p{self._printed}")
        self._canvas.showOutline()
        self._pages = self.total = 0

    def set_note(self, note: str, y: float) -> None:
        """What stands in the row at ``y`` on every page from now on."""
        self._note = set_line(note, Role.HEI, SMALL_SIZE, self._book) if note else None
        self._note_y = y

    def line(self, line: Line, y: float, colour: Colour = BLACK) -> None:
        """Print a line with its baseline at ``y``."""
        key = (id(line), y, colour)
        kept = self._written.get(key)
        if kept is None or kept[0] is not line:
            if len(self._written) >= KEPT_LINES:
                self._written.clear()
            kept = self._written[key] = (line, self._operators(line, y, colour))
        self._canvas.addLiteral(kept[1])
        for start, end in line.blanks:
            self.rule(y + 0.16 * BODY_SIZE, start, end)

    def _operators(self, line: Line, y: float, colour: Colour) -> str:
        """What prints a line, written as it is: reportlab's text object takes three times as long for the same."""
        left, up = self._across(0.0), f"{self._up(y):.2f} Tm"
        parts = ["BT", _colour(colour)]
        set_font, set_size, set_spacing = "", 0.0, None
        for run in line.runs:
            if run.font != set_font or run.size != set_size:
                used = self._fonts.get(run.font) or self._use(run.font)
                parts.append(f"/{used.name} {run.size:g} Tf")
                set_font, set_size = run.font, run.size
            if run.spacing != set_spacing:
                parts.append(f"{run.spacing:.3f} Tc")
                set_spacing = run.spacing
            # Placed each: not every reader adds the spacing behind a run's last character.
            parts.append(f"1 0 0 1 {left + run.x:.2f} {up} <{used.hexadecimal(run.text)}> Tj")
        return " ".join([*parts, "ET"])

    def _use(self, name: str) -> UsedFont:
        """What the document uses of a font, by its registered name."""
        used: UsedFont = getFont(name).used(self._canvas._doc)
        self._fonts[name] = used
        return used

    def rule(
        self,
        y: float,
        start: float = 0.0,
        end: float = BLOCK_WIDTH,
        width: float = 0.5,
        colour: Colour = BLACK,
    ) -> None:
        """Print a horizontal rule, as wide as the text block unless told; ``width`` is its weight."""
        self._stroke((start, y), (end, y), width, colour)

    def upright(self, x: float, top: float, bottom: float, width: float = 0.5) -> None:
        """Print a black vertical rule."""
        self._stroke((x, top), (x, bottom), width, BLACK)

    def _stroke(
        self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour
    ) -> None:
        """Print a straight line of a weight."""
        path = f"{self._across(start[0]):.2f} {self._up(start[1]):.2f} m {self._across(end[0]):.2f} {self._up(end[1]):.2f} l"
        self._canvas.addLiteral(f"{_colour(colour, 'RG')} {width:.4g} w {path} S")

    def picture(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        """Print a JPEG with its upper left corner at ``x, y``."""
        image = ImageReader(io.BytesIO(jpeg))
        self._canvas.drawImage(image, self._across(x), self._up(y + height), width, height)

    def check_code(self, text: str, place: CodePlace) -> None:
        """Print a QR code below the text block, on the side where the page number is not."""
        count, stencil = drawn(text)
        side = place.side * MM
        left = 0.0 if self._pages % 2 == 0 or self.total else BLOCK_WIDTH - side
        bottom = self._up(BLOCK_HEIGHT + place.drop * MM + side)
        self._canvas.addLiteral(
            f"q {_colour(BLACK)} {side:.2f} 0 0 {side:.2f} {self._across(left):.2f} {bottom:.2f} cm "
            f"BI /W {count} /H {count} /IM true /BPC 1 /D [1 0] /F /AHx ID {stencil}> EI Q"
        )

    def end_page(self, *, numbered: bool = True) -> None:
        """Print the page number (right on odd pages, left on even ones) and the note; turn over."""
        self._pages += 1
        self._printed += 1
        if numbered:
            self._page_number()
        if self._note:
            self.line(self._note, self._note_y + baseline(SMALL_SIZE))
        self._canvas.showPage()

    def finish(self) -> PrintedPaper:
        """Close the document."""
        self._canvas.save()
        return PrintedPaper(self._buffer.getvalue(), self._printed, self._book.missing)

    def _page_number(self) -> None:
        if self.total:
            number = set_line(f"第{self._pages}页 共{self.total}页", Role.SONG, SMALL_SIZE, self._book)
            x = (BLOCK_WIDTH - number.right) / 2
        else:
            number = set_line(f"— {self._pages} —", Role.SONG, SMALL_SIZE, self._book)
            x = BLOCK_WIDTH - CELL - number.right if self._pages % 2 else CELL
        self.line(number.shifted(x), BLOCK_HEIGHT + PAGE_NUMBER_DROP + DASH_HEIGHT * SMALL_SIZE)

    def _across(self, x: float) -> float:
        """PDF's own x."""
        return LEFT + x + self._nudge[0]

    def _up(self, y: float) -> float:
        """PDF's own y, which runs up from the page's bottom edge."""
        return PAGE_HEIGHT - TOP - y - self._nudge[1]
