"""The hazard register: filters above, the table, the selected hazard beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter

from db import notes
from db.vocabulary import HazardState, ListKind, PaperKind, StepKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice, form_choice, list_choice
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.models.hazards import COLUMNS, GIVES_WAY, HazardModel
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.hazard_filters import HazardFilters
from xianfeng_gui.ui.widgets.hazard_panel import STEP_KEYS, VOLUME_KEY, HazardPanel
from xianfeng_gui.ui.widgets.table import Table
from xianfeng_gui.work import hazard_detail, hazard_list
from xianfeng_gui.work.hazard_filter import OPEN, HazardFilter

MOST_AT_ONCE = 200
"""Hazards that one step may be taken for together."""
_BESIDE = 330
"""Pixels of the panel beside the table, until the clerk draws it wider."""
_EMPTY = "还没有登记隐患。\n按 Ctrl+N 登记第一条：写明单位、问题和整改期限，照片可以直接拖进来。"
_NOTHING = "没有符合条件的隐患。\n改一改搜索的字词，或按“清空”看全部。"


class HazardsPage(Page):
    """Search, filter, sort; register, move on step by step, issue notices, export."""

    chapter: ClassVar[str] = "hazards"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            *("hazard", "hazard_step", "photo", "paper", "paper_hazard", "service"),
            *("site", "office", "setting", "saved_view"),
        }
    )
    offers: ClassVar[frozenset[str]] = frozenset(
        {"new", "bring_in", "export", "print_out", "search", "history"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "隐患台账")
        self.filters = HazardFilters(context)
        self.model = HazardModel()
        self.table = Table("hazards", COLUMNS, GIVES_WAY)
        self.detail = HazardPanel()
        self.empty = EmptyNote(_EMPTY)
        self.count = label("", "caption")
        self.count.setMinimumWidth(150)
        self._topic_preset = ""
        self._narrow: bool | None = None
        # While the selection runs through rows with the arrow keys, only the one it stops at is read.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(30)
        self._later.timeout.connect(self.show_selected)
        self._build_head()
        self._build_body()
        self._connect()

    def _build_head(self) -> None:
        self.head.addWidget(button("登记隐患  Ctrl+N", self.new, primary=True))
        self.head.addWidget(button("下达通知书  Ctrl+P", self.print_out))
        self.head.addWidget(button("导入  Ctrl+I", self.bring_in))
        self.head.addWidget(button("导出  Ctrl+E", self.export))

    def _build_body(self) -> None:
        frame, column = panel(margin=8)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.count)
        self.empty.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(frame)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.detail.setMinimumWidth(260)
        self.splitter.setChildrenCollapsible(False)
        self.box.addWidget(self.splitter, 1)
        self.table.setModel(self.model)
        self.table.leave_out(notes.get("hidden.hazards", []))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setToolTip("单击排序，右击选择显示哪些列")

    def _connect(self) -> None:
        self.filters.changed.connect(self._show)
        self.model.shown.connect(self._on_shown)
        self.table.activated.connect(lambda _index: self.edit())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._later.start())
        header = self.table.horizontalHeader()
        header.sectionClicked.connect(self._sort)
        header.customContextMenuRequested.connect(self._choose_columns)
        self.detail.step_wanted.connect(self.take_step)
        self.detail.notice_wanted.connect(self.print_out)
        self.detail.papers_wanted.connect(self.papers)
        self.detail.volume_wanted.connect(self.volume)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.history_wanted.connect(self.history)
        self.detail.paper_wanted.connect(lambda paper_id: self.context.show_record("paper", paper_id))
        self.detail.photo_wanted.connect(self._show_photo)
        bind_keys(self, {"Ctrl+M": self.edit, "Ctrl+Shift+P": self.papers})
        letters: dict[str, Callable[[], object]] = {VOLUME_KEY: self.volume}
        letters |= {letter: partial(self._press, kind) for kind, letter in STEP_KEYS.items()}
        for part in (self.table, self.detail):
            bind_keys(part, letters, inside=True)

    def refresh(self) -> None:
        """Read rows and choices again, keeping the selected hazards: a step for several is followed by a paper about all."""
        selected = self.selected_ids()
        self.filters.offer()
        if self.model.rows:
            self.model.reload()
        else:
            self._show(self.filters.value())
        found = [self.model.row_of(hazard_id) for hazard_id in selected]
        self.table.select([row for row in found if row >= 0])
        self.show_selected()

    def _show(self, wanted: HazardFilter) -> None:
        self.model.show(wanted)

    def _on_shown(self) -> None:
        found = bool(self.model.rows)
        self.table.setVisible(found)
        self.empty.setVisible(not found)
        if not found:
            filtered = replace(self.model.filter, sort="newest", descending=True) != HazardFilter()
            self.empty.setText(_NOTHING if filtered else _EMPTY)
        self._count(self.model.filter)
        self.show_selected()

    def _count(self, wanted: HazardFilter) -> None:
        self.count.setText("")

        def count() -> int | None:
            # The filter may have changed again while this job was waiting.
            return hazard_list.count(wanted) if wanted is self.model.filter else None

        def done(total: int | None) -> None:
            if total is not None and wanted is self.model.filter:
                self.count.setText(f"共 {total} 条")

        self.context.run(count, done, "统计隐患", self)

    def _sort(self, section: int) -> None:
        if self.model.sortable(section):
            self.filters.sort_by(COLUMNS[section].key)
        else:
            self.context.say(f"“{COLUMNS[section].title}”不能排序，可用搜索或筛选")

    def _choose_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key not in self.table.left_out())
            action.toggled.connect(lambda shown, at=number: self.show_column(at, shown))
        menu.exec(self.table.horizontalHeader().mapToGlobal(place))

    def show_column(self, number: int, shown: bool) -> None:
        """Show or leave out a column and remember it."""
        left_out = self.table.left_out() ^ {COLUMNS[number].key}
        if (COLUMNS[number].key in left_out) is not shown:
            self.table.leave_out(left_out)
            notes.put("hidden.hazards", sorted(left_out))

    def selected_ids(self) -> list[str]:
        """The selected hazards, from the top."""
        return [self.model.rows[row].id for row in self.table.selected_rows() if row < len(self.model.rows)]

    def show_selected(self) -> None:
        """Read the selected hazard into the panel."""
        selected = self.selected_ids()
        if not selected:
            self.detail.clear()
        elif len(selected) == 1:
            self.detail.show_hazard(hazard_detail.detail(selected[0]))
        else:
            self.detail.show_many(len(selected), hazard_detail.common_steps(selected[:MOST_AT_ONCE]))

    def show_record(self, table: str, record_id: str) -> None:
        """Show a hazard, or all of a topic or site; ``hazard-new`` begins one of a topic."""
        if table == "hazard-new":
            self._topic_preset = record_id
            self.new()
            return
        if table == "hazard-topic":
            self.filters.set_value(HazardFilter(topic_id=record_id, state=OPEN))
            return
        if table == "hazard-site":
            self.filters.limit_site(record_id)
            return
        if self.model.row_of(record_id) < 0:
            self.filters.set_value(HazardFilter(text=hazard_detail.number_of(record_id)))
        self.table.select_row(self.model.row_of(record_id))
        self.show_selected()

    def new(self) -> None:
        """Register a hazard (Ctrl+N)."""
        from xianfeng_gui.ui.dialogs.hazard import HazardDialog

        topic_id, self._topic_preset = self._topic_preset or self.filters.value().topic_id, ""
        dialog = HazardDialog(self.context, self.window(), topic_id=topic_id)
        if dialog.exec():
            self.show_record("hazard", dialog.saved_id)

    def edit(self) -> None:
        """Correct the selected hazard (Ctrl+M)."""
        from xianfeng_gui.ui.dialogs.hazard import HazardDialog

        if selected := self._one_selected():
            HazardDialog(self.context, self.window(), hazard_id=selected).exec()

    def _press(self, kind: StepKind) -> None:
        """A step's letter was pressed: as its button, or why the step can't be taken."""
        if self._later.isActive():
            self._later.stop()
            self.show_selected()
        if self._one_selected() and not self.detail.press(kind):
            self.context.say(hazard_detail.why_not(self.selected_ids()[:MOST_AT_ONCE], kind))

    def take_step(self, kind: StepKind, and_close: bool) -> None:
        """Ask for a step's details and take it for all selected hazards."""
        from xianfeng_gui.ui.dialogs.hazard_step import StepDialog

        selected = self.selected_ids()
        if not selected:
            return
        if len(selected) > MOST_AT_ONCE:
            self.context.say(f"一次最多办理{MOST_AT_ONCE}条，请分批选择")
            return
        state = HazardState(self.model.rows[self.table.selected_rows()[0]].state)
        StepDialog(self.context, selected, state, kind, self.window(), and_close=and_close).exec()
        self.table.setFocus()  # its button is gone, and the next letter is meant for the table

    def print_out(self) -> None:
        """Put the selected hazards into a notice (Ctrl+P)."""
        from xianfeng_gui.ui.paper_start import begin_paper
        from xianfeng_gui.work.papers import standing

        selected = self.selected_ids()
        if not selected:
            self.context.say("请先选中要写进通知书的隐患（可多选同一单位的）")
            return
        begin_paper(self.context, self.window(), lambda: standing.of_hazards(PaperKind.NOTICE, selected))

    def papers(self) -> None:
        """Any paper about the selected hazards (Ctrl+Shift+P)."""
        from xianfeng_gui.ui.paper_start import choose_paper
        from xianfeng_gui.work.papers import facts, standing

        selected = self.selected_ids()
        if not selected:
            self.context.say("请先选中要写进文书的隐患（可多选同一单位的）")
            return
        choose_paper(
            self.context,
            self.window(),
            lambda: facts.possible(selected),
            lambda kind: standing.of_hazards(kind, selected),
        )

    def volume(self) -> None:
        """The whole matter of the selected hazard as one PDF."""
        from xianfeng_gui.ui.paper_start import save_volume

        if selected := self._one_selected():
            save_volume(self.context, self, "hazard", selected, hazard_detail.number_of(selected))

    def exports(self) -> list[Choice]:
        """What the filter finds, as the register, the two lists, step by step or in figures (Ctrl+E)."""
        kinds = (ListKind.HAZARDS, ListKind.TWO_LISTS, ListKind.STEPS, ListKind.STATISTICS)
        return [
            *(list_choice(self, kind, lambda: self.model.filter) for kind in kinds),
            form_choice(self, *((kind, lambda: self.model.filter) for kind in kinds)),
        ]

    def bring_in(self) -> None:
        """Import a ledger of hazards (Ctrl+I)."""
        from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
        from xianfeng_gui.work.ledger.kinds import LedgerKind

        LedgerDialog(self.context, LedgerKind.HAZARDS, self.window()).exec()

    def search(self) -> None:
        """Into the search field (Ctrl+F)."""
        self.filters.text.setFocus()
        self.filters.text.selectAll()

    def history(self) -> None:
        """What happened to the selected hazard (Ctrl+H)."""
        from xianfeng_gui.ui.dialogs.history import HistoryDialog

        if selected := self._one_selected():
            title = f"隐患 {hazard_detail.number_of(selected)} 的历史"
            HistoryDialog(self.context, "hazard", selected, title, self.window()).exec()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.is_narrow()
        self.filters.set_short(narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            beside = self.detail.minimumWidth() if narrow else _BESIDE
            self.splitter.setSizes([max(self.width() - beside, beside), beside])

    def leave(self) -> None:
        """Remember the widths of columns; nothing is read any more."""
        self._later.stop()
        self.table.keep_widths()

    def _one_selected(self) -> str:
        selected = self.selected_ids()
        if not selected:
            self.context.say("请先选中一条隐患")
            return ""
        return selected[0]

    def _show_photo(self, photo_id: str) -> None:
        from xianfeng_gui.ui.dialogs.photo import PhotoDialog

        PhotoDialog(self.context, hazard_detail.photo(photo_id), self.window()).exec()
