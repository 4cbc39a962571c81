"""Starting the window: one per data folder, the first start's question, and what happens right after it is shown."""

from __future__ import annotations

import gc
import importlib
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog

from db import store
from db.errors import DamagedError, UserError
from xianfeng_gui.ui import crash, instance, screen, theme
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import archive, holding

MISTAKE = 2
BACKUP_AFTER_MS = 4000
SETTLE_AFTER_MS = 400

_SOON_NEEDED = (
    "xianfeng_gui.ui.pages.topic",
    "xianfeng_gui.ui.pages.hazards",
    "xianfeng_gui.ui.pages.calendar",
)
"""Imported one by one while the clerk looks at the first page, so that the first click doesn't wait for it."""


def run(chosen: Path | None) -> int:
    """Open the window on the data folder (none: the usual one) and return the process's exit status."""
    # The style is named here since asking Qt for its style objects later costs as much as a page.
    app = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("xianfeng")
    app.setApplicationDisplayName("先锋安全")
    # Ctrl+C in the console ends the program at once; nothing that was saved can be lost by it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _speak_chinese(app)
    folder = archive.data_folder(chosen)
    crash.install(folder)
    ours = not (chosen and folder.exists())
    try:
        held = holding.hold(folder)
    except UserError as error:
        return _refuse(app, str(error))
    if held is None:
        return 0 if instance.ask_for_window(folder) else _refuse(app, instance.refusal(folder))
    try:
        return _work(app, folder)
    finally:
        store.close()
        held.release()
        if ours and not store.exists(folder):
            _leave_nothing(folder)


def _speak_chinese(app: QApplication) -> None:
    """Qt's own words (dialogs, context menus) in Chinese, whatever the system's language is."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _refuse(app: QApplication, sentence: str) -> int:
    from PySide6.QtWidgets import QMessageBox

    theme.apply(app)
    QMessageBox(QMessageBox.Icon.NoIcon, "先锋安全", sentence, QMessageBox.StandardButton.Ok).exec()
    return MISTAKE


def _leave_nothing(folder: Path) -> None:
    """The first start was called off: take away what looking at the folder has made."""
    (folder / instance.REQUEST).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _work(app: QApplication, folder: Path) -> int:
    if not _open(app, folder):
        return 0
    while True:
        try:
            screen.apply_kept()
            window = MainWindow(folder)
        except Exception as error:
            # Damage that shows only on reading ends up here, as does a fault of the program's own.
            if not _rescue(folder, error):
                return MISTAKE
            continue
        _begin(window)
        app.exec()
        if not window.reopen_requested:
            return 0
        window.deleteLater()
        if not _open(app, folder):
            return 0


def _open(app: QApplication, folder: Path) -> bool:
    """Open the folder's archive, asking where a person has to decide; false to go no further."""
    if not store.exists(folder):
        from xianfeng_gui.ui.dialogs.first_start import FirstStart

        theme.apply(app)
        return FirstStart(folder).exec() == QDialog.DialogCode.Accepted
    try:
        store.open_folder(folder)
    except UserError as error:
        theme.apply(app)
        return _way_out(folder, error)
    return True


def _way_out(folder: Path, error: UserError) -> bool:
    from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen

    return CannotOpen(folder, error).exec() == QDialog.DialogCode.Accepted


def _rescue(folder: Path, error: Exception) -> bool:
    from xianfeng_gui.work import faults

    log = faults.record(folder, error)
    store.close()
    sentence = f"读取数据时出错，数据文件可能已损坏；可以用备份恢复。经过已记入日志“{log}”"
    return _way_out(folder, DamagedError(sentence))


def _begin(window: MainWindow) -> None:
    """Show the window; what else belongs to a start is done when it stands there."""
    window.show()
    instance.RaiseWatcher(window.folder, window)
    QTimer.singleShot(SETTLE_AFTER_MS, window, lambda: _settle(window))
    QTimer.singleShot(BACKUP_AFTER_MS, window, lambda: _back_up_daily(window))
    window.day_changed.connect(lambda: _back_up_daily(window))


def _settle(window: MainWindow) -> None:
    """What the start has made stays as long as the program: collections needn't look at it."""
    gc.freeze()
    gc.enable()
    _preload(window, _SOON_NEEDED)


def _preload(window: MainWindow, names: tuple[str, ...]) -> None:
    importlib.import_module(names[0])
    if names[1:]:
        QTimer.singleShot(0, window, lambda: _preload(window, names[1:]))


def _back_up_daily(window: MainWindow) -> None:
    from db import backup

    if backup.is_due():
        window.context.run(backup.automatic, lambda file: None, "做每日备份", window)
