"""Write ``resources/law/holidays.toml`` from the package chinesecalendar: ``python -m tools.build_holidays``.

Run it when a new version of the package holds the State Council's notice for a further year, after adding
that notice's number to ``NOTICES``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path

from chinese_calendar import Holiday, constants

TARGET = Path(__file__).resolve().parent.parent / "resources" / "law" / "holidays.toml"

NOTICES = {
    2020: "国办发明电〔2019〕16号；春节假期延长：国办发明电〔2020〕1号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}

_NAMES = {
    Holiday.new_years_day: "元旦",
    Holiday.spring_festival: "春节",
    Holiday.tomb_sweeping_day: "清明节",
    Holiday.labour_day: "劳动节",
    Holiday.dragon_boat_festival: "端午节",
    Holiday.mid_autumn_festival: "中秋节",
    Holiday.national_day: "国庆节",
}
_CHINESE = {holiday.value: name for holiday, name in _NAMES.items()}

_HEAD = """\
# 全国放假及调休安排。每年国务院办公厅印发通知后增加一个年份（年份须连续），单位可在程序中导入新文件。
# 假日跨年的，各日归入其所在年份。由 tools/build_holidays.py 根据 chinesecalendar 软件包生成。
source = "国务院办公厅关于各年度部分节假日安排的通知（文号见各年）"
"""


def holidays_toml() -> str:
    """The file's text for every year in ``NOTICES``."""
    return _HEAD + "".join(_year(year) for year in NOTICES)


def _year(year: int) -> str:
    """One year's table."""
    off = sorted(day for day in constants.holidays if day.year == year)
    worked = sorted(day for day in constants.workdays if day.year == year)
    if not off:
        raise SystemExit(f"chinesecalendar has no holidays for {year}")
    runs = groupby(off, key=lambda day: _CHINESE[constants.holidays[day]])
    lines = "".join(f'    {{ name = "{name}", days = [{_days(days)}] }},\n' for name, days in runs)
    title = f"国务院办公厅关于{year}年部分节假日安排的通知（{NOTICES[year]}）"
    return f'\n[year.{year}]\nsource = "{title}"\nworkdays = [{_days(worked)}]\nholidays = [\n{lines}]\n'


def _days(days: Iterable[date]) -> str:
    return ", ".join(f'"{day}"' for day in days)


if __name__ == "__main__":
    TARGET.write_text(holidays_toml(), encoding="utf-8", newline="\n")
    print(f"wrote {TARGET.name}: {min(NOTICES)}-{max(NOTICES)}")
