"""The tabs of the window: the plan's topics between the overview and the registers, each with its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.work import topics
from xianfeng_gui.work.topics import HAZARDS, SAFEGUARDS


@dataclass(frozen=True)
class Tab:
    """A tab: its key, its words, what makes its page, and the key of its red count (see ``topics.late_counts``).

    ``shortcut``: the keyboard's key that goes there from anywhere; the first ten have Ctrl and their digit.
    """

    key: str
    text: str
    make: Callable[[Context], Page]
    badge: str = ""
    shortcut: str = ""


def tabs() -> list[Tab]:
    """All tabs in order; the topics are those of the active campaign."""
    return [
        Tab("overview", "总览", _overview),
        *[
            Tab(topic.id, f"{topic.number} {topic.short_name}", _topic(topic.id), topic.id)
            for topic in topics.topics()
        ],
        Tab(SAFEGUARDS, "综合保障", _topic(None), SAFEGUARDS),
        Tab(HAZARDS, "隐患台账", _hazards, HAZARDS, "F6"),
        Tab("calendar", "日历", _calendar, shortcut="F7"),
        Tab("inspections", "检查", _inspections, shortcut="F8"),
        Tab("sites", "单位场所", _sites),
        Tab("papers", "文书", _papers, shortcut="F9"),
        Tab("offices", "机构人员", _offices),
        Tab("journal", "操作日志", _journal),
        Tab("settings", "设置备份", _settings),
    ]


# A page's module is imported when its tab is first shown: the window must be there at once.


def _overview(context: Context) -> Page:
    from xianfeng_gui.ui.pages.overview import OverviewPage

    return OverviewPage(context)


def _topic(topic_id: str | None) -> Callable[[Context], Page]:
    def make(context: Context) -> Page:
        from xianfeng_gui.ui.pages.topic import TopicPage

        return TopicPage(context, topic_id)

    return make


def _hazards(context: Context) -> Page:
    from xianfeng_gui.ui.pages.hazards import HazardsPage

    return HazardsPage(context)


def _calendar(context: Context) -> Page:
    from xianfeng_gui.ui.pages.calendar import CalendarPage

    return CalendarPage(context)


def _inspections(context: Context) -> Page:
    from xianfeng_gui.ui.pages.inspections import InspectionsPage

    return InspectionsPage(context)


def _sites(context: Context) -> Page:
    from xianfeng_gui.ui.pages.sites import SitesPage

    return SitesPage(context)


def _papers(context: Context) -> Page:
    from xianfeng_gui.ui.pages.papers import PapersPage

    return PapersPage(context)


def _offices(context: Context) -> Page:
    from xianfeng_gui.ui.pages.offices import OfficesPage

    return OfficesPage(context)


def _journal(context: Context) -> Page:
    from xianfeng_gui.ui.pages.journal import JournalPage

    return JournalPage(context)


def _settings(context: Context) -> Page:
    from xianfeng_gui.ui.pages.settings import SettingsPage

    return SettingsPage(context)
