"""The register beside its list: what is to be done next, and whose Ctrl+Z it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.vocabulary import HazardState, PaperKind, StepKind
from tests.ui.windows import opened
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added
from tests.work.paper_steps import issued
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import hazards


@pytest.fixture
def window(township: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window at the register."""
    with opened(township) as made:
        made.bar.choose("hazards")
        yield made
        qtbot.waitUntil(made.context.worker.is_idle)


def test_an_empty_search_leaves_undo_to_the_window(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    assert isinstance(page, HazardsPage)
    added()
    page.refresh()
    qtbot.waitUntil(window.context.worker.is_idle)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.filters.text.setFocus()
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.said.text().startswith("已撤销：")


def test_a_step_for_several_leaves_them_all_selected(window: MainWindow, qtbot: QtBot) -> None:
    first, second, third = added(), added(description="灭火器过期"), added(description="配电箱没有箱门")
    page = window.page()
    assert isinstance(page, HazardsPage)
    page.refresh()
    page.table.select([page.model.row_of(one.id) for one in (first, third)])
    assert set(page.selected_ids()) == {first.id, third.id}
    hazards.take_steps([first.id, third.id], [hazards.StepData(StepKind.VERIFY)], ACTOR)
    qtbot.waitUntil(lambda: page.model.rows[page.model.row_of(third.id)].state == HazardState.VERIFIED)
    assert set(page.selected_ids()) == {first.id, third.id}
    seen: list[list[str]] = []

    def reach() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PaperDialog) and dialog.items is not None
        seen.append(dialog.items.ticked())
        qtbot.waitUntil(window.context.worker.is_idle)
        dialog.reject()

    QTimer.singleShot(0, reach)
    page.print_out()
    assert seen == [[first.id, third.id]]
    assert second.id not in page.selected_ids()


def test_a_paper_that_waits_for_its_service_is_led_to(window: MainWindow, qtbot: QtBot) -> None:
    hazard = added()
    issued(PaperKind.NOTICE, hazard.number)
    page = window.page()
    assert isinstance(page, HazardsPage)
    page.show_record("hazard", hazard.id)
    qtbot.waitUntil(window.context.worker.is_idle)
    page.show_selected()
    [line] = [one for one in page.detail.findChildren(QLabel) if "登记送达" in one.text()]
    assert line.textFormat() is Qt.TextFormat.RichText and "<a href" in line.text()
