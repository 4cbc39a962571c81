"""A few notices issued on the demo's day, as the program itself issues them, one of them voided."""

from __future__ import annotations

from itertools import groupby, islice

from db import connection
from xianfeng_gui.work import notices
from xianfeng_gui.work.demo.sizes import DEMO_DAY

_ISSUABLE = (
    "SELECT site_id, id FROM hazard WHERE state IN ('reported', 'verified') AND grade = 'general' AND deadline > ? "
    "ORDER BY site_id, number"
)


def issue_notices(count: int, actor: str) -> None:
    """Issue notices for ``count`` sites with open hazards (fewer when there aren't so many); void the second."""
    rows = connection.rows(_ISSUABLE, (DEMO_DAY.isoformat(),))
    by_site = [[str(row[1]) for row in group] for _, group in groupby(rows, key=lambda row: row[0])]
    issued = [notices.issue(hazard_ids[:3], actor) for hazard_ids in islice(by_site, count)]
    if len(issued) > 1:
        notices.void(issued[1].paper_id, "整改期限填写有误，重新下达", actor)
