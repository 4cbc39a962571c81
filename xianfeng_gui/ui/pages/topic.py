"""A topic's page: its figures, its task list with the detail of the selected task, and the months of each office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.pages.topic_actions import TaskActions
from xianfeng_gui.ui.widgets import task_detail
from xianfeng_gui.ui.widgets.basics import EmptyNote, Figures, button, label, panel
from xianfeng_gui.ui.widgets.monthly_grid import MonthlyGridView, words
from xianfeng_gui.ui.widgets.phase_strip import PhaseStrip
from xianfeng_gui.ui.widgets.task_detail import TaskDetailPanel
from xianfeng_gui.ui.widgets.task_filters import CellNote, TaskFilters
from xianfeng_gui.ui.widgets.task_table import TaskTable
from xianfeng_gui.ui.widgets.topic_hazards import TopicHazards
from xianfeng_gui.work import monthly, task_list, topics
from xianfeng_gui.work.monthly import GridCell
from xianfeng_gui.work.task_list import TaskFilter, TaskRow

_NARROW = 980
_LOW = 660
_ALL_SUPPORTING = 3
_EMPTY = "这里列出本专题的任务：编号、责任单位、期限和进度。\n点右上角“新增任务”添加第一项。"
_LEGEND = "✓ 已报　部分（◐）未报全　缺 逾期未报　· 待报"
_NONE_FOUND = "没有符合条件的任务"


class TopicPage(Page):
    """The page of a topic, or (``topic_id`` none) of the campaign's safeguards."""

    tables = frozenset(
        {"task", "monthly_report", "evidence", "hazard", "person", "topic_office", "office", "setting"}
    )
    offers = frozenset({"new", "search", "history"})

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
        self.tasks_button = button("任务  Alt+1", lambda: self.show_hazards(False))
        self.hazards_button = button("隐患  Alt+2", lambda: self.show_hazards(True))
        if self.topic_id is not None:
            for one in (self.tasks_button, self.hazards_button):
                one.setCheckable(True)
                one.setProperty("segment", True)
                self.head.addWidget(one)
            self.tasks_button.setChecked(True)
            self.head.addWidget(button("登记隐患  Ctrl+N", self.new, primary=True))
        self.head.addWidget(button("新增任务  Ins", lambda: self.act("add")))

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
        tasks = QWidget()
        middle.setContentsMargins(0, 0, 0, 0)
        tasks.setLayout(middle)
        self.views.addWidget(tasks)
        self.box.addWidget(self.views, 1)

    def show_hazards(self, shown: bool) -> None:
        """Show the topic's hazards in the place of its tasks (Alt+2), or the tasks again (Alt+1)."""
        if self.topic_id is None:
            return
        if self.hazards is None:
            self.hazards = TopicHazards(self.topic_id)
            self.hazards.chosen.connect(lambda hazard_id: self.context.show_record("hazard", hazard_id))
            frame, column = panel(margin=10)
            column.addWidget(self.hazards)
            self.views.addWidget(frame)
        self.views.setCurrentIndex(int(shown))
        self.tasks_button.setChecked(not shown)
        self.hazards_button.setChecked(shown)
        if shown:
            self.hazards.refresh()
            self.hazards.table.setFocus()

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
        for key, _, keys in task_detail.ACTIONS:
            shortcut = QShortcut(QKeySequence(keys), self.table, lambda key=key: self.act(key))
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        for keys, shown in (("Alt+1", False), ("Alt+2", True)):
            switch = QShortcut(QKeySequence(keys), self, partial(self.show_hazards, shown))
            switch.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert = QShortcut(QKeySequence("Ins"), self, lambda: self.act("add"))
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def refresh(self) -> None:
        """Read the topic again; selection and filters stay."""
        today = self.context.today()
        page = topics.topic_page(self.topic_id, today)
        self.title.setText(page.tab.name)
        self.set_subtitle(_offices_line(page))
        self._show_figures(page.figures)
        self.strip.show_phases(page, today)
        if self.hazards is not None and self.views.currentIndex() == 1:
            self.hazards.refresh()
        self._all_rows = task_list.task_rows(self.topic_id, today)
        self.filters.offer_offices(self._all_rows)
        self.show_rows()
        grid = monthly.monthly_grid(self.topic_id, today)
        self.grid.set_grid(grid)
        first, last = grid.months[0].split("-"), grid.months[-1].split("-")
        self.grid_title.setText(f"月度报送（{first[0]}年{int(first[1])}月—{last[0]}年{int(last[1])}月）")
        self.grid_panel.setVisible(bool(grid.rows))
        self._fit()

    def _show_figures(self, figures: topics.TopicFigures) -> None:
        self.figures.show_figure("任务", f"{figures.tasks} 项")
        self.figures.show_figure("已完成", f"{figures.done} 项", "green" if figures.done else "")
        self.figures.show_figure("逾期", f"{figures.late} 项", "late" if figures.late else "")
        if self.topic_id is not None:
            hazards = f"{figures.hazards} 条，未销号 {figures.open_hazards}"
            self.figures.show_figure("隐患", hazards, "", lambda: self.act("hazards"))
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
        self.show_hazards(False)
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
        narrow = self.width() < _NARROW
        self.strip.set_short(narrow)
        self.legend.setVisible(not narrow)
        self.detail.set_narrow(narrow)
        self.grid.setFixedHeight(self.grid.height_wanted(3 if self.height() < _LOW else 5))


def _offices_line(page: topics.TopicPage) -> str:
    """Such as 牵头：镇应急办　配合：镇经济办等11个单位　属地：各村、社区."""
    supporting = "、".join(page.supporting[:_ALL_SUPPORTING])
    if len(page.supporting) > _ALL_SUPPORTING:
        supporting = f"{page.supporting[0]}等{len(page.supporting)}个单位"
    parts = {"牵头": "、".join(page.leads), "配合": supporting, "属地": page.local_text}
    return "　".join(f"{name}：{text}" for name, text in parts.items() if text)
