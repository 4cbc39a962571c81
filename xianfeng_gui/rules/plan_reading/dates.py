"""Deadlines and stretches of time as plans write them: 2021年底前, 2020年6月至2021年, 2022年12月."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from xianfeng_gui.rules.plan_reading.date_words import TO, without_beginnings, written_out
from xianfeng_gui.rules.plan_reading.outline import number_of

FEASTS = (
    '[“"]?(?:春节|春运|元旦|元宵|清明|五一|端午|中秋|国庆|十一(?!月)|重阳|双节|两节|主?汛期|入?汛|雨季|入冬|入夏|开学|放假|[寒暑][假期]|[中高]考|两会)'
    '[”"]?(?:节|假期?)?(?:来临|到来)?(?:之|以)?前'
)
"""Before a feast or season: which day that is, no plan says."""
_YEAR = r"(?P<year>20\d\d)年"
_DAY_OF_MONTH = r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<third>[上中下])旬|(?!\d{1,2}[日号]))"
_DAY = re.compile(
    _YEAR
    + rf"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?{_DAY_OF_MONTH}"
    + r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|年?(?P<middle>中)(?=[前，,]|[之以]前|完成)"
    + rf"|(?!\d{{1,2}}月|{FEASTS}))"
    + r"(?P<end>年?[底末])?(?P<before>以?[前内]|之前)?"
)
_MONTH_ALONE = re.compile(
    rf"(?<![\d年每])(?P<month>1[0-2]|0?[1-9])月(?:份)?{_DAY_OF_MONTH}"
    r"(?:[底末](?:以?[前内]|之前)?|以?[前内]|之前|(?=(?:全面|全部|基本)?(?:完成|整改到位|建成)))"
)
"""Only what ends with 底 or 前, or stands before 完成, is a deadline."""
_MONTH_ONLY = re.compile(rf"(?<![\d年每])(?P<month>1[0-2]|0?[1-9])月(?:份)?{_DAY_OF_MONTH}(?:[底末])?")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])月")
_NUMBER = "(?P<number>\\d{1,3}|[一二两三四五六七八九十]{1,3})"
_FROM_ISSUE = re.compile(
    "(?:自|从)?(?:(?:本|该)?(?:方案|通知|文件|意见|办法|计划))?(?:印发|下发|发布|公布|发文)(?:之日起?|后|起)的?"
    f"{_NUMBER}(?P<unit>日|天|个月)(?:之|以)?内"
)
"""自本方案印发之日起30日内: calendar days, the day of issue not counted (Civil Code, articles 200 and 201)."""
_RANGE_FIRST = re.compile(rf"20\d\d年?{TO}(?=20\d\d年)")
_NOT_MEANT = re.compile(
    r"《[^《》]{0,120}》|[（(]\d{4}年?(?:版|本|修订|修正)[）)]|[（(]20\d\d[－\-—~～至]20\d\d年?[）)]"
)
_NOT_A_DEADLINE = ("起", "以来", "以后", "印发", "版", "度以来", "版本", "开始")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, None)}
"""First and last day of ten days of a month; those of 下旬 end with it."""
_TO = re.compile(TO)
_HIDDEN = "□"
_MAY_BE_ONE = re.compile(r"[\d年季月日天]")
"""Stands in every text that names a date; most sentences name none."""


@dataclass(frozen=True)
class Stretch:
    """First and last day of the campaign, both included; a date outside is no deadline of this plan.

    ``issued_on``: the day of the document; ``written_in``: the year that it calls 今年.
    """

    starts_on: dt.date
    ends_on: dt.date
    issued_on: dt.date | None = None
    written_in: int | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies inside."""
        return self.starts_on <= day <= self.ends_on

    @property
    def only_year(self) -> int | None:
        """The year of a campaign that lies in one."""
        return self.starts_on.year if self.starts_on.year == self.ends_on.year else None


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: where it begins and ends, and the last day that it means."""

    start: int
    end: int
    day: dt.date


@dataclass(frozen=True)
class ReadDates:
    """The deadlines of a text in order, and the text with its dates written out and □ for what was understood."""

    found: list[FoundDate]
    rest: str


def deadlines(text: str, within: Stretch | None = None) -> list[FoundDate]:
    """The deadlines a text names, in order. Titles of documents and what begins at a date are left out.

    A bare year means its last day; of 2021至2022年 the last year counts. ``within``: the campaign; with it 11月底前 means
    the first such day in it, 今年 the year of the document.
    """
    return read_dates(text, within).found


def deadline_of(words: str, within: Stretch) -> dt.date | None:
    """The last day that the words of a 完成时限 mean, where also 9月30日 alone is one; none where they name no day."""
    read = read_dates(words, within)
    days = [one.day for one in read.found] or [
        one.day for one in _without_year(_MONTH_ONLY, read.rest, within)
    ]
    return days[-1] if days else None


def read_dates(text: str, within: Stretch | None = None) -> ReadDates:
    """As ``deadlines``, and what is left of the text."""
    if not _MAY_BE_ONE.search(text):
        return ReadDates([], text)
    plain = written_out(text, within.written_in, within.only_year) if within else written_out(text)
    plain = without_beginnings(plain.replaced(_NOT_MEANT, _hidden).replaced(_RANGE_FIRST, _hidden))
    found, rest = [], plain.text
    for match in _DAY.finditer(plain.text):
        is_other = plain.text.startswith(_NOT_A_DEADLINE, match.end()) and not (
            match["end"] or match["before"]
        )
        is_other = is_other or plain.text[: match.start()].endswith(("自", "从"))
        last = _last_day(match)
        if last and not is_other:
            found.append(FoundDate(match.start(), match.end(), last))
        if last or is_other:
            rest = _covered(rest, match.start(), match.end())
    if within is not None:
        more = [*_from_issue(rest, within), *_without_year(_MONTH_ALONE, rest, within)]
        for one in more:
            rest = _covered(rest, one.start, one.end)
        found += more
    there = [FoundDate(plain.places[one.start], plain.places[one.end], one.day) for one in found]
    return ReadDates(sorted(there, key=lambda one: one.start), rest)


def _hidden(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


def _covered(text: str, start: int, end: int) -> str:
    return text[:start] + _HIDDEN * (end - start) + text[end:]


def _from_issue(text: str, within: Stretch) -> Iterator[FoundDate]:
    if within.issued_on is None:
        return
    for match in _FROM_ISSUE.finditer(text):
        number = number_of(match["number"].replace("两", "二"))
        yield FoundDate(match.start(), match.end(), _later(within.issued_on, number, match["unit"]))


def _later(day: dt.date, number: int, unit: str) -> dt.date:
    """So many days or months later; the last of a month that has no such day."""
    if unit != "个月":
        return day + dt.timedelta(number)
    years, month = divmod(day.month - 1 + number, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


def _without_year(pattern: re.Pattern[str], text: str, within: Stretch) -> Iterator[FoundDate]:
    for match in pattern.finditer(text):
        for year in range(within.starts_on.year, within.ends_on.year + 1):
            meant = _in_month(year, match)
            if meant is not None and within.holds(meant):
                yield FoundDate(match.start(), match.end(), meant)
                break


def stretch(text: str, year: int | None = None) -> tuple[dt.date | None, dt.date] | None:
    """First and last day of 2020年6月至2021年, 2020年6月, 2022年 or 即日起至2022年12月 (no first day); none when
    the text holds no year. With ``year`` a text without one, such as 4月26日至5月5日, means that year."""
    text = written_out(text, year).text
    if not re.search(r"20\d\d", text):
        if year is None or not _MONTH.search(text):
            return None
        text = _MONTH.sub(rf"{year}年\g<0>", text, count=1)
    text = _with_months(text)
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


def _with_months(text: str) -> str:
    """2020年6-12月 as 2020年6月-12月, 2020年12月至次年3月 as 2020年12月至2021年3月."""
    text = re.sub(rf"(20\d\d年)(1[0-2]|0?[1-9])(\s*{TO}\s*(?:1[0-2]|0?[1-9])月)", r"\1\2月\3", text)
    return re.sub(
        r"(20\d\d)(年[^年]*?)[次翌来]年", lambda match: f"{match[1]}{match[2]}{int(match[1]) + 1}年", text
    )


def _first_day(match: re.Match[str]) -> dt.date | None:
    """The first day of what is named."""
    year = int(match["year"])
    if match["month"]:
        first, _ = _THIRDS.get(match["third"], (1, None))
        return _made(year, int(match["month"]), int(match["day"] or first))
    if match["quarter"]:
        return dt.date(year, _QUARTERS[match["quarter"]] * 3 - 2, 1)
    return dt.date(year, 7 if match["half"] == "下" else 1, 1)


def _last_day(match: re.Match[str]) -> dt.date | None:
    """The last day of what is named; none where there is no such day."""
    year = int(match["year"])
    if match["month"]:
        return _in_month(year, match)
    if match["quarter"]:
        month = _QUARTERS[match["quarter"]] * 3
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 6, 30) if match["half"] == "上" or match["middle"] else dt.date(year, 12, 31)


def _in_month(year: int, match: re.Match[str]) -> dt.date | None:
    """The day of a month, else the last one of its ten days (上旬, 中旬) or of itself."""
    month = int(match["month"])
    _, last = _THIRDS.get(match["third"], (1, None))
    day = match["day"] or last or calendar.monthrange(year, month)[1]
    return _made(year, month, int(day))


def _made(year: int, month: int, day: int) -> dt.date | None:
    """None for a day that does not exist, such as 2021年2月30日."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
