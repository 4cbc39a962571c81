"""What can be exported from the overview and from a topic's page: the lists of the campaign, whole or of a topic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from db.vocabulary import ListKind
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.ui.exporting import Choice, ask_list, form_choice, list_choice
from xianfeng_gui.ui.page import Page
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.sheets_late import LateFilter
from xianfeng_gui.work.sheets_monthly import MonthFilter
from xianfeng_gui.work.topics import SAFEGUARDS

if TYPE_CHECKING:
    from xianfeng_gui.ui.pages.topic import TopicPage


def campaign_exports(page: Page) -> list[Choice]:
    """Everything of the campaign as a whole."""
    return [
        *_master(page, TaskScope()),
        list_choice(page, ListKind.TASKS, TaskScope),
        list_choice(page, ListKind.TWO_LISTS, HazardFilter),
        list_choice(page, ListKind.LATE, LateFilter),
        ("逾期事项（选一个单位）…", lambda: _late_of_one_office(page)),
        *_months(page, ""),
        list_choice(page, ListKind.STATISTICS, HazardFilter),
        form_choice(
            page,
            (ListKind.TASKS, TaskScope),
            (ListKind.HAZARDS, HazardFilter),
            (ListKind.TWO_LISTS, HazardFilter),
            (ListKind.LATE, LateFilter),
            (ListKind.MONTHLY, MonthFilter),
            (ListKind.STATISTICS, HazardFilter),
        ),
    ]


def topic_exports(page: TopicPage) -> list[Choice]:
    """First the tasks or hazards that the page shows, then the lists of its topic (or of the safeguards).

    The office chosen above the tasks holds for all of them, where the hazards stand in their place their filter does.
    """
    topic_id = page.topic_id or SAFEGUARDS
    shown = TaskScope(topic_id, page.filters.filters(), *page.cell_note.limits())
    found = _shown_hazards(page, shown)
    late = LateFilter(found.office_id, topic_id)
    tasks = list_choice(page, ListKind.TASKS, lambda: shown)
    rest = [
        *_master(page, shown),
        list_choice(page, ListKind.LATE, lambda: late),
        *_months(page, topic_id, found.office_id),
    ]
    of_tasks: list[tuple[ListKind, Callable[[], Any]]] = [
        (ListKind.TASKS, lambda: shown),
        (ListKind.LATE, lambda: late),
        (ListKind.MONTHLY, lambda: MonthFilter(topic_id=topic_id, office_id=found.office_id)),
    ]
    if page.topic_id is None:
        return [tasks, *rest, form_choice(page, *of_tasks)]
    hazards = list_choice(page, ListKind.HAZARDS, lambda: found)
    both = list_choice(page, ListKind.TWO_LISTS, lambda: found)
    first = [hazards, tasks] if page.shows_hazards() else [tasks, hazards]
    of_hazards: list[tuple[ListKind, Callable[[], Any]]] = [(ListKind.HAZARDS, lambda: found)]
    lists = [*of_hazards, *of_tasks] if page.shows_hazards() else [*of_tasks, *of_hazards]
    return [*first, both, *rest, form_choice(page, *lists)]


def _shown_hazards(page: TopicPage, tasks: TaskScope) -> HazardFilter:
    """The hazards that the page shows, or that go with the tasks it shows."""
    if page.hazards is not None and page.shows_hazards():
        return page.hazards.model.filter
    return HazardFilter(topic_id=tasks.topic_id, office_id=tasks.filters.office_id or "")


def _late_of_one_office(page: Page) -> None:
    """Ask whose, then write what is late of that office: for the letter or the call that chases it."""
    from xianfeng_gui.ui.dialogs.office_choice import OfficeChoiceDialog

    dialog = OfficeChoiceDialog("导出逾期事项", "下一步  Ctrl+Enter", page.window())
    if dialog.exec():
        office_id, name = dialog.chosen()
        ask_list(page, ListKind.LATE, LateFilter(office_id), f"{name}{ListKind.LATE.label}")


def _master(page: Page, scope: TaskScope) -> list[Choice]:
    """The one sheet as a workbook and as a poster."""

    def poster() -> None:
        from xianfeng_gui.ui.dialogs.poster import PosterDialog

        PosterDialog(page.context, scope, page.window()).exec()

    return [list_choice(page, ListKind.MASTER, lambda: scope), ("挂图（PDF，可上墙）…", poster)]


def _months(page: Page, topic_id: str, office_id: str = "") -> list[Choice]:
    """The monthly report of this month and the last."""
    this = page.context.today()
    last = this.replace(day=1) - dt.timedelta(days=1)
    return [
        list_choice(
            page,
            ListKind.MONTHLY,
            partial(MonthFilter, month_of(day), topic_id, office_id),
            f"{ListKind.MONTHLY.label}（{day.month}月）",
        )
        for day in (last, this)
    ]
