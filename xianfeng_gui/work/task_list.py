"""The tasks of a topic as its table shows them, with the filters over it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import connection, search
from db.vocabulary import DueFilter, TaskState
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.rules.tasks import is_task_late, task_state_label
from xianfeng_gui.work import monthly, topics
from xianfeng_gui.work.ancestry import older
from xianfeng_gui.work.monthly import ReportState

SOON_DAYS = 30
"""How many days ahead the filter “due soon” looks."""

_SYMBOLS = {
    TaskState.NOT_STARTED: "○",
    TaskState.IN_PROGRESS: "◐",
    TaskState.DONE: "✓",
    TaskState.STRUCK_OFF: "✕",
}
LATE_SYMBOL = "●"


@dataclass(frozen=True)
class TaskFilter:
    """What the clerk has chosen above the table; empty values choose everything.

    ``text`` is looked for by characters or pinyin initials in number, title, target, office, person and leader.
    """

    text: str = ""
    state: TaskState | None = None
    office_id: str | None = None
    due: DueFilter | None = None

    def in_words(self) -> str:
        """For a list's head; empty when everything is shown."""
        parts = [f"含“{self.text.strip()}”"] if self.text.strip() else []
        if self.office_id:
            parts.append(str(connection.scalar("SELECT name FROM office WHERE id = ?", (self.office_id,))))
        parts += [term.label for term in (self.state, self.due) if term is not None]
        return "；".join(parts)


@dataclass(frozen=True)
class TaskRow:
    """A row of the task table. ``percent`` is the latest reported one, ``late_days`` 0 when not late.

    ``label`` is the state in words with its symbol; ``report`` how this month's report stands.
    """

    id: str
    number: str
    title: str
    target: str
    office_id: str | None
    office: str
    person: str
    leader: str
    deadline: dt.date
    state: TaskState
    percent: int | None
    late_days: int
    report: ReportState
    label: str
    parent_id: str | None


def state_label(state: TaskState, percent: int | None, deadline: dt.date, today: dt.date) -> str:
    """The state in words with its symbol: ○ 未开始, ◐ 进行中 60%, ✓ 已完成, ✕ 已取消, ● 逾期 18 天."""
    if is_task_late(state, deadline, today):
        return f"{LATE_SYMBOL} 逾期 {(today - deadline).days} 天"
    return f"{_SYMBOLS[state]} {task_state_label(state, percent, deadline, today)}"


_LATEST = "(SELECT percent FROM monthly_report WHERE task_id {} AND percent IS NOT NULL ORDER BY month DESC LIMIT 1)"
PERCENT = (
    f"coalesce({_LATEST.format('= task.id')}, iif(task.carried_from_id IS NULL, NULL, "
    f"{_LATEST.format('IN ' + older('task.id'))}))"
)
"""SQL for a task's latest reported percentage; while nothing is, that of the task it was carried over from."""

_SQL = f"""
SELECT task.id, task.number, task.title, task.target, task.office_id, coalesce(office.name, ''),
    coalesce(person.name, ''), coalesce(leader.name, ''), task.deadline, task.state, {PERCENT}, task.parent_id
FROM task
LEFT JOIN office ON office.id = task.office_id
LEFT JOIN person ON person.id = task.person_id
LEFT JOIN person AS leader ON leader.id = task.leader_id
WHERE task.campaign_id = ? AND task.topic_id IS ?
ORDER BY task.position, length(task.number), task.number
"""


def task_rows(
    topic_id: str | None,
    today: dt.date,
    filters: TaskFilter = TaskFilter(),  # noqa: B008 (frozen)
) -> list[TaskRow]:
    """The topic's tasks that the filters let through, in the plan's order; ``None`` for the safeguards."""
    campaign = topics.campaign()
    reports = _reports_of_month(campaign, today)
    found = (_row(row, reports, today) for row in connection.rows(_SQL, (campaign.id, topic_id)))
    return [row for row in found if _fits(row, filters, today)]


def _reports_of_month(campaign: topics.CampaignInfo, today: dt.date) -> dict[str, ReportState]:
    """How this month's report of each task stands."""
    month, due_on = month_of(today), monthly.due_day()
    return {
        task.id: monthly.state_of(month, month in task.expected, month in task.reported, due_on, today)
        for task in monthly.reporting_tasks(campaign)
    }


def _row(row: connection.Row, reports: dict[str, ReportState], today: dt.date) -> TaskRow:
    task_id, number, title, target, office_id, office, person, leader, *rest = row
    deadline_text, state_text, percent, parent_id = rest
    deadline, state = dt.date.fromisoformat(deadline_text), TaskState(state_text)
    return TaskRow(
        id=task_id,
        number=number,
        title=title,
        target=target,
        office_id=office_id,
        office=office,
        person=person,
        leader=leader,
        deadline=deadline,
        state=state,
        percent=percent,
        late_days=(today - deadline).days if is_task_late(state, deadline, today) else 0,
        report=reports[task_id],
        label=state_label(state, percent, deadline, today),
        parent_id=parent_id,
    )


def _fits(row: TaskRow, filters: TaskFilter, today: dt.date) -> bool:
    texts = (row.number, row.title, row.target, row.office, row.person, row.leader)
    return (
        filters.state in (None, row.state)
        and filters.office_id in (None, row.office_id)
        and _fits_due(row, filters.due, today)
        and search.hit(filters.text, *texts)
    )


def _fits_due(row: TaskRow, due: DueFilter | None, today: dt.date) -> bool:
    match due:
        case DueFilter.LATE:
            return row.late_days > 0
        case DueFilter.SOON:
            is_open = row.state in (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)
            return is_open and 0 <= (row.deadline - today).days <= SOON_DAYS
        case DueFilter.UNREPORTED:
            return row.report in (ReportState.MISSING, ReportState.CURRENT)
        case _:
            return True
