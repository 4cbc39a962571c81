"""What the lines above a ledger's head say, put into its rows, as far as a row does not say otherwise itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from db.vocabulary import HazardState, Term
from xianfeng_gui.rules.ledger.fields import Field, Value
from xianfeng_gui.rules.ledger.rows import LedgerRow

_CHECKED = frozenset({HazardState.PASSED.value, HazardState.CLOSED.value})
_REACHED: Mapping[str, frozenset[Value]] = {
    "rectified_on": _CHECKED | {HazardState.RECTIFIED.value},
    "closed_on": _CHECKED,
}
"""Days of a hazard's life -> the states in which it has got that far."""
_SHOWN_BY = {"rectified_on": "closed_on", "closed_on": "rectified_on"}
"""A row that may tell the one day and leaves it empty has not come to the other."""


class FromAbove:
    """``told``: values by field of all rows; ``columns``: fields that the ledger's own columns give."""

    def __init__(self, told: Mapping[str, Value], columns: Collection[str]) -> None:
        self.told = told
        self._columns = frozenset(columns)
        self._apart: dict[str, set[int]] = defaultdict(set)

    def put_into(self, rows: Iterator[LedgerRow]) -> Iterator[LedgerRow]:
        """The rows with what is told; what they say themselves stays."""
        return map(self._completed, rows) if self.told else rows

    def said_of(self, key: str, number: int) -> str:
        """What is told of a row (by the ledger's count) that has been read, in words; empty where it does not hold."""
        return "" if number in self._apart[key] else as_written(self.told[key])

    def remarks(self, fields: Mapping[str, Field]) -> list[str]:
        """What is told, and of how many rows it does not hold; once all rows have been read."""
        return [
            f"表头上方写明“{fields[key].title}”为“{as_written(value)}”，{self._how_far(key)}"
            for key, value in self.told.items()
        ]

    def _how_far(self, key: str) -> str:
        without = len(self._apart[key])
        return f"有{without}行还没有到这一步，不照此填写" if without else "各行照此"

    def _completed(self, row: LedgerRow) -> LedgerRow:
        for key, value in self.told.items():
            if not self._holds(key, row):
                self._apart[key].add(row.number)
            elif key not in row.problems:
                row.values.setdefault(key, value)
        return row

    def _holds(self, key: str, row: LedgerRow) -> bool:
        reached = _REACHED.get(key)
        if reached is None:
            return True
        if "state" in self._columns:
            return row.values.get("state") in reached
        other = _SHOWN_BY[key]
        return other not in self._columns or other in row.values


def as_written(value: Value) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.label if isinstance(value, Term) else str(value)
