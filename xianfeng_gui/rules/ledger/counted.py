"""Days that a ledger names by a term from the finding: 立即整改, 15日内, 10个工作日, 半个月, 一个月内.

Only what can mean nothing else: 15日 alone may be the 15th, and a term from the notice (收到通知后5日内) needs a day that the
ledger does not tell. Whoever knows the day of finding makes a day of it.
"""

from __future__ import annotations

import datetime as dt
import re

from xianfeng_gui.rules.ledger.fields import Counted
from xianfeng_gui.rules.ledger.spelling import plain, small_number
from xianfeng_gui.rules.workdays import Term, WorkCalendar

_DOING = r"(?:完成)?(?:整改|改正|消除|处理|治理|清理)?(?:完成|完毕|到位)?"
_AT_ONCE = re.compile(
    rf"已?(?:要求|责令)?(?:立即|立刻|马上|即时|即刻|当即|当场|现场|当日|当天)(?:内|前)?{_DOING}"
    "|立行立改|立查立改|即查即改|即知即改|边查边改"
)
_TERM = re.compile(
    r"(?P<limit>限期?|责令限期|要求)?(?:(?:自|从)(?:发现|检查|排查|即日)(?:之日|当日|当天)?起)?(?:在|于)?"
    r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3}|两|半)个?(?P<unit>工作日|自然日|日历天|日|天|周|星期|礼拜|月)"
    rf"(?P<within>之内|以内|内)?{_DOING}"
)
_UNITS = {"工作日": ("working_days", 1), "周": ("days", 7), "星期": ("days", 7), "礼拜": ("days", 7)}
_HALF_MONTH = 15
_LONGEST = 366


def read(words: str) -> Counted | None:
    """What a term says; none for what is no term, or may mean a date."""
    text = "".join(plain(words).split())
    if _AT_ONCE.fullmatch(text):
        return Counted(text, 0, "days")
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    unit, written = match["unit"], match["number"]
    if unit == "日" and not (match["within"] or match["limit"]):  # the 15th, or fifteen days
        return None
    if unit == "月" and "个" not in match[0] and written != "半":  # in January, or within a month
        return None
    if written == "半":
        return Counted(text, _HALF_MONTH, "days") if unit == "月" else None
    number = int(written) if written.isdigit() else 2 if written == "两" else small_number(written)
    how, times = ("months", 1) if unit == "月" else _UNITS.get(unit, ("days", 1))
    return Counted(text, number * times, how) if 0 < number * times <= _LONGEST else None


def term_after(counted: Counted, found_on: dt.date, calendar: WorkCalendar) -> Term:
    """The term that such words mean, from the finding on. UserError when it lies beyond what a calendar can hold.

    ``counted``: not the day of finding itself, which is no term.
    """
    match counted.unit:
        case "working_days":
            return calendar.add_working_days(found_on, counted.number)
        case "months":
            return calendar.add_months(found_on, counted.number)
        case _:
            return calendar.add_days(found_on, counted.number)
