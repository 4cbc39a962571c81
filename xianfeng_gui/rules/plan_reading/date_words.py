"""Dates as plans word them, in the one form that ``dates`` reads: 二〇二二年二月, 2021.12.20, 今年底, 2024年3月至10月."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from xianfeng_gui.rules.plan_reading.outline import chinese_number

_DIGITS = {char: str(digit) for digit, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
}
TO = "(?:至|到|—+|－+|-+|~|～)"
"""Between the beginning and the end of a stretch of time."""
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_CHINESE_YEAR = re.compile(f"二[〇○零ＯO][{''.join(_DIGITS)}]{{2}}(?=年)")
_CHINESE_MONTH = re.compile(
    "(?<![第每个零〇○一二三四五六七八九十])(?P<month>十[一二]?|[元一二三四五六七八九])月"
    "(?:(?P<day>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?(?![之以]?内)"
)
_POINTS = re.compile(
    rf"(?<![\d.．/／])(?P<year>20\d\d)(?P<mark>[.．/／－-])(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})[日号]?(?![\d.．/／])"
)
_POINT = re.compile(
    rf"(?<![\d.．/／])(?P<year>20\d\d)[.．/／－-](?P<month>{_MONTH})(?:月|(?=[底末]|以?[前内]|之前|\s*$|\s*{TO}|[）)，,。；;、]))"
)
_THIS_YEAR = re.compile(
    r"(?P<which>今|本|明)年度?(?=年?[底末内]|年中|\d{1,2}月|[一二三四五六七八九十]{1,2}月|[上下]半年|第?[一二三四1-4]季度)"
)
_SOME_YEAR = re.compile(
    r"(?<![\d年月日每今本明去当次翌后近])(?:全年)?(?:年(?=[底末](?:以?[前内]|之前|完成)|年?内完成)"
    r"|(?<!每个)(?<!每)(?<!各)(?P<part>[上下]半年|第?[一二三四1-4]季度)(?=以?[前内]|之前|[底末]|完成|全面完成|全部完成))"
)
_TO_MONTH = re.compile(
    rf"(?:自|从)?(?P<year>20\d\d)年(?P<month>{_MONTH})(?:月(?:份|{_DAY}[日号])?)?(?:起|开始)?{TO}(?P<other>[次翌来同当]年)?(?P<until>{_MONTH})月"
)
_TO_DAY = re.compile(rf"(?P<month>(?:20\d\d年)?{_MONTH}月){_DAY}[日号]?{TO}(?={_DAY}[日号])")


@dataclass(frozen=True)
class Written:
    """A text with its dates written out; ``places``: for each character, and the end, its place in the text before."""

    text: str
    places: tuple[int, ...]

    def replaced(self, pattern: re.Pattern[str], made: Callable[[re.Match[str]], str]) -> Written:
        """With what ``made`` gives for each match."""
        if not pattern.search(self.text):
            return self
        text, places, done = "", list[int](), 0
        for match in pattern.finditer(self.text):
            new = made(match)
            text += self.text[done : match.start()] + new
            places += [*self.places[done : match.start()], *[self.places[match.start()]] * len(new)]
            done = match.end()
        return Written(text + self.text[done:], (*places, *self.places[done:]))


def written_out(text: str, this_year: int | None = None, only_year: int | None = None) -> Written:
    """Chinese numerals and points as 2021年12月20日. ``this_year`` is what 今年 means, ``only_year`` that of a 年底 or 上半年
    without any, where only one can be meant."""
    plain = Written(text, tuple(range(len(text) + 1)))
    plain = plain.replaced(_CHINESE_YEAR, lambda match: "".join(_DIGITS.get(char, char) for char in match[0]))
    plain = plain.replaced(_CHINESE_MONTH, _in_figures)
    plain = plain.replaced(
        _POINTS, lambda match: f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
    )
    plain = plain.replaced(_POINT, lambda match: f"{match['year']}年{int(match['month'])}月")
    if this_year:
        plain = plain.replaced(_THIS_YEAR, lambda match: f"{this_year + (match['which'] == '明')}年")
    if only_year:
        plain = plain.replaced(_SOME_YEAR, lambda match: f"{only_year}年{match['part'] or ''}")
    return plain


def without_beginnings(plain: Written) -> Written:
    """Of 2024年3月至10月 and 2024年6月5日至10日 only until when: 2024年10月, 2024年6月10日."""
    plain = plain.replaced(_TO_DAY, lambda match: match["month"])
    return plain.replaced(_TO_MONTH, lambda match: f"{_year_until(match)}年{match['until']}月")


def _year_until(match: re.Match[str]) -> int:
    """The year after for 次年 and for 2024年11月至3月."""
    named = (match["other"] or "")[:1]
    is_next = named in "次翌来" if named else int(match["until"]) < int(match["month"])
    return int(match["year"]) + is_next


def _in_figures(match: re.Match[str]) -> str:
    day = f"{chinese_number(match['day'])}日" if match["day"] else ""
    return f"{chinese_number(match['month']) or 1}月{day}"  # 元月 is January
