"""Dates, numbers and office lists as plans write them."""

from __future__ import annotations

import datetime as dt

import pytest

from xianfeng_gui.rules.plan_reading.dates import deadlines, stretch
from xianfeng_gui.rules.plan_reading.office_names import names
from xianfeng_gui.rules.plan_reading.offices import read, split_off
from xianfeng_gui.rules.plan_reading.outline import (
    Line,
    chinese_number,
    enumerated,
    heading,
    short_title,
    tidy,
)

DAY = dt.date


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021年底前完成", [DAY(2021, 12, 31)]),
        ("2020年底", [DAY(2020, 12, 31)]),
        ("2022年12月", [DAY(2022, 12, 31)]),
        ("2022年2月底前", [DAY(2022, 2, 28)]),
        ("2021年6月30日前", [DAY(2021, 6, 30)]),
        ("2021年上半年", [DAY(2021, 6, 30)]),
        ("2021年第三季度", [DAY(2021, 9, 30)]),
        ("2021至2022年按规划推进", [DAY(2022, 12, 31)]),
        ("2020年底前甲，2022年底前乙", [DAY(2020, 12, 31), DAY(2022, 12, 31)]),
        ("《提升计划（2020－2022年）》落实", []),
        ("《指导目录（2019年本）中淘汰类", []),
        ("自2021年起实行", []),
        ("2021年2月30日", []),
        ("每年开展一次", []),
    ],
)
def test_deadlines(text: str, days: list[dt.date]) -> None:
    assert [found.day for found in deadlines(text)] == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年6月", (DAY(2020, 6, 1), DAY(2020, 6, 30))),
        ("2020年6月至2021年", (DAY(2020, 6, 1), DAY(2021, 12, 31))),
        ("2022年", (DAY(2022, 1, 1), DAY(2022, 12, 31))),
        ("2024年4月至5月", (DAY(2024, 4, 1), DAY(2024, 5, 31))),
        ("2026年1月—12月", (DAY(2026, 1, 1), DAY(2026, 12, 31))),
        ("即日起至2022年12月", (None, DAY(2022, 12, 31))),
        ("2020年6月1日-6月20日", (DAY(2020, 6, 1), DAY(2020, 6, 20))),
        ("2021年9月底前", (None, DAY(2021, 9, 30))),
        ("长期坚持", None),
        ("2020年12月至次年3月", (dt.date(2020, 12, 1), dt.date(2021, 3, 31))),
        ("2020年6-12月", (dt.date(2020, 6, 1), dt.date(2020, 12, 31))),
        ("2020.6—2020.12", (dt.date(2020, 6, 1), dt.date(2020, 12, 31))),
    ],
)
def test_stretches(text: str, expected: tuple[dt.date | None, dt.date] | None) -> None:
    assert stretch(text) == expected


@pytest.mark.parametrize(
    ("text", "level", "number", "title"),
    [
        ("二、主要任务", 1, 2, "主要任务"),
        ("（十）危险废物", 2, 10, "危险废物"),
        ("3．加强培训。全面开展。", 3, 3, "加强培训"),
        ("（2）划线", 4, 2, "划线"),
    ],
)
def test_headings(text: str, level: int, number: int, title: str) -> None:
    found = heading(Line(text, 0))
    assert found and (found.level, found.number, found.title) == (level, number, title)


@pytest.mark.parametrize("text", ["2021年底前", "3.5公里", "一是查", "各村、社区"])
def test_no_headings(text: str) -> None:
    assert heading(Line(text, 0)) is None


def test_enumeration_counts_in_turn() -> None:
    assert enumerated("一是查道路。二是查消防，做到一是一、二是二。三是改。") == [
        "查道路。",
        "查消防，做到一是一、二是二。",
        "改。",
    ]
    assert enumerated("只有一是查。") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("百", 0), ("一百零五", 105), ("甲", 0)],
)
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number


def test_blanks_inside_chinese_go() -> None:
    assert tidy("\u3000镇 应急办 第１ 项 A B ") == "镇应急办第1项A B"


def test_office_lists() -> None:
    assert names("镇财政办和各行业领域主管部门分工负责") == ("镇财政办",)
    assert names("镇民政和社会事务办、镇农业服务中心和镇经济办") == (
        "镇民政和社会事务办",
        "镇农业服务中心",
        "镇经济办",
    )
    assert names("有关部门、各单位") == ()


def test_brackets_that_name_nobody_stay_in_the_text() -> None:
    assert split_off("建立台账（责任、措施、预案三类）")[1].lead == ()
    assert split_off("推行“五长制（街长、路长）”。")[0] == "推行“五长制（街长、路长）”。"


def test_market_towns() -> None:
    parts = read("镇综合执法大队牵头，先锋规资 所、镇 应急办等相关部门按职责分工负责，各有场镇的村、社区负责")
    assert parts.supporting == ("先锋规资所", "镇应急办")
    assert (parts.local_text, parts.local_names) == ("各有场镇的村、社区", ())


def test_an_item_may_begin_with_a_month() -> None:
    found = heading(Line("1.7月底前完成餐饮场所摸排。", 0))
    assert found is not None and (found.level, found.number, found.title) == (3, 1, "7月底前完成餐饮场所摸排")
    assert heading(Line("3.5千瓦以上的设备", 0)) is None


def test_a_long_title_is_not_cut_inside_a_word() -> None:
    whole = "利用声音、图像、温度、湿度等综合手段对纳入改造清单的粮仓实施自动化监测升级改造"
    assert len(whole) < 60 and short_title(f"{whole}，逐步推开。") == whole
    long = f"{whole}、烘干塔防爆改造和渡口护栏更换以及游乐设施年检"
    assert short_title(long) == f"{whole}、烘干塔防爆改造和渡口护栏更换…"
    assert len(short_title("查" * 70)) == 60
