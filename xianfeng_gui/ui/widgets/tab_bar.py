"""The vertical tab bar: words on the left, a red count of what is late on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.shrinking import KEY_GAP

_BADGE = Qt.ItemDataRole.UserRole + 1
_SHORTCUT = Qt.ItemDataRole.UserRole + 2
_LEFT, _GAP, _RIGHT = 18, 8, 10
"""Pixels before a tab's words, between them and the count, and after it."""
_USUAL_LINES, _LEAST_LINES = 1.75, 1.2
"""A tab's height in heights of a line: as it is, and where all of them would not be seen otherwise."""
_LONGEST_WORDS = "10 危险化学品"
_MOST = 999


def _count_text(count: int) -> str:
    return f"{_MOST}+" if count > _MOST else str(count)


def _badge_width(metrics: QFontMetrics, text: str) -> int:
    return max(metrics.height() + 8, metrics.horizontalAdvance(text) + 14)


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
        words = rect.adjusted(_LEFT, 0, -_RIGHT, 0)
        if count := index.data(_BADGE):
            words.setRight(self._paint_badge(painter, option, rect, _count_text(count)) - _GAP)
        font = QFont(option.font)
        if selected:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("blue" if selected else "ink"))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str) -> int:
        """The count at the right end; where it begins."""
        height = min(option.fontMetrics.height() + 2, rect.height() - 4)
        width = _badge_width(option.fontMetrics, text)
        pill = QRect(rect.right() - width - _RIGHT, rect.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("late_ground"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("late"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return pill.left()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        return QSize(120, view.tab_height() if isinstance(view, TabBar) else 0)


class TabBar(QListWidget):
    """Emits ``chosen`` with the key of the tab that was chosen. All tabs are seen at once if the letters allow it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_width()
        self.setAccessibleName("页面")
        self.currentItemChanged.connect(self._choose)

    def _set_width(self) -> None:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(_LONGEST_WORDS)
        self.setFixedWidth(_LEFT + words + _GAP + _badge_width(metrics, "99") + _RIGHT + 2)

    def tab_height(self) -> int:
        """A tab's height: less than usual where the window is low."""
        line = self.fontMetrics().height()
        share = self.viewport().height() // max(self.count(), 1)
        return min(max(share, round(line * _LEAST_LINES)), round(line * _USUAL_LINES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_width()
            self.scheduleDelayedItemsLayout()

    def add(self, key: str, text: str, shortcut: str = "") -> None:
        """Add a tab at the end; ``shortcut`` is said in its tooltip."""
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setData(_SHORTCUT, f"{KEY_GAP}{shortcut}" if shortcut else "")
        item.setToolTip(f"{text}{item.data(_SHORTCUT)}")
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
                words = f"{item.text()}：逾期 {late} 项" if late else item.text()
                item.setToolTip(f"{words}{item.data(_SHORTCUT)}")

    def badge(self, key: str) -> int:
        """The count that a tab shows."""
        items = (self.item(row) for row in range(self.count()))
        return next((one.data(_BADGE) or 0 for one in items if one.data(Qt.ItemDataRole.UserRole) == key), 0)
