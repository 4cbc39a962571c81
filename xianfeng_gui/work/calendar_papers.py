"""Calendar entries of papers: those that are to be written next, to be served, to be reported, and terms from service.

Only what the program knows of is asked for: a notice follows an inspection that was recorded here (a village's patrol or
an enterprise's own check may need none), a reinspection opinion or a report to the district a notice that was issued here or came in from a register.
What is done has left these lists, so a past entry is late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from db import connection
from db.vocabulary import EventKind, PaperKind, ServiceWay
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.rules.paper_order import PROVED
from xianfeng_gui.rules.terms import TermRule
from xianfeng_gui.work import law, service
from xianfeng_gui.work.calendar import CalendarEvent, Span, dated_key, record_key
from xianfeng_gui.work.calendar_hazards import MOST_A_DAY, possible_starts
from xianfeng_gui.work.papers.standing import TO_NOTIFY, UNANSWERED

_NOTICED = (
    "EXISTS (SELECT 1 FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id WHERE item.hazard_id = hazard.id "
    "AND paper.kind IN ('notice', 'order') AND paper.voided_on IS NULL)"
)
"""SQL: a notice was issued here for the hazard, or came in from a register, and stands."""

_TO_NOTIFY = (
    "SELECT hazard.id, hazard.number, site.name, line.found_on, '下达整改通知' FROM hazard_line AS line "
    "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = hazard.site_id "
    f"WHERE {TO_NOTIFY} AND line.found_on BETWEEN ? AND ? "
    "AND hazard.inspection_id IS NOT NULL "
    "{only} ORDER BY line.found_on LIMIT ?"
)
_TO_OPINE = (
    "SELECT hazard.id, hazard.number, site.name, max(step.on_date), '出具复查意见书' FROM paper_hazard AS noted "
    "JOIN paper AS notice ON notice.id = noted.paper_id AND notice.kind IN ('notice', 'order') "
    "AND notice.voided_on IS NULL JOIN hazard ON hazard.id = noted.hazard_id "
    "JOIN site ON site.id = hazard.site_id JOIN hazard_step AS step ON step.hazard_id = hazard.id "
    f"AND {UNANSWERED} "
    "WHERE hazard.state IN ('passed', 'rectifying') AND step.on_date BETWEEN ? AND ? "
    "{only} GROUP BY hazard.id ORDER BY step.on_date LIMIT ?"
)
_TALK_ON = "json_extract(nullif(paper.content, ''), '$.values.meets_on')"
"""SQL: the day to which a summons calls."""

_PROVED = ", ".join(f"'{kind.value}'" for kind in PROVED)
_UNSERVED = (
    f"SELECT paper.id, paper.number, site.name, paper.issued_on, paper.kind, {_TALK_ON} FROM paper "
    "JOIN site ON site.id = paper.site_id WHERE paper.voided_on IS NULL AND paper.issued_on BETWEEN ? AND ? "
    f"AND paper.kind IN ({_PROVED}) "
    "AND NOT EXISTS (SELECT 1 FROM service WHERE service.paper_id = paper.id) "
    "AND EXISTS (SELECT 1 FROM paper_hazard AS item JOIN hazard ON hazard.id = item.hazard_id "
    "WHERE item.paper_id = paper.id AND hazard.state NOT IN ('closed', 'dismissed')) "
    "{only} ORDER BY paper.issued_on LIMIT ?"
)
_UNREPORTED = (
    "SELECT hazard.id, hazard.number, site.name, line.deadline, '向上报告未按期整改' FROM hazard_line AS line "
    "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = hazard.site_id "
    "WHERE line.state IN ('issued', 'rectifying') AND line.deadline BETWEEN ? AND ? AND " + _NOTICED + " "
    "{only} "
    "AND NOT EXISTS (SELECT 1 FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id "
    "WHERE item.hazard_id = hazard.id AND paper.kind = 'district_report' AND paper.voided_on IS NULL "
    "AND paper.issued_on > line.deadline) ORDER BY line.deadline LIMIT ?"
)
_FAILED = (
    "SELECT hazard.id, hazard.number, site.name, max(step.on_date), '向上报告未按期整改' FROM hazard_line AS line "
    "JOIN hazard ON hazard.id = line.hazard_id JOIN site ON site.id = hazard.site_id "
    "JOIN hazard_step AS step ON step.hazard_id = hazard.id AND step.kind = 'fail_reinspection' "
    "WHERE line.state = 'rectifying' AND step.on_date BETWEEN ? AND ? AND " + _NOTICED + " "
    "{only} "
    "AND NOT EXISTS (SELECT 1 FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id "
    "WHERE item.hazard_id = hazard.id AND paper.kind = 'district_report' AND paper.voided_on IS NULL "
    "AND paper.issued_on >= step.on_date) GROUP BY hazard.id ORDER BY step.on_date LIMIT ?"
)
_TALKS = (
    f"SELECT paper.id, paper.number, site.name, {_TALK_ON}, json_extract(paper.content, '$.values.meets_at') FROM paper "
    "JOIN site ON site.id = paper.site_id WHERE paper.kind = 'summons' AND paper.voided_on IS NULL "
    f"AND {_TALK_ON} BETWEEN ? AND ? LIMIT ?"
)
_ENFORCED = (
    "SELECT paper.id, paper.number, site.name FROM service "
    "JOIN paper ON paper.id = service.paper_id JOIN site ON site.id = paper.site_id "
    "WHERE paper.voided_on IS NULL AND paper.kind IN ('order', 'site_measures') "
    "AND service.served_on BETWEEN ? AND ? GROUP BY paper.id ORDER BY min(service.served_on) LIMIT ?"
)

_ANNOUNCED = (
    "SELECT paper.id, paper.number, site.name, paper.kind, service.served_on FROM service "
    "JOIN paper ON paper.id = service.paper_id JOIN site ON site.id = paper.site_id "
    "WHERE paper.voided_on IS NULL AND service.way = 'announced' AND service.served_on BETWEEN ? AND ? "
    "ORDER BY service.served_on LIMIT ?"
)


def papers_due(span: Span) -> Iterator[CalendarEvent]:
    """Notices to hazards found, and opinions on reinspections made; a crowded day's as one entry."""
    rule = _rule("paper")
    days: dict[dt.date, list[CalendarEvent]] = {}
    for sql, what in ((_TO_NOTIFY, "发现"), (_TO_OPINE, "复查")):
        for event in hazard_terms(EventKind.PAPER_DUE, sql, rule, span, what):
            days.setdefault(event.date, []).append(event)
    for day, found in days.items():
        yield from found if span.limit >= 0 or len(found) <= MOST_A_DAY else [_crowd(day, len(found), span)]


