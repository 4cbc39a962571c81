"""Short ways to tasks, offices and snapshots for the tests of work/."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db import connection, journal
from db.records import RECORDS
from xianfeng_gui.work import offices, topics
from xianfeng_gui.work.task_input import TaskData

ACTOR = "何某"


def task_id(number: str) -> str:
    """The id of the task with this number."""
    return str(connection.scalar("SELECT id FROM task WHERE number = ?", (number,)))


def topic_id(number: int) -> str:
    """The id of the topic with this number."""
    return next(topic.id for topic in topics.topics() if topic.number == number)


def office_id(name: str) -> str:
    """The id of the office with this name."""
    return offices.by_name(name).id


def person(office: str, name: str, **values: Any) -> str:
    """A new person of the office."""
    return offices.save_person(offices.PersonData(office_id(office), name, **values), ACTOR)


def column(number: str, name: str) -> Any:
    """What the archive holds of a task."""
    return connection.scalar(f"SELECT {name} FROM task WHERE number = ?", (number,))


def part(title: str, **values: Any) -> TaskData:
    """A small task."""
    return TaskData(title, values.pop("deadline", dt.date(2021, 12, 31)), **values)


def snapshot() -> dict[str, list[connection.Row]]:
    """Every row of every recorded table."""
    tables = [record._meta.table_name for record in RECORDS]
    return {table: sorted(connection.rows(f"SELECT * FROM {table}"), key=str) for table in tables}


def undo_all(down_to: int) -> None:
    """Take back everything after the first ``down_to`` entries of the journal."""
    while (entry := journal.last_undoable()) is not None and entry.seq > down_to:
        journal.undo(ACTOR)
