"""Rows and how they fall on pages.

A letter's text is a list of rows of one height. ``keep`` ties a row to the next: the page never turns between
them (headings and their text, the lines of a signature), unless the tied rows are more than a page holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xianfeng_gui.papers.page import BODY_SIZE, ROWS
from xianfeng_gui.papers.text import Line


class Row(NamedTuple):
    """One row of a page: its line, the size it is centred by, rules above and below.

    Sizes and weights are points; a weight of 0 is no rule.
    """

    line: Line = Line()
    keep: bool = False
    size: float = BODY_SIZE
    rule_above: float = 0.0
    rule_below: float = 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing is printed in the row."""
        return not self.line.runs and not self.line.blanks


BLANK = Row()
KEPT_BLANK = Row(keep=True)


def rows(lines: Iterable[Line], keep: bool = False) -> list[Row]:
    """Rows of text; with ``keep`` they stay together and with what follows."""
    return [Row(line, keep) for line in lines]


def kept(block: Sequence[Row]) -> list[Row]:
    """Rows that stay on one page, free to part from what follows."""
    return [row._replace(keep=True) for row in block[:-1]] + list(block[-1:])


def tie_last(before: Sequence[Row], count: int) -> list[Row]:
    """The same rows with the last ``count`` of them tied to what follows."""
    first = max(0, len(before) - count)
    return [*before[:first], *(row._replace(keep=True) for row in before[first:])]


def paginate(stream: Sequence[Row], first_room: int, room: int = ROWS) -> list[list[Row]]:
    """Deal rows out to pages: ``first_room`` rows on the first, ``room`` on the others."""
    pages: list[list[Row]] = []
    start = 0
    while start < len(stream) or not pages:
        end = _page_end(stream, start, room if pages else first_room)
        pages.append(list(stream[start:end]))
        start = end
        while start < len(stream) and stream[start].empty:
            start += 1  # a page does not begin with a gap
    return pages


def _page_end(stream: Sequence[Row], start: int, room: int) -> int:
    """Where the page that begins at ``start`` ends: full, or before rows tied to what comes next."""
    full = start + room
    if full >= len(stream):
        return len(stream)
    end = full
    while end > start and stream[end - 1].keep:
        end -= 1
    return end if end > start else full
