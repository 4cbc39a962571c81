"""The chosen day beside the calendar: what kind of day it is, and its events with their whole explanations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.agenda import AgendaList
from xianfeng_gui.ui.widgets.basics import EmptyNote, label

if TYPE_CHECKING:
    from xianfeng_gui.rules.workdays import WorkCalendar
    from xianfeng_gui.work.calendar import CalendarEvent

_WEEKDAYS = "一二三四五六日"
_MOST = 200
"""A district's day may hold a thousand events; so many are explained here, the list view has them all."""


class DayPanel(QFrame):
    """Emits ``opened`` with the event whose record is wanted."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 10, 1, 6)
        box.setSpacing(4)
        self.heading = label("", "heading")
        self.kind = label("", "caption", wrap=True)
        for text in (self.heading, self.kind):
            text.setContentsMargins(10, 0, 10, 0)
            box.addWidget(text)
        self.list = AgendaList("当日事项", explained=True)
        self.list.opened.connect(self.opened)
        self.empty = EmptyNote("这一天没有事项。\n任务期限、整改期限、复查、月报等到期日会列在这里。")
        self.hint = label("单击或按 Enter 转到记录", "caption")
        self.hint.setContentsMargins(10, 0, 10, 0)
        box.addWidget(self.list, 1)
        box.addWidget(self.empty, 1)
        box.addWidget(self.hint)

    def show_day(
        self, day: dt.date, events: Sequence[CalendarEvent], calendar: WorkCalendar, today: dt.date
    ) -> None:
        """Show a day and its events."""
        self.heading.setText(f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}")
        rest = f"\n共{len(events)}项，这里列出前{_MOST}项，全部见列表（Alt+3）" if len(events) > _MOST else ""
        self.kind.setText(day_kind(day, calendar, today) + rest)
        theme.mark(self.kind, "state", "" if calendar.covers(day) else "amber")
        self.list.show_events(events[:_MOST], today)
        for widget in (self.list, self.hint):
            widget.setVisible(bool(events))
        self.empty.setVisible(not events)


def day_kind(day: dt.date, calendar: WorkCalendar, today: dt.date) -> str:
    """Such as 今天，工作日, 端午节放假, 调休上班, with a reservation where no holidays are known."""
    reason = calendar.reason_off(day)
    if day in calendar.workdays:
        kind = "调休上班"
    elif day in calendar.holidays:
        kind = f"{reason}放假"
    else:
        kind = "周末" if reason else "工作日"
    found = f"今天，{kind}" if day == today else kind
    reservation = uncovered_note(day, calendar)
    return f"{found}。{reservation}" if reservation else found


def uncovered_note(day: dt.date, calendar: WorkCalendar) -> str:
    """What to say of a day in a year whose holidays the file doesn't have; empty for the others."""
    if calendar.covers(day):
        return ""
    return (
        f"放假安排只收录到{calendar.last_year}年，{day.year}年仅扣除周末"
        if (day.year > calendar.last_year)
        else f"放假安排从{calendar.first_year}年起收录，{day.year}年仅扣除周末"
    )
