"""Calendar entries of hazards: rectification deadlines, reinspections and answers to extensions that are due.

Titles hold the hazard's number and site only, never a phone or who gave a tip.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from db import connection
from db.vocabulary import EventKind, Grade, HazardState
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.rules.lifecycle import Life, reinspection_due
from xianfeng_gui.rules.terms import TermRule
from xianfeng_gui.work import law
from xianfeng_gui.work.calendar import CalendarEvent, Span, dated_key, record_key

MOST_A_DAY = 60
"""More deadlines than this on one day are shown as one entry."""

_OVERDUE = "state IN ('issued', 'rectifying') AND deadline BETWEEN ? AND ?"
"""SQL over hazard_line: a rectification was ordered and its deadline was missed in the span."""

_DUE = "state IN ('reported', 'verified', 'issued', 'rectifying') AND deadline BETWEEN ? AND ?"
"""SQL over hazard_line: rectification not finished (``rules.lifecycle.UNRECTIFIED_STATES``), due in the span."""

_MOST_DAYS_OFF = 20
"""More days than any row of holidays and weekends that a last day can be moved over."""


def rectification_deadlines(span: Span) -> Iterator[CalendarEvent]:
    """Deadlines of hazards whose rectification is not finished; a crowded day's as one entry."""
    crowded = {} if span.limit >= 0 else _crowded_days(_DUE, span.days)
    for day_text, count in crowded.items():
        yield _crowd(EventKind.RECTIFICATION_DEADLINE, dt.date.fromisoformat(day_text), count, span)
    sql = (
        "SELECT hazard.id, hazard.number, site.name, hazard.deadline, hazard.deadline_basis FROM "
        f"(SELECT seq FROM hazard_line WHERE {_DUE} AND deadline NOT IN (SELECT value FROM json_each(?)) "
        "ORDER BY deadline LIMIT ?) AS due JOIN hazard_line AS line ON line.seq = due.seq "
        "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = hazard.site_id"
    )
    parameters = (*span.days, json.dumps(list(crowded)), span.limit)
    for hazard_id, number, site, deadline, basis in connection.rows(sql, parameters):
        day = dt.date.fromisoformat(deadline)
        explanation = f"整改期限{format_date(day)}：{basis or '登记时确定'}"
        yield _event(EventKind.RECTIFICATION_DEADLINE, day, hazard_id, number, site, explanation, span)


def _crowded_days(condition: str, days: tuple[str, str]) -> dict[str, int]:
    """Days with more deadlines than a calendar can list, with how many there are."""
    sql = (
        f"SELECT deadline, count(*) FROM hazard_line WHERE {condition} GROUP BY deadline HAVING count(*) > ?"
    )
    return dict(connection.rows(sql, (*days, MOST_A_DAY)))


_CROWDS = {
    EventKind.RECTIFICATION_DEADLINE: "整改期限届满",
    EventKind.REINSPECTION_DUE: "整改期限已过，应复查",
}


def _crowd(kind: EventKind, day: dt.date, count: int, span: Span) -> CalendarEvent:
    """One entry for a crowded day."""
    title = f"{count}条隐患{_CROWDS[kind]}"
    return CalendarEvent(
        date=day,
        until=day,
        kind=kind,
        title=title,
        record=None,
        explanation=f"{format_date(day)}到期的隐患较多，请到“隐患台账”按“整改期限”排序查看",
        late=day < span.today,
        done=False,
        key=dated_key(kind, day, "crowd"),
    )


def reinspections(span: Span) -> Iterator[CalendarEvent]:
    """Reinspections of hazards reported as rectified, counted from that report, and of overdue ones, from the deadline."""
    yield from _after_reports(span)
    yield from _after_unknown_days(span)
    yield from _after_deadlines(span)


def _after_reports(span: Span) -> Iterator[CalendarEvent]:
    from xianfeng_gui.work import settings

    terms, calendar = settings.terms(), law.work_calendar()
    rule = terms["reinspection"]
    sql = (
        "SELECT hazard.id, hazard.number, site.name, hazard.rectified_on, hazard.found_on, hazard.deadline "
        "FROM hazard JOIN site ON site.id = hazard.site_id "
        "WHERE hazard.state = 'rectified' AND hazard.rectified_on BETWEEN ? AND ? "
        "ORDER BY hazard.rectified_on LIMIT ?"
    )
    parameters = (*possible_starts(span, rule), span.limit)
    for hazard_id, number, site, rectified_text, found_on, deadline in connection.rows(sql, parameters):
        rectified_on = dt.date.fromisoformat(rectified_text)
        term = reinspection_due(_rectified(found_on, deadline), rectified_on, terms, calendar)
        if term is not None and span.covers(term.due):
            explanation = f"{explain(term)}：{rule.basis()}"
            yield _event(EventKind.REINSPECTION_DUE, term.due, hazard_id, number, site, explanation, span)


