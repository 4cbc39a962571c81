"""Monthly reports: which are expected of whom, which are there and which are missing.

A task is reported from its start to the month in which it is done or struck off; from the month in which it is
split, its parts are reported instead. A report is missing once the month's due day (terms: monthly_report) is past. Months before the one from which this
office counts (setting monthly_report.first_month) are asked for only where a report is there: earlier ones lie in folders.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from db import connection
from db.vocabulary import Term
from xianfeng_gui.rules.months import month_due, month_of, months, reporting_months
from xianfeng_gui.work import offices, settings, topics

NO_OFFICE = "未定责任单位"


class ReportState(Term):
    """How the reports of a month stand."""

    REPORTED = "reported", "已报"
    PARTLY = "partly", "部分已报"
    MISSING = "missing", "缺"
    CURRENT = "current", "待报"
    FUTURE = "future", "未到"
    NOT_NEEDED = "not_needed", "不需报"


@dataclass(frozen=True)
class ReportingTask:
    """A task with the months ("YYYY-MM") it is reported for in the whole campaign, and those reported."""

    id: str
    number: str
    title: str
    topic_id: str | None
    office_id: str | None
    office: str
    expected: tuple[str, ...]
    reported: frozenset[str]


@dataclass(frozen=True)
class CellTask:
    """A task behind a cell of the grid."""

    id: str
    number: str
    title: str
    reported: bool


@dataclass(frozen=True)
class GridCell:
    """An office's month: how many of its tasks are expected and reported, and which they are."""

    month: str
    state: ReportState
    expected: int
    reported: int
    tasks: tuple[CellTask, ...]


@dataclass(frozen=True)
class GridRow:
    """An office's months, one cell a month of the campaign; ``office_id`` is ``None`` for tasks without office."""

    office_id: str | None
    office: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class MonthlyGrid:
    """The campaign's months and a row for each responsible office; ``current`` is today's month."""

    months: tuple[str, ...]
    current: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class OfficeMissing:
    """What an office owes: reports whose due day is past, and those of this month that are still to come."""

    office_id: str | None
    office: str
    missing: int
    pending: int


def due_day() -> int:
    """The day of the month by which a month is reported."""
    return settings.terms()["monthly_report"].number


def counted_office() -> str | None:
    """The only office whose missing reports this PC can count, a village's own; none for all offices."""
    own = offices.own_office()
    return own.id if own.kind in offices.LOCAL_KINDS else None


def _counted() -> list[ReportingTask]:
    """The tasks of all topics whose reports are counted here."""
    only = counted_office()
    return [task for task in reporting_tasks(topics.campaign()) if only is None or task.office_id == only]


def reporting_tasks(campaign: topics.CampaignInfo) -> list[ReportingTask]:
    """Every task of the campaign, by office and position."""
    sql = (
        "SELECT task.id, task.number, task.title, task.topic_id, task.office_id, coalesce(office.name, ?2), "
        "task.starts_on, task.done_on, (SELECT min(part.starts_on) FROM task AS part "
        "WHERE part.parent_id = task.id AND part.state <> 'struck_off') "
        "FROM task LEFT JOIN office ON office.id = task.office_id WHERE task.campaign_id = ?1 "
        "ORDER BY coalesce(office.position, 9999), task.position, length(task.number), task.number"
    )
    reported, first = _reported(campaign.id), settings.get(settings.FIRST_MONTH)
    found = []
    for task_id, number, title, topic_id, office_id, office, *dates in connection.rows(
        sql, (campaign.id, NO_OFFICE)
    ):
        own = frozenset(reported.get(task_id, ()))
        asked = tuple(month for month in _expected(campaign, *dates) if month >= first or month in own)
        found.append(ReportingTask(task_id, number, title, topic_id, office_id, office, asked, own))
    return found


def _reported(campaign_id: str) -> dict[str, set[str]]:
    """Months reported, by task."""
    found: dict[str, set[str]] = defaultdict(set)
    sql = "SELECT task_id, month FROM task CROSS JOIN monthly_report ON task_id = task.id WHERE task.campaign_id = ?"
    for task_id, month in connection.rows(sql, (campaign_id,)):
        found[task_id].add(month)
    return found


