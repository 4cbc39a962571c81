"""Takes the handbook's pictures (docs/pictures) from the real window: ``python -m tools.build_handbook_pictures``.

They show the demo's township; the pictures of forms are those of the printed guide (``tools.build_guide_pictures``).
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import backup, clock, store
from tools import build_guide_pictures as guide
from tools.screens import pages
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.dialogs.stick import StickDialog
from xianfeng_gui.ui.pages.inspections import InspectionsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import offices, resources, topics
from xianfeng_gui.work.demo import DEMO_DAY, build
from xianfeng_gui.work.program_files import Program

FOLDER = resources.document("pictures")
SCREEN = resources.program_folder() / "tests" / "fixtures" / "screen.json"
SIZE = (1180, 700)
COLOURS = 160
"""So many that the few red and amber pixels stay red and amber."""
HOME, STICK = Path("D:/先锋安全"), Path("E:")
"""Below the scratch folder, so that the pictures show no path of this machine."""
SETTLE_MS = 500


def pictures(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The pages and the dialog that the handbook shows, by the names there."""
    for name, key in (
        ("overview", "overview"),
        ("topic", topics.topics()[4].id),
        ("hazards", topics.HAZARDS),
    ):
        window.bar.choose(key)
        yield name, window
    window.bar.choose("calendar")
    yield "calendar", window
    window.bar.choose("inspections")
    page = window.page()
    assert isinstance(page, InspectionsPage)
    pages.write_down(page)
    yield "inspections", window
    page.entry.discard()
    backup.automatic()
    window.bar.choose("settings")
    yield "backup", window
    dialog = StickDialog(window.context, offices.by_name(guide.VILLAGE).id, window)
    dialog.program = Program(HOME / "xianfeng-onefile.exe")
    dialog.use_folder(STICK)
    yield "stick", dialog
    dialog.close()


def _take(window: MainWindow, name: str, widget: QWidget) -> None:
    widget.show()
    QTest.qWait(SETTLE_MS)
    while not window.context.worker.is_idle():
        QTest.qWait(SETTLE_MS)
    file = FOLDER / f"{name}.png"
    file.write_bytes(guide.take(widget, COLOURS))
    print(f"{file.name}: {file.stat().st_size // 1024} KB")


def main() -> None:
    """Take them all."""
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"
    app = QApplication([sys.argv[0], "-style", "fusion"])
    theme.apply(app)
    clock.set_today(DEMO_DAY)
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        build(HOME / "data", "town")
        (HOME / "xianfeng-onefile.exe").touch()
        STICK.mkdir()
        window = MainWindow(HOME / "data")
        window.resize(*SIZE)
        for name, widget in pictures(window):
            _take(window, name, widget)
        window.reopen_requested = True  # closed without another backup
        window.close()
        store.close()


if __name__ == "__main__":
    main()
