"""The calendar: what is due when, each date with the rule it comes from.

Every kind of entry is a function from a span of days to events; only the span is read from the archive.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from db import clock
from db.vocabulary import EventKind
from xianfeng_gui.work import topics


@dataclass(frozen=True)
class CalendarEvent:
    """One entry: a day, or a band from ``date`` to ``until`` (included).

    ``record`` is the table and id to go to; ``explanation`` says which rule the date follows from; ``late`` that it
    is past and still to be done. ``key`` stays the same when the date moves, so that a phone updates its copy.
    """

    date: dt.date
    until: dt.date
    kind: EventKind
    title: str
    record: tuple[str, str] | None
    explanation: str
    late: bool
    done: bool
    key: str


@dataclass(frozen=True)
class Span:
    """The days asked for, first and last included, as seen from ``today``; ``limit`` rows of a kind (-1: all).

    ``hazard_id``: of papers, only what concerns this hazard.
    """

    first: dt.date
    last: dt.date
    today: dt.date
    limit: int = -1
    hazard_id: str | None = None

    @property
    def days(self) -> tuple[str, str]:
        """First and last day, as the records hold them."""
        return self.first.isoformat(), self.last.isoformat()

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` is asked for."""
        return self.first <= day <= self.last


Source = Callable[[Span], Iterator[CalendarEvent]]


def _sources() -> dict[EventKind, Source]:
    """Where each kind of entry comes from."""
    from xianfeng_gui.work import (
        calendar_campaign,
        calendar_hazards,
        calendar_inspections,
        calendar_next,
        calendar_papers,
    )

    return {
        EventKind.PHASE: calendar_campaign.phases,
        EventKind.TASK_DEADLINE: calendar_campaign.task_deadlines,
        EventKind.RECTIFICATION_DEADLINE: calendar_hazards.rectification_deadlines,
        EventKind.REINSPECTION_DUE: calendar_hazards.reinspections,
        EventKind.EXTENSION_ANSWER_DUE: calendar_hazards.extension_answers,
        EventKind.MONTHLY_REPORT_DUE: calendar_campaign.monthly_reports,
        EventKind.CERTIFICATE_EXPIRY: calendar_campaign.certificates,
        EventKind.STATUTORY: calendar_campaign.statutory,
        EventKind.PAPER_DUE: calendar_papers.papers_due,
        EventKind.NEXT_STEP: calendar_next.next_steps,
        EventKind.SERVICE_DUE: lambda span: chain(
            calendar_papers.services_due(span), calendar_papers.announcements(span)
        ),
        EventKind.DISTRICT_REPORT_DUE: calendar_papers.district_reports_due,
        EventKind.REMEDY_TERM: calendar_papers.remedy_terms,
        EventKind.PLANNED_INSPECTION: calendar_inspections.planned_inspections,
        EventKind.TALK: calendar_papers.talks,
    }


def events(
    first: dt.date, last: dt.date, today: dt.date, kinds: Collection[EventKind] | None = None
) -> list[CalendarEvent]:
    """Everything from ``first`` to ``last`` (included), by date; ``kinds`` to choose some."""
    span = Span(first, last, today)
    found = [
        event
        for kind, source in _sources().items()
        if kinds is None or kind in kinds
        for event in source(span)
    ]
    return sorted(found, key=_order)


def _order(event: CalendarEvent) -> tuple[dt.date, int, str]:
    return event.date, list(EventKind).index(event.kind), event.title


def overdue(today: dt.date, limit: int) -> list[CalendarEvent]:
    """What is past and still to be done, the longest overdue first, at most ``limit`` entries of a kind."""
    start = topics.campaign().starts_on
    span = Span(min(start, dt.date(start.year - 5, 1, 1)), today - dt.timedelta(days=1), today, limit)
    found: list[CalendarEvent] = []
    for source in _sources().values():
        late = sorted((event for event in source(span) if event.late), key=_order)
        found.extend(late[:limit])
    return sorted(found, key=_order)


def to_ics(first: dt.date, last: dt.date, today: dt.date) -> bytes:
    """The same entries as an iCalendar file."""
    from xianfeng_gui.exchange.ics import IcsEvent, calendar_ics

    return calendar_ics(
        [
            IcsEvent(f"{event.key}@xianfeng", event.date, event.until, event.title, event.explanation)
            for event in events(first, last, today)
        ],
        clock.now(),
    )


def record_key(kind: EventKind, record_id: str) -> str:
    """The key of an entry that belongs to a record."""
    return f"{kind.value}-{record_id}"


def dated_key(kind: EventKind, day: dt.date, title: str) -> str:
    """The key of an entry that only a date and a title tell apart."""
    return f"{kind.value}-{day:%Y%m%d}-{zlib.crc32(title.encode()):08x}"
