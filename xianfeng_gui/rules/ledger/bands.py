"""Rows between the records that head those below them: a village or a field of work, set across the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xianfeng_gui.rules.ledger.fields import Cell
from xianfeng_gui.rules.ledger.heads import Area

_WIDE = 3
"""Columns that such a row is merged over at least."""
_LONGEST = 20
_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、.．]+|\d+[、.．]")
_EMPTY = (None, "")


class Bands:
    """``merged``: the sheet's merged areas; ``last``: the head's last row, from 0."""

    def __init__(self, merged: Sequence[Area], last: int) -> None:
        self._wide = {
            top + 1
            for top, left, bottom, right in merged
            if top == bottom > last and right - left + 1 >= _WIDE
        }

    def words(self, number: int, row: Sequence[Cell]) -> str:
        """What a row (by its number as spreadsheet programs count) says of those below; empty for any other row.

        A row that isn't merged is one only where its words are numbered (一、工贸企业).
        """
        first = row[0]
        if number not in self._wide and not (isinstance(first, str) and _NUMBER.match(first)):
            return ""
        held = [cell for cell in row if cell not in _EMPTY]
        if len(held) != 1 or not isinstance(held[0], str):
            return ""
        words = _NUMBER.sub("", "".join(held[0].split()), count=1)
        return words if len(words) <= _LONGEST else ""
