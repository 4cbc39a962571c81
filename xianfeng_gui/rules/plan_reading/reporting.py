"""The day by which a plan wants the month reported: 每月20日前报送, 每季度末月25日前报送, 每月底前上报."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xianfeng_gui.rules.plan_reading.outline import Line, clauses, number_of

_DAY = r"(?:3[01]|[12]\d|0?[1-9]|[一二三四五六七八九十]{1,3})"
_BEFORE = "(?:之前|以前|前)"
_BY = re.compile(
    r"(?P<often>每个?月|每个?季度?)(?:(?:最?末|最后)一?个?的?月?)?的?"
    rf"(?:(?P<day>{_DAY})[日号]|月?[底末]){_BEFORE}"
)
_NEXT_MONTH = re.compile(
    rf"(?:次月|下个?月){_DAY}[日号]{_BEFORE}|每个?月{_DAY}[日号]{_BEFORE}[^。]{{0,20}}?上个?月"
)
_REPORT = re.compile("报(?!警|告制度)|填报|反馈|汇总")
_LAST = 31
"""Counts as a month's last day in shorter months."""


@dataclass(frozen=True)
class ReportingDay:
    """A day of the month, the line and sentence that name it, and whether it is that of a quarter's last month."""

    day: int
    at: int
    sentence: str
    quarterly: bool


def reporting_days(lines: Sequence[Line]) -> list[ReportingDay]:
    """Every such day, those of a month first, in the order of the text. What is due in the month after (次月5日前报上月)
    is none of them: the program asks for a month within it."""
    found = [one for line in lines for one in _of(line)]
    return sorted(found, key=lambda one: one.quarterly)


def _of(line: Line) -> Iterator[ReportingDay]:
    for sentence in clauses(line.text, "。；;"):
        named = [] if _NEXT_MONTH.search(sentence) else list(_BY.finditer(sentence))
        ends = [match.start() for match in named[1:]] + [len(sentence)] * bool(named)
        for match, end in zip(named, ends, strict=True):
            day = number_of(match["day"]) if match["day"] else _LAST
            if day <= _LAST and _REPORT.search(sentence, match.end(), end):
                yield ReportingDay(day, line.at, sentence, "季" in match["often"])


def due_in_next_month(lines: Sequence[Line]) -> ReportingDay | None:
    """The first sentence that wants a month reported in the next one."""
    for line in lines:
        for sentence in clauses(line.text, "。；;"):
            if _NEXT_MONTH.search(sentence) and _REPORT.search(sentence):
                return ReportingDay(_LAST, line.at, sentence, quarterly=False)
    return None
