"""Working days against chinesecalendar and against counting day by day; the file of holidays."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from tests.rules.law import CALENDAR, LAW
from tools.build_holidays import holidays_toml
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.rules.holidays import parse_holidays

covered = st.dates(date(2020, 1, 1), date(2026, 12, 31))
anywhere = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def test_every_covered_day_agrees_with_the_oracle() -> None:
    day = date(2020, 1, 1)
    while day <= date(2026, 12, 31):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_shipped_file_is_what_the_tool_writes() -> None:
    assert (LAW / "holidays.toml").read_text("utf-8") == holidays_toml()


def test_years_covered() -> None:
    assert (CALENDAR.first_year, CALENDAR.last_year) == (2020, 2026)
    assert CALENDAR.covers(date(2020, 1, 1)) and CALENDAR.covers(date(2026, 12, 31))
    assert not CALENDAR.covers(date(2019, 12, 31)) and not CALENDAR.covers(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2020, 10, 1), "国庆节"),
        (date(2020, 10, 3), "国庆节"),
        (date(2020, 10, 10), ""),
        (date(2020, 10, 11), "周日"),
        (date(2020, 10, 17), "周六"),
        (date(2020, 10, 9), ""),
        (date(2027, 10, 1), ""),
    ],
)
def test_reason_off(day: date, reason: str) -> None:
    assert CALENDAR.reason_off(day) == reason


@given(anywhere, st.integers(1, 120))
def test_working_term_is_counted_day_by_day(start: date, n: int) -> None:
    term = CALENDAR.add_working_days(start, n)
    passed = [start + timedelta(days=k) for k in range(1, (term.due - start).days + 1)]
    worked = [day for day in passed if CALENDAR.is_workday(day)]
    assert len(worked) == n and worked[-1] == term.due
    assert [day for day, _ in term.skipped] == [day for day in passed if day not in worked]
    assert all(reason for _, reason in term.skipped)
    assert bool(term.note) == any(not CALENDAR.covers(day) for day in passed)
    assert CALENDAR.working_days_between(start, term.due) == n
    assert CALENDAR.working_days_between(term.due, start) == -n


@given(anywhere, st.integers(1, 400), st.booleans())
def test_calendar_term(start: date, n: int, roll: bool) -> None:
    term = CALENDAR.add_days(start, n, roll=roll)
    plain = start + timedelta(days=n)
    assert term.due >= plain and (term.due - plain).days == len(term.skipped)
    if roll:
        assert CALENDAR.is_workday(term.due)
        assert not any(CALENDAR.is_workday(day) for day, _ in term.skipped)
    else:
        assert term.due == plain and not term.note


@given(covered, covered)
def test_between_agrees_with_the_oracle(start: date, end: date) -> None:
    first, last = sorted((start, end))
    days = chinese_calendar.get_workdays(first, last)
    assert CALENDAR.working_days_between(first, last) == len([day for day in days if day > first])


@pytest.mark.parametrize("n", [0, -1, 2001])
def test_senseless_counts_are_refused(n: int) -> None:
    with pytest.raises(UserError, match="天数"):
        CALENDAR.add_working_days(date(2020, 6, 1), n)
    with pytest.raises(UserError, match="天数"):
        CALENDAR.add_days(date(2020, 6, 1), n)


def test_explanation_names_what_was_skipped() -> None:
    term = CALENDAR.add_working_days(date(2020, 9, 28), 10)
    assert term.due == date(2020, 10, 19)
    assert explain(term) == (
        "自2020年9月28日起第10个工作日；跳过：国庆节10月1日至8日、周末10月11日、周末10月17日至18日"
    )


def test_explanation_of_a_plain_and_a_rolled_term() -> None:
    assert explain(CALENDAR.add_days(date(2020, 6, 1), 10)) == "自2020年6月1日起第10日"
    rolled = CALENDAR.add_days(date(2020, 9, 25), 10, roll=True)
    assert explain(rolled) == "自2020年9月25日起第10日；届满日遇国庆节10月5日至8日，顺延至2020年10月9日"


def test_explanation_beyond_the_last_notice_says_so() -> None:
    term = CALENDAR.add_working_days(date(2026, 12, 28), 30)
    assert explain(term).endswith("跳过：周末共12天（2027年起未收录放假安排，仅扣除周末）")


def test_explanation_across_new_year_names_the_year() -> None:
    text = explain(CALENDAR.add_working_days(date(2020, 12, 30), 3))
    assert "元旦2021年1月1日至3日" in text


def year(number: int, workdays: str = "[]", holidays: str = "[]") -> str:
    return f"[year.{number}]\nsource = '通知'\nworkdays = {workdays}\nholidays = {holidays}\n"


def test_an_office_may_bring_a_newer_file() -> None:
    text = (LAW / "holidays.toml").read_text("utf-8") + year(
        2027, '["2027-10-09"]', '[{name = "国庆节", days = ["2027-10-01"]}]'
    )
    newer = parse_holidays(text)
    assert newer.last_year == 2027 and newer.reason_off(date(2027, 10, 1)) == "国庆节"
    assert newer.is_workday(date(2027, 10, 9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[year.2020", "不是有效的TOML"),
        ("source = 'x'", "没有任何年份"),
        ("year = 3", "没有任何年份"),
        ("[year.abc]", "不是年份"),
        (year(2020) + year(2022), "缺少2021年"),
        (year(2020, workdays="3"), "缺少列表“workdays”"),
        (year(2020, holidays="[3]"), "缺少列表“days”"),
        (year(2020, holidays='[{days = ["2020-10-01"]}]'), "没有名称"),
        (year(2020, workdays='["2020-13-01"]'), "不是2020-10-01这样的日期"),
        (year(2020, workdays="[20200101]"), "不是2020-10-01这样的日期"),
        (year(2020, workdays='["2021-01-02"]'), "不在2020年"),
        (year(2020, workdays='["2020-10-12"]'), "不是周末"),
        (year(2020, holidays='[{name = "甲", days = ["2020-10-01", "2020-10-01"]}]'), "重复"),
        (year(2020, '["2020-10-10"]', '[{name = "甲", days = ["2020-10-10"]}]'), "既是放假日又是上班日"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        parse_holidays(text)
