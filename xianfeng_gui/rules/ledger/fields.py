"""What may come in: the fields of a list, the words that head their columns elsewhere, and their values' words."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_SIGNS = re.compile(r"[\s*：:、，,。.；;/\\_\-—“”\"'()（）]+")

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What a reader gives of a cell."""


@dataclass(frozen=True)
class Counted:
    """A day that is told by a term from the finding: ``number`` days, working_days or months (``unit``), 0 for the day itself."""

    words: str
    number: int
    unit: str

    def __str__(self) -> str:
        """As the ledger says it."""
        return self.words


Value = str | int | float | bool | dt.date | Counted | None
"""What a row holds of a field."""
Grid = list[list[Cell]]
"""Rows of cells, all of one length, from the sheet's first row and column."""


@dataclass(frozen=True)
class Field:
    """A field of the list. ``kind``: text, date, number, percent, flag, term (as in ``sheets.columns.Kind``) or month.

    ``words``: other names of the column. ``values``: what cells may say -> the term's value; ``labels``: those that are
    the program's own words. ``by_month_end``: of a month without a day the last is meant, as for deadlines. ``counted``:
    a date that may be told by a term from the finding (15日内). ``needed``: no row comes in without it. ``longest``:
    characters, 0 for no limit. ``exact``: its column is known by its names alone, not by one that is only like them.
    ``at_end``: a term may be the last words of a longer text (关于青禾厂的整改通知书).
    """

    key: str
    title: str
    kind: str
    words: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    by_month_end: bool = False
    counted: bool = False
    needed: bool = False
    longest: int = 0
    exact: bool = False
    at_end: bool = False


@dataclass(frozen=True)
class Words:
    """What ``resources/sheets/ledgers.toml`` knows of one list."""

    headings: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]


def read_words(text: str) -> dict[str, Words]:
    """The words by list, from the TOML's text."""
    return {
        kind: Words(
            {key: tuple(words) for key, words in table.get("headings", {}).items()},
            {
                key: {bare(word): value for word, value in one.items()}
                for key, one in table.get("values", {}).items()
            },
        )
        for kind, table in tomllib.loads(text).items()
    }


def bare(text: str) -> str:
    """A heading or value for comparing: no blanks, line breaks, brackets' contents or signs; full width made plain."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _SIGNS.sub("", _IN_BRACKETS.sub("", plain) or plain)
