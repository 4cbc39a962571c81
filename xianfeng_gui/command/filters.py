"""The filters of lists on the command line: their options, and the filter of work/ that they make."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

from db import clock
from db.errors import UserError
from db.vocabulary import (
    DueFilter,
    EventKind,
    Grade,
    HazardState,
    ListKind,
    PaperKind,
    RiskLevel,
    SiteKind,
    Source,
    TaskState,
)
from xianfeng_gui.command import words

OPEN = "open"
"""A value of ``--state``: neither closed nor dismissed."""
SAFEGUARDS = ("0", "safeguards", "综合保障")
"""Values of ``--topic`` for the tasks of the campaign as a whole."""


def _state(text: str) -> str:
    return OPEN if text in (OPEN, "未销号") else words.term(HazardState)(text)


@dataclass(frozen=True)
class _Option:
    """An option without its dashes, as argparse takes it; what isn't given is an empty text, or none with a type."""

    name: str
    metavar: str
    help: str
    type: Any = str
    dest: str = ""
    default: Any = None


_SEARCH = _Option("search", "文字", "要找的文字，或拼音首字母")
_TOPIC = _Option("topic", "专题", "专题序号或简称；0为综合保障")
_OFFICE = _Option("office", "单位", "责任单位")
_VILLAGE = _Option("village", "村社区", "属地")
_HAZARDS = (
    _SEARCH,
    _Option("topic", "专题", "专题序号或简称"),
    _Option("state", "状态", f"open（未销号）、{words.listed(HazardState)}", _state),
    _Option("grade", "等级", words.listed(Grade), words.term(Grade)),
    _OFFICE,
    _VILLAGE,
    _Option("source", "来源", words.listed(Source), words.term(Source)),
    _Option("from", "日期", "发现日期从这天起", words.day, "first"),
    _Option("to", "日期", "到这天止", words.day, "last"),
    _Option(
        "sort",
        "排序",
        "newest（登记先后）、number（编号）、found_on（发现日期）、deadline（整改期限）、state、grade、source",
        default="newest",
    ),
)
_TASKS = (
    _SEARCH,
    _TOPIC,
    _OFFICE,
    _Option("state", "状态", words.listed(TaskState), words.term(TaskState)),
    _Option("due", "期限", words.listed(DueFilter), words.term(DueFilter)),
)
_SITES = (
    _SEARCH,
    _VILLAGE,
    _Option("kind", "类别", words.listed(SiteKind), words.term(SiteKind)),
    _Option("risk", "风险等级", words.listed(RiskLevel), words.term(RiskLevel)),
)
_INSPECTIONS = (
    _SEARCH,
    _Option("from", "日期", "检查日期从这天起", words.day, "first"),
    _Option("to", "日期", "到这天止", words.day, "last"),
)
_INSPECTION_PLAN = (
    _Option("year", "年份", "如2021；不写时为今年", words.year, default=0),
    _SEARCH,
    _VILLAGE,
)
_CALENDAR = (
    _Option("from", "日期", "从这天起；不写时为本月1日", words.day, "first"),
    _Option("to", "日期", "到这天止；不写时为当月末", words.day, "last"),
    _Option("kind", "事项", words.listed(EventKind), words.term(EventKind)),
)
_OPTIONS: dict[ListKind, tuple[_Option, ...]] = {
    ListKind.HAZARDS: _HAZARDS,
    ListKind.TWO_LISTS: _HAZARDS,
    ListKind.STEPS: _HAZARDS,
    ListKind.STATISTICS: _HAZARDS,
    ListKind.TASKS: _TASKS,
    ListKind.MASTER: _TASKS,
    ListKind.MONTHLY: (_Option("month", "月份", "如2021-06；不写时为本月"), _TOPIC, _OFFICE),
    ListKind.LATE: (_TOPIC, _OFFICE),
    ListKind.SITES: _SITES,
    ListKind.PEOPLE: (_OFFICE,),
    ListKind.PAPERS: (_SEARCH, _Option("kind", "种类", words.listed(PaperKind), words.term(PaperKind))),
    ListKind.INSPECTIONS: _INSPECTIONS,
    ListKind.INSPECTION_PLAN: _INSPECTION_PLAN,
    ListKind.CALENDAR: _CALENDAR,
}
_FLAGS: dict[ListKind, tuple[str, str]] = {
    ListKind.HAZARDS: ("late", "只要逾期的"),
    ListKind.TWO_LISTS: ("late", "只要逾期的"),
    ListKind.STEPS: ("late", "只要逾期的"),
    ListKind.STATISTICS: ("late", "只要逾期的"),
    ListKind.SITES: ("inactive", "也要停业的"),
    ListKind.PEOPLE: ("inactive", "也要停用单位的"),
    ListKind.INSPECTION_PLAN: ("key", "只要重点单位"),
}


