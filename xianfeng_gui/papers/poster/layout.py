"""How large the poster's text can be and what stands on which sheet.

All measures are in ``u``, the size of the tasks' text, so that one plan of lines serves every paper. The largest text is
wanted that needs the fewest sheets, but never less than what can be read from two metres; what does not fit on one sheet
goes on on the next of the same size. No text of the poster is smaller than ``u``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from db.errors import UserError
from xianfeng_gui.papers.page import MM
from xianfeng_gui.papers.poster.content import Poster
from xianfeng_gui.papers.poster.filling import BAND, Row, Sheets, balanced, sheets_needed
from xianfeng_gui.papers.poster.frame import Frame, Place, column_head, frame, phase_places
from xianfeng_gui.papers.poster.words import PAD, Words

PAPERS = {
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
}
"""Millimetres, upright."""
SMALLEST = 14.0
"""Points: Chinese characters of 4.9 mm, 8.5 minutes of arc from two metres; they are told apart from about 7 on."""
LARGEST = 40.0
STEP = 0.25
MARGIN = 0.018
"""Of the sheet's shorter side, but never less than what printers leave white."""
LEAST_MARGIN = 8 * MM
LEADING = 1.22
ROW_PAD = 0.4
GAP = 1.6
"""Between two blocks of rows side by side."""
MOST_BLOCKS = 4
CELL_SMALLEST, CELL_LARGEST = 0.92, 1.5
"""Width of a month."""
NUMBER_PAD = 0.9
NUMBER_NARROW = 3.9
"""Of the numbers' column where the longest number, with its pad, would need more: it then stands in two lines."""
TITLES, OFFICES = (14.8, 12.6, 10.6, 8.8), (8.6, 6.6, 5.2)
"""Widths of the two columns that are tried: 14 to 8 and 8 to 4 characters a line."""


@dataclass(frozen=True)
class Widths:
    """Widths of the columns; ``stacked`` puts the state below the deadline and not beside it."""

    number: float
    title: float
    office: float
    stacked: bool
    person: float = 3.8
    deadline: float = 6.0

    @property
    def state(self) -> float:
        """Of the state beside the deadline."""
        return 0.0 if self.stacked else 6.0

    @property
    def words(self) -> float:
        """All of them, without the months."""
        return self.number + self.title + self.office + self.person + self.deadline + self.state


@dataclass(frozen=True)
class Plan:
    """The whole layout: text size and margin in points, the rest in ``u``; on each sheet its blocks of rows."""

    width: float
    height: float
    margin: float
    size: float
    frame: Frame
    phases: tuple[Place, ...]
    widths: Widths
    cell: float
    block: float
    sheets: Sheets


@dataclass(frozen=True)
class _Candidate:
    """A way to lay the poster out; the best is drawn."""

    rows: Sequence[Row]
    widths: Widths
    blocks: int
    size: float
    sheets: int


def paper_size(paper: str, *, landscape: bool) -> tuple[float, float]:
    """Width and height in points of a paper of ``PAPERS``."""
    short, long = PAPERS[paper]
    return (long * MM, short * MM) if landscape else (short * MM, long * MM)


def plan(poster: Poster, width: float, height: float, words: Words) -> Plan:
    """The best layout on sheets of this size; fewest sheets first, then the largest text."""
    return _Planner(poster, width, height, words).best()


class _Planner:
    """Tries the widths of columns and numbers of blocks on one paper."""

    def __init__(self, poster: Poster, width: float, height: float, words: Words) -> None:
        self._poster, self._words = poster, words
        self._width, self._height = width, height
        self._margin = max(LEAST_MARGIN, MARGIN * min(width, height))
        self._across, self._down = width - 2 * self._margin, height - 2 * self._margin
        self._phases = phase_places(poster, CELL_SMALLEST, words)
        self._frames: dict[float, Frame] = {}

    def best(self) -> Plan:
        """The layout; UserError where the months find no room."""
        found = []
        for widths in self._styles():
            rows = list(self._rows(widths))
            for blocks in range(1, MOST_BLOCKS + 1):
                candidate = self._fit(rows, widths, blocks)
                if candidate is not None:
                    found.append(candidate)
        if not found:
            raise UserError("纸张太小，排不下全部月份，请选更大的纸或横向", "size")
        return self._plan(min(found, key=lambda one: (one.sheets, -one.size)))

    def _styles(self) -> Iterator[Widths]:
        """From one line a task with everything beside each other to narrow columns with two and more lines."""
        numbers = [task.number for band in self._poster.bands for task in band.tasks]
        longest = max(map(self._words.width, numbers), default=0.0)
        number = max(longest + NUMBER_PAD, 2 + PAD)  # the column's own name at least
        for stacked, title, office in product((False, True), TITLES, OFFICES):
            yield Widths(number, title, office, stacked)
            if number > NUMBER_NARROW:
                yield Widths(NUMBER_NARROW, title, office, stacked)

    def _rows(self, widths: Widths) -> Iterator[Row]:
        lines = self._words.lines
        for band in self._poster.bands:
            yield Row(band, None, BAND)
            for task in band.tasks:
                high = max(
                    len(lines(task.number, widths.number)),
                    len(lines(task.title, widths.title)),
                    len(lines(task.office, widths.office)),
                    len(lines(task.person, widths.person)),
                    2 if widths.stacked else 1,
                )
                yield Row(band, task, high * LEADING + ROW_PAD)

    def _fit(self, rows: Sequence[Row], widths: Widths, blocks: int) -> _Candidate | None:
        """With so many blocks side by side: the largest text that needs no more sheets than the smallest."""
        least = blocks * (widths.words + CELL_SMALLEST * len(self._poster.months)) + (blocks - 1) * GAP
        largest = min(LARGEST, self._across / least)
        if largest < SMALLEST:
            return None
        fewest = sheets_needed(rows, self._room(SMALLEST), blocks)
        low, high = 0, int((largest - SMALLEST) / STEP)
        while low < high:
            middle = (low + high + 1) // 2
            if sheets_needed(rows, self._room(SMALLEST + middle * STEP), blocks) <= fewest:
                low = middle
            else:
                high = middle - 1
        return _Candidate(rows, widths, blocks, SMALLEST + low * STEP, fewest)

    def _frame(self, size: float) -> Frame:
        if size not in self._frames:
            self._frames[size] = frame(self._poster, self._across / size, self._words)
        return self._frames[size]

    def _room(self, size: float) -> float:
        """Height for the rows of a block."""
        around = self._frame(size)
        return self._down / size - around.head - around.foot - column_head(self._phases)

    def _plan(self, best: _Candidate) -> Plan:
        months, size = len(self._poster.months), best.size
        block = (self._across / size - (best.blocks - 1) * GAP) / best.blocks
        cell = min(CELL_LARGEST, (block - best.widths.words) / months)
        sheets = balanced(best.rows, self._room(size), best.blocks)
        return Plan(
            self._width, self._height, self._margin, size, self._frame(size), self._phases, best.widths, cell, block,
            sheets,
        )  # fmt: skip
