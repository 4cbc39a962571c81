"""The overview: the campaign's figures by topic, its phases, what is due, and who still owes a monthly report.

Hazards are counted from hazard_tally only, so that 200,000 of them cost no more than a few milliseconds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from db import connection
from xianfeng_gui.work import topics

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent
    from xianfeng_gui.work.monthly import OfficeMissing

OVERDUE_SHOWN = 100
"""At most this many overdue entries of a kind are listed; the counts are whole."""


@dataclass(frozen=True)
class Counts:
    """Numbers of tasks (without struck-off ones) and hazards; open: neither closed nor dismissed."""

    tasks: int = 0
    done: int = 0
    late: int = 0
    hazards: int = 0
    open_hazards: int = 0
    late_hazards: int = 0
    open_major: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)))


class TopicCounts(NamedTuple):
    """A topic's line on the overview."""

    tab: topics.TopicTab
    counts: Counts


class PhaseStrip(NamedTuple):
    """A phase on the strip; ``progress`` from 0 to 1 is how much of its time has passed."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    current: bool
    progress: float


class Figures(NamedTuple):
    """What the overview shows in figures: each topic, the safeguards last, and the sum of all."""

    campaign: topics.CampaignInfo
    by_topic: tuple[TopicCounts, ...]
    total: Counts
    phases: tuple[PhaseStrip, ...]


class Agenda(NamedTuple):
    """What is overdue (the longest first, at most OVERDUE_SHOWN of a kind), due today, and in the next seven days;
    ``missing``: which offices owe monthly reports, in a village (``own_only``) only itself.

    ``overdue_tasks`` and ``overdue_hazards`` are whole counts.
    """

    overdue: tuple[CalendarEvent, ...]
    overdue_tasks: int
    overdue_hazards: int
    today: tuple[CalendarEvent, ...]
    next_seven: tuple[CalendarEvent, ...]
    missing: tuple[OfficeMissing, ...]
    own_only: bool


def figures(today: dt.date) -> Figures:
    """The overview's figures as of ``today``."""
    campaign = topics.campaign()
    tasks, hazards = _tasks(campaign.id, today), _hazards(today)
    tabs = [*topics.topics(), topics.SAFEGUARDS_TAB]
    by_topic = tuple(
        TopicCounts(tab, tasks.get(tab.id, Counts()) + hazards.get(tab.id, Counts())) for tab in tabs
    )
    return Figures(
        campaign=campaign,
        by_topic=by_topic,
        total=sum((one.counts for one in by_topic), Counts()),
        phases=tuple(_strip(phase, today) for phase in campaign.phases),
    )


def _tasks(campaign_id: str, today: dt.date) -> dict[str, Counts]:
    sql = (
        f"SELECT coalesce(topic_id, :safeguards), count(*), sum(state = 'done'), sum({topics.LATE_TASK}) FROM task "
        "WHERE campaign_id = :campaign AND state <> 'struck_off' GROUP BY 1"
    )
    parameters = {"campaign": campaign_id, "today": today.isoformat(), "safeguards": topics.SAFEGUARDS}
    rows = connection.rows(sql, parameters)
    return {topic_id: Counts(tasks=n, done=done, late=late) for topic_id, n, done, late in rows}


def _hazards(today: dt.date) -> dict[str, Counts]:
    sql = (
        f"SELECT topic_id, sum(n), sum(iif({topics.OPEN_HAZARD}, n, 0)), sum(iif({topics.LATE_HAZARD}, n, 0)), "
        f"sum(iif(grade = 'major' AND {topics.OPEN_HAZARD}, n, 0)) FROM hazard_tally GROUP BY topic_id"
    )
    rows = connection.rows(sql, {"today": today.isoformat()})
    return {
        topic_id: Counts(hazards=n, open_hazards=unclosed, late_hazards=late, open_major=major)
        for topic_id, n, unclosed, late, major in rows
    }


def _strip(phase: topics.PhaseInfo, today: dt.date) -> PhaseStrip:
    days = (phase.ends_on - phase.starts_on).days + 1
    passed = (today - phase.starts_on).days + 1
    progress = min(max(passed / days, 0.0), 1.0)
    return PhaseStrip(phase.name, phase.starts_on, phase.ends_on, phase.contains(today), progress)


def agenda(today: dt.date) -> Agenda:
    """What is overdue, due today and due in the seven days after, and who owes reports."""
    from xianfeng_gui.work import calendar, monthly

    late = topics.late_counts(today)
    week = [
        event
        for event in calendar.events(today, today + dt.timedelta(days=7), today)
        if _is_due(event) and event.date >= today
    ]
    return Agenda(
        overdue=tuple(calendar.overdue(today, OVERDUE_SHOWN)),
        overdue_tasks=sum(late.values()) - 2 * late[topics.HAZARDS],
        overdue_hazards=late[topics.HAZARDS],
        today=tuple(event for event in week if event.date == today),
        next_seven=tuple(event for event in week if event.date > today),
        missing=tuple(monthly.missing_by_office(today)),
        own_only=monthly.counted_office() is not None,
    )


def _is_due(event: CalendarEvent) -> bool:
    """Whether something is still to be done on one day: no band, nothing finished."""
    return event.date == event.until and not event.done
