"""What looks like a date in a task and became no deadline: told to a person, never silently the end of the campaign."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from xianfeng_gui.rules.plan_reading.dates import FEASTS, Stretch, deadline_of, read_dates
from xianfeng_gui.rules.plan_reading.outline import clauses

_BY = "(?:[之以]?前|[之以]?内)"
_SHAPES = re.compile(
    "(?:自|从)?[^，,。；;：:、]{0,12}(?:之日|日)起?的?(?:\\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个?工作日|日|天|个?月|周|个?星期)[之以]?内"
    "|(?:\\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个?工作日|日|天|个月|周|个?星期)[之以]?内"
    rf"|(?:20\d\d年|今年|明年|年)?{FEASTS}"
    r"|20\d\d(?:年|[.．/／-]\d{1,2}(?=[.．/／-]))[\d月日号上中下旬.．/／-]*(?:年?[底末]|以?前|之前)?"
    rf"|(?:今|本|明|次|翌|当|来)年度?(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?(?:{_BY}|[底末]{_BY}?)?|年?[底末]{_BY}?|[上下]半年|第?[一二三四]季度|{_BY})"
    rf"|(?<![\d年])\d{{1,2}}月(?:份|\d{{1,2}}[日号]|[上中下]旬)?(?:[底末]{_BY}?|{_BY}|(?=(?:全面|全部|基本)?(?:完成|整改到位|建成)))"
    rf"|(?:本月|当月|月|本季度|季度?|年|学期)[底末]{_BY}"
    rf"|(?:上半年|下半年|第?[一二三四1-4]季度)(?:[底末]?{_BY}|(?=(?:全面|全部|基本)?完成))"
)
"""A date's look, however it is written."""
_RECURRING = re.compile(
    "每|各(?:月|季)|按(?:月|季|年)|发现|接到|接报|收到|受理|到期|届满|期满|事故发生|发生|查实|核实|作出|提前"
)
"""Stands before what is asked again and again (每月底前), or after what happens (发现隐患3日内)."""
_LASTING = re.compile(
    "长期|持续|常态|全年|常年|全程|贯穿|长效|始终|不间断|随时|适时|立即|即时|即日|即行|立行|日常|经常|每|定期|按(?:月|季|年)|推进中"
)
"""Said in place of a day of what never ends or is done at once."""
_MONTH_FIRST = re.compile("(?:\\d{1,2}|[元一二三四五六七八九十]{1,2})月")
_BY_THEN = re.compile("[前底末内]$")


def unread(text: str, within: Stretch) -> list[str]:
    """The words of a task's text that look like a time limit and are none that was understood; a day outside of the
    campaign is one that was understood."""
    found: list[str] = []
    for clause in clauses(read_dates(text, within).rest, "，,。；;"):
        for match in _SHAPES.finditer(clause):
            words = match[0].strip("（( ")
            if not _RECURRING.search(clause[: match.start()] + words[:6]) and "□" not in words:
                found.append(words)
    return list(dict.fromkeys(found))


def unread_time(words: str, within: Stretch) -> str:
    """The words of a 完成时限 that name no day, and neither what never ends; empty where they are understood."""
    if not words or deadline_of(words, within) is not None or _LASTING.search(words):
        return ""
    return words


def before(text: str, within: Stretch) -> Iterator[str]:
    """The deadlines of a text that lie before the campaign; a bare year (2019年) tells what was, not what is to be done."""
    for one in read_dates(text, within).found:
        words = text[one.start : one.end]
        if one.day < within.starts_on and _BY_THEN.search(words):
            yield words


def guessed(text: str, within: Stretch) -> Iterator[tuple[str, dt.date]]:
    """The deadlines without a year where the campaign has more than one such day, and the first one, which is taken."""
    for one in read_dates(text, within).found:
        words = text[one.start : one.end]
        a_year_later = one.day.replace(year=one.day.year + 1, day=min(one.day.day, 28))
        if _MONTH_FIRST.match(words) and within.holds(a_year_later):
            yield words, one.day
