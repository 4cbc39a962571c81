"""Tasks and monthly reports from a list into the archive."""

from __future__ import annotations

from collections.abc import Sequence

from db import bulk, connection, ids
from db.records import MonthlyReport, Person, Task, TaskOffice
from db.vocabulary import OfficeRole, TaskState
from xianfeng_gui.work import topics
from xianfeng_gui.work.ledger.judged import Judged
from xianfeng_gui.work.ledger.people_by_name import mark_leaders
from xianfeng_gui.work.ledger.task_rows import NEW_PEOPLE

_BESIDE = ("supporting", NEW_PEOPLE)
"""What a task's record brings that stands in other tables."""
_IN_PROGRESS = (
    "UPDATE task SET state = ? WHERE state = ? AND id IN (SELECT task_id FROM monthly_report WHERE id = ?)"
)


def write_tasks(created: Sequence[Judged], updated: Sequence[Judged]) -> list[str]:
    """Add and change tasks with their supporting offices and the people who are new; only inside a change.

    Returns the new tasks' ids.
    """
    people = {
        person["id"]: person for one in (*created, *updated) for person in one.record.get(NEW_PEOPLE, ())
    }
    bulk.insert(Person, people.values())
    mark_leaders({one.record["leader"] for one in (*created, *updated) if one.record.get("leader")})
    campaign = topics.campaign().id
    last = int(connection.scalar("SELECT max(position) FROM task WHERE campaign_id = ?", (campaign,)) or 0)
    records = [
        {**one.record, "campaign": campaign, "position": last + at} for at, one in enumerate(created, 1)
    ]
    bulk.insert(Task, records)
    for one in updated:
        fields = {key: value for key, value in one.record.items() if key not in _BESIDE}
        if fields:
            Task.update(**fields).where(Task.id == one.target).execute()
    for task, record in (
        *((str(one.record["id"]), one.record) for one in created),
        *((one.target, one.record) for one in updated),
    ):
        if "supporting" in record:
            _support(task, record["supporting"])
    return [str(one.record["id"]) for one in created]


def _support(task: str, offices: Sequence[str]) -> None:
    """The supporting offices of a task; those with another part in it stay."""
    TaskOffice.delete().where(TaskOffice.task == task, TaskOffice.role == OfficeRole.SUPPORTING).execute()
    rows = [
        {
            "id": ids.new_id(),
            "task": task,
            "office": office,
            "role": OfficeRole.SUPPORTING,
            "position": position,
        }
        for position, office in enumerate(offices)
    ]
    bulk.insert(TaskOffice, rows)


def write_reports(created: Sequence[Judged], updated: Sequence[Judged]) -> list[str]:
    """Add and change monthly reports; a task that is reported has begun. Only inside a change."""
    bulk.insert(MonthlyReport, [dict(one.record) for one in created])
    for one in updated:
        MonthlyReport.update(**one.record).where(MonthlyReport.id == one.target).execute()
    written = [str(one.record["id"]) for one in created]
    for report in written:
        connection.connection().execute(
            _IN_PROGRESS, (TaskState.IN_PROGRESS.value, TaskState.NOT_STARTED.value, report)
        )
    return written
