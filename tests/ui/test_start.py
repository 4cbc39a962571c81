"""How the program starts: the whole process with a real window, second starts, damage."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db import backup, connection, store
from db.errors import DamagedError, UserError
from tests.rules.plan_reading import documents
from tests.ui.driver import ended, start
from xianfeng_gui.ui import instance, theme
from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen
from xianfeng_gui.ui.dialogs.first_start import LOCAL, FirstStart
from xianfeng_gui.work import holding, offices


@pytest.fixture
def closed(township: Path) -> Path:
    """A founded data folder, closed."""
    store.close()
    return township


def test_the_window_opens_and_closing_it_backs_up(closed: Path) -> None:
    status, out, err = ended(start(closed, "say(window.windowTitle())\nwindow.close()"))
    assert (status, err) == (0, "")
    assert "镇应急办" in out
    assert (closed / "backups" / "20210618.db").exists()
    assert not (closed / holding.HOLDER).exists()


def test_a_window_that_is_closed_at_once_leaves_no_work_behind(closed: Path) -> None:
    lines = """
app.setQuitOnLastWindowClosed(False)
say(type(window).__name__)
window.close() if type(window).__name__ == "MainWindow" else window.accept()
QTimer.singleShot(5000, app.quit)  # after all that a start puts off
"""
    assert ended(start(closed, lines)) == (0, "MainWindow\n", "")


def test_heavy_libraries_wait_until_they_are_needed(closed: Path) -> None:
    heavy = (
        "peewee",
        "reportlab",
        "openpyxl",
        "PIL",
        "icalendar",
        "pypinyin",
        "PySide6.QtPdf",
        "PySide6.QtNetwork",
    )
    lines = f"say([name for name in {heavy} if name in sys.modules])\nwindow.close()"
    assert ended(start(closed, lines))[1] == "[]\n"


def test_calling_off_the_first_start_leaves_nothing(tmp_path: Path) -> None:
    status, out, _ = ended(start(tmp_path / "new", "say(type(window).__name__)\nwindow.reject()"))
    assert (status, out) == (0, "FirstStart\n")
    assert not (tmp_path / "new").exists()


def test_the_first_start_goes_on_to_the_window(tmp_path: Path) -> None:
    lines = """
say(type(window).__name__, window.windowTitle())
if isinstance(window, QDialog):
    window.office.set_value("local")
    window.village.setText("高坡村")
    QTimer.singleShot(0, window.try_found)
else:
    window.close()
"""
    status, out, err = ended(start(tmp_path / "new", lines))
    assert (status, err) == (0, "")
    assert out.splitlines()[0].startswith("FirstStart") and "MainWindow 高坡村" in out.splitlines()[1]


def test_an_office_with_a_plan_of_its_own_goes_on_to_load_it(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(documents.NUMBERED, "utf-8")
    lines = f"""
say(type(window).__name__)
if type(window).__name__ == "FirstStart":
    window.office.set_value("镇应急办")
    window.plan.set_value("document")
    QTimer.singleShot(0, window.try_found)
elif type(window).__name__ == "PlanDialog":
    window.open_file(Path({str(tmp_path / "方案.txt")!r}))
    QTimer.singleShot(0, window.load)
elif isinstance(window, QMessageBox):
    agreed = next(one for one in window.buttons() if one.text().endswith("Y"))
    QTimer.singleShot(0, agreed.click)
elif len([one for one in windows if type(one).__name__ == "MainWindow"]) == 2:
    from xianfeng_gui.work import topics
    say(topics.campaign().name)
    QTimer.singleShot(1500, window.close)
"""
    status, out, err = ended(start(tmp_path / "new", lines, today="2024-06-18"))
    assert (status, err) == (0, "")
    assert [line for line in out.splitlines() if line][:3] == ["FirstStart", "MainWindow", "PlanDialog"]
    assert out.count("PlanDialog") == 1, "asked for once"
    assert "白沙镇安全生产治本攻坚三年行动" in out.splitlines()[-1]


def test_a_second_start_brings_the_first_window_to_front(closed: Path) -> None:
    lines = """
window.showMinimized()
say("ready")
def watch():
    if not window.isMinimized():
        timer.stop()
        say("in front")
        window.close()
