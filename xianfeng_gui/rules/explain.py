"""A counted term in plain Chinese: from which day, how many days, which days off were passed over."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from xianfeng_gui.rules.dates import format_date, format_month_day
from xianfeng_gui.rules.workdays import Term

_WEEKEND = ("周六", "周日")
_MOST_WEEKENDS = 3
"""More weekends than this are counted instead of listed."""


def explain(term: Term) -> str:
    """Such as 自2020年9月28日起第10个工作日；跳过：国庆节10月1日至8日、周末10月11日."""
    start = f"自{format_date(term.start)}起"
    if term.working:
        text = f"{start}第{term.count}个工作日"
        text += f"；跳过：{_days_off(term)}" if term.skipped else ""
    else:
        text = f"{start}{term.count}个月" if term.months else f"{start}第{term.count}日"
        text += f"；届满日遇{_days_off(term)}，顺延至{format_date(term.due)}" if term.skipped else ""
    return f"{text}（{term.note}）" if term.note else text


def _days_off(term: Term) -> str:
    """The skipped days as ranges by name; a long row of weekends only as a number."""
    ranges = _ranges(term)
    weekends = [days for name, days in ranges if name == "周末"]
    parts = [
        f"{name}{_range(days, term.start.year)}"
        for name, days in ranges
        if name != "周末" or len(weekends) <= _MOST_WEEKENDS
    ]
    if len(weekends) > _MOST_WEEKENDS:
        parts.append(f"周末共{sum(map(len, weekends))}天")
    return "、".join(parts)


def _ranges(term: Term) -> list[tuple[str, list[date]]]:
    """Runs of consecutive days off under one name."""
    named = [(day, "周末" if reason in _WEEKEND else reason) for day, reason in term.skipped]
    runs = groupby(enumerate(named), key=lambda item: (item[1][1], item[1][0].toordinal() - item[0]))
    return [(name, [day for _, (day, _) in run]) for (name, _), run in runs]


def _range(days: list[date], year: int) -> str:
    """10月1日, 10月1日至8日 or 9月30日至10月2日; the year is named when it is not ``year``."""
    first, last = days[0], days[-1]
    text = format_month_day(first) if first.year == year else format_date(first)
    if first == last:
        return text
    return f"{text}至{last.day}日" if first.month == last.month else f"{text}至{format_month_day(last)}"
