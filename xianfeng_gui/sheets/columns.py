"""What a sheet is made of: its columns, and the head that stands above them.

One declaration serves the export, the import and the empty template. Standard library only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

CellValue = str | int | float | bool | dt.date | Iterable[str] | None
"""What a row may hold; a text in several parts is written one part under the other."""


class Kind(StrEnum):
    """How a column's values are written and set."""

    TEXT = "text"
    """A short text, centred."""
    LINES = "lines"
    """A sentence or more, or several texts one under the other; set flush left."""
    DATE = "date"
    """A day; a real date in Excel."""
    NUMBER = "number"
    """A count or an amount."""
    FLAG = "flag"
    """是 or 否."""


@dataclass(frozen=True)
class Column:
    """One column: ``width`` is in Excel's units, half a Chinese character each."""

    key: str
    title: str
    width: float
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """A list's columns in order; the first ``frozen`` of them stay in sight when scrolling to the right.

    Only the first ``printed`` columns come out of the printer (0: all), so that a wide list stays readable on A4.
    """

    title: str
    columns: tuple[Column, ...]
    frozen: int = 0
    printed: int = 0

    @property
    def on_paper(self) -> tuple[Column, ...]:
        """The columns that are printed."""
        return self.columns[: self.printed or len(self.columns)]


@dataclass(frozen=True)
class ListHead:
    """What stands above a list: its title, who made it and when, and which records it shows (empty: not said)."""

    title: str
    office: str
    made_on: dt.date
    filter_text: str = ""
