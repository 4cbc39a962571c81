"""Acting in a modal dialog from a test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot


def in_dialog(qtbot: QtBot, open_it: Callable[[], object], act: Callable[[QDialog], None]) -> None:
    """Open a modal dialog, act in it, and come back when it has closed."""
    failures: list[BaseException] = []
    left_open: list[QDialog] = []

    def reach() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
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

    QTimer.singleShot(50, reach)
    open_it()
    if failures:
        raise failures[0]
    assert not left_open, "the dialog should have closed"
