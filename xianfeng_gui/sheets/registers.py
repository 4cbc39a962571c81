"""The registers beside tasks and hazards: sites, offices' people, papers issued, inspections and their plan, the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from db.records import (
    Inspection,
    InspectionInspector,
    Paper,
    Person,
    PlannedInspection,
    Service,
    Site,
)
from xianfeng_gui.sheets.columns import ORDER, Column, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record

SITES = Sheet(
    "sites",
    "监管对象台账",
    (
        ORDER,
        of_record(Site, "name", 26, Kind.LINES),
        of_record(Site, "kind", 6),
        of_record(Site, "village", 9),
        of_record(Site, "address", 26, Kind.LINES),
        of_record(Site, "credit_code", 20),
        of_record(Site, "legal_representative", 11),
        of_record(Site, "industry", 12),
        of_record(Site, "standardization_grade", 8),
        of_record(Site, "risk_level", 14),
        of_record(Site, "major_hazard_installation", 5),
        of_record(Site, "confined_space", 4.5),
        of_record(Site, "explosive_dust", 4.5),
        of_record(Site, "ammonia_refrigeration", 4.5),
        of_record(Site, "molten_metal", 4.5),
        Column("open_hazards", "未销号隐患", 6, Kind.NUMBER, summed=True),
        of_record(Site, "active", 5),
        of_record(Site, "remark", 24),
    ),
    frozen=2,
    printed=16,
    unit="个",
    only_in=(of_record(Site, "phone", 14),),
)

PEOPLE = Sheet(
    "people",
    "机构人员名册",
    (
        ORDER,
        of_record(Person, "office", 20),
        of_record(Person, "name", 12),
        of_record(Person, "post", 20),
        of_record(Person, "leader", 10),
        of_record(Person, "certificate_number", 24),
        of_record(Person, "certificate_expires_on", 14),
        of_record(Person, "active", 8),
    ),
    frozen=3,
    unit="人",
    only_in=(of_record(Person, "phone", 14),),
)

NOT_TOLD = "—"
"""In a cell with a line a service: of this one it is not known."""

PAPERS = Sheet(
    "papers",
    "文书登记表",
    (
        ORDER,
        of_record(Paper, "number", 22),
        of_record(Paper, "kind", 16),
        of_record(Paper, "site", 26, Kind.LINES),
        Column("hazards", "所列隐患", 16, Kind.LINES, comes_in=True),
        of_record(Paper, "issued_on", 11),
        of_record(Paper, "office", 12),
        of_record(Paper, "issuer_name", 9),
        of_record(Paper, "pages", 6),
        Column("served", "送达", 18, Kind.LINES),
        Column("state", "状态", 9),
        of_record(Paper, "voided_on", 11),
        of_record(Paper, "void_reason", 20),
        of_record(Service, "way", 10, Kind.LINES, terms=None),
        of_record(Service, "served_on", 12, Kind.LINES),
        of_record(Service, "receiver", 9, Kind.LINES, longest=0),
        of_record(Service, "witnesses", 12, Kind.LINES, longest=0),
        of_record(Paper, "inspection", 15),
        of_record(Paper, "follows", 22),
    ),
    frozen=2,
    printed=11,
    unit="份",
)

INSPECTIONS = Sheet(
    "inspections",
    "检查登记表",
    (
        ORDER,
        of_record(Inspection, "number", 15),
        of_record(Inspection, "on_date", 11),
        of_record(Inspection, "site", 24, Kind.LINES, longest=Site.name.max_length),
        of_record(Inspection, "place", 14, Kind.LINES),
        of_record(InspectionInspector, "name", 16, Kind.LINES, key="inspectors", longest=0),
        of_record(Inspection, "office", 12),
        of_record(Inspection, "checklist", 14, Kind.LINES),
        of_record(Inspection, "findings", 36),
        Column("hazards", "发现隐患", 7, Kind.NUMBER, summed=True),
        Column("open_hazards", "未销号", 7, Kind.NUMBER, summed=True),
        of_record(Inspection, "companion", 10),
        of_record(Inspection, "refused", 4.5),
        of_record(Inspection, "remark", 16),
        # Beyond the printed page: what else is known of a visit, so that it comes back whole.
        of_record(Inspection, "starts_at", 9, longest=0),
        of_record(Inspection, "ends_at", 9, longest=0),
        of_record(Inspection, "companion_post", 15),
        of_record(Inspection, "certificates_shown", 15),
        of_record(Inspection, "witnesses", 14),
    ),
    frozen=3,
    printed=14,
    unit="次",
    only_in=(of_record(Inspection, "companion_phone", 14),),
)

MONTH = "month."
"""Begins the keys of a plan's month columns: month.2021-06; month.06 of a year that is not known yet."""


def inspection_plan_sheet(months: Iterable[str]) -> Sheet:
    """The plan of inspections (检查计划): every site, and a column for each of the year's months ("YYYY-MM", or "MM").

    What comes in is which months are planned; elsewhere a plan may name them in one column (``only_in``).
    """
    return Sheet(
        "inspection_plan",
        "检查计划",
        (
            ORDER,
            of_record(Site, "name", 30, Kind.LINES),
            of_record(Site, "village", 10),
            Column("risk", "风险", 14, Kind.LINES),
            Column("last_on", "上次检查", 11, Kind.DATE),
            *(Column(MONTH + month, f"{int(month[-2:])}月", 4.5, comes_in=True) for month in months),
            Column("inspected", "本年检查", 4.5, Kind.NUMBER, summed=True),
        ),
        frozen=2,
        unit="个",
        only_in=(
            of_record(PlannedInspection, "month", 10, key="planned", longest=0),
            of_record(PlannedInspection, "office", 12),
        ),
    )


CALENDAR = Sheet(
    "calendar",
    "到期事项",
    (
        ORDER,
        Column("date", "日期", 11, Kind.DATE),
        Column("weekday", "星期", 6),
        Column("until", "至", 11, Kind.DATE),
        Column("kind", "事项", 11),
        Column("title", "内容", 46, Kind.LINES),
        Column("state", "状态", 9),
        Column("explanation", "依据", 52, Kind.LINES),
    ),
    frozen=2,
    unit="项",
)
