"""Is the computer's date believable? Deadlines counted from a wrong today would be wrong without anyone noticing.

The journal is ordered by its numbers, so records keep their order whatever the clock says.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from db import clock, connection, notes
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.work import news

LONGEST_BREAK = dt.timedelta(days=366)
"""No office leaves its program alone for longer; a date further ahead of the last entry is rather a wrong clock."""
_ZONES = dt.timedelta(days=1)
"""It may still be yesterday here where it was already the day of the release there."""
_TRUSTED = "clock.trusted"
_LOOKED_AT = 1000
"""Entries looked back at: one made on a wrong day mustn't hide the days of those before it."""


def doubt() -> str:
    """Why today's date is not believed, with what to do; empty when it is."""
    today, trusted = clock.today(), _trusted()
    last = _last_day(trusted)
    if last is not None and today < last:
        return _words(today, f"早于已有的记录（{format_date(last)}）")
    if not (clock.is_set() or trusted["day"]) and today < (released := news.released_on()) - _ZONES:
        return _words(today, f"早于本程序的发布日期（{format_date(released)}）")
    if last is not None and today - last > LONGEST_BREAK:
        return _words(today, f"比最近一次记录（{format_date(last)}）晚了一年以上")
    return ""


def trust() -> None:
    """Someone says that today's date is right: doubt it only by what is recorded from now on."""
    seq = connection.scalar("SELECT max(seq) FROM journal") or 0
    notes.put(_TRUSTED, {"seq": seq, "day": str(clock.today())})


def _words(today: dt.date, why: str) -> str:
    return (
        f"电脑的日期可能不对：今天是{format_date(today)}，{why}。期限都从今天算起，日期不对就会算错；"
        "请先改正电脑的日期和时间，再办理业务。"
    )


def _trusted() -> dict[str, Any]:
    """Up to which entry and on which day somebody last said that the date is right."""
    return dict(notes.get(_TRUSTED, {"seq": 0, "day": ""}))


def _last_day(trusted: dict[str, Any]) -> dt.date | None:
    """The latest day on which something was recorded since then."""
    sql = "SELECT max(at) FROM (SELECT at FROM journal WHERE seq > ? ORDER BY seq DESC LIMIT ?)"
    recorded = str(connection.scalar(sql, (trusted["seq"], _LOOKED_AT)) or "")[:10]
    latest = max(recorded, trusted["day"])
    return dt.date.fromisoformat(latest) if latest else None