def _expected(
    campaign: topics.CampaignInfo, starts_on: str, done_on: str | None, parts_from: str | None
) -> tuple[str, ...]:
    """The months of the whole campaign; what is not yet due is sorted out later."""
    ends = [dt.date.fromisoformat(done_on)] if done_on else []
    if parts_from:
        ends.append(dt.date.fromisoformat(parts_from).replace(day=1) - dt.timedelta(days=1))
    start, end = campaign.starts_on, campaign.ends_on
    return tuple(reporting_months(start, end, dt.date.fromisoformat(starts_on), min(ends, default=None), end))


def state_of(month: str, expected: int, reported: int, due_on: int, today: dt.date) -> ReportState:
    """How a month stands when ``reported`` of ``expected`` tasks are there; ``due_on`` is a day of the month."""
    if not expected:
        return ReportState.NOT_NEEDED
    if month > month_of(today):
        return ReportState.FUTURE
    if reported == expected:
        return ReportState.REPORTED
    if month_due(month, due_on) >= today:
        return ReportState.CURRENT
    return ReportState.PARTLY if reported else ReportState.MISSING


def monthly_grid(topic_id: str | None, today: dt.date) -> MonthlyGrid:
    """The topic's months, office by office; ``None`` for the campaign's safeguards."""
    campaign, due_on = topics.campaign(), due_day()
    names = tuple(months(campaign.starts_on, campaign.ends_on))
    rows = tuple(
        GridRow(office_id, tasks[0].office, tuple(_cell(month, tasks, due_on, today) for month in names))
        for office_id, tasks in _by_office(_of_topic(campaign, topic_id)).items()
        if any(task.expected for task in tasks)
    )
    return MonthlyGrid(names, month_of(today), rows)


def _of_topic(campaign: topics.CampaignInfo, topic_id: str | None) -> list[ReportingTask]:
    return [task for task in reporting_tasks(campaign) if task.topic_id == topic_id]


def _by_office(tasks: Iterable[ReportingTask]) -> dict[str | None, list[ReportingTask]]:
    grouped: dict[str | None, list[ReportingTask]] = {}
    for task in tasks:
        grouped.setdefault(task.office_id, []).append(task)
    return grouped


def _cell(month: str, tasks: list[ReportingTask], due_on: int, today: dt.date) -> GridCell:
    behind = tuple(
        CellTask(task.id, task.number, task.title, month in task.reported)
        for task in tasks
        if month in task.expected
    )
    reported = sum(task.reported for task in behind)
    return GridCell(
        month, state_of(month, len(behind), reported, due_on, today), len(behind), reported, behind
    )


def unreported_offices(topic_id: str | None, today: dt.date) -> int:
    """How many offices have a task of the topic that is not yet reported for this month; a village counts itself."""
    month = month_of(today)
    return len({one.office_id for one in _counted() if one.topic_id == topic_id and _lacks(one, month)})


def _lacks(task: ReportingTask, month: str) -> bool:
    return month in task.expected and month not in task.reported


def missing_by_office(today: dt.date) -> list[OfficeMissing]:
    """What each office owes in all topics; only offices that owe something, in a village only itself."""
    campaign, due_on = topics.campaign(), due_day()
    past = [
        month
        for month in months(campaign.starts_on, min(today, campaign.ends_on))
        if month_due(month, due_on) < today
    ]
    open_month = month_of(today)
    found = []
    for office_id, tasks in _by_office(_counted()).items():
        missing = sum(_lacks(task, month) for task in tasks for month in past)
        pending = 0 if open_month in past else sum(_lacks(task, open_month) for task in tasks)
        if missing or pending:
            found.append(OfficeMissing(office_id, tasks[0].office, missing, pending))
    return found


def coverage() -> dict[str, tuple[int, int]]:
    """Month -> how many tasks are expected and how many of these are reported, in all topics; in a village its own."""
    found: dict[str, tuple[int, int]] = {}
    for task in _counted():
        for month in task.expected:
            expected, reported = found.get(month, (0, 0))
            found[month] = (expected + 1, reported + (month in task.reported))
    return found
