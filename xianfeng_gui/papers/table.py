"""Ruled tables under a title: records and slips. Rows split over pages, heads are repeated, signatures keep company.

Inside this module y runs down from the top edge of the text block, as in ``page``, in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xianfeng_gui.papers.document import Cell, TablePaper, TableRow
from xianfeng_gui.papers.fonts import FontBook, Role, clean
from xianfeng_gui.papers.page import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    MM,
    SMALL_SIZE,
    TITLE_LEADING,
    TITLE_SIZE,
    Press,
    baseline,
)
from xianfeng_gui.papers.qr_mark import LARGE_CODE
from xianfeng_gui.papers.text import Line, Setting, set_balanced, set_line, set_paragraphs

TEXT_SIZE, TEXT_LEADING = 12.0, 19.0
"""小四 in points, and the distance of a cell's lines."""
TABLE_TOP = -15 * MM
"""A table begins higher than the text of a letter: 22 mm below the page's top edge."""
ISSUER_SIZE, ISSUER_LEADING = 16.0, 26.0
NUMBER_LEADING = 24.0
PAD_ACROSS, PAD_DOWN = 1.6 * MM, 1.2 * MM
FRAME_WEIGHT = 1.0
LEAST_LINES = 2
"""As many lines of a split row stand on either page at least, and as many go with a signature."""
SHORT_ROW = 6
"""A row of no more lines goes to the next page as a whole."""


@dataclass(frozen=True)
class _SetCell:
    """A cell with its lines, placed from the left edge of the cell."""

    cell: Cell
    left: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _SetRow:
    """A row, or the part of it that stands on a page."""

    row: TableRow
    cells: tuple[_SetCell, ...]

    @property
    def count(self) -> int:
        """Lines of its longest cell."""
        return max(len(cell.lines) for cell in self.cells)

    @property
    def height(self) -> float:
        """In points, at least what the row asks for."""
        return max(self.row.least * MM, self.count * TEXT_LEADING + 2 * PAD_DOWN)

    @property
    def columns(self) -> tuple[float, ...]:
        """The cells' widths."""
        return tuple(cell.cell.width for cell in self.cells)

    def split(self, lines: int) -> tuple[_SetRow, _SetRow]:
        """The first lines, and the rest; labels stand in both."""
        first, rest = [], []
        for one in self.cells:
            again = one.cell.label and len(one.lines) <= lines
            first.append(_SetCell(one.cell, one.left, one.lines if again else one.lines[:lines]))
            rest.append(_SetCell(one.cell, one.left, one.lines if again else one.lines[lines:]))
        return _SetRow(self.row, tuple(first)), _SetRow(self.row, tuple(rest))


@dataclass
class TablePage:
    """A page being filled: lines with their baselines, rows with their tops."""

    lines: list[tuple[Line, float]] = field(default_factory=list)
    rows: list[tuple[float, _SetRow]] = field(default_factory=list)
    y: float = 0.0

    def add(self, row: _SetRow) -> None:
        """Put a row below the others."""
        self.rows.append((self.y, row))
        self.y += row.height


def table_pages(paper: TablePaper, book: FontBook) -> list[TablePage]:
    """The table dealt out to pages."""
    first = _titled(paper, book)
    foot = [line for part in paper.foot.splitlines() for line in _lines(part, BLOCK_WIDTH, book)]
    pages = _Pages(first, [_set_row(row, book) for row in paper.rows], len(foot) * TEXT_LEADING).dealt()
    last = pages[-1]
    for line in foot:
        last.lines.append((line, last.y + PAD_DOWN + baseline(TEXT_SIZE, TEXT_LEADING)))
        last.y += TEXT_LEADING
    return pages


class _Pages:
    """Rows dealt out to pages; ``foot`` is the height of what stands below the last row."""

    def __init__(self, first: TablePage, rows: Sequence[_SetRow], foot: float) -> None:
        self._pages = [first]
        self._rows = rows
        self._foot = foot
        self._heads: list[_SetRow] = []
        self._fresh = True  # nothing but heads on this page yet

    def dealt(self) -> list[TablePage]:
        for index, row in enumerate(self._rows):
            if self._heads and row.columns != self._heads[0].columns:
                self._heads = []
            self._place(row, self._after(index))
            if row.row.head:
                self._heads.append(row)
        return self._pages

    def _after(self, index: int) -> float:
        """The height of what must stand on the page on which row ``index`` ends: tied rows, of a long one its beginning."""
        height = 0.0
        while self._rows[index].row.keep or self._rows[index].row.head:
            index += 1
            if index == len(self._rows):
                break
            row = self._rows[index]
            if not row.row.whole:
                return height + min(row.height, LEAST_LINES * TEXT_LEADING + 2 * PAD_DOWN)
            height += row.height
        return height + (self._foot if index >= len(self._rows) - 1 else 0.0)

    def _place(self, row: _SetRow, after: float) -> None:
        """Put a row on this page, on the next, or on as many as it takes."""
        while True:
            page = self._pages[-1]
            room = BLOCK_HEIGHT - page.y
            if row.height + after <= room:
                break
            lines = _cut(row, room)
            if lines >= LEAST_LINES and (not row.row.whole or self._fresh):
                part, row = row.split(lines)
                page.add(part)
            elif self._fresh:
                break  # as much as a page can hold; what is tied to it goes to the next
            self._turn()
        page.add(row)
        self._fresh = False

    def _turn(self) -> None:
        page = TablePage(y=TABLE_TOP)
        for head in self._heads:
            page.add(head)
        self._pages.append(page)
        self._fresh = True


