"""How large the poster's text can be and what stands on which sheet.

All measures are in ``u``, the size of the tasks' text, so that one plan of lines serves every paper. The largest text is
wanted that needs the fewest sheets, but never less than what can be read from two metres; what does not fit on one sheet
goes on on the next of the same size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.errors import UserError
from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.page import MM
from xianfeng_gui.papers.poster.content import Poster, PosterBand, PosterTask
from xianfeng_gui.papers.text import Line, Setting, set_paragraphs

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
ROW_PAD = 0.5
HEAD = 5.0
"""Title and the line below it."""
FOOT = 2.4
"""Legend and date."""
COLUMN_HEAD = 6.1
"""Phases (two lanes of 1.4), years, months."""
BAND = 1.9
GAP = 1.6
"""Between two blocks of rows side by side."""
MOST_BLOCKS = 4
MOST_LINES = 4
CELL_SMALLEST, CELL_LARGEST = 0.92, 1.5
"""Width of a month."""


@dataclass(frozen=True)
class Widths:
    """Widths of the columns; ``stacked`` puts the state below the deadline and not beside it."""

    number: float
    title: float
    office: float
    person: float
    deadline: float
    state: float
    stacked: bool

    @property
    def words(self) -> float:
        """All of them, without the months."""
        return self.number + self.title + self.office + self.person + self.deadline + self.state


STYLES = (
    Widths(3.9, 14.8, 8.6, 3.8, 6.0, 5.6, stacked=False),
    Widths(3.9, 8.8, 5.2, 3.8, 6.0, 0.0, stacked=True),
)
"""One line a task, or two where the paper is narrow."""


@dataclass(frozen=True)
class Row:
    """A line of a block: a topic's band (``again`` when it goes on in a new block) or a task; its height."""

    band: PosterBand
    task: PosterTask | None
    height: float
    again: bool = False


@dataclass(frozen=True)
class Plan:
    """The whole layout: text size and margin in points, columns in ``u``, and on each sheet its blocks of rows."""

    width: float
    height: float
    margin: float
    size: float
    widths: Widths
    cell: float
    block: float
    sheets: tuple[tuple[tuple[Row, ...], ...], ...]


def paper_size(paper: str, *, landscape: bool) -> tuple[float, float]:
    """Width and height in points of a paper of ``PAPERS``."""
    short, long = PAPERS[paper]
    return (long * MM, short * MM) if landscape else (short * MM, long * MM)


def plan(poster: Poster, width: float, height: float, book: FontBook) -> Plan:
    """The best layout on sheets of this size; fewest sheets first, then the largest text."""
    found = []
    for widths in STYLES:
        rows = list(_rows(poster, widths, book))
        for blocks in range(1, MOST_BLOCKS + 1):
            candidate = _fit(rows, len(poster.months), width, height, widths, blocks)
            if candidate is not None:
                found.append(candidate)
    if not found:
        raise UserError("纸张太小，排不下全部月份，请选更大的纸或横向", "size")
    return min(found, key=lambda one: (len(one.sheets), -one.size))


def _fit(
    rows: Sequence[Row], months: int, width: float, height: float, widths: Widths, blocks: int
) -> Plan | None:
    """The layout with so many blocks side by side: the largest text that needs no more sheets than the smallest."""
    margin = max(LEAST_MARGIN, MARGIN * min(width, height))
    across, down = width - 2 * margin, height - 2 * margin
    least = widths.words + CELL_SMALLEST * months
    size = min(LARGEST, across / (blocks * least + (blocks - 1) * GAP))
    if size < SMALLEST:
        return None
    best = SMALLEST
    fewest = len(_filled(rows, blocks, down / SMALLEST - HEAD - FOOT - COLUMN_HEAD))
    while size > SMALLEST:
        if len(_filled(rows, blocks, down / size - HEAD - FOOT - COLUMN_HEAD)) <= fewest:
            best = size
            break
        size -= STEP
    sheets = _filled(rows, blocks, down / best - HEAD - FOOT - COLUMN_HEAD)
    block = (across / best - (blocks - 1) * GAP) / blocks
    cell = min(CELL_LARGEST, (block - widths.words) / months)
    return Plan(width, height, margin, best, widths, cell, block, sheets)


def _rows(poster: Poster, widths: Widths, book: FontBook) -> Iterator[Row]:
    for band in poster.bands:
        yield Row(band, None, BAND)
        for task in band.tasks:
            lines = max(
                len(set_words(task.title, widths.title, book)),
                len(set_words(task.office, widths.office, book)),
                len(set_words(task.person, widths.person, book)),
                2 if widths.stacked else 1,
            )
            yield Row(band, task, lines * LEADING + ROW_PAD)


def set_words(text: str, width: float, book: FontBook, size: float = 1.0) -> list[Line]:
    """Words of a column in lines, at most MOST_LINES of them; ``width`` as ``size`` in u or in points."""
    room = width - 0.6 * size
    lines = set_paragraphs(text, Setting(size, room, size, justified=False), book, Role.HEI)
    return lines[:MOST_LINES]


def _filled(rows: Sequence[Row], blocks: int, room: float) -> tuple[tuple[tuple[Row, ...], ...], ...]:
    """Rows put into blocks of height ``room`` and these onto sheets; a band never stands alone at the foot."""
    filled: list[list[Row]] = [[]]
    used = 0.0
    for at, row in enumerate(rows):
        needed = row.height
        if row.task is None and at + 1 < len(rows):
            needed += rows[at + 1].height
        if used + needed > room and filled[-1]:
            filled.append([])
            used = 0.0
            if row.task is not None:
                filled[-1].append(Row(row.band, None, BAND, again=True))
                used = BAND
        filled[-1].append(row)
        used += row.height
    return tuple(
        tuple(tuple(block) for block in filled[start : start + blocks])
        for start in range(0, len(filled), blocks)
    )
