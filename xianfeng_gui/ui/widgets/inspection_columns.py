"""The three columns of an inspection that is being written: visit, checklist, selected item."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from xianfeng_gui.ui.widgets.basics import button

_THREE_COLUMNS = 80
"""Chinese characters that three columns need."""
_SHARES, _SHARES_OF_TWO = [300, 520, 350], [430, 520, 350]
"""Widths of the columns beside each other, until the clerk draws them otherwise."""


class InspectionColumns(QSplitter):
    """Where there is little room the visit and the selected item take turns; ``visit_button`` is seen only then."""

    def __init__(self, visit: QWidget, middle: QWidget, item: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.visit_wanted = False
        """Whether the visit is in sight when both aren't."""
        self.visit_button = button(
            "检查信息  Ctrl+T", self.toggle, tip="单位、时间、检查人员，或选中的检查项"
        )
        self._visit, self._item = visit, item
        for number, (part, stretch) in enumerate(((visit, 0), (middle, 1), (item, 0))):
            self.addWidget(part)
            self.setStretchFactor(number, stretch)
        self.setChildrenCollapsible(False)
        self._narrow: bool | None = None

    def is_narrow(self) -> bool:
        """Whether three columns don't fit."""
        return self.width() < self.fontMetrics().horizontalAdvance("国") * _THREE_COLUMNS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.is_narrow()
        if narrow is not self._narrow:
            self._narrow = narrow
            self.setSizes(_SHARES_OF_TWO if narrow else _SHARES)
        self.visit_button.setVisible(narrow)
        self._visit.setVisible(not narrow or self.visit_wanted)
        self._item.setVisible(not narrow or not self.visit_wanted)

    def show_visit(self, shown: bool) -> None:
        """Choose which of the two is in sight when both aren't."""
        self.visit_wanted = shown
        self._arrange()

    def toggle(self) -> None:
        """The other of the two."""
        self.show_visit(not self.visit_wanted)
