"""Starts the program and ends it as soon as its window is usable; ``--modules`` prints what was imported by then."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bench.probes import watched

if TYPE_CHECKING:
    from xianfeng_gui.ui.window import MainWindow


def _end(window: MainWindow) -> None:
    if "--modules" in sys.argv:
        print("\n".join(sorted(sys.modules)), flush=True)
    os._exit(0)


if "--modules" in sys.argv:
    from xianfeng_gui.ui import app

    app.SETTLE_AFTER_MS = (
        60_000  # what is preloaded on purpose once the window stands mustn't count on a slow machine
    )

watched.start(sys.argv[1], sys.argv[2], _end)
