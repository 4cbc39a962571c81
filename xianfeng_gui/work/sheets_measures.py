"""The plan's measures with what has become of them: the measure list of the two lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db import connection
from xianfeng_gui.sheets.columns import CellValue, Row
from xianfeng_gui.sheets.tasks import MEASURES
from xianfeng_gui.work import topics
from xianfeng_gui.work.sheets_head import rows as rows_of

_SQL = """
SELECT topic.short_name, measure.number, measure.title,
    coalesce(nullif(measure.content, ''), (SELECT group_concat(words, char(10)) FROM (
        SELECT coalesce(nullif(task.content, ''), task.title) AS words FROM task
        WHERE task.measure_id = measure.id AND task.state <> 'struck_off' ORDER BY task.position))),
    (SELECT group_concat(name, char(10)) FROM (SELECT DISTINCT office.name AS name FROM task
        JOIN office ON office.id = task.office_id WHERE task.measure_id = measure.id AND task.state <> 'struck_off'
        ORDER BY office.position)),
    (SELECT group_concat(name, char(10)) FROM (SELECT DISTINCT person.name AS name FROM task
        JOIN person ON person.id = task.person_id WHERE task.measure_id = measure.id AND task.state <> 'struck_off')),
    max(task.deadline), count(task.id), total(task.state = 'done')
FROM measure JOIN topic ON topic.id = measure.topic_id
LEFT JOIN task ON task.measure_id = measure.id AND task.state <> 'struck_off'
WHERE topic.campaign_id = :campaign AND :topic IN ('', topic.id)
    AND (:office = '' OR EXISTS (SELECT 1 FROM task AS own WHERE own.measure_id = measure.id
        AND own.office_id = :office AND own.state <> 'struck_off'))
GROUP BY measure.id ORDER BY topic.number, measure.number
"""


@dataclass(frozen=True)
class _Measure:
    """A measure and its tasks, struck-off ones left out; ``content``: its own words, else those of its tasks."""

    topic: str
    number: int
    title: str
    content: str | None
    offices: str | None
    people: str | None
    deadline: str | None
    tasks: int
    done: float


_VALUES: dict[str, Callable[[_Measure], CellValue]] = {
    "topic": lambda one: one.topic,
    "number": lambda one: one.number,
    "title": lambda one: one.title,
    "content": lambda one: one.content,
    "offices": lambda one: one.offices,
    "people": lambda one: one.people,
    "deadline": lambda one: one.deadline,
    "tasks": lambda one: one.tasks,
    "done": lambda one: int(one.done),
    "rate": lambda one: 100 * one.done / one.tasks if one.tasks else None,
    "state_in_words": lambda one: _state(one),
}


def _state(one: _Measure) -> CellValue:
    if not one.tasks:
        return "○ 未分解任务"
    if one.done == one.tasks:
        return "✓ 已完成"
    return f"{'◐' if one.done else '○'} {int(one.done)}/{one.tasks}"


def rows(topic_id: str, office_id: str = "") -> Iterator[Row]:
    """The measures of a topic, or of all (empty), with a task of an office, or of any; safeguards have none."""
    parameters = {"campaign": topics.campaign().id, "topic": topic_id, "office": office_id}
    return rows_of(MEASURES, _VALUES, (_Measure(*row) for row in connection.rows(_SQL, parameters)))
