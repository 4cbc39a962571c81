"""The day by which a plan wants the month reported is taken from its words and shown."""

from __future__ import annotations

import pytest

from tests.rules.plan_reading import documents
from xianfeng_gui.rules.plan_reading.outline import Line
from xianfeng_gui.rules.plan_reading.reading import read_plan
from xianfeng_gui.rules.plan_reading.reporting import due_in_next_month, reporting_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("各单位每月20日前报送工作情况", [20]),
        ("于每月25日之前将排查整治情况报镇安委办", [25]),
        ("每月二十八号前填报进展", [28]),
        ("每月底前报送", [31]),
        ("每季度末月25日前上报总结", [25]),
        ("每季度最后一个月的20日前将情况报送镇应急办", [20]),
        ("每季度末月25日前报送小结，每月20日前报送台账", [20, 25]),
        ("每月25日前开展一次检查", []),
        ("每月20日前完成巡查。年底报送总结", []),
        ("每月5日前报送上月工作情况", []),
        ("每月召开例会", []),
    ],
)
def test_days(text: str, days: list[int]) -> None:
    assert [found.day for found in reporting_days([Line(text, 0)])] == days


def test_what_is_due_in_the_next_month_is_told_apart() -> None:
    assert due_in_next_month([Line("次月5日前报送情况", 3)])
    assert due_in_next_month([Line("每月5日前报送上月情况", 3)])
    assert due_in_next_month([Line("每月20日前报送本月情况", 3)]) is None


def _with(sentence: str) -> str:
    return documents.NUMBERED.replace(
        "（一）加强领导。镇长任组长。", f"（一）加强领导。镇长任组长。{sentence}"
    )


def test_the_campaign_gets_the_day_and_the_place_is_shown() -> None:
    text = _with("各单位每月20日前报送工作情况。")
    reading = read_plan(text)
    assert reading.plan.campaign.reporting_day == 20
    [doubt] = reading.doubts
    assert doubt.sentence == "“各单位每月20日前报送工作情况”：以每月20日为月度工作情况的报送日"
    assert "每月20日前" in text.splitlines()[doubt.at]


def test_a_quarters_day_and_a_second_one_are_pointed_out() -> None:
    reading = read_plan(_with("每季度末月25日前报送小结。"))
    assert reading.plan.campaign.reporting_day == 25
    assert "按季度报送，程序按月报送，暂以每月25日" in reading.doubts[0].sentence
    both = read_plan(_with("每季度末月25日前报送小结。每月20日前报送台账。"))
    assert both.plan.campaign.reporting_day == 20
    assert "每季度末月25日没有用作报送日" in both.doubts[1].sentence


def test_the_next_months_day_is_not_taken() -> None:
    reading = read_plan(_with("次月5日前报送情况。"))
    assert reading.plan.campaign.reporting_day is None
    assert "没有改报送日" in reading.doubts[0].sentence


def test_a_plan_without_such_a_day_has_none() -> None:
    assert read_plan(documents.NUMBERED).plan.campaign.reporting_day is None


def test_the_sentence_is_not_called_lost() -> None:
    text = documents.NUMBERED.replace("二、重点任务\n", "二、重点任务\n各单位每月20日前报送工作情况。\n")
    assert read_plan(text).left_over == ()
