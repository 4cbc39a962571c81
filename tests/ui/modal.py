"""Answers a dialog that blocks whoever opens it: waits, however long it takes, until it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

_Dialog = TypeVar("_Dialog", bound=QDialog)
_LOOK_AGAIN_MS = 30


def when_open(kind: type[_Dialog], act: Callable[[_Dialog], Any]) -> None:
    """Have ``act`` called with the next modal dialog of this kind."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, look)

    QTimer.singleShot(_LOOK_AGAIN_MS, look)
