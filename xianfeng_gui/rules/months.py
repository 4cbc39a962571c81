"""Months as "YYYY-MM": those of a campaign, those a task is reported for, and those that are missing."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date

from db.errors import UserError


def month_of(day: date) -> str:
    """ "2021-06" for any day of June 2021."""
    return f"{day:%Y-%m}"


def months(starts_on: date, ends_on: date) -> list[str]:
    """Every month touched from ``starts_on`` to ``ends_on``, in order; none when the end comes first."""
    first, last = starts_on.year * 12 + starts_on.month - 1, ends_on.year * 12 + ends_on.month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def month_due(month: str, day_of_month: int) -> date:
    """The day by which ``month`` ("YYYY-MM") is reported, at most the month's last; raises UserError."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", month)
    if not match:
        raise UserError(f"“{month}”不是月份，请写成2021-06这样。", "month")
    if day_of_month < 1:
        raise UserError("报送日应为1至31之间的整数，请改正。", "day_of_month")
    year, number = int(match[1]), int(match[2])
    return date(year, number, min(day_of_month, monthrange(year, number)[1]))


def reporting_months(
    starts_on: date, ends_on: date, task_starts_on: date | None, done_on: date | None, today: date
) -> list[str]:
    """The months a task is reported for, up to now.

    From the later of the campaign's start and the task's own, to the earliest of the campaign's end, the day
    the task was done (or struck off) and today; the month of that day is included.
    """
    first = max(starts_on, task_starts_on or starts_on)
    return months(first, min(ends_on, done_on or today, today))


def missing_months(
    expected: Iterable[str], reported: Collection[str], day_of_month: int, today: date
) -> list[str]:
    """The expected months that have no report although their due day is past."""
    return [month for month in expected if month not in reported and month_due(month, day_of_month) < today]
