"""Opens the main window for a test and takes it away again, whole: none may look at the archive of a later test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from xianfeng_gui.ui.window import MainWindow


@contextmanager
def opened(folder: Path) -> Iterator[MainWindow]:
    """The shown window of an open data folder; closed afterwards, if the test has not closed it."""
    made = MainWindow(folder)
    try:
        made.show()
        yield made
    finally:
        take_away(made)


def take_away(window: MainWindow) -> None:
    """Close a window without a backup, as when it is built anew, and delete it."""
    window.context.worker.wait()
    window.reopen_requested = True
    if window.isVisible():
        window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def left_over() -> list[MainWindow]:
    """The windows that there still are."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
