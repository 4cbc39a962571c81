"""Which inspection fulfils which planned month: when inspections are recorded, and when a plan comes after them."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from db import connection
from db.records import PlannedInspection
from xianfeng_gui.rules.inspections import fulfilled_month

Visit = tuple[str, dt.date, str]
"""An inspection: its site's id, its day, its own id."""

_OPEN = (
    "SELECT site_id, month, id FROM planned_inspection WHERE inspection_id IS NULL "
    "AND site_id IN (SELECT value FROM json_each(?))"
)
_FREE = (
    "SELECT site_id, on_date, id FROM inspection WHERE site_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
    "(SELECT 1 FROM planned_inspection AS plan WHERE plan.inspection_id = inspection.id) ORDER BY on_date, number"
)


def fulfil(visits: Iterable[Visit]) -> None:
    """Each inspection fulfils its month of the site's plan, else the oldest missed one; only inside a change."""
    in_order = sorted(visits, key=lambda visit: visit[1])
    open_plans: dict[str, dict[str, str]] = defaultdict(dict)
    for site_id, month, plan_id in connection.rows(_OPEN, (json.dumps([site for site, _, _ in in_order]),)):
        open_plans[site_id][month] = plan_id
    for site_id, on, inspection_id in in_order:
        plans = open_plans[site_id]
        if (month := fulfilled_month(plans, on)) is not None:
            plan_id = plans.pop(month)
            PlannedInspection.update(inspection=inspection_id).where(
                PlannedInspection.id == plan_id
            ).execute()


def fulfil_planned(sites: Collection[str]) -> None:
    """Inspections of these sites that fulfil no plan yet fulfil what is planned now; only inside a change."""
    found = connection.rows(_FREE, (json.dumps(list(sites)),))
    fulfil((site_id, dt.date.fromisoformat(on), inspection_id) for site_id, on, inspection_id in found)
