"""How a calendar event looks in every list and grid: a symbol and a word for its kind, a colour for its state."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from db.vocabulary import EventKind

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent

# Each symbol is in the bundled font; the filled ones are deadlines that someone has to meet.
_LOOK: dict[str, tuple[str, str]] = {
    EventKind.PHASE: ("◇", "阶段"),
    EventKind.TASK_DEADLINE: ("◆", "任务"),
    EventKind.RECTIFICATION_DEADLINE: ("■", "整改"),
    EventKind.REINSPECTION_DUE: ("▲", "复查"),
    EventKind.EXTENSION_ANSWER_DUE: ("△", "延期"),
    EventKind.MONTHLY_REPORT_DUE: ("□", "月报"),
    EventKind.CERTIFICATE_EXPIRY: ("☆", "证件"),
    EventKind.STATUTORY: ("★", "法定"),
    EventKind.PAPER_DUE: ("●", "文书"),
    EventKind.NEXT_STEP: ("◑", "下一步"),
    EventKind.SERVICE_DUE: ("▼", "送达"),
    EventKind.DISTRICT_REPORT_DUE: ("◎", "报告"),
    EventKind.REMEDY_TERM: ("○", "救济"),
    EventKind.PLANNED_INSPECTION: ("◐", "检查"),
    EventKind.TALK: ("▽", "约谈"),
}


def kind_mark(kind: str) -> str:
    """Symbol and word of a kind, such as ◆任务."""
    symbol, word = _LOOK.get(kind, ("○", EventKind.label_of(kind)))
    return symbol + word


def event_mark(event: CalendarEvent) -> str:
    """Symbol and word of an event with its state, such as ■整改逾期 or ◆任务✓."""
    state = "逾期" if event.late else "✓" if event.done else ""
    return kind_mark(event.kind) + state


def event_colour(event: CalendarEvent, today: dt.date) -> str:
    """The name of an event's colour: late, amber on the last day, green when done, else ink."""
    if event.late:
        return "late"
    if event.done:
        return "green"
    return "amber" if event.date == today and event.kind != EventKind.PHASE else "ink"


def short_title(event: CalendarEvent) -> str:
    """A title for narrow places: of a hazard the site, since the numbers before it are long and begin alike."""
    is_hazard = event.record is not None and event.record[0] == "hazard"
    return event.title.partition(" ")[2] if is_hazard else event.title


def event_tip(event: CalendarEvent) -> str:
    """An event in full, for a tooltip."""
    return "\n".join(text for text in (f"{event_mark(event)}  {event.title}", event.explanation) if text)
