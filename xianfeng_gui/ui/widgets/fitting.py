"""A scrolled area that wants to show all of its content, and scrolls when it gets less."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST_LINES = 5


class FittedArea(QScrollArea):
    """Up and down only. ``changed``: the content wants another height than before."""

    changed = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._width = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its fields scroll into view when Tab comes to them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def assume_width(self, width: int) -> None:
        """The width for which a height is wanted: wrapped lines need the more the narrower they are."""
        self._width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        content = self.widget()
        hint = content.sizeHint().expandedTo(content.minimumSizeHint())
        if self._width and content.hasHeightForWidth():
            hint.setHeight(content.heightForWidth(self._width))
        return hint

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        least = self.fontMetrics().height() * _LEAST_LINES
        return QSize(self.widget().minimumSizeHint().width() + bar, min(least, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.changed.emit()
        return super().eventFilter(watched, event)
