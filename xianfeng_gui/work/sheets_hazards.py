"""Hazards as lists: the register, the two lists (problems and measures) as one workbook, and the steps of their lives."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from db import clock, connection
from xianfeng_gui.sheets.columns import Row, Table
from xianfeng_gui.sheets.hazards import HAZARDS, PROBLEMS, STEPS
from xianfeng_gui.sheets.tasks import MEASURES
from xianfeng_gui.work import hazard_filter, hazard_list, sheets_measures
from xianfeng_gui.work.hazard_filter import UNRECTIFIED, HazardFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.sheets_head import campaign_title, select, table
from xianfeng_gui.work.task_list import TaskFilter

_NAMED = {
    "topic": "topic.short_name",
    "site": "site.name",
    "address": "site.address",
    "office": "office.name",
    "village": "village.name",
    "task": "task.number",
    "inspection": "(SELECT number FROM inspection WHERE id = hazard.inspection_id)",
}
"""What stands in another record than the hazard itself."""


def _expressions() -> dict[str, str]:
    """SQL for every column of a list of hazards."""
    own = {
        column.key: f"hazard.{column.key}"
        for sheet in (HAZARDS, PROBLEMS)
        for column in sheet.columns
        if column.comes_in
    }
    states = ", ".join(f"'{state}'" for state in UNRECTIFIED)
    today = clock.today().isoformat()
    late = (
        f"iif(hazard.state IN ({states}) AND hazard.deadline < '{today}', "
        f"CAST(julianday('{today}') - julianday(hazard.deadline) AS INTEGER), NULL)"
    )
    return own | _NAMED | {"days_late": late}


def register(wanted: HazardFilter) -> list[Table]:
    """The hazard register in the filter's order."""
    found = hazard_list.stream(wanted, select(HAZARDS, _expressions()))
    return [table(HAZARDS, found, hazard_filter.in_words(wanted))]


def two_lists(wanted: HazardFilter) -> list[Table]:
    """Problems found and measures adopted; of the filter only topic and office limit the measures."""
    problems = hazard_list.stream(wanted, select(PROBLEMS, _expressions()))
    measures = sheets_measures.rows(wanted.topic_id, wanted.office_id)
    words = hazard_filter.in_words(wanted)
    limits = TaskScope(wanted.topic_id, TaskFilter(office_id=wanted.office_id or None)).in_words()
    return [
        table(PROBLEMS, problems, words, title=campaign_title(PROBLEMS.title)),
        table(MEASURES, measures, limits, title=campaign_title(MEASURES.title)),
    ]


def steps(wanted: HazardFilter) -> list[Table]:
    """What was done about the hazards that the filter finds: hazard by hazard in its order, step by step as entered."""
    return [table(STEPS, _steps(wanted), hazard_filter.in_words(wanted))]


def _steps(wanted: HazardFilter) -> Iterator[Row]:
    own = ", ".join(column.key for column in STEPS.filled[2:])
    sql = (
        f"SELECT hazard_id, {own} FROM hazard_step WHERE hazard_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY entered_at, id"
    )
    hazards = hazard_list.stream(wanted, "hazard.id, hazard.number, site.name")
    while block := list(islice(hazards, hazard_list.STREAMED)):
        taken: dict[str, list[connection.Row]] = defaultdict(list)
        for hazard_id, *step in connection.rows(sql, (json.dumps([row[0] for row in block]),)):
            taken[hazard_id].append(tuple(step))
        for hazard_id, number, site in block:
            yield from ((number, site, *step) for step in taken[hazard_id])