def services_due(span: Span) -> Iterator[CalendarEvent]:
    """Issued papers about open matters that nobody has been served with."""
    rule, calendar = _rule("service"), law.work_calendar()
    only = "AND paper.id IN (SELECT paper_id FROM paper_hazard WHERE hazard_id = ?)"
    days = (possible_starts(span, rule)[0], span.last.isoformat())  # a talk may be sooner than the term
    for paper_id, number, site, issued_on, kind, talk_on in _rows(_UNSERVED, days, only, span):
        term = rule.after(dt.date.fromisoformat(issued_on), calendar)
        due, how = term.due, f"发文日{explain(term)}：{rule.basis()}"
        if talk_on and (before := calendar.workday_before(dt.date.fromisoformat(talk_on))) < due:
            due, how = before, f"应在{format_date(dt.date.fromisoformat(talk_on))}约谈前送达"
        if span.covers(due):
            why = f"{PaperKind.label_of(kind)}{number}还没有登记送达，{how}"
            title = f"送达{PaperKind.label_of(kind)}{number} {site}"
            yield _event(EventKind.SERVICE_DUE, due, ("paper", paper_id), title, why, span)


def talks(span: Span) -> Iterator[CalendarEvent]:
    """The talks to which firms are summoned; what became of one is not asked, so none is late."""
    for paper_id, number, site, day, at in connection.rows(_TALKS, (*span.days, span.limit)):
        on = dt.date.fromisoformat(day)
        why = f"依据约谈通知书{number}" + (f"，{at}开始" if at else "")
        event = _event(EventKind.TALK, on, ("paper", paper_id), f"约谈{site}", why, span)
        yield replace(event, late=False, done=on < span.today)


def announcements(span: Span) -> Iterator[CalendarEvent]:
    """The days on which announced papers count as served; nothing is to be done then, so they are never late."""
    first, _ = possible_starts(span, _rule("announcement"))
    for paper_id, number, site, kind, served_on in connection.rows(
        _ANNOUNCED, (first, span.last.isoformat(), span.limit)
    ):
        on, reason, _ = service.effect(
            PaperKind(kind), ServiceWay.ANNOUNCED, dt.date.fromisoformat(served_on)
        )
        if span.covers(on):
            title = f"公告期满视为送达：{number} {site}"
            event = _event(EventKind.SERVICE_DUE, on, ("paper", paper_id), title, reason, span)
            yield replace(event, late=False, done=on < span.today, key=f"{event.key}-announced")


