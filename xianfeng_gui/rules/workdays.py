"""Working days, and terms counted in working or calendar days.

Sources: the day on which a term begins is not counted (民法典第二百零一条); a last day that is a day off is
moved to the next working day (民法典第二百零三条); terms of two, three, five and seven days in the penalties
law are working days (行政处罚法（2021年修订）第八十五条); a term of months ends on the day of the same number, or on
the month's last day (民法典第二百零二条). Days off and swapped weekends follow the State
Council's yearly notice, read from ``resources/law/holidays.toml``; in years without a notice only weekends
are taken off, and the term says so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.errors import UserError
from xianfeng_gui.rules.dates import weekday_name

MAX_COUNT = 2000
"""The longest term that is counted, in days; beyond it a typing mistake is more likely."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A counted term.

    ``start`` is the day it is counted from (itself not counted), ``count`` the number of days, ``working``
    whether they are working days, ``months`` that they are months instead, ``due`` the last day, ``skipped`` the days off passed over with their
    reasons, ``note`` a reservation to show with the date (empty when there is none).
    """

    due: date
    start: date
    count: int
    working: bool
    skipped: tuple[tuple[date, str], ...] = ()
    note: str = ""
    months: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    """Days off and swapped weekends of the years ``first_year`` to ``last_year``.

    ``holidays`` maps each day off to its holiday's name, ``workdays`` holds the weekend days that are worked.
    """

    first_year: int
    last_year: int
    holidays: Mapping[date, str]
    workdays: frozenset[date]

    def covers(self, day: date) -> bool:
        """Whether a notice for the day's year is known."""
        return self.first_year <= day.year <= self.last_year

    def reason_off(self, day: date) -> str:
        """Why ``day`` is off: a holiday's name, 周六 or 周日; empty for a working day."""
        if day in self.holidays:
            return self.holidays[day]
        return weekday_name(day) if day.weekday() >= 5 and day not in self.workdays else ""

    def is_workday(self, day: date) -> bool:
        """Whether offices work on ``day``."""
        return not self.reason_off(day)

    def add_working_days(self, start: date, n: int) -> Term:
        """The term of ``n`` working days (1 to 2000) that begins on ``start``. Raises UserError."""
        _check_count(n)
        skipped: list[tuple[date, str]] = []
        day, left = start, n
        while left:
            day += _ONE_DAY
            if reason := self.reason_off(day):
                skipped.append((day, reason))
            else:
                left -= 1
        return Term(day, start, n, True, tuple(skipped), self._note(start + _ONE_DAY, day))

    def add_days(self, start: date, n: int, roll: bool = False) -> Term:
        """The term of ``n`` calendar days (1 to 2000), with ``roll`` not ending on a day off; or UserError."""
        _check_count(n)
        return self._ending(start + timedelta(days=n), start, n, roll)

    def add_months(self, start: date, n: int, roll: bool = False) -> Term:
        """The term of ``n`` months (1 to 2000) that begins on ``start``; or UserError."""
        _check_count(n)
        year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
        last = monthrange(year, month + 1)[1]
        due = date(year, month + 1, min(start.day, last))
        return replace(self._ending(due, start, n, roll), months=True)

    def next_workday(self, day: date) -> date:
        """``day`` itself when offices work on it, else the first workday after it."""
        return day + sum(1 for _ in self._days_off_from(day)) * _ONE_DAY

    def workday_before(self, day: date) -> date:
        """The last workday before ``day``."""
        found = day - timedelta(days=1)
        while not self.is_workday(found):
            found -= timedelta(days=1)
        return found

    def _ending(self, due: date, start: date, n: int, roll: bool) -> Term:
        """A term of calendar days or months, its last day moved over days off when it rolls."""
        if not roll:
            return Term(due, start, n, False)
        skipped = tuple(self._days_off_from(due))
        rolled = due + len(skipped) * _ONE_DAY
        return Term(rolled, start, n, False, skipped, self._note(due, rolled))

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(1 for day in days if self.is_workday(day))

    def _days_off_from(self, day: date) -> Iterator[tuple[date, str]]:
        while reason := self.reason_off(day):
            yield day, reason
            day += _ONE_DAY

    def _note(self, first: date, last: date) -> str:
        if last.year > self.last_year:
            return f"{self.last_year + 1}年起未收录放假安排，仅扣除周末"
        if first.year < self.first_year:
            return f"{self.first_year}年以前未收录放假安排，仅扣除周末"
        return ""


def _check_count(n: int) -> None:
    if not 1 <= n <= MAX_COUNT:
        raise UserError(f"天数应为1至{MAX_COUNT}之间的整数，请改正。")
