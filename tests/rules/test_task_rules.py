"""Tasks: words, percentages, numbers, and the months they are reported for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from db.vocabulary import TaskState
from xianfeng_gui.rules.months import missing_months, month_due, month_of, months, reporting_months
from xianfeng_gui.rules.tasks import (
    check_finish,
    next_sibling_number,
    next_task_number,
    percent_of,
    task_sort_key,
    task_state_label,
)

TODAY = date(2021, 6, 18)
START, END = date(2020, 6, 1), date(2022, 12, 31)


@pytest.mark.parametrize(
    ("state", "percent", "deadline", "label"),
    [
        (TaskState.IN_PROGRESS, 60, None, "进行中 60%"),
        (TaskState.IN_PROGRESS, None, TODAY, "进行中"),
        (TaskState.IN_PROGRESS, 60, date(2021, 6, 6), "进行中 60%（逾期12天）"),
        (TaskState.NOT_STARTED, 0, date(2021, 6, 17), "未开始（逾期1天）"),
        (TaskState.DONE, 100, date(2020, 12, 31), "已完成"),
        (TaskState.STRUCK_OFF, 10, date(2020, 12, 31), "已取消"),
    ],
)
def test_state_in_words(state: TaskState, percent: int | None, deadline: date | None, label: str) -> None:
    assert task_state_label(state, percent, deadline, TODAY) == label


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percentage_is_full_exactly_when_the_target_is_reached(figure: int, target: int) -> None:
    percent = percent_of(figure, target)
    assert 0 <= percent <= 100 and (percent == 100) == (figure >= target)


def test_percentage_of_fractions_and_refusals() -> None:
    assert percent_of(0.29, 1) == 29
    assert percent_of(1, 3) == 33
    for figure, target in ((-1, 3), (1, 0), (float("nan"), 1), (1, float("inf"))):
        with pytest.raises(UserError):
            percent_of(figure, target)


def test_finishing_needs_evidence_or_words() -> None:
    check_finish(TaskState.IN_PROGRESS, 1, "")
    check_finish(TaskState.NOT_STARTED, 0, "已验收")
    with pytest.raises(UserError, match="佐证"):
        check_finish(TaskState.IN_PROGRESS, 0, "  ")
    with pytest.raises(UserError, match="已取消"):
        check_finish(TaskState.STRUCK_OFF, 1, "")


def test_new_numbers_come_after_the_last_and_are_never_reused() -> None:
    assert next_task_number("5-1", []) == "5-1-1"
    assert next_task_number("5-1", ["5-1-9", "5-1-10", "5-2-30", "5-1", "5-1-9-12"]) == "5-1-11"
    assert next_sibling_number("5-1-2", ["5-1-1", "5-1-2"]) == "5-1-3"
    assert sorted(["5-1-10", "5-1-2", "4-9-1"], key=task_sort_key) == ["4-9-1", "5-1-2", "5-1-10"]
    for bad in ("5", "", "5-", "甲-1"):
        with pytest.raises(UserError):
            next_sibling_number(bad, [])


def test_months_of_the_campaign() -> None:
    all_months = months(START, END)
    assert (len(all_months), all_months[0], all_months[-1]) == (31, "2020-06", "2022-12")
    assert months(END, START) == []


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 31))
def test_due_day_is_in_its_month(day: date, wanted: int) -> None:
    due = month_due(month_of(day), wanted)
    assert (due.year, due.month) == (day.year, day.month) and due.day <= wanted
    assert due.day == wanted or month_of(date.fromordinal(due.toordinal() + 1)) != month_of(due)
    assert months(day, day) == [month_of(day)]


@pytest.mark.parametrize("month", ["2021-13", "2021-6", "21-06", "2021-06-01", ""])
def test_other_texts_are_no_months(month: str) -> None:
    with pytest.raises(UserError):
        month_due(month, 25)


def test_months_a_task_is_reported_for() -> None:
    assert reporting_months(START, END, None, None, TODAY) == months(START, TODAY)
    assert reporting_months(START, END, date(2021, 5, 9), None, TODAY) == ["2021-05", "2021-06"]
    assert reporting_months(START, END, date(2019, 1, 1), date(2020, 7, 2), TODAY) == ["2020-06", "2020-07"]
    assert reporting_months(START, END, None, None, date(2024, 1, 1))[-1] == "2022-12"
    assert reporting_months(START, END, date(2021, 7, 1), None, TODAY) == []


def test_a_month_is_missing_only_after_its_due_day() -> None:
    expected = ["2021-04", "2021-05", "2021-06"]
    assert missing_months(expected, {"2021-04"}, 25, TODAY) == ["2021-05"]
    assert missing_months(expected, set(), 18, TODAY) == ["2021-04", "2021-05"]
    assert missing_months(expected, set(), 17, TODAY) == expected
