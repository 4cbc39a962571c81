"""A paper before it is issued: opened filled in, changed beside its page, shown as it will print, checked in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import clock, media
from db.errors import UserError
from db.records import Hazard, Paper
from db.vocabulary import PaperKind, StepKind
from xianfeng_gui.rules import lifecycle, paper_clauses, paper_order
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.inspections import check_times, parse_time
from xianfeng_gui.rules.paper_order import NOTICES, HazardFacts, Matter
from xianfeng_gui.work import law, wording
from xianfeng_gui.work.papers import (
    at_once,
    correcting,
    entering,
    facts,
    filling,
    kept,
    notes,
    serving,
    signers,
    standing,
    style,
)
from xianfeng_gui.work.papers.standing import Grounds

if TYPE_CHECKING:
    from xianfeng_gui.papers import PrintedPaper
    from xianfeng_gui.papers.content import PaperContent, PaperItem

_DATES_TO_COME = {"meets_on": "约谈日期", "new_deadline": "继续整改期限", "deadline": "督办期限"}
"""Fields of papers that hold a date by which something is to be done."""

_DATES_GONE = frozenset({"inspected_on", "found_on", "earlier_date", "reviewed_on", "rectified_on"})
"""Fields that hold a day on which something was done; a reinspection's has a rule of its own."""


@dataclass(frozen=True)
class Draft:
    """A paper without a number: what it stands on, what it says, and what has to be known when it opens (``note``)."""

    grounds: Grounds
    content: PaperContent
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """The draft as it will print. ``problems`` must be solved before issue; ``missing`` are characters no font has;
    ``enters`` says which steps of the hazards issuing will enter, empty when none."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    problems: tuple[UserError, ...]
    enters: str = ""


def open_draft(grounds: Grounds, actor: str, issued_on: dt.date | None = None) -> Draft:
    """A draft filled in from the records; UserError when this kind of paper is not possible as things stand."""
    if reason := paper_order.obstacle(facts.matter(grounds)):
        raise UserError(reason)
    return Draft(grounds, filling.fill(grounds, issued_on or clock.today(), actor), notes.said(grounds))


def open_correction(paper_id: str, actor: str) -> Draft:
    """A draft that is to replace an issued paper, with what that one says; a record with what the inspection says now."""
    from xianfeng_gui.papers.content import PaperContent

    paper: Paper = Paper.get_by_id(paper_id)
    if paper.voided_on is not None:
        raise UserError(f"{paper.number}已经作废，请另出一份新的")
    kept.check([paper], "，不能更正重发；有错的请作废，再另出一份")
    ids = tuple(str(item.hazard_id) for item in paper.items.order_by("position"))
    grounds = Grounds(paper.kind, ids, paper.inspection_id, paper.follows_id, paper.id)
    if not paper.content:
        return open_draft(grounds, actor)
    said = replace(
        PaperContent.from_json(paper.content), number="", issued_on=clock.today(), replaces=paper.number
    )
    if paper.kind is not PaperKind.INSPECTION_RECORD:
        return Draft(grounds, said)
    hazard_ids = standing.of_inspection(paper.kind, str(paper.inspection_id)).hazard_ids
    grounds = replace(grounds, hazard_ids=hazard_ids)
    return Draft(grounds, *correcting.record_as_now(paper, said, grounds, actor))


def changed(
    draft: Draft, *, issued_on: dt.date | None = None, values: Mapping[str, str] | None = None
) -> Draft:
    """The draft with another date or other values; UserError for a field that the kind does not have."""
    from xianfeng_gui.papers.catalogue import form

    content = draft.content
    known = {spec.name: spec.label for spec in form(content.kind).fields}
    for name in values or {}:
        if name not in known:
            names = "、".join(f"{key}（{label}）" for key, label in known.items())
            raise UserError(f"“{content.kind.label}”没有“{name}”这一栏，可用的有：{names}", name)
    merged = {**content.values, **(values or {})}
    return replace(draft, content=replace(content, issued_on=issued_on or content.issued_on, values=merged))


def with_items(draft: Draft, items: Sequence[PaperItem]) -> Draft:
    """The draft with its items changed."""
    return replace(draft, content=replace(draft.content, items=tuple(items)))


def reselected(draft: Draft, hazard_ids: Sequence[str], actor: str) -> Draft:
    """The draft about other hazards of its kind: what the clerk has changed stays, the rest is filled in anew."""
    grounds = standing.with_hazards(draft.grounds, hazard_ids)
    said, on = draft.content, draft.content.issued_on
    before, after = filling.fill(draft.grounds, on, actor), filling.fill(grounds, on, actor)
    values = {
        name: text if said.values.get(name) == before.values.get(name) else said.values[name]
        for name, text in after.values.items()
    }
    before_now = {item.hazard_number: item for item in said.items}
    items = tuple(
        replace(before_now.get(item.hazard_number, item), number=item.number, site=item.site)
        for item in after.items
    )
    return Draft(grounds, replace(after, values=values, items=items))


def with_deadline(draft: Draft, day: dt.date) -> Draft:
    """The draft with this deadline for every item."""
    return with_items(draft, [replace(item, deadline=day.isoformat()) for item in draft.content.items])


def with_outcomes(
    draft: Draft, failed: Sequence[str], passed: Sequence[str] = (), *, others_passed: bool = False
) -> Draft:
    """A reinspection opinion of which these hazards (by number) failed and those passed; ``others_passed``: so did all
    others of which the records say nothing else."""
    unknown = {*failed, *passed} - {item.hazard_number for item in draft.content.items}
    if unknown:
        raise UserError(f"{'、'.join(sorted(unknown))}不在这次复查的隐患之中，请核对编号")
    if both := set(failed) & set(passed):
        raise UserError(f"{'、'.join(sorted(both))}不能既已整改到位，又未整改到位，请核对编号")

    def outcome(item: PaperItem) -> str:
        if item.hazard_number in failed:
            return entering.FAILED
        if item.hazard_number in passed:
            return entering.PASSED
        return item.outcome or (entering.PASSED if others_passed else "")

    return with_items(draft, [replace(item, outcome=outcome(item)) for item in draft.content.items])


def without_outcome(draft: Draft) -> list[str]:
    """The numbers of an opinion's hazards of which nobody has said whether they passed."""
    return [item.hazard_number for item in draft.content.items if not item.outcome]


