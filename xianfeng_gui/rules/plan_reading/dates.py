"""Deadlines and stretches of time as plans write them: 2021年底前, 2020年6月至2021年, 2022年12月."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR = r"(?P<year>20\d\d)年"
_DAY = re.compile(
    _YEAR
    + r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?"
    + r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)?"
    + r"(?P<end>年?[底末])?(?P<before>以?[前内]|之前)?"
)
_MONTH_ALONE = re.compile(
    r"(?<![\d年每])(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?(?:[底末](?:以?[前内]|之前)?|以?[前内]|之前)"
)
"""Only what ends with 底 or 前 is a deadline."""
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])月")
_RANGE_FIRST = re.compile(r"20\d\d年?(?:至|到|—+|－|-|~|～)(?=20\d\d年)")
_NOT_MEANT = re.compile(
    r"《[^《》]{0,120}》|[（(]\d{4}年?(?:版|本|修订|修正)[）)]|[（(]20\d\d[－\-—~～至]20\d\d年?[）)]"
)
_NOT_A_DEADLINE = ("起", "以来", "以后", "印发", "版", "度以来", "版本")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TO = re.compile(r"至|到|—+|－+|-+|~|～")


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: where it begins and ends, and the last day that it means."""

    start: int
    end: int
    day: dt.date


def deadlines(text: str, within: tuple[dt.date, dt.date] | None = None) -> list[FoundDate]:
    """The deadlines a text names, in order. Titles of documents and what begins at a date are left out.

    A bare year means its last day; of 2021至2022年 the last year counts. ``within``: first and last day of the campaign;
    with it 11月底前 means the first such day in it.
    """
    plain = _NOT_MEANT.sub(lambda match: "□" * len(match[0]), text)
    plain = _RANGE_FIRST.sub(lambda match: "□" * len(match[0]), plain)
    found = []
    for match in _DAY.finditer(plain):
        is_other = plain.startswith(_NOT_A_DEADLINE, match.end()) and not (match["end"] or match["before"])
        if is_other or plain[: match.start()].endswith(("自", "从")):
            continue
        last = _last_day(match)
        if last:
            found.append(FoundDate(match.start(), match.end(), last))
    if within is not None:
        found += _without_year(_DAY.sub(lambda match: "□" * len(match[0]), plain), *within)
    return sorted(found, key=lambda one: one.start)


def _without_year(text: str, first: dt.date, last: dt.date) -> Iterator[FoundDate]:
    for match in _MONTH_ALONE.finditer(text):
        month, day = int(match["month"]), match["day"]
        for year in range(first.year, last.year + 1):
            meant = _made(year, month, int(day or calendar.monthrange(year, month)[1]))
            if meant is not None and first <= meant <= last:
                yield FoundDate(match.start(), match.end(), meant)
                break


def stretch(text: str, year: int | None = None) -> tuple[dt.date | None, dt.date] | None:
    """First and last day of 2020年6月至2021年, 2020年6月, 2022年 or 即日起至2022年12月 (no first day); none when
    the text holds no year. With ``year`` a text without one, such as 4月26日至5月5日, means that year."""
    if not re.search(r"20\d\d", text):
        if year is None or not _MONTH.search(text):
            return None
        text = _MONTH.sub(rf"{year}年\g<0>", text, count=1)
    text = _written_out(text)
    parts = _TO.split(text, maxsplit=1)
    if len(parts) == 1:
        match = _DAY.search(text)
        if not match or not (last := _last_day(match)):
            return None
        return (None if match["before"] or match["end"] else _first_day(match)), last
    start = _DAY.search(parts[0] if "年" in parts[0] else re.sub(r"(20\d\d)", r"\1年", parts[0]))
    right = parts[1]
    if not re.search(r"20\d\d年", right) and start:
        right = f"{start['year']}年{right.removeprefix('年')}"
    end = _DAY.search(right)
    last = _last_day(end) if end else None
    if not last:
        return None
    first = _first_day(start) if start else None
    return (first if first is None or first <= last else None), last


def _written_out(text: str) -> str:
    """2020.6—2020.12 as 2020年6月—2020年12月, 2020年6-12月 as 2020年6月-12月, 2020年12月至次年3月 as 2020年12月至2021年3月."""
    text = re.sub(r"(20\d\d)[.．](1[0-2]|0?[1-9])(?![\d.．])月?", r"\1年\2月", text)
    text = re.sub(
        r"(20\d\d年)(1[0-2]|0?[1-9])(\s*(?:至|到|—+|－+|-+|~|～)\s*(?:1[0-2]|0?[1-9])月)", r"\1\2月\3", text
    )
    return re.sub(
        r"(20\d\d)(年[^年]*?)[次翌来]年", lambda match: f"{match[1]}{match[2]}{int(match[1]) + 1}年", text
    )


def _first_day(match: re.Match[str]) -> dt.date | None:
    """The first day of what is named."""
    year = int(match["year"])
    if match["month"]:
        return _made(year, int(match["month"]), int(match["day"] or 1))
    if match["quarter"]:
        return dt.date(year, _QUARTERS[match["quarter"]] * 3 - 2, 1)
    return dt.date(year, 7 if match["half"] == "下" else 1, 1)


def _last_day(match: re.Match[str]) -> dt.date | None:
    """The last day of what is named."""
    year = int(match["year"])
    if match["month"]:
        month = int(match["month"])
        return _made(year, month, int(match["day"] or calendar.monthrange(year, month)[1]))
    if match["quarter"]:
        month = _QUARTERS[match["quarter"]] * 3
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 6, 30) if match["half"] == "上" else dt.date(year, 12, 31)


def _made(year: int, month: int, day: int) -> dt.date | None:
    """None for a day that does not exist, such as 2021年2月30日."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
