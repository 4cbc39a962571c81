"""Deadlines however plans write them, and what is told of those that are not understood."""

from __future__ import annotations

import datetime as dt

import pytest

from xianfeng_gui.rules.plan_reading.dates import Stretch, deadline_of, deadlines
from xianfeng_gui.rules.plan_reading.unread_dates import before, guessed, unread, unread_time

DAY = dt.date
WINTER = Stretch(DAY(2021, 11, 15), DAY(2022, 6, 30), DAY(2021, 11, 1), 2021)
ONE_YEAR = Stretch(DAY(2021, 1, 1), DAY(2021, 12, 31), None, 2021)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二二年二月底前完成", DAY(2022, 2, 28)),
        ("二零二一年十二月二十五日前", DAY(2021, 12, 25)),
        ("二月底前", DAY(2022, 2, 28)),
        ("2021.12.20前完成", DAY(2021, 12, 20)),
        ("2021-12-25前完成", DAY(2021, 12, 25)),
        ("2022/3/5前完成", DAY(2022, 3, 5)),
        ("2022.3前完成", DAY(2022, 3, 31)),
        ("今年底前完成", DAY(2021, 12, 31)),
        ("明年3月底前完成", DAY(2022, 3, 31)),
        ("自本方案印发之日起30日内完成", DAY(2021, 12, 1)),
        ("印发后三个月内完成", DAY(2022, 2, 1)),
        ("2022年3月中旬前", DAY(2022, 3, 20)),
        ("2022年年中前", DAY(2022, 6, 30)),
        ("2022年3月至5月", DAY(2022, 5, 31)),
        ("2021年12月至次年3月", DAY(2022, 3, 31)),
        ("2022年3月5日至10日", DAY(2022, 3, 10)),
        ("2022年1-3月", DAY(2022, 3, 31)),
        ("2022年元月底前", DAY(2022, 1, 31)),
        ("3月完成排查", DAY(2022, 3, 31)),
    ],
)
def test_dates_however_they_are_written(text: str, day: dt.date) -> None:
    [found] = deadlines(f"检查，{text}", WINTER)
    assert found.day == day
    assert found.start == 3 and unread(text, WINTER) == []


def test_a_year_that_goes_without_saying() -> None:
    assert [one.day for one in deadlines("年底前完成，上半年完成一半", ONE_YEAR)] == [
        DAY(2021, 12, 31),
        DAY(2021, 6, 30),
    ]
    assert deadlines("年底前完成", WINTER) == [], "which of two years is meant?"
    assert deadlines("每年底前、每年上半年完成", ONE_YEAR) == []


def test_days_of_a_time_cell() -> None:
    assert deadline_of("3月5日", WINTER) == DAY(2022, 3, 5)
    assert deadline_of("2022.3-2022.5", WINTER) == DAY(2022, 5, 31)
    assert deadline_of("长期坚持", WINTER) is None and unread_time("长期坚持", WINTER) == ""
    assert unread_time("尽快", WINTER) == "尽快"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022年2月29日前完成", ["2022年2月29日前"]),
        ("2022年13月前完成", ["2022年13月前"]),
        ("2022年6月35日前完成", ["2022年6月35日前"]),
        ("2022年春节前完成", ["2022年春节前"]),
        ("汛期前完成", ["汛期前"]),
        ("年底前完成", ["年底前"]),
        ("9月底前完成", ["9月底前"]),
        ("在15个工作日内办结", ["15个工作日内"]),
        ("自公示之日起7日内", ["自公示之日起7日内"]),
        ("次年3月底前", ["次年3月底前"]),
        ("每月底前报送", []),
        ("发现隐患后3日内整改", []),
        ("自2021年起实行《办法》（2019年版）", []),
        ("2022年建成2条路，每季度至少1次", []),
    ],
)
def test_dates_that_are_not_understood_are_told(text: str, told: list[str]) -> None:
    assert unread(text, WINTER) == told


def test_a_month_that_comes_more_than_once_is_told() -> None:
    years = Stretch(DAY(2020, 6, 1), DAY(2022, 12, 31))
    assert list(guessed("11月底前查，2021年3月底前改", years)) == [("11月底前", DAY(2020, 11, 30))]
    assert list(guessed("12月底前", WINTER)) == []


def test_a_deadline_before_the_campaign_is_told() -> None:
    assert list(before("2021年6月底前建成，对2019年的事故", WINTER)) == ["2021年6月底前"]
