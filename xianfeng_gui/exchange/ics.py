"""Calendar entries as an iCalendar file (RFC 5545) for a phone or another calendar program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//Xianfeng//Work Safety Campaign//ZH"
_TITLE = "安全生产工作日历"
_CHINA = timezone(timedelta(hours=8))
"""The office's local time; China has one zone and no summer time."""


@dataclass(frozen=True)
class IcsEvent:
    """One all-day entry from ``starts_on`` to ``ends_on``, both included.

    ``uid`` stays the same in every export of the same thing, so that a second import updates, not doubles.
    """

    uid: str
    starts_on: date
    ends_on: date
    summary: str
    description: str = ""


def calendar_ics(events: Iterable[IcsEvent], now: datetime) -> bytes:
    """The file's bytes; ``now`` is local time and becomes the stamp of every entry. No alarms are set."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _TITLE)
    stamp = now.replace(tzinfo=now.tzinfo or _CHINA).astimezone(UTC)
    for event in events:
        calendar.add_component(_entry(event, stamp))
    content: bytes = calendar.to_ical()
    return content


def _entry(event: IcsEvent, stamp: datetime) -> Event:
    """One VEVENT; its end is the day after the last one, as the format wants it."""
    from icalendar import Event

    entry = Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", event.starts_on)
    entry.add("dtend", event.ends_on + timedelta(days=1))
    entry.add("summary", event.summary)
    if event.description:
        entry.add("description", event.description)
    entry.add("transp", "TRANSPARENT")
    return entry
