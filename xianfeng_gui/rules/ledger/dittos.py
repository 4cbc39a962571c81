"""What a ledger writes instead of saying it again: 同上 and its signs take the words of the row above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from xianfeng_gui.rules.ledger.fields import Cell

_DITTO = frozenset({"同上", "同 上", "同　上", "〃", "″", "''", "〞"})
_FILLERS = frozenset({"…", "……", "...", "......"})
"""A row of nothing else stands for rows that are left out."""

Numbered = tuple[int, Sequence[Cell]]
"""A row with its number."""


def written_out(rows: list[Numbered], above: Sequence[Cell]) -> Sequence[Cell]:
    """Put the words of the row above in place of such signs; returns the last row. ``above``: the one before the first."""
    if _DITTO.isdisjoint(chain.from_iterable(row for _, row in rows)):  # as in most ledgers
        return rows[-1][1] if rows else above
    for at, (number, row) in enumerate(rows):
        if above and not _DITTO.isdisjoint(row):
            row = [up if cell in _DITTO else cell for cell, up in zip(row, above, strict=True)]
            rows[at] = (number, row)
        above = row
    return above


def is_filler(held: Sequence[Cell]) -> bool:
    """Whether the filled cells of a row only stand for rows that are left out."""
    return _FILLERS.issuperset(held)
