"""The overview's figures, its agenda, and what the offices owe."""

from __future__ import annotations

import datetime as dt

import pytest

from db import connection
from db.vocabulary import EventKind, Grade, HazardState
from tests.work.acts import ACTOR, part, task_id, topic_id
from tests.work.hazard_rows import hazard
from xianfeng_gui.work import overview, tasks, topics
from xianfeng_gui.work.task_input import MonthlyInput

pytestmark = pytest.mark.usefixtures("township")
PAST = dt.date(2021, 6, 17)


def test_figures_add_up_by_topic(today: dt.date) -> None:
    hazard(HazardState.RECTIFYING, PAST, grade=Grade.MAJOR)
    hazard(HazardState.RECTIFYING, today)
    hazard(HazardState.CLOSED, PAST, grade=Grade.MAJOR)
    hazard(HazardState.ISSUED, PAST, topic=topic_id(6))
    tasks.finish(task_id("保-1"), today, "已成立", (), ACTOR)
    found = overview.figures(today)
    by_number = {one.tab.number: one.counts for one in found.by_topic}
    fire = by_number[5]
    assert (fire.hazards, fire.open_hazards, fire.late_hazards, fire.open_major) == (3, 2, 1, 1)
    assert by_number[6].late_hazards == 1
    assert (by_number[0].tasks, by_number[0].done) == (12, 1)
    assert (found.total.tasks, found.total.done, found.total.hazards) == (153, 1, 4)
    assert found.total.late_hazards == topics.late_counts(today)[topics.HAZARDS]


def test_hazards_are_counted_without_reading_them() -> None:
    sql = f"SELECT topic_id, sum(iif({topics.OPEN_HAZARD}, n, 0)) FROM hazard_tally GROUP BY topic_id"
    plan = [row[3] for row in connection.rows("EXPLAIN QUERY PLAN " + sql)]
    assert plan == ["SCAN hazard_tally"]


@pytest.mark.parametrize(
    ("day", "current", "progress"),
    [
        (dt.date(2020, 5, 31), [], [0, 0, 0]),
        (dt.date(2020, 6, 15), ["动员部署", "排查整治"], [0.5, 15 / 579, 0]),
        (dt.date(2022, 12, 31), ["巩固提升"], [1, 1, 1]),
    ],
)
def test_the_strip_shows_how_far_each_phase_is(
    day: dt.date, current: list[str], progress: list[float]
) -> None:
    strips = overview.figures(day).phases
    assert [strip.name for strip in strips if strip.current] == current
    assert [strip.progress for strip in strips] == pytest.approx(progress)


def test_offices_owe_what_is_past_its_day_and_what_is_still_to_come(today: dt.date) -> None:
    def owed(office: str, day: dt.date = today) -> tuple[int, int]:
        found = {one.office: (one.missing, one.pending) for one in overview.agenda(day).missing}
        return found.get(office, (0, 0))

    assert owed("镇财政办") == (12, 1)
    number = connection.scalar(
        "SELECT task.number FROM task JOIN office ON office.id = office_id WHERE office.name = '镇财政办'"
    )
    tasks.report_month(task_id(number), MonthlyInput("2021-06", "已安排经费"), ACTOR)
    tasks.report_month(task_id(number), MonthlyInput("2020-09", "已安排经费"), ACTOR)
    assert owed("镇财政办") == (11, 0)
    assert owed("镇财政办", dt.date(2021, 7, 26)) == (12, 0)


def test_the_agenda_has_overdue_today_and_the_next_seven_days(today: dt.date) -> None:
    for days in (-400, -1, 0, 1, 7, 8):
        hazard(HazardState.RECTIFYING, today + dt.timedelta(days=days), site=f"{days}日厂")
    tasks.edit(task_id("5-1-1"), part("今天到期", deadline=today), ACTOR)
    tasks.edit(task_id("5-1-2"), part("已逾期", deadline=PAST), ACTOR)
    agenda = overview.agenda(today)
    assert [event.title.split()[-1] for event in agenda.today] == ["今天到期", "0日厂"]
    due = [event.title.split()[-1] for event in agenda.next_seven]
    assert due == ["1日厂", "7日厂", "报送2021年6月工作情况（153项未报）"]
    assert all(event.late for event in agenda.overdue)
    late = [event for event in agenda.overdue if event.kind is EventKind.RECTIFICATION_DEADLINE]
    assert [event.title.split()[-1] for event in late] == ["-400日厂", "-1日厂"]
    assert (agenda.overdue_tasks, agenda.overdue_hazards) == (3, 2)


def test_a_long_list_of_overdue_hazards_is_cut_but_counted(
    today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "OVERDUE_SHOWN", 3)
    for days in range(1, 6):
        hazard(HazardState.ISSUED, today - dt.timedelta(days=days), site=f"{days}日厂")
    agenda = overview.agenda(today)
    shown = [e.title.split()[-1] for e in agenda.overdue if e.kind is EventKind.RECTIFICATION_DEADLINE]
    assert (shown, agenda.overdue_hazards) == (["5日厂", "4日厂", "3日厂"], 5)
