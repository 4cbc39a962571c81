"""Where a file is saved: under the name that was typed, never over another file unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from xianfeng_gui.ui.saving import ask_target


@pytest.fixture
def parent(dressed: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def press(words: str) -> None:
    """Answer the question that comes."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, look)
            return
        next(one for one in box.buttons() if one.text().startswith(words)).click()

    QTimer.singleShot(0, look)


def test_a_name_with_dots_is_kept_whole(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "整改通知2021.6.pdf").write_bytes(b"another")
    chosen(monkeypatch, tmp_path / "整改通知2021.6.18")
    assert ask_target(parent, "保存", "", "", ".pdf") == tmp_path / "整改通知2021.6.18.pdf"
    chosen(monkeypatch, tmp_path / "通知.PDF")
    assert ask_target(parent, "保存", "", "", ".pdf") == tmp_path / "通知.PDF"
    chosen(monkeypatch, "")
    assert ask_target(parent, "保存", "", "", ".pdf") is None


@pytest.mark.parametrize("agreed", [True, False])
def test_another_file_is_replaced_only_when_one_says_so(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    there = tmp_path / "清单.xlsx"
    there.write_bytes(b"another")
    chosen(monkeypatch, tmp_path / "清单")
    press("替换" if agreed else "取消")
    assert ask_target(parent, "导出", "", "", ".xlsx") == (there if agreed else None)
