"""The one sheet (挂图作战“一张表”): every task with its people, and how each month of the campaign stands for it.

The Excel list and the wall poster are made from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import clock, connection
from db.vocabulary import MonthMark, TaskState
from xianfeng_gui.rules.months import month_of, months
from xianfeng_gui.work import monthly, sheets_head, task_list, topics
from xianfeng_gui.work.monthly import ReportState
from xianfeng_gui.work.task_list import TaskFilter, TaskRow

_ENDED = (TaskState.DONE, TaskState.STRUCK_OFF)
_MARKS = {
    ReportState.REPORTED: MonthMark.REPORTED,
    ReportState.MISSING: MonthMark.MISSING,
    ReportState.CURRENT: MonthMark.CURRENT,
}
DEADLINE_SIGN = "◇"
"""Stands beside the sign of the month in which a task is due."""
LEGEND = (
    f"{MonthMark.DONE.label} 当月完成　{MonthMark.REPORTED.label} 已报　{MonthMark.MISSING.label} 逾期未报　"
    f"{MonthMark.CURRENT.label} 本月待报　{MonthMark.AHEAD.label} 计划推进　{DEADLINE_SIGN} 期限所在月份"
)


@dataclass(frozen=True)
class TaskScope:
    """Which tasks a list shows: those of a topic (SAFEGUARDS for the campaign's own, empty for all) that the page's
    filters let through, and of these (unless none) only the ones with the ids in ``only``, as ``only_words`` says."""

    topic_id: str = ""
    filters: TaskFilter = TaskFilter()
    only: frozenset[str] | None = None
    only_words: str = ""

    def in_words(self) -> str:
        """For a list's head."""
        return "；".join(
            part
            for part in (sheets_head.scope_in_words(self.topic_id), self.filters.in_words(), self.only_words)
            if part
        )


@dataclass(frozen=True)
class ListedTask:
    """A task with its topic, its month marks (one a month of the campaign) and where its deadline's month stands."""

    row: TaskRow
    topic: topics.TopicTab
    marks: tuple[MonthMark, ...]
    deadline_at: int | None


@dataclass(frozen=True)
class Master:
    """The campaign's months, and the tasks topic by topic."""

    months: tuple[str, ...]
    tasks: tuple[ListedTask, ...]


def listed_tasks(scope: TaskScope) -> list[tuple[topics.TopicTab, TaskRow]]:
    """The tasks that a list shows, in the plan's order."""
    today = clock.today()
    return [
        (tab, row)
        for tab in sheets_head.scopes(scope.topic_id)
        for row in task_list.task_rows(None if tab.id == topics.SAFEGUARDS else tab.id, today, scope.filters)
        if scope.only is None or row.id in scope.only
    ]


def master(scope: TaskScope) -> Master:
    """The one sheet of these tasks, as of today."""
    campaign, today, due_on = topics.campaign(), clock.today(), monthly.due_day()
    names = tuple(months(campaign.starts_on, campaign.ends_on))
    reporting = {task.id: task for task in monthly.reporting_tasks(campaign)}
    finished: dict[str, str] = dict(
        connection.rows("SELECT id, substr(done_on, 1, 7) FROM task WHERE state = 'done'")
    )

    def mark(month: str, row: TaskRow) -> MonthMark:
        if month == finished.get(row.id):
            return MonthMark.DONE
        task = reporting[row.id]
        state = monthly.state_of(month, month in task.expected, month in task.reported, due_on, today)
        if state is ReportState.FUTURE and row.state not in _ENDED and month <= month_of(row.deadline):
            return MonthMark.AHEAD
        return _MARKS.get(state, MonthMark.NONE)

    return Master(
        names,
        tuple(
            ListedTask(row, tab, tuple(mark(month, row) for month in names), _place(names, row.deadline))
            for tab, row in listed_tasks(scope)
        ),
    )


def _place(names: tuple[str, ...], deadline: dt.date) -> int | None:
    month = month_of(deadline)
    return names.index(month) if month in names else None
