"""Service of a paper: when it takes effect, and the terms that run from then.

Signed, or left at the place with witnesses: that day; by post: the day of receipt on the slip; announced: when the
announcement has stood for the term of the law on the day of the announcement (民事诉讼法关于送达的规定, to which
行政处罚法（2021年修订）第六十一条 refers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.errors import UserError
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.rules.paper_order import ENFORCEMENT
from xianfeng_gui.rules.terms import TermRule
from xianfeng_gui.rules.workdays import WorkCalendar

DATE_LABELS = {
    ServiceWay.SIGNED: "签收日期",
    ServiceWay.LEFT: "留置日期",
    ServiceWay.POST: "回执上的收件日期",
    ServiceWay.ANNOUNCED: "公告日期",
}
"""What the date of each way of service is the date of."""


@dataclass(frozen=True)
class Running:
    """A term that runs from service: what ends on ``due``, and why."""

    key: str
    title: str
    due: date
    explanation: str


def takes_effect(
    way: ServiceWay, on: date, terms: Mapping[str, TermRule], calendar: WorkCalendar
) -> tuple[date, str]:
    """The day on which the paper counts as served, and the reason."""
    if way is not ServiceWay.ANNOUNCED:
        return on, f"{way.label}，{DATE_LABELS[way]}{format_date(on)}为送达日期"
    rule = terms["announcement"].in_force(on)
    term = rule.after(on, calendar)
    return term.due, f"公告送达，{explain(term)}视为送达：{rule.basis()}"


def running_terms(
    kind: PaperKind, served_on: date, terms: Mapping[str, TermRule], calendar: WorkCalendar
) -> list[Running]:
    """The terms that begin with service on ``served_on``: of enforcement papers, to seek review and to sue."""
    if kind not in ENFORCEMENT:
        return []
    found = []
    for key, title in (("review", "申请行政复议期限"), ("suit", "提起行政诉讼期限")):
        rule = terms[key]
        term = rule.after(served_on, calendar)
        found.append(Running(key, title, term.due, f"{explain(term)}：{rule.basis()}"))
    return found


def check(
    way: ServiceWay, on: date | None, issued_on: date, today: date, receiver: str, witnesses: str, where: str
) -> None:
    """UserError (with its field) for a service that can't have been so; ``where`` is the place, or what a remark says of it."""
    if on is None:
        raise UserError(f"请填写{DATE_LABELS[way]}", "served_on")
    if on > today:
        raise UserError(f"{DATE_LABELS[way]}不能晚于今天，请改正", "served_on")
    if on < issued_on:
        raise UserError(f"{DATE_LABELS[way]}不能早于发文日期{format_date(issued_on)}，请改正", "served_on")
    if way is ServiceWay.SIGNED and not receiver.strip():
        raise UserError("直接送达须有签收人，请填写收件人", "receiver")
    if way is ServiceWay.LEFT and not witnesses.strip():
        raise UserError("留置送达须有见证人，或写明“已拍照、录像”，请填写见证人", "witnesses")
    if way is ServiceWay.ANNOUNCED and not where.strip():
        raise UserError("公告送达须写明在哪里公告，如镇公告栏、政府网站，请填写送达地点", "place")
