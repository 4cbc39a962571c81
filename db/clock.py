"""The program's clock: the only place that reads the computer's time.

``main.py --today 2021-06-18`` sets the day for practice, pictures and tests; the time of day stays real,
so that entries made on a set day keep their order.
"""

from __future__ import annotations

import datetime as dt

_set_day: dt.date | None = None
_set_time: dt.time | None = None


def set_today(day: dt.date | None, at: dt.time | None = None) -> None:
    """Fix the program's day; ``None`` returns to the computer's calendar. ``at`` also stops the time of day, so that
    demo data come out the same every time."""
    global _set_day, _set_time
    _set_day, _set_time = day, at


def is_set() -> bool:
    """Whether the day was fixed by hand, and says nothing of the computer's calendar."""
    return _set_day is not None


def today() -> dt.date:
    """The day that deadlines are measured against."""
    return _set_day or dt.date.today()


def now() -> dt.datetime:
    """Local date and time, to the second, without a zone (the office works in one place)."""
    return dt.datetime.combine(today(), _set_time or dt.datetime.now().time().replace(microsecond=0))
