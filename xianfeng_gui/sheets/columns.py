"""What a sheet is made of: its columns, the head above them, and the rows between.

One declaration serves the export, the import, the empty template and the table on screen. A row is a tuple with a
value a column in the sheet's order, without the running number (``ORDER``), which the writer adds. Values are those of
the records: a term by its value (``"major"``) or member, a day as a date or its ISO text, a flag as true or false,
a percentage as 0 to 100. What a cell holds instead is said by the column's ``kind``: ``cells.stored`` turns a value into
it, ``parsing.parse`` turns it back. Standard library only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.vocabulary import Term

CellValue = str | int | float | bool | dt.date | tuple[str, ...] | None
"""What a row may hold; a text in several parts is written one part under the other."""
Row = Sequence[CellValue]


class Kind(StrEnum):
    """How a column's values are written, set and read back."""

    TEXT = "text"
    """A short text, centred."""
    LINES = "lines"
    """A sentence or more, or several texts one under the other; set flush left."""
    DATE = "date"
    """A day; a real date in Excel."""
    NUMBER = "number"
    """A count or an amount."""
    PERCENT = "percent"
    """0 to 100 in a row; a real percentage in Excel."""
    FLAG = "flag"
    """是 or 否."""
    TERM = "term"
    """A value of ``Column.terms``, written by its label."""


@dataclass(frozen=True)
class Column:
    """One column; ``width`` is in Excel's units, half a Chinese character each.

    ``key``: the glossary's English name; with ``fields.of_record`` it is the record's field and ``title`` its label.
    ``comes_in``: whether an import may fill the record from it; what is derived (days late, counts) only goes out.
    ``longest``: characters that the record takes, 0 when it sets no limit.
    ``summed``: added up in the last row. ``share``: there the keys of two summed columns, part and whole, in percent.
    """

    key: str
    title: str
    width: float
    kind: Kind = Kind.TEXT
    terms: type[Term] | None = None
    comes_in: bool = False
    longest: int = 0
    summed: bool = False
    share: tuple[str, str] | None = None


ORDER = Column("order", "序号", 5, Kind.NUMBER)
"""The running number, as a sheet's first column: counted by the writer, never imported."""


@dataclass(frozen=True)
class Sheet:
    """A list's columns in order; the first ``frozen`` of them stay in sight when scrolling to the right.

    ``key`` names the kind of list, ``title`` the worksheet. Only the first ``printed`` columns come out of the printer
    (0: all), so that a wide list stays readable on ``paper``. ``unit`` is the measure word of the last row (共12条); a
    sheet without it and without summed columns has no last row. ``only_in``: columns that an import may fill but no list
    ever shows, since they are personal data (phones), or since only other offices' lists tell it so.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    frozen: int = 0
    printed: int = 0
    paper: str = "A4"
    unit: str = ""
    only_in: tuple[Column, ...] = ()

    @property
    def on_paper(self) -> tuple[Column, ...]:
        """The columns that are printed."""
        return self.columns[: self.printed or len(self.columns)]

    @property
    def is_numbered(self) -> bool:
        """Whether the writer counts the rows in the first column."""
        return self.columns[0] is ORDER

    @property
    def filled(self) -> tuple[Column, ...]:
        """The columns that a row has values for: all but the running number."""
        return self.columns[1:] if self.is_numbered else self.columns

    @property
    def incoming(self) -> tuple[Column, ...]:
        """The columns that an import may fill, in the template's order."""
        return (*(column for column in self.columns if column.comes_in), *self.only_in)

    @property
    def has_totals(self) -> bool:
        """Whether a last row counts or adds up."""
        return bool(self.unit) or any(column.summed for column in self.columns)

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when there is none."""
        for column in (*self.columns, *self.only_in):
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True)
class ListHead:
    """What stands above a list: its title, who made it and when, which records it shows, and what its signs mean.

    An empty text takes no line.
    """

    title: str
    office: str
    made_on: dt.date
    filter_text: str = ""
    legend: str = ""


@dataclass(frozen=True)
class Table:
    """One worksheet to be written; ``rows`` is gone through once."""

    sheet: Sheet
    head: ListHead
    rows: Iterable[Row]
