"""The stick is pulled out while the window is open: said at once, typed text kept, work goes on when it is back."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from db import connection, notes
from tests.ui.keyboard import type_in
from tests.ui.modal import when_open
from tests.ui.windows import opened
from tests.work.hazard_specs import added
from xianfeng_gui.ui import crash, drafts, folder_watch
from xianfeng_gui.ui.dialogs.hazard import HazardDialog
from xianfeng_gui.ui.dialogs.site import SiteDialog
from xianfeng_gui.ui.folder_watch import FolderWatch
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import holding
from xianfeng_gui.work.holding import Hold


@pytest.fixture
def held(township: Path) -> Iterator[Hold]:
    made = holding.hold(township)
    assert made is not None
    yield made
    made.release()


@pytest.fixture
def window(
    dressed: QApplication, held: Hold, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on a held folder, watched; unexpected errors go where they go in the program."""
    with opened(held.folder) as made:
        FolderWatch(made, held)
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
        crash.install(held.folder)
        crash._told.clear()
        yield made
        qtbot.waitUntil(made.context.worker.is_idle)


def pull_out(window: MainWindow, qtbot: QtBot) -> Path:
    """The stick is out; returns where it lies once the window has said so."""
    qtbot.waitUntil(window.context.worker.is_idle)
    stick = window.folder.rename(window.folder.with_name("pulled out"))
    window.findChild(FolderWatch).look()
    assert "U盘可能已拔出" in window.banners.text("folder")
    return stick


def put_back(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.context.worker.is_idle)
    stick.rename(window.folder)
    window.findChild(FolderWatch).look()
    assert not window.banners.text("folder")


def test_it_is_said_at_once_and_goes_when_the_stick_is_back(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.banners.isVisible()
    stick = window.folder.rename(window.folder.with_name("pulled out"))
    qtbot.waitUntil(lambda: "U盘可能已拔出" in window.banners.text("folder"))
    assert window.banners.isVisible()
    stick.rename(window.folder)
    qtbot.waitUntil(lambda: not window.banners.isVisible())
    assert "可以接着保存" in window.said.text()


def test_a_job_under_way_is_let_finish(window: MainWindow, qtbot: QtBot) -> None:
    """Only then are the connections closed, which no other thread may be using."""
    started, go_on = threading.Event(), threading.Event()

    def job() -> int:
        connection.scalar("SELECT 1")
        started.set()
        go_on.wait(60)
        return int(connection.scalar("SELECT count(*) FROM topic"))

    answers: list[int] = []
    window.context.run(job, answers.append, "数数", window)
    assert started.wait(60)
    stick = window.folder.rename(window.folder.with_name("pulled out"))
    window.findChild(FolderWatch).look()
    assert "U盘可能已拔出" in window.banners.text("folder") and not connection.is_gone()
    go_on.set()
    qtbot.waitUntil(lambda: answers == [10] and connection.is_gone())
    put_back(window, stick, qtbot)


def test_an_open_form_keeps_its_text_and_saves_later(window: MainWindow, qtbot: QtBot) -> None:
    dialog = SiteDialog(window.context, parent=window)
    dialog.open()
    name = dialog.form.fields["name"]
    type_in(name, "好运来副食店")
    stick = pull_out(window, qtbot)
    assert "U盘可能已拔出" in dialog.problem.text() and dialog.problem.isVisible()
    type_in(dialog.form.fields["address"], "绣庄村3组")
    dialog.try_save()
    assert dialog.isVisible() and "请把U盘插回原处" in dialog.problem.text() + dialog.form.error_text()
    put_back(window, stick, qtbot)
    assert not dialog.problem.isVisible()
    assert dialog.form.values()["name"] == "好运来副食店"
    dialog.try_save()
    assert not dialog.isVisible()
    assert connection.scalar("SELECT address FROM site WHERE name = '好运来副食店'") == "绣庄村3组"


def test_esc_keeps_the_draft_in_the_users_folder(window: MainWindow, qtbot: QtBot, own_folder: Path) -> None:
    dialog = HazardDialog(window.context, window)
    dialog.open()
    stick = pull_out(window, qtbot)
    type_in(dialog.form.fields["location"], "二楼楼梯间")
    dialog.reject()
    assert not dialog.isVisible()
    assert "二楼楼梯间" in next((own_folder / "drafts").iterdir()).read_text("utf-8")
    put_back(window, stick, qtbot)
    assert notes.get(drafts.NEW_HAZARD)["location"] == "二楼楼梯间"
    again = HazardDialog(window.context, window)
    assert again.form.values()["location"] == "二楼楼梯间" or again.form.raw()["location"] == "二楼楼梯间"
    again.deleteLater()


def test_a_form_whose_draft_can_be_kept_nowhere_stays_open(
    window: MainWindow, qtbot: QtBot, own_folder: Path
) -> None:
    dialog = HazardDialog(window.context, window)
    dialog.open()
    stick = pull_out(window, qtbot)
    own_folder.mkdir(parents=True)
    (own_folder / "drafts").write_text("a file where the folder should be")
    type_in(dialog.form.fields["location"], "二楼楼梯间")
    dialog.reject()
    assert dialog.isVisible() and "请不要关闭这个窗口" in dialog.problem.text()
    put_back(window, stick, qtbot)
    dialog.reject()
    assert not dialog.isVisible()


def test_reading_a_page_meanwhile_is_told_calmly(window: MainWindow, qtbot: QtBot) -> None:
    added()
    stick = pull_out(window, qtbot)
    # As a key does it: what goes wrong in a slot reaches the program's hook and no test.
    QTimer.singleShot(0, window.refresh_page)
    qtbot.waitUntil(lambda: "找不到数据文件夹" in window.said.text())
    QTest.keySequence(window, QKeySequence("F5"))
    assert QApplication.activeModalWidget() is None
    put_back(window, stick, qtbot)
    window.bar.choose("hazards")
    qtbot.waitUntil(window.context.worker.is_idle)


def test_the_window_can_be_closed_without_the_stick(window: MainWindow, qtbot: QtBot) -> None:
    stick = pull_out(window, qtbot)
    asked: list[str] = []

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == "仍然关闭").click()

    when_open(QMessageBox, press)
    assert window.close()
    assert "找不到数据文件夹" in asked[0]
    stick.rename(window.folder)


def test_a_failing_disk_is_no_fault_of_the_program(window: MainWindow, qtbot: QtBot) -> None:
    """What SQLite says of a stick that has just gone, before anyone has looked."""
    stick = window.folder.rename(window.folder.with_name("pulled out"))
    crash.tell(window.folder, OSError(5, "Input/output error"))
    assert "U盘可能已拔出" in window.banners.text("folder")
    put_back(window, stick, qtbot)


def test_it_is_looked_for_often_enough() -> None:
    assert folder_watch.LOOK_EVERY_MS <= 1000


def test_a_session_keeps_no_absolute_path(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """The drive may have another letter tomorrow."""
    for row in range(window.bar.count()):
        window.bar.setCurrentRow(row)
    qtbot.waitUntil(window.context.worker.is_idle)
    window.reopen_requested = True
    folder = window.folder
    window.close()
    link = connection.connect(folder / "archive.db", read_only=True)
    kept = [str(row) for table in ("note", "setting") for row in link.execute(f"SELECT * FROM {table}")]
    link.close()
    assert len(kept) > 3 and not any(str(tmp_path) in text for text in kept)
