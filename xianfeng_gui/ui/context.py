"""What every page and dialog shares: who works, what day it is, how a change is said, where a record is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db import clock, journal
from xianfeng_gui.ui.worker import Worker
from xianfeng_gui.work import offices
from xianfeng_gui.work.progress import Progress

_T = TypeVar("_T")

EVERYTHING = "*"
"""Stands for every table where a change came from another program and isn't known."""


class Context(QObject):
    """One a window."""

    changed = Signal(frozenset)
    """The tables that a change has touched; pages that show them read again."""
    said = Signal(str, bool)
    """A sentence for the status bar, and whether “撤销” stands beside it."""
    warned = Signal(str)
    """What has to be known at once wherever one types: the stick is out; empty when it is over."""
    restyling = Signal()
    """Colours or letters are about to change: what isn't in view is better made anew than changed."""
    operated = Signal()
    """Another person is at the keyboard."""
    wanted = Signal(str, str)
    """Show a record: its table and id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = Worker(self)
        # A change made in the worker arrives by a queued signal in the window's thread.
        self._stop_listening = journal.listen(lambda change: self.changed.emit(change.tables))

    def close(self) -> None:
        """Wait for the worker and stop listening to the journal."""
        self._stop_listening()
        self.worker.finish()

    def actor(self) -> str:
        """Who is at the keyboard."""
        return offices.actor()

    def set_operator(self, name: str) -> None:
        """Remember who is at the keyboard."""
        offices.set_operator(name)
        self.operated.emit()

    def today(self) -> dt.date:
        """The program's day."""
        return clock.today()

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Confirm in the status bar; never a box to click away."""
        self.said.emit(sentence, undo)

    def show_record(self, table: str, record_id: str) -> None:
        """Go to the page that shows this record and select it there."""
        self.wanted.emit(table, record_id)

    def run(
        self,
        work: Callable[[], _T],
        done: Callable[[_T], Any],
        what: str,
        owner: QWidget | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Do ``work`` in the worker and hand its result to ``done`` in the window's thread.

        ``what`` names it for the progress line. A UserError is said in the status bar. ``done`` isn't called when
        ``owner`` has been closed meanwhile. Work that tells ``progress`` where it stands can be cancelled.
        """
        self.worker.run(work, done, self.say, what, owner, progress)
