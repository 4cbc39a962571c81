"""The program's own faults: written down without a word of the records, told calmly, and work goes on."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import store
from tests.ui.driver import ended, start
from tests.ui.modal import when_open
from xianfeng_gui.ui import crash
from xianfeng_gui.ui.dialogs.fault import FaultDialog
from xianfeng_gui.work import place


@pytest.fixture
def founded(township: Path) -> Path:
    """A founded data folder, closed."""
    store.close()
    return township


def _log(folder: Path) -> str:
    return (folder / "logs" / "xianfeng.log").read_text("utf-8")


def test_a_fault_is_told_a_report_is_saved_and_work_goes_on(founded: Path, tmp_path: Path) -> None:
    lines = f"""
if type(window).__name__ == "FaultDialog":
    say([one.text() for one in window.findChildren(type(window.go_on))])
    window.saver.save_to(Path({str(tmp_path / "stick" / "报告")!r}))
    def saved():
        if window.saver.button.isEnabled():
            say(window.saver.said.text())
            window.go_on.click()
            QTimer.singleShot(0, windows[0].close)
            return True
    later(saved)
else:
    QTimer.singleShot(0, lambda: {{}}["先锋客运站的隐患"])
"""
    status, out, err = ended(start(founded, lines))
    assert (status, err) == (0, "")
    assert "保存问题报告…" in out and "关闭程序" in out and "✓ 问题报告已保存到" in out
    assert "builtins.KeyError" in _log(founded) and "先锋客运站" not in _log(founded)
    with zipfile.ZipFile(tmp_path / "stick" / "报告.zip") as report:
        assert "KeyError" in report.read("logs/0-xianfeng.log").decode()
        assert "PySide6" in report.read("versions.txt").decode()
        assert report.read("check.txt").decode() == "快速检查：没有发现问题\n"


def test_a_crash_inside_qt_leaves_a_trace(founded: Path) -> None:
    died = start(founded, "import faulthandler\nfaulthandler._sigsegv()")
    assert ended(died)[0] < 0
    assert "Segmentation fault" in (founded / "logs" / "native.log").read_text("utf-8")
    assert ended(start(founded, "window.close()"))[0] == 0
    assert "Segmentation fault" in _log(founded) and "main.py" in _log(founded)
    assert str(Path.home()) not in _log(founded) and '"' not in _log(founded)
    assert not (founded / "logs" / "native.log").exists()


@pytest.fixture
def told(dressed: QApplication) -> Iterator[None]:
    """No fault has been told yet, and nobody explains one."""
    crash._told.clear()
    crash.explain_with(lambda error: False)
    yield
    crash._told.clear()


def _when_asked(act: Callable[[FaultDialog], object]) -> None:
    when_open(FaultDialog, act)


def _fault(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as raised:
        return raised


@pytest.mark.usefixtures("told")
def test_a_fault_while_one_is_told_is_only_written_down(qtbot: QtBot, tmp_path: Path) -> None:
    def second(dialog: FaultDialog) -> None:
        crash.tell(tmp_path, RuntimeError("zwei"))
        dialog.go_on.click()

    _when_asked(second)
    crash.tell(tmp_path, ValueError("eins"))
    assert (
        _log(tmp_path).count("builtins.") == 2
        and "eins" not in _log(tmp_path)
        and "zwei" not in _log(tmp_path)
    )


@pytest.mark.usefixtures("told")
def test_a_fault_that_comes_again_and_again_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    _when_asked(lambda dialog: QTest.keySequence(dialog, QKeySequence("Esc")))
    for _ in range(3):
        crash.tell(tmp_path, _fault(KeyError("隐患")))
    assert _log(tmp_path).count("builtins.KeyError") == 3
    _when_asked(lambda dialog: dialog.go_on.click())
    crash.tell(tmp_path, _fault(IndexError("另一处")))


@pytest.mark.usefixtures("told")
def test_a_log_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    place.user_folder().parent.write_text("and another one")
    said = []
    _when_asked(lambda dialog: (said.extend(_words(dialog)), dialog.go_on.click()))
    crash.tell(tmp_path, ValueError())
    assert "日志写不进去，请检查磁盘空间" in said


def _words(dialog: FaultDialog) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in dialog.findChildren(QLabel)]


@pytest.mark.usefixtures("told")
def test_a_report_that_cannot_be_saved_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FaultDialog(tmp_path, None)
    qtbot.addWidget(dialog)
    (tmp_path / "stick").write_text("no folder")
    dialog.saver.save_to(tmp_path / "stick" / "报告.zip")
    qtbot.waitUntil(dialog.saver.button.isEnabled)
    assert dialog.saver.said.text().startswith("✗ 无法写入")


def test_the_quiet_time_ends(tmp_path: Path, told: None) -> None:
    error = _fault(KeyError())
    assert not crash._was_told(error) and crash._was_told(error)
    crash._told = {key: time.monotonic() - crash.QUIET_SECONDS - 1 for key in crash._told}
    assert not crash._was_told(error)