def _after_unknown_days(span: Span) -> Iterator[CalendarEvent]:
    """Hazards of an old ledger that says that they are rectified, but not since when."""
    from xianfeng_gui.work import settings

    terms, calendar = settings.terms(), law.work_calendar()
    rule = terms["reinspection"]
    sql = (
        "SELECT hazard.id, hazard.number, site.name, hazard.found_on, hazard.deadline "
        "FROM hazard JOIN site ON site.id = hazard.site_id WHERE hazard.state = 'rectified' "
        "AND hazard.rectified_on IS NULL AND coalesce(hazard.deadline, hazard.found_on) BETWEEN ? AND ? "
        "ORDER BY coalesce(hazard.deadline, hazard.found_on) LIMIT ?"
    )
    parameters = (*possible_starts(span, rule), span.limit)
    for hazard_id, number, site, found_on, deadline in connection.rows(sql, parameters):
        term = reinspection_due(_rectified(found_on, deadline), None, terms, calendar)
        if term is not None and span.covers(term.due):
            since = "整改期限" if deadline else "发现日期"
            explanation = f"整改完成日期不详，从{since}起算，{explain(term)}：{rule.basis()}"
            yield _event(EventKind.REINSPECTION_DUE, term.due, hazard_id, number, site, explanation, span)


def _after_deadlines(span: Span) -> Iterator[CalendarEvent]:
    """Hazards whose deadline was missed: somebody has to go and see; a crowded day's as one entry."""
    from xianfeng_gui.work import settings

    rule, calendar = settings.terms()["reinspection"], law.work_calendar()
    first, last = possible_starts(span, rule)
    days = (first, min(last, (span.today - dt.timedelta(days=1)).isoformat()))
    crowded = {} if span.limit >= 0 else _crowded_days(_OVERDUE, days)
    for day_text, count in crowded.items():
        due = rule.after(dt.date.fromisoformat(day_text), calendar).due
        if span.covers(due):
            yield _crowd(EventKind.REINSPECTION_DUE, due, count, span)
    sql = (
        "SELECT hazard.id, hazard.number, site.name, hazard.deadline FROM "
        f"(SELECT seq FROM hazard_line WHERE {_OVERDUE} AND deadline NOT IN (SELECT value FROM json_each(?)) "
        "ORDER BY deadline LIMIT ?) AS due JOIN hazard_line AS line ON line.seq = due.seq "
        "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = hazard.site_id"
    )
    for hazard_id, number, site, deadline in connection.rows(
        sql, (*days, json.dumps(list(crowded)), span.limit)
    ):
        term = rule.after(dt.date.fromisoformat(deadline), calendar)
        if span.covers(term.due):
            explanation = f"整改期限{format_date(term.start)}已过，{explain(term)}：{rule.basis()}"
            yield _event(EventKind.REINSPECTION_DUE, term.due, hazard_id, number, site, explanation, span)


def possible_starts(span: Span, rule: TermRule) -> tuple[str, str]:
    """First and last day on which a term that ends in the span can have begun, with room for days off."""
    most = {"working_days": 2, "months": 31}.get(rule.unit, 1)
    longest = max(rule.numbers) * most + _MOST_DAYS_OFF
    return (
        (span.first - dt.timedelta(days=longest)).isoformat(),
        (span.last - dt.timedelta(days=min(rule.numbers))).isoformat(),
    )


def _rectified(found_on: str, deadline: str | None) -> Life:
    """A rectified hazard's life, as far as its reinspection depends on it."""
    return Life(
        state=HazardState.RECTIFIED,
        grade=Grade.GENERAL,
        found_on=dt.date.fromisoformat(found_on),
        deadline=dt.date.fromisoformat(deadline) if deadline else None,
        listed=False,
        delisted=False,
        requested_deadline=None,
        failed=0,
        extensions=0,
        assurances_missing=(),
        last_on=dt.date.fromisoformat(found_on),
    )


def extension_answers(span: Span) -> Iterator[CalendarEvent]:
    """Answers that pending applications for an extension wait for, counted from the application."""
    from xianfeng_gui.work import settings

    rule, calendar = settings.terms()["extension_answer"], law.work_calendar()
    sql = (
        "SELECT hazard.id, hazard.number, site.name, hazard.requested_deadline, "
        "(SELECT max(on_date) FROM hazard_step WHERE hazard_id = hazard.id AND kind = 'apply_extension') "
        "FROM hazard JOIN site ON site.id = hazard.site_id "
        "WHERE hazard.requested_deadline IS NOT NULL ORDER BY hazard.requested_deadline LIMIT ?"
    )
    for hazard_id, number, site, requested, applied in connection.rows(sql, (span.limit,)):
        if applied is None:
            continue
        term = rule.after(dt.date.fromisoformat(applied), calendar)
        if span.covers(term.due):
            wanted = format_date(dt.date.fromisoformat(requested))
            explanation = f"申请延期至{wanted}；答复期限{explain(term)}：{rule.basis()}"
            yield _event(EventKind.EXTENSION_ANSWER_DUE, term.due, hazard_id, number, site, explanation, span)


def _event(
    kind: EventKind, day: dt.date, hazard_id: str, number: str, site: str, explanation: str, span: Span
) -> CalendarEvent:
    """An entry for a hazard; what is done has left these lists, so a past one is late."""
    return CalendarEvent(
        date=day,
        until=day,
        kind=kind,
        title=f"{number} {site}",
        record=("hazard", hazard_id),
        explanation=explanation,
        late=day < span.today,
        done=False,
        key=record_key(kind, hazard_id),
    )
