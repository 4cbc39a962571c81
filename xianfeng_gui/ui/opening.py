"""From the command line to an open archive: which folder, holding it, the first start, the update, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog

from db import store
from db.errors import DamagedError, UserError
from xianfeng_gui.ui import theme
from xianfeng_gui.work import holding, place
from xianfeng_gui.work.holding import Hold
from xianfeng_gui.work.place import Place

_T = TypeVar("_T")


class CalledOff(Exception):
    """The person went no further; what could not be done, if anything, has been said."""


def find_place(app: QApplication, chosen: Path | None) -> Place:
    """The data folder; asks where it isn't clear which data are meant."""
    found = place.find(chosen)
    if found.instead is None:
        return found
    from xianfeng_gui.work import choosing

    offered = choosing.choices(found)
    kept = choosing.remembered(offered)
    if kept is None:
        from xianfeng_gui.ui.dialogs.which_data import WhichData

        theme.apply(app)
        dialog = WhichData(offered)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            raise CalledOff
        kept = dialog.chosen
    return Place(kept.folder)


def hold(app: QApplication, folder: Path) -> Hold | None:
    """Hold the folder; none when another process has it."""
    return _until_it_works(app, folder, lambda: holding.hold(folder))


def open_data(app: QApplication, where: Place) -> Path | None:
    """Open the folder's archive; returns the backup of one that was brought up to date."""
    if not store.exists(where.folder):
        from xianfeng_gui.ui.dialogs.first_start import FirstStart

        theme.apply(app)
        if FirstStart(where.folder, where.why).exec() != QDialog.DialogCode.Accepted:
            raise CalledOff
        return None
    return _until_it_works(app, where.folder, lambda: _open(app, where.folder))


def _open(app: QApplication, folder: Path) -> Path | None:
    if store.open_current(folder):
        return None
    from xianfeng_gui.ui.dialogs.updating import Updating

    theme.apply(app)
    dialog = Updating(folder)
    dialog.exec()
    if dialog.problem is not None:
        raise dialog.problem
    store.open_current(folder)
    return dialog.kept


def _until_it_works(app: QApplication, folder: Path, attempt: Callable[[], _T]) -> _T | None:
    """Try as often as the person wants; none when a backup has been opened instead."""
    while True:
        try:
            return attempt()
        except UserError as error:
            from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen

            theme.apply(app)
            dialog = CannotOpen(folder, error, again=_may_pass(error))
            if dialog.exec() != QDialog.DialogCode.Accepted:
                raise CalledOff from error
            if not dialog.wants_again:
                return None


def _may_pass(error: BaseException | None) -> bool:
    """Whether a person can do something about it and try again: a stick to plug in, a disk to clear."""
    while error is not None:
        if isinstance(error, (OSError, *store.CANNOT_WRITE)):
            return True
        error = error.__cause__
    return False


def rescue(app: QApplication, folder: Path, error: Exception) -> None:
    """Reading broke off: write it down, and offer the last good backup."""
    from xianfeng_gui.work import faults

    log = faults.record(folder, error)
    store.close()
    sentence = f"读取数据时出错，数据文件可能已损坏；可以用备份恢复。经过已记入日志“{log}”"

    def told() -> None:
        raise DamagedError(sentence)

    _until_it_works(app, folder, told)
