"""Hazards in figures: by topic, grade and state; by office; by village; by month. The register's filter limits them.

All four count the same hazards, those of earlier campaigns included, so that their totals agree.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from db import clock, connection
from db.vocabulary import Grade, HazardState
from xianfeng_gui.rules.months import months
from xianfeng_gui.sheets.columns import Row, Sheet, Table
from xianfeng_gui.sheets.statistics import BY_MONTH, BY_OFFICE, BY_TOPIC, BY_VILLAGE
from xianfeng_gui.work import hazard_filter, topics
from xianfeng_gui.work.hazard_filter import FINISHED, UNRECTIFIED, HazardFilter
from xianfeng_gui.work.sheets_head import table

_NO_VILLAGE = "未填属地"
_NO_DAY = "日期不详"
_IS_FINISHED = f"line.state IN {FINISHED!r}"
_IS_LATE = f"line.state IN {UNRECTIFIED!r} AND line.deadline < ?"


def statistics(wanted: HazardFilter) -> list[Table]:
    """Four tables over the hazards that the filter finds."""
    wanted = replace(wanted, sort="newest", descending=True)
    words = hazard_filter.in_words(wanted)

    def named(sheet: Sheet, rows: Iterator[Row], what: str) -> Table:
        return table(sheet, rows, words, title=f"隐患{what}统计表")

    return [
        named(BY_TOPIC, _by_topic(wanted), "分专题分等级"),
        named(BY_OFFICE, _by_place(wanted, "office_id"), "分责任单位"),
        named(BY_VILLAGE, _by_place(wanted, "village_id"), "分属地"),
        named(BY_MONTH, _by_month(wanted), "分月份"),
    ]


def _grouped(wanted: HazardFilter, keys: str, figures: str = "") -> list[connection.Row]:
    """Counts by SQL ``keys``; behind them and the count come late ones, and more ``figures``."""
    today = clock.today()
    where, parameters = hazard_filter.conditions(wanted, today)
    sql = (
        f"SELECT {keys}, count(*), CAST(total({_IS_LATE}) AS INTEGER) {figures} "
        f"FROM {hazard_filter.source_tables(wanted)} "
        f"{'WHERE ' + ' AND '.join(where) if where else ''} GROUP BY {keys}"
    )
    return connection.rows(sql, (today.isoformat(), *parameters))


def _rate(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _by_topic(wanted: HazardFilter) -> Iterator[Row]:
    """A row for each grade of each topic that has hazards, the topics of earlier campaigns last."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    late: dict[tuple[str, str], int] = defaultdict(int)
    for topic_id, grade, state, count, overdue in _grouped(wanted, "line.topic_id, line.grade, line.state"):
        counts[topic_id, grade][state] += count
        late[topic_id, grade] += overdue
    for topic_id, name in _topic_names():
        for grade in Grade:
            states = counts.get((topic_id, grade.value))
            if states is None:
                continue
            whole = sum(states.values())
            finished = sum(states[state] for state in FINISHED)
            yield (
                *(name, grade),
                *(states[state.value] for state in HazardState),
                *(whole, whole - finished, late[topic_id, grade.value], finished, _rate(finished, whole)),
            )


def _topic_names() -> list[connection.Row]:
    """Id and name of every topic, the active campaign's first; an earlier one's says which campaign it was of."""
    return connection.rows(
        "SELECT topic.id, topic.name || CASE WHEN campaign.id = :active THEN '' "
        "ELSE '（' || coalesce(nullif(campaign.short_name, ''), campaign.name) || '）' END "
        "FROM topic JOIN campaign ON campaign.id = topic.campaign_id "
        "ORDER BY campaign.id <> :active, campaign.starts_on DESC, campaign.id, topic.number",
        {"active": topics.campaign().id},
    )


def _by_place(wanted: HazardFilter, key: str) -> Iterator[Row]:
    """A row for each office that has hazards, those with most first; those without a village last."""
    figures = (
        f", CAST(total(line.grade = 'major') AS INTEGER), CAST(total({_IS_FINISHED}) AS INTEGER), "
        f"CAST(total(line.grade = 'major' AND NOT {_IS_FINISHED}) AS INTEGER)"
    )
    found = {row[0]: row[1:] for row in _grouped(wanted, f"line.{key}", figures)}
    names: dict[str, str] = dict(connection.rows("SELECT id, name FROM office"))
    for office_id in sorted(found, key=lambda one: (one is None, -found[one][0], names.get(one, ""))):
        whole, late, major, finished, open_major = found[office_id]
        counts = (whole - major, major, whole, whole - finished, late, finished)
        yield names.get(office_id, _NO_VILLAGE), *counts, _rate(finished, whole), open_major


def _by_month(wanted: HazardFilter) -> Iterator[Row]:
    """Every month from the first finding on: what was found and closed in it, and what was unfinished at its end.

    A dismissed hazard ends with its last step. What was closed nobody knows when (an old ledger) stands in a row of its own
    and is unfinished in no month.
    """
    where, parameters = hazard_filter.conditions(wanted, clock.today())
    sql = (
        "SELECT substr(line.found_on, 1, 7), substr(CASE line.state WHEN 'closed' THEN hazard.closed_on "
        "WHEN 'dismissed' THEN hazard.last_step_on END, 1, 7) AS ended, line.state = 'closed', "
        f"line.grade = 'major', count(*) FROM {hazard_filter.source_tables(wanted)} "
        "JOIN hazard ON hazard.id = line.hazard_id "
        f"{'WHERE ' + ' AND '.join(where) if where else ''} GROUP BY 1, 2, 3, 4"
    )
    found: dict[str, int] = defaultdict(int)
    major: dict[str, int] = defaultdict(int)
    closed: dict[str, int] = defaultdict(int)
    ended: dict[str, int] = defaultdict(int)
    for month, end, is_closed, is_major, count in connection.rows(sql, parameters):
        found[month] += count
        major[month] += count if is_major else 0
        ended[end or (month if is_closed else "")] += count
        closed[end or ""] += count if is_closed else 0
    if not found:
        return
    still_open = 0
    first, last = (dt.date.fromisoformat(f"{month}-01") for month in (min(found), max([*found, *ended])))
    for month in months(first, last):
        still_open += found[month] - ended[month]
        yield month, found[month], major[month], closed[month], still_open
    if closed[""]:
        yield _NO_DAY, None, None, closed[""], None
