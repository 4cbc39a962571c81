"""The overview: where the campaign stands, what is overdue and what comes next. Drawn first at start, so it is light."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QSizePolicy, QVBoxLayout

from db.vocabulary import EventKind
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.agenda import AgendaList
from xianfeng_gui.ui.widgets.basics import Figures, button, label, panel
from xianfeng_gui.ui.widgets.office_chips import OfficeChips
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.ui.widgets.year_strip import YearStrip
from xianfeng_gui.work import overview as work

if TYPE_CHECKING:
    from xianfeng_gui.ui.exporting import Choice
    from xianfeng_gui.work.calendar import CalendarEvent

AGENDA_AFTER_MS = 30
"""The window has been painted by then."""
_OFFICE_LINES, _OFFICE_LINES_LOW = 3.4, 2.2
"""Heading and two lines of offices, or one where the page is low; more are scrolled to."""
_LOW = 28
"""With fewer lines the strip of months, which the calendar has too, leaves its room to the topics."""
_GIVES_WAY = ("done", "tasks", "hazards")


def _count(name: str) -> Any:
    return lambda row: str(getattr(row.counts, name))


def _late(name: str) -> Any:
    return lambda row: f"● {getattr(row.counts, name)}" if getattr(row.counts, name) else "0"


def _state(name: str, colour: str = "late") -> Any:
    return lambda row: colour if getattr(row.counts, name) else "secondary"


_COLUMNS = (
    TableColumn(
        "topic", "专题", 110, lambda row: f"{row.tab.number or ''} {row.tab.short_name}".strip(), stretch=True
    ),
    TableColumn("tasks", "任务", 44, _count("tasks"), right=True),
    TableColumn("done", "已完成", 58, _count("done"), _state("done", "green"), right=True),
    TableColumn("late", "任务逾期", 70, _late("late"), _state("late"), right=True),
    TableColumn("hazards", "隐患", 58, _count("hazards"), right=True),
    TableColumn(
        "open_hazards", "未销号", 58, _count("open_hazards"), _state("open_hazards", "amber"), right=True
    ),
    TableColumn("late_hazards", "隐患逾期", 70, _late("late_hazards"), _state("late_hazards"), right=True),
    TableColumn("open_major", "重大未销", 70, _late("open_major"), _state("open_major"), right=True),
)


class OverviewPage(Page):
    """What the clerk sees at start; everything leads to its record."""

    tables: ClassVar = frozenset(
        {
            "campaign",
            "phase",
            "topic",
            "task",
            "monthly_report",
            "hazard",
            "hazard_step",
            "person",
            "office",
            "setting",
        }
    )

    offers: ClassVar = frozenset({"bring_in", "export"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "总览")
        self.head.addWidget(button("载入方案  Ctrl+I", self.bring_in))
        self.head.addWidget(button("导出  Ctrl+E", self.export))
        self.strip = YearStrip()
        self.figures = Figures()
        self.topics = RowsModel(_COLUMNS)
        self.table = Table("overview", _COLUMNS, _GIVES_WAY)
        self.table.setModel(self.topics)
        self.missing = OfficeChips()
        self.missing_title = label("", "caption", wrap=True)
        self.headings: dict[str, QLabel] = {}
        self.lists: dict[str, AgendaList] = {}
        self._build()
        self.strip.picked.connect(lambda day: self.context.show_record("calendar", day.isoformat()))
        self.table.clicked.connect(self._open_topic)
        self.table.activated.connect(self._open_topic)
        self.missing.opened.connect(lambda office_id: self.context.show_record("office", office_id))

    def _build(self) -> None:
        self.box.addWidget(self.strip)
        self.box.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(self._build_left(), 66)
        row.addWidget(self._build_agenda(), 34)
        self.box.addLayout(row, 1)

    def _build_left(self) -> QVBoxLayout:
        # All topics are seen at a glance, also at 1024×700: the rows share the height there is.
        rows = self.table.verticalHeader()
        rows.setMinimumSectionSize(round(self.fontMetrics().height() * 1.2))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.above, inside = panel(margin=1)
        inside.addWidget(self.table)
        self.missing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.missing.setMinimumHeight(1)
        self.below, lines = panel(margin=8)
        lines.setSpacing(2)
        lines.addWidget(self.missing_title)
        lines.addWidget(self.missing, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.above, 1)
        left.addWidget(self.below)
        return left

    def _build_agenda(self) -> QFrame:
        frame, inside = panel(margin=1)
        inside.setContentsMargins(1, 8, 1, 4)
        inside.setSpacing(2)
        for key, stretch in (("overdue", 5), ("today", 2), ("next_seven", 3)):
            heading = label("", "heading")
            heading.setContentsMargins(10, 2, 10, 0)
            found = AgendaList("")
            found.opened.connect(self._open_event)
            inside.addWidget(heading)
            inside.addWidget(found, stretch)
            self.headings[key], self.lists[key] = heading, found
        inside.addStretch(1)
        return frame

    def exports(self) -> list[Choice]:
        """The campaign's lists as a whole (Ctrl+E)."""
        from xianfeng_gui.ui.campaign_exports import campaign_exports

        return campaign_exports(self)

    def bring_in(self) -> None:
        """Load a plan document as the current campaign (Ctrl+I); the window is built anew, since its tabs follow."""
        from xianfeng_gui.ui.dialogs.plan_import import PlanDialog

        if PlanDialog(self.context, self.window()).exec():
            self.context.show_record("restart", "")

    def refresh(self) -> None:
        """Read the figures, and the agenda and missing reports a moment later."""
        today = self.context.today()
        found = work.figures(today)
        self.set_subtitle(f"{found.campaign.name}  {found.campaign.document_number}")
        self.strip.set_phases(found.phases, today)
        self._show_figures(found.total)
        self.topics.set_rows(found.by_topic)
        self._fit()
        # The figures are on the screen before the agenda is read: that costs several times as much.
        QTimer.singleShot(AGENDA_AFTER_MS, self, self._read_agenda)

    def _show_figures(self, total: work.Counts) -> None:
        show = self.figures.show_figure
        show("任务", f"{total.tasks} 项")
        show("已完成", f"✓ {total.done} 项", "green" if total.done else "")
        show("任务逾期", f"● {total.late} 项" if total.late else "0 项", "late" if total.late else "")
        show("隐患", f"{total.hazards} 条")
        show("未销号", f"{total.open_hazards} 条", "amber" if total.open_hazards else "")
        late, major = total.late_hazards, total.open_major
        show("隐患逾期", f"● {late} 条" if late else "0 条", "late" if late else "")
        show("重大隐患未销号", f"● {major} 条" if major else "0 条", "late" if major else "")

    def _show_missing(self, agenda: work.Agenda) -> None:
        self.missing.show_offices(agenda.missing)
        late = sum(one.missing > 0 for one in agenda.missing)
        whose = (
            "本单位" if agenda.own_only else f"{len(agenda.missing)} 个单位" if agenda.missing else "各单位"
        )
        text = f"月度工作情况：{whose}未报全" if agenda.missing else f"月度工作情况：✓ {whose}已报全"
        text += f"，其中 {late} 个单位有缺报" if late and not agenda.own_only else ""
        self.missing_title.setText(text)
        self.missing.setVisible(bool(agenda.missing))

    def _read_agenda(self) -> None:
        today = self.context.today()
        self.context.run(lambda: work.agenda(today), self._show_agenda, "读取到期事项", self)

    def _show_agenda(self, agenda: work.Agenda) -> None:
        today = self.context.today()
        # The list of what is overdue is cut short, its counts are not.
        counted = (EventKind.TASK_DEADLINE, EventKind.RECTIFICATION_DEADLINE)
        others = sum(event.kind not in counted for event in agenda.overdue)
        tasks, hazards = agenda.overdue_tasks, agenda.overdue_hazards
        self._fill("overdue", "● 逾期", tasks + hazards + others, agenda.overdue, today)
        self.headings["overdue"].setToolTip(
            f"任务 {tasks} 项，隐患 {hazards} 条，其他 {others} 项；最久的在前"
        )
        theme.mark(self.headings["overdue"], "state", "late" if agenda.overdue else "")
        self._fill("today", "今天", len(agenda.today), agenda.today, today)
        self._fill("next_seven", "未来7天", len(agenda.next_seven), agenda.next_seven, today)
        self._show_missing(agenda)

    def _fill(
        self, key: str, title: str, count: int, events: Sequence[CalendarEvent], today: dt.date
    ) -> None:
        self.headings[key].setText(f"{title}  {count}" if count else f"{title.removeprefix('● ')}  无")
        self.lists[key].setAccessibleName(title)
        self.lists[key].setVisible(bool(events))
        self.lists[key].show_events(events, today)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Topics get the height that there is, up to that of usual rows; the offices get the rest."""
        low = self.is_low(_LOW)
        self.strip.setVisible(not low)
        lines = _OFFICE_LINES_LOW if low else _OFFICE_LINES
        self.below.setMinimumHeight(round(self.fontMetrics().height() * lines) + 16)
        rows = self.topics.rowCount() * self.table.verticalHeader().defaultSectionSize()
        self.above.setMaximumHeight(self.table.horizontalHeader().sizeHint().height() + rows + 4)

    def _open_topic(self, index: QModelIndex) -> None:
        self.context.show_record("topic", self.topics.row(index).tab.id)

    def _open_event(self, event: CalendarEvent) -> None:
        # What belongs to no single record, such as the month's reports, is shown on its day.
        self.context.show_record(*(event.record or ("calendar", event.date.isoformat())))
