"""What stands on the poster, in plain values, and the poster when it is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.vocabulary import MonthMark
from xianfeng_gui.papers import PrintedPaper


@dataclass(frozen=True)
class PosterPhase:
    """A phase over the months ``first`` to ``last`` (places in ``Poster.months``, both included)."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class PosterTask:
    """A row: ``state`` in words without sign, ``marks`` one a month, ``deadline_at`` its month's place if it has one.

    A task is late when ``days_late`` is above 0.
    """

    number: str
    title: str
    office: str
    person: str
    deadline: dt.date
    state: str
    days_late: int
    marks: tuple[MonthMark, ...]
    deadline_at: int | None


@dataclass(frozen=True)
class PosterBand:
    """A topic over its tasks; ``figures`` such as 任务15 完成3 逾期1."""

    name: str
    offices: str
    figures: str
    tasks: tuple[PosterTask, ...]


@dataclass(frozen=True)
class Poster:
    """The whole poster; months are "YYYY-MM", ``current_at`` is the place of today's month if it is one of them."""

    title: str
    office: str
    made_on: dt.date
    scope: str
    figures: str
    months: tuple[str, ...]
    current_at: int | None
    phases: tuple[PosterPhase, ...]
    bands: tuple[PosterBand, ...]


@dataclass(frozen=True)
class PrintedPoster(PrintedPaper):
    """The poster as a PDF, with the size of its text in points: nothing on it is smaller."""

    text_size: float
