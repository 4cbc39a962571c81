"""Texts and buttons that give way where there is little room, and say the rest in a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSizePolicy, QWidget

_LEAST_WORDS, _MOST_LINES = 8, 4
"""Characters in a line of a box's words, and how many lines there are at most."""
KEY_GAP = "  "
"""Stands between a button's word and its key, as in 登记隐患  Ctrl+N."""


def wrapped(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """``text`` in at most ``lines`` lines of ``width`` pixels, broken between any two characters; a rest ends with …."""
    found: list[str] = []
    while len(found) < lines - 1 and metrics.horizontalAdvance(text) > width:
        end = next(
            (number for number in range(1, len(text)) if metrics.horizontalAdvance(text[:number]) > width),
            len(text),
        )
        found.append(text[: max(end - 1, 1)].rstrip())
        text = text[max(end - 1, 1) :].lstrip()
    return "\n".join([*found, metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)])


class ElidedLabel(QLabel):
    """A line that ends with … when there is no room, with the whole in a tooltip.

    It takes the room that is left; with ``least`` it asks for as much as its text needs, and doesn't go below so many
    characters. ``middle`` leaves out the middle, as is right for the path of a file.
    """

    def __init__(self, text: str = "", *, least: int = 0, middle: bool = False) -> None:
        super().__init__()
        self._whole = self._tip = ""
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        policy = QSizePolicy.Policy.Preferred if least else QSizePolicy.Policy.Ignored
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self._elide()
        self.updateGeometry()

    def text(self) -> str:
        """The text, not elided."""
        return self._whole

    def setToolTip(self, tip: str) -> None:
        self._tip = tip
        self._elide()

    def sizeHint(self) -> QSize:
        height = super().sizeHint().height()
        return QSize(self._width_wanted() if self._least else 0, height)

    def minimumSizeHint(self) -> QSize:
        least = min(self._width_wanted(), self.fontMetrics().horizontalAdvance("国") * self._least)
        return QSize(least, super().minimumSizeHint().height())

    def _width_wanted(self) -> int:
        self.ensurePolished()
        # One pixel more: letters end between two of them.
        return self.fontMetrics().horizontalAdvance(self._whole) + self._around() + 1

    def _around(self) -> int:
        """Pixels beside the letters: margins, also those of the style sheet."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(super().text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        width = max(self.width() - self._around(), 0)
        shown = self.fontMetrics().elidedText(self._whole, self._mode, width)
        if shown != super().text():
            super().setText(shown)
        whole = self._whole if shown != self._whole else ""
        super().setToolTip("\n".join(part for part in (whole, self._tip) if part))


class ActionButton(QPushButton):
    """A button that leaves out its key, and says it in its tooltip, where there is little room."""

    def __init__(self, text: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setToolTip(tip)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _word(self) -> str:
        return self.text().partition(KEY_GAP)[0]

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        width = self.fontMetrics().horizontalAdvance
        return QSize(size.width() - width(self.text()) + width(self._word()), size.height())

    def is_short(self) -> bool:
        """Whether the key is left out."""
        return self._word() != self.text() and self.width() < self.sizeHint().width()

    def setToolTip(self, tip: str) -> None:
        self._tip = tip
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        key = self.text().partition(KEY_GAP)[2] if self.is_short() else ""
        super().setToolTip("\n".join(part for part in (self._tip, f"快捷键：{key}" if key else "") if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_short():
            super().paintEvent(event)
            return
        # Asking for the style's objects takes as long as loading a page; the first window needs none.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._word()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


class WrappedCheckBox(QCheckBox):
    """A box whose words go on in further lines where there is little room."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        width = self.fontMetrics().horizontalAdvance
        return QSize(size.width() - width(self.text()) + width(self.text()[:_LEAST_WORDS]), size.height())

    def heightForWidth(self, width: int) -> int:
        lines = self._wrapped(width - self._beside()).count("\n")
        return super().sizeHint().height() + lines * self.fontMetrics().lineSpacing()

    def _beside(self) -> int:
        """Pixels of the box and the air between it and the words."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())

    def _wrapped(self, width: int) -> str:
        return wrapped(self.text(), self.fontMetrics(), width, _MOST_LINES)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._wrapped(self.width() - self._beside())
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        painter.end()
