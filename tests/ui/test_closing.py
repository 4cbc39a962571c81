"""The backup when the window closes: silent when it succeeds, a question when it doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from xianfeng_gui.ui.window import MainWindow


@pytest.fixture
def window(dressed: QApplication, township: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(township)
    made.show()
    yield made
    made.context.worker.finish()
    made.deleteLater()


def answer(pressed: str) -> list[str]:
    """Press a button of the question that comes; returns a list that gets its words."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(50, press)
            return
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == pressed).click()

    QTimer.singleShot(50, press)
    return asked


def test_closing_backs_up_without_a_word(window: MainWindow, township: Path) -> None:
    assert window.close()
    assert (township / "backups" / "20210618.db").is_file()


@pytest.mark.parametrize(("pressed", "closes"), [("仍然关闭", True), ("返回程序", False)])
def test_a_failed_backup_says_why_and_asks(
    window: MainWindow, township: Path, pressed: str, closes: bool
) -> None:
    (township / "backups").write_text("a file where the folder should be")
    asked = answer(pressed)
    assert window.close() is closes
    assert "备份没有完成" in asked[0] and "仍要关闭" in asked[0]
    assert window.isVisible() is not closes
    assert window.isEnabled()