def district_reports_due(span: Span) -> Iterator[CalendarEvent]:
    """Hazards not rectified in time, or found so by a reinspection, under a notice of this office, that were not reported
    to the district; each once, by what happened first."""
    past = min(span.last, span.today - dt.timedelta(days=1))
    kind, rule = EventKind.DISTRICT_REPORT_DUE, _rule("district_report")
    found = [
        *hazard_terms(kind, _FAILED, rule, span, "复查不合格"),
        *hazard_terms(kind, _UNREPORTED, rule, span, "整改期限届满", past),
    ]
    told = set()
    for event in sorted(found, key=lambda one: one.date):
        if event.record not in told:
            told.add(event.record)
            yield event


def remedy_terms(span: Span) -> Iterator[CalendarEvent]:
    """The terms for review and suit that run from the first service of enforcement papers; the site's, so never late."""
    longest = replace(_rule("suit"), value=str(max(_rule("suit").number, _rule("review").number // 30) + 2))
    announced, _ = possible_starts(replace(span, last=span.first), _rule("announcement"))
    first, _ = possible_starts(replace(span, first=dt.date.fromisoformat(announced)), longest)
    for paper_id, number, site in connection.rows(_ENFORCED, (first, span.last.isoformat(), span.limit)):
        for served, term in service.running(paper_id):
            if span.covers(term.due):
                event = _event(
                    EventKind.REMEDY_TERM,
                    term.due,
                    ("paper", paper_id),
                    f"{term.title}届满：{number} {site}",
                    f"{served.reason}；{term.explanation}",
                    span,
                )
                done = term.due < span.today
                yield replace(event, late=False, done=done, key=f"{event.key}-{term.key}")


def of_hazard(hazard_id: str, today: dt.date) -> list[CalendarEvent]:
    """What is to be done next about one hazard and its papers, whenever it is due."""
    from xianfeng_gui.work.calendar_next import next_steps

    span = Span(today - dt.timedelta(days=4000), today + dt.timedelta(days=800), today, -1, hazard_id)
    found = [*papers_due(span), *services_due(span), *district_reports_due(span), *next_steps(span)]
    return sorted(found, key=lambda event: event.date)


def _rule(key: str) -> TermRule:
    from xianfeng_gui.work import settings

    return settings.terms()[key]


def hazard_terms(
    kind: EventKind, sql: str, rule: TermRule, span: Span, since: str, latest: dt.date | None = None
) -> Iterator[CalendarEvent]:
    """An entry for each hazard of a query whose term, begun on its fourth column, ends in the span.

    The query's columns are id, number, site, start and what is to be done; it has room for two days, ``{only}`` and a
    limit. ``since`` says what happened on the start, ``latest`` is the last start that counts.
    """
    calendar = law.work_calendar()
    first, last = possible_starts(span, rule)
    if latest is not None:
        last = min(last, latest.isoformat())
    for hazard_id, number, site, start, what in _rows(sql, (first, last), "AND hazard.id = ?", span):
        term = rule.after(dt.date.fromisoformat(start), calendar)
        if span.covers(term.due):
            why = f"{format_date(term.start)}{since}，{explain(term)}：{rule.basis()}"
            yield _event(kind, term.due, ("hazard", hazard_id), f"{number} {site} {what}".strip(), why, span)


def _rows(sql: str, days: tuple[str, str], only: str, span: Span) -> list[connection.Row]:
    """The rows of a query with ``{only}`` in it: all of the days, or those of the span's one hazard."""
    if span.hazard_id is None:
        return connection.rows(sql.format(only=""), (*days, span.limit))
    return connection.rows(sql.format(only=only), (*days, span.hazard_id, span.limit))


def _crowd(day: dt.date, count: int, span: Span) -> CalendarEvent:
    event = _event(EventKind.PAPER_DUE, day, None, f"{count}条隐患应出具文书", "", span)
    return replace(
        event,
        explanation=f"{format_date(day)}应下达通知或出具复查意见的隐患较多，请到“文书”成批出具",
        key=dated_key(EventKind.PAPER_DUE, day, "crowd"),
    )


def _event(
    kind: EventKind, day: dt.date, record: tuple[str, str] | None, title: str, explanation: str, span: Span
) -> CalendarEvent:
    return CalendarEvent(
        date=day,
        until=day,
        kind=kind,
        title=title,
        record=record,
        explanation=explanation,
        late=day < span.today,
        done=False,
        key=record_key(kind, record[1]) if record else "",
    )
