"""Calendar entries of the inspection plan: one a month, due on the month's last working day."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator

from db import connection
from db.vocabulary import EventKind
from xianfeng_gui.work import law
from xianfeng_gui.work.calendar import CalendarEvent, Span, dated_key

_COUNTS = (
    "SELECT month, count(*), sum(inspection_id IS NOT NULL OR EXISTS ("
    "SELECT 1 FROM inspection WHERE inspection.site_id = site.id AND substr(on_date, 1, 7) = month)) "
    "FROM planned_inspection JOIN site ON site.id = site_id AND active "
    "WHERE month BETWEEN ? AND ? GROUP BY month ORDER BY month"
)
"""As the plan's page counts: sites in use, and a visit in the month fulfils the month also when it was planned afterwards."""


def planned_inspections(span: Span) -> Iterator[CalendarEvent]:
    """How many sites are to be inspected in each month, and how many have been."""
    for month, planned, done in connection.rows(_COUNTS, (f"{span.first:%Y-%m}", f"{span.last:%Y-%m}")):
        due = _last_workday(month)
        if span.covers(due):
            missing = planned - done
            number = int(month[5:])
            yield CalendarEvent(
                date=due,
                until=due,
                kind=EventKind.PLANNED_INSPECTION,
                title=f"{number}月计划检查{planned}家" + (f"（{missing}家未查）" if missing else ""),
                record=("inspection-plan", month),
                explanation=f"检查计划：{number}月应查{planned}家，已查{done}家；当月最后一个工作日前完成",
                late=missing > 0 and due < span.today,
                done=missing == 0,
                key=dated_key(EventKind.PLANNED_INSPECTION, due, month),
            )


def _last_workday(month: str) -> dt.date:
    year, number = int(month[:4]), int(month[5:])
    day = dt.date(year, number, monthrange(year, number)[1])
    calendar = law.work_calendar()
    while not calendar.is_workday(day):
        day -= dt.timedelta(days=1)
    return day
