"""Service of papers: how and when each reached its receiver, the signed slip, and what runs from then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from db import clock, connection, journal, media
from db.errors import UserError
from db.records import Paper, Service
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.rules import service as rules
from xianfeng_gui.rules.paper_order import SERVED
from xianfeng_gui.work import evidence, law, outputs, settings


@dataclass(frozen=True)
class ServiceData:
    """A service as the clerk gives it. ``served_on`` is the day of signing, leaving, receipt or announcement;
    ``slip`` a picture or PDF of the signed slip."""

    way: ServiceWay
    served_on: dt.date | None
    receiver: str = ""
    receiver_post: str = ""
    place: str = ""
    servers: str = ""
    witnesses: str = ""
    remark: str = ""
    slip: Path | None = None


@dataclass(frozen=True)
class Served:
    """A service with the day from which it counts and, in words, why."""

    service: Service
    effective_on: dt.date
    reason: str
    terms: tuple[rules.Running, ...]


def usual(paper_id: str, actor: str, way: ServiceWay = ServiceWay.SIGNED) -> dict[str, str]:
    """What is usual of a service, by the names of ``ServiceData``: at the receiver's address, unless it is announced, by whoever
    enters it."""
    place = "" if way is ServiceWay.ANNOUNCED else paper_of(paper_id).site.address
    return {"place": place, "servers": actor}


def record(paper_id: str, data: ServiceData, actor: str) -> str:
    """Enter that a paper was served; returns the id of the entry."""
    with journal.change("登记送达", actor) as change:
        paper: Paper = Paper.get_by_id(paper_id)
        change.label = f"登记送达{paper.number}"
        _refuse_twice(paper, data, "")
        fields = _checked(paper, data)
        return str(Service.create(paper=paper, **fields).id)


def correct(service_id: str, data: ServiceData, actor: str) -> None:
    """Correct an entry; without a new slip the old one stays."""
    with journal.change("更正送达", actor) as change:
        service: Service = Service.get_by_id(service_id)
        change.label = f"更正送达{service.paper.number}"
        _refuse_twice(service.paper, data, service_id)
        Service.update(**_checked(service.paper, data)).where(Service.id == service_id).execute()


def _refuse_twice(paper: Paper, data: ServiceData, service_id: str) -> None:
    """One service of a paper is one entry: a day and a way once, apart from the entry that is corrected."""
    sql = "SELECT 1 FROM service WHERE paper_id = ? AND way = ? AND served_on = ? AND id <> ?"
    on = data.served_on.isoformat() if data.served_on else ""
    if connection.scalar(sql, (paper.id, data.way.value, on, service_id)):
        raise UserError(
            f"{paper.number}{on}的{data.way.label}已经登记，不用重复登记；登记有误的，请更正那次登记",
            "served_on",
        )


def _checked(paper: Paper, data: ServiceData) -> dict[str, object]:
    """The record's fields; UserError for what can't have been so."""
    if paper.voided_on is not None:
        raise UserError(f"{paper.number}已经作废，不能登记送达")
    if paper.kind not in SERVED:
        raise UserError(f"“{paper.kind.label}”不需要送达")
    where = data.place or data.remark
    rules.check(
        data.way, data.served_on, paper.issued_on, clock.today(), data.receiver, data.witnesses, where
    )
    fields: dict[str, object] = {"way": data.way, "served_on": data.served_on, "remark": data.remark.strip()}
    for name in ("receiver", "receiver_post", "place", "servers", "witnesses"):
        field, text = Service._meta.fields[name], str(getattr(data, name)).strip()
        if len(text) > field.max_length:
            raise UserError(f"“{field.verbose_name}”最多{field.max_length}个字，请缩短", name)
        fields[name] = text
    if data.slip is not None:
        (kept,) = evidence.keep([data.slip])
        fields |= {"sha256": kept.sha256, "file_name": kept.name}
    return fields


def of_paper(paper_id: str) -> list[Served]:
    """The services of a paper, the earliest first; terms run from the one that takes effect first."""
    rows = Service.select().where(Service.paper == paper_id).order_by(Service.served_on, Service.id)
    found = [_served(service) for service in rows]
    first = min(found, key=lambda one: one.effective_on, default=None)
    return [one if one is first else replace(one, terms=()) for one in found]


def running(paper_id: str) -> list[tuple[Served, rules.Running]]:
    """The terms that run from the paper's service, each with that service."""
    return [(served, term) for served in of_paper(paper_id) for term in served.terms]


def _served(service: Service) -> Served:
    on, reason, running = effect(service.paper.kind, service.way, service.served_on)
    return Served(service, on, reason, tuple(running))


def effect(kind: PaperKind, way: ServiceWay, on: dt.date) -> tuple[dt.date, str, list[rules.Running]]:
    """When a service on that day takes effect, why, and the terms that run from it."""
    terms, calendar = settings.terms(), law.work_calendar()
    effective_on, reason = rules.takes_effect(way, on, terms, calendar)
    return effective_on, reason, rules.running_terms(kind, effective_on, terms, calendar)


def too_late_for(paper_id: str, effective_on: dt.date) -> str:
    """Which deadlines of a notice end before it counts as served, as a sentence; empty when none does."""
    rows = connection.rows(
        "SELECT hazard.number, hazard.deadline FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id "
        "JOIN hazard ON hazard.id = item.hazard_id WHERE paper.id = ? AND paper.kind IN ('notice', 'order') "
        "AND hazard.state IN ('issued', 'rectifying') AND hazard.deadline < ? ORDER BY hazard.number",
        (paper_id, effective_on.isoformat()),
    )
    if not rows:
        return ""
    told = "、".join(f"{number}（{deadline}）" for number, deadline in rows)
    return f"整改期限早于送达日期：{told}，请办理延期，或者更正重发"


def in_words(paper_id: str) -> str:
    """One line a service, for the register and the hazard's page; empty when the paper was not served yet."""
    return "\n".join(_line(served) for served in of_paper(paper_id))


def _line(served: Served) -> str:
    service = served.service
    how = f"{service.served_on.isoformat()} {ServiceWay.label_of(service.way)}"
    if served.effective_on != service.served_on:
        how += f"，{served.effective_on.isoformat()} 视为送达"
    parts = [how, service.receiver, too_late_for(str(service.paper_id), served.effective_on)]
    parts += [f"{term.title}至 {term.due.isoformat()}" for term in served.terms]
    return "，".join(part for part in parts if part)


def latest_slip(paper_id: str) -> Service | None:
    """The latest service of which the signed slip was kept; none when there is none."""
    kept = [served.service for served in of_paper(paper_id) if served.service.sha256]
    return kept[-1] if kept else None


def save_slip(service_id: str, target: Path) -> None:
    """Write the signed slip out under its own content."""
    service: Service = Service.get_by_id(service_id)
    if not service.sha256:
        raise UserError("这次送达没有留存签收件")
    outputs.write(target, media.get(service.sha256))


def of_id(service_id: str) -> Service:
    """One entry."""
    found: Service = Service.get_by_id(service_id)
    return found


def paper_of(paper_id: str) -> Paper:
    """The paper that is served."""
    found: Paper = Paper.get_by_id(paper_id)
    return found
