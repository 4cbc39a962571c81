"""The whole program, copied to another folder, finds its data, asks which are meant, brings them up to date, or says why not."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import connection, journal, store
from db.errors import UserError
from tests.ui.driver import ROOT, ended, start
from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen
from xianfeng_gui.ui.dialogs.which_data import WhichData
from xianfeng_gui.work import archive, choosing, holding, news, place

OLD = ROOT / "tests" / "fixtures" / "schema-1.zip"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program on a stick, in a folder with Chinese characters and a space."""
    folder = tmp_path / "U盘" / "先锋 安全"
    for package in ("db", "xianfeng_gui"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "main.py", folder)
    (folder / "resources").symlink_to(ROOT / "resources")
    return folder


def old_data(folder: Path) -> Path:
    """What the first version of the program left."""
    with zipfile.ZipFile(OLD) as packed:
        packed.extractall(folder)
    return folder


def test_a_first_start_where_nothing_can_be_written_says_so(program: Path, own_folder: Path) -> None:
    (program / "data").write_text("a file where the folder should be")
    lines = """
from PySide6.QtWidgets import QLabel
say(type(window).__name__, [one.text() for one in window.findChildren(QLabel) if "数据文件夹" in one.text()])
window.reject()
"""
    status, out, err = ended(start(None, lines, program=program))
    assert (status, err) == (0, "")
    assert "FirstStart" in out and str(own_folder) in out and place.CANNOT_WRITE in out
    assert not own_folder.exists()


def test_data_in_two_places_are_asked_about_once(program: Path, own_folder: Path) -> None:
    archive.found(own_folder, "镇应急办")
    store.close()
    archive.found(program / "data", "绣庄村")
    store.close()
    lines = """
if type(window).__name__ == "WhichData":
    say([one.text() for one in window.group.buttons()])
    next(one for one in window.group.buttons() if "程序旁" in one.text()).setChecked(True)
    window.again.setChecked(True)
    window.go_on.click()
else:
    say(window.windowTitle())
    window.close()
"""
    status, out, err = ended(start(None, lines, program=program))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "['程序旁：绣庄村，最近一次操作在2021年6月18日', '本机的用户文件夹：镇应急办，最近一次操作在2021年6月18日']",
        "绣庄村 · 安全生产专项整治",
    ]
    # The stick has another drive letter now.
    moved = program.parent.rename(program.parent.with_name("F盘")) / program.name
    assert ended(start(None, lines, program=moved))[1] == "绣庄村 · 安全生产专项整治\n"


def test_older_data_are_brought_up_to_date_and_what_is_new_is_said_once(tmp_path: Path) -> None:
    old = old_data(tmp_path / "data")
    # The fixture is no office's: it becomes one, as the first version would have made it.
    link = connection.connect(old / store.NAME)
    link.execute("INSERT INTO setting (id, value) VALUES ('own_office', 'o')")
    link.close()
    lines = """
say(type(window).__name__)
if type(window).__name__ == "WhatsNew":
    from PySide6.QtWidgets import QLabel
    say("".join(one.text() for one in window.findChildren(QLabel)))
    window.close_button.click()
    QTimer.singleShot(0, windows[-2].close)
elif type(window).__name__ == "MainWindow" and wait:
    QTimer.singleShot(1500, window.close)
"""
    first = start(old, lines.replace("and wait", "and False"), today="2021-06-18")
    status, out, err = ended(first)
    assert (status, err) == (0, "")
    names = [line for line in out.splitlines() if line.isidentifier()]
    assert names == ["Updating", "MainWindow", "WhatsNew"]
    said = "".join(out.splitlines()[len(names) :])
    assert "数据已升级" in said and "before-schema-" in said
    assert all(line in said for line in news.every()[0].lines)
    assert ended(start(old, lines.replace("and wait", "")))[1] == "MainWindow\n"


def test_data_of_a_newer_program_are_refused_with_words(township: Path) -> None:
    store.close()
    link = connection.connect(township / store.NAME)
    link.execute(f"PRAGMA user_version = {journal.SCHEMA + 1}")
    noted = f'{{"schema": {journal.SCHEMA + 1}, "version": "9.1.0"}}'
    link.execute("UPDATE note SET value = ? WHERE key = 'program'", (noted,))
    link.close()
    status, out, err = ended(start(township, "say(window.reason.text())\nwindow.reject()"))
    assert (status, err) == (2, "")
    assert "请先更新程序（需要9.1.0或更新的版本）" in out


def test_a_stick_that_cannot_be_written_can_be_tried_again(township: Path) -> None:
    store.close()
    (township / holding.LOCK).mkdir()  # in the way of the file that is written first
    lines = f"""
if type(window).__name__ == "CannotOpen":
    say(window.reason.text())
    Path({str(township / holding.LOCK)!r}).rmdir()
    window.try_again()
else:
    say(type(window).__name__)
    window.close()
"""
    status, out, err = ended(start(township, lines))
    assert (status, err) == (0, "")
    assert "不能写入，请检查U盘是否插好、是否写保护" in out.splitlines()[0]
    assert out.splitlines()[1:] == ["MainWindow"]


@pytest.mark.usefixtures("dressed")
def test_the_choice_is_called_off_without_a_trace(qtbot: QtBot, tmp_path: Path, own_folder: Path) -> None:
    archive.found(own_folder, "镇应急办")
    store.close()
    found = place.decide(tmp_path / "program" / "data", own_folder)
    dialog = WhichData(choosing.choices(found))
    qtbot.addWidget(dialog)
    dialog.show()
    assert [one.text() for one in dialog.group.buttons()] == [
        "本机的用户文件夹：镇应急办，最近一次操作在2021年6月18日",
        "程序旁：还没有数据，从头建立",
    ]
    dialog.reject()
    assert not dialog.result() and not (own_folder / choosing.NAME).exists()


@pytest.mark.usefixtures("dressed")
def test_a_choice_that_cannot_be_remembered(qtbot: QtBot, tmp_path: Path, own_folder: Path) -> None:
    archive.found(own_folder, "镇应急办")
    store.close()
    (own_folder / choosing.NAME).mkdir()
    dialog = WhichData(choosing.choices(place.decide(tmp_path / "program" / "data", own_folder)))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.again.setChecked(True)
    dialog.accept()
    assert dialog.isVisible() and "没有记住这个选择" in dialog.problem.text()
    dialog.accept()
    assert dialog.result() and dialog.chosen.folder == own_folder


@pytest.mark.usefixtures("dressed")
def test_who_cannot_open_the_data_can_save_a_report(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> None:
    dialog = CannotOpen(tmp_path, UserError("打不开"), again=True)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.saver.save_to(tmp_path / "报告.zip")
    qtbot.waitUntil(dialog.saver.button.isEnabled)
    assert (tmp_path / "报告.zip").is_file() and dialog.saver.said.text().startswith("✓")
