"""What a clerk does with tasks: assign, report a month, finish, reopen, split, add, strike off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from db import clock, connection, journal
from db.errors import UserError
from db.records import Measure, MonthlyReport, Task, Topic
from db.vocabulary import TaskState
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.months import reporting_months
from xianfeng_gui.rules.tasks import check_finish, next_sibling_number, next_task_number
from xianfeng_gui.work import evidence, topics
from xianfeng_gui.work.task_input import MonthlyInput, TaskData, check_people, report_fields, task_fields

_ENDED = (TaskState.DONE, TaskState.STRUCK_OFF)
_SAFEGUARD, _SAFEGUARD_AS_NUMBER = "保", "0"
"""Safeguards are numbered 保-1; the rules of numbering count with figures only."""


def _task(task_id: str) -> Task:
    found = Task.get_or_none(Task.id == task_id)
    if found is None:
        raise UserError("没有这项任务，请刷新后重试")
    return found


def _parts(task: Task) -> list[Task]:
    """The task's parts that are not struck off."""
    return list(Task.select().where(Task.parent == task.id, Task.state != TaskState.STRUCK_OFF))


def assign(
    task_ids: Sequence[str],
    office_id: str | None,
    person_id: str | None,
    leader_id: str | None,
    actor: str,
) -> None:
    """Give tasks to an office, a person, a leader; ``None`` leaves what a task has.

    A task that moves to another office without a person loses the one it had.
    """
    tasks = [_task(task_id) for task_id in task_ids]
    if not tasks:
        raise UserError("请先选择任务")
    fields = {str(task.id): _assignment(task, office_id, person_id, leader_id) for task in tasks}
    label = f"分派任务{tasks[0].number}" if len(tasks) == 1 else f"分派{len(tasks)}项任务"
    with journal.change(label, actor):
        for task_id, values in fields.items():
            Task.update(**values).where(Task.id == task_id).execute()


def _assignment(
    task: Task, office_id: str | None, person_id: str | None, leader_id: str | None
) -> dict[str, str | None]:
    """The task's office, person and leader after assigning, checked."""
    moved = office_id is not None and office_id != task.office_id
    office = office_id or task.office_id
    person = person_id or (None if moved else task.person_id)
    leader = leader_id or task.leader_id
    check_people(office, person, leader)
    return {"office": office, "person": person, "leader": leader}


def edit(task_id: str, data: TaskData, actor: str) -> None:
    """Change what a task says; a deadline that is changed is no longer the plan's own."""
    task = _task(task_id)
    fields = task_fields(data, task.starts_on)
    fields["dated"] = task.dated and fields["deadline"] == task.deadline
    with journal.change(f"修改任务{task.number}", actor):
        Task.update(**fields).where(Task.id == task_id).execute()


def report_month(task_id: str, data: MonthlyInput, actor: str) -> str:
    """Report a month of a task, again or for the first time; returns the report's id."""
    task, today = _task(task_id), clock.today()
    _check_month(task, data.month, today)
    fields = report_fields(data, task, today)
    kept = evidence.keep(data.files)
    year, month = data.month.split("-")
    with journal.change(f"填报任务{task.number}的{year}年{int(month)}月工作情况", actor):
        report = MonthlyReport.get_or_none(MonthlyReport.task == task.id, MonthlyReport.month == data.month)
        if report is None:
            report = MonthlyReport.create(task=task.id, month=data.month, **fields)
        else:
            MonthlyReport.update(**fields).where(MonthlyReport.id == report.id).execute()
        evidence.attach(task_id, report.id, kept, today)
        if task.state == TaskState.NOT_STARTED:
            Task.update(state=TaskState.IN_PROGRESS).where(Task.id == task_id).execute()
    return str(report.id)


def _check_month(task: Task, month: str, today: dt.date) -> None:
    campaign = topics.campaign()
    expected = reporting_months(campaign.starts_on, campaign.ends_on, task.starts_on, task.done_on, today)
    if month not in expected:
        span = f"{expected[0]}至{expected[-1]}" if expected else "任务开始以后"
        raise UserError(f"任务{task.number}只填报{span}的工作情况，请改选月份", "month")


def finish(task_id: str, done_on: dt.date, remark: str, files: Iterable[Path], actor: str) -> None:
    """Mark a task done, with evidence or a remark; the last part done makes the split task done too."""
    task = _task(task_id)
    _check_done_on(task, done_on)
    if any(part.state != TaskState.DONE for part in _parts(task)):
        raise UserError("该任务已分解，各项分解任务完成后自动完成，请先完成它们", "state")
    files = list(files)
    known = connection.scalar("SELECT count(*) FROM evidence WHERE task_id = ?", (task_id,))
    check_finish(task.state, known + len(files), remark)
    kept = evidence.keep(files)
    with journal.change(f"完成任务{task.number}", actor):
        evidence.attach(task_id, None, kept, clock.today())
        _end(task, TaskState.DONE, done_on, remark.strip())


def _check_done_on(task: Task, done_on: dt.date) -> None:
    if done_on > clock.today():
        raise UserError("完成日期不能晚于今天，请改正", "done_on")
    if done_on < task.starts_on:
        raise UserError(f"完成日期不能早于任务开始的{format_date(task.starts_on)}，请改正", "done_on")


def _end(task: Task, state: TaskState, on: dt.date, remark: str) -> None:
    """Write a task's end and, when it was its parent's last open part, the parent's; only inside a change."""
    Task.update(state=state, done_on=on, closing_remark=remark).where(Task.id == task.id).execute()
    if task.parent_id is None or task.parent.state in _ENDED:
        return
    parts = _parts(task.parent)
    if parts and all(part.state == TaskState.DONE for part in parts):
        last = max(part.done_on for part in parts)
        _end(task.parent, TaskState.DONE, last, "各项分解任务均已完成")


