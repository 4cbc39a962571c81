"""Tasks as lists: the task list of a topic or of all, and the one sheet with its months."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from db import connection
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.sheets.columns import CellValue, Table
from xianfeng_gui.sheets.tasks import MONTH, TASKS, master_sheet
from xianfeng_gui.work import master as master_work
from xianfeng_gui.work import topics
from xianfeng_gui.work.master import DEADLINE_SIGN, LEGEND, ListedTask, TaskScope
from xianfeng_gui.work.sheets_head import campaign_title, rows, table
from xianfeng_gui.work.task_list import TaskRow

_DETAILS = """
SELECT task.id, task.content, task.starts_on, task.done_on, task.closing_remark, measure.title, parent.number
FROM task LEFT JOIN measure ON measure.id = task.measure_id LEFT JOIN task AS parent ON parent.id = task.parent_id
WHERE task.campaign_id = ?
"""
_SUPPORTING = (
    "SELECT task_id, office.name FROM task_office JOIN office ON office.id = office_id "
    "WHERE role <> 'lead' ORDER BY task_office.position"
)

_Listed = tuple[topics.TopicTab, TaskRow]


def tasks(scope: TaskScope) -> list[Table]:
    """The task list as the topic's page shows it, with the texts that the page shows beside it."""
    found = master_work.listed_tasks(scope)
    return [
        table(TASKS, rows(TASKS, _task_values(), found), scope.in_words(), title=campaign_title(TASKS.title))
    ]


def _task_values() -> Mapping[str, Callable[[_Listed], CellValue]]:
    details = {row[0]: row[1:] for row in connection.rows(_DETAILS, (topics.campaign().id,))}
    supporting = _supporting()

    def detail(at: int) -> Callable[[_Listed], CellValue]:
        return lambda one: details[one[1].id][at]

    return {
        "number": lambda one: one[1].number,
        "topic": lambda one: one[0].short_name,
        "title": lambda one: one[1].title,
        "content": detail(0),
        "target": lambda one: one[1].target,
        "office": lambda one: one[1].office,
        "supporting": lambda one: supporting.get(one[1].id),
        "person": lambda one: one[1].person,
        "leader": lambda one: one[1].leader,
        "deadline": lambda one: one[1].deadline,
        "state": lambda one: one[1].state,
        "percent": lambda one: one[1].percent,
        "days_late": lambda one: one[1].late_days or None,
        "report": lambda one: one[1].report.label,
        "measure": detail(4),
        "parent": detail(5),
        "starts_on": detail(1),
        "done_on": detail(2),
        "closing_remark": detail(3),
    }


def _supporting() -> dict[str, tuple[str, ...]]:
    """Names of the other offices that have a part in a task."""
    found: dict[str, tuple[str, ...]] = {}
    for task_id, name in connection.rows(_SUPPORTING):
        found[task_id] = (*found.get(task_id, ()), name)
    return found


def master(scope: TaskScope) -> list[Table]:
    """The one sheet: every task with its offices and people, and a sign a month."""
    found = master_work.master(scope)
    sheet = master_sheet(found.months)
    values = _master_values(found.months)
    title = campaign_title("挂图作战“一张表”")
    return [table(sheet, rows(sheet, values, found.tasks), scope.in_words(), title=title, legend=LEGEND)]


def _master_values(months: tuple[str, ...]) -> Mapping[str, Callable[[ListedTask], CellValue]]:
    campaign = topics.campaign().id
    leads = {tab.id: topics.offices_in(campaign, tab.id, "lead") for tab in topics.topics()}
    supporting = _supporting()
    values: dict[str, Callable[[ListedTask], CellValue]] = {
        "topic": lambda one: one.topic.short_name,
        "number": lambda one: one.row.number,
        "title": lambda one: one.row.title,
        "target": lambda one: one.row.target,
        "lead": lambda one: leads.get(one.topic.id),
        "office": lambda one: one.row.office,
        "supporting": lambda one: supporting.get(one.row.id),
        "person": lambda one: one.row.person,
        "leader": lambda one: one.row.leader,
        "deadline": lambda one: one.row.deadline,
        "state_in_words": lambda one: one.row.label,
    }
    return values | {MONTH + month: _sign(at, month) for at, month in enumerate(months)}


def _sign(at: int, month: str) -> Callable[[ListedTask], CellValue]:
    def sign(one: ListedTask) -> CellValue:
        due = DEADLINE_SIGN if month == month_of(one.row.deadline) else ""
        return one.marks[at].label + due

    return sign
