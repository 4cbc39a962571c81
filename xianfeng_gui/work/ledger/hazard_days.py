"""The days of a ledger's hazard: told by a term, without a year, in the wrong order, or not at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xianfeng_gui.rules.explain import explain
from xianfeng_gui.rules.ledger import counted
from xianfeng_gui.rules.ledger.fields import Counted
from xianfeng_gui.rules.ledger.spelling import YearSupplied
from xianfeng_gui.work import law

_TOLD = (("deadline", "整改期限"), ("rectified_on", "整改完成日期"), ("closed_on", "销号日期"))
"""Days that a ledger may tell by a term from the finding."""
_IN_ORDER = (("found_on", "发现日期"), ("rectified_on", "整改完成日期"), ("closed_on", "销号日期"))
"""They follow each other, and none lies ahead."""


def settle(values: Any) -> tuple[str, ...]:
    """Make days of what is told by a term, and find the year of a deadline that names none.

    ``values``: the row's, changed in place; what can't be settled without the day of finding is taken out. Returns what is
    to be said of it.
    """
    on, remarks = values.get("found_on"), []
    if not isinstance(on, dt.date):
        for key, _ in _TOLD:
            if isinstance(values.get(key), Counted):
                del values[key]
        return ()
    for key, title in _TOLD:
        told = values.get(key)
        if isinstance(told, Counted):
            values[key], how = _counted(told, on)
            remarks.append(f"{title}“{told}”{how}，为{values[key]}")
            if key == "deadline" and told.number:
                values["deadline_basis"] = how
    until = values.get("deadline")
    if isinstance(until, YearSupplied):
        values["deadline"] = _next_year(until) if until < on else until
    return tuple(remarks)


def _counted(told: Counted, on: dt.date) -> tuple[dt.date, str]:
    """The day, and how it was found."""
    if not told.number:
        return on, "按发现当天"
    term = counted.term_after(told, on, law.work_calendar())
    return term.due, explain(term)


def _next_year(until: dt.date) -> dt.date:
    """A deadline without a year that would lie before the finding is one of the next year."""
    day = 28 if (until.month, until.day) == (2, 29) else until.day
    return dt.date(until.year + 1, until.month, day)


def wrong(values: Any, today: dt.date) -> list[str]:
    """What is wrong with the days of a row, in sentences."""
    on, until = values.get("found_on"), values.get("deadline")
    if not isinstance(on, dt.date):
        return []
    found = [f"整改期限{until}早于发现日期{on}"] if isinstance(until, dt.date) and until < on else []
    before = ("", dt.date.min)
    for key, words in _IN_ORDER:
        if isinstance(day := values.get(key), dt.date):
            if day > today:
                found.append(f"{words}{day}晚于今天")
            if day < before[1]:
                found.append(f"{words}{day}早于{before[0]}{before[1]}")
            before = (words, day)
    return found
