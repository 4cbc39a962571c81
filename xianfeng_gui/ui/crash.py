"""The program's own faults: written to the log, one calm window, and the work goes on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QDialog

QUIET_SECONDS = 60.0
"""A fault that comes again from the same place so soon is only written down: it would keep anyone from working."""

_asking = False
_told: dict[str, float] = {}
_explain: Callable[[BaseException], bool] | None = None


def install(folder: Path) -> None:
    """From now on an unexpected error is recorded in the folder's log and told in a window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        tell(folder, error)

    sys.excepthook = hook


def explain_with(explain: Callable[[BaseException], bool]) -> None:
    """Ask ``explain`` first whether an error has a cause outside the program, and has been told already."""
    global _explain
    _explain = explain


def tell(folder: Path, error: BaseException) -> None:
    """Record the fault and tell of it; a fault while another one is told is only recorded."""
    from xianfeng_gui.work import faults

    global _asking
    if _explain is not None and _explain(error):
        return
    log = faults.record(folder, error)
    if _asking or _was_told(error):
        return
    _asking = True
    try:
        from xianfeng_gui.ui.dialogs.fault import FaultDialog

        dialog = FaultDialog(folder, log, QApplication.activeWindow())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            QApplication.closeAllWindows()
    finally:
        _asking = False


def _was_told(error: BaseException) -> bool:
    """Whether a fault of this kind from this place was told just now."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    key, now = f"{type(error).__qualname__} {place}", time.monotonic()
    last = _told.get(key)
    _told[key] = now
    return last is not None and now - last < QUIET_SECONDS
