"""The vertical tab bar: words on the left, a red count of what is late on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from xianfeng_gui.ui import theme

_BADGE = Qt.ItemDataRole.UserRole + 1


class _Delegate(QStyledItemDelegate):
    """Paints a tab: selection as a blue bar and a tinted ground, the count as a pill."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        view = option.widget
        selected = isinstance(view, TabBar) and view.currentRow() == index.row()
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("blue"))
        painter.setPen(theme.colour("blue" if selected else "ink"))
        if selected:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.drawText(rect.adjusted(18, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        count = index.data(_BADGE)
        if count:
            self._paint_badge(painter, option, rect, str(count) if count < 1000 else "999+")
        painter.restore()

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str) -> None:
        height = option.fontMetrics.height() + 2
        width = max(height + 6, option.fontMetrics.horizontalAdvance(text) + 14)
        pill = QRect(rect.right() - width - 10, rect.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("late_ground"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("late"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, max(32, round(option.fontMetrics.height() * 1.75)))


class TabBar(QListWidget):
    """Emits ``chosen`` with the key of the tab that was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("10 危险化学品") + 84)
        self.setAccessibleName("页面")
        self.currentItemChanged.connect(self._choose)

    def add(self, key: str, text: str) -> None:
        """Add a tab at the end."""
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def choose(self, key: str) -> None:
        """Go to a tab."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.setCurrentRow(row)

    def set_badge(self, key: str, late: int) -> None:
        """Show how much is late; nothing for 0."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == key:
                item.setData(_BADGE, late)
                item.setToolTip(f"{item.text()}：逾期 {late} 项" if late else "")

    def badge(self, key: str) -> int:
        """The count that a tab shows."""
        items = (self.item(row) for row in range(self.count()))
        return next((one.data(_BADGE) or 0 for one in items if one.data(Qt.ItemDataRole.UserRole) == key), 0)
