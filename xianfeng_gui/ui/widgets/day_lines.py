"""What of a day's events fits into its cell: a line each, or a line for each kind with its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xianfeng_gui.ui.widgets.event_marks import event_colour, event_mark, event_tip, short_title

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent

_TIPS = 12
"""More events than this are only counted in a tooltip."""


@dataclass(frozen=True)
class DayLine:
    """A line of a cell: its words, the name of its colour, and the events it stands for.

    ``number`` says how many there are when there are several; it stands apart, so that it is never elided.
    """

    text: str
    colour: str
    events: tuple[CalendarEvent, ...]
    number: str = ""

    def tip(self) -> str:
        """The events in full; of many the first ones."""
        if len(self.events) == 1:
            return event_tip(self.events[0])
        listed = [f"{event_mark(event)}  {event.title}" for event in self.events[:_TIPS]]
        rest = len(self.events) - len(listed)
        return "\n".join([*listed, f"另有{rest}项"] if rest else listed)


def day_lines(events: Sequence[CalendarEvent], room: int, today: dt.date) -> list[DayLine]:
    """At most ``room`` (at least 1) lines; what finds no place is the last one, such as +3."""
    lines = [_line([event], today) for event in events]
    if len(lines) > room:
        lines = [_line(alike, today) for alike in _alike(events)]
    if len(lines) > room:
        rest = tuple(event for line in lines[room - 1 :] for event in line.events)
        lines = [*lines[: room - 1], _rest(rest)]
    return lines


def _line(events: Sequence[CalendarEvent], today: dt.date) -> DayLine:
    mark, colour = event_mark(events[0]), event_colour(events[0], today)
    if len(events) == 1:
        return DayLine(f"{mark} {short_title(events[0])}", colour, tuple(events))
    return DayLine(mark, colour, tuple(events), str(len(events)))


def _rest(events: tuple[CalendarEvent, ...]) -> DayLine:
    """What has found no place: what is late must not hide in it."""
    if late := sum(event.late for event in events):
        return DayLine(f"+{len(events)} 逾期{late}", "late", events)
    return DayLine(f"+{len(events)}", "secondary", events)


def _alike(events: Sequence[CalendarEvent]) -> list[list[CalendarEvent]]:
    """The events of one kind and state together, in their order."""
    found: dict[str, list[CalendarEvent]] = {}
    for event in events:
        found.setdefault(event_mark(event), []).append(event)
    return list(found.values())
