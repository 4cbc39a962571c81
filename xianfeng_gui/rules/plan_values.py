"""What a plan says, as plain values: the campaign, its phases, offices, topics, measures and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LOCAL_KINDS = ("all_villages", "market_town_villages", "named")
"""Which villages are a topic's local offices: all, those with a market town, the named ones."""


@dataclass(frozen=True)
class PlanCampaign:
    """The campaign as a whole; ``starts_on`` and ``ends_on`` are both days of the campaign.

    ``reporting_day``: the day of the month by which a month is reported, none where the plan names none.
    """

    key: str
    name: str
    short_name: str
    document_number: str
    issuer: str
    issued_on: date | None
    starts_on: date
    ends_on: date
    basis: str
    summary: str
    reporting_day: int | None = None


@dataclass(frozen=True)
class PlanPhase:
    """One stretch of the campaign, both days included; phases may overlap. ``kind``: ``PhaseKind``."""

    kind: str
    name: str
    starts_on: date
    ends_on: date
    summary: str


@dataclass(frozen=True)
class PlanOffice:
    """An office that the plan names; ``code``: two to four capital letters, ``kind``: ``OfficeKind``."""

    name: str
    full_name: str
    code: str
    kind: str


@dataclass(frozen=True)
class PlanPerson:
    """Somebody whom the plan names as in charge, with the posts that it gives."""

    name: str
    post: str = ""


@dataclass(frozen=True)
class PlanTask:
    """One row of a task list.

    ``target`` is text, empty when there is none; ``target_value`` (in ``target_unit``) its figure if any.
    ``dated`` tells that the plan's own text gives the deadline. ``lead`` is never empty:
    the task's own office, else the topic's first lead office. ``supporting`` and ``local_names``: offices and
    villages that only this task names. ``person`` works in the lead office.
    """

    number: int
    title: str
    content: str
    target: str
    target_value: float | None
    target_unit: str
    deadline: date
    dated: bool
    lead: str
    supporting: tuple[str, ...] = ()
    local_names: tuple[str, ...] = ()
    person: PlanPerson | None = None
    leader: PlanPerson | None = None


@dataclass(frozen=True)
class PlanMeasure:
    """One of the plan's 一是、二是 …, with the tasks that it comes to (at least one) and its own words, if kept."""

    number: int
    title: str
    tasks: tuple[PlanTask, ...]
    content: str = ""


@dataclass(frozen=True)
class PlanTopic:
    """One field of work. ``lead`` and ``supporting`` are office names; ``local`` is one of ``LOCAL_KINDS``.

    ``local_names`` holds villages' names when ``local`` is "named" and is empty otherwise.
    """

    number: int
    name: str
    short_name: str
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    local: str
    local_names: tuple[str, ...]
    local_text: str
    measures: tuple[PlanMeasure, ...]


@dataclass(frozen=True)
class Plan:
    """A whole plan file; ``safeguards`` are tasks of the campaign that belong to no topic."""

    campaign: PlanCampaign
    phases: tuple[PlanPhase, ...]
    offices: tuple[PlanOffice, ...]
    topics: tuple[PlanTopic, ...]
    safeguards: tuple[PlanTask, ...]


def task_number(topic: int | None, measure: int | None, task: int) -> str:
    """The number people read: "5-1-2" for a topic's task, "保-1" for a safeguard (no topic, no measure)."""
    if topic is None and measure is None:
        return f"保-{task}"
    if topic is None or measure is None:
        raise ValueError("a task has both a topic and a measure, or neither")
    return f"{topic}-{measure}-{task}"
