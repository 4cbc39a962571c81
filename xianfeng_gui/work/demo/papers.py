"""A few notices issued on the demo's day, as the program itself issues them: one voided, some served."""

from __future__ import annotations

import datetime as dt
from itertools import groupby, islice

from db import connection
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.work import law, service
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.papers import issuing
from xianfeng_gui.work.service import ServiceData

_ISSUABLE = (
    "SELECT site_id, id, deadline FROM hazard WHERE state IN ('reported', 'verified') AND grade = 'general' "
    "AND deadline > ? ORDER BY site_id, number"
)


def issue_notices(count: int, actor: str) -> None:
    """Issue notices for ``count`` sites with open hazards (fewer when there aren't so many); void the second, serve every
    other one of the rest."""
    calendar = law.work_calendar()
    rows = [
        row
        for row in connection.rows(_ISSUABLE, (DEMO_DAY.isoformat(),))
        if calendar.is_workday(dt.date.fromisoformat(row[2]))
    ]
    by_site = [[str(row[1]) for row in group] for _, group in groupby(rows, key=lambda row: row[0])]
    issued = [
        issuing.issue_about(PaperKind.NOTICE, hazard_ids[:3], actor) for hazard_ids in islice(by_site, count)
    ]
    for one in issued[::2]:
        served = ServiceData(ServiceWay.SIGNED, DEMO_DAY, receiver="现场负责人", servers=actor)
        service.record(one.paper_id, served, actor)
    if len(issued) > 1:
        issuing.void(issued[1].paper_id, "整改期限填写有误，重新下达", actor)
