"""The findings (检查情况): composed from the answers until the clerk writes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import TextBox

_LINES, _FEW_LINES = 4, 2


class FindingsBox(QWidget):
    """``compose`` gives the text that follows from the answers. ``typed``: the clerk has written something."""

    typed = Signal()

    def __init__(self, compose: Callable[[], str]) -> None:
        super().__init__()
        self._compose = compose
        self.own = False
        """Whether the text is the clerk's own, which answers no longer change."""
        self.text = TextBox(_LINES)
        self.text.setAccessibleName("检查情况")
        head = QHBoxLayout()
        head.addWidget(label("检查情况"))
        head.addWidget(button("按检查结果重写", self.rewrite, link=True))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.text)
        self.text.textChanged.connect(self._on_typed)

    def set_low(self, low: bool) -> None:
        """Leave more room to the checklist on a small screen."""
        self.text.set_lines(_FEW_LINES if low else _LINES)

    def _on_typed(self) -> None:
        self.own = bool(self.text.text())
        self.typed.emit()

    def show_text(self, text: str, *, own: bool) -> None:
        """Show a text that wasn't typed just now."""
        self.own = own
        self.text.blockSignals(True)
        self.text.set_text(text)
        self.text.blockSignals(False)

    def refresh(self) -> None:
        """Compose anew after an answer, unless the clerk has written the text."""
        if not self.own:
            self.show_text(self._compose(), own=False)

    def rewrite(self) -> None:
        """The text as the answers say it; Ctrl+Z in the field brings back what the clerk had written."""
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._compose())
        self.own = False
