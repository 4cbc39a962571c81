"""Dates that come round by law or custom: statistics, the safety production month, monthly reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.vocabulary import EventKind
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.months import month_due
from xianfeng_gui.rules.terms import TermRule

_QUARTERS = "四一二三"
"""Names of the quarters that end before January, April, July and October."""


@dataclass(frozen=True)
class Dated:
    """Something that stands in the calendar from ``on`` to ``until`` (included; the same for one day)."""

    kind: EventKind
    title: str
    on: date
    until: date
    explanation: str


def statutory_dates(first: date, last: date, terms: Mapping[str, TermRule]) -> list[Dated]:
    """Everything between ``first`` and ``last`` (included), by date; a band counts when it touches them."""
    found = (
        dated
        for year in range(first.year, last.year + 1)
        for dated in _year(year, terms)
        if dated.on <= last and dated.until >= first
    )
    return sorted(found, key=lambda dated: (dated.on, dated.until, dated.title))


def _year(year: int, terms: Mapping[str, TermRule]) -> Iterator[Dated]:
    """All dates of one year."""
    yield _annual(year, terms["annual_statistics"])
    yield _safety_month(year, terms["safety_month_first"], terms["safety_month_last"])
    yield _consultation_day(year, terms["consultation_day"])
    for month in (1, 4, 7, 10):
        yield _quarterly(year, month, terms["quarterly_statistics"])
    for month in range(1, 13):
        yield _monthly(year, month, terms["monthly_report"])


def _annual(year: int, rule: TermRule) -> Dated:
    due = rule.in_year(year)
    return _one_day(EventKind.STATUTORY, f"报送{year - 1}年度隐患排查治理统计", due, rule)


def _quarterly(year: int, month: int, rule: TermRule) -> Dated:
    ended = year - 1 if month == 1 else year
    due = month_due(f"{year}-{month:02d}", rule.number)
    title = f"报送{ended}年第{_QUARTERS[month // 3]}季度隐患排查治理统计"
    return _one_day(EventKind.STATUTORY, title, due, rule)


def _monthly(year: int, month: int, rule: TermRule) -> Dated:
    due = month_due(f"{year}-{month:02d}", rule.number)
    return _one_day(EventKind.MONTHLY_REPORT_DUE, f"报送{year}年{month}月工作情况", due, rule)


def _consultation_day(year: int, rule: TermRule) -> Dated:
    return Dated(EventKind.STATUTORY, rule.label, rule.in_year(year), rule.in_year(year), rule.basis())


def _safety_month(year: int, begin: TermRule, end: TermRule) -> Dated:
    return Dated(EventKind.STATUTORY, "安全生产月", begin.in_year(year), end.in_year(year), begin.basis())


def _one_day(kind: EventKind, title: str, due: date, rule: TermRule) -> Dated:
    return Dated(kind, title, due, due, f"{format_date(due)}前{title}：{rule.basis()}")
