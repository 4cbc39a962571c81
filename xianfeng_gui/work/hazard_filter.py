"""What the register is filtered and sorted by, as SQL over the narrow table ``hazard_line`` and in words."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from db import connection, search
from db.vocabulary import Grade, HazardState, Source

UNRECTIFIED = ("reported", "verified", "issued", "rectifying")
FINISHED = ("closed", "dismissed")
OPEN = "open"
"""A value of ``HazardFilter.state``: everything not yet closed or dismissed."""

SORTS = {
    "newest": ("line.seq", True, "登记先后"),
    "number": ("line.number", False, "编号"),
    "found_on": ("line.found_on", True, "发现日期"),
    "deadline": ("line.deadline", False, "整改期限"),
    "state": ("line.state", False, "状态"),
    "grade": ("line.grade", True, "等级"),
    "source": ("line.source", False, "来源"),
}
"""Sort key -> column, whether descending at first, Chinese name."""


_SEARCHED = ("h.number", "h.description", "h.location", "s.name")
# Most candidates have the word as it was typed; only the others need folding and pinyin, which cost much more.
_HIT = (
    "EXISTS (SELECT 1 FROM hazard AS h JOIN site AS s ON s.id = h.site_id WHERE h.id = line.hazard_id "
    f"AND ({' OR '.join(f'instr({column}, ?)' for column in _SEARCHED)} OR hit(?, {', '.join(_SEARCHED)})))"
)


@dataclass(frozen=True)
class HazardFilter:
    """Empty texts and none filter nothing. Keys of offices, villages, sites and topics are record ids.

    ``late``: only those past their deadline. ``found_from``/``found_to``: period of finding, both days included.
    """

    text: str = ""
    topic_id: str = ""
    state: str = ""
    grade: str = ""
    office_id: str = ""
    village_id: str = ""
    site_id: str = ""
    source: str = ""
    late: bool = False
    found_from: dt.date | None = None
    found_to: dt.date | None = None
    sort: str = "newest"
    descending: bool = True

    def sorted_by(self, key: str) -> HazardFilter:
        """Sorted by this key; the other way round when it was already."""
        if key == self.sort:
            return replace(self, descending=not self.descending)
        return replace(self, sort=key, descending=SORTS[key][1])

    def to_json(self) -> str:
        """For a saved view."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str)


def from_json(text: str) -> HazardFilter:
    """A saved view's filter; keys that this program doesn't know are passed over."""
    known = {one.name for one in fields(HazardFilter)}
    values: dict[str, Any] = {key: value for key, value in json.loads(text).items() if key in known}
    for key in ("found_from", "found_to"):
        values[key] = dt.date.fromisoformat(values[key]) if values.get(key) else None
    return HazardFilter(**values)


def conditions(wanted: HazardFilter, today: dt.date) -> tuple[list[str], list[Any]]:
    """SQL conditions on ``line`` (and the search index), with their parameters."""
    where: list[str] = []
    parameters: list[Any] = []

    def add(condition: str, *values: Any) -> None:
        where.append(condition)
        parameters.extend(values)

    for column in ("topic_id", "grade", "office_id", "village_id", "site_id", "source"):
        if value := getattr(wanted, column):
            add(f"line.{column} = ?", value)
    if wanted.state == OPEN:
        add("line.state NOT IN (?, ?)", *FINISHED)
    elif wanted.state:
        add("line.state = ?", wanted.state)
    if wanted.late:
        add("line.state IN (?, ?, ?, ?) AND line.deadline < ?", *UNRECTIFIED, today.isoformat())
    if wanted.found_from:
        add("line.found_on >= ?", wanted.found_from.isoformat())
    if wanted.found_to:
        add("line.found_on <= ?", wanted.found_to.isoformat())
    if expression := search.match_expression(wanted.text):
        add("hazard_search MATCH ?", expression)
        for word in search.unproven(wanted.text):
            add(_HIT, word, *[word] * len(_SEARCHED))
    return where, parameters


def source_tables(wanted: HazardFilter) -> str:
    """The FROM clause: the search index leads when there is something to look for."""
    if search.match_expression(wanted.text):
        # CROSS JOIN keeps this order: the index gives row ids already sorted, so the newest come first for nothing.
        return "hazard_search CROSS JOIN hazard_line AS line ON line.seq = hazard_search.rowid"
    return "hazard_line AS line"


def in_words(wanted: HazardFilter) -> str:
    """The filter as a list's head says it; 全部隐患 when nothing is filtered."""
    parts = [f"含“{wanted.text.strip()}”"] if wanted.text.strip() else []
    for table, record_id in (
        ("topic", wanted.topic_id),
        ("office", wanted.office_id),
        ("office", wanted.village_id),
        ("site", wanted.site_id),
    ):
        if record_id:
            parts.append(str(connection.scalar(f"SELECT name FROM {table} WHERE id = ?", (record_id,))))
    parts += ["未销号"] if wanted.state == OPEN else [HazardState.label_of(wanted.state)]
    parts += [Grade.label_of(wanted.grade), Source.label_of(wanted.source), "已逾期" if wanted.late else ""]
    if wanted.found_from or wanted.found_to:
        parts.append(f"发现于{wanted.found_from or '最早'}至{wanted.found_to or '今天'}")
    return "；".join(part for part in parts if part) or "全部隐患"
