"""The calendar: what is due each day by month, week or list, with the reason of every date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from db.vocabulary import EventKind, ListKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice, form_choice, list_choice, write_file
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.day_grid import DayGrid, Days
from xianfeng_gui.ui.widgets.day_panel import DayPanel, uncovered_note
from xianfeng_gui.ui.widgets.event_marks import event_colour, event_mark, kind_mark
from xianfeng_gui.ui.widgets.segments import Segments
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.ui.widgets.year_strip import YearStrip
from xianfeng_gui.work import calendar as work
from xianfeng_gui.work import law, outputs, topics

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent
    from xianfeng_gui.work.sheets_registers import CalendarFilter

_VIEWS = {"month": "月  Alt+1", "week": "周  Alt+2", "list": "列表  Alt+3"}
_WEEKDAYS = "一二三四五六日"
_ONE_DAY = dt.timedelta(days=1)
_LOW = 28
"""With fewer lines the strip of months leaves its room to the days."""
_EMPTY_LIST = "这个月没有事项。\n任务期限、整改期限、复查、月报等到期日会列在这里；请检查上面选了哪些事项。"


class CalendarPage(Page):
    """One day is chosen; the view shows its month or week, the panel beside it its events."""

    chapter: ClassVar[str] = "calendar"
    tables: ClassVar = frozenset(
        {"phase", "task", "monthly_report", "hazard", "hazard_step", "person", "site", "setting"}
    )
    offers: ClassVar = frozenset({"export"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "日历")
        self.day = context.today()
        self.events: list[CalendarEvent] = []
        self._by_day: dict[dt.date, list[CalendarEvent]] = {}
        self._read: tuple[dt.date, dt.date] | None = None
        self._asked = 0
        self.views = Segments(_VIEWS.items(), name="视图")
        self.kinds = Segments(
            ((kind, kind_mark(kind)) for kind in EventKind if kind != EventKind.PHASE),
            several=True,
            name="事项类别",
        )
        self.strip = YearStrip()
        self.grid = DayGrid()
        self.columns = [
            TableColumn("date", "日期", 92, lambda one: one.date.isoformat()),
            TableColumn("weekday", "星期", 44, lambda one: _WEEKDAYS[one.date.weekday()]),
            TableColumn("mark", "事项", 100, event_mark, lambda one: event_colour(one, self.context.today())),
            TableColumn("title", "内容", 150, lambda one: one.title, stretch=True),
        ]
        self.list = Table("calendar", self.columns)
        self.list_rows = RowsModel(self.columns)
        self.list.setModel(self.list_rows)
        self.nothing = EmptyNote(_EMPTY_LIST)
        self.panel = DayPanel()
        self.note = label("", "caption", state="amber")
        self.stack = QStackedWidget()
        self._build_head()
        self._build_body()
        self._connect()
        self._set_keys()

    def _build_head(self) -> None:
        for text, action in (
            ("‹ PgUp", lambda: self.step(-1)),
            ("今天  Home", lambda: self.go(self.context.today())),
            ("PgDn ›", lambda: self.step(1)),
        ):
            self.head.addWidget(_compact(button(text, action)))
        self.head.addSpacing(8)
        self.head.addWidget(self.views)
        self.head.addSpacing(8)
        tip = "把当前显示的时段存为 .ics 文件，可导入手机日历"
        self.head.addWidget(_compact(button("导出  Ctrl+E", self.export, tip=tip)))

    def _build_body(self) -> None:
        self.box.addWidget(self.strip)
        self.box.addWidget(self.kinds)
        self.box.addWidget(self.note)
        for view in (self.grid, self.list, self.nothing):
            self.stack.addWidget(view)
        frame, inside = panel(margin=1)
        inside.addWidget(self.stack)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(frame, 5)
        row.addWidget(self.panel, 2)
        self.panel.setMinimumWidth(240)
        self.box.addLayout(row, 1)

    def _connect(self) -> None:
        self.strip.picked.connect(self.go)
        self.views.changed.connect(self._change_view)
        self.kinds.changed.connect(self.refresh)
        self.grid.day_changed.connect(self.go)
        self.grid.entered.connect(self.panel.list.take_focus)
        self.grid.opened.connect(self.open_event)
        self.panel.opened.connect(self.open_event)
        self.list.activated.connect(lambda index: self.open_event(self.list_rows.row(index)))
        self.list.selectionModel().currentChanged.connect(lambda index, _old: self._show_listed(index.row()))

    def _set_keys(self) -> None:
        """Keys that work wherever the focus is while the page is in view."""
        actions: dict[str, Callable[[], object]] = {
            "PgUp": lambda: self.step(-1),
            "PgDown": lambda: self.step(1),
            "Home": lambda: self.go(self.context.today()),
        }
        actions |= {f"Alt+{n}": partial(self.views.choose, key) for n, key in enumerate(_VIEWS, 1)}
        bind_keys(self, {key: partial(self._do, action) for key, action in actions.items()})
        bind_keys(self.panel, {"Esc": self.take_focus}, inside=True)

    def _do(self, action: Callable[[], object]) -> None:
        """What a key asks for, then back to the days."""
        action()
        self.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.setVisible(not self.is_low(_LOW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only inside the window: joining it puts the tab order back.
        for before, after in pairwise(
            [self.grid, self.list, self.panel.list, *self.findChildren(QPushButton)]
        ):
            self.setTabOrder(before, after)

    # What is shown

    def view(self) -> str:
        """month, week or list."""
        return self.views.chosen()[0]

    def shown(self) -> tuple[dt.date, dt.date]:
        """First and last day of the view: the month's whole weeks, the week, or for the list the month."""
        if self.view() == "week":
            monday = self.day - self.day.weekday() * _ONE_DAY
            return monday, monday + 6 * _ONE_DAY
        first, last = _month_of(self.day)
        if self.view() == "list":
            return first, last
        return first - first.weekday() * _ONE_DAY, last + (6 - last.weekday()) * _ONE_DAY

    def refresh(self) -> None:
        """Read the shown days' events again, in the worker: on a district's data a month takes 0.2 s."""
        span, today = self.shown(), self.context.today()
        self._asked += 1
        asked, kinds = self._asked, self._chosen_kinds()
        if span != self._read:
            self.events, self._by_day = [], {}
        self._show(*span)

        def read() -> list[CalendarEvent]:
            # Whoever pages on quickly has asked for other days meanwhile.
            return work.events(*span, today, kinds) if asked == self._asked else []

        def done(events: list[CalendarEvent]) -> None:
            if asked == self._asked:
                self.events, self._by_day, self._read = events, _by_day(events), span
                self._show(*span)

        self.context.run(read, done, "读取日历", self)

    def _chosen_kinds(self) -> list[EventKind]:
        chosen = {EventKind.PHASE.value, *self.kinds.chosen()}
        return [kind for kind in EventKind if kind.value in chosen]

    def _show(self, first: dt.date, last: dt.date) -> None:
        """Show what has been read of these days."""
        self.strip.set_phases(topics.campaign().phases, self.context.today())
        self.strip.set_shown(*(_month_of(self.day) if self.view() == "month" else (first, last)))
        self._show_period(first, last)
        if self.view() == "list":
            self._fill_list(first, last)
        else:
            self._fill_grid(first, last)
        self._show_day()

    def _show_period(self, first: dt.date, last: dt.date) -> None:
        if self.view() == "week":
            until = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
            self.title.setText(f"{first.year}年{first.month}月{first.day}日至{until}")
        else:
            self.title.setText(f"{self.day.year}年{self.day.month}月")
        self.note.setText(uncovered_note(last, law.work_calendar()))
        self.note.setVisible(bool(self.note.text()))

    def _fill_grid(self, first: dt.date, last: dt.date) -> None:
        calendar = law.work_calendar()
        month = self.day.month if self.view() == "month" else 0
        self.stack.setCurrentWidget(self.grid)
        self.grid.show_days(
            Days(
                first=first,
                weeks=((last - first).days + 1) // 7,
                month=month,
                today=self.context.today(),
                events=self._by_day,
                off={day: reason for day in _days(first, last) if (reason := calendar.reason_off(day))},
                swapped=calendar.workdays,
                bands=[event for event in self.events if event.until > event.date],
            ),
            self.day,
        )

    def _fill_list(self, first: dt.date, last: dt.date) -> None:
        listed = [event for day in sorted(self._by_day) if day >= first for event in self._by_day[day]]
        # A list without a current row would take its first one as soon as it gets the focus.
        following = next((row for row, event in enumerate(listed) if event.date >= self.day), len(listed) - 1)
        self.list_rows.set_rows(listed)
        self.list.select_row(following)
        is_empty = not listed and self._read == (first, last)
        self.stack.setCurrentWidget(self.nothing if is_empty else self.list)

    def _show_day(self) -> None:
        due = self._by_day.get(self.day, [])
        lasting = [event for event in self.events if event.date < self.day <= event.until]
        self.panel.show_day(self.day, [*due, *lasting], law.work_calendar(), self.context.today())

    def _show_listed(self, row: int) -> None:
        """The list's current row decides the chosen day."""
        if 0 <= row < len(self.list_rows.rows):
            self.day = self.list_rows.rows[row].date
            self._show_day()

    # Moving about

    def go(self, day: dt.date) -> None:
        """Choose a day, reading its month or week when it isn't in view."""
        first, last = self.shown()
        same = first <= day <= last and (
            self.view() != "month" or (day.year, day.month) == (self.day.year, self.day.month)
        )
        self.day = day
        if not same or self.view() == "list":
            self.refresh()
            return
        self.grid.choose(day)
        self._show_day()

    def step(self, by: int) -> None:
        """Go a month on (or back); in the week view, a week."""
        if self.view() == "week":
            self.go(self.day + 7 * by * _ONE_DAY)
            return
        first, last = _month_of(self.day)
        _, end = _month_of(last + _ONE_DAY if by > 0 else first - _ONE_DAY)
        self.go(end.replace(day=min(self.day.day, end.day)))

    def _change_view(self) -> None:
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        view = self.list if self.view() == "list" else self.grid
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_event(self, event: CalendarEvent) -> None:
        """Go to an event's record; a phase's first day is shown here."""
        if event.kind == EventKind.PHASE:
            self.go(event.date)
        elif event.record is not None:
            self.context.show_record(*event.record)

    def show_record(self, table: str, record_id: str) -> None:
        """Show where a phase begins, or (“calendar” with an ISO date) a day."""
        if table == "calendar":
            self.go(dt.date.fromisoformat(record_id))
        for phase in topics.campaign().phases:
            if table == "phase" and phase.id == record_id:
                self.go(phase.starts_on)

    # To a file

    def exports(self) -> list[Choice]:
        """The shown days as a list or for a phone (Ctrl+E)."""
        return [
            list_choice(self, ListKind.CALENDAR, self._filter),
            form_choice(self, (ListKind.CALENDAR, self._filter)),
            ("日历文件（.ics，可导入手机）…", self._ask_ics),
        ]

    def _filter(self) -> CalendarFilter:
        from xianfeng_gui.work.sheets_registers import CalendarFilter

        return CalendarFilter(*self.shown(), tuple(self._chosen_kinds()))

    def _ask_ics(self) -> None:
        first, last = self.shown()
        title, name = f"导出日历（{first} 至 {last}）", f"日历{first}至{last}.ics"
        if target := ask_target(self, title, name, "日历文件 (*.ics)", ".ics"):
            self.export_to(target)

    def export_to(self, file: Path) -> None:
        """Write the shown days' events to ``file``."""
        (first, last), today = self.shown(), self.context.today()
        write_file(
            self.context,
            self,
            file,
            "日历",
            lambda target, _progress: outputs.write(target, work.to_ics(first, last, today)),
            lambda _written, target: f"已导出 {first} 至 {last} 的日历：{target}",
        )


def _compact(made: QPushButton) -> QPushButton:
    made.setProperty("compact", True)
    return made


def _month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + 32 * _ONE_DAY).replace(day=1) - _ONE_DAY


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += _ONE_DAY


def _by_day(events: list[CalendarEvent]) -> dict[dt.date, list[CalendarEvent]]:
    """Events by the day they are due or begin on, what is late first and what is done last."""
    found: dict[dt.date, list[CalendarEvent]] = {}
    for event in sorted(events, key=lambda one: (one.done, not one.late)):
        found.setdefault(event.date, []).append(event)
    return found