def _cut(row: _SetRow, room: float) -> int:
    """After how many lines a row is split that does not fit, or fits without what is tied to it; 0 for not at all."""
    most = min(int((room - 2 * PAD_DOWN) / TEXT_LEADING), row.count - LEAST_LINES)
    return max(most, 0)


def _titled(paper: TablePaper, book: FontBook) -> TablePage:
    """The first page with issuer, title and number."""
    page = TablePage(y=TABLE_TOP)
    for text, size, leading in (
        (paper.issuer, ISSUER_SIZE, ISSUER_LEADING),
        (paper.title, TITLE_SIZE, TITLE_LEADING),
    ):
        for line in set_balanced(text, Role.TITLE, size, BLOCK_WIDTH, book):
            page.lines.append((line, page.y + baseline(size, leading)))
            page.y += leading
    number = set_line(paper.number, Role.FANGSONG, SMALL_SIZE, book)
    page.lines.append(
        (number.shifted(BLOCK_WIDTH - number.right), page.y + baseline(SMALL_SIZE, NUMBER_LEADING))
    )
    page.y += NUMBER_LEADING + PAD_DOWN
    return page


def _set_row(row: TableRow, book: FontBook) -> _SetRow:
    cells, left = [], 0.0
    for cell in row.cells:
        cells.append(_SetCell(cell, left, tuple(_cell_lines(cell, book))))
        left += cell.width * MM
    found = _SetRow(row, tuple(cells))
    return found if found.count > SHORT_ROW else replace(found, row=replace(row, whole=True))


def _cell_lines(cell: Cell, book: FontBook) -> list[Line]:
    width = cell.width * MM - 2 * PAD_ACROSS
    if cell.label:
        return [
            line.shifted(PAD_ACROSS)
            for line in set_balanced(cell.text, Role.FANGSONG, TEXT_SIZE, width, book)
        ]
    lines: list[Line] = []
    for part in clean(cell.text).split("\n"):
        lines += _lines(part, width, book, indent=cell.indent)
    shift = [width - line.right if cell.right else 0.0 for line in lines]
    return [line.shifted(PAD_ACROSS + by) for line, by in zip(lines, shift, strict=True)]


def _lines(part: str, width: float, book: FontBook, *, indent: bool = False) -> list[Line]:
    """A paragraph in lines; an empty one is a line to write on."""
    first = 2 * TEXT_SIZE if indent else 0.0
    setting = Setting(TEXT_SIZE, width, TEXT_SIZE, first_indent=first)
    return set_paragraphs(part, setting, book) or [Line()]


def print_table(pages: Sequence[TablePage], press: Press, check_code: str = "") -> None:
    """Print the pages, the QR code of ``check_code`` on the last of them."""
    for index, page in enumerate(pages):
        for line, y in page.lines:
            press.line(line, y)
        for top, row in page.rows:
            _print_row(row, top, press)
        _print_frame(page, press)
        if check_code and index == len(pages) - 1:
            press.check_code(check_code, LARGE_CODE)
        press.end_page()


def _print_row(row: _SetRow, top: float, press: Press) -> None:
    """Text, each cell's in the middle of its height, and the rules between."""
    for one in row.cells:
        y = top + (row.height - len(one.lines) * TEXT_LEADING) / 2
        for line in one.lines:
            press.line(line.shifted(one.left), y + baseline(TEXT_SIZE, TEXT_LEADING))
            y += TEXT_LEADING
        if one.left:
            press.upright(one.left, top, top + row.height)
    press.rule(top)


def _print_frame(page: TablePage, press: Press) -> None:
    if not page.rows:
        return
    top = page.rows[0][0]
    bottom = page.rows[-1][0] + page.rows[-1][1].height
    for y in (top, bottom):
        press.rule(y, width=FRAME_WEIGHT)
    for x in (0.0, BLOCK_WIDTH):
        press.upright(x, top, bottom, FRAME_WEIGHT)