def add_filters(parser: argparse.ArgumentParser, kind: ListKind) -> None:
    """Add the options that this list can be filtered by."""
    for one in _OPTIONS[kind]:
        parser.add_argument(
            f"--{one.name}",
            metavar=one.metavar,
            help=one.help,
            type=one.type,
            dest=one.dest or one.name,
            default="" if one.type is str and one.default is None else one.default,
        )
    if kind in _FLAGS:
        name, text = _FLAGS[kind]
        parser.add_argument(f"--{name}", action="store_true", help=text)


def wanted(kind: ListKind, options: argparse.Namespace) -> Any:
    """The filter that the list's function in work/ takes; UserError for what isn't there."""
    match kind:
        case ListKind.HAZARDS | ListKind.TWO_LISTS | ListKind.STEPS | ListKind.STATISTICS:
            return _hazard_filter(options)
        case ListKind.TASKS | ListKind.MASTER:
            return task_scope(options)
        case ListKind.SITES:
            return _site_filter(options)
        case ListKind.CALENDAR:
            return _calendar_filter(options)
        case ListKind.MONTHLY:
            return _month_filter(options)
        case ListKind.LATE:
            from xianfeng_gui.work.sheets_late import LateFilter

            return LateFilter(_office(options.office), topic_id(options.topic))
        case ListKind.PEOPLE:
            from xianfeng_gui.work.sheets_registers import PeopleFilter

            return PeopleFilter(_office(options.office), options.inactive)
        case ListKind.PAPERS:
            from xianfeng_gui.work.sheets_registers import PaperFilter

            return PaperFilter(options.search, options.kind or "")
        case ListKind.INSPECTION_PLAN:
            from xianfeng_gui.work.inspection_plan import PlanFilter
            from xianfeng_gui.work.sheets_plan import PlanListFilter

            sites = PlanFilter(options.search, _office(options.village), options.key)
            return PlanListFilter(options.year, sites)
        case ListKind.INSPECTIONS:
            from xianfeng_gui.work.inspection_list import InspectionFilter

            _check_period(options)
            return InspectionFilter(options.search, options.first, options.last)


def _hazard_filter(options: argparse.Namespace) -> Any:
    from xianfeng_gui.work import hazard_filter

    _check_period(options)
    if options.sort not in hazard_filter.SORTS:
        raise UserError(f"不能按“{options.sort}”排序，可用的有：{'、'.join(hazard_filter.SORTS)}")
    return hazard_filter.HazardFilter(
        text=options.search,
        topic_id=topic_id(options.topic, safeguards=False),
        state=options.state or "",
        grade=options.grade or "",
        office_id=_office(options.office),
        village_id=_office(options.village),
        source=options.source or "",
        late=options.late,
        found_from=options.first,
        found_to=options.last,
        sort=options.sort,
        descending=hazard_filter.SORTS[options.sort][1],
    )


def _check_period(options: argparse.Namespace) -> None:
    if options.first and options.last and options.first > options.last:
        raise UserError("--to的日期早于--from的日期，请改正")


def task_scope(options: argparse.Namespace) -> Any:
    """Which tasks the options choose, for lists and the poster."""
    from xianfeng_gui.work.master import TaskScope
    from xianfeng_gui.work.task_list import TaskFilter

    filters = TaskFilter(
        text=options.search,
        state=options.state,
        office_id=_office(options.office) or None,
        due=options.due,
    )
    return TaskScope(topic_id(options.topic), filters)


def _site_filter(options: argparse.Namespace) -> Any:
    from xianfeng_gui.work.sites import SiteFilter

    return SiteFilter(
        text=options.search,
        village_id=_office(options.village) or None,
        kind=options.kind,
        risk_level=options.risk,
        inactive=options.inactive,
    )


def _calendar_filter(options: argparse.Namespace) -> Any:
    from calendar import monthrange

    from xianfeng_gui.work.sheets_registers import CalendarFilter

    _check_period(options)
    first = options.first or (options.last or clock.today()).replace(day=1)
    last = options.last or first.replace(day=monthrange(first.year, first.month)[1])
    return CalendarFilter(first, last, (options.kind,) if options.kind else tuple(EventKind))


def _month_filter(options: argparse.Namespace) -> Any:
    from xianfeng_gui.rules.months import month_due
    from xianfeng_gui.work.sheets_monthly import MonthFilter

    if options.month:
        month_due(options.month, 1)  # refuses what is no month
    return MonthFilter(options.month, topic_id(options.topic), _office(options.office))


def _office(name: str) -> str:
    from xianfeng_gui.work import offices

    return offices.by_name(name).id if name else ""


def topic_id(text: str, *, safeguards: bool = True) -> str:
    """A topic by number, short or whole name; hazards have no ``safeguards``."""
    from xianfeng_gui.work import topics

    if not text:
        return ""
    if safeguards and text in SAFEGUARDS:
        return topics.SAFEGUARDS
    for topic in topics.topics():
        if text in (str(topic.number), topic.short_name, topic.name):
            return topic.id
    raise UserError(f"没有“{text}”这个专题，请核对序号")