timer.timeout.connect(watch)
"""
    first = start(closed, lines)
    assert first.stdout is not None and first.stdout.readline() == "ready\n"
    second = start(closed, "say('a window of its own')")
    assert ended(second)[:2] == (0, "")
    assert ended(first)[1] == "in front\n"


def test_a_second_start_says_who_has_the_folder(closed: Path) -> None:
    held = holding.hold(closed)
    assert held is not None
    try:
        lines = "say(window.text())\nwindow.accept()"
        status, out, _ = ended(start(closed, lines))
    finally:
        held.release()
    assert status == 2
    assert f"进程{os.getpid()}" in out
    assert not (closed / instance.REQUEST).exists()


def test_a_killed_window_leaves_no_lock(closed: Path) -> None:
    first = start(closed, "say('ready')")
    assert first.stdout is not None and first.stdout.readline() == "ready\n"
    first.kill()
    first.communicate()
    assert ended(start(closed, "say(type(window).__name__)\nwindow.close()"))[:2] == (0, "MainWindow\n")


def test_the_window_is_built_anew_after_a_restore(closed: Path) -> None:
    lines = """
say(type(window).__name__)
window.close() if len(windows) == 2 else window.context.show_record("restart", "")
"""
    status, out, err = ended(start(closed, lines))
    assert (status, out, err) == (0, "MainWindow\nMainWindow\n", "")


def test_damage_that_shows_only_when_the_window_reads(closed: Path) -> None:
    link = connection.connect(closed / store.NAME)
    link.execute("ALTER TABLE topic RENAME TO gone")
    link.close()
    status, out, _ = ended(start(closed, "say(window.reason.text())\nwindow.reject()"))
    assert status == 2
    assert "可能已损坏" in out
    assert (closed / "logs" / "xianfeng.log").exists()


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    """The window's colours and fonts."""
    theme.apply(qapp)


@pytest.mark.usefixtures("dressed")
def test_the_first_start_says_beside_the_field_what_is_wrong(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FirstStart(tmp_path / "new")
    qtbot.addWidget(dialog)
    assert dialog.office.count() == 18
    assert not dialog.village.isEnabled()
    dialog.office.set_value(LOCAL)
    assert dialog.village.isEnabled()
    dialog.village.setText("某某局")
    dialog.try_found()
    assert not dialog.result()
    assert "村、社区请写全名" in dialog.form.error_text()
    assert not store.exists(tmp_path / "new")
    dialog.village.setText("绣庄 村")
    dialog.try_found()
    assert dialog.result()
    assert offices.own_office().name == "绣庄村"
    store.close()


def _damage(file: Path) -> None:
    file.write_bytes(b"not a database" * 500)


@pytest.mark.usefixtures("dressed")
def test_damaged_data_go_back_to_the_last_good_backup(qtbot: QtBot, township: Path) -> None:
    good = backup.automatic()
    store.close()
    shutil.copy(good, good.with_name("20210617.db"))
    _damage(good)
    _damage(township / store.NAME)
    with pytest.raises(DamagedError) as raised:
        store.open_folder(township)
    dialog = CannotOpen(township, raised.value)
    qtbot.addWidget(dialog)
    dialog.restore_last_good()
    assert dialog.result()
    assert offices.own_office().name == "镇应急办"
    assert list((township / "backups").glob("before-restore-*.db"))


@pytest.mark.usefixtures("dressed")
def test_without_a_good_backup_the_way_out_is_said(qtbot: QtBot, township: Path) -> None:
    bad = backup.automatic()
    store.close()
    _damage(bad)
    _damage(township / store.NAME)
    dialog = CannotOpen(township, DamagedError("坏了"))
    qtbot.addWidget(dialog)
    dialog.restore_last_good()
    assert not dialog.result()
    assert "U盘" in dialog.problem.text() and not dialog.problem.isHidden()


@pytest.mark.usefixtures("dressed")
def test_a_newer_archive_is_not_offered_to_be_replaced(qtbot: QtBot, closed: Path) -> None:
    link = connection.connect(closed / store.NAME)
    link.execute("PRAGMA user_version = 999")
    link.close()
    with pytest.raises(UserError, match="更新程序") as raised:
        store.open_folder(closed)
    dialog = CannotOpen(closed, raised.value)
    qtbot.addWidget(dialog)
    assert [one.text() for one in dialog.findChildren(QPushButton)] == ["保存问题报告…", "退出  Esc"]
