"""Who is at the keyboard: asked once at the first start, changed in the settings, a default where a person is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db import store
from db.vocabulary import HazardState, PaperKind, StepKind
from tests.ui.keyboard import type_in
from tests.ui.windows import opened
from tests.work.hazard_specs import added
from tests.work.paper_steps import drafted, issued, text_of
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.first_start import FirstStart
from xianfeng_gui.ui.dialogs.hazard import HazardDialog
from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
from xianfeng_gui.ui.dialogs.service import ServiceDialog
from xianfeng_gui.ui.pages.settings import SettingsPage
from xianfeng_gui.work import hazards, offices, volume
from xianfeng_gui.work.papers import drafting, issuing

K = PaperKind


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(("typed", "kept"), [("何 某", "何某"), ("", "")])
def test_the_first_start_asks_once_and_does_without(
    qtbot: QtBot, tmp_path: Path, typed: str, kept: str
) -> None:
    dialog = FirstStart(tmp_path / "new")
    qtbot.addWidget(dialog)
    dialog.show()
    assert (
        dialog.operator.geometry().left() == dialog.code.geometry().left() == dialog.office.geometry().left()
    )
    assert dialog.operator.width() == dialog.code.width()
    dialog.code.setFocus()
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.plan
    qtbot.keyClick(dialog.plan, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.operator, "Enter moves on to the name"
    type_in(dialog.operator, typed)
    dialog.try_found()
    assert dialog.result() and offices.operator() == kept
    assert offices.actor() == (kept or offices.own_office().name)
    store.close()


def test_the_settings_change_it_and_the_window_shows_it(
    township: Path, dressed: QApplication, qtbot: QtBot
) -> None:
    with opened(township) as window:
        page = SettingsPage(window.context)
        qtbot.addWidget(page)
        page.show()
        type_in(page.operator, "何某")
        qtbot.keyClick(page.operator, Qt.Key.Key_Return)
        assert offices.operator() == "何某" and window.operator.text() == "经办人：何某"
        page.operator.clear()
        page.operator.editingFinished.emit()
        assert offices.operator() == "" and window.operator.text() == "经办人：镇应急办"


@pytest.mark.parametrize("name", ["何某", ""])
def test_people_are_preset_by_name_or_not_at_all(context: Context, qtbot: QtBot, name: str) -> None:
    offices.set_operator(name)
    hazard = added()
    notice = issued(K.NOTICE, hazard.number)
    service = ServiceDialog(context, notice.paper_id)
    step = StepDialog(context, [hazard.id], HazardState.ISSUED, StepKind.START_RECTIFICATION)
    new = HazardDialog(context)
    fields = [service.form.fields["servers"], step.form.fields["person"], new.hazard_form.fields["finder"]]
    for dialog in (service, step, new):
        qtbot.addWidget(dialog)
    assert [field.text() for field in fields if isinstance(field, QLineEdit)] == [name] * 3


def test_no_paper_names_the_office_as_a_person(context: Context) -> None:
    hazard = added()
    actor = offices.actor()
    issued(K.NOTICE, hazard.number)
    issuing.issue(drafted(K.REINSPECTION, hazard.number, failed=[]), actor)
    assert {step.person for step in hazards.by_number(hazard.number).steps} == {"何某", ""}
    assert [offices.as_person(name) for name in (" 何某", "镇应急办", "绣庄村")] == ["何某", "", ""]
    slip = drafted(K.CLOSURE, hazard.number)
    assert slip.content.value("reinspectors") == "" and drafting.problems(slip) == []
    issuing.issue(slip, actor)
    assert "经办人镇应急办" not in text_of(volume.of_record("hazard", hazard.id))
