"""A form's dialog: as high as it needs, never beyond the screen, and errors that go when the field is put right."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.errors import UserError
from tests.ui.keyboard import type_in
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.fields import DateField, TextBox
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import draft_store


def refuse(values: dict[str, Any]) -> None:
    raise UserError(f"“{values['name']}”已经有了，" + "请另起一个名称，" * 12, "name")


def form(lines: int) -> Form:
    made = Form()
    made.add("name", "名称*", QLineEdit("兴旺五金厂"))
    made.add("day", "日期", DateField())
    for number in range(lines):
        made.add(f"text{number}", f"第{number}段文字", TextBox(3))
    return made


class Block(QWidget):
    """Something that wants 300×200 below a form."""

    def sizeHint(self) -> QSize:
        return QSize(300, 200)

    minimumSizeHint = sizeHint


def opened(context: Context, qtbot: QtBot, lines: int, below: QWidget | None = None) -> FormDialog:
    dialog = FormDialog(context, "试", form(lines), refuse, below=below)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_an_error_goes_when_its_field_is_edited(context: Context, qtbot: QtBot) -> None:
    dialog = opened(context, qtbot, 1)
    low = dialog.height()
    dialog.try_save()
    assert "已经有了" in dialog.form.error_text()
    QApplication.processEvents()
    assert dialog.height() > low
    type_in(dialog.form.fields["name"], "二")
    assert dialog.form.error_text() == ""
    assert dialog.form.fields["name"].property("wrong") is False


@pytest.mark.parametrize("points", list(theme.SIZES))
def test_a_long_form_scrolls_and_its_buttons_stay(
    context: Context, qapp: QApplication, qtbot: QtBot, points: int
) -> None:
    theme.apply(qapp, points=points)
    dialog = opened(context, qtbot, 30)
    room = dialog.screen().availableGeometry().size()
    assert dialog.height() <= room.height() and dialog.width() <= room.width()
    assert dialog.area.verticalScrollBar().maximum() > 0
    place = dialog.save_button.mapTo(dialog, dialog.save_button.rect().bottomRight())
    assert dialog.rect().contains(place)
    dialog.area.verticalScrollBar().setValue(dialog.area.verticalScrollBar().maximum())
    dialog.try_save()
    assert dialog.area.verticalScrollBar().value() < 50


def test_a_short_form_does_not_scroll(context: Context, qtbot: QtBot) -> None:
    dialog = opened(context, qtbot, 2, Block())
    assert dialog.area.verticalScrollBar().maximum() == 0
    assert dialog.content.direction() == QBoxLayout.Direction.TopToBottom


def test_what_finds_no_place_below_goes_beside(context: Context, qtbot: QtBot) -> None:
    dialog = opened(context, qtbot, 6, Block())
    assert dialog.content.direction() == QBoxLayout.Direction.LeftToRight
    assert dialog.below is not None and dialog.below.x() > dialog.form.x() + 100
    assert dialog.area.verticalScrollBar().maximum() == 0


def test_a_dialog_that_shows_a_page_is_no_larger_than_the_screen(qtbot: QtBot, dressed: QApplication) -> None:
    dialog = FittedDialog(size=(3000, 2000))
    qtbot.addWidget(dialog)
    dialog.show()
    assert (dialog.width(), dialog.height()) == (dialog.room().width(), dialog.room().height())


def test_who_types_without_a_pause_has_a_draft_too(context: Context, qtbot: QtBot) -> None:
    form = Form("draft.steady")
    field = form.add("text", "内容", TextBox(3))
    assert isinstance(field, TextBox)
    qtbot.addWidget(form)
    form.show()
    for _ in range(8):
        field.insertPlainText("字")
        qtbot.wait(250)
    assert str(draft_store.get("draft.steady")["text"]).startswith("字字字")


def test_other_letters_get_other_room(dressed: QApplication, qtbot: QtBot) -> None:
    form = Form()
    form.add("issuer", "发文机关标志", QLineEdit())
    qtbot.addWidget(form)
    form.show()
    label = form._labels["issuer"]
    before = label.width()
    theme.apply(dressed, points=13)
    qtbot.wait(50)
    room, width = label.fontMetrics().horizontalAdvance(label.text()), label.width()
    theme.apply(dressed)
    assert before < room <= width
