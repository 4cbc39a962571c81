"""What a dialog has done in the worker while the clerk goes on choosing: only what was asked for last counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.work.progress import Cancelled, Progress

_T = TypeVar("_T")


class LatestJob:
    """Jobs of one window: a new one cancels the one before. ``refuse`` gets a UserError, for the window to say."""

    def __init__(
        self, context: Context, owner: QWidget, what: str, refuse: Callable[[UserError], object]
    ) -> None:
        self._context = context
        self._owner = owner
        self._what = what
        self._refuse = refuse
        self._progress: Progress | None = None

    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._progress is not None

    def cancel(self) -> None:
        """Have it stop at its next step; it ends by ``refuse`` with Cancelled."""
        if self._progress is not None:
            self._progress.cancel()

    def run(self, work: Callable[[Progress], _T], done: Callable[[_T], Any], *, writes: bool = False) -> None:
        """Do ``work`` in the worker. What was read before it heard that it was cancelled is not shown; what was
        written is."""
        self.cancel()
        mine = self._progress = Progress()

        def safely() -> tuple[_T | None, UserError | None]:
            try:
                return work(mine), None
            except UserError as error:
                return None, error

        def arrived(outcome: tuple[Any, UserError | None]) -> None:
            if mine is not self._progress:
                return
            self._progress = None
            result, error = outcome
            if error is None and mine.is_cancelled and not writes:
                error = Cancelled()
            if error is not None:
                self._refuse(error)
            else:
                done(result)

        self._context.run(safely, arrived, self._what, self._owner, mine)
