"""Offices that still owe monthly reports, in flowing lines; a click or Enter leads to the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from xianfeng_gui.ui import theme

if TYPE_CHECKING:
    from xianfeng_gui.work.monthly import OfficeMissing


class OfficeChips(QListWidget):
    """Emits ``opened`` with the office's id."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("agenda")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("未报月度工作情况的单位")
        self.itemClicked.connect(self._open)

    def show_offices(self, offices: Sequence[OfficeMissing]) -> None:
        """Show what each office owes, who is late first."""
        self.clear()
        for office in sorted(offices, key=lambda one: -one.missing):
            item = QListWidgetItem(_words(office))
            item.setData(Qt.ItemDataRole.UserRole, office.office_id or "")
            item.setForeground(theme.colour("late" if office.missing else "ink"))
            item.setToolTip(
                f"{office.office}：已过期未报 {office.missing} 项次，本月待报 {office.pending} 项"
            )
            self.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole):
            self.opened.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._open(self.currentItem())
            return
        super().keyPressEvent(event)


def _words(office: OfficeMissing) -> str:
    """Such as ● 绣庄村 缺3 待报2."""
    parts = [f"● {office.office}" if office.missing else office.office]
    if office.missing:
        parts.append(f"缺{office.missing}")
    if office.pending:
        parts.append(f"待报{office.pending}")
    return " ".join(parts)
