"""Where a form's data go: below the head, above the row of totals, the notes or the next heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xianfeng_gui.sheets.forms.page import Merge, Page
from xianfeng_gui.sheets.forms.references import reaches_above


@dataclass(frozen=True)
class Space:
    """The prepared data rows from ``first`` to ``below`` - 1 (none when they are equal), in row numbers from 1.

    ``closed``: whether something stands below them.
    """

    first: int
    below: int
    closed: bool

    @property
    def prepared(self) -> int:
        """How many rows the form has for data."""
        return self.below - self.first


def find(page: Page, first: int, columns: Sequence[int], closes: Callable[[int], bool]) -> Space:
    """The space from row ``first``, the one below the head. ``columns``: the ones to be filled, from 1.

    ``closes``: whether a row's words are those of totals or notes.
    """
    headings = _headings(page.merges(), columns)
    for number in range(first, page.held + 1):
        if closes(number) or _adds_up(page, number) or number in headings:
            return Space(first, number, True)
    last = page.rest.last if page.rest is not None else page.held
    return Space(first, max(last, first - 1) + 1, False)


def _adds_up(page: Page, number: int) -> bool:
    row = page.rows.get(number)
    return row is not None and any(
        reaches_above(cell.formula, number) for cell in row.cells.values() if cell.formula
    )


def _headings(merges: Sequence[Merge], columns: Sequence[int]) -> set[int]:
    """The rows with a line over most of the table's width, which is no record."""
    wide = max(3, len(columns) // 2 + 1)
    return {
        top
        for top, left, bottom, right in merges
        if top == bottom and sum(left <= at <= right for at in columns) >= wide
    }
