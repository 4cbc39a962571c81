"""What a clerk does again and again on the page of inspections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.work import visits
from xianfeng_gui.ui.pages.inspections import InspectionsPage
from xianfeng_gui.ui.widgets.inspection_entry import InspectionEntry

SITE = "青禾榨菜加工厂"


def settle(page: InspectionsPage, qtbot: QtBot) -> None:
    """Until what the page has asked for has been read."""
    qtbot.waitUntil(page.context.worker.is_idle)


def answer(entry: InspectionEntry, keys: str, qtbot: QtBot) -> None:
    """Type answers, one key an item."""
    entry.table.setFocus()
    for key in keys:
        qtbot.keyClicks(entry.table, key)


def by_fire(page: InspectionsPage, site: str) -> InspectionEntry:
    """Begin one of the site by the list of topic 5, with two inspectors."""
    page.start(site_id=site, checklist_id=visits.fire())
    for row in range(2):
        page.entry.form.inspectors.list.item(row).setCheckState(Qt.CheckState.Checked)
    return page.entry
