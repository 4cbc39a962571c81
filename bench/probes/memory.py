"""Opens the register, scrolls ten windows of rows down, and prints the process's memory in MiB (Linux)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.probes import watched

if TYPE_CHECKING:
    from xianfeng_gui.ui.window import MainWindow

PAGES = 10


def _scroll(window: MainWindow) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from xianfeng_gui.ui.pages.hazards import HazardsPage

    window.bar.choose("hazards")
    page = window.page()
    assert isinstance(page, HazardsPage)
    page.table.setFocus()
    QTest.qWait(1000)
    for _ in range(PAGES):
        QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QTest.qWait(100)
    print(page.model.rowCount(), _resident_mib(), flush=True)
    os._exit(0)


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


watched.start(sys.argv[1], sys.argv[2], _scroll)
