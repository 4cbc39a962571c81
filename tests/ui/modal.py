"""Answers a dialog that blocks whoever opens it: waits, however long it takes, until it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

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


def in_dialog(qtbot: QtBot, open_it: Callable[[], object], act: Callable[[QDialog], None]) -> None:
    """Open a modal dialog, act in it, and come back when it has closed."""
    failures: list[BaseException] = []
    left_open: list[QDialog] = []

    def reach(dialog: QDialog) -> None:
        try:
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            act(dialog)
            if dialog.isVisible():
                left_open.append(dialog)
                dialog.reject()
        except BaseException as error:  # brought back into the test below
            failures.append(error)
            dialog.reject()

    when_open(QDialog, reach)
    open_it()
    if failures:
        raise failures[0]
    assert not left_open, "the dialog should have closed"
