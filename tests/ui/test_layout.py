"""Every page and every dialog holds in the smallest window, with the usual letters and with large ones."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db import clock, store
from tests.ui.clipping import faults
from tests.ui.windows import opened
from tools.screens.dialogs import dialogs
from tools.screens.pages import pages
from tools.screens.variants import VARIANTS
from xianfeng_gui.ui import dialogs as dialog_modules
from xianfeng_gui.ui import screen, theme
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.models.hazards import COLUMNS
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work.demo import making
from xianfeng_gui.work.demo.sizes import DEMO_DAY


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up township's data, closed."""
    folder = tmp_path_factory.mktemp("town") / "data"
    clock.set_today(DEMO_DAY)
    making.build(folder, "town")
    store.close()
    return folder


@pytest.fixture(params=list(theme.SIZES))
def window(town: Path, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    """The window at its smallest."""
    theme.apply(qapp, points=request.param)
    store.open_folder(town)
    with opened(town) as made:
        made.setWindowState(Qt.WindowState.WindowNoState)
        made.resize(*screen.SMALLEST)
        yield made


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(30)
    qtbot.waitUntil(window.context.worker.is_idle, timeout=60_000)  # a poster is drawn meanwhile
    qtbot.wait(30)  # what the worker found is laid out
    QApplication.processEvents()


def test_no_page_cuts_anything_off(window: MainWindow, qtbot: QtBot) -> None:
    found = []
    for name in pages(window, lambda: settle(window, qtbot), topics_wanted=2):
        settle(window, qtbot)
        assert (window.width(), window.height()) == screen.SMALLEST, name
        found += [f"{name}: {fault}" for fault in faults(window)]
    assert not found, "\n".join(found)


def test_a_hazards_site_is_always_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.bar.choose("hazards")
    settle(window, qtbot)
    page = window.page()
    assert isinstance(page, HazardsPage)
    keys = [column.key for column in COLUMNS if not page.table.isColumnHidden(COLUMNS.index(column))]
    assert {"state", "site", "description"} <= set(keys)
    site = page.table.columnWidth(next(at for at, one in enumerate(COLUMNS) if one.key == "site"))
    assert site >= 6 * page.table.fontMetrics().horizontalAdvance("国")


def test_no_dialog_cuts_anything_off_or_leaves_the_screen(window: MainWindow, qtbot: QtBot) -> None:
    found = []
    for name, dialog in dialogs(window):
        dialog.show()
        settle(window, qtbot)
        cut = faults(dialog)
        room = dialog.screen().availableGeometry()
        if dialog.width() > room.width() or dialog.height() + screen.TITLE_BAR > room.height():
            cut.append(f"{dialog.width()}×{dialog.height()} on a screen of {room.width()}×{room.height()}")
        found += [f"{name}: {fault}" for fault in cut]
        dialog.hide()
        dialog.deleteLater()
    assert not found, "\n".join(found)


def test_tab_goes_through_a_form_before_its_buttons(window: MainWindow, qtbot: QtBot) -> None:
    for name, dialog in dialogs(window):
        if isinstance(dialog, FormDialog):
            dialog.show()
            settle(window, qtbot)  # the first field gets the cursor when the window becomes active
            order, widget = [], dialog.nextInFocusChain()
            while widget is not dialog:
                order.append(widget)
                widget = widget.nextInFocusChain()
            inside = [at for at, one in enumerate(order) if dialog.area.isAncestorOf(one)]
            assert max(inside) < order.index(dialog.save_button), name
            assert dialog.focusWidget() is not None and dialog.area.isAncestorOf(dialog.focusWidget()), name
        dialog.hide()
        dialog.deleteLater()


def test_every_dialog_fits_itself_to_the_screen() -> None:
    for module in pkgutil.iter_modules(dialog_modules.__path__, dialog_modules.__name__ + "."):
        for name, kind in vars(importlib.import_module(module.name)).items():
            if isinstance(kind, type) and issubclass(kind, QDialog) and kind.__module__ == module.name:
                assert issubclass(kind, FittedDialog) or kind is FittedDialog, name


def test_the_variants_have_the_screens_that_must_do() -> None:
    assert {(one.width, one.height, one.scale) for one in VARIANTS} >= {
        (1366, 768, 1.0),
        (1920, 1080, 1.25),
        (1920, 1080, 1.5),
        (3840, 2160, 2.0),
    }
    rooms = [one.room() for one in VARIANTS]
    assert min(width for width, _ in rooms) >= screen.SMALLEST[0]
    assert min(height for _, height in rooms) >= screen.SMALLEST[1]
