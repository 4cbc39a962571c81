"""A row of buttons of which one, or any number, is down: the choice of a view, or of the kinds to show."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.shrinking import ActionButton


class Segments(QWidget):
    """``pairs`` of (key, text). With ``several`` each is switched for itself, and all are down at first."""

    changed = Signal()

    def __init__(self, pairs: Iterable[tuple[str, str]], *, several: bool = False, name: str = "") -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        # Several stand on a line of their own and may go on in a second one; a choice stands among other buttons.
        row = FlowLayout(2) if several else QHBoxLayout()
        self.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        if isinstance(row, QHBoxLayout):
            row.setSpacing(4)
        for key, text in pairs:
            made = ActionButton(text)
            made.setProperty("segment", True)
            made.setCheckable(True)
            made.setChecked(several or not self.buttons)
            made.setAutoDefault(False)
            self._group.addButton(made)
            self.buttons[key] = made
            row.addWidget(made)
        self.setAccessibleName(name)
        self._group.buttonToggled.connect(lambda _button, down: self._tell(several or down))

    def _tell(self, worth_it: bool) -> None:
        # With one choice, letting go of the old button says nothing that pressing the new one doesn't.
        if worth_it:
            self.changed.emit()

    def chosen(self) -> list[str]:
        """Keys of the buttons that are down, in order."""
        return [key for key, button in self.buttons.items() if button.isChecked()]

    def choose(self, key: str) -> None:
        """Press a button."""
        self.buttons[key].setChecked(True)
