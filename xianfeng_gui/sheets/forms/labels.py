"""What a form itself says in its data rows: examples are replaced, but a label for all rows is part of the form.

Such are a cell merged down over all prepared rows (消防), and the same text in each of them (the county's name).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from xianfeng_gui.sheets.forms.layout import Space
from xianfeng_gui.sheets.forms.page import Cell, Merge, Page, attribute


@dataclass(frozen=True)
class Labels:
    """``repeated``: column -> what every row has; ``once``: column -> what the first row of a cell merged down has."""

    repeated: dict[int, Cell]
    once: dict[int, Cell]

    def of(self, column: int, *, first: bool) -> Cell | None:
        """The label of a column in a data row, the ``first`` or another."""
        return self.repeated.get(column) or (self.once.get(column) if first else None)


def find(page: Page, space: Space, filled: Set[int]) -> Labels:
    """The labels in the columns that are not ``filled``."""
    rows = [page.rows.get(number) for number in range(space.first, min(space.below, page.held + 1))]
    first = rows[0] if rows else None
    if first is None:
        return Labels({}, {})
    down = {left for _, left, _, _ in merged_down(page.merges(), space, filled)}
    repeated, once = {}, {}
    for column, cell in first.cells.items():
        if column in filled or not cell.inside or cell.has_formula:
            continue
        if column in down:
            once[column] = cell
        elif len(rows) > 1 and all(row and _same(row.cells.get(column), cell) for row in rows):
            repeated[column] = cell
    return Labels(repeated, once)


def merged_down(merges: list[Merge], space: Space, filled: Set[int]) -> list[Merge]:
    """The merged cells that reach over all prepared rows, beside the columns that are filled."""
    return [
        (top, left, bottom, right)
        for top, left, bottom, right in merges
        if top == space.first and bottom == space.below - 1 > top and not filled & {*range(left, right + 1)}
    ]


def _same(one: Cell | None, other: Cell) -> bool:
    return (
        one is not None
        and one.inside == other.inside
        and attribute(one.attributes, "t") == attribute(other.attributes, "t")
    )