def preview(draft: Draft) -> Preview:
    """The page as it will print, with what still stands in the way; for the worker."""
    printed = render(numbered(draft), draft=True)
    found = problems(draft)
    steps = "" if found else entering.entered(draft)
    enters = f"出具后随即登记：{steps}" if steps else ""
    return Preview(printed.pdf, printed.pages, printed.missing, tuple(found), enters)


def render(content: PaperContent, *, draft: bool) -> PrintedPaper:
    """The paper in this office's looks and words."""
    from xianfeng_gui.papers import produce

    return produce(content, style.office_style(), wording.of_kind(content.kind), media.get, draft=draft)


def render_docx(content: PaperContent, *, draft: bool) -> bytes:
    """The same paper for those who must change it in a word processor."""
    from xianfeng_gui.papers import produce_docx

    return produce_docx(content, style.office_style(), wording.of_kind(content.kind), media.get, draft=draft)


def numbered(draft: Draft) -> PaperContent:
    """The content with a number in the office's pattern; as a draft it prints with empty brackets."""
    content = draft.content
    return replace(content, number=style.number(content.kind, content.issued_on.year, 1))


def problems(draft: Draft) -> list[UserError]:
    """Everything that stands in the way of issuing, in words, with the field it belongs to."""
    from xianfeng_gui.papers.compose import problems as blanks

    matter = facts.matter(draft.grounds)
    if reason := paper_order.obstacle(matter):
        return [UserError(reason)]
    content = draft.content
    found = [UserError(text, "issued_on") for text in paper_order.date_problems(matter, content.issued_on)]
    found += blanks(content)
    found += signers.problems(content)
    found += at_once.problems(content, matter)
    found += serving.problems(content, matter)
    found += _time_problems(content)
    found += _date_problems(draft)
    if reason := paper_order.told_too_early(matter, content.issued_on):
        found.append(UserError(reason, "issued_on"))
    if content.kind is PaperKind.REINSPECTION:
        reason = paper_order.reinspection_day_problem(content.day("reinspected_on"), content.issued_on)
        found += [UserError(reason, "reinspected_on")] if reason else []
    found += _item_problems(draft, matter)
    found += _clauses(draft)
    if content.kind is PaperKind.SITE_MEASURES:
        grades = [hazard.life.grade for hazard in matter.hazards]
        reason = paper_clauses.measures_problem(grades, content.value("measures"))
        found += [UserError(reason, "measures")] if reason else []
    return found or _step_problems(draft, matter)


def _time_problems(content: PaperContent) -> list[UserError]:
    """Times that are none, and an inspection that ends before it begins, other than by night."""
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.forms import FieldKind

    found = []
    for spec in form(content.kind).fields:
        if spec.kind is FieldKind.TIME:
            try:
                parse_time(content.value(spec.name))
            except UserError as error:
                found.append(UserError(f"“{spec.label}”：{error}", spec.name))
    if content.kind is PaperKind.INSPECTION_RECORD and not found:
        try:
            check_times(content.value("starts_at"), content.value("ends_at"))
        except UserError as error:
            found.append(error)
    return found


