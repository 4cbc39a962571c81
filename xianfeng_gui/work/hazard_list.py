"""The hazard register as rows: windows of it by keyset, the whole of it one by one, its size."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from db import clock, connection
from db.vocabulary import Grade, HazardState, Source, Term
from xianfeng_gui.work import hazard_filter
from xianfeng_gui.work.hazard_filter import SORTS, UNRECTIFIED, HazardFilter

WINDOW = 100
"""Rows read at a time."""
STREAMED = 500
"""Rows read at a time where all of them are wanted."""

Anchor = tuple[Any, int]
"""Where a window ended: the sort column's value and the row's ``seq``."""


@dataclass(frozen=True, slots=True)
class HazardRow:
    """A line of the register. ``days_late`` is 0 unless the deadline is past and rectification unfinished."""

    id: str
    anchor: Anchor
    number: str
    topic: str
    site: str
    location: str
    description: str
    grade: str
    source: str
    state: str
    found_on: str
    deadline: str
    office: str
    village: str
    person: str
    days_late: int


_COLUMNS = (
    "hazard.number, topic.short_name, site.name, hazard.location, hazard.description, hazard.grade, hazard.source, "
    "hazard.state, hazard.found_on, hazard.deadline, office.name, village.name, hazard.person"
)
_JOINS = """
JOIN hazard ON hazard.id = found.hazard_id JOIN topic ON topic.id = hazard.topic_id
    JOIN site ON site.id = hazard.site_id JOIN office ON office.id = hazard.office_id
    LEFT JOIN office AS village ON village.id = hazard.village_id LEFT JOIN task ON task.id = hazard.task_id
"""
"""What a hazard names; a list takes its columns from there."""
_JOINS_OF_IDS = _JOINS.replace("found.hazard_id", "found.value")


def window(wanted: HazardFilter, after: Anchor | None = None, limit: int = WINDOW) -> list[HazardRow]:
    """The next rows after an anchor (none: from the top), in the filter's order; no deadline sorts last."""
    today = clock.today()
    rows: list[HazardRow] = []
    for condition, holds in _parts(wanted):
        if after is not None and not holds(after[0]):
            continue
        rows += _segment(wanted, condition, after, limit - len(rows), today)
        after = None
        if len(rows) == limit:
            break
    return rows


def _parts(wanted: HazardFilter) -> list[tuple[str, Callable[[Any], bool]]]:
    """The order cut into parts that follow one another, each with its condition and the sort values it holds.

    Deadlines: those that have one, then the others. States and sources: in the order of their vocabulary, which is
    the order of a hazard's life, and not that of their English names.
    """
    if wanted.sort == "deadline":
        return [
            ("line.deadline IS NOT NULL", lambda value: value is not None),
            ("line.deadline IS NULL", lambda value: value is None),
        ]
    terms = _IN_ORDER.get(wanted.sort)
    if terms is None:
        return [("", lambda value: True)]
    values = [str(term) for term in terms]
    ordered = values[::-1] if wanted.descending else values
    return [(f"line.{wanted.sort} = '{value}'", value.__eq__) for value in ordered]


_IN_ORDER: dict[str, type[Term]] = {"state": HazardState, "source": Source}


def _segment(
    wanted: HazardFilter, extra: str, after: Anchor | None, limit: int, today: dt.date
) -> list[HazardRow]:
    found, order, parameters = _found(wanted, extra, after, limit, today)
    sql = (
        f"WITH found AS MATERIALIZED ({found}) SELECT found.hazard_id, found.value, found.seq, {_COLUMNS} "
        f"FROM found {_JOINS} ORDER BY found.value {order}, found.seq {order}"
    )
    return [_row(row, today) for row in connection.rows(sql, parameters)]


def _found(
    wanted: HazardFilter, extra: str, after: Anchor | None, limit: int, today: dt.date
) -> tuple[str, str, list[Any]]:
    """SQL for ids and anchors of one part of the order, its direction and its parameters."""
    column = SORTS[wanted.sort][0]
    searching = hazard_filter.source_tables(wanted).startswith("hazard_search")
    seq = "hazard_search.rowid" if searching else "line.seq"
    where, parameters = hazard_filter.conditions(wanted, today)
    if extra:
        where.append(extra)
    compare, order = ("<", "DESC") if wanted.descending else (">", "ASC")
    if after is not None and (wanted.sort == "newest" or after[0] is None):
        where.append(f"{seq} {compare} ?")
        parameters.append(after[1])
    elif after is not None:
        where.append(f"({column}, line.seq) {compare} (?, ?)")
        parameters.extend(after)
    ordering = f"{seq} {order}" if wanted.sort == "newest" else f"{column} {order}, line.seq {order}"
    sql = (
        f"SELECT line.hazard_id, {column} AS value, line.seq "
        f"FROM {hazard_filter.source_tables(wanted)} {_where(where)} ORDER BY {ordering} LIMIT ?"
    )
    return sql, order, [*parameters, limit]


def stream(wanted: HazardFilter, columns: str) -> Iterator[connection.Row]:
    """Everything that the filter finds in its order, one by one: SQL ``columns`` of the hazard and what it names.

    Only the ids are held. Read it inside ``connection.snapshot``, or what others write meanwhile is seen in part.
    """
    today = clock.today()
    sql = f"SELECT {columns} FROM json_each(?) AS found {_JOINS_OF_IDS} ORDER BY found.key"
    for condition, _ in _parts(wanted):
        found, _, parameters = _found(wanted, condition, None, -1, today)
        ids = [row[0] for row in connection.connection().execute(found, parameters)]
        for start in range(0, len(ids), STREAMED):
            yield from connection.rows(sql, (json.dumps(ids[start : start + STREAMED]),))


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _row(row: connection.Row, today: dt.date) -> HazardRow:
    state, deadline = str(row[10]), row[12]
    return HazardRow(
        id=row[0],
        anchor=(row[1], row[2]),
        number=row[3],
        topic=row[4],
        site=row[5],
        location=row[6],
        description=row[7],
        grade=Grade.label_of(row[8]),
        source=Source.label_of(row[9]),
        state=state,
        found_on=row[11],
        deadline=deadline or "",
        office=row[13],
        village=row[14] or "",
        person=row[15],
        days_late=days_late(state, deadline, today),
    )


def days_late(state: str, deadline: str | None, today: dt.date) -> int:
    """Days past the deadline of an unfinished rectification, 0 otherwise."""
    if not deadline or state not in UNRECTIFIED:
        return 0
    return max(0, (today - dt.date.fromisoformat(deadline)).days)


def state_in_words(state: str, late: int) -> str:
    """A state with its symbol, lateness first: ● 逾期18天 · 整改中."""
    label = HazardState.label_of(state)
    if late:
        return f"● 逾期{late}天 · {label}"
    symbol = {"closed": "✓", "dismissed": "—", "passed": "✓", "rectified": "▲", "referred": "→"}.get(
        state, "◐"
    )
    return f"{'○' if state in ('reported', 'verified') else symbol} {label}"


def state_colour(state: str, late: int) -> str:
    """The colour's name that goes with ``state_in_words``."""
    if late:
        return "late"
    if state in ("closed", "passed"):
        return "green"
    return "secondary" if state == "dismissed" else "amber"


def count(wanted: HazardFilter) -> int:
    """How many hazards the filter finds."""
    where, parameters = hazard_filter.conditions(wanted, clock.today())
    sql = f"SELECT count(*) FROM {hazard_filter.source_tables(wanted)} {_where(where)}"
    return int(connection.scalar(sql, parameters))
