"""Rules of inspections: times, certificates, plan and coverage, the findings' words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from db.vocabulary import Answer, RiskLevel
from xianfeng_gui.rules.inspections import (
    Certificate,
    PlanState,
    certificate_warnings,
    check_times,
    findings_text,
    fulfilled_month,
    is_key_site,
    parse_time,
    period,
    plan_state,
    spread,
)

DAY = dt.date(2021, 6, 18)
TYPED = {
    "": "", "9:30": "09:30", "09：30": "09:30", "930": "09:30", "0930": "09:30", "9点半": "09:30", "9点": "09:00",
    "14.05": "14:05", "15": "15:00", "9时5分": "09:05", " 23:59 ": "23:59", "0": "00:00",
    "9时半": "09:30", "上午9点": "09:00", "下午3点半": "15:30", "晚上8:15": "20:15", "中午12点": "12:00", "9点整": "09:00",
    "中午1点": "13:00", "下午15:20": "15:20", "凌晨1时": "01:00",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "time"), TYPED.items())
def test_times_are_read_as_clerks_type_them(typed: str, time: str) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize("typed", ["24:00", "9:60", "上午", "9:30:10", "99999", "-1", "2400"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="不是时间"):
        parse_time(typed)


@given(st.times())
def test_every_minute_can_be_typed(time: dt.time) -> None:
    assert parse_time(f"{time:%H:%M}") == parse_time(f"{time:%H%M}") == f"{time:%H:%M}"


@given(st.text(max_size=8))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        assert parse_time(text) in ("", f"{parse_time(text)[:2]}:{parse_time(text)[3:]}")
    except UserError as error:
        assert "不是时间" in str(error)


def test_the_end_comes_after_the_beginning() -> None:
    check_times("09:30", "09:31")
    check_times("", "09:31")
    check_times("09:30", "")
    check_times("22:30", "01:00")
    assert period("22:30", "01:00") == "22:30至次日01:00" and period("09:30", "10:00") == "09:30至10:00"
    for starts_at, ends_at in (("14:30", "03:30"), ("20:00", "19:00"), ("09:00", "08:00")):
        with pytest.raises(UserError, match="结束时间应晚于开始时间"):
            check_times(starts_at, ends_at)
    for end in ("09:30", "08:00"):
        with pytest.raises(UserError) as caught:
            check_times("09:30", end)
        assert caught.value.field == "ends_at"


def certificate(name: str, days: int | None, number: str = "1") -> Certificate:
    return Certificate(name, number, DAY + dt.timedelta(days) if days is not None else None)


def test_two_with_valid_certificates_are_enough() -> None:
    assert certificate_warnings([certificate("甲", 61), certificate("乙", None)], DAY, 60) == []


def test_what_stands_against_enforcement_papers() -> None:
    warnings = certificate_warnings([certificate("甲", -1)], DAY, 60)
    assert warnings == ["检查人员不足2人，不能据此出具执法文书", "甲的执法证已于2021-06-17到期"]
    warnings = certificate_warnings([certificate("甲", None, ""), certificate("乙", 0)], DAY, 60)
    assert warnings == ["甲没有执法证号，不能在执法文书上署名", "乙的执法证2021-06-18到期，请及时换证"]


def test_key_sites() -> None:
    assert is_key_site(RiskLevel.RED, False) and is_key_site(RiskLevel.ORANGE, False)
    assert is_key_site(None, True) and is_key_site(RiskLevel.BLUE, True)
    assert not is_key_site(RiskLevel.YELLOW, False) and not is_key_site(None, False)


@pytest.mark.parametrize(
    ("month", "planned", "inspected", "state"),
    [
        ("2021-05", True, False, PlanState.OVERDUE),
        ("2021-06", True, False, PlanState.PLANNED),
        ("2021-07", True, False, PlanState.PLANNED),
        ("2021-05", True, True, PlanState.DONE),
        ("2021-05", False, True, PlanState.UNPLANNED),
        ("2021-05", False, False, PlanState.NOTHING),
    ],
)
def test_the_state_of_a_month(month: str, planned: bool, inspected: bool, state: PlanState) -> None:
    assert plan_state(month, "2021-06", planned=planned, inspected=inspected) is state


def test_which_plan_an_inspection_fulfils() -> None:
    assert fulfilled_month(["2021-06", "2021-03"], DAY) == "2021-06"
    assert fulfilled_month(["2021-05", "2021-03", "2021-08"], DAY) == "2021-03"
    assert fulfilled_month(["2021-07"], DAY) is None
    assert fulfilled_month([], DAY) is None


@given(st.integers(0, 60), st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True))
def test_sites_are_spread_evenly_and_in_order(count: int, months: list[str]) -> None:
    made = spread(count, months)
    assert len(made) == count
    assert made == sorted(made, key=months.index)
    counts = [made.count(month) for month in months]
    assert max(counts) - min(counts) <= 1


def test_findings_without_a_problem() -> None:
    assert findings_text("", [], []) == "现场检查未发现问题。"
    assert (
        findings_text("甲表", [Answer.YES, Answer.NOT_APPLICABLE, None], [])
        == "对照《甲表》检查2项，符合1项，不涉及1项。现场检查未发现问题。"
    )


def test_findings_number_the_problems() -> None:
    text = findings_text("甲表", [Answer.YES, Answer.NO, Answer.NO], ["通道堵塞", "灭火器过期；"])
    assert (
        text == "对照《甲表》检查3项，符合1项，不符合2项。发现以下2个问题：\n1. 通道堵塞。\n2. 灭火器过期。"
    )
    assert findings_text("", [], ["通道堵塞。"]) == "发现以下问题：\n1. 通道堵塞。"
