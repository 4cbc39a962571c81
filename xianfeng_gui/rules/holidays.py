"""Reading the file of holidays and swapped weekends (``resources/law/holidays.toml`` or a newer one)."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from db.errors import UserError
from xianfeng_gui.rules.workdays import WorkCalendar


def parse_holidays(text: str) -> WorkCalendar:
    """The calendar written in ``text``; raises UserError naming the first thing that is wrong.

    One table a year, ``[year.2020]``, with ``source`` (the notice), ``workdays`` (weekend days that
    are worked) and ``holidays`` (a list of ``{name, days}``); all days as
    "2020-10-01". The years run without a gap.
    """
    years = _years(text)
    holidays: dict[date, str] = {}
    workdays: set[date] = set()
    for year, table in years.items():
        for holiday in _list(table, "holidays", year):
            for day in _days(_list(holiday, "days", year), year):
                if day in holidays:
                    raise _wrong(f"{day}重复出现")
                holidays[day] = _name(holiday, year)
        workdays.update(_swapped(table, year))
    if both := sorted(workdays & holidays.keys()):
        raise _wrong(f"{both[0]}既是放假日又是上班日")
    return WorkCalendar(min(years), max(years), holidays, frozenset(workdays))


def _wrong(what: str) -> UserError:
    return UserError(f"放假安排文件有误：{what}，请按国务院办公厅通知改正后重新导入。")


def _years(text: str) -> dict[int, dict[str, Any]]:
    """The tables by year, in order and without a gap."""
    try:
        tables = tomllib.loads(text).get("year")
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"不是有效的TOML文件（{error}）") from error
    if not isinstance(tables, dict) or not tables:
        raise _wrong("没有任何年份")
    if bad := [key for key, table in tables.items() if not _is_year(key) or not isinstance(table, dict)]:
        raise _wrong(f"“{bad[0]}”不是年份")
    years = {int(key): tables[key] for key in sorted(tables)}
    if missing := [year for year in range(min(years), max(years)) if year not in years]:
        raise _wrong(f"缺少{missing[0]}年")
    return years


def _is_year(key: str) -> bool:
    return len(key) == 4 and key.isascii() and key.isdecimal() and key >= "1900"


def _list(table: Any, key: str, year: int) -> list[Any]:
    value = table.get(key) if isinstance(table, dict) else None
    if not isinstance(value, list):
        raise _wrong(f"{year}年缺少列表“{key}”")
    return value


def _name(holiday: dict[str, Any], year: int) -> str:
    name = holiday.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(f"{year}年有一个节日没有名称")
    return name.strip()


def _days(texts: list[Any], year: int) -> list[date]:
    """The listed days, all of ``year``."""
    days = []
    for text in texts:
        try:
            day = date.fromisoformat(text)
        except (TypeError, ValueError) as error:
            raise _wrong(f"{year}年的“{text}”不是2020-10-01这样的日期") from error
        if day.year != year:
            raise _wrong(f"{text}不在{year}年")
        days.append(day)
    return days


def _swapped(table: dict[str, Any], year: int) -> list[date]:
    """The weekend days of ``year`` that are worked."""
    days = _days(_list(table, "workdays", year), year)
    if plain := [day for day in days if day.weekday() < 5]:
        raise _wrong(f"调休上班日{plain[0]}不是周末")
    return days
