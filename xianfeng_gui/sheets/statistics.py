"""Counts of hazards (统计表): by topic, grade and state; by office; by village; by month."""

from __future__ import annotations

from db.vocabulary import Grade, HazardState
from xianfeng_gui.sheets.columns import ORDER, Column, Kind, Sheet


def _count(key: str, title: str, width: float = 9) -> Column:
    return Column(key, title, width, Kind.NUMBER, summed=True)


def _closure_rate(part: str = "finished") -> Column:
    return Column("rate", "办结率", 9, Kind.PERCENT, share=(part, "hazards"))


_RESULTS = (
    _count("open_hazards", "未销号"),
    _count("late_hazards", "逾期"),
    _count("finished", "已办结"),
    _closure_rate(),
)
"""Finished: closed, or dismissed as no hazard."""

BY_TOPIC = Sheet(
    "by_topic",
    "按专题等级状态",
    (
        ORDER,
        Column("topic", "专题", 26, Kind.LINES),
        Column("grade", "等级", 9, Kind.TERM, Grade),
        *(_count(state.value, state.label, 8) for state in HazardState),
        _count("hazards", "合计"),
        *_RESULTS,
    ),
    frozen=3,
)


def _by_place(key: str, title: str, of_rows: str) -> Sheet:
    return Sheet(
        key,
        title,
        (
            ORDER,
            Column("office", of_rows, 22),
            _count("general", Grade.GENERAL.label),
            _count("major", Grade.MAJOR.label),
            _count("hazards", "合计"),
            *_RESULTS,
            _count("open_major", "重大未销号", 11),
        ),
        frozen=2,
    )


BY_OFFICE = _by_place("by_office", "按责任单位", "责任单位")
BY_VILLAGE = _by_place("by_village", "按属地", "属地")

BY_MONTH = Sheet(
    "by_month",
    "按月份",
    (
        Column("month", "月份", 12),
        _count("found", "发现", 12),
        _count("found_major", "其中重大", 12),
        _count("closed", "销号", 12),
        Column("still_open", "月末未办结", 14, Kind.NUMBER),
    ),
)
