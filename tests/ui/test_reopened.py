"""What was typed or recorded is not replaced by the next letter, and what is required is marked as such."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import Grade, PaperKind, ServiceWay, StepKind
from tests.ui.keyboard import type_in
from tests.work.hazard_specs import added
from tests.work.paper_steps import issued
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.hazard import HazardDialog
from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
from xianfeng_gui.ui.dialogs.service import ServiceDialog
from xianfeng_gui.ui.dialogs.stick import StickDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField, SearchField
from xianfeng_gui.work import paper_list


def shown(made: Any, qtbot: QtBot) -> Any:
    """The dialog with its first field ready for typing."""
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def labels(dialog: Any) -> set[str]:
    return {one.text() for one in dialog.findChildren(QLabel)}


def test_typing_goes_on_in_a_draft_and_in_a_record(context: Context, qtbot: QtBot) -> None:
    first = shown(HazardDialog(context), qtbot)
    type_in(first.hazard_form.site, "青禾榨菜")
    first.reject()
    again = shown(HazardDialog(context), qtbot)
    site = again.hazard_form.site
    assert site.hasFocus() and site.text() == "青禾榨菜" and not site.hasSelectedText()
    qtbot.keyClicks(site, "x")
    assert site.text() == "青禾榨菜x"
    again.discard_draft()
    again.reject()
    hazard = added()
    correcting = shown(HazardDialog(context, hazard_id=hazard.id), qtbot)
    assert not correcting.hazard_form.site.hasSelectedText()
    correcting.reject()


def test_a_proposed_date_is_there_to_be_typed_over(context: Context, qtbot: QtBot) -> None:
    hazard = added()
    dialog = shown(StepDialog(context, [hazard.id], hazard.state, StepKind.VERIFY), qtbot)
    field = dialog.focusWidget()
    assert isinstance(field, QLineEdit) and field.selectedText() == "2021-06-18"
    dialog.reject()


def test_another_grade_needs_a_reason(context: Context, qtbot: QtBot) -> None:
    assert "定级理由" in labels(shown(HazardDialog(context), qtbot))
    dialog = shown(HazardDialog(context, hazard_id=added().id), qtbot)
    assert "定级理由" in labels(dialog)
    dialog.hazard_form.set_values({"grade": Grade.MAJOR})
    assert "定级理由*" in labels(dialog)
    dialog.hazard_form.set_values({"grade": Grade.GENERAL})
    assert "定级理由" in labels(dialog)
    dialog.reject()


@pytest.mark.parametrize(
    ("way", "marked"), [(ServiceWay.SIGNED, "收件人*"), (ServiceWay.LEFT, "见证人*"), (ServiceWay.POST, "")]
)
def test_what_a_way_of_service_needs_is_marked(
    context: Context, qtbot: QtBot, way: ServiceWay, marked: str
) -> None:
    issued(PaperKind.NOTICE, added().number)
    dialog = shown(ServiceDialog(context, paper_list.rows("", "")[0].id), qtbot)
    field = dialog.form.fields["way"]
    assert isinstance(field, ChoiceField)
    field.set_value(way)
    assert labels(dialog) & {"收件人*", "见证人*"} == ({marked} if marked else set())
    dialog.reject()


def test_a_stick_needs_a_village_and_a_drive(context: Context, qtbot: QtBot) -> None:
    dialog = shown(StickDialog(context), qtbot)
    assert {"村、社区*", "U盘*"} <= labels(dialog)
    qtbot.waitUntil(context.worker.is_idle)
    dialog.reject()


def test_a_search_field_leaves_out_of_its_hint_what_has_no_room(dressed: QApplication, qtbot: QtBot) -> None:
    field = SearchField("搜索编号、单位")
    qtbot.addWidget(field)
    field.show()
    seen = []
    for letters in (40, 12, 9, 4):
        field.resize(field.fontMetrics().height() * letters, 30)
        seen.append(field.placeholderText())
    assert seen == [
        "搜索编号、单位（可输拼音首字母）  Ctrl+F",
        "搜索编号、单位  Ctrl+F",
        "搜索编号、单位",
        "搜索",
    ]
    assert field.toolTip() == seen[0]
