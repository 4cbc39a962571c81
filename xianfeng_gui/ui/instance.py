"""One window per data folder: a second start brings the first window to the front, or says who has the folder.

``work.holding`` knows who holds the folder; a file in it carries the request, so nothing listens on the network.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from xianfeng_gui.work import holding

REQUEST = "raise.request"
LOOK_EVERY_MS = 300
WAIT_SECONDS = 3.0


class RaiseWatcher(QObject):
    """Brings the window to the front when another start asks for it."""

    def __init__(self, folder: Path, window: QMainWindow) -> None:
        super().__init__(window)
        self._request = folder / REQUEST
        self._window = window
        self._request.unlink(missing_ok=True)
        # A timer rather than a watcher of the file system, which hears nothing on a network drive.
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._request.exists():
            self._request.unlink(missing_ok=True)
            bring_to_front(self._window)


def bring_to_front(window: QMainWindow) -> None:
    """Show the window before all others, also when it was minimized."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def ask_for_window(folder: Path, wait: float = WAIT_SECONDS) -> bool:
    """Ask the process that holds the folder to show its window; whether it did within ``wait`` seconds."""
    who = holding.holder(folder)
    if who is not None:
        _let_come_to_front(who.pid)
    request = folder / REQUEST
    request.touch()
    end = time.monotonic() + wait
    while time.monotonic() < end:
        if not request.exists():
            return True
        time.sleep(0.05)
    request.unlink(missing_ok=True)
    return False


def _let_come_to_front(pid: int) -> None:
    """Windows lets a process come to the front only when the one in front, which is this one, allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)


def refusal(folder: Path) -> str:
    """Who has the folder and what to do."""
    who = holding.holder(folder) or "另一个程序"
    return f"{who}正打开着数据文件夹“{folder}”。请先关闭那边的窗口，再打开这里。"
