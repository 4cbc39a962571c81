"""Making a stick in the window, and the first start of the village that gets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db import connection, store
from tests import windows_exe
from tests.ui.driver import ended, start
from tests.ui.modal import when_open
from xianfeng_gui.ui import drives
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.first_start import FirstStart
from xianfeng_gui.ui.dialogs.stick import StickDialog
from xianfeng_gui.ui.drives import Drive
from xianfeng_gui.ui.pages.offices import OfficesPage
from xianfeng_gui.work import archive, offices, start_files
from xianfeng_gui.work.settings import save

FOLDER = "先锋安全-新林村"


@pytest.fixture
def village(township: Path) -> str:
    return offices.add_village("新林村", "何某")


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture
def dialog(context: Context, village: str, qtbot: QtBot) -> StickDialog:
    made = StickDialog(context, village)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.view.page_count() == 1)
    return made


def write(dialog: StickDialog, drive: Path, exe: Path, qtbot: QtBot) -> None:
    """Choose folder and program and press Ctrl+Enter."""
    dialog.use_program(exe)
    dialog.use_folder(drive)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled())


def test_it_says_what_is_missing(dialog: StickDialog, drive: Path, tmp_path: Path) -> None:
    assert "从源代码运行" in dialog.problem.text()
    assert not dialog.make_button.isEnabled()
    assert dialog.print_button.isEnabled()
    wrong = tmp_path / "notepad.exe"
    wrong.write_bytes(b"MZ" * 100)
    dialog.use_program(wrong)
    assert "“notepad.exe”不是先锋安全的程序文件" in dialog.problem.text()
    dialog.use_program(windows_exe.single_file(tmp_path))
    assert dialog.problem.text() == "" and not dialog.make_button.isEnabled()
    dialog.use_folder(drive)
    assert dialog.facts.text("放到") == str(drive / FOLDER)
    assert "需要" in dialog.facts.text("空间") and not dialog.facts.text("原有程序")
    assert dialog.make_button.isEnabled()
    drive.rmdir()
    dialog.find_drives()
    assert not dialog.make_button.isEnabled()


def test_a_stick_is_made_and_begins_the_village(
    dialog: StickDialog, drive: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    exe = windows_exe.folder_edition(tmp_path / "整套")
    write(dialog, drive, exe, qtbot)
    assert "新林村的U盘已做好，5个文件校验无误，现在可以安全拔出" in dialog.said.text()
    assert dialog.said.property("state") == "green"
    assert dialog.made is not None and dialog.made.folder == drive / FOLDER
    expected = start_files.for_village(dialog.office.value()).rows
    dialog.reject()
    store.close()
    first = FirstStart(drive / FOLDER / "data")
    qtbot.addWidget(first)
    first.show()
    assert first.title.text() == "这是新林村的程序"
    assert first.facts.text("单位代码").startswith("XLC")
    assert not first.code.isVisible()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert first.result() == FirstStart.DialogCode.Accepted
    assert offices.own_office().name == "新林村"
    for table in ("campaign", "topic", "task", "office"):
        found = {row[0] for row in connection.rows(f"SELECT id FROM {table}")}
        assert found == {row["id"] for row in expected[table]}, table
    store.close()


def test_a_second_stick_keeps_the_villages_data(
    dialog: StickDialog, drive: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    exe = windows_exe.single_file(tmp_path)
    write(dialog, drive, exe, qtbot)
    data = drive / FOLDER / "data" / "archive.db"
    data.parent.mkdir()
    data.write_bytes(b"the village's work")
    dialog.use_folder(drive)
    assert dialog.facts.text("原有数据") == "村里的数据（data文件夹）保持不动"
    assert dialog.facts.text("原有程序") == "将换成现在这一版"
    write(dialog, drive, exe, qtbot)
    assert "原有的村里数据没有动" in dialog.said.text()
    assert data.read_bytes() == b"the village's work"


def test_one_village_after_the_other(
    dialog: StickDialog, drive: Path, tmp_path: Path, qtbot: QtBot, context: Context
) -> None:
    write(dialog, drive, windows_exe.single_file(tmp_path), qtbot)
    other = dialog.office.findText("绣庄村")
    dialog.office.setCurrentIndex(other)
    assert dialog.facts.text("放到") == str(drive / "先锋安全-绣庄村")
    dialog.make()
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled())
    assert sorted(path.name for path in drive.iterdir()) == [FOLDER, "先锋安全-绣庄村"]
    qtbot.waitUntil(context.worker.is_idle)


def test_escape_stops_and_leaves_nothing(
    dialog: StickDialog, drive: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.use_program(windows_exe.single_file(tmp_path))
    dialog.use_folder(drive)
    dialog.make()
    assert dialog.close_button.text().startswith("停止")
    assert not dialog.choices.isEnabled()
    dialog.reject()
    assert dialog.isVisible() and dialog.said.text() == "正在停止…"
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled())
    assert "已取消" in dialog.problem.text() and dialog.made is None
    assert list(drive.iterdir()) == []
    dialog.reject()
    assert not dialog.isVisible()


def test_the_guide_names_the_contact(context: Context, village: str, qtbot: QtBot) -> None:
    save({"paper.contact": "何某，023-00000000"}, "何某")
    made = StickDialog(context, village)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.view.page_count() == 1)
    assert made.print_button.isEnabled()


def test_the_offices_page_offers_it_for_villages(context: Context, village: str, qtbot: QtBot) -> None:
    page = OfficesPage(context)
    qtbot.addWidget(page)
    page.show()
    page.ensure_fresh()
    assert not page.stick_button.isVisible()  # the own office
    page.make_stick()
    page.show_record("office", village)
    assert page.stick_button.isVisible()
    seen: list[str] = []

    def look(dialog: StickDialog) -> None:
        seen.append(dialog.office.currentText())
        qtbot.waitUntil(context.worker.is_idle)
        dialog.reject()

    when_open(StickDialog, look)
    page.stick_button.click()
    assert seen == ["新林村"]


def test_which_drives_are_offered() -> None:
    assert [
        drives.is_removable(root) for root in ("/media/clerk/U盘", "/run/media/x/y", "/", "/mediafiles")
    ] == [
        True,
        True,
        False,
        False,
    ]
    assert all(isinstance(one, Drive) for one in drives.removable())
    shown = str(Drive(Path("E:/"), "村里", 3 * 1024**3, 4 * 1024**3, read_only=True))
    assert "村里（E:" in shown and "剩 3.0 GB，共 4.0 GB  写保护" in shown


@pytest.mark.usefixtures("dressed")
def test_a_damaged_start_file_is_said_and_the_office_asked(
    village: str, tmp_path: Path, qtbot: QtBot
) -> None:
    body = start_files.start_file.to_bytes(start_files.for_village(village))
    store.close()
    file = tmp_path / "new" / start_files.NAME
    file.parent.mkdir()
    file.write_bytes(body[:300] + b"?" + body[301:])
    dialog = FirstStart(tmp_path / "new" / "data")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "起始文件“start.xfstart”不能用" in dialog.problem.text()
    assert dialog.code.isVisible() and dialog.start is None
    file.write_bytes(body)
    dialog.use_start_file(file)
    assert dialog.problem.text() == "" and not dialog.code.isVisible() and dialog.operator.isVisible()
    assert [one.text() for one in dialog.form.findChildren(QLabel) if one.isVisible()][0] == "经办人姓名"
    without = next(one for one in dialog.findChildren(QPushButton) if one.text() == "不用起始文件")
    without.click()
    dialog.office.set_value("local")
    dialog.village.setText("兴隆村")
    assert dialog.code.text() == "XLC"
    qtbot.keyClicks(dialog.code, "2")
    dialog.village.setText("兴隆山村")
    assert dialog.code.text() == "XLC2"  # what was typed stays
    dialog.try_found()
    assert (offices.own_office().name, offices.own_code()) == ("兴隆山村", "XLC2")
    store.close()


@pytest.mark.usefixtures("dressed")
def test_a_code_that_another_office_has_is_said_beside_it(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = FirstStart(tmp_path / "data")
    qtbot.addWidget(dialog)
    assert dialog.code.text() == archive.plan_codes()[dialog.office.value()] == "YJB"
    dialog.office.set_value("local")
    dialog.village.setText("高坡村")
    dialog.code.setText("YJB")
    dialog.try_found()
    assert "代码YJB已由镇应急办使用" in dialog.form.error_text()
    assert not store.exists(tmp_path / "data")


def test_the_whole_program_begins_with_one_enter(village: str, tmp_path: Path) -> None:
    body = start_files.start_file.to_bytes(start_files.for_village(village))
    store.close()
    folder = tmp_path / "先锋安全 新林村"
    folder.mkdir()
    (folder / start_files.NAME).write_bytes(body)
    lines = """
say(type(window).__name__, window.windowTitle())
if isinstance(window, QDialog):
    QTimer.singleShot(0, window.begin_button.click)
else:
    window.close()
"""
    status, out, err = ended(start(folder / "data", lines))
    assert (status, err) == (0, "")
    assert "MainWindow 新林村" in out.splitlines()[1]
