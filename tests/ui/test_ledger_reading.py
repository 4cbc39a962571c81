"""The left side of the import window: three views with room for a ledger's columns, and what needs an answer in front."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from db import journal
from db.records import Site
from tests.ui.test_import_dialogs import choose, opened, settle
from tests.work.test_ledger_import import ROWS, workbook
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField

_WIDE = [
    *("序号", "企业名称", "详细地址", "法定代表人", "联系电话", "隐患内容", "隐患部位", "隐患级别"),
    *("排查时间", "整改措施", "整改责任人", "整改期限"),
]
_ROW = [
    1,
    "甲厂",
    "三社",
    "何某",
    "13900000000",
    "堵塞",
    "车间",
    "一般",
    "2021-6-1",
    "清理",
    "何某",
    "立即",
]


def _in_view(widget: QWidget, dialog: LedgerDialog) -> bool:
    corner = QRect(widget.mapTo(dialog, QPoint()), widget.size())
    return (
        not widget.visibleRegion().isEmpty()
        and widget.visibleRegion().boundingRect().height() == corner.height()
    )


def _is_whole(field: ChoiceField) -> bool:
    """Whether what is chosen has room."""
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    place = field.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, field
    )
    return QFontMetrics(field.font()).horizontalAdvance(field.currentText()) <= place.width()


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("width", [1350, 1008])
def test_a_ledgers_columns_and_the_choices_have_room(
    context: Context, qtbot: QtBot, tmp_path: Path, width: int
) -> None:
    dialog = opened(context, qtbot, workbook(tmp_path / "台账.xlsx", [_ROW], _WIDE))
    dialog.resize(width, 690)
    QTest.qWait(0)
    assert [_in_view(field, dialog) for field in dialog.reading.fields.values()] == [True] * len(_WIDE)
    dialog.topic.set_value("")
    assert dialog.topic.currentText() == "（由程序判断）" and _is_whole(dialog.topic)
    assert width < 1300 or all(map(_is_whole, dialog.reading.fields.values()))
    assert dialog.head.currentText().startswith("第2行 序号、企业名称")
    assert dialog.head.width() > QFontMetrics(dialog.head.font()).horizontalAdvance("第2行 序号、企业名称")


def test_words_that_nobody_has_spoken_of_come_into_view(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [[1, "甲厂", "2021-6-1", "堆放杂物", "较大", "15日内", "未整改", None, None, None]]
    dialog = opened(context, qtbot, workbook(tmp_path / "台账.xlsx", rows))
    views = dialog.reading.views
    assert views.chosen() == ["words"] and dialog.reading.words["grade", "较大"].isVisible()
    assert views.buttons["words"].text() == "单元格写法 ▲1  Alt+2"
    choose(dialog.reading.words["grade", "较大"], "major")
    settle(dialog, qtbot)
    assert views.chosen() == ["words"], "the clerk goes on where they are"
    assert "▲" not in views.buttons["words"].text()


def test_the_views_are_chosen_by_key(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    with journal.change("添加", "何某"):
        Site.create(name="青禾榨菜加工厂")
    dialog = opened(context, qtbot, workbook(tmp_path / "台账.xlsx", ROWS))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    reading = dialog.reading
    assert reading.views.buttons["same"].text() == "同一单位 1  Alt+3"
    for key, shown in (
        (Qt.Key.Key_3, reading.same),
        (Qt.Key.Key_2, next(iter(reading.words.values()))),
        (Qt.Key.Key_1, reading.fields[1]),
    ):
        qtbot.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(shown.isVisible)


def test_a_view_with_nothing_to_see_is_not_shown(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(context, qtbot, workbook(tmp_path / "台账.xlsx", ROWS))
    assert not dialog.reading.views.buttons["same"].isEnabled()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert dialog.reading.views.chosen() == ["columns"]
