"""The year's plan of inspections: which sites in which months, what was done of it, and how many key sites are covered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from db import clock, connection, journal
from db.errors import UserError
from db.records import PlannedInspection, Site
from db.vocabulary import RiskLevel
from xianfeng_gui.rules.inspections import PlanState, is_key_site, plan_state, spread
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.work.sites import SPECIAL_RISKS

SiteMonth = tuple[str, str]
"""A site's id and a month ("YYYY-MM")."""
SIGNS = {
    PlanState.PLANNED: ("○", "已计划"),
    PlanState.DONE: ("✓", "已检查"),
    PlanState.UNPLANNED: ("＋", "计划外检查"),
    PlanState.OVERDUE: ("逾", "逾期未查"),
}
"""A state's sign and words."""
_RISKS = {RiskLevel.RED: "红", RiskLevel.ORANGE: "橙", RiskLevel.YELLOW: "黄", RiskLevel.BLUE: "蓝"}


@dataclass(frozen=True)
class PlanFilter:
    """Empty values choose all sites in business."""

    text: str = ""
    village_id: str = ""
    key_only: bool = False


@dataclass(frozen=True)
class PlanCell:
    """A site's month; ``inspection_id`` (empty: none) of an inspection in it, or of the one that made up for it."""

    month: str
    state: PlanState
    inspection_id: str
    office: str
    done_on: str


@dataclass(frozen=True)
class PlanRow:
    """A site's year; ``special`` are labels, ``last_on`` the day of its last inspection ever, empty for none."""

    id: str
    name: str
    village: str
    risk_level: RiskLevel | None
    special: tuple[str, ...]
    last_on: str
    cells: tuple[PlanCell, ...]

    @property
    def is_key(self) -> bool:
        """Whether it is a key site."""
        return is_key_site(self.risk_level, bool(self.special))

    @property
    def is_covered(self) -> bool:
        """Whether it was inspected in the year."""
        return any(cell.inspection_id for cell in self.cells)


def risk_words(row: PlanRow) -> str:
    """Why it is a key site: ▲ 橙 涉爆粉尘; the plain colour of others."""
    words = " ".join([_RISKS[row.risk_level] if row.risk_level else "", *row.special]).strip()
    return f"▲ {words}" if row.is_key else words


@dataclass(frozen=True)
class Coverage:
    """Counts over the sites shown; ``uncovered`` key sites are neither inspected in the year nor planned any more."""

    key: int
    key_covered: int
    never: int
    uncovered: int
    month_planned: int
    month_done: int
    overdue: int

    @property
    def percent(self) -> int:
        """Share of the key sites that were inspected in the year."""
        return self.key_covered * 100 // self.key if self.key else 100


@dataclass(frozen=True)
class PlanYear:
    """The plan of a year; ``present`` is the month of today, which may lie in another year."""

    year: int
    present: str
    rows: tuple[PlanRow, ...]
    coverage: Coverage

    @property
    def months(self) -> tuple[str, ...]:
        """January to December."""
        return months_of(self.year)


def months_of(year: int) -> tuple[str, ...]:
    """A year's months."""
    return tuple(f"{year:04}-{month:02}" for month in range(1, 13))


def plan_year(year: int, today: dt.date, wanted: PlanFilter = PlanFilter()) -> PlanYear:  # noqa: B008 (frozen)
    """The plan as the page shows it: key sites first, among them those never inspected, then the longest ago."""
    present = month_of(today)
    plans, visits = _plans(year), _visits(year)
    rows = [
        _row(site, plans.get(site[0], {}), visits.get(site[0], {}), year, present) for site in _sites(wanted)
    ]
    shown = [row for row in rows if row.is_key or not wanted.key_only]
    shown.sort(key=lambda row: (not row.is_key, row.last_on, row.name))
    return PlanYear(year, present, tuple(shown), _coverage(shown, present))


def _sites(wanted: PlanFilter) -> list[connection.Row]:
    flags = ", ".join(f"site.{name}" for name in SPECIAL_RISKS)
    where = ["site.active"]
    where += ["hit(:text, site.name, site.address)"] if wanted.text else []
    where += ["site.village_id = :village"] if wanted.village_id else []
    sql = (
        "SELECT site.id, site.name, coalesce(office.name, ''), site.risk_level, "
        "coalesce((SELECT max(on_date) FROM inspection WHERE site_id = site.id), ''), "
        f"{flags} FROM site LEFT JOIN office ON office.id = site.village_id WHERE {' AND '.join(where)}"
    )
    return connection.rows(sql, {"text": wanted.text, "village": wanted.village_id})


@dataclass(frozen=True)
class _Plan:
    office: str
    inspection_id: str
    done_on: str


