"""What happened to one record: who, when, which field, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.history import Event, FieldChange
from db.records import TABLE_LABELS
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label

OPENED = 20
"""The newest entries stand open; older ones open by a click or the right arrow key."""


class HistoryDialog(FittedDialog):
    """The journal entries that touched a record, the newest first, each with its field changes below it.

    They are read in the worker: ``events`` is filled, and the tree shown, as soon as they have arrived.
    """

    chapter: ClassVar[str] = "undo"

    def __init__(
        self, context: Context, table: str, record_id: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, size=(860, 520))
        from xianfeng_gui.work import undoing

        self._own_label = TABLE_LABELS[table]
        self.events: Sequence[Event] = ()
        self.setWindowTitle(f"历史记录：{title}")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(label(title, "heading", wrap=True))
        self.count = label("正在读取…", "caption")
        box.addWidget(self.count)
        self.tree = self._make_tree()
        box.addWidget(self.tree, 1)
        self.empty = EmptyNote("还没有改动记录")
        self.empty.hide()
        box.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭  Esc", self.reject))
        box.addLayout(foot)
        self.tree.setFocus()
        context.run(lambda: undoing.record_history(table, record_id), self._show, "读取历史记录", self)

    def _show(self, events: Sequence[Event]) -> None:
        self.events = events
        self.count.setText(f"共 {len(events)} 次改动，最近的在前")
        self.tree.setVisible(bool(events))
        self.empty.setVisible(not events)
        self._fill(events)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setAccessibleName("历史记录")
        tree.setHeaderLabels(["时间和事项", "经办人", "原内容", "改为"])
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        for column, width in enumerate((330, 100)):
            tree.setColumnWidth(column, width)
        for column in (2, 3):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return tree

    def _fill(self, events: Sequence[Event]) -> None:
        for number, event in enumerate(events):
            item = QTreeWidgetItem([f"{event.at:%Y-%m-%d %H:%M}  {event.label}", event.actor, "", ""])
            item.setToolTip(0, f"第 {event.seq} 条：{event.label}")
            self.tree.addTopLevelItem(item)
            item.addChildren([self._change_item(change) for change in event.changes])
            item.setExpanded(number < OPENED)

    def _change_item(self, change: FieldChange) -> QTreeWidgetItem:
        own = change.table == self._own_label
        name = change.field if own else f"{change.table}·{change.field}"
        item = QTreeWidgetItem([name, "", one_line(change.old), one_line(change.new)])
        for column, whole in ((0, name), (2, change.old), (3, change.new)):
            item.setToolTip(column, whole)
        item.setForeground(0, theme.colour("secondary"))
        item.setForeground(2, theme.colour("secondary"))
        return item


def one_line(text: str) -> str:
    """A text of several lines as one; an empty one as a dash."""
    return " ".join(text.split()) or "—"
