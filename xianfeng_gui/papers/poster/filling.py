"""Rows put into columns and these onto sheets: as few sheets as can be, all columns about equally high, none half empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.papers.poster.content import PosterBand, PosterTask

BAND = 1.9
"""Height of a topic's band, in u."""
MOST_STRETCH = 1.2
"""What a row may be given at most of the height that is left over, in u."""
_CLOSE = 0.05
"""To this height columns are made equal, in u."""


@dataclass(frozen=True)
class Row:
    """A line of a column: a topic's band (``again`` when it goes on in a new column) or a task; its height in u."""

    band: PosterBand
    task: PosterTask | None
    height: float
    again: bool = False


Column = tuple[Row, ...]
Sheets = tuple[tuple[Column, ...], ...]


def columns(rows: Sequence[Row], room: float) -> list[Column]:
    """Columns at most ``room`` high; a band never stands alone at the foot, and is repeated where it goes on."""
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
    return [tuple(column) for column in filled]


def sheets_needed(rows: Sequence[Row], room: float, beside: int) -> int:
    """How many sheets with so many columns ``beside`` each other the rows need."""
    return -(-len(columns(rows, room)) // beside)


def balanced(rows: Sequence[Row], room: float, beside: int) -> Sheets:
    """The rows on the fewest sheets, in columns as low as these allow, then stretched to fill the height."""
    allowed = beside * sheets_needed(rows, room, beside)
    low, high = 0.0, room
    while high - low > _CLOSE:
        middle = (low + high) / 2
        if len(columns(rows, middle)) <= allowed:
            high = middle
        else:
            low = middle
    filled = _stretched(columns(rows, high), room)
    return tuple(tuple(filled[start : start + beside]) for start in range(0, len(filled), beside))


def _stretched(filled: Sequence[Column], room: float) -> list[Column]:
    """Every task's row a little higher, as far as the fullest column allows."""
    spare = [(room - sum(row.height for row in column)) / max(_tasks(column), 1) for column in filled]
    more = max(0.0, min(MOST_STRETCH, *spare))
    return [
        tuple(replace(row, height=row.height + more) if row.task else row for row in column)
        for column in filled
    ]


def _tasks(column: Column) -> int:
    return sum(row.task is not None for row in column)
