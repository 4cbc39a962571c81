"""Calendar entries for the next step of every open matter that no other entry asks for.

Deadlines, reinspections, papers and reports have entries of their own; these are the steps between them: verify, notify,
list, delist, close, and ask what became of a referral. What is done has left these lists, so a past entry is late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from db.vocabulary import EventKind
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.work.calendar import CalendarEvent, Span, dated_key
from xianfeng_gui.work.calendar_hazards import MOST_A_DAY
from xianfeng_gui.work.calendar_papers import hazard_terms
from xianfeng_gui.work.papers.standing import OUTLIVED

_LINE = "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = hazard.site_id"
_END = "AND {start} BETWEEN ? AND ? {only} ORDER BY {start} LIMIT ?"
_SINCE_ORDERED = (
    "(SELECT min(on_date) FROM hazard_step AS step WHERE step.hazard_id = hazard.id "
    "AND step.kind IN ('verify', 'issue_notice'))"
)

_TO_CLOSE = "line.state = 'passed' AND (line.grade <> 'major' OR hazard.delisted)"
_PASSED = (
    "EXISTS (SELECT 1 FROM hazard_step AS step WHERE step.hazard_id = hazard.id "
    "AND step.kind IN ('pass_reinspection', 'delist'))"
)
"""Not so where an old ledger says that a hazard has passed, but not since when."""


@dataclass(frozen=True)
class _Next:
    """A step that comes next: for which hazards (SQL), counted from when and how that is called, by which term.

    ``quiet``: only said beside the hazard itself, since its deadline stands in the calendar already.
    """

    step: str
    condition: str
    start: str
    since: str
    term: str = "paper"
    quiet: bool = False

    def sql(self) -> str:
        """The query that ``hazard_terms`` takes."""
        return (
            f"SELECT hazard.id, hazard.number, site.name, {self.start}, '{self.step}' FROM hazard_line AS line "
            f"{_LINE} WHERE {self.condition} {_END.replace('{start}', self.start)}"
        )


_STEPS = (
    _Next("核实", "line.state = 'reported' AND hazard.inspection_id IS NULL", "line.found_on", "发现", quiet=True),
    _Next("下达整改通知", "line.state = 'verified' AND hazard.inspection_id IS NULL", "hazard.last_step_on", "核实", quiet=True),
    _Next(
        "挂牌督办",
        "line.grade = 'major' AND NOT hazard.listed AND line.state IN ('verified', 'issued', 'rectifying', 'rectified')",
        _SINCE_ORDERED,
        "核实或者下达通知",
    ),
    _Next(
        "摘牌",
        "line.state = 'passed' AND line.grade = 'major' AND hazard.listed AND NOT hazard.delisted",
        "hazard.last_step_on",
        "复查合格",
    ),
    _Next("销号", f"{_TO_CLOSE} AND {_PASSED}", "hazard.last_step_on", "复查合格或者摘牌"),
    _Next("销号", f"{_TO_CLOSE} AND NOT {_PASSED}", "line.found_on", "发现（复查合格的日期不详）"),
    _Next(
        "作废仍然有效的销号单、摘牌通知",
        "line.state NOT IN ('closed', 'dismissed') AND " + OUTLIVED,
        "hazard.last_step_on",
        "重新启动或者复查不合格",
    ),
    _Next("询问移送结果", "line.state = 'referred'", "hazard.last_step_on", "移送", "referral_answer"),
)  # fmt: skip


def next_steps(span: Span) -> Iterator[CalendarEvent]:
    """The next step of open hazards, of one hazard also the quiet ones; a crowded day's as one entry."""
    from xianfeng_gui.work import settings

    days: dict[dt.date, list[CalendarEvent]] = {}
    for one in _STEPS:
        if one.quiet and span.hazard_id is None:
            continue
        rule = settings.terms()[one.term]
        for event in hazard_terms(EventKind.NEXT_STEP, one.sql(), rule, span, one.since):
            days.setdefault(event.date, []).append(event)
    for day, found in days.items():
        yield from found if span.limit >= 0 or len(found) <= MOST_A_DAY else [_crowd(day, len(found), span)]


def _crowd(day: dt.date, count: int, span: Span) -> CalendarEvent:
    return CalendarEvent(
        date=day,
        until=day,
        kind=EventKind.NEXT_STEP,
        title=f"{count}条隐患等待下一步办理",
        record=None,
        explanation=f"{format_date(day)}待办理下一步（挂牌、摘牌、销号、询问移送结果等）的隐患较多，请到“隐患台账”按“状态”查看",
        late=day < span.today,
        done=False,
        key=dated_key(EventKind.NEXT_STEP, day, "crowd"),
    )
