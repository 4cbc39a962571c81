"""Qt's own windows speak Chinese, whatever the machine's language is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from xianfeng_gui.ui import chinese

_KEYS = {"Ctrl", "Shift", "Alt", "PDF", "CUPS"}


@pytest.fixture
def speaking(dressed: QApplication) -> Iterator[QApplication]:
    """The application with its translations; taken away again, since other tests name Qt's buttons in English."""
    known = set(dressed.findChildren(QTranslator))
    locale = QLocale()
    chinese.speak(dressed)
    yield dressed
    for one in set(dressed.findChildren(QTranslator)) - known:
        dressed.removeTranslator(one)
        one.deleteLater()
    QLocale.setDefault(locale)


def english(widget: QWidget) -> list[str]:
    """What a window says in Latin words: buttons, labels, choices and heads of columns."""
    texts = [one.text() for one in widget.findChildren(QAbstractButton)]
    texts += [one.text() for one in widget.findChildren(QLabel)]
    texts += [one.toolTip() for one in widget.findChildren(QWidget)]
    for choice in widget.findChildren(QComboBox):
        texts += [choice.itemText(row) for row in range(choice.count())]
    for tree in widget.findChildren(QTreeView):
        if (model := tree.model()) is not None:
            texts += [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(4)]
    return _latin(texts)


def _latin(texts: list[str]) -> list[str]:
    words = [word for text in texts for word in re.findall(r"[A-Za-z]{3,}", text)]
    return [word for word in words if word not in _KEYS]


def message() -> QMessageBox:
    return QMessageBox(
        QMessageBox.Icon.Question,
        "问",
        "是否保存？",
        QMessageBox.StandardButton.Save
        | QMessageBox.StandardButton.Discard
        | QMessageBox.StandardButton.Cancel,
    )


def question() -> QInputDialog:
    made = QInputDialog()
    made.setLabelText("名称：")
    return made


def test_english_would_be_found(dressed: QApplication, qtbot: QtBot) -> None:
    box = message()
    qtbot.addWidget(box)
    assert {"Save", "Cancel"} <= set(english(box))


@pytest.mark.parametrize("make", [message, question])
def test_boxes(speaking: QApplication, qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    box = make()
    qtbot.addWidget(box)
    box.show()
    assert english(box) == []


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_the_file_dialog(
    speaking: QApplication, qtbot: QtBot, tmp_path: Path, mode: QFileDialog.AcceptMode
) -> None:
    (tmp_path / "文件夹").mkdir()
    dialog = QFileDialog(None, "选择", str(tmp_path), "备份 (*.xfbak)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = [one for one in english(dialog) if one not in str(tmp_path) and one not in ("xfbak", "root")]
    assert shown == []


def test_the_print_dialog(speaking: QApplication, qtbot: QtBot) -> None:
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert english(dialog) == []


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_field(
    speaking: QApplication, qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    field = kind("字")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert _latin([one.text() for one in menu.actions()]) == []


def test_only_what_is_missing_is_added(speaking: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "查找范围(&L)："
    assert QLocale().name() == "zh_CN"
