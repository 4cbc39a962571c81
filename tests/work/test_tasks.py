"""Assigning, reporting, finishing, splitting, adding and striking off tasks, and taking all of it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import connection, journal
from db.errors import UserError
from db.vocabulary import TaskState
from tests.work.acts import (
    ACTOR,
    column,
    office_id,
    part,
    person,
    snapshot,
    task_id,
    topic_id,
    undo_all,
)
from xianfeng_gui.work import evidence, tasks
from xianfeng_gui.work.task_detail import task_detail
from xianfeng_gui.work.task_input import MonthlyInput, TaskData

pytestmark = pytest.mark.usefixtures("township")
THREE_FERRIES = "加强三个渡口安全监管"


def refused(act: Callable[[], object]) -> str:
    """The field that the refusal names; nothing may have been written."""
    before = snapshot()
    with pytest.raises(UserError) as caught:
        act()
    assert snapshot() == before
    return caught.value.field


def report(number: str, month: str = "2021-06", text: str = "已排查12处", **values: object) -> str:
    data = MonthlyInput(month, text, **values)  # type: ignore[arg-type]  # a test's shorthand
    return tasks.report_month(task_id(number), data, ACTOR)


def finish(number: str, done_on: dt.date = dt.date(2021, 6, 10), remark: str = "全部完成") -> None:
    tasks.finish(task_id(number), done_on, remark, (), ACTOR)


def test_assigning_moves_several_tasks_and_drops_the_old_person(today: dt.date) -> None:
    he, li = person("镇应急办", "何某", phone="13900000001"), person("先锋派出所", "李某")
    leader = person("镇党政办", "赵某", leader=True)
    both = [task_id("5-1-1"), task_id("5-1-2")]
    tasks.assign(both, None, he, leader, ACTOR)
    tasks.assign(both[1:], office_id("先锋派出所"), None, None, ACTOR)
    assert (column("5-1-1", "person_id"), column("5-1-2", "person_id")) == (he, None)
    assert column("5-1-2", "leader_id") == leader
    tasks.assign(both[1:], None, li, None, ACTOR)
    detail = task_detail(both[1], today)
    assert (detail.office, detail.person and detail.person.name) == ("先锋派出所", "李某")
    shown = task_detail(both[0], today).person
    assert shown is not None and shown.phone == "13900000001"
    assert refused(lambda: tasks.assign(both, None, he, None, ACTOR)) == "person_id"


def test_editing_a_deadline_makes_it_the_offices_own() -> None:
    number = str(connection.scalar("SELECT number FROM task WHERE dated AND deadline = '2021-12-31'"))
    title = str(column(number, "title"))
    tasks.edit(task_id(number), TaskData(title, dt.date(2021, 12, 31), content="细化"), ACTOR)
    assert (column(number, "dated"), column(number, "content")) == (1, "细化")
    tasks.edit(task_id(number), TaskData(title, dt.date(2021, 11, 30)), ACTOR)
    assert (column(number, "dated"), column(number, "starts_on")) == (0, "2020-06-01")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (TaskData(" ", dt.date(2021, 12, 31)), "title"),
        (TaskData("字" * 61, dt.date(2021, 12, 31)), "title"),
        (TaskData("任务", None), "deadline"),
        (TaskData("任务", dt.date(2020, 5, 31)), "deadline"),
        (TaskData("任务", dt.date(2021, 12, 31), target_value=0), "target_value"),
        (TaskData("任务", dt.date(2021, 12, 31), office_id="nobody"), "office_id"),
        (TaskData("任务", dt.date(2021, 12, 31), leader_id="nobody"), "leader_id"),
    ],
)
def test_bad_task_input_names_its_field(data: TaskData, field: str) -> None:
    assert refused(lambda: tasks.edit(task_id("5-1-1"), data, ACTOR)) == field


def test_a_repeated_report_updates_the_month(today: dt.date) -> None:
    first = report("5-1-1", percent=40, reporter="何某")
    assert column("5-1-1", "state") == TaskState.IN_PROGRESS
    assert report("5-1-1", text="又排查6处", percent=60) == first
    report("5-1-1", "2021-05", "五月情况", percent=90)
    detail = task_detail(task_id("5-1-1"), today)
    assert [(one.month, one.text, one.percent) for one in detail.reports] == [
        ("2021-06", "又排查6处", 60),
        ("2021-05", "五月情况", 90),
    ]
    assert (detail.label, detail.history) == ("◐ 进行中 60%", 4)


def test_a_figure_counts_towards_the_target(today: dt.date) -> None:
    number = str(connection.scalar("SELECT number FROM task WHERE title = ?", (THREE_FERRIES,)))
    report(number, figure=2)
    detail = task_detail(task_id(number), today)
    assert (detail.percent, detail.figure, detail.target_unit) == (66, 2, "个")
    assert refused(lambda: report("5-1-1", figure=2)) == "figure"
    assert refused(lambda: report(number, figure=-1)) == "figure"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "  "}, "text"),
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
        ({"month": "2021-07"}, "month"),
        ({"month": "2020-05"}, "month"),
        ({"month": "六月"}, "month"),
        ({"files": (Path("没有.pdf"),)}, "files"),
    ],
)
def test_bad_reports_name_their_field(values: dict[str, object], field: str) -> None:
    assert refused(lambda: report("5-1-1", **values)) == field  # type: ignore[arg-type]  # as above


def test_evidence_comes_out_byte_for_byte(tmp_path: Path, today: dt.date) -> None:
    photo = tmp_path / "通道 照片.jpg"
    photo.write_bytes(bytes(range(256)) * 50)
    report("5-1-1", files=(photo,))
    report("5-1-1", files=(photo,))
    (kept,) = task_detail(task_id("5-1-1"), today).evidence
    assert (kept.name, kept.size, kept.month) == ("通道 照片.jpg", 12800, "2021-06")
    evidence.save_evidence(kept.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == photo.read_bytes()
    with pytest.raises(UserError, match="无法写入"):
        evidence.save_evidence(kept.id, tmp_path / "out.jpg" / "below a file.jpg")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "录像.mp4"
    with open(big, "wb") as handle:
        handle.truncate(evidence.MAX_MEGABYTES * 1024 * 1024 + 1)
    assert refused(lambda: report("5-1-1", files=(big,))) == "files"


def test_finishing_wants_evidence_or_a_remark(tmp_path: Path, today: dt.date) -> None:
    task = task_id("5-1-1")
    assert refused(lambda: tasks.finish(task, today, " ", (), ACTOR)) == "remark"
    assert refused(lambda: finish("5-1-1", today + dt.timedelta(days=1))) == "done_on"
    assert refused(lambda: finish("5-1-1", dt.date(2020, 5, 1))) == "done_on"
    proof = tmp_path / "验收.pdf"
    proof.write_bytes(b"%PDF")
    tasks.finish(task, today, "", (proof,), ACTOR)
    detail = task_detail(task, today)
    assert (detail.label, detail.done_on, len(detail.evidence)) == ("✓ 已完成", today, 1)
    assert refused(lambda: finish("5-1-1")) == "state"


def test_reopening_gives_back_the_state_before() -> None:
    finish("5-1-1")
    report("5-1-2")
    finish("5-1-2")
    for number in ("5-1-1", "5-1-2"):
        tasks.reopen(task_id(number), ACTOR)
    assert (column("5-1-1", "state"), column("5-1-1", "done_on")) == ("not_started", None)
    assert column("5-1-2", "state") == "in_progress"
    assert refused(lambda: tasks.reopen(task_id("5-1-1"), ACTOR)) == "state"


def test_a_split_task_is_done_when_all_its_parts_are(today: dt.date) -> None:
    parts = tasks.split(task_id("5-1-1"), [part("南片"), part("北片")], ACTOR)
    assert [connection.scalar("SELECT number FROM task WHERE id = ?", (one,)) for one in parts] == [
        "5-1-4",
        "5-1-5",
    ]
    assert refused(lambda: finish("5-1-1")) == "state"
    assert refused(lambda: tasks.strike_off(task_id("5-1-1"), "重复", ACTOR)) == "state"
    finish("5-1-4", dt.date(2021, 6, 18))
    assert column("5-1-1", "state") == "not_started"
    tasks.strike_off(task_id("5-1-5"), "与南片合并", ACTOR)
    assert (column("5-1-1", "state"), column("5-1-1", "done_on")) == ("done", "2021-06-18")
    assert [one.label for one in task_detail(task_id("5-1-1"), today).parts] == ["✓ 已完成", "✕ 已取消"]
    assert refused(lambda: tasks.reopen(task_id("5-1-1"), ACTOR)) == "state"
    tasks.reopen(task_id("5-1-4"), ACTOR)
    assert column("5-1-1", "state") == "not_started"


def test_numbers_of_new_tasks_are_never_used_twice() -> None:
    measure = str(column("5-1-1", "measure_id"))
    first = tasks.add(topic_id(5), measure, part("新增"), ACTOR)
    tasks.strike_off(first, "重复", ACTOR)
    tasks.add(topic_id(5), measure, part("再增"), ACTOR)
    tasks.add(topic_id(5), None, part("专题自定"), ACTOR)
    tasks.add(None, None, part("保障"), ACTOR)
    tasks.split(task_id("保-3"), [part("重点项目一")], ACTOR)
    found = connection.rows("SELECT number, title FROM task WHERE starts_on = '2021-06-18' ORDER BY id")
    assert dict((title, number) for number, title in found) == {
        "新增": "5-1-4",
        "再增": "5-1-5",
        "专题自定": "5-0-1",
        "保障": "保-13",
        "重点项目一": "保-14",
    }
    assert refused(lambda: tasks.add(topic_id(4), measure, part("错"), ACTOR)) == "measure_id"
    assert refused(lambda: tasks.add(None, measure, part("错"), ACTOR)) == "topic_id"


def test_striking_off_wants_a_reason_and_deletes_nothing() -> None:
    assert refused(lambda: tasks.strike_off(task_id("5-1-1"), " ", ACTOR)) == "reason"
    count = connection.scalar("SELECT count(*) FROM task")
    tasks.strike_off(task_id("5-1-1"), "职责已划转", ACTOR)
    assert connection.scalar("SELECT count(*) FROM task") == count
    assert (column("5-1-1", "state"), column("5-1-1", "closing_remark")) == ("struck_off", "职责已划转")


NUMBERS = st.sampled_from(["5-1-1", "5-1-2", "5-1-4", "5-1-5", "5-1-6", "保-1"])
MONTHS = st.integers(1, 6).map("2021-{:02d}".format)
ACTS: dict[str, Callable[[str, str], object]] = {
    "assign": lambda number, month: tasks.assign(
        [task_id(number)], office_id("先锋派出所"), None, None, ACTOR
    ),
    "edit": lambda number, month: tasks.edit(task_id(number), part(f"改到{month}"), ACTOR),
    "report": lambda number, month: report(number, month, percent=int(month[-2:])),
    "finish": lambda number, month: finish(number, dt.date(2021, 6, 18)),
    "reopen": lambda number, month: tasks.reopen(task_id(number), ACTOR),
    "strike_off": lambda number, month: tasks.strike_off(task_id(number), month, ACTOR),
    "split": lambda number, month: tasks.split(task_id(number), [part("甲"), part("乙")], ACTOR),
    "add": lambda number, month: tasks.add(topic_id(5), column("5-1-1", "measure_id"), part("新"), ACTOR),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), NUMBERS, MONTHS), min_size=1, max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_after_any_sequence_restores_every_table(steps: list[tuple[str, str, str]]) -> None:
    """Also: whatever was done, a split task is done exactly when all its parts are, and a done task has a day."""
    before = snapshot()
    start = journal.entries(limit=1)[0].seq
    for act, number, month in steps:
        try:
            ACTS[act](number, month)
        except UserError:
            continue
        assert (
            connection.rows(
                "SELECT number FROM task WHERE (state IN ('done', 'struck_off')) <> (done_on IS NOT NULL)"
            )
            == []
        )
        assert (
            connection.rows(
                "SELECT parent.number FROM task AS parent JOIN task AS part ON part.parent_id = parent.id "
                "WHERE part.state <> 'struck_off' GROUP BY parent.id "
                "HAVING (parent.state = 'done') <> (min(part.state = 'done') = 1)"
            )
            == []
        )
    undo_all(start)
    assert snapshot() == before