def _date_problems(draft: Draft) -> list[UserError]:
    """Dates to come that are past or on a day off; a correction may repeat those of the paper that it replaces."""
    from xianfeng_gui.papers.catalogue import form

    content, calendar, said = draft.content, law.work_calendar(), entering.said_before(draft)
    labels = {spec.name: spec.label for spec in form(content.kind).fields}
    found = []
    failed = any(item.outcome == entering.FAILED for item in content.items)
    idle = (
        {"new_deadline"} if all(item.outcome == entering.PASSED for item in content.items) else set()
    )  # not printed
    for name in (_DATES_TO_COME.keys() & labels.keys()) - idle:
        if (day := content.day(name)) and (said is None or said.day(name) != day):
            reason = paper_order.deadline_problem(f"“{labels[name]}”", day, content.issued_on, calendar)
            found += [UserError(reason, name)] if reason else []
    for name, label in labels.items():
        if name in _DATES_GONE and (day := content.day(name)) and day > content.issued_on:
            found.append(UserError(f"“{label}”{format_date(day)}晚于发文日期，请改正", name))
    if content.kind is PaperKind.RECTIFICATION_PLAN:
        found += _told_deadlines(content)
    if failed and content.day("new_deadline") is None:
        found.append(UserError("有隐患未整改到位，请填写“继续整改期限”", "new_deadline"))
    return found


def _told_deadlines(content: PaperContent) -> list[UserError]:
    """A plan whose words still name the hazards' deadlines although they are past."""
    told = content.value("time_limit")
    days = [dt.date.fromisoformat(item.deadline) for item in content.items if item.deadline]
    gone = [format_date(day) for day in days if day < content.issued_on and format_date(day) in told]
    return [UserError(f"“时限和要求”写的{day}已过，请先办理延期，或者改写", "time_limit") for day in gone[:1]]


def _item_problems(draft: Draft, matter: Matter) -> list[UserError]:
    from xianfeng_gui.papers.content import ItemError

    content, before = draft.content, entering.items_before(draft)
    found: list[tuple[str, str, str]] = []
    by_number = {hazard.number: hazard for hazard in matter.hazards}
    for item in content.items:
        number, hazard = item.hazard_number, by_number.get(item.hazard_number)
        if hazard is None:
            found.append((f"{number}不在这份文书所依的隐患之中，请重新打开", number, ""))
        elif content.kind in NOTICES:
            reason = _deadline_problem(hazard, item, before.get(number), content.issued_on)
            found.append((reason, number, "deadline"))
        elif content.kind is PaperKind.REINSPECTION and not entering.same_outcome(item, before):
            on = content.day("reinspected_on")
            found.append((paper_order.outcome_problem(hazard, entering.passed(item), on), number, "outcome"))
        if not item.description.strip():
            found.append((f"{number}没有隐患描述，请补填", number, "description"))
    return [ItemError(*one) for one in found if one[0]]


def _deadline_problem(
    hazard: HazardFacts, item: PaperItem, before: PaperItem | None, issued_on: dt.date
) -> str:
    """What is wrong with a notice's deadline. One that is written or corrected afterwards repeats what was ordered, even when
    that has passed, and can't move the deadline of a hazard that has gone on."""
    steps = lifecycle.allowed(hazard.life)
    ordered = {entering.iso(hazard.life.deadline), before.deadline if before else ""} - {""}
    if StepKind.ISSUE_NOTICE not in steps and item.deadline in ordered:
        return ""
    if StepKind.ISSUE_NOTICE not in steps and StepKind.WITHDRAW_NOTICE not in steps:
        return f"{hazard.number}已经{hazard.life.state.label}，整改期限只能通过延期或复查改变"
    day = dt.date.fromisoformat(item.deadline) if item.deadline else None
    what = f"{item.hazard_number}的整改期限"
    return paper_order.deadline_problem(what, day, issued_on, law.work_calendar())


def _clauses(draft: Draft) -> list[UserError]:
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.content import ItemError

    content = draft.content
    found: list[UserError] = []
    for spec in form(content.kind).fields:
        said = {spec.label: content.value(spec.name)}
        found += [UserError(text, spec.name) for text in paper_clauses.clause_problems(content.kind, said)]
    for item in content.items:
        said = {f"{item.hazard_number}的整改措施": item.measure}
        reasons = paper_clauses.clause_problems(content.kind, said)
        found += [ItemError(text, item.hazard_number, "measure") for text in reasons]
    words = {text.label: text.text for text in wording.of_kind(content.kind).texts.values()}
    return found + [UserError(text) for text in paper_clauses.clause_problems(content.kind, words)]


def _step_problems(draft: Draft, matter: Matter) -> list[UserError]:
    """What the hazard's life says against the steps that issuing would enter."""
    found = []
    lives = {
        hazard_id: hazard.life
        for hazard_id, hazard in zip(draft.grounds.hazard_ids, matter.hazards, strict=True)
    }
    for step in entering.planned_steps(draft, matter):
        try:
            lives[step.hazard_id] = lifecycle.advance(lives[step.hazard_id], step.given)
        except UserError as error:
            number = Hazard.get_by_id(step.hazard_id).number
            found.append(UserError(f"{number}：{error}"))
    return found
