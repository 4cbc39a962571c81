"""The plan of inspections as a list: a row a site, a sign a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db import clock, connection
from xianfeng_gui.sheets.columns import CellValue, Table
from xianfeng_gui.sheets.registers import MONTH, inspection_plan_sheet
from xianfeng_gui.work import inspection_plan
from xianfeng_gui.work.inspection_plan import SIGNS, PlanFilter, PlanRow
from xianfeng_gui.work.sheets_head import rows, table

_LEGEND = "　".join(f"{sign} {words}" for sign, words in SIGNS.values()) + "　▲ 重点单位"


@dataclass(frozen=True)
class PlanListFilter:
    """The year that the page shows (0: this one) and what is chosen above its grid."""

    year: int = 0
    sites: PlanFilter = PlanFilter()

    def in_words(self) -> str:
        """For a list's head."""
        village = connection.scalar("SELECT name FROM office WHERE id = ?", (self.sites.village_id,))
        text = self.sites.text.strip()
        parts = [f"含“{text}”" if text else "", village, "重点单位" if self.sites.key_only else ""]
        return "；".join(part for part in parts if part) or "在营单位（场所）"


def plan(wanted: PlanListFilter) -> list[Table]:
    """The sites and months that the page shows."""
    today = clock.today()
    found = inspection_plan.plan_year(wanted.year or today.year, today, wanted.sites)
    sheet = inspection_plan_sheet(found.months)
    title = f"{found.year}年安全检查计划表"
    made = rows(sheet, _values(found.months), found.rows)
    return [table(sheet, made, wanted.in_words(), title=title, legend=_LEGEND)]


def _values(months: tuple[str, ...]) -> Mapping[str, Callable[[PlanRow], CellValue]]:
    values: dict[str, Callable[[PlanRow], CellValue]] = {
        "name": lambda row: row.name,
        "village": lambda row: row.village,
        "risk": inspection_plan.risk_words,
        "last_on": lambda row: row.last_on or "从未检查",
        "inspected": lambda row: (
            len({cell.inspection_id for cell in row.cells if cell.inspection_id}) or None
        ),
    }
    return values | {MONTH + month: _sign(at) for at, month in enumerate(months)}


def _sign(at: int) -> Callable[[PlanRow], CellValue]:
    return lambda row: SIGNS.get(row.cells[at].state, ("", ""))[0]
