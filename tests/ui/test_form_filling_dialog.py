"""Ctrl+E, 填入上级表格: the columns are shown, corrected, and the copy holds what the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.vocabulary import ListKind
from tests.sheets import forms
from tests.ui.keyboard import type_in
from tests.ui.windows import opened
from tests.work.acts import ACTOR
from tests.work.hazard_specs import spec
from xianfeng_gui.ui.dialogs.form_filling import FormFillingDialog
from xianfeng_gui.ui.dialogs.form_values import FormValuesDialog
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import form_reading, hazards
from xianfeng_gui.work.hazard_filter import HazardFilter


@pytest.fixture
def window(dressed: QApplication, township: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    hazards.register_all([spec(), spec(description="电线私拉乱接")], ACTOR, Path())
    with opened(township) as made:
        qtbot.waitUntil(made.context.worker.is_idle)
        yield made


@pytest.fixture
def dialog(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[FormFillingDialog]:
    """The dialog as the page opens it, for the hazards that contain 电线."""
    window.bar.choose("hazards")
    qtbot.waitUntil(window.context.worker.is_idle)
    page = window.page()
    assert isinstance(page, HazardsPage)
    type_in(page.filters.text, "电线")
    qtbot.waitUntil(lambda: len(page.model.rows) == 1)
    dialogs: list[FormFillingDialog] = []
    monkeypatch.setattr(FormFillingDialog, "exec", lambda self: dialogs.append(self))
    dict(page.exports())["填入上级表格（.xlsx）…"]()
    [made] = dialogs
    made.show()
    yield made
    qtbot.waitUntil(window.context.worker.is_idle)
    made.deleteLater()


def test_a_form_is_filled_with_what_the_page_shows(
    window: MainWindow,
    dialog: FormFillingDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    form, target = forms.make(tmp_path / "统计表.xlsx"), tmp_path / "填好.xlsx"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(form), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert not dialog.save_button.isEnabled()
    dialog.choose()
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert dialog.summary.text() == "工作表“上报表”，表头在第4行，表头下现有的2行视为示例，将被替换"
    assert {at: field.value() for at, field in dialog.columns.items()} == {
        0: "order", 1: "site", 2: "description", 3: "grade", 4: "found_on", 5: "person", 6: "deadline", 7: "", 8: "",
    }  # fmt: skip
    dialog.columns[8].set_value("number")
    dialog.save()
    qtbot.waitUntil(lambda: window.said.text() == f"已填写 1 行：{target}")
    page = load_workbook(target)["上报表"]
    assert (page["C5"].value, page["I5"].value, page["C6"].value) == ("电线私拉乱接", "YJB-2021-0002", None)
    again = form_reading.look(form, ListKind.HAZARDS, HazardFilter())
    assert again.remembered and again.columns[8] == "number"


def test_a_file_that_is_no_form(dialog: FormFillingDialog, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    dialog.open_file(tmp_path / "坏.xlsx")
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("✗"))
    assert not dialog.save_button.isEnabled() and not dialog.columns
    dialog.open_file(forms.make(tmp_path / "表.xlsx"))
    qtbot.waitUntil(dialog.save_button.isEnabled)
    for field in dialog.columns.values():
        field.set_value("")
    dialog.save_to(tmp_path / "a.xlsx")
    assert dialog.summary.text().startswith("✗ 还没有一栏") and dialog.isVisible()


def test_the_clerk_says_what_goes_into_a_list(
    window: MainWindow,
    dialog: FormFillingDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    target, shown = tmp_path / "填好.xlsx", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def answer(asked: FormValuesDialog) -> int:
        asked.show()
        shown.append({word: field.currentText() for (_, word), field in asked.fields.items()})
        asked.confirm()
        assert asked.problem.text() == "请为“隐患等级”的“一般隐患”选一项，或选留空、照写"
        if len(shown) == 1:
            asked.fields[3, "已登记"].set_value("empty")
            asked.reject()
            return 0
        asked.fields[2, "一般隐患"].set_value("item.B级")
        asked.confirm()
        assert not asked.isVisible()
        return 1

    monkeypatch.setattr(FormValuesDialog, "exec", answer)
    dialog.open_file(forms.with_lists(tmp_path / "表.xlsx"))
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert dialog.values_button.isVisible()
    dialog.save()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0] == {"一般隐患": "▲ 请选择", "已登记": "否"} and dialog.isVisible() and not target.exists()
    qtbot.waitUntil(window.context.worker.is_idle)
    dialog.save()
    qtbot.waitUntil(lambda: window.said.text() == f"已填写 1 行：{target}")
    assert shown[1] == {"一般隐患": "▲ 请选择", "已登记": "（留空）"}, "what was chosen before Esc stays"
    page = load_workbook(target).worksheets[0]
    assert (page["C2"].value, page["D2"].value) == ("B级", None)


def test_a_form_whose_lists_are_known_asks_nothing(
    window: MainWindow, dialog: FormFillingDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.open_file(forms.make(tmp_path / "表.xlsx"))
    qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.correct_values()
    qtbot.waitUntil(lambda: dialog.summary.text() == "要填的内容在各栏的下拉选项里都有，不用对应")


def test_by_keys_alone(
    window: MainWindow,
    dialog: FormFillingDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    target = tmp_path / "填好.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.open_file(forms.with_lists(tmp_path / "表.xlsx"))
    qtbot.waitUntil(dialog.save_button.isEnabled)

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        if not isinstance(asked, FormValuesDialog) or not asked.isActiveWindow():
            QTimer.singleShot(20, answer)
            return
        QTest.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert asked.problem.isVisible() and asked.fields[2, "一般隐患"].hasFocus()
        QTest.keyClick(asked.fields[2, "一般隐患"], Qt.Key.Key_Down)
        QTest.keyClick(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTimer.singleShot(20, answer)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.said.text() == f"已填写 1 行：{target}")
    page = load_workbook(target).worksheets[0]
    assert (page["C2"].value, page["D2"].value) == ("A级", "否")
