"""The binding to Qt must not eat references: with PySide6 6.12.0 on Python 3.11 the program died after an hour."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot


class _Speaker(QObject):
    spoke = Signal(bool)


def test_calls_that_return_nothing_keep_none_alive(qtbot: QtBot) -> None:
    timer, speaker = QTimer(), _Speaker()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(300):
        timer.start(60_000)
        speaker.spoke.emit(True)
    timer.stop()
    lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
    assert max(lost) < 100, "every call drops a reference: see docs/dependencies.md on PySide6"
