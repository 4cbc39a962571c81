"""The pages of the window with their views, on the demo's township. Tests of the layout walk the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from db import connection
from db.vocabulary import Answer
from xianfeng_gui.ui.pages.calendar import CalendarPage
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.pages.inspections import InspectionsPage
from xianfeng_gui.ui.pages.papers import PapersPage
from xianfeng_gui.ui.pages.topic import TopicPage
from xianfeng_gui.ui.tabs import tabs
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import topics


def pages(window: MainWindow, settle: Callable[[], None], topics_wanted: int = 99) -> Iterator[str]:
    """Bring each page of the window into view, then each of its further views, and name what is seen.

    Of the topics' pages, which are alike, the first ``topics_wanted``.
    """
    names = {topic.id: f"topic-{topic.number:02}" for topic in topics.topics()}
    unwanted = list(names)[topics_wanted:]
    for number, key in enumerate(tab.key for tab in tabs()):
        if key in unwanted:
            continue
        name = f"{number:02}-{names.get(key, key)}"
        window.bar.choose(key)
        page = window.page()
        settle()
        if isinstance(page, HazardsPage | PapersPage):
            page.table.select_row(1)
        yield name
        for view, show in _further_views(page):
            show()
            yield f"{name}-{view}"


def _further_views(page: QWidget) -> list[tuple[str, Callable[[], object]]]:
    if isinstance(page, CalendarPage):
        return [(view, partial(page.views.choose, view)) for view in list(page.views.buttons)[1:]]
    if isinstance(page, InspectionsPage):
        views = [(view, partial(page.views.choose, view)) for view in list(page.views.buttons)[1:]]
        return [*views, ("writing", partial(write_down, page))]
    if isinstance(page, HazardsPage):
        photographed = str(connection.scalar("SELECT hazard_id FROM photo LIMIT 1"))
        return [("photos", partial(page.show_record, "hazard", photographed))]
    if isinstance(page, TopicPage):
        shown = [view for view, button in page.segments.buttons.items() if button.isVisible()]
        return [(view, partial(page.choose_view, view)) for view in shown[1:]]
    return []


def write_down(page: InspectionsPage) -> None:
    """An inspection in the middle of it, at a site and by a list where something was found before."""
    row = connection.one(
        "SELECT site_id, checklist_id, item_id FROM inspection_answer AS answer "
        "JOIN inspection ON inspection.id = inspection_id WHERE answer = 'no' AND item_id IS NOT NULL"
    )
    assert row is not None
    page.start(site_id=row[0], checklist_id=row[1])
    entry = page.entry
    place = next(at for at, one in enumerate(entry.items.entry.rows) if one.item_id == row[2])
    entry.items.table.select_row(place)
    entry.items.answer(Answer.NO)
    entry.items.table.select_row(place)
