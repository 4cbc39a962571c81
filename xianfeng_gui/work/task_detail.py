"""Everything about one task that the panel beside the table shows; plain SQL, so that selecting a row is instant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import connection
from db.errors import UserError
from db.vocabulary import TaskState
from xianfeng_gui.rules.months import missing_months, month_of
from xianfeng_gui.rules.tasks import is_task_late
from xianfeng_gui.work import monthly, topics
from xianfeng_gui.work.ancestry import CarriedFrom, carried_from, older
from xianfeng_gui.work.evidence import EvidenceRow, evidence_of
from xianfeng_gui.work.monthly import ReportState
from xianfeng_gui.work.task_list import PERCENT, state_label


@dataclass(frozen=True)
class PersonCard:
    """A person in charge; the phone is personal data and stays on this screen."""

    id: str
    name: str
    post: str
    phone: str


@dataclass(frozen=True)
class ReportRow:
    """A monthly report; ``month`` is "YYYY-MM"."""

    id: str
    month: str
    text: str
    percent: int | None
    figure: float | None
    reported_on: dt.date
    reporter: str


@dataclass(frozen=True)
class PartRow:
    """A part that the task was split into, struck-off ones too."""

    id: str
    number: str
    title: str
    label: str


@dataclass(frozen=True)
class TaskDetail:
    """A task with what belongs to it. ``origin`` names the plan's measure, ``carried_from`` the task of an earlier campaign
    that it continues, ``earlier`` the reports of that; ``figure`` is the latest reported one.

    ``missing`` are the months whose report is overdue; ``report`` is how this month's stands; ``history`` counts
    journal entries.
    """

    id: str
    number: str
    title: str
    content: str
    target: str
    target_value: float | None
    target_unit: str
    topic_id: str | None
    topic: str
    origin: str
    carried_from: CarriedFrom | None
    parent_id: str | None
    office_id: str | None
    office: str
    person: PersonCard | None
    leader: PersonCard | None
    starts_on: dt.date
    deadline: dt.date
    dated: bool
    state: TaskState
    label: str
    percent: int | None
    figure: float | None
    late_days: int
    done_on: dt.date | None
    closing_remark: str
    parts: tuple[PartRow, ...]
    report: ReportState
    missing: tuple[str, ...]
    reports: tuple[ReportRow, ...]
    earlier: tuple[ReportRow, ...]
    evidence: tuple[EvidenceRow, ...]
    hazards: int
    history: int


_SQL = f"""
SELECT task.id, task.number, task.title, task.content, task.target, task.target_value, task.target_unit,
    task.topic_id, coalesce(topic.name, ''),
    coalesce('措施' || measure.number || '：' || measure.title, ''), task.parent_id, task.office_id,
    coalesce(office.name, ''), task.person_id, task.leader_id, task.starts_on, task.deadline, task.dated, task.state,
    {PERCENT}, task.done_on, task.closing_remark,
    (SELECT count(*) FROM hazard WHERE task_id = task.id)
FROM task
LEFT JOIN topic ON topic.id = task.topic_id
LEFT JOIN measure ON measure.id = task.measure_id
LEFT JOIN office ON office.id = task.office_id
WHERE task.id = ?
"""


def task_detail(task_id: str, today: dt.date) -> TaskDetail:
    """Everything about the task; a UserError when there is none of that id."""
    row = connection.one(_SQL, (task_id,))
    if row is None:
        raise UserError("没有这项任务，请刷新后重试")
    task_id, number, title, content, target, target_value, target_unit, topic_id, topic, *rest = row
    origin, parent_id, office_id, office, person_id, leader_id, starts_on, deadline_text, *rest = rest
    dated, state_text, percent, done_on, remark, hazards = rest
    deadline, state = dt.date.fromisoformat(deadline_text), TaskState(state_text)
    reports, earlier = _reports("= ?", task_id), _reports(f"IN {older('?')}", task_id)
    this_month, missing = _reporting(task_id, today)
    return TaskDetail(
        id=task_id,
        number=number,
        title=title,
        content=content,
        target=target,
        target_value=target_value,
        target_unit=target_unit,
        topic_id=topic_id,
        topic=topic,
        origin=origin,
        carried_from=carried_from(task_id),
        parent_id=parent_id,
        office_id=office_id,
        office=office,
        person=_person(person_id),
        leader=_person(leader_id),
        starts_on=dt.date.fromisoformat(starts_on),
        deadline=deadline,
        dated=bool(dated),
        state=state,
        label=state_label(state, percent, deadline, today),
        percent=percent,
        figure=next((one.figure for one in (*reports, *earlier) if one.figure is not None), None),
        late_days=(today - deadline).days if is_task_late(state, deadline, today) else 0,
        done_on=dt.date.fromisoformat(done_on) if done_on else None,
        closing_remark=remark,
        parts=_parts(task_id, today),
        report=this_month,
        missing=missing,
        reports=reports,
        earlier=earlier,
        evidence=evidence_of(task_id),
        hazards=hazards,
        history=_history(task_id),
    )


def _person(person_id: str | None) -> PersonCard | None:
    row = connection.one("SELECT id, name, post, phone FROM person WHERE id = ?", (person_id,))
    return PersonCard(*row) if row else None


def _reports(which: str, task_id: str) -> tuple[ReportRow, ...]:
    """Those of the tasks that ``which`` (SQL) makes of the task's id, the newest month first."""
    sql = (
        "SELECT id, month, text, percent, figure, reported_on, reporter FROM monthly_report "
        f"WHERE task_id {which} ORDER BY month DESC"
    )
    return tuple(
        ReportRow(one, month, text, percent, figure, dt.date.fromisoformat(reported_on), reporter)
        for one, month, text, percent, figure, reported_on, reporter in connection.rows(sql, (task_id,))
    )


def _parts(task_id: str, today: dt.date) -> tuple[PartRow, ...]:
    sql = (
        f"SELECT id, number, title, state, {PERCENT}, deadline FROM task WHERE parent_id = ? "
        "ORDER BY position, length(number), number"
    )
    return tuple(
        PartRow(
            one, number, title, state_label(TaskState(state), percent, dt.date.fromisoformat(last), today)
        )
        for one, number, title, state, percent, last in connection.rows(sql, (task_id,))
    )


def _reporting(task_id: str, today: dt.date) -> tuple[ReportState, tuple[str, ...]]:
    """How this month's report stands, and the months that are overdue."""
    task = next(one for one in monthly.reporting_tasks(topics.campaign()) if one.id == task_id)
    month, due_on = month_of(today), monthly.due_day()
    state = monthly.state_of(month, month in task.expected, month in task.reported, due_on, today)
    return state, tuple(missing_months(task.expected, task.reported, due_on, today))


def _history(task_id: str) -> int:
    """Journal entries of the task, its reports and its evidence, as ``db.history`` tells them."""
    sql = (
        "SELECT count(DISTINCT entry) FROM journal_row WHERE record IN (SELECT ?1 "
        "UNION ALL SELECT id FROM monthly_report WHERE task_id = ?1 "
        "UNION ALL SELECT id FROM evidence WHERE task_id = ?1)"
    )
    return int(connection.scalar(sql, (task_id,)))
