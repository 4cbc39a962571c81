"""Long work that says how far it is and can be stopped.

The work tells ``Progress`` where it stands; that may be answered by ``Cancelled``, which it lets pass after clearing
away what it has begun. Whoever waits gets the words by ``show`` and calls ``cancel`` from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from db.errors import UserError


class Cancelled(UserError):
    """The person at the screen has stopped the work; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下文件，数据没有改动")


class Progress:
    """One piece of long work; ``show`` gets words such as 12000/100000 in the thread that works."""

    def __init__(self, show: Callable[[str], None] = lambda words: None) -> None:
        self.show = show
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Have the work stop at its next step."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop; it may have ended before it heard of it."""
        return self._cancelled.is_set()

    def step(self, done: int, total: int = 0) -> None:
        """So much is done, of a total if it is known; raises Cancelled when the work should stop."""
        if self.is_cancelled:
            raise Cancelled
        self.show(f"{done}/{total}" if total else str(done))
