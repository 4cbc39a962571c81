"""The backup when the window closes: silent when it succeeds, a question when it doesn't."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from db import clock, connection, notes, store
from db.errors import UserError
from tests.rules.plan_reading import documents
from tests.ui.modal import when_open
from tests.ui.windows import opened
from xianfeng_gui.ui import app
from xianfeng_gui.ui.pages.settings import SettingsPage
from xianfeng_gui.ui.window import DONE_MS, REMARK_MS, MainWindow
from xianfeng_gui.work import plan_import


@pytest.fixture
def window(dressed: QApplication, township: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(township) as made:
        yield made


def answer(pressed: str) -> list[str]:
    """Press a button of the question that comes; returns a list that gets its words."""
    asked: list[str] = []

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        next(one for one in box.buttons() if one.text().startswith(pressed)).click()

    when_open(QMessageBox, press)
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


def test_a_file_that_is_no_backup_leaves_the_window_working(
    window: MainWindow, township: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong = tmp_path / "x.xfbak"
    wrong.write_bytes(b"not a backup" * 1000)
    page = window.show_page("settings")
    assert isinstance(page, SettingsPage)
    answer("恢复")
    page.backup.restore(wrong)
    assert page.backup.said.text().startswith("✗ ")
    page.backup.back_up_to(tmp_path / "carried.xfbak")
    qtbot.waitUntil((tmp_path / "carried.xfbak").is_file)
    qtbot.waitUntil(window.context.worker.is_idle)
    assert window.close()
    assert (township / "backups" / "20210618.db").is_file()


def test_closing_does_not_wait_for_a_worker_that_has_finished(window: MainWindow) -> None:
    window.context.worker.finish()
    asked = answer("仍然关闭")
    assert window.close()
    assert "程序正在关闭，没有备份" in asked[0]


def test_a_full_disk_does_not_keep_the_window_open(window: MainWindow, township: Path) -> None:
    window.show_page("sites")
    window.show_page("journal")
    pages = connection.scalar("PRAGMA page_count")
    connection.connection().execute(f"PRAGMA max_page_count = {pages}")
    _fill_the_file()
    with pytest.raises(UserError, match="磁盘空间不足"):
        window.pages["sites"].leave()
    assert window.close()
    assert (township / "backups" / "20210618.db").is_file()


def _fill_the_file() -> None:
    """Use up what room the pages at hand still have, so that the next width kept finds none."""
    size, number = 100_000, 0
    while size > 1:
        try:
            notes.put(f"filler.{number}", "x" * size)
            number += 1
        except UserError:
            size //= 2


def test_a_new_day_is_noticed_while_the_window_stands_open(
    window: MainWindow, township: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "BACKUP_AFTER_MS", 0)
    app._begin(window)
    qtbot.waitUntil((township / "backups" / "20210618.db").is_file)
    assert "2021年6月18日 星期五" in window.facts.text()
    touched: list[frozenset[str]] = []
    window.context.changed.connect(touched.append)
    clock.set_today(dt.date(2021, 6, 19))
    qtbot.waitUntil(lambda: "2021年6月19日 星期六" in window.facts.text())
    assert frozenset({"*"}) in touched
    qtbot.waitUntil((township / "backups" / "20210619.db").is_file)
    qtbot.waitUntil(window.context.worker.is_idle)


def test_progress_does_not_push_away_what_was_said(window: MainWindow, qtbot: QtBot) -> None:
    release = threading.Event()
    window.context.run(lambda: release.wait(60), lambda result: None, "统计")
    window.context.run(lambda: None, lambda result: None, "读取")  # which waits, and isn't what is under way
    window.context.say("已登记隐患", undo=True)
    qtbot.waitUntil(lambda: window.progress.text() == "正在统计…")
    assert window.said.text() == "已登记隐患" and window.undo_button.isVisible()
    release.set()
    qtbot.waitUntil(lambda: window.progress.text() == "")
    assert window.said.text() == "已登记隐患"


def test_what_was_said_does_not_stand_there_for_ever(window: MainWindow) -> None:
    window.context.say("请先选中一条隐患")
    assert window._said_for.interval() == REMARK_MS
    window.context.say("已登记隐患", undo=True)
    assert window._said_for.interval() == DONE_MS > REMARK_MS
    window.bar.choose("hazards")
    assert window.said.text() == "已登记隐患", "what was done can still be taken back"
    window._said_for.timeout.emit()
    assert window.said.text() == "" and window.undo_button.isHidden()
    window.context.say("请先选中一条隐患")
    window.bar.choose("papers")
    assert window.said.text() == "", "it was about another page"


def test_a_draft_left_by_a_crash_is_announced(dressed: QApplication, township: Path, qtbot: QtBot) -> None:
    notes.put("draft.hazard.new", {"description": "写了一半"})
    with opened(township) as again:
        assert "Ctrl+N" in again.said.text()


def test_taking_back_a_loaded_plan_asks_for_a_window_with_the_old_tabs(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = list(window._tabs)
    plan_import.accept(plan_import.understand(documents.RUNNING), "何某")
    qtbot.waitUntil(lambda: window.reopen_requested)
    store.open_folder(window.folder)
    with opened(window.folder) as loaded:
        assert list(loaded._tabs) != before
        loaded.undo()
        qtbot.waitUntil(lambda: loaded.reopen_requested)
    store.open_folder(window.folder)
    with opened(window.folder) as again:
        assert list(again._tabs) == before
