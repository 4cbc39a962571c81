"""Calm lines above the page for what concerns the whole program: the stick is out, the date looks wrong, a draft waits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.widgets.basics import button, label

Action = tuple[str, Callable[[], object]]


class Banners(QWidget):
    """One line a ``key``, below each other; without any it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 0)
        self._column.setSpacing(6)
        self.hide()

    def tell(self, key: str, sentence: str, *actions: Action) -> None:
        """Show a sentence with what can be done about it; the same one again changes nothing."""
        if self.text(key) == sentence:
            return
        self.drop(key)
        self._lines[key] = Banner(sentence, actions)
        self._column.addWidget(self._lines[key])
        self.show()

    def drop(self, key: str) -> None:
        """Take a sentence away; nothing when it isn't there."""
        if key in self._lines:
            line = self._lines.pop(key)
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
            self.setVisible(bool(self._lines))

    def text(self, key: str) -> str:
        """What is shown under a key; empty for nothing."""
        return self._lines[key].sentence.text().removeprefix(MARK) if key in self._lines else ""

    def press(self, key: str, words: str) -> None:
        """Press the button with these words, as a click does."""
        self._lines[key].buttons[words].click()


MARK = "⚠ "


class Banner(QFrame):
    """One sentence with its buttons."""

    def __init__(self, sentence: str, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self.setProperty("banner", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self.sentence = label(MARK + sentence, wrap=True)
        self.buttons = {words: button(words, action) for words, action in actions}
        row.addWidget(self.sentence, 1)
        for one in self.buttons.values():
            row.addWidget(one)
