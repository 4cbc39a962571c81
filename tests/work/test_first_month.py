"""From which month reports are asked for, and whose: what an office never had in this program is not missing from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import clock, journal, store
from db.errors import UserError
from db.vocabulary import EventKind
from tests.rules.plan_reading import documents
from tests.work.acts import ACTOR, office_id, part, task_id, topic_id
from xianfeng_gui.work import (
    archive,
    calendar,
    monthly,
    overview,
    plan_import,
    settings,
    start_files,
    tasks,
    topics,
)
from xianfeng_gui.work.monthly import ReportState
from xianfeng_gui.work.task_input import MonthlyInput


@pytest.fixture(params=["镇应急办", "绣庄村"])
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An office that uses the program for the first time on 18 June 2021; its name."""
    archive.found(tmp_path / "new", request.param)
    yield request.param
    store.close()


def late_months(day: dt.date) -> list[str]:
    return [
        event.title for event in calendar.overdue(day, 1000) if event.kind is EventKind.MONTHLY_REPORT_DUE
    ]


def test_a_new_office_owes_nothing_for_the_months_before(begun: str, today: dt.date) -> None:
    assert settings.get(settings.FIRST_MONTH) == "2021-06"
    assert sum(one.missing for one in monthly.missing_by_office(today)) == 0
    assert late_months(today) == []
    assert overview.agenda(today).own_only is (begun == "绣庄村")
    cells = [cell for row in monthly.monthly_grid(topic_id(5), today).rows for cell in row.cells]
    assert {cell.state for cell in cells if cell.month < "2021-06"} == {ReportState.NOT_NEEDED}


def test_the_months_from_then_on_are_counted(begun: str) -> None:
    day = dt.date(2021, 8, 1)
    owing = monthly.missing_by_office(day)
    if begun == "绣庄村":
        assert owing == [] and late_months(day) == []
    else:
        assert {one.missing for one in owing if one.office == "镇财政办"} == {2}
        assert len(late_months(day)) == 2


def test_the_first_month_may_be_changed_in_words(township: Path, today: dt.date) -> None:
    before = monthly.missing_by_office(today)
    assert sum(one.missing for one in before) > 900 and len(late_months(today)) == 12
    settings.save({settings.FIRST_MONTH: "2021年4月"}, ACTOR)
    assert settings.get(settings.FIRST_MONTH) == "2021-04"
    assert [one.missing for one in monthly.missing_by_office(today) if one.office == "镇财政办"] == [2]
    settings.save({settings.FIRST_MONTH: ""}, ACTOR)
    assert monthly.missing_by_office(today) == before


@pytest.mark.parametrize("value", ["2021", "2021-13", "去年", "六月", "2021-06-01"])
def test_what_is_no_month_is_refused(township: Path, value: str) -> None:
    with pytest.raises(UserError, match="应写成2021年6月这样") as caught:
        settings.save({settings.FIRST_MONTH: value}, ACTOR)
    assert caught.value.field == settings.FIRST_MONTH


def test_earlier_reports_may_be_entered_and_are_shown(tmp_path: Path, today: dt.date) -> None:
    archive.found(tmp_path / "new", "镇应急办")
    tasks.report_month(task_id("5-1-1"), MonthlyInput("2021-03", "已办"), ACTOR)
    [cell] = [
        cell
        for row in monthly.monthly_grid(topic_id(5), today).rows
        for cell in row.cells
        if cell.month == "2021-03" and cell.expected
    ]
    assert (cell.state, cell.expected) == (ReportState.REPORTED, 1)
    store.close()


def test_a_village_counts_only_its_own(tmp_path: Path) -> None:
    archive.found(tmp_path / "new", "绣庄村")
    tasks.split(task_id("5-1-1"), [part("村里的一段", office_id=office_id("绣庄村"))], ACTOR)
    day = dt.date(2021, 8, 1)
    assert [(one.office, one.missing) for one in monthly.missing_by_office(day)] == [("绣庄村", 2)]
    assert [title for title in late_months(day) if "（1项未报）" not in title] == []
    assert topics.topic_page(topic_id(5), day).figures.offices_unreported == 1
    assert topics.topic_page(topic_id(6), day).figures.offices_unreported == 0
    store.close()


def test_a_village_with_a_start_file_begins_with_its_own_month(township: Path, tmp_path: Path) -> None:
    from xianfeng_gui.work import offices

    start = start_files.for_village(offices.add_village("兴隆村", ACTOR))
    store.close()
    clock.set_today(dt.date(2021, 9, 3))
    archive.found_from_start(tmp_path / "village", start)
    assert settings.get(settings.FIRST_MONTH) == "2021-09"


def test_a_plan_that_began_earlier_is_counted_from_now(township: Path, today: dt.date) -> None:
    reading = plan_import.understand(documents.RUNNING)  # from March 2021
    assert "月度工作情况从2021年6月起报" in plan_import.consequences(reading, carry_over=False)
    plan_import.accept(reading, ACTOR)
    assert monthly.missing_by_office(today) and not any(
        one.missing for one in monthly.missing_by_office(today)
    )
    journal.undo(ACTOR)
    assert settings.get(settings.FIRST_MONTH) == ""


def test_a_plan_that_is_still_to_begin_leaves_the_setting(township: Path) -> None:
    plan_import.accept(plan_import.understand(documents.NUMBERED), ACTOR)  # from April 2024
    assert settings.get(settings.FIRST_MONTH) == ""
