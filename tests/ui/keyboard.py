"""Typing Chinese into a field as an input method does it."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_in(field: QWidget, text: str) -> None:
    """Commit ``text`` to a field, at its cursor."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
