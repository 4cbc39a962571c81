"""Terms in place of days: understood where they can mean one thing only."""

from __future__ import annotations

import datetime as dt

import pytest

from xianfeng_gui.rules.ledger import counted
from xianfeng_gui.rules.workdays import WorkCalendar
from xianfeng_gui.work import law


@pytest.fixture
def calendar(township: object) -> WorkCalendar:
    return law.work_calendar()


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("立即整改", 0, "days"),
        ("当场整改完毕", 0, "days"),
        ("已立即整改到位", 0, "days"),
        ("立行立改", 0, "days"),
        ("15日内", 15, "days"),
        ("１５ 日内", 15, "days"),
        ("3天", 3, "days"),
        ("三天内完成整改", 3, "days"),
        ("限期7日", 7, "days"),
        ("限3日内整改", 3, "days"),
        ("自发现之日起十五日内", 15, "days"),
        ("10个工作日", 10, "working_days"),
        ("五个工作日内", 5, "working_days"),
        ("一周内", 7, "days"),
        ("两周", 14, "days"),
        ("半个月", 15, "days"),
        ("一个月内", 1, "months"),
        ("3个月", 3, "months"),
    ],
)
def test_terms(words: str, number: int, unit: str) -> None:
    found = counted.read(words)
    assert found is not None and (found.number, found.unit) == (number, unit)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "15日",
            "6月",
            "1月内",
            "6月30日",
            "2021年6月",
            "6月底前",
            "收到通知后5日内",
            "自通知送达之日起15日内",
        ),
        *("", "0天", "半天", "999天", "不详", "长期", "整改", "立即上报", "3", "节前"),
    ],
)
def test_what_may_be_a_date_or_needs_another_day_is_left(words: str) -> None:
    assert counted.read(words) is None


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("3天", dt.date(2021, 6, 13)),
        ("2个工作日", dt.date(2021, 6, 15)),  # 12 to 14 June 2021 were off
        ("一个月内", dt.date(2021, 7, 10)),
    ],
)
def test_they_are_counted_from_the_finding(words: str, ends: dt.date, calendar: WorkCalendar) -> None:
    term = counted.read(words)
    assert term is not None
    assert counted.term_after(term, dt.date(2021, 6, 10), calendar).due == ends
