"""A topic's page: its figures, its task list with the detail of the selected task, and the months of each office."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.pages.topic_actions import TaskActions
from xianfeng_gui.ui.widgets import task_detail
from xianfeng_gui.ui.widgets.basics import EmptyNote, Figures, button, label, panel
from xianfeng_gui.ui.widgets.monthly_grid import MonthlyGridView, words
from xianfeng_gui.ui.widgets.phase_strip import PhaseStrip
from xianfeng_gui.ui.widgets.segments import Segments
from xianfeng_gui.ui.widgets.task_detail import TaskDetailPanel
from xianfeng_gui.ui.widgets.task_filters import CellNote, TaskFilters
from xianfeng_gui.ui.widgets.task_table import TaskTable
from xianfeng_gui.ui.widgets.topic_hazards import TopicHazards
from xianfeng_gui.work import monthly, task_list, topics
from xianfeng_gui.work.monthly import GridCell
from xianfeng_gui.work.task_list import TaskFilter, TaskRow

_LOW, _VERY_LOW = 34, 29
"""With fewer lines the grid shows fewer offices; with still fewer it gets a view of its own."""
_ALL_SUPPORTING = 3
_ANY_HEIGHT = 16777215
"""Qt's own name for it, QWIDGETSIZE_MAX, isn't in the binding."""
_VIEWS = {"tasks": "任务  Alt+1", "hazards": "隐患  Alt+2", "months": "月报  Alt+3"}
_EMPTY = "这里列出本专题的任务：编号、责任单位、期限和进度。\n点右上角“新增任务”添加第一项。"
_LEGEND = "✓ 已报　部分（◐）未报全　缺 逾期未报　· 待报"
_NONE_FOUND = "没有符合条件的任务"


class TopicPage(Page):
    """The page of a topic, or (``topic_id`` none) of the campaign's safeguards."""

    chapter: ClassVar[str] = "tasks"

    tables = frozenset(
        {"task", "monthly_report", "evidence", "hazard", "person", "topic_office", "office", "setting"}
    )
    offers = frozenset({"new", "bring_in", "export", "search", "history"})

    def __init__(self, context: Context, topic_id: str | None) -> None:
        super().__init__(context, "")
        self.topic_id = topic_id
        self._all_rows: list[TaskRow] = []
        self._build_head()
        self.figures = Figures()
        self.strip = PhaseStrip()
        self.figures.add_right(self.strip)
        self.box.addWidget(self.figures)
        self.filters = TaskFilters()
        self.cell_note = CellNote()
        self.table = TaskTable()
        self.detail = TaskDetailPanel()
        self.grid = MonthlyGridView()
        self.views = QStackedWidget()
        self.hazards: TopicHazards | None = None
        self.task_actions = TaskActions(context, self, topic_id)
        self._build_middle()
        self._build_grid()
        self._connect()

    def _build_head(self) -> None:
        views = {
            view: text for view, text in _VIEWS.items() if view != "hazards" or self.topic_id is not None
        }
        self.segments = Segments(views.items(), name="视图")
        self.head.addWidget(self.segments)
        if self.topic_id is not None:
            self.head.addWidget(button("登记隐患  Ctrl+N", self.new, primary=True))
        self.head.addWidget(button("新增任务  Ins", lambda: self.act("add")))
        self.head.addWidget(button("导出  Ctrl+E", self.export))

    def _build_middle(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(8)
        left, column = panel(margin=10)
        column.addWidget(self.filters)
        column.addWidget(self.cell_note)
        self.none_found = EmptyNote("")
        self.pile = QStackedWidget()
        self.pile.addWidget(self.table)
        self.pile.addWidget(self.none_found)
        column.addWidget(self.pile, 1)
        middle.addWidget(left, 1)
        middle.addWidget(self.detail)
        self.tasks = QWidget()
        middle.setContentsMargins(0, 0, 0, 0)
        self.tasks.setLayout(middle)
        self.views.addWidget(self.tasks)
        self.box.addWidget(self.views, 1)

    def choose_view(self, view: str) -> None:
        """Show the ``tasks`` (Alt+1), the ``hazards`` (Alt+2) or, where it has no room beneath, the ``months`` (Alt+3)."""
        button = self.segments.buttons.get(view)
        if button is not None and not button.isHidden():
            button.setChecked(True)

    def _show_view(self) -> None:
        view = self.segments.chosen()[0]
        if view == "hazards":
            hazards = self._topic_hazards()
            frame = hazards.parentWidget()
            assert frame is not None  # it was given one when it was made
            self.views.setCurrentWidget(frame)
            hazards.refresh()
            hazards.table.setFocus()
        else:
            self.views.setCurrentWidget(self.grid_panel if view == "months" else self.tasks)

    def _topic_hazards(self) -> TopicHazards:
        if self.hazards is None:
            assert self.topic_id is not None
            self.hazards = TopicHazards(self.topic_id)
            self.hazards.chosen.connect(lambda hazard_id: self.context.show_record("hazard", hazard_id))
            frame, column = panel(margin=10)
            column.addWidget(self.hazards)
            self.views.addWidget(frame)
        return self.hazards

    def _build_grid(self) -> None:
        frame, column = panel(margin=10)
        assert isinstance(column, QVBoxLayout)
        column.setSpacing(4)
        self.grid_panel: QFrame = frame
        line = QHBoxLayout()
        self.grid_title = label("月度报送")
        line.addWidget(self.grid_title)
        self.cell_words = label("", "caption")
        line.addWidget(self.cell_words, 1)
        self.legend = QLabel(_LEGEND)
        self.legend.setProperty("role", "caption")
        line.addWidget(self.legend)
        column.addLayout(line)
        column.addWidget(self.grid)
        self.box.addWidget(frame)

    def _connect(self) -> None:
        self.segments.changed.connect(self._show_view)
        self.filters.changed.connect(self.show_rows)
        self.cell_note.cleared.connect(self.show_rows)
        self.grid.chosen.connect(self._show_cell)
        self.grid.described.connect(self.cell_words.setText)
        self.table.activated.connect(lambda: self.act("report"))
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_detail())
        self.detail.wanted.connect(self.act)
        self.detail.evidence_wanted.connect(self.task_actions.take_evidence)
        self.detail.task_wanted.connect(lambda task_id: self.show_record("task", task_id))

        self._build_shortcuts()
        self.table.setFocus()

    def _build_shortcuts(self) -> None:
        """Letters act on the selected task while the table has the cursor."""
        letters = {letter: partial(self.act, key) for key, _, letter in task_detail.ACTIONS}
        bind_keys(self.table, letters, inside=True)
        views = {f"Alt+{n}": partial(self.choose_view, view) for n, view in enumerate(_VIEWS, 1)}
        bind_keys(self, views | {"Ins": partial(self.act, "add")}, inside=True)

    def refresh(self) -> None:
        """Read the topic again; selection and filters stay."""
        today = self.context.today()
        page = topics.topic_page(self.topic_id, today)
        self.title.setText(page.tab.name)
        self.set_subtitle(_offices_line(page))
        self._show_figures(page.figures)
        self.strip.show_phases(page, today)
        if self.hazards is not None and self.segments.chosen() == ["hazards"]:
            self.hazards.refresh()
        self._all_rows = task_list.task_rows(self.topic_id, today)
        self.filters.offer_offices(self._all_rows)
        self.show_rows()
        grid = monthly.monthly_grid(self.topic_id, today)
        self.grid.set_grid(grid)
        first, last = grid.months[0].split("-"), grid.months[-1].split("-")
        self.grid_title.setText(f"月度报送（{first[0]}年{int(first[1])}月—{last[0]}年{int(last[1])}月）")
        self._fit()

    def _show_figures(self, figures: topics.TopicFigures) -> None:
        self.figures.show_figure("任务", f"{figures.tasks} 项")
        self.figures.show_figure("已完成", f"{figures.done} 项", "green" if figures.done else "")
        self.figures.show_figure("逾期", f"{figures.late} 项", "late" if figures.late else "")
        if self.topic_id is not None:
            hazards = f"{figures.hazards} 条，未销号 {figures.open_hazards}"
            self.figures.show_figure("隐患", hazards, "", lambda: self.act("hazards"))
            # Made after all else, but it stands above.
            last = self.head.itemAt(self.head.count() - 1).widget()
            first = self.figures.findChild(QPushButton)
            assert last is not None and first is not None
            self.setTabOrder(last, first)
        unreported = figures.offices_unreported
        self.figures.show_figure("本月未报", f"{unreported} 个单位", "amber" if unreported else "")

    def show_rows(self) -> None:
        """Show the tasks that the filters and the chosen cell let through."""
        wanted = self.filters.filters()
        found = (
            self._all_rows
            if wanted == TaskFilter()
            else task_list.task_rows(self.topic_id, self.context.today(), wanted)
        )
        self.table.set_rows([row for row in found if self.cell_note.lets_through(row)])
        shown = bool(self.table.rows.rows)
        self.none_found.setText(_NONE_FOUND if self._all_rows else _EMPTY)
        self.pile.setCurrentWidget(self.table if shown else self.none_found)
        if not shown:
            self.detail.show_task(None)

    def _show_detail(self) -> None:
        from xianfeng_gui.work.task_detail import task_detail as read

        chosen = self.table.selected_ids()
        self.detail.show_task(read(chosen[0], self.context.today()) if chosen else None)

    def _show_cell(self, office: str, cell: GridCell) -> None:
        self.choose_view("tasks")
        self.filters.clear()
        self.cell_note.show_cell(words(office, cell), cell)
        self.show_rows()

    def act(self, key: str) -> None:
        """Do what a button or shortcut asks for, with the selected tasks."""
        chosen = [self.table.rows.rows[number] for number in self.table.selected_rows()]
        self.task_actions.do(key, chosen)

    def show_record(self, table: str, record_id: str) -> None:
        """Select a task, whatever was filtered before."""
        self.ensure_fresh()
        if table != "task":
            return
        self.choose_view("tasks")
        if self.table.rows.row_of(record_id) < 0:
            self.filters.clear()
            self.cell_note.clear()
        row = self.table.rows.row_of(record_id)
        if row >= 0:
            self.table.select([row])
            self.table.setFocus()

    def new(self) -> None:
        """Register a hazard of this topic (Ctrl+N); the safeguards preset none."""
        self.context.show_record("hazard-new", self.topic_id or "")

    def shows_hazards(self) -> bool:
        """Whether the topic's hazards stand in the place of its tasks."""
        return self.segments.chosen()[0] == "hazards"

    def exports(self) -> list[Choice]:
        """The tasks or hazards that are shown, and the topic's other lists (Ctrl+E)."""
        from xianfeng_gui.ui.campaign_exports import topic_exports

        return topic_exports(self)

    def bring_in(self) -> None:
        """Import a task list or monthly reports (Ctrl+I)."""
        from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
        from xianfeng_gui.work.ledger.kinds import LedgerKind

        LedgerDialog(self.context, LedgerKind.TASKS, self.window()).exec()

    def search(self) -> None:
        self.filters.text.setFocus()
        self.filters.text.selectAll()

    def history(self) -> None:
        self.act("history")

    def leave(self) -> None:
        if self.isVisible():  # all topics share their widths: those seen last are kept
            self.table.keep_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a small screen the grid shows fewer rows and only the present phase is named."""
        narrow = self.is_narrow()
        self.strip.set_short(narrow)
        self.legend.setVisible(not narrow)
        self.detail.set_narrow(narrow)
        self._place_grid()

    def _place_grid(self) -> None:
        """Beneath the tasks, or where that would leave them only a few lines, in a view of its own."""
        apart, filled = self.is_low(_VERY_LOW), bool(self.grid.cells.rowCount())
        self.segments.buttons["months"].setVisible(apart and filled)
        self.segments.setVisible(apart or self.topic_id is not None)
        if apart and self.views.indexOf(self.grid_panel) < 0:
            self.views.addWidget(self.grid_panel)
        elif not apart and self.views.indexOf(self.grid_panel) >= 0:
            if self.segments.chosen() == ["months"]:
                self.segments.choose("tasks")
            self.views.removeWidget(self.grid_panel)
            self.box.addWidget(self.grid_panel)
        if apart:
            self.grid.setMaximumHeight(_ANY_HEIGHT)
            self.grid.setMinimumHeight(0)
        else:
            self.grid_panel.setVisible(filled)
            self.grid.setFixedHeight(self.grid.height_wanted(3 if self.is_low(_LOW) else 5))


def _offices_line(page: topics.TopicPage) -> str:
    """Such as 牵头：镇应急办　配合：镇经济办等11个单位　属地：各村、社区."""
    supporting = "、".join(page.supporting[:_ALL_SUPPORTING])
    if len(page.supporting) > _ALL_SUPPORTING:
        supporting = f"{page.supporting[0]}等{len(page.supporting)}个单位"
    parts = {"牵头": "、".join(page.leads), "配合": supporting, "属地": page.local_text}
    return "　".join(f"{name}：{text}" for name, text in parts.items() if text)
