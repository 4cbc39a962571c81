"""The plan's tasks as they stand on the demo's day: assigned, reported month by month, some done, some late."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from db import bulk
from db.records import MonthlyReport, Task, TopicOffice
from db.vocabulary import OfficeRole, TaskState
from xianfeng_gui.rules.months import month_due, month_of, months, reporting_months
from xianfeng_gui.rules.tasks import percent_of
from xianfeng_gui.work.demo.people import Staff
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.demo.words import words

_MONTHS = months(dt.date(2020, 6, 1), DEMO_DAY)
STRUCK_OFF = {"7-5-1": "本镇没有隧道和轨道交通工程，经领导小组同意取消。"}
_EARLIER = tuple(
    map(
        dt.date.fromisoformat,
        ("2020-09-30", "2020-12-31", "2021-03-31", "2021-05-31", "2021-06-30", "2021-12-31"),
    )
)
"""Deadlines that the office set itself for some of the tasks that the plan gives none."""
_BEGINS_LATER = dt.date(2021, 7, 1)
_SETTLED = ("office_id", "deadline", "starts_on", "state", "done_on", "closing_remark")


def set_tasks(staff: Staff, rng: random.Random) -> int:
    """Assign every task, settle how far it is and write its reports; only inside a change. Returns their number."""
    reports: list[dict[str, Any]] = []
    silent = {(office, month) for office in staff.by_office for month in _MONTHS if rng.random() < 0.07}
    for task in Task.select().order_by(Task.position):
        task.office_id = _carrier(task, rng)
        person_id, name = rng.choice(staff.by_office[task.office_id])
        leader_id = staff.leaders[task.position // 10 % len(staff.leaders)]
        if not task.dated and rng.random() < 0.35:
            task.deadline = rng.choice(_EARLIER)
        _settle(task, rng)
        settled = {name.removesuffix("_id"): getattr(task, name) for name in _SETTLED}
        Task.update(person=person_id, leader=leader_id, **settled).where(Task.id == task.id).execute()
        reports += _reports(task, name, silent, rng)
    bulk.insert(MonthlyReport, reports)
    return len(reports)


def _carrier(task: Task, rng: random.Random) -> str:
    """The topic's lead office carries about half of its tasks, supporting offices the others."""
    if task.topic_id is None or rng.random() < 0.5:
        return str(task.office_id)
    supporting = TopicOffice.select(TopicOffice.office).where(
        TopicOffice.topic == task.topic_id, TopicOffice.role == OfficeRole.SUPPORTING
    )
    offices = [row.office_id for row in supporting.order_by(TopicOffice.position)]
    return str(rng.choice(offices[:4] or [task.office_id]))


def _settle(task: Task, rng: random.Random) -> None:
    """State, day done and closing remark: most of what was due is done, some is late, little is done early."""
    due = task.deadline < DEMO_DAY
    roll = rng.random()
    if task.number in STRUCK_OFF:
        task.state, task.done_on = TaskState.STRUCK_OFF, dt.date(2020, 6, 30)
        task.closing_remark = STRUCK_OFF[task.number]
    elif roll < (0.7 if due else 0.08):
        latest = min(task.deadline, DEMO_DAY)
        span = (latest - task.starts_on).days
        task.state, task.done_on = TaskState.DONE, latest - dt.timedelta(rng.randrange(span // 3 + 1))
        task.closing_remark = rng.choice(words("wording")["task"]["remark"])
    elif roll > 0.88 and task.deadline > _BEGINS_LATER:
        task.starts_on = _BEGINS_LATER  # nothing is asked of it before
    else:
        task.state = TaskState.IN_PROGRESS


def _reports(
    task: Task, reporter: str, silent: set[tuple[str, str]], rng: random.Random
) -> Iterator[dict[str, Any]]:
    """Reports of nearly every month up to now: an office is silent for a month now and then, and seldom forgets a
    single task; the running month is only beginning to be reported."""
    if task.state is TaskState.NOT_STARTED:
        return
    asked = reporting_months(task.starts_on, DEMO_DAY, task.starts_on, task.done_on, DEMO_DAY)
    goal = 100 if task.state is TaskState.DONE else rng.randrange(30, 95)
    for at, month in enumerate(asked, 1):
        current = month == month_of(DEMO_DAY)
        last_of_done = at == len(asked) and task.state is TaskState.DONE
        if (task.office_id, month) in silent and not last_of_done:
            continue
        if at > 1 and not last_of_done and rng.random() > (0.4 if current else 0.99):
            continue
        percent = goal * at // len(asked)
        figure = None
        if task.target_value is not None:
            figure = float(int(task.target_value * percent / 100))
            percent = percent_of(figure, task.target_value)
        yield {
            "task": task.id,
            "month": month,
            "text": _progress(task.title, rng),
            "percent": percent,
            "figure": figure,
            "reported_on": min(month_due(month, rng.randrange(18, 26)), DEMO_DAY),
            "reporter": reporter,
        }


def _progress(title: str, rng: random.Random) -> str:
    wording = words("wording")["task"]
    if rng.random() < 0.05:
        return str(wording["idle"])
    parts = rng.sample(wording["progress"], 2)
    return f"围绕“{title}”，" + "".join(part.replace("{n}", str(rng.randrange(1, 9))) for part in parts)
