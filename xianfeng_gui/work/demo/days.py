"""The days on which the demo's people work, and deadlines counted from them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from xianfeng_gui.rules.workdays import WorkCalendar
from xianfeng_gui.work import hazard_data, law
from xianfeng_gui.work.demo.sizes import DEMO_DAY, FIRST_DAY

_ONE_DAY = dt.timedelta(days=1)


class Days:
    """Looked up a million times in a district, so counted once."""

    def __init__(self) -> None:
        calendar = law.work_calendar()
        self.worked = [day for day in _span(FIRST_DAY, DEMO_DAY) if calendar.is_workday(day)]
        self._next = _next_workdays(calendar)
        self.deadline = lru_cache(maxsize=None)(hazard_data.deadline_in)

    def later(self, day: dt.date, count: int) -> dt.date:
        """The day ``count`` days later, or the first working day after it; at most a year after the demo's day."""
        return self._next[min(day + dt.timedelta(count), DEMO_DAY + 365 * _ONE_DAY)]


def _span(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(at) for at in range((last - first).days + 1)]


def _next_workdays(calendar: WorkCalendar) -> dict[dt.date, dt.date]:
    """Each day -> itself or the next working day."""
    found: dict[dt.date, dt.date] = {}
    coming = DEMO_DAY + 366 * _ONE_DAY
    for day in reversed(_span(FIRST_DAY, coming)):
        coming = day if calendar.is_workday(day) else coming
        found[day] = coming
    return found