def _plans(year: int) -> dict[str, dict[str, _Plan]]:
    """What is planned, by site and month."""
    sql = (
        "SELECT plan.site_id, month, office.name, coalesce(inspection.id, ''), coalesce(on_date, '') "
        "FROM planned_inspection AS plan JOIN office ON office.id = plan.office_id "
        "LEFT JOIN inspection ON inspection.id = plan.inspection_id WHERE month BETWEEN ? AND ?"
    )
    found: dict[str, dict[str, _Plan]] = defaultdict(dict)
    for site_id, month, *values in connection.rows(sql, (months_of(year)[0], months_of(year)[-1])):
        found[site_id][month] = _Plan(*values)
    return found


def _visits(year: int) -> dict[str, dict[str, tuple[str, str]]]:
    """The last inspection of each month, its id and day, by site and month."""
    sql = "SELECT site_id, on_date, id FROM inspection WHERE on_date BETWEEN ? AND ? ORDER BY on_date, number"
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for site_id, on, inspection_id in connection.rows(sql, (f"{year}-01-01", f"{year}-12-31")):
        found[site_id][on[:7]] = (inspection_id, on)
    return found


def _row(
    site: connection.Row,
    plans: dict[str, _Plan],
    visits: dict[str, tuple[str, str]],
    year: int,
    present: str,
) -> PlanRow:
    site_id, name, village, risk, last_on, *flags = site
    special = tuple(
        str(Site._meta.fields[flag].verbose_name)
        for flag, is_set in zip(SPECIAL_RISKS, flags, strict=True)
        if is_set
    )
    cells = tuple(_cell(month, plans.get(month), visits.get(month), present) for month in months_of(year))
    return PlanRow(site_id, name, village, RiskLevel(risk) if risk else None, special, last_on, cells)


def _cell(month: str, plan: _Plan | None, visit: tuple[str, str] | None, present: str) -> PlanCell:
    inspection_id, done_on = visit or ((plan.inspection_id, plan.done_on) if plan else ("", ""))
    state = plan_state(month, present, planned=plan is not None, inspected=bool(inspection_id))
    return PlanCell(month, state, inspection_id, plan.office if plan else "", done_on)


def _coverage(rows: Sequence[PlanRow], present: str) -> Coverage:
    key = [row for row in rows if row.is_key]
    this_month = [cell for row in rows for cell in row.cells if cell.month == present]
    done = sum(cell.state is PlanState.DONE for cell in this_month)
    return Coverage(
        key=len(key),
        key_covered=sum(row.is_covered for row in key),
        never=sum(not row.last_on for row in key),
        uncovered=sum(_is_uncovered(row) for row in key),
        month_planned=done + sum(cell.state is PlanState.PLANNED for cell in this_month),
        month_done=done,
        overdue=sum(cell.state is PlanState.OVERDUE for row in rows for cell in row.cells),
    )


def _is_uncovered(row: PlanRow) -> bool:
    return not row.is_covered and not any(
        cell.state in (PlanState.PLANNED, PlanState.OVERDUE) for cell in row.cells
    )


def uncovered(year: int, today: dt.date) -> list[str]:
    """Key sites that were not inspected in the year and are not planned, in the plan's order."""
    return [row.id for row in plan_year(year, today, PlanFilter(key_only=True)).rows if _is_uncovered(row)]


def distribute(site_ids: Sequence[str], months: Sequence[str]) -> list[SiteMonth]:
    """The sites evenly over the months, in their order."""
    if not months:
        raise UserError("请至少选择一个月份", "months")
    return list(zip(site_ids, spread(len(site_ids), months), strict=True))


def plan(wanted: Collection[SiteMonth], office_id: str, actor: str, remark: str = "") -> int:
    """Plan sites for months, all at once; what is planned already stays. Returns how many were added."""
    if any(month < month_of(clock.today()) for _, month in wanted):
        raise UserError("过去的月份不能再安排，请选本月或以后的月份", "months")
    if not office_id:
        raise UserError("请选择检查单位", "office_id")
    known = _planned(wanted)
    new = [one for one in dict.fromkeys(wanted) if one not in known]
    with journal.change(f"安排检查{len(new)}家次", actor):
        for site_id, month in new:
            PlannedInspection.create(site=site_id, month=month, office=office_id, remark=remark.strip())
    return len(new)


def unplan(wanted: Collection[SiteMonth], actor: str) -> int:
    """Take plans back that no inspection has fulfilled; returns how many."""
    open_plans = [plan_id for plan_id, inspection_id in _planned(wanted).values() if inspection_id is None]
    with journal.change(f"取消检查安排{len(open_plans)}家次", actor):
        for plan_id in open_plans:
            PlannedInspection.delete().where(PlannedInspection.id == plan_id).execute()
    return len(open_plans)


def _planned(wanted: Iterable[SiteMonth]) -> dict[SiteMonth, tuple[str, str | None]]:
    """Of these those that are planned, with the plan's id and its inspection's."""
    asked = set(wanted)
    if not asked:
        return {}
    months = [month for _, month in asked]
    sql = "SELECT site_id, month, id, inspection_id FROM planned_inspection WHERE month BETWEEN ? AND ?"
    rows = connection.rows(sql, (min(months), max(months)))
    return {(row[0], row[1]): (row[2], row[3]) for row in rows if (row[0], row[1]) in asked}
