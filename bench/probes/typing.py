"""Types words into the register's search field, one character at a time; prints milliseconds from key to painted rows.

Chinese comes as an input method hands it over. One line a key: milliseconds, and what stands in the field.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from bench.probes import watched
from bench.words import TYPED

if TYPE_CHECKING:
    from xianfeng_gui.ui.pages.hazards import HazardsPage
    from xianfeng_gui.ui.window import MainWindow

BETWEEN_WORDS_MS = 400
BETWEEN_KEYS_MS = 120
"""A quick typist's pace; the total is counted in the background meanwhile."""


def _type_all(window: MainWindow) -> None:
    from PySide6.QtTest import QTest

    from xianfeng_gui.ui.pages.hazards import HazardsPage

    window.bar.choose("hazards")
    page = window.page()
    assert isinstance(page, HazardsPage)
    QTest.qWait(1500)
    page.filters.text.setFocus()
    for word in TYPED:
        page.filters.text.clear()
        QTest.qWait(BETWEEN_WORDS_MS)
        for character in word:
            print(f"{_type(page, character):.2f}\t{page.filters.text.text()}")
            QTest.qWait(BETWEEN_KEYS_MS)
    sys.stdout.flush()
    os._exit(0)


def _type(page: HazardsPage, character: str) -> float:
    """Milliseconds until the rows (or the words that there are none) are painted."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtTest import QTest

    painted: list[QObject] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(watched)
            return False

    watcher = Watcher()
    for widget in (page.table.viewport(), page.empty):
        widget.installEventFilter(watcher)
    was_empty = not page.model.rows
    start = time.perf_counter()
    if character.isascii():
        QTest.keyClicks(page.filters.text, character)
    else:
        event = QInputMethodEvent("", [])
        event.setCommitString(character)
        QCoreApplication.sendEvent(page.filters.text, event)
    QCoreApplication.processEvents()
    # Where nothing was found before and nothing is found now, there is nothing to paint.
    while not painted and not (was_empty and not page.model.rows):
        QCoreApplication.processEvents()
    took = (time.perf_counter() - start) * 1000
    for widget in (page.table.viewport(), page.empty):
        widget.removeEventFilter(watcher)
    return took


watched.start(sys.argv[1], sys.argv[2], _type_all)
