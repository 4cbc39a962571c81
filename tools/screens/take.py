"""The pictures of one variant, in a process of its own: ``python -m tools.screens.take 1366x768``."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.folders import demo
from db import backup, clock, store
from tools.screens.camera import Camera
from tools.screens.dialogs import dialogs, notice_draft
from tools.screens.pages import pages
from tools.screens.variants import VARIANTS, Variant
from xianfeng_gui.ui import screen
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.papers import issuing

SHOWN_FOLDER = Path("data")
"""What the status bar names instead of the scratch folder."""


def take(variant: Variant, target: Path) -> None:
    """Everything as it looks on this screen, into ``target``; papers are the same everywhere and go with the first."""
    with tempfile.TemporaryDirectory() as scratch:
        # The platform reads them when the application is made.
        os.environ.update(variant.environment(Path(scratch)))
        _app = QApplication([sys.argv[0], "-style", "fusion"])
        clock.set_today(DEMO_DAY)
        store.open_folder(Path(shutil.copytree(demo("town"), Path(scratch) / "data")))
        screen.keep(variant.palette, variant.points)
        backup.automatic()
        window = MainWindow(SHOWN_FOLDER)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(*variant.room())
        window.show()
        camera = Camera(target)
        camera.worker = window.context.worker
        _take_window(camera, window)
        if variant == VARIANTS[0]:
            camera.take_paper(issuing.issue(notice_draft(), "何某").pdf, "paper-notice")
        window.hide()
        window.context.close()
        window.deleteLater()
        QTest.qWait(0)
        store.close()


def _take_window(camera: Camera, window: MainWindow) -> None:
    for name in pages(window, camera.settle):
        camera.take(window, name)
    for name, dialog in dialogs(window):
        camera.take(dialog, f"dialog-{name}")
        dialog.hide()
        dialog.deleteLater()


if __name__ == "__main__":
    named = {variant.name: variant for variant in VARIANTS}
    take(named[sys.argv[1]], Path(sys.argv[2]))
