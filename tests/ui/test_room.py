"""Widgets with more or less room: what gives way, what is said in a tooltip instead, what wraps."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db import notes
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.picture import PictureView, fitted
from xianfeng_gui.ui.widgets.shrinking import ActionButton, ElidedLabel, WrappedCheckBox, wrapped
from xianfeng_gui.ui.widgets.tab_bar import TabBar
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn

LONG = "学习贯彻习近平总书记关于安全生产重要论述专题"


def shown(widget: QWidget, qtbot: QtBot, width: int = 0, height: int = 0) -> None:
    qtbot.addWidget(widget)
    widget.resize(width or widget.sizeHint().width(), height or widget.sizeHint().height())
    widget.show()
    QApplication.processEvents()


@pytest.mark.usefixtures("dressed")
def test_a_line_without_room_says_the_rest_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel(LONG, least=4)
    shown(label, qtbot)
    assert (super(ElidedLabel, label).text(), label.toolTip()) == (LONG, "")
    label.resize(100, 30)
    assert super(ElidedLabel, label).text().endswith("…") and label.toolTip() == LONG
    assert label.text() == LONG
    label.setToolTip("为什么")
    assert label.toolTip() == f"{LONG}\n为什么"
    assert 0 < label.minimumSizeHint().width() < label.sizeHint().width()


@pytest.mark.usefixtures("dressed")
def test_a_path_leaves_out_its_middle(qtbot: QtBot) -> None:
    label = ElidedLabel("D:/先锋安全/很长很长的文件夹/data", middle=True)
    shown(label, qtbot, 120)
    words = super(ElidedLabel, label).text()
    assert words.startswith("D:") and words.endswith("ta") and "…" in words


@pytest.mark.usefixtures("dressed")
def test_a_button_gives_up_its_key_before_the_title_its_words(qtbot: QtBot) -> None:
    row = QWidget()
    line = QHBoxLayout(row)
    title, button = ElidedLabel(LONG[:10], least=14), ActionButton("登记隐患  Ctrl+N", "新的")
    line.addWidget(title)
    line.addWidget(button)
    shown(row, qtbot)
    assert not button.is_short() and button.toolTip() == "新的"
    row.resize(row.minimumSizeHint().width(), row.height())
    QApplication.processEvents()
    assert button.is_short() and button.toolTip() == "新的\n快捷键：Ctrl+N"
    assert button.text() == "登记隐患  Ctrl+N"
    assert title.toolTip() == ""
    button.repaint()


@given(
    text=st.text(st.sampled_from("安全隐患 abc12，。"), max_size=60),
    width=st.integers(20, 300),
    lines=st.integers(1, 4),
)
def test_wrapped_words_keep_to_their_room(qapp: QApplication, text: str, width: int, lines: int) -> None:
    metrics = QFontMetrics(qapp.font())
    found = wrapped(text, metrics, width, lines).split("\n")
    assert len(found) <= lines
    assert all(metrics.horizontalAdvance(line) <= width or len(line) <= 1 for line in found)
    if "…" not in found[-1]:
        assert "".join(found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.usefixtures("dressed")
def test_a_boxs_words_go_on_in_a_second_line(qtbot: QtBot) -> None:
    box = WrappedCheckBox("使用执法文书（责令限期整改指令书、现场处理措施决定书）")
    shown(box, qtbot)
    whole = box.sizeHint()
    assert box.heightForWidth(whole.width()) == whole.height()
    assert box.heightForWidth(whole.width() // 2 + 20) > whole.height()
    box.resize(whole.width() // 2 + 20, 60)
    box.repaint()


@pytest.mark.usefixtures("dressed")
def test_flowing_widgets_share_their_line(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(4)
    holder.setLayout(flow)
    search, first, second = QLineEdit(), QPushButton("一"), QPushButton("二")
    for widget in (search, first, second):
        flow.addWidget(widget)
    shown(holder, qtbot, 500, 100)
    assert second.geometry().right() == 499 and search.y() == first.y() == second.y()
    flow.break_before(second)
    flow.invalidate()
    QApplication.processEvents()
    assert second.y() > first.y() and second.x() == 0 and first.geometry().right() == 499
    first.hide()
    QApplication.processEvents()
    assert search.width() == 500
    first.show()
    assert flow.heightForWidth(10) > flow.heightForWidth(500)


COLUMNS = (
    TableColumn("name", "名称", 100, lambda row: row.name, stretch=True),
    TableColumn("kind", "类别", 80, lambda row: row.name),
    TableColumn("place", "地址", 120, lambda row: row.name),
)


def table(context: Context, qtbot: QtBot, width: int) -> Table:
    made = Table("room", COLUMNS, ("place", "kind"))
    model = RowsModel(COLUMNS)
    model.setParent(made)
    model.set_rows([SimpleNamespace(id="1", name="绣庄村")])
    made.setModel(model)
    shown(made, qtbot, width, 200)
    return made


def test_columns_give_way_in_their_order(context: Context, qtbot: QtBot) -> None:
    made = table(context, qtbot, 400)
    hidden = []
    for width in (400, 250, 150):
        made.resize(width, 200)
        hidden.append([made.isColumnHidden(number) for number in range(3)])
        assert made.horizontalScrollBar().maximum() == 0
    assert hidden == [[False, False, False], [False, False, True], [False, True, True]]


def test_widths_set_by_the_clerk_grow_with_the_letters(
    context: Context, qapp: QApplication, qtbot: QtBot
) -> None:
    made = table(context, qtbot, 600)
    made.setColumnWidth(1, 160)
    made.keep_widths()
    assert notes.get("widths.room") == {"kind": 160}
    low = made.verticalHeader().defaultSectionSize()
    theme.apply(qapp, points=13)
    QApplication.processEvents()
    assert made.columnWidth(1) == round(160 * 1.3)
    assert made.verticalHeader().defaultSectionSize() > low
    made.keep_widths()
    assert notes.get("widths.room") == {"kind": 160}
    assert table(context, qtbot, 600).columnWidth(1) == round(160 * 1.3)


@pytest.mark.usefixtures("dressed")
def test_a_choice_without_room_is_elided(qtbot: QtBot) -> None:
    choice = ChoiceField([("a", LONG), ("b", "短")])
    shown(choice, qtbot)
    picture = choice.grab().toImage()
    choice.setCurrentIndex(1)
    assert choice.grab().toImage() != picture
    assert choice.width() < QFontMetrics(choice.font()).horizontalAdvance(LONG)


@pytest.mark.usefixtures("dressed")
def test_tabs_become_lower_before_they_scroll(qtbot: QtBot) -> None:
    bar = TabBar()
    for number in range(20):
        bar.add(str(number), f"{number} {LONG}")
        bar.set_badge(str(number), number * 100)
    shown(bar, qtbot, height=900)
    usual = bar.sizeHintForRow(0)
    bar.resize(bar.width(), 20 * round(bar.fontMetrics().height() * 1.3))
    QApplication.processEvents()
    assert bar.sizeHintForRow(0) < usual and bar.verticalScrollBar().maximum() == 0
    assert bar.item(3).toolTip() == f"3 {LONG}：逾期 300 项"
    bar.repaint()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_pictures_have_the_screens_pixels(qapp: QGuiApplication, ratio: float) -> None:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    found = fitted(image, QSize(112, 84), ratio)
    assert found.devicePixelRatio() == ratio
    assert abs(found.width() - 112 * ratio) <= 1 and abs(found.height() - 84 * ratio) <= 1
    assert fitted(image, QSize(4000, 4000), ratio).size() == image.size()


@pytest.mark.usefixtures("dressed")
def test_a_picture_keeps_its_shape(qtbot: QtBot) -> None:
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    view = PictureView(image, QSize(200, 200))
    assert view.sizeHint() == QSize(200, 50)
    shown(view, qtbot, 100, 100)
    picture = view.grab().toImage()
    assert picture.pixelColor(50, 50) == Qt.GlobalColor.red
    assert picture.pixelColor(50, 20) != Qt.GlobalColor.red
