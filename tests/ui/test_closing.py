"""The backup when the window closes: silent when it succeeds, a question when it doesn't."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from xianfeng_gui.ui.closing import back_up_before_exit
from xianfeng_gui.ui.context import Context
from xianfeng_gui.work import backups


class Window(QWidget):
    """What closing needs of a window: its context."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context


@pytest.fixture
def window(context: Context, qtbot: QtBot) -> Window:
    made = Window(context)
    qtbot.addWidget(made)
    made.show()
    return made


def test_closing_backs_up_without_a_word(window: Window) -> None:
    assert back_up_before_exit(window)  # type: ignore[arg-type]  # any widget with a context will do
    assert [one.path.name for one in backups.list_backups()] == ["20210618.db"]
    assert window.isEnabled()


@pytest.mark.parametrize(("pressed", "closes"), [("仍然关闭", True), ("返回程序", False)])
def test_a_failed_backup_says_why_and_asks(
    window: Window, township: Path, pressed: str, closes: bool
) -> None:
    (township / "backups").write_text("a file where the folder should be")
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(50, press)
            return
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == pressed).click()

    QTimer.singleShot(50, press)
    assert back_up_before_exit(window) is closes  # type: ignore[arg-type]  # any widget with a context will do
    assert "备份没有完成" in asked[0] and "仍要关闭" in asked[0]
