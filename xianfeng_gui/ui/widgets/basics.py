"""Small widgets that every page is made of: labels, buttons, panels, a line of figures, an empty page's words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.shrinking import ActionButton, ElidedLabel

_LEAST_LETTERS = {"title": 14, "heading": 4, "caption": 0}
"""Lines that may be elided, and how many characters stay; buttons beside a title give way before it does."""


def label(text: str, role: str = "", *, wrap: bool = False, state: str = "") -> QLabel:
    """A label; ``role``: title, heading, figure, caption, empty, error; ``state``: late, amber, green, blue."""
    elided = role in _LEAST_LETTERS and not wrap
    made = ElidedLabel(text, least=_LEAST_LETTERS[role]) if elided else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if state:
        made.setProperty("state", state)
    return made


def start_unless_running(timer: QTimer) -> None:
    """For what is to be kept soon: each key mustn't put it off, or who types without a pause has no draft at all."""
    if not timer.isActive():
        timer.start()


def button(
    text: str, action: Callable[[], object], *, primary: bool = False, link: bool = False, tip: str = ""
) -> QPushButton:
    """A button with a word; a shortcut is said in its text, after two blanks, and set by the window."""
    made = ActionButton(text, tip)
    made.setProperty("primary", primary)
    made.setProperty("link", link)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: action())
    return made


def panel(*, row: bool = False, margin: int = 12) -> tuple[QFrame, QVBoxLayout | QHBoxLayout]:
    """A white panel with a hairline, and its layout."""
    frame = QFrame()
    frame.setProperty("panel", True)
    layout = QHBoxLayout(frame) if row else QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(8)
    return frame, layout


def scrolled(content: QWidget) -> QScrollArea:
    """``content`` in a panel, scrolling up and down when there is no room."""
    content.setProperty("scrolled", True)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("scrolled", True)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


class Figures(QFrame):
    """One line of figures: a small caption above each number."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 14, 6)
        self._row.setSpacing(28)
        self._values: dict[str, QLabel | QPushButton] = {}
        self._row.addStretch(1)

    def show_figure(
        self, caption: str, value: str, state: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Set a figure, adding it the first time; ``state`` as in ``label``, ``action`` makes it a link."""
        if caption not in self._values:
            column = QVBoxLayout()
            column.setSpacing(0)
            small = QLabel(caption)
            small.setProperty("role", "caption")
            column.addWidget(small)
            self._values[caption] = self._make_value(action)
            column.addWidget(self._values[caption])
            self._row.insertLayout(len(self._values) - 1, column)
        found = self._values[caption]
        found.setText(value)
        theme.mark(found, "state", state)

    def _make_value(self, action: Callable[[], object] | None) -> QLabel | QPushButton:
        if action is None:
            return label("", "figure")
        made = button("", action, link=True)
        made.setProperty("role", "figure")
        return made

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end of the line."""
        self._row.addWidget(widget)

    def text(self, caption: str) -> str:
        """What a figure shows."""
        return self._values[caption].text()


class EmptyNote(QLabel):
    """What an empty page says: what comes here and how to begin."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "empty")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
