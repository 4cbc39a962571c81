"""The topics' heads, task lists, monthly grids and counts of what is late."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import journal
from db.records import Hazard
from db.vocabulary import DueFilter, HazardState, TaskState
from tests.work.acts import ACTOR, office_id, part, person, task_id, topic_id, undo_all
from tests.work.hazard_rows import hazard
from xianfeng_gui.rules.lifecycle import is_late
from xianfeng_gui.work import monthly, task_list, tasks, topics
from xianfeng_gui.work import settings as office_settings
from xianfeng_gui.work.monthly import ReportState
from xianfeng_gui.work.task_input import MonthlyInput
from xianfeng_gui.work.task_list import TaskFilter

pytestmark = pytest.mark.usefixtures("township")
DAYS = st.dates(dt.date(2021, 6, 16), dt.date(2021, 6, 20))


def report(number: str, month: str, percent: int | None = None) -> None:
    tasks.report_month(task_id(number), MonthlyInput(month, "已办", percent), ACTOR)


def state_in(grid: monthly.MonthlyGrid, office: str, month: str) -> ReportState:
    row = next(row for row in grid.rows if row.office == office)
    return row.cells[grid.months.index(month)].state


def test_the_tabs_follow_the_plan() -> None:
    tabs = topics.topics()
    assert [(tab.number, tab.short_name) for tab in tabs][4:6] == [(5, "消防"), (6, "交通运输")]
    assert topics.topic_of_task(task_id("5-1-2")) == tabs[4].id
    assert topics.topic_of_task(task_id("保-1")) is None
    campaign = topics.campaign()
    assert (campaign.document_number, campaign.ends_on) == ("先锋府发〔2020〕137号", dt.date(2022, 12, 31))


@pytest.mark.parametrize(
    ("day", "phase", "month", "of"),
    [
        (dt.date(2020, 6, 18), "动员部署", 1, 1),
        (dt.date(2021, 6, 18), "排查整治", 13, 19),
        (dt.date(2022, 12, 31), "巩固提升", 12, 12),
        (dt.date(2023, 1, 1), None, 0, 0),
    ],
)
def test_a_page_says_where_the_campaign_stands(day: dt.date, phase: str | None, month: int, of: int) -> None:
    page = topics.topic_page(topic_id(5), day)
    assert page.leads == ("镇应急办",)
    assert (page.phase and page.phase.name, page.phase_month, page.phase_months) == (phase, month, of)


def test_a_page_counts_its_tasks_and_hazards(today: dt.date) -> None:
    tasks.edit(task_id("5-1-1"), part("逾期", deadline=dt.date(2021, 6, 17)), ACTOR)
    tasks.finish(task_id("5-1-2"), today, "完成", (), ACTOR)
    tasks.strike_off(task_id("5-1-3"), "重复", ACTOR)
    hazard(HazardState.CLOSED, None)
    hazard(HazardState.PASSED, None)
    figures = topics.topic_page(topic_id(5), today).figures
    assert (figures.tasks, figures.done, figures.late) == (15, 1, 1)
    assert (figures.hazards, figures.open_hazards) == (2, 1)
    safeguards = topics.topic_page(None, today)
    assert (safeguards.tab, safeguards.figures.tasks) == (topics.SAFEGUARDS_TAB, 12)
    assert safeguards.leads == ("镇应急办", "镇财政办")


def test_offices_leave_the_unreported_when_every_task_is_reported(today: dt.date) -> None:
    tasks.assign([task_id("5-1-1"), task_id("5-1-2")], office_id("先锋派出所"), None, None, ACTOR)
    assert topics.topic_page(topic_id(5), today).figures.offices_unreported == 2
    report("5-1-1", "2021-06")
    assert topics.topic_page(topic_id(5), today).figures.offices_unreported == 2
    report("5-1-2", "2021-06")
    assert topics.topic_page(topic_id(5), today).figures.offices_unreported == 1


@given(st.lists(st.tuples(st.sampled_from(HazardState), st.none() | DAYS), max_size=12), DAYS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_late_counts_agree_with_the_rules(
    lives: list[tuple[HazardState, dt.date | None]], today: dt.date
) -> None:
    start = journal.entries(limit=1)[0].seq
    for state, deadline in lives:
        hazard(state, deadline)
    late = sum(is_late(state, deadline, today) for state, deadline in lives)
    counts = topics.late_counts(today)
    assert (counts[topics.HAZARDS], counts.get(topic_id(5), 0)) == (late, late)
    unclosed = {HazardState.CLOSED, HazardState.DISMISSED}
    page = topics.topic_page(topic_id(5), today).figures
    assert page.open_hazards == sum(state not in unclosed for state, _ in lives)
    undo_all(start)
    assert not Hazard.select().exists()


def test_every_state_has_a_symbol_and_a_word(today: dt.date) -> None:
    soon, past = today + dt.timedelta(days=3), today - dt.timedelta(days=18)
    labels = [task_list.state_label(state, 60, soon, today) for state in TaskState]
    assert labels == ["○ 未开始", "◐ 进行中 60%", "✓ 已完成", "✕ 已取消"]
    assert task_list.state_label(TaskState.IN_PROGRESS, 60, past, today) == "● 逾期 18 天"
    assert task_list.state_label(TaskState.DONE, None, past, today) == "✓ 已完成"


def test_filters_choose_by_initials_state_office_and_deadline(today: dt.date) -> None:
    topic = topic_id(5)
    li = person("先锋派出所", "李某某")
    tasks.assign([task_id("5-1-2")], office_id("先锋派出所"), li, None, ACTOR)
    tasks.edit(task_id("5-2-1"), part("逾期任务", deadline=dt.date(2021, 6, 17)), ACTOR)
    report("5-3-1", "2021-06", 60)

    def chosen(filters: TaskFilter) -> list[str]:
        return [row.number for row in task_list.task_rows(topic, today, filters)]

    everything = chosen(TaskFilter())
    assert len(everything) == 16 and everything[:3] == ["5-1-1", "5-1-2", "5-1-3"]
    assert chosen(TaskFilter(text="lmm")) == chosen(TaskFilter(text="李某")) == ["5-1-2"]
    assert chosen(TaskFilter(text="512")) == ["5-1-2"]
    assert chosen(TaskFilter(text="没有这样的任务")) == []
    assert chosen(TaskFilter(state=TaskState.IN_PROGRESS)) == ["5-3-1"]
    assert chosen(TaskFilter(office_id=office_id("先锋派出所"))) == ["5-1-2"]
    assert chosen(TaskFilter(due=DueFilter.LATE)) == ["5-2-1"]
    assert chosen(TaskFilter(due=DueFilter.SOON)) == []
    assert chosen(TaskFilter(due=DueFilter.UNREPORTED)) == [one for one in everything if one != "5-3-1"]
    (row,) = task_list.task_rows(topic, today, TaskFilter(text="5-3-1"))
    assert (row.label, row.report, row.late_days) == ("◐ 进行中 60%", ReportState.REPORTED, 0)


def test_parts_stand_below_their_task(today: dt.date) -> None:
    tasks.split(task_id("5-1-1"), [part(f"第{n}片") for n in range(8)], ACTOR)
    numbers = [row.number for row in task_list.task_rows(topic_id(5), today)]
    assert numbers[:9] == ["5-1-1", *(f"5-1-{n}" for n in range(4, 12))]


def test_the_grid_tells_reported_partly_missing_current_and_future(today: dt.date) -> None:
    tasks.assign([task_id("5-1-1"), task_id("5-1-2")], office_id("先锋派出所"), None, None, ACTOR)
    for number, month in [("5-1-1", "2021-04"), ("5-1-2", "2021-04"), ("5-1-1", "2021-05")]:
        report(number, month)
    grid = monthly.monthly_grid(topic_id(5), today)
    found = [state_in(grid, "先锋派出所", f"2021-0{month}") for month in range(3, 8)]
    assert found == [
        ReportState.MISSING,
        ReportState.REPORTED,
        ReportState.PARTLY,
        ReportState.CURRENT,
        ReportState.FUTURE,
    ]
    assert (len(grid.months), grid.months[0], grid.current) == (31, "2020-06", "2021-06")
    row = next(row for row in grid.rows if row.office == "先锋派出所")
    cell = row.cells[grid.months.index("2021-05")]
    assert (cell.expected, cell.reported) == (2, 1)
    assert [(task.number, task.reported) for task in cell.tasks] == [("5-1-1", True), ("5-1-2", False)]


def test_the_current_month_is_missing_once_its_due_day_is_past() -> None:
    office_settings.save({"term.monthly_report": "20"}, ACTOR)
    states = [
        state_in(monthly.monthly_grid(None, day), "镇财政办", "2021-06")
        for day in (dt.date(2021, 6, 20), dt.date(2021, 6, 21))
    ]
    assert states == [ReportState.CURRENT, ReportState.MISSING]


def test_nothing_is_expected_after_a_task_is_done_or_split(today: dt.date) -> None:
    tasks.finish(task_id("5-1-1"), dt.date(2021, 4, 30), "完成", (), ACTOR)
    tasks.split(task_id("5-1-2"), [part("南片")], ACTOR)
    by_number = {task.number: task.expected for task in monthly.reporting_tasks(topics.campaign())}
    assert by_number["5-1-1"][-1] == "2021-04"
    assert by_number["5-1-2"][-1] == "2021-05"
    assert (by_number["5-1-4"][0], by_number["5-1-4"][-1]) == ("2021-06", "2022-12")


def test_what_the_window_reads_at_start_needs_neither_records_nor_rules() -> None:
    code = (
        "import sys; from xianfeng_gui.work import topics, overview; "
        "print([name for name in sys.modules if name == 'peewee' or name.startswith('xianfeng_gui.rules')])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
