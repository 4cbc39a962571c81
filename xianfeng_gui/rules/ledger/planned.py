"""What cells of a plan of inspections say: whether a month is planned, which months, and of which year the plan is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from db.errors import UserError
from xianfeng_gui.rules.ledger.spelling import NOTHING, month, plain, small_number

MONTHS = tuple(f"{number:02}" for number in range(1, 13))
"""January to December of any year."""
_NO = frozenset(
    {"0", "×", "✕", "✗", "x", "否", "不", "不查", "不检查", "未安排", "不安排", "计划外", "计划外检查"}
)
_UNPLANNED = ("+", "＋")
"""An inspection that was not planned, as the program's own list shows it."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*年|(?=[-./]\d{1,2}(?!\d))|$)")
_BETWEEN = re.compile(r"[、,，;；\s]+|(?<=月)和")
_OF_THE_YEAR = re.compile(r"(1[0-2]|0?[1-9])月?份?")
_CHINESE = re.compile(r"([一二三四五六七八九十]{1,2})月份?")
_DAY = re.compile(r"(20\d\d)[-./年](1[0-2]|0?[1-9])[-./月]\d{1,2}[日号]?")
_DAY_OF_THE_YEAR = re.compile(r"(1[0-2]|0?[1-9])月\d{1,2}[日号]?")
_EVERY = frozenset({"每月", "逐月", "各月"})


def is_planned(words: str) -> bool:
    """Whether a month's cell plans an inspection: any sign, day, number or name; not 否, 0, × nor the sign of an inspection
    beside the plan."""
    text = plain(words)
    return not (text.lower() in NOTHING or text.lower() in _NO or text.startswith(_UNPLANNED))


def months(words: str, year: int) -> tuple[str, ...]:
    """The months ("YYYY-MM") that a cell names, in order; ``year``: of those that name none. UserError for what is no month."""
    text = plain(words)
    if text.lower() in NOTHING:
        return ()
    if text in _EVERY:
        return tuple(f"{year}-{one}" for one in MONTHS)
    return tuple(sorted({_month(part, year, words) for part in _BETWEEN.split(text) if part}))


def _month(part: str, year: int, words: str) -> str:
    if match := _CHINESE.fullmatch(part):
        number = small_number(match[1])
        if number <= len(MONTHS):
            return f"{year}-{number:02}"
    if match := _OF_THE_YEAR.fullmatch(part) or _DAY_OF_THE_YEAR.fullmatch(part):
        return f"{year}-{int(match[1]):02}"
    if match := _DAY.fullmatch(part):
        return f"{match[1]}-{int(match[2]):02}"
    try:
        found = month(part)
    except UserError as error:
        raise UserError(f"“{words[:30]}”没有写明是哪几个月，请写成3月、9月") from error
    assert found is not None
    return found


def year_of(texts: Iterable[str]) -> int | None:
    """The year that the first of these texts with one names; none when none does."""
    for text in texts:
        if match := _YEAR.search(plain(text)):
            return int(match[1])
    return None
