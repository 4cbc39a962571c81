"""Rows of a plan of inspections: months that a site is to be inspected in, or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import bulk, connection, ids
from db.errors import UserError
from db.records import PlannedInspection, Site
from xianfeng_gui.rules.ledger import planned
from xianfeng_gui.rules.ledger.fields import Value
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.sheets.registers import MONTH
from xianfeng_gui.work import inspection_fulfilment, offices
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, SiteMatch, refused
from xianfeng_gui.work.ledger.known_sites import KnownSites, site_of
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName


class PlanJudge(Judge):
    """Judges rows in order. ``year``: of the months. What is planned already stays, whether the list has it or not."""

    def __init__(self, said: Corrections, year: int) -> None:
        self.sites, self.offices = KnownSites(said.apart), OfficesByName()
        self.own, self.year = offices.own_office().id, year
        rows = connection.rows("SELECT site_id, month FROM planned_inspection")
        self.planned = {(str(site), str(month)) for site, month in rows}
        self.years = {(site, month[:4]) for site, month in self.planned}
        """Sites with the years that they have a plan of already."""

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate."""
        name = str(row.values.get("name", ""))
        words = ""
        try:
            if row.problems:
                raise UserError("；".join(row.problems.values()))
            if not name:
                raise UserError("缺少单位（场所）名称")
            months = self._months(row.values)
            words = _in_words(months)
            judged = self._judged(row, name, months)
        except UserError as error:
            judged = refused(row, str(error))
        judged.subject, judged.words = name, words
        return judged

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return list(self.sites.matches.values())

    def new_villages(self) -> dict[str, str]:
        """The villages that the list names for the first time."""
        return self.offices.used

    def _months(self, values: dict[str, Value]) -> list[str]:
        found = {
            f"{self.year}-{month}"
            for month in planned.MONTHS
            if planned.is_planned(str(values.get(MONTH + month, "")))
        }
        return sorted(found.union(planned.months(str(values.get("planned", "")), self.year)))

    def _judged(self, row: LedgerRow, name: str, months: Sequence[str]) -> Judged:
        if not months:
            return Judged(row.number, Fate.UNCHANGED, remarks=("没有安排检查的月份",))
        remarks: list[str] = []
        village = self.offices.village_or_new(str(row.values.get("village", "")))
        site, new_site = site_of(row.values | {"site": name}, village, self.sites, self.offices, remarks)
        if new_site is not None:
            self.offices.use(new_site["village"])
        new = [month for month in months if (site, month) not in self.planned]
        self.planned |= {(site, month) for month in new}
        if not new:
            return Judged(row.number, Fate.UNCHANGED, remarks=tuple(remarks))
        office = self.offices.inspecting(str(row.values.get("office", "")), self.own, remarks)
        record = {"site": site, "new_site": new_site, "months": new, "office": office}
        more = any((site, month[:4]) in self.years for month in new)
        fate = Fate.UPDATE if more else Fate.CREATE
        return Judged(row.number, fate, record=record, target=site, remarks=tuple(remarks))


def _in_words(months: Sequence[str]) -> str:
    """2021年3月、9月."""
    by_year: dict[str, list[str]] = {}
    for month in months:
        by_year.setdefault(month[:4], []).append(f"{int(month[5:])}月")
    return "；".join(f"{year}年{'、'.join(found)}" for year, found in by_year.items())


def write(created: Sequence[Judged], updated: Sequence[Judged]) -> list[str]:
    """Plan the months, with the sites that are new; what was inspected already fulfils them. Only inside a change.

    Returns the ids of what is planned.
    """
    rows: list[dict[str, Any]] = [dict(one.record) for one in (*created, *updated)]
    bulk.insert(Site, [row["new_site"] for row in rows if row["new_site"]])
    plans = [
        {"id": ids.new_id(), "site": row["site"], "month": month, "office": row["office"]}
        for row in rows
        for month in row["months"]
    ]
    bulk.insert(PlannedInspection, plans)
    inspection_fulfilment.fulfil_planned({row["site"] for row in rows})
    return [str(plan["id"]) for plan in plans]
