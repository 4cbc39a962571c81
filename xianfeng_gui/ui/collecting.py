"""Python's garbage is collected in the window's thread alone.

A collection starts in whichever thread has just made an object. In the worker's thread it would take Qt's objects apart
beside the window that uses them; PySide keeps a table of all connections for that, without a lock, and the process falls
sooner or later. So Python's own collections are off while there is a worker, and a timer of the window's thread does
what they would have done.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 2000


class Collector(QObject):
    """Collects from now on, in the thread that it is made in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(INTERVAL_MS)


def collect_due() -> None:
    """Collect the oldest generation that has more than its threshold, as Python itself does."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
