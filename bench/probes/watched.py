"""Runs ``main.py`` as it is and tells when its window is usable: painted, and the event loop idle once after that."""

from __future__ import annotations

import gc
import importlib
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import main
from xianfeng_gui import command

if TYPE_CHECKING:
    from xianfeng_gui.ui.window import MainWindow

WhenUsable = Callable[["MainWindow"], None]


def start(folder: str, today: str, when_usable: WhenUsable) -> None:
    """Start the program on a data folder; ``when_usable`` gets its window once it stands there."""
    parse = command.parse

    # Qt is imported only after main has read the command line and set up the process, and so it stays here.
    def parse_and_watch(arguments: Sequence[str]) -> Namespace:
        options = parse(arguments)
        gc.disable()  # as main does next
        _watch(when_usable)
        return options

    command.parse = parse_and_watch
    main.main(["--data", folder, "--today", today])


def _watch(when_usable: WhenUsable) -> None:
    # ui.app comes first: it brings in what must be imported before Qt.
    app = importlib.import_module("xianfeng_gui.ui.app")
    from PySide6.QtCore import QEvent, QObject, QTimer

    from xianfeng_gui.ui.window import MainWindow

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, MainWindow):
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: when_usable(watched))
            return False

    begin = app._begin
    watcher = Watcher()

    def begin_and_watch(window: MainWindow) -> None:
        window.installEventFilter(watcher)
        begin(window)

    app.__dict__["_begin"] = begin_and_watch
