"""The campaign, its topics and what a topic's page says at its head.

The window's tabs are made from this at start, so it is plain SQL: neither records nor rules are imported, and its values are
named tuples, whose classes are made in an eighth of a dataclass's time.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from db import connection
from db.errors import UserError

SAFEGUARDS = "safeguards"
"""Stands for a topic's id where the tasks of the campaign as a whole are meant (they have no topic)."""
SAFEGUARDS_NAME = "综合保障"
HAZARDS = "hazards"
"""The key of all late hazards among the counts of what is late."""

LATE_TASK = "task.state IN ('not_started', 'in_progress') AND task.deadline < :today"
"""SQL for ``rules.tasks.is_task_late``."""
LATE_HAZARD = "deadline <> '' AND deadline < :today"
"""SQL over hazard_tally for ``rules.lifecycle.is_late``: the tally has no deadline where none can be missed."""
OPEN_HAZARD = "state NOT IN ('closed', 'dismissed')"
"""SQL for ``rules.lifecycle.is_open``."""


class PhaseInfo(NamedTuple):
    """A stretch of the campaign, first and last day included."""

    id: str
    kind: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    summary: str

    def contains(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the phase."""
        return self.starts_on <= day <= self.ends_on

    def months(self) -> int:
        """How many months the phase touches."""
        return _months_between(self.starts_on, self.ends_on) + 1

    def month_at(self, day: dt.date) -> int:
        """Which of its months ``day`` lies in, from 1."""
        return _months_between(self.starts_on, day) + 1


class CampaignInfo(NamedTuple):
    """The campaign that the office works on, with its phases by time."""

    id: str
    name: str
    short_name: str
    document_number: str
    starts_on: dt.date
    ends_on: dt.date
    phases: tuple[PhaseInfo, ...]

    def phase_at(self, day: dt.date) -> PhaseInfo | None:
        """The phase of a day; of two that overlap the one that ends first; none outside the campaign."""
        running = [phase for phase in self.phases if phase.contains(day)]
        return min(running, key=lambda phase: phase.ends_on, default=None)


class TopicTab(NamedTuple):
    """A topic as the tab bar needs it; ``id`` is SAFEGUARDS and ``number`` 0 for the campaign's safeguards."""

    id: str
    number: int
    name: str
    short_name: str


SAFEGUARDS_TAB = TopicTab(SAFEGUARDS, 0, SAFEGUARDS_NAME, SAFEGUARDS_NAME)


class TopicFigures(NamedTuple):
    """A topic's counts; struck-off tasks do not count, ``open_hazards`` are those neither closed nor dismissed."""

    tasks: int
    done: int
    late: int
    hazards: int
    open_hazards: int
    offices_unreported: int
    """Responsible offices that have not yet reported every task for this month."""


class TopicPage(NamedTuple):
    """The head of a topic's page; ``phase`` with the number of its present month, none outside the campaign."""

    tab: TopicTab
    leads: tuple[str, ...]
    supporting: tuple[str, ...]
    local_text: str
    figures: TopicFigures
    phases: tuple[PhaseInfo, ...]
    phase: PhaseInfo | None
    phase_month: int
    phase_months: int


def _months_between(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def campaign() -> CampaignInfo:
    """The active campaign (the latest of several)."""
    row = connection.one(
        "SELECT id, name, short_name, document_number, starts_on, ends_on FROM campaign "
        "ORDER BY active DESC, starts_on DESC LIMIT 1"
    )
    if row is None:
        raise UserError("还没有载入工作方案，请先建立数据")
    campaign_id, name, short_name, document_number, first, last = row
    day = dt.date.fromisoformat
    return CampaignInfo(
        campaign_id, name, short_name, document_number, day(first), day(last), _phases(campaign_id)
    )


def _phases(campaign_id: str) -> tuple[PhaseInfo, ...]:
    sql = (
        "SELECT id, kind, name, starts_on, ends_on, summary FROM phase WHERE campaign_id = ? "
        "ORDER BY starts_on, ends_on"
    )
    day = dt.date.fromisoformat
    return tuple(
        PhaseInfo(one, kind, name, day(first), day(last), summary)
        for one, kind, name, first, last, summary in connection.rows(sql, (campaign_id,))
    )


def topics() -> list[TopicTab]:
    """The topics of the active campaign in the plan's order."""
    sql = "SELECT id, number, name, short_name FROM topic WHERE campaign_id = ? ORDER BY number"
    return [TopicTab(*row) for row in connection.rows(sql, (campaign().id,))]


def topic_of_task(task_id: str) -> str | None:
    """The topic that a task belongs to; none for a safeguard."""
    found = connection.scalar("SELECT topic_id FROM task WHERE id = ?", (task_id,))
    return None if found is None else str(found)


def late_counts(today: dt.date) -> dict[str, int]:
    """What is late today, for the red figures on the tabs: tasks and hazards of each topic, tasks of the SAFEGUARDS,
    and all HAZARDS."""
    day = {"today": today.isoformat()}
    sql = (
        "SELECT coalesce(topic_id, :safeguards), count(*) FROM task "
        f"WHERE campaign_id = :campaign AND {LATE_TASK} GROUP BY 1"
    )
    counts: dict[str, int] = dict(
        connection.rows(sql, {**day, "campaign": campaign().id, "safeguards": SAFEGUARDS})
    )
    hazards = connection.rows(
        f"SELECT topic_id, sum(n) FROM hazard_tally WHERE {LATE_HAZARD} GROUP BY topic_id", day
    )
    for topic_id, count in hazards:
        counts[topic_id] = counts.get(topic_id, 0) + count
    counts[HAZARDS] = sum(count for _, count in hazards)
    return counts


def topic_page(topic_id: str | None, today: dt.date) -> TopicPage:
    """The head of a topic's page; ``None`` for the campaign's safeguards."""
    current = campaign()
    phase = current.phase_at(today)
    tab, local_text = _tab(topic_id)
    return TopicPage(
        tab=tab,
        leads=offices_in(current.id, topic_id, "lead"),
        supporting=offices_in(current.id, topic_id, "supporting"),
        local_text=local_text,
        figures=_figures(current, topic_id, today),
        phases=current.phases,
        phase=phase,
        phase_month=phase.month_at(today) if phase else 0,
        phase_months=phase.months() if phase else 0,
    )


def _tab(topic_id: str | None) -> tuple[TopicTab, str]:
    """The topic and the words for its local offices."""
    if topic_id is None:
        return SAFEGUARDS_TAB, ""
    row = connection.one(
        "SELECT id, number, name, short_name, local_text FROM topic WHERE id = ?", (topic_id,)
    )
    if row is None:
        raise UserError("没有这个专题，请刷新后重试", "topic")
    return TopicTab(*row[:4]), row[4]


def offices_in(campaign_id: str, topic_id: str | None, role: str) -> tuple[str, ...]:
    """Names of the offices with that part in the topic; whoever carries a safeguard is its lead office."""
    if topic_id is None and role == "lead":
        sql = (
            "SELECT DISTINCT office.name FROM task JOIN office ON office.id = task.office_id "
            "WHERE task.campaign_id = ? AND task.topic_id IS NULL AND task.state <> 'struck_off' "
            "ORDER BY office.position"
        )
        return tuple(row[0] for row in connection.rows(sql, (campaign_id,)))
    sql = (
        "SELECT office.name FROM topic_office JOIN office ON office.id = office_id "
        "WHERE topic_id = ? AND role = ? ORDER BY topic_office.position"
    )
    return tuple(row[0] for row in connection.rows(sql, (topic_id, role)))


def _figures(current: CampaignInfo, topic_id: str | None, today: dt.date) -> TopicFigures:
    from xianfeng_gui.work import monthly

    values = {"campaign": current.id, "topic": topic_id, "today": today.isoformat()}
    tasks = connection.one(
        f"SELECT count(*), total(state = 'done'), total({LATE_TASK}) FROM task "
        "WHERE campaign_id = :campaign AND topic_id IS :topic AND state <> 'struck_off'",
        values,
    )
    hazards = connection.one(
        f"SELECT total(n), total(iif({OPEN_HAZARD}, n, 0)) FROM hazard_tally WHERE topic_id = :topic", values
    )
    assert tasks is not None and hazards is not None
    unreported = monthly.unreported_offices(topic_id, today)
    return TopicFigures(
        tasks=tasks[0],
        done=int(tasks[1]),
        late=int(tasks[2]),
        hazards=int(hazards[0]),
        open_hazards=int(hazards[1]),
        offices_unreported=unreported,
    )
