"""Calendar entries of hazards: rectification deadlines, reinspections and answers to extensions that are due.

Titles hold the hazard's number and site only, never a phone or who gave a tip.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from db import connection
from db.vocabulary import EventKind, Grade, HazardState
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.rules.lifecycle import Life, reinspection_due
from xianfeng_gui.rules.terms import TermRule
from xianfeng_gui.work import law
from xianfeng_gui.work.calendar import CalendarEvent, Span, record_key

_MOST_DAYS_OFF = 20
"""More days than any row of holidays and weekends that a last day can be moved over."""


def rectification_deadlines(span: Span) -> Iterator[CalendarEvent]:
    """Deadlines of hazards whose rectification is not finished."""
    sql = (
        "SELECT hazard.id, hazard.number, site.name, line.deadline, hazard.deadline_basis "
        "FROM (SELECT hazard_id, deadline, site_id FROM hazard_line "
        "WHERE state IN ('reported', 'verified', 'issued', 'rectifying') AND deadline BETWEEN ? AND ? "
        "ORDER BY deadline LIMIT ?) AS line "
        "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = line.site_id"
    )
    parameters = (span.first.isoformat(), span.last.isoformat(), span.limit)
    for hazard_id, number, site, deadline, basis in connection.rows(sql, parameters):
        day = dt.date.fromisoformat(deadline)
        explanation = f"整改期限{format_date(day)}：{basis or '登记时确定'}"
        yield _event(EventKind.RECTIFICATION_DEADLINE, day, hazard_id, number, site, explanation, span)


def reinspections(span: Span) -> Iterator[CalendarEvent]:
    """Reinspections of hazards reported as rectified, counted from that report."""
    from xianfeng_gui.work import settings

    terms, calendar = settings.terms(), law.work_calendar()
    rule = terms["reinspection"]
    sql = (
        "SELECT hazard.id, hazard.number, site.name, hazard.rectified_on, hazard.found_on, hazard.deadline "
        "FROM hazard JOIN site ON site.id = hazard.site_id "
        "WHERE hazard.state = 'rectified' AND hazard.rectified_on BETWEEN ? AND ? "
        "ORDER BY hazard.rectified_on LIMIT ?"
    )
    parameters = (*_possible_starts(span, rule), span.limit)
    for hazard_id, number, site, rectified_text, found_on, deadline in connection.rows(sql, parameters):
        rectified_on = dt.date.fromisoformat(rectified_text)
        term = reinspection_due(_rectified(found_on, deadline, rectified_on), rectified_on, terms, calendar)
        if term is not None and span.covers(term.due):
            explanation = f"{explain(term)}：{rule.basis()}"
            yield _event(EventKind.REINSPECTION_DUE, term.due, hazard_id, number, site, explanation, span)


def _possible_starts(span: Span, rule: TermRule) -> tuple[str, str]:
    """First and last day on which a term that ends in the span can have begun, with room for days off."""
    longest = rule.number * (2 if rule.unit == "working_days" else 1) + _MOST_DAYS_OFF
    return (
        (span.first - dt.timedelta(days=longest)).isoformat(),
        (span.last - dt.timedelta(days=rule.number)).isoformat(),
    )


def _rectified(found_on: str, deadline: str | None, rectified_on: dt.date) -> Life:
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
        last_on=rectified_on,
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
