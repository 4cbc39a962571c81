"""The hazard register as an Excel list (隐患台账).

The informant of a tip is never part of it: lists leave the office, and informants are protected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from db.records import Hazard, Site
from xianfeng_gui.sheets.columns import Column, Kind, ListHead, Sheet
from xianfeng_gui.sheets.table import write_list


@dataclass(frozen=True, slots=True)
class HazardListRow:
    """One hazard as the register shows it; terms by their labels, ``days_late`` none unless it is late."""

    number: str
    topic: str
    site: str
    location: str
    description: str
    grade: str
    found_on: dt.date
    office: str
    village: str
    measure: str
    person: str
    deadline: dt.date | None
    state: str
    days_late: int | None
    listed: bool
    closed_on: dt.date | None
    address: str
    source: str
    rectified_on: dt.date | None
    extension_count: int
    failed_count: int


def _column(key: str, width: float, kind: Kind = Kind.TEXT, record: type = Hazard) -> Column:
    """A column headed by the record field's own label."""
    return Column(key, str(getattr(record, key).verbose_name), width, kind)


HAZARD_SHEET = Sheet(
    "隐患台账",
    (
        Column("order", "序号", 5, Kind.NUMBER),
        _column("number", 14.5),
        _column("topic", 9),
        _column("site", 14, Kind.LINES),
        _column("location", 9, Kind.LINES),
        _column("description", 27, Kind.LINES),
        _column("grade", 5),
        _column("found_on", 10.5, Kind.DATE),
        _column("office", 9.5),
        _column("village", 7.5),
        _column("measure", 23, Kind.LINES),
        _column("person", 8),
        _column("deadline", 10.5, Kind.DATE),
        _column("state", 7.5),
        Column("days_late", "逾期天数", 5, Kind.NUMBER),
        _column("listed", 5, Kind.FLAG),
        _column("closed_on", 10.5, Kind.DATE),
        # Beyond the printed page: for sorting, counting and sending on.
        _column("address", 20, Kind.LINES, Site),
        _column("source", 12),
        _column("rectified_on", 12, Kind.DATE),
        _column("extension_count", 9, Kind.NUMBER),
        _column("failed_count", 9, Kind.NUMBER),
    ),
    frozen=2,
    printed=17,
)

_values = attrgetter(*(column.key for column in HAZARD_SHEET.columns[1:]))


def write_hazard_list(target: Path, rows: Iterable[HazardListRow], head: ListHead) -> int:
    """Write the register to ``target``; returns how many hazards it holds. UserError when it cannot be written."""
    return write_list(
        target, HAZARD_SHEET, ((order, *_values(row)) for order, row in enumerate(rows, 1)), head
    )
