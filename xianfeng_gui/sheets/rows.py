"""The rows of a list as a worksheet's XML, written by hand: a tenth of the time that openpyxl takes for them.

Every value becomes a finished piece of XML; pieces of values that come again (offices, states, days) are kept.
Data rows carry an estimated height that is not marked as set by hand: Excel and LibreOffice fit rows to
wrapped text anew when they open or edit them, while programs that do not (and previews) show the estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xianfeng_gui.sheets.cells import lines_needed, looks_like_formula, stored
from xianfeng_gui.sheets.columns import CellValue, Column, Row, Sheet
from xianfeng_gui.sheets.letters import letters_of

LINE_HEIGHT = 13.5
"""Points a line of 10 point Song takes."""
TALLEST_ROW = 409
"""Points; Excel's limit."""
MOST_KEPT = 4096
"""Pieces kept a column, of texts up to LONGEST_KEPT characters: longer ones seldom come again."""
LONGEST_KEPT = 100

_Piece = tuple[str, int]
"""What stands between a cell's row number and the next one's, and the lines that its text takes."""


@dataclass(frozen=True)
class Style:
    """The workbook's numbers of a column's style: plain, and with the mark that keeps a text from being a formula."""

    plain: int
    quoted: int


def row_height(lines: int) -> float:
    """Points for a row whose fullest cell has so many lines."""
    return min(TALLEST_ROW, lines * LINE_HEIGHT + 4)


class RowMaker:
    """Makes the rows of one sheet, counts them in ``count`` and adds up its summed columns in ``sums``."""

    def __init__(self, sheet: Sheet, styles: Sequence[Style], first_row: int) -> None:
        self.count = 0
        self.sums = {column.key: 0.0 for column in sheet.columns if column.summed}
        self._first_row = first_row
        starts = [f'<c r="{letters_of(at)}' for at in range(1, len(sheet.columns) + 1)]
        columns = zip(sheet.columns, styles, [*starts[1:], "</row>"], strict=True)
        makers = [_CellMaker(column, style, after) for column, style, after in columns]
        self._order = makers.pop(0) if sheet.is_numbered else None
        self._makers = [(maker.kept.get, maker.make) for maker in makers]
        self._start = starts[0]
        self._summed = [(at, column.key) for at, column in enumerate(sheet.filled) if column.summed]

    def xml(self, row: Row) -> str:
        """One row; ValueError when it has more or fewer values than the sheet has columns to fill."""
        number = str(self._first_row + self.count)
        self.count += 1
        made = [get(value) or make(value) for (get, make), value in zip(self._makers, row, strict=True)]
        if self._order is not None:
            made.insert(0, self._order.number(self.count))
        pieces, lines = zip(*made, strict=True)
        for at, key in self._summed:
            self.sums[key] += _as_number(row[at])
        # All that stands between the numbers is ready: joining by them is the whole work.
        cells = number.join((self._start, *pieces))
        return f'<row r="{number}" ht="{row_height(max(lines)):g}">{cells}'


def _as_number(value: CellValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


class _CellMaker:
    """Makes a column's pieces, each ending with the beginning of the next cell (or the row's end); keeps short ones."""

    def __init__(self, column: Column, style: Style, after: str) -> None:
        self.kept: dict[CellValue, _Piece] = {}
        self._column = column
        self._style = style
        self._after = after

    def number(self, value: int) -> _Piece:
        """The running number, which never comes again."""
        return f'" s="{self._style.plain}"><v>{value}</v></c>{self._after}', 1

    def make(self, value: CellValue) -> _Piece:
        """A piece that is not kept yet."""
        cell, lines = self._cell(value)
        piece = cell + self._after, lines
        if len(cell) <= LONGEST_KEPT + _AROUND:
            if len(self.kept) == MOST_KEPT:
                self.kept.clear()
            self.kept[value] = piece
        return piece

    def _cell(self, value: CellValue) -> _Piece:
        style = self._style
        held = stored(value, self._column)
        if held is None:
            return f'" s="{style.plain}"/>', 1
        if not isinstance(held, str):
            return f'" s="{style.plain}"><v>{held}</v></c>', 1
        number = style.quoted if looks_like_formula(held) else style.plain
        space = ' xml:space="preserve"' if held != held.strip() or "\n" in held else ""
        cell = f'" s="{number}" t="inlineStr"><is><t{space}>{escape(held)}</t></is></c>'
        return cell, lines_needed(held, self._column.width)


_AROUND = len('" s="99" t="inlineStr"><is><t></t></is></c>')
