"""What is late, by office: tasks and hazards past their deadline, the longest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from db import clock, connection
from db.vocabulary import DueFilter, HazardState
from xianfeng_gui.sheets.columns import Row, Table
from xianfeng_gui.sheets.tasks import LATE, LATE_BY_OFFICE
from xianfeng_gui.work import hazard_list, topics
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.master import TaskScope, listed_tasks
from xianfeng_gui.work.monthly import NO_OFFICE
from xianfeng_gui.work.sheets_head import attributes, rows, scope_in_words, table
from xianfeng_gui.work.task_list import TaskFilter

TASK, HAZARD = "任务", "隐患"


@dataclass(frozen=True)
class LateFilter:
    """Whose and of which topic (SAFEGUARDS for tasks of the campaign as a whole); empty for all."""

    office_id: str = ""
    topic_id: str = ""

    def in_words(self) -> str:
        """For a list's head."""
        office = connection.scalar("SELECT name FROM office WHERE id = ?", (self.office_id,))
        return "；".join(part for part in (office, scope_in_words(self.topic_id)) if part)


@dataclass(frozen=True)
class _Item:
    """Something late; its fields are the columns of the list."""

    office: str
    kind: str
    number: str
    topic: str
    matter: str
    site: str
    person: str
    deadline: str
    days_late: int
    state: str


def late(wanted: LateFilter) -> list[Table]:
    """Two tables: every late item, office by office, and the offices in figures."""
    places = {row[0]: row[1] for row in connection.rows("SELECT name, position FROM office")}
    items = [*_tasks(wanted), *_hazards(wanted)]
    items.sort(key=lambda one: (places.get(one.office, len(places)), one.office, -one.days_late, one.number))
    words = wanted.in_words()
    return [
        table(LATE, rows(LATE, attributes(LATE), items), words, title="逾期事项清单（按单位）"),
        table(LATE_BY_OFFICE, _by_office(items), words, title="各单位逾期事项统计表"),
    ]


def _tasks(wanted: LateFilter) -> Iterator[_Item]:
    filters = TaskFilter(office_id=wanted.office_id or None, due=DueFilter.LATE)
    for topic, row in listed_tasks(TaskScope(wanted.topic_id, filters)):
        yield _Item(
            office=row.office or NO_OFFICE,
            kind=TASK,
            number=row.number,
            topic=topic.short_name,
            matter=row.title,
            site="",
            person=row.person,
            deadline=row.deadline.isoformat(),
            days_late=row.late_days,
            state=row.state.label,
        )


_COLUMNS = (
    "office.name, hazard.number, topic.short_name, hazard.description, site.name, hazard.person, hazard.deadline, "
    "hazard.state"
)


def _hazards(wanted: LateFilter) -> Iterator[_Item]:
    if wanted.topic_id == topics.SAFEGUARDS:
        return
    found = HazardFilter(topic_id=wanted.topic_id, office_id=wanted.office_id, late=True)
    for office, number, topic, matter, site, person, deadline, state in hazard_list.stream(found, _COLUMNS):
        days = hazard_list.days_late(state, deadline, clock.today())
        label = HazardState.label_of(state)
        yield _Item(office, HAZARD, number, topic, matter, site, person, deadline, days, label)


def _by_office(items: list[_Item]) -> Iterator[Row]:
    """Items stand office by office."""
    for office, group in groupby(items, key=lambda one: one.office):
        own = list(group)
        tasks = sum(one.kind == TASK for one in own)
        yield office, tasks, len(own) - tasks, len(own), max(one.days_late for one in own)
