"""The daily steps with one key each: a hazard from its registration to its closure, a paper's service and end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.records import Hazard
from db.vocabulary import HazardState, PaperKind, PhotoMoment, StepKind
from tests.ui.modal import in_dialog
from tests.ui.windows import opened
from tests.work.hazard_specs import added, major
from tests.work.paper_steps import issued
from xianfeng_gui.ui import paper_start
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
from xianfeng_gui.ui.dialogs.office import OfficeDialog
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.dialogs.service import ServiceDialog
from xianfeng_gui.ui.dialogs.void import VoidDialog
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.pages.offices import OfficesPage
from xianfeng_gui.ui.pages.papers import PapersPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import hazards

_ENTER, _CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(township: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(township) as made:
        yield made
        qtbot.waitUntil(made.context.worker.is_idle)


def press(page: QWidget, key: Qt.Key, qtbot: QtBot) -> None:
    """A key where the cursor is, which has to be in the page."""
    window = page.window()
    window.activateWindow()  # which the test's platform doesn't do when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    where = window.focusWidget()
    assert where is not None and page.isAncestorOf(where)
    qtbot.keyClick(where, key)


def register(window: MainWindow, qtbot: QtBot, hazard: Hazard) -> HazardsPage:
    """The register with a hazard selected and the cursor in the list."""
    window.bar.choose("hazards")
    page = window.page()
    assert isinstance(page, HazardsPage)
    page.show_record("hazard", hazard.id)
    page.table.setFocus()
    qtbot.waitUntil(window.context.worker.is_idle)
    return page


def confirm(dialog: QDialog) -> None:
    """Take the step as it is proposed."""
    QtBot.keyClick(dialog, _ENTER, _CTRL)


def state(hazard: Hazard) -> HazardState:
    return HazardState(hazards.by_number(hazard.number).state)


def test_a_hazard_is_led_to_its_closure_by_letters(window: MainWindow, qtbot: QtBot) -> None:
    hazard = added()
    page = register(window, qtbot, hazard)

    def after(key: Qt.Key) -> HazardState:
        in_dialog(qtbot, lambda: press(page, key, qtbot), confirm)
        return state(hazard)

    assert after(Qt.Key.Key_H) is HazardState.VERIFIED
    issued(PaperKind.NOTICE, hazard.number)
    qtbot.waitUntil(window.context.worker.is_idle)
    assert after(Qt.Key.Key_K) is HazardState.RECTIFYING
    assert after(Qt.Key.Key_W) is HazardState.RECTIFIED
    assert after(Qt.Key.Key_F) is HazardState.CLOSED


def test_the_photo_of_what_was_put_right_is_pasted_by_key(context: Context, qtbot: QtBot) -> None:
    hazard = added()
    issued(PaperKind.NOTICE, hazard.number)
    dialog = StepDialog(context, [hazard.id], HazardState.ISSUED, StepKind.REPORT_RECTIFIED)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(picture)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_V, _CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert dialog.photos is not None
    assert [one.moment for one in dialog.photos.value()] == [PhotoMoment.AFTER]
    dialog.reject()


def test_a_letter_that_does_not_fit_says_why(window: MainWindow, qtbot: QtBot) -> None:
    hazard = added()
    page = register(window, qtbot, hazard)
    press(page, Qt.Key.Key_X, qtbot)
    assert window.said.text() == (
        f"{hazard.number}：该隐患目前“已登记”，不能“销号”；"
        "现在可以：“核实”、“下达整改通知”、“移送”、“认定不属隐患”"
    )
    assert state(hazard) is HazardState.REPORTED
    page.table.clearSelection()
    press(page, Qt.Key.Key_H, qtbot)
    assert window.said.text() == "请先选中一条隐患"


def test_a_major_hazard_is_not_closed_by_its_reinspection(window: MainWindow, qtbot: QtBot) -> None:
    hazard = major()
    page = register(window, qtbot, hazard)
    for kind in (StepKind.VERIFY, StepKind.LIST_SUPERVISION):
        page.detail.show_many(1, [kind])
        assert ("  " in page.detail.buttons[kind.value].text()) == (kind is StepKind.VERIFY)
    page.detail.show_many(2, [StepKind.PASS_REINSPECTION, StepKind.FAIL_REINSPECTION])
    texts = [one.text() for one in page.detail.buttons.values()]
    assert texts[:2] == ["复查合格  F", "复查不合格  B"]


def test_the_row_under_the_cursor_is_meant_while_it_moves(window: MainWindow, qtbot: QtBot) -> None:
    first, second = added(), added(description="配电箱没有盖")
    hazards.take_steps([second.id], [hazards.StepData(StepKind.VERIFY, second.found_on)], "何某")
    page = register(window, qtbot, first)
    order = [row.id for row in page.model.rows]
    key = Qt.Key.Key_Down if order.index(second.id) > order.index(first.id) else Qt.Key.Key_Up
    qtbot.keyClick(page.table, key)
    press(page, Qt.Key.Key_H, qtbot)
    assert window.said.text().startswith(f"{second.number}：该隐患目前“已核实”")


def test_a_papers_service_correction_voiding_and_volume_have_keys(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(PaperKind.NOTICE, added().number)
    window.bar.choose("papers")
    page = window.page()
    assert isinstance(page, PapersPage)
    page.table.setFocus()
    seen: list[str] = []

    def note(dialog: QDialog) -> None:
        seen.append(type(dialog).__name__)
        dialog.reject()

    for key in (Qt.Key.Key_S, Qt.Key.Key_G, Qt.Key.Key_Delete):
        in_dialog(qtbot, lambda one=key: press(page, one, qtbot), note)
    assert seen == [one.__name__ for one in (ServiceDialog, PaperDialog, VoidDialog)]
    volumes: list[str] = []
    monkeypatch.setattr(paper_start, "save_volume", lambda *words: volumes.append(words[2]))
    press(page, Qt.Key.Key_A, qtbot)
    assert volumes == ["paper"]


def test_ins_adds_an_office(window: MainWindow, qtbot: QtBot) -> None:
    window.bar.choose("offices")
    page = window.page()
    assert isinstance(page, OfficesPage)
    seen: list[QDialog] = []

    def note(dialog: QDialog) -> None:
        seen.append(dialog)
        dialog.reject()

    in_dialog(qtbot, lambda: press(page, Qt.Key.Key_Insert, qtbot), note)
    assert [type(one) for one in seen] == [OfficeDialog]
