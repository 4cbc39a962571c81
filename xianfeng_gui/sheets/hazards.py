"""The hazard register (隐患台账), the problem list of the two lists (问题隐患清单), and what was done about hazards (办理经过).

The informant of a tip is never part of them: lists leave the office, and informants are protected.
"""

from __future__ import annotations

from db.records import Hazard, HazardStep, Site
from xianfeng_gui.sheets.columns import ORDER, Column, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record

DAYS_LATE = Column("days_late", "逾期天数", 4.5, Kind.NUMBER)
"""Empty unless the deadline is past and the rectification unfinished."""

_LONGEST_NAME = of_record(Site, "name", 14).longest
"""A ledger's row may bring a site that is new."""

HAZARDS = Sheet(
    "hazards",
    "隐患台账",
    (
        ORDER,
        of_record(Hazard, "number", 14.5),
        of_record(Hazard, "topic", 9),
        of_record(Hazard, "site", 14, Kind.LINES, longest=_LONGEST_NAME),
        of_record(Hazard, "location", 9, Kind.LINES),
        of_record(Hazard, "description", 27),
        of_record(Hazard, "grade", 4.5),
        of_record(Hazard, "found_on", 10.5),
        of_record(Hazard, "office", 9.5),
        of_record(Hazard, "village", 9),
        of_record(Hazard, "measure", 23),
        of_record(Hazard, "person", 6.5),
        of_record(Hazard, "deadline", 10.5),
        of_record(Hazard, "state", 9),
        DAYS_LATE,
        of_record(Hazard, "listed", 4.5),
        of_record(Hazard, "closed_on", 10.5),
        # Beyond the printed page: for sorting, counting and sending on.
        of_record(Site, "address", 20, Kind.LINES),
        of_record(Hazard, "source", 12),
        of_record(Hazard, "finder", 10),
        of_record(Hazard, "basis", 24),
        of_record(Hazard, "task", 9),
        of_record(Hazard, "rectified_on", 12),
        of_record(Hazard, "extension_count", 9),
        of_record(Hazard, "failed_count", 9),
        of_record(Hazard, "deadline_basis", 24),
        of_record(Hazard, "inspection", 15),
    ),
    frozen=2,
    printed=17,
    unit="条",
)

PROBLEMS = Sheet(
    "problems",
    "问题隐患清单",
    (
        ORDER,
        of_record(Hazard, "topic", 9),
        of_record(Hazard, "site", 15, Kind.LINES, longest=_LONGEST_NAME),
        of_record(Hazard, "location", 9, Kind.LINES),
        of_record(Hazard, "description", 32),
        of_record(Hazard, "grade", 4.5),
        of_record(Hazard, "found_on", 10.5),
        of_record(Hazard, "measure", 28),
        of_record(Hazard, "office", 10),
        of_record(Hazard, "person", 6.5),
        of_record(Hazard, "deadline", 10.5),
        of_record(Hazard, "state", 9),
        of_record(Hazard, "closed_on", 10.5),
        of_record(Hazard, "number", 15),
    ),
    frozen=1,
    unit="条",
)

STEPS = Sheet(
    "steps",
    "隐患办理经过",
    (
        ORDER,
        of_record(Hazard, "number", 15),
        Column("site", "单位（场所）", 24, Kind.LINES),
        of_record(HazardStep, "kind", 14),
        of_record(HazardStep, "on_date", 11),
        of_record(HazardStep, "person", 10),
        of_record(HazardStep, "remark", 40),
        of_record(HazardStep, "new_deadline", 11),
        of_record(HazardStep, "level", 10),
        of_record(HazardStep, "from_state", 10),
        of_record(HazardStep, "to_state", 10),
    ),
    frozen=2,
    unit="步",
)
