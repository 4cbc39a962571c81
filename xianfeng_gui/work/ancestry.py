"""A task and those it was carried over from: in the new campaign, what was reported before still tells of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import connection


def older(task: str) -> str:
    """SQL for the ids of the tasks that one continues, however many campaigns back; ``task``: SQL for its id."""
    return (
        f"(WITH RECURSIVE line (id) AS (SELECT carried_from_id FROM task AS own WHERE own.id = {task} "
        "UNION ALL SELECT carried_from_id FROM task AS old JOIN line ON old.id = line.id) "
        "SELECT id FROM line WHERE id IS NOT NULL)"
    )


@dataclass(frozen=True)
class CarriedFrom:
    """The task of the earlier campaign that a task continues, with the deadline that it had there."""

    campaign: str
    number: str
    deadline: dt.date


def carried_from(task_id: str) -> CarriedFrom | None:
    """The task that this one continues; none for a task of the plan's own."""
    row = connection.one(
        "SELECT campaign.name, old.number, old.deadline FROM task JOIN task AS old ON old.id = task.carried_from_id "
        "JOIN campaign ON campaign.id = old.campaign_id WHERE task.id = ?",
        (task_id,),
    )
    return CarriedFrom(row[0], row[1], dt.date.fromisoformat(row[2])) if row else None
