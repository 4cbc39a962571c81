"""A clerk's day with the keyboard alone: plan, inspect by a list, register, issue, serve, rectify, reinspect, close.

One test on purpose: what one step leaves behind is what the next one starts from.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db import connection
from db.records import Hazard, Inspection, Paper, Service
from db.vocabulary import Answer, HazardState, PaperKind
from tests.ui.keyboard import type_in
from tests.ui.modal import in_dialog
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.dialogs.service import ServiceDialog
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.pages.inspections import InspectionsPage
from xianfeng_gui.ui.window import MainWindow

K = Qt.Key
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Keyboard:
    """Presses keys wherever the cursor is, as a person does: nothing is touched but the keyboard."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        """Keys in the window, which has to be in front."""
        for key in keys:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
            self.qtbot.keyClick(self.window.focusWidget() or self.window, key, CTRL if ctrl else NONE)
            self.settle()

    def type(self, text: str) -> None:
        """Chinese, as an input method commits it."""
        where = self.window.focusWidget()
        assert where is not None
        type_in(where, text)

    def answer(self, key: Qt.Key, act: Callable[[QDialog], None], *, ctrl: bool = False) -> None:
        """A key that opens a dialog, and what is pressed in it."""
        in_dialog(self.qtbot, lambda: self.press(key, ctrl=ctrl), act)
        self.settle()

    def settle(self) -> None:
        """Until what was asked for has been read."""
        QApplication.processEvents()
        self.qtbot.waitUntil(self.window.context.worker.is_idle)
        QApplication.processEvents()


def test_a_day_without_a_mouse(window: MainWindow, site: str, qtbot: QtBot) -> None:
    keyboard = Keyboard(window, qtbot)
    inspect(keyboard)
    issue_record(keyboard)
    notify(keyboard)
    serve(keyboard)
    close(keyboard)


def inspect(keyboard: Keyboard) -> None:
    """Plan the site for this month, go there, judge by the list."""
    keyboard.press(K.Key_F8)
    page = keyboard.window.page()
    assert isinstance(page, InspectionsPage)
    keyboard.press(K.Key_Space)
    assert connection.rows("SELECT month FROM planned_inspection") == [("2021-06",)]
    keyboard.press(K.Key_Return)
    entry = page.entry
    assert page.is_writing() and entry.form.checklist.hasFocus()
    keyboard.press(*[K.Key_Down] * 5)
    assert entry.form.checklist.currentText().startswith("消防安全")
    # Enter goes from field to field; the blank ticks the inspectors; then into the checklist.
    keyboard.press(K.Key_Return, K.Key_Return)
    keyboard.type("930")
    keyboard.press(K.Key_Return)
    keyboard.type("11")
    keyboard.press(K.Key_Return, K.Key_Return)
    assert keyboard.window.focusWidget() is entry.form.inspectors.list
    keyboard.press(K.Key_Space, K.Key_Down, K.Key_Space)
    assert len(entry.form.inspectors.chosen()) == 2
    keyboard.press(K.Key_T, ctrl=True)
    assert entry.items.table.hasFocus()
    keyboard.press(*[K.Key_1] * 9, K.Key_3, K.Key_2)
    keyboard.press(K.Key_F2)
    keyboard.type("二楼东侧")
    keyboard.press(K.Key_F2, K.Key_1)
    assert [row.answer for row in entry.items.entry.rows[9:12]] == [
        Answer.NOT_APPLICABLE, Answer.NO, Answer.YES,
    ]  # fmt: skip
    keyboard.press(K.Key_R, ctrl=True)
    keyboard.press(K.Key_Return, ctrl=True)
    inspection = Inspection.get()
    assert inspection.number in keyboard.window.said.text()
    assert Hazard.get().location == "二楼东侧"


def issue_record(keyboard: Keyboard) -> None:
    """The record of the inspection, from where saving has led."""
    keyboard.answer(K.Key_P, lambda dialog: issue(keyboard, dialog), ctrl=True)
    assert Paper.get().kind == PaperKind.INSPECTION_RECORD


def issue(keyboard: Keyboard, dialog: QDialog) -> None:
    """Number the paper that is shown, and close."""
    assert isinstance(dialog, PaperDialog)
    keyboard.qtbot.waitUntil(lambda: dialog.issue_button.isEnabled() or bool(dialog.problems.text()))
    assert dialog.problems.text() == ""
    keyboard.qtbot.keyClick(dialog.focusWidget(), K.Key_Return, CTRL)
    keyboard.qtbot.waitUntil(lambda: dialog.issued is not None)
    keyboard.settle()
    keyboard.qtbot.keyClick(dialog.focusWidget(), K.Key_Escape)


def confirm(keyboard: Keyboard) -> Callable[[QDialog], None]:
    """Take what is proposed."""
    return lambda dialog: keyboard.qtbot.keyClick(dialog.focusWidget(), K.Key_Return, CTRL)


def state() -> HazardState:
    return HazardState(Hazard.get().state)


def notify(keyboard: Keyboard) -> None:
    """Verify, then the notice."""
    keyboard.press(K.Key_F6)
    page = keyboard.window.page()
    assert isinstance(page, HazardsPage)
    assert page.selected_ids() == [Hazard.get().id], "the first row is there at once"
    keyboard.answer(K.Key_H, confirm(keyboard))
    assert state() is HazardState.VERIFIED
    keyboard.answer(K.Key_P, lambda dialog: issue(keyboard, dialog), ctrl=True)
    assert state() is HazardState.ISSUED


def serve(keyboard: Keyboard) -> None:
    """Whoever signed for it."""

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ServiceDialog)
        keyboard.qtbot.keyClick(dialog.focusWidget(), K.Key_Tab)
        keyboard.qtbot.keyClick(dialog.focusWidget(), K.Key_Return)
        receiver = dialog.focusWidget()
        assert receiver is dialog.form.fields["receiver"]
        type_in(receiver, "罗某")
        keyboard.qtbot.keyClick(receiver, K.Key_Return, CTRL)

    keyboard.press(K.Key_F9)
    keyboard.answer(K.Key_S, fill)
    assert Service.get().receiver == "罗某" and Service.get().paper.kind == PaperKind.NOTICE


def close(keyboard: Keyboard) -> None:
    """Rectification begun and reported, the reinspection passed, the hazard closed."""
    keyboard.press(K.Key_F6)
    keyboard.answer(K.Key_K, confirm(keyboard))
    keyboard.answer(K.Key_W, confirm(keyboard))
    assert state() is HazardState.RECTIFIED
    keyboard.answer(K.Key_F, confirm(keyboard))
    assert state() is HazardState.CLOSED