def reopen(task_id: str, actor: str) -> None:
    """Take a done or struck-off task up again, and with it the done task that it was split off."""
    task = _task(task_id)
    if task.state not in _ENDED:
        raise UserError(f"任务{task.number}没有完成或取消，不需要重新启动", "state")
    if any(part.state == TaskState.DONE for part in _parts(task)):
        raise UserError("该任务随分解任务完成，请重新启动需要继续的分解任务", "state")
    with journal.change(f"重新启动任务{task.number}", actor):
        _resume(task)


def _resume(task: Task) -> None:
    """Open a task and its done ancestors; only inside a change."""
    reported = connection.scalar("SELECT 1 FROM monthly_report WHERE task_id = ?", (task.id,))
    state = TaskState.IN_PROGRESS if reported else TaskState.NOT_STARTED
    Task.update(state=state, done_on=None, closing_remark="").where(Task.id == task.id).execute()
    if task.parent_id is not None and task.parent.state in _ENDED:
        _resume(task.parent)


def strike_off(task_id: str, reason: str, actor: str) -> None:
    """Take a task off the list, with the reason; it stays in the archive and can be taken up again."""
    task = _task(task_id)
    if not reason.strip():
        raise UserError("请填写移出清单的理由", "reason")
    if task.state in _ENDED:
        raise UserError(f"任务{task.number}“{task.state.label}”，不能移出清单", "state")
    if _parts(task):
        raise UserError("该任务已分解，请先移出各项分解任务", "state")
    with journal.change(f"移出清单：任务{task.number}", actor):
        _end(task, TaskState.STRUCK_OFF, clock.today(), reason.strip())


def split(task_id: str, parts: Sequence[TaskData], actor: str) -> list[str]:
    """Split an open task: it stays, its parts get the next numbers beside it; returns the parts' ids.

    A part without a start begins today; from that month on the parts are reported in the task's place.
    """
    task = _task(task_id)
    if task.state in _ENDED:
        raise UserError(f"任务{task.number}“{task.state.label}”，不能分解", "state")
    if not parts:
        raise UserError("请至少填写一项分解任务", "title")
    fields = [task_fields(part, clock.today()) for part in parts]
    made = []
    with journal.change(f"分解任务{task.number}", actor):
        for values in fields:
            part = Task.create(
                campaign=task.campaign_id,
                topic=task.topic_id,
                measure=task.measure_id,
                parent=task.id,
                number=_sibling_number(task),
                position=task.position + 1,
                **values,
            )
            made.append(str(part.id))
    return made


def _sibling_number(task: Task) -> str:
    head, _, tail = task.number.rpartition("-")
    plain_head = head.replace(_SAFEGUARD, _SAFEGUARD_AS_NUMBER)
    number = next_sibling_number(f"{plain_head}-{tail}", _taken(task.campaign_id, head, plain_head))
    return f"{head}-{number.rpartition('-')[2]}"


def _taken(campaign_id: str, head: str, plain_head: str) -> list[str]:
    """The numbers under ``head``, of struck-off tasks too, with ``plain_head`` in its place."""
    rows = connection.rows(
        "SELECT number FROM task WHERE campaign_id = ? AND number LIKE ?", (campaign_id, f"{head}-%")
    )
    return [plain_head + number.removeprefix(head) for (number,) in rows]


def add(topic_id: str | None, measure_id: str | None, data: TaskData, actor: str) -> str:
    """Add a task to a measure, to a topic as such, or (no topic) to the safeguards; returns its id."""
    campaign = topics.campaign()
    head = _head(topic_id, measure_id)
    fields = task_fields(data, clock.today())
    plain_head = head.replace(_SAFEGUARD, _SAFEGUARD_AS_NUMBER)
    tail = next_task_number(plain_head, _taken(campaign.id, head, plain_head)).rpartition("-")[2]
    with journal.change(f"添加任务{head}-{tail}", actor):
        task = Task.create(
            campaign=campaign.id,
            topic=topic_id,
            measure=measure_id,
            number=f"{head}-{tail}",
            position=_next_position(campaign.id, topic_id, measure_id),
            **fields,
        )
    return str(task.id)


def _head(topic_id: str | None, measure_id: str | None) -> str:
    """The beginning of a new task's number; a topic's own tasks count under 0, beside its measures."""
    if topic_id is None:
        if measure_id is not None:
            raise UserError("选择了措施，请同时选择它所属的专题", "topic_id")
        return _SAFEGUARD
    topic = Topic.get_or_none(Topic.id == topic_id)
    measure = Measure.get_or_none(Measure.id == measure_id) if measure_id else None
    if topic is None:
        raise UserError("没有这个专题，请重新选择", "topic_id")
    if measure_id and (measure is None or measure.topic_id != topic_id):
        raise UserError("该措施不属于这个专题，请重新选择", "measure_id")
    return f"{topic.number}-{measure.number if measure else 0}"


def _next_position(campaign_id: str, topic_id: str | None, measure_id: str | None) -> int:
    """Right after the last task of its measure, or of its topic."""
    sql = "SELECT max(position) + 1 FROM task WHERE campaign_id = ?1 AND topic_id IS ?2"
    in_measure = connection.scalar(sql + " AND measure_id IS ?3", (campaign_id, topic_id, measure_id))
    return int(in_measure or connection.scalar(sql, (campaign_id, topic_id)) or 1)
