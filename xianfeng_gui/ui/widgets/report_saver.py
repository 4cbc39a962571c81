"""Saves the problem report where the clerk wants it: a button, and a line that says how it went."""

from __future__ import annotations

from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.worker import Worker
from xianfeng_gui.work import report


class ReportSaver(QWidget):
    """The line; its ``button`` is put where the buttons are. ``folder`` is the data folder, open or not."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        # One of its own: whatever went wrong may have been in the window's.
        self._worker = Worker(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.said = label("", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        self.button = button("保存问题报告…", self.choose)

    def choose(self) -> None:
        """Ask for a place, a removable drive if there is one, and save there."""
        from xianfeng_gui.ui import drives

        sticks = [drive.root for drive in drives.removable() if not drive.read_only]
        name = str((sticks[0] if sticks else Path.home()) / report.suggested_name())
        chosen, _ = QFileDialog.getSaveFileName(self, "保存问题报告", name, f"问题报告 (*{report.ENDING})")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Save to a known place, in the background."""
        self.button.setEnabled(False)
        self._say("正在整理问题报告…", "")
        screen = screen_facts()
        self._worker.run(
            lambda: report.write(target, self._folder, screen),
            lambda made: self._say(f"✓ 问题报告已保存到“{made}”", "green"),
            lambda problem: self._say(f"✗ {problem}", "late"),
            "整理问题报告",
            self,
        )

    def _say(self, sentence: str, state: str) -> None:
        theme.mark(self.said, "state", state)
        self.said.setText(sentence)
        self.said.show()
        if state:
            self.button.setEnabled(True)


def screen_facts() -> dict[str, str]:
    """What only the window knows, for the report."""
    screens = [
        f"{screen.size().width()}×{screen.size().height()}（{round(screen.devicePixelRatio() * 100)}%，"
        f"{screen.logicalDotsPerInch():.0f} dpi）"
        for screen in QGuiApplication.screens()
    ]
    return {
        "Qt": f"{qVersion()}（PySide6 {PySide6.__version__}，{QGuiApplication.platformName()}）",
        "屏幕": "；".join(screens),
        "字体": QGuiApplication.font().family() + f" {QGuiApplication.font().pointSize()}",
    }
