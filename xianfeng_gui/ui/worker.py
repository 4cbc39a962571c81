"""One background thread for whatever may take longer than a blink; the window never waits.

Jobs run one after another. Each has the archive's connection of that thread, so a long read does not hold up writes.
What a job holds (its page, its result, its error) is let go in the window's thread, never in the job's: it may be the
last one to hold an object of Qt.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import UserError
from xianfeng_gui.ui.collecting import Collector
from xianfeng_gui.work.progress import Progress


@dataclass
class _Task:
    """What ``Worker.run`` was asked for, and in the end what came of it."""

    work: Callable[[], Any]
    done: Callable[[Any], Any]
    refuse: Callable[[str], Any]
    what: str
    owner: QWidget | None
    progress: Progress | None
    result: Any = None


class _Job(QRunnable):
    """Carries nothing but a number into the other thread."""

    def __init__(self, perform: Callable[[int], None], number: int) -> None:
        super().__init__()
        self._perform = perform
        self._number = number

    def run(self) -> None:
        self._perform(self._number)


class Worker(QObject):
    """Runs jobs and reports what is going on."""

    busy = Signal(str)
    """What is being done now, for the progress line; empty when idle."""
    stepped = Signal(str)
    """How far the long work is, such as 12000/100000."""
    _ended = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._numbers = itertools.count(1)
        self._tasks: dict[int, _Task] = {}
        self._has_finished = False
        self._ended.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        Collector(self)

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
        number = next(self._numbers)
        self._tasks[number] = _Task(work, done, refuse, what, owner, progress)
        if progress is not None:
            progress.show = self.stepped.emit
        self._tell()
        self._pool.start(_Job(self._perform, number))

    def _perform(self, number: int) -> None:
        """In the job's thread."""
        task = self._tasks[number]
        # Whatever happened crosses to the window's thread as a value; it is raised again there.
        try:
            task.result = task.work()
        except BaseException as error:
            task.result = error
        del task  # before the other thread has it
        self._ended.emit(number)

    @Slot(int)
    def _hand_over(self, number: int) -> None:
        task = self._tasks.pop(number)
        self._tell()
        if self._has_finished or (task.owner is not None and not shiboken6.isValid(task.owner)):
            return
        if isinstance(task.result, UserError):
            task.refuse(str(task.result))
        elif isinstance(task.result, BaseException):
            raise task.result
        else:
            task.done(task.result)

    def _tell(self) -> None:
        """Of several jobs the first is under way, the others wait."""
        self.busy.emit(next((task.what for task in self._tasks.values()), ""))

    def can_cancel(self) -> bool:
        """Whether there is long work that can be stopped."""
        return any(task.progress for task in self._tasks.values())

    def cancel(self) -> None:
        """Stop the long work; it ends with a UserError that says so."""
        for task in self._tasks.values():
            if task.progress:
                task.progress.cancel()

    def is_idle(self) -> bool:
        """Whether every job has finished and been handed over."""
        return not self._tasks

    def wait(self) -> None:
        """Wait for the jobs under way; what they found is shown when the window's events go on."""
        self._pool.waitForDone()

    def finish(self) -> None:
        """Wait for the jobs under way; what they found is no longer shown, since the archive closes next."""
        self._has_finished = True
        self.wait()
