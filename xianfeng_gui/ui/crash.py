"""The program's own faults: written to the log, one calm window, and the work goes on."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

_asking = False


def install(folder: Path) -> None:
    """From now on an unexpected error is recorded in the folder's log and told in a window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        tell(folder, error)

    sys.excepthook = hook


def tell(folder: Path, error: BaseException) -> None:
    """Record the fault and ask whether to go on; a fault while asking is only recorded."""
    from xianfeng_gui.work import faults

    global _asking
    log = faults.record(folder, error)
    if _asking:
        return
    _asking = True
    try:
        if not _goes_on(log):
            QApplication.closeAllWindows()
    finally:
        _asking = False


def _goes_on(log: Path | None) -> bool:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QApplication.activeWindow())
    box.setWindowTitle("程序出错")
    box.setText("刚才的操作没有完成：程序内部出错。")
    where = f"经过已记入日志（不含台账内容）：\n{log}" if log else "日志写不进去，请检查磁盘空间。"
    box.setInformativeText(
        f"已保存的内容不受影响，可以继续工作。如果反复出现，请把日志交给维护人员。\n\n{where}"
    )
    go_on = box.addButton("继续工作", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("关闭程序", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    box.exec()
    return box.clickedButton() is go_on
