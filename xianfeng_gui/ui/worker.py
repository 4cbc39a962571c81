"""One background thread for whatever may take longer than a blink; the window never waits.

Jobs run one after another. Each has the archive's connection of that thread, so a long read does not hold up writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from db.errors import UserError
from xianfeng_gui.work.progress import Progress


class _Signals(QObject):
    finished = Signal(object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], signals: _Signals) -> None:
        super().__init__()
        self._work = work
        self._signals = signals

    def run(self) -> None:
        # Whatever happened crosses to the window's thread as a value; it is raised again there.
        try:
            result: Any = self._work()
        except BaseException as error:
            result = error
        self._signals.finished.emit(result)


class Worker(QObject):
    """Runs jobs and reports what is going on."""

    busy = Signal(str)
    """What is being done, for the progress line; empty when idle."""
    stepped = Signal(str)
    """How far the long work is, such as 12000/100000."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._running: dict[_Signals, str] = {}
        self._long: dict[_Signals, Progress] = {}
        self._has_finished = False

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], Any],
        refuse: Callable[[str], Any],
        what: str,
        owner: QWidget | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Queue a job, see ``Context.run``; ``refuse`` gets a UserError's sentence, also when it is too late."""
        if self._has_finished:
            refuse(f"程序正在关闭，没有{what}")
            return
        signals = _Signals(self)
        self._running[signals] = what
        if progress is not None:
            self._long[signals] = progress
            progress.show = self.stepped.emit

        def arrived(result: Any) -> None:
            del self._running[signals]
            self._long.pop(signals, None)
            signals.deleteLater()
            self._tell()
            if self._has_finished or (owner is not None and not shiboken6.isValid(owner)):
                return
            if isinstance(result, UserError):
                refuse(str(result))
            elif isinstance(result, BaseException):
                raise result
            else:
                done(result)

        signals.finished.connect(arrived)
        self._tell()
        self._pool.start(_Job(work, signals))

    def _tell(self) -> None:
        """Of several jobs the first is under way, the others wait."""
        self.busy.emit(next(iter(self._running.values()), ""))

    def can_cancel(self) -> bool:
        """Whether there is long work that can be stopped."""
        return bool(self._long)

    def cancel(self) -> None:
        """Stop the long work; it ends with a UserError that says so."""
        for progress in self._long.values():
            progress.cancel()

    def is_idle(self) -> bool:
        """Whether every job has finished and been handed over."""
        return not self._running

    def wait(self) -> None:
        """Wait for the jobs under way; what they found is shown when the window's events go on."""
        self._pool.waitForDone()

    def finish(self) -> None:
        """Wait for the jobs under way; what they found is no longer shown, since the archive closes next."""
        self._has_finished = True
        self.wait()
