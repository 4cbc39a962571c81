"""Dates as a clerk types and reads them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from db.errors import UserError

_WEEKDAYS = "一二三四五六日"
_EARLIEST, _LATEST = 1900, 2100
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_AHEAD = re.compile(r"\+(\d{1,4})")


def normalize(text: str) -> str:
    """Typed text without blanks, full-width digits and signs made plain."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def parse_date(text: str, today: date) -> date:
    """The date meant by ``text``: 2020-6-3, 2020.6.3, 2020/6/3, 2020年6月3日, 20200603, 6月3日 or 6-3 (in the
    year of ``today``), +10 (ten calendar days after ``today``). Raises UserError for anything else."""
    typed = normalize(text)
    if match := _AHEAD.fullmatch(typed):
        return today + timedelta(days=int(match[1]))
    if match := _FULL.fullmatch(typed) or _COMPACT.fullmatch(typed):
        return _made(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _MONTH_DAY.fullmatch(typed):
        return _made(today.year, int(match[1]), int(match[2]), text)
    raise UserError(
        f"“{text.strip()}”不是日期，请写成2020-6-3、2020年6月3日、20200603、6月3日或+10（10天后）。"
    )


def _made(year: int, month: int, day: int, text: str) -> date:
    """A checked date; ``text`` is what was typed, for the message."""
    try:
        made = date(year, month, day)
    except ValueError as error:
        raise UserError(f"“{text.strip()}”这一天不存在，请核对年、月、日。") from error
    if not _EARLIEST <= made.year <= _LATEST:
        raise UserError(f"年份应在{_EARLIEST}年至{_LATEST}年之间，请核对“{text.strip()}”。")
    return made


def format_date(day: date) -> str:
    """2020年6月3日, as official papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_month_day(day: date) -> str:
    """6月3日."""
    return f"{day.month}月{day.day}日"


def weekday_name(day: date) -> str:
    """周一 to 周日."""
    return "周" + _WEEKDAYS[day.weekday()]
