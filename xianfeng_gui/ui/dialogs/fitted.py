"""Dialogs that fit the screen: as wide as their letters ask for, as high as their content, never beyond the screen."""

from __future__ import annotations

from typing import ClassVar

import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from xianfeng_gui.ui.screen import TITLE_BAR

_EDGE = 8
"""Pixels of a dialog's own frame and a little air."""


class FittedDialog(QDialog):
    """Takes its size when it is shown: ``letters`` Chinese characters wide and as high as it needs.

    One that is mostly a list or a page names the ``size`` it would like at 10 pt instead. F1 opens the handbook at
    ``chapter``, or at that of the page behind.
    """

    chapter: ClassVar[str] = ""

    def __init__(
        self, parent: QWidget | None = None, *, letters: int = 42, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(parent)
        self._letters = letters
        self._size = size
        QShortcut(QKeySequence("F1"), self, self.help)

    def help(self) -> None:
        """The handbook, where it speaks of this dialog (F1)."""
        from xianfeng_gui.ui.dialogs.help import HelpDialog

        HelpDialog(self).exec()

    def exec(self) -> int:
        """Show it until it is closed. What it holds is let go of then, once whoever asked has read the answer."""
        result = super().exec()
        if shiboken6.isValid(self):  # or the window that it belongs to was taken away meanwhile, and it too
            self.deleteLater()
        return result

    def room(self) -> QSize:
        """What the screen leaves for a dialog's content."""
        free = self.screen().availableGeometry().size()
        return QSize(free.width() - 2 * _EDGE, free.height() - TITLE_BAR - _EDGE)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
        if self.focusWidget() is None:
            # Qt would do so once the system makes the window active, and what is typed before were lost.
            self.focusNextChild()

    def fit(self) -> None:
        """Take the size that is wanted now, as far as there is room."""
        self.ensurePolished()
        self.take_width(self.width_wanted())

    def take_width(self, width: int) -> None:
        """Take a width and the height that goes with it, as far as there is room."""
        room = self.room()
        width = min(width, room.width())
        self.resize(width, min(self.height_wanted(width), room.height()))

    def width_wanted(self) -> int:
        """The width for the present letters."""
        if self._size is not None:
            return self._grown(self._size[0])
        letters = self.fontMetrics().horizontalAdvance("国") * self._letters
        return max(letters, self.layout().totalMinimumSize().width())

    def height_wanted(self, width: int) -> int:
        """The height for the present content, given its width."""
        if self._size is not None:
            return self._grown(self._size[1])
        layout = self.layout()
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()

    def _grown(self, pixels: int) -> int:
        return round(pixels * self.font().pointSizeF() / 10)
