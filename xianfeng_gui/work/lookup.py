"""A record by the number that people know it by."""

from __future__ import annotations

from db import connection
from db.errors import UserError

_SOURCES = (
    ("hazard", "SELECT id FROM hazard WHERE number = ?"),
    ("inspection", "SELECT id FROM inspection WHERE number = ?"),
    ("paper", "SELECT id FROM paper WHERE number = ?"),
    (
        "task",
        "SELECT task.id FROM task JOIN campaign ON campaign.id = task.campaign_id "
        "WHERE campaign.active AND task.number = ?",
    ),
)


def by_number(number: str) -> tuple[str, str]:
    """Table and id of the hazard, inspection, paper or task of that number; UserError when there is none."""
    wanted = "".join(number.split())
    for table, sql in _SOURCES:
        found = connection.scalar(sql, (wanted,))
        if found is not None:
            return table, str(found)
    raise UserError(f"没有编号为“{number}”的隐患、检查、任务或文书，请核对编号", "number")


_WORDS = {"inspection": "检查", "paper": "文书"}


def one(table: str, number: str) -> str:
    """The id of the inspection or paper of that number; UserError when it is the number of something else, or of nothing."""
    found, record = by_number(number)
    if found != table:
        raise UserError(f"“{number}”不是{_WORDS[table]}的编号，请核对", "number")
    return record
