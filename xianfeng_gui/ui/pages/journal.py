"""The journal: who changed what and when, the newest first, and the proof that nobody changed the past."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from db.errors import UserError
from db.history import FieldChange
from db.journal import Entry
from db.records import TABLE_LABELS
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.history import one_line
from xianfeng_gui.ui.models.journal import EntriesModel
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.fields import SearchField
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import undoing
from xianfeng_gui.work.undoing import ChainState

TYPING_MS = 250
"""Wait for the next letter before looking through the whole journal."""

_ENTRY_COLUMNS = [
    TableColumn("seq", "序号", 56, lambda row: str(row.seq), right=True),
    TableColumn("at", "时间", 126, lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
    TableColumn("actor", "经办人", 76, lambda row: row.actor),
    TableColumn("label", "事项", 180, lambda row: _label(row), lambda row: _faint(row), stretch=True),
]
_CHANGE_COLUMNS = [
    TableColumn("field", "记录和栏目", 140, lambda row: f"{row.table}·{row.field}"),
    TableColumn("old", "原内容", 80, lambda row: one_line(row.old), lambda row: "secondary", stretch=True),
    TableColumn("new", "改为", 80, lambda row: one_line(row.new), stretch=True),
]


def _label(entry: Entry) -> str:
    return entry.label if entry.undone_by is None else f"{entry.label}（已被第 {entry.undone_by} 条撤销）"


def _faint(entry: Entry) -> str:
    return "" if entry.undone_by is None else "secondary"


def _about(entry: Entry) -> str:
    remark = "" if entry.undoable else "　不可撤销"
    return f"第 {entry.seq} 条　{entry.at:%Y-%m-%d %H:%M:%S}　{entry.actor}{remark}"


def _undo_tip(entry: Entry | None) -> str:
    if entry is None:
        return "没有可以撤销的操作"
    if entry.undoable:
        return f"将撤销：{entry.label}"
    return f"“{entry.label}”已经生效，不能撤销"


class JournalPage(Page):
    """Entries on the left, read on while scrolling; the field changes of the selected one on the right."""

    chapter: ClassVar[str] = "undo"
    tables: ClassVar = frozenset(TABLE_LABELS)
    offers: ClassVar = frozenset({"search"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "操作日志")
        self.entry: Entry | None = None
        self.entries = EntriesModel(_ENTRY_COLUMNS, context, self)
        self.table = Table("journal", _ENTRY_COLUMNS, ("seq", "actor"))
        self.table.setModel(self.entries)
        self.table.setAccessibleName("操作日志")
        self.empty = EmptyNote("没有符合的记录")
        self.empty.hide()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._read)
        self._build_head()
        self.body = QHBoxLayout()
        self.body.setSpacing(8)
        self.body.addWidget(self._build_entries(), 3)
        self.body.addWidget(self._build_changes(), 2)
        self.box.addLayout(self.body, 1)
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_selected())
        self.entries.arrived.connect(self._on_arrived)

    def _build_head(self) -> None:
        self.chain = label("")
        self._checked = False
        self.head.addWidget(self.chain)
        self.head.addWidget(button("核对日志", self.check, tip="逐条核对日志有没有被改动过"))
        self.undo_button = button("撤销最近一次  Ctrl+Z", self.undo)
        self.head.addWidget(self.undo_button)

    def _build_entries(self) -> QFrame:
        frame, column = panel(margin=8)
        self.text = SearchField("搜索事项、经办人", "搜索日志")
        self.text.textChanged.connect(lambda: self._typing.start())
        column.addWidget(self.text)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        return frame

    def _build_changes(self) -> QFrame:
        frame, column = panel()
        self.heading = label("", "heading", wrap=True)
        self.about = ElidedLabel()
        self.about.setProperty("role", "caption")
        self.changes = RowsModel(_CHANGE_COLUMNS)
        self.change_table = Table("journal-changes", _CHANGE_COLUMNS)
        self.change_table.setModel(self.changes)
        self.change_table.setAccessibleName("改动的内容")
        for widget in (self.heading, self.about):
            column.addWidget(widget)
        column.addWidget(self.change_table, 1)
        return frame

    def refresh(self) -> None:
        upcoming = undoing.next_undo()
        self.undo_button.setEnabled(upcoming is not None and upcoming.undoable)
        self.undo_button.setToolTip(_undo_tip(upcoming))
        self._read()
        if not self._checked:
            self.check()

    def _read(self) -> None:
        self.entries.read(self.text.text().strip())

    def _on_arrived(self) -> None:
        found = self.entries.rowCount() > 0
        self.empty.setVisible(not found)
        self.table.setVisible(found)
        self.set_subtitle("最近的在前，向下滚动读取更早的")
        if found and not self.table.selected_rows():
            self.table.selectRow(0)
        self._show_selected()

    def _show_selected(self) -> None:
        chosen = self.table.selected_rows()
        entry = self.entries.rows[chosen[0]] if chosen else None
        if entry == self.entry and entry is not None:
            return
        self.entry = entry
        self.changes.set_rows([])
        self.heading.setText(entry.label if entry else "")
        self.about.setText(_about(entry) if entry else "")
        if entry is not None:
            self.context.run(
                lambda: undoing.entry_changes(entry.seq),
                lambda changes: self._show_changes(entry, changes),
                "读取改动的内容",
                self,
            )

    def _show_changes(self, entry: Entry, changes: tuple[FieldChange, ...]) -> None:
        if entry == self.entry:
            self.changes.set_rows(changes)

    def check(self) -> None:
        """Recompute the journal's chain in the worker and say how it stands."""
        self.context.run(undoing.check_chain, self._show_chain, "核对日志", self)

    def _show_chain(self, chain: ChainState) -> None:
        self._checked = True
        sound = chain.broken_at is None
        theme.mark(self.chain, "state", "green" if sound else "late")
        self.chain.setText(
            f"✓ 日志完整，共 {chain.entries} 条"
            if sound
            else f"✗ 日志从第 {chain.broken_at} 条起对不上，可能被改动过"
        )

    def undo(self) -> None:
        """Take back the last change, as Ctrl+Z does."""
        try:
            self.context.say(f"已撤销：{undoing.undo(self.context.actor())}")
        except UserError as error:
            self.context.say(str(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.body.setStretch(1, 3 if self.is_narrow() else 2)

    def search(self) -> None:
        self.text.setFocus()
        self.text.selectAll()

    def leave(self) -> None:
        self.table.keep_widths()
        self.change_table.keep_widths()
