"""Starting the window: one per data folder, the first start's question, and what happens right after it is shown."""

from __future__ import annotations

import contextlib
import gc
import importlib
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from db import store
from xianfeng_gui.ui import chinese, crash, instance, opening, screen, theme
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import faults
from xianfeng_gui.work.holding import Hold
from xianfeng_gui.work.place import Place

MISTAKE = 2
BACKUP_AFTER_MS = 4000
SETTLE_AFTER_MS = 400

_SOON_NEEDED = (
    "xianfeng_gui.ui.pages.topic",
    "xianfeng_gui.ui.pages.hazards",
    "xianfeng_gui.ui.pages.calendar",
    "xianfeng_gui.ui.dialogs.fault",
    "xianfeng_gui.ui.closing",
)
"""Imported one by one while the clerk looks at the first page, so that the first click doesn't wait for it; the last
ones since the program itself may lie on the stick that is pulled out."""


def run(chosen: Path | None) -> int:
    """Open the window on the data folder (none: the usual one) and return the process's exit status."""
    # The style is named here since asking Qt for its style objects later costs as much as a page.
    app = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("xianfeng")
    app.setApplicationDisplayName("先锋安全")
    # Ctrl+C in the console ends the program at once; nothing that was saved can be lost by it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    chinese.speak(app)
    try:
        where = opening.find_place(app, chosen)
        crash.install(where.folder)
        ours = not (chosen and where.folder.exists())
        held = opening.hold(app, where.folder)
    except opening.CalledOff as off:
        return MISTAKE if off.__cause__ else 0
    if held is None:
        asked = instance.ask_for_window(where.folder)
        return 0 if asked else _refuse(app, instance.refusal(where.folder))
    try:
        return _work(app, where, held)
    except opening.CalledOff as off:
        return MISTAKE if off.__cause__ else 0
    finally:
        store.close()
        held.release()
        if ours and not store.exists(where.folder):
            _leave_nothing(where.folder)


def _refuse(app: QApplication, sentence: str) -> int:
    from PySide6.QtWidgets import QMessageBox

    theme.apply(app)
    QMessageBox(QMessageBox.Icon.NoIcon, "先锋安全", sentence, QMessageBox.StandardButton.Ok).exec()
    return MISTAKE


def _leave_nothing(folder: Path) -> None:
    """The first start was called off: take away what looking at the folder has made."""
    with contextlib.suppress(OSError):  # a stick that is gone keeps what it has
        (folder / instance.REQUEST).unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()


def _work(app: QApplication, where: Place, held: Hold) -> int:
    kept = opening.open_data(app, where)
    with contextlib.closing(faults.NativeWatch(where.folder)):
        while True:
            try:
                screen.apply_kept()
                window = MainWindow(where.folder)
            except Exception as error:
                # Damage that shows only on reading ends up here, as does a fault of the program's own.
                opening.rescue(app, where.folder, error)
                continue
            _begin(window)
            _look_around_later(window, held, kept)
            app.exec()
            if not window.reopen_requested:
                return 0
            window.deleteLater()
            kept = opening.open_data(app, where)


def _look_around_later(window: MainWindow, held: Hold, kept: Path | None) -> None:
    def look_around() -> None:
        from xianfeng_gui.ui import starting

        starting.look_around(window, held, kept)

    _soon(window, SETTLE_AFTER_MS, look_around)


def _soon(window: MainWindow, after: int, act: Callable[[], None]) -> None:
    """Act after so many milliseconds, unless the window has been closed by then, and the archive with it."""
    QTimer.singleShot(after, window, lambda: act() if window.isVisible() else None)


def _begin(window: MainWindow) -> None:
    """Show the window; what else belongs to a start is done when it stands there."""
    window.show()
    instance.RaiseWatcher(window.folder, window)
    QTimer.singleShot(SETTLE_AFTER_MS, window, lambda: _settle(window))
    _soon(window, BACKUP_AFTER_MS, lambda: _back_up_daily(window))
    window.day_changed.connect(lambda: _back_up_daily(window))


def _settle(window: MainWindow) -> None:
    """What the start has made stays as long as the program: collections needn't look at it."""
    gc.freeze()
    _preload(window, _SOON_NEEDED)


def _preload(window: MainWindow, names: tuple[str, ...]) -> None:
    importlib.import_module(names[0])
    if names[1:]:
        QTimer.singleShot(0, window, lambda: _preload(window, names[1:]))


def _back_up_daily(window: MainWindow) -> None:
    from db import backup

    if backup.is_due():
        window.context.run(backup.automatic, lambda file: None, "做每日备份", window)
