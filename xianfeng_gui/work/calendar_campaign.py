"""Calendar entries of the campaign: phases, task deadlines, monthly reports, certificates and statutory dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from db import connection
from db.vocabulary import EventKind, TaskState
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.rules.statutory import statutory_dates
from xianfeng_gui.rules.tasks import is_task_late
from xianfeng_gui.work import topics
from xianfeng_gui.work.calendar import CalendarEvent, Span, dated_key, record_key


def phases(span: Span) -> Iterator[CalendarEvent]:
    """The campaign's phases as bands."""
    campaign = topics.campaign()
    source = f"{campaign.name}（{campaign.document_number}）" if campaign.document_number else campaign.name
    for phase in campaign.phases:
        if phase.starts_on <= span.last and phase.ends_on >= span.first:
            yield CalendarEvent(
                date=phase.starts_on,
                until=phase.ends_on,
                kind=EventKind.PHASE,
                title=f"{phase.name}阶段",
                record=("phase", phase.id),
                explanation=f"{source}：{format_date(phase.starts_on)}至{format_date(phase.ends_on)}",
                late=False,
                done=phase.ends_on < span.today,
                key=record_key(EventKind.PHASE, phase.id),
            )


def task_deadlines(span: Span) -> Iterator[CalendarEvent]:
    """Deadlines of tasks that are not struck off."""
    campaign = topics.campaign()
    sql = (
        "SELECT id, number, title, deadline, dated, state FROM task WHERE campaign_id = ? "
        "AND deadline BETWEEN ? AND ? AND state <> 'struck_off' ORDER BY deadline, position"
    )
    parameters = (campaign.id, *span.days)
    for task_id, number, title, deadline_text, dated, state in connection.rows(sql, parameters):
        deadline = dt.date.fromisoformat(deadline_text)
        yield CalendarEvent(
            date=deadline,
            until=deadline,
            kind=EventKind.TASK_DEADLINE,
            title=f"{number} {title}",
            record=("task", task_id),
            explanation=_task_basis(campaign, deadline, bool(dated)),
            late=is_task_late(TaskState(state), deadline, span.today),
            done=state == TaskState.DONE,
            key=record_key(EventKind.TASK_DEADLINE, task_id),
        )


def _task_basis(campaign: topics.CampaignInfo, deadline: dt.date, dated: bool) -> str:
    """Where a task's deadline comes from."""
    if dated:
        return f"任务期限{format_date(deadline)}：方案中明确的期限"
    if deadline == campaign.ends_on:
        return f"任务期限{format_date(deadline)}：方案没有明确期限，按行动结束日计算，可在任务中调整"
    return f"任务期限{format_date(deadline)}：由本单位确定，可在任务中调整"


def monthly_reports(span: Span) -> Iterator[CalendarEvent]:
    """The days by which a month is reported, with how many reports are missing, in the campaign's months."""
    from xianfeng_gui.work import monthly, settings

    coverage = monthly.coverage()
    for dated in statutory_dates(span.first, span.last, settings.terms()):
        expected, reported = coverage.get(month_of(dated.on), (0, 0))
        if dated.kind is not EventKind.MONTHLY_REPORT_DUE or not expected:
            continue
        missing = expected - reported
        counted = f"应报{expected}项任务，已报{reported}项"
        yield CalendarEvent(
            date=dated.on,
            until=dated.on,
            kind=dated.kind,
            title=f"{dated.title}（{missing}项未报）" if missing else dated.title,
            record=None,
            explanation=f"{dated.explanation}；{counted}",
            late=missing > 0 and dated.on < span.today,
            done=missing == 0,
            key=dated_key(dated.kind, dated.on, dated.title),
        )


def certificates(span: Span) -> Iterator[CalendarEvent]:
    """Enforcement certificates that run out, and the day on which to begin renewing them."""
    from xianfeng_gui.work import settings

    warning = settings.terms()["certificate_warning"]
    ahead = span.last + dt.timedelta(days=warning.number)
    sql = (
        "SELECT id, name, certificate_expires_on FROM person "
        "WHERE active AND certificate_expires_on BETWEEN ? AND ? ORDER BY certificate_expires_on"
    )
    for person_id, name, text in connection.rows(sql, (span.first.isoformat(), ahead.isoformat())):
        expires = dt.date.fromisoformat(text)
        warned, basis = warning.before(expires), f"执法证有效期至{format_date(expires)}"
        if span.covers(expires):
            yield _certificate(expires, f"{name}的执法证到期", basis, person_id, "", expires < span.today)
        if span.covers(warned):
            reason = f"{basis}，提前{warning.number}天提醒：{warning.basis()}"
            yield _certificate(
                warned, f"{name}的执法证即将到期，请换证", reason, person_id, "-warning", False
            )


def _certificate(
    day: dt.date, title: str, explanation: str, person_id: str, ending: str, late: bool
) -> CalendarEvent:
    return CalendarEvent(
        date=day,
        until=day,
        kind=EventKind.CERTIFICATE_EXPIRY,
        title=title,
        record=("person", person_id),
        explanation=explanation,
        late=late,
        done=False,
        key=record_key(EventKind.CERTIFICATE_EXPIRY, person_id) + ending,
    )


def statutory(span: Span) -> Iterator[CalendarEvent]:
    """Dates that come round by law or custom."""
    from xianfeng_gui.work import settings

    for dated in statutory_dates(span.first, span.last, settings.terms()):
        if dated.kind is EventKind.STATUTORY:
            yield CalendarEvent(
                date=dated.on,
                until=dated.until,
                kind=dated.kind,
                title=dated.title,
                record=None,
                explanation=dated.explanation,
                late=False,
                done=False,
                key=dated_key(dated.kind, dated.on, dated.title),
            )
