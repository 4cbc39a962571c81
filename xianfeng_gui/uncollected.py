"""Python's garbage collector held off for a stretch of work that makes many objects and no garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold it off: what a batch of papers or a read ledger makes lives until the work is done, and looking through it again and
    again for something to throw away takes a tenth to a fifth of the time. They count as old ones afterwards, so that the next
    search does not go through them as the newest."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
