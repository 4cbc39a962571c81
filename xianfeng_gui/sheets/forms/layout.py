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
    merges = page.merges()
    last = max([*page.rows, first - 1])
    for number in range(first, last + 1):
        if closes(number) or _adds_up(page, number) or _is_heading(merges, number, columns):
            return Space(first, number, True)
    return Space(first, last + 1, False)


def _adds_up(page: Page, number: int) -> bool:
    row = page.rows.get(number)
    return row is not None and any(
        reaches_above(cell.formula, number) for cell in row.cells.values() if cell.formula
    )


def _is_heading(merges: Sequence[Merge], number: int, columns: Sequence[int]) -> bool:
    """A line over most of the table's width is no record."""
    wide = max(3, len(columns) // 2 + 1)
    return any(
        top == bottom == number and sum(left <= at <= right for at in columns) >= wide
        for top, left, bottom, right in merges
    )
