"""Judging items: into the hazard of a "no" and back with one key, and what is asked when items are left open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from db.records import Hazard, Inspection, InspectionAnswer
from db.vocabulary import Answer, PhotoMoment
from tests.ui.inspections.doing import answer, by_fire
from tests.ui.keyboard import type_in
from tests.ui.modal import in_dialog
from tests.work import acts
from tests.work.hazard_specs import jpeg
from xianfeng_gui.ui.dialogs.inspection import InspectionDialog
from xianfeng_gui.ui.pages.inspections import InspectionsPage
from xianfeng_gui.ui.widgets.inspection_entry import InspectionEntry
from xianfeng_gui.ui.widgets.inspectors_field import InspectorsField
from xianfeng_gui.ui.window import MainWindow


@pytest.fixture
def entry(page: InspectionsPage, window: MainWindow, site: str, qtbot: QtBot) -> InspectionEntry:
    """One by the list of fire safety, in the window that has the keyboard."""
    made = by_fire(page, site)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.items.table.setFocus()
    return made


def press(window: MainWindow, key: Qt.Key, qtbot: QtBot) -> None:
    """A key where the cursor is."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    where = window.focusWidget()
    assert where is not None
    qtbot.keyClick(where, key)


def at_question(key: Qt.Key, qtbot: QtBot, save: Callable[[], object]) -> list[str]:
    """Press a key when the question comes up; returns what was asked."""
    asked: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            asked.append(box.text())
            box.activateWindow()
            qtbot.waitUntil(box.isActiveWindow)  # letters choose an answer only there
            qtbot.keyClick(box, key)

    timer = QTimer(interval=30)
    timer.timeout.connect(look)
    timer.start()
    save()
    qtbot.wait(120)
    timer.stop()
    return asked


def test_f2_leads_to_the_hazard_of_the_last_no_and_back(
    entry: InspectionEntry, window: MainWindow, qtbot: QtBot
) -> None:
    items = entry.items
    assert items.turn_button.isHidden()
    answer(entry, "12", qtbot)
    assert items.table.place() == 2 and not items.editor.form.isVisible()
    assert items.turn_button.text() == "▲ 第2项不符合：写部位、照片  F2"
    assert items.turn_button.property("primary") is True
    press(window, Qt.Key.Key_F2, qtbot)
    location = items.editor.form.fields["location"]
    assert items.table.place() == 1 and location.hasFocus()
    assert items.turn_button.text() == "写部位、照片，再按一次回来  F2"
    type_in(location, "东侧大门")
    press(window, Qt.Key.Key_F2, qtbot)
    assert items.table.hasFocus() and items.table.place() == 2
    assert items.entry.problems()[0].location == "东侧大门"
    assert items.turn_button.property("primary") is False, "it has been written"
    answer(entry, "1", qtbot)
    assert items.entry.rows[2].answer is Answer.YES


def test_enter_leads_there_too_and_a_photo_is_pasted_by_key(
    entry: InspectionEntry, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_F2, qtbot)
    assert window.said.text().startswith("还没有判为不符合的项目")
    answer(entry, "2", qtbot)
    press(window, Qt.Key.Key_Return, qtbot)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    where = window.focusWidget()
    assert where is entry.items.editor.form.fields["location"]
    qtbot.keyClick(
        where, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    press(window, Qt.Key.Key_F2, qtbot)
    assert len(entry.items.entry.problems()[0].photos) == 1


def test_a_no_that_is_taken_back_is_not_pointed_to(entry: InspectionEntry, qtbot: QtBot) -> None:
    answer(entry, "2", qtbot)
    entry.items.table.select_row(0)
    answer(entry, "1", qtbot)
    assert entry.items.turn_button.isHidden()


def test_in_a_small_window_f2_brings_the_hazard_into_sight(
    entry: InspectionEntry, window: MainWindow, qtbot: QtBot
) -> None:
    answer(entry, "2", qtbot)
    entry.resize(840, 500)
    entry.columns.show_visit(True)
    assert not entry.items.editor.isVisible()
    entry.items.table.setFocus()
    press(window, Qt.Key.Key_F2, qtbot)
    assert entry.items.editor.form.fields["location"].hasFocus()


def test_open_items_are_asked_about_once(entry: InspectionEntry, window: MainWindow, qtbot: QtBot) -> None:
    answer(entry, "1" * 14, qtbot)
    entry.items.table.select_row(15)
    answer(entry, "2", qtbot)
    seen: list[QDialog] = []

    def look(dialog: QDialog) -> None:
        seen.append(dialog)
        dialog.reject()

    asked = at_question(Qt.Key.Key_Escape, qtbot, entry.save)
    assert asked == [
        "还有3项没有判定：第15、17、18项。\n"
        "没有判定的不写入检查记录，以后也不能补；都没有问题的，可按 Ctrl+R 一次记为符合。"
    ]
    assert Inspection.select().count() == 0
    assert window.focusWidget() is entry.items.table and entry.items.table.place() == 14
    answer(entry, "1", qtbot)
    asked = at_question(Qt.Key.Key_Y, qtbot, entry.save)
    assert len(asked) == 1 and asked[0].startswith("还有2项没有判定：第17、18项。")
    assert Inspection.get() and Hazard.select().count() == 1
    assert window.said.text().endswith("；出具检查记录要有起止时间，按 Enter 补上")
    qtbot.waitUntil(window.context.worker.is_idle)
    in_dialog(qtbot, lambda: press(window, Qt.Key.Key_Return, qtbot), look)
    assert [type(one) for one in seen] == [InspectionDialog]
    assert InspectionAnswer.select().count() == 16


def test_what_is_wrong_is_said_before_the_question(
    entry: InspectionEntry, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    entry.form.inspectors.set_value([])
    answer(entry, "2", qtbot)
    entry.items.table.select_row(0)
    entry.items.editor.photos.add_all([jpeg(tmp_path / "a.jpg")], PhotoMoment.BEFORE)
    assert at_question(Qt.Key.Key_Y, qtbot, entry.save) == []
    assert entry.form.error_text() == "请至少选一名检查人员"


def test_when_all_is_judged_nothing_is_asked(entry: InspectionEntry, qtbot: QtBot) -> None:
    answer(entry, "1" * 18, qtbot)
    assert at_question(Qt.Key.Key_Escape, qtbot, entry.save) == []
    assert Inspection.select().count() == 1


def test_a_long_certificate_number_is_not_cut(page: InspectionsPage, site: str, qtbot: QtBot) -> None:
    acts.person("镇应急办", "欧阳某", certificate_number="渝A50011612345678901")
    field = InspectorsField(lambda: None)
    qtbot.addWidget(field)
    field.resize(field.fontMetrics().horizontalAdvance("国") * 12, 260)
    field.show()
    shown = {
        field.list.item(row).text().partition(" ")[0]: field.list.visualItemRect(field.list.item(row))
        for row in range(field.list.count())
    }
    assert shown["欧阳某"].height() == 2 * shown["李某"].height()
