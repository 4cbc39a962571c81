"""Issuing: a number that is never used again, the very PDF kept, the hazards moved on, in one entry of the journal.

An issued paper is voided or replaced, never undone or changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import clock, connection, journal, media, numbers
from db.errors import UserError
from db.records import Hazard, Inspection, Paper, PaperHazard
from db.vocabulary import HazardState, PaperKind, StepKind
from xianfeng_gui.rules.paper_order import NOTICES
from xianfeng_gui.work import hazards, settings
from xianfeng_gui.work.papers import drafting, entering, facts, filling, kept, standing, style, unprintable
from xianfeng_gui.work.papers.drafting import Draft

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent


@dataclass(frozen=True)
class Issued:
    """A paper that has its number."""

    paper_id: str
    number: str
    pdf: bytes


def issue_about(
    kind: PaperKind, hazard_ids: Sequence[str], actor: str, issued_on: dt.date | None = None
) -> Issued:
    """Issue a paper about these hazards as the records fill it in."""
    return issue(drafting.open_draft(standing.of_hazards(kind, hazard_ids), actor, issued_on), actor)


def issue(draft: Draft, actor: str) -> Issued:
    """Number the paper, keep its PDF, and move every hazard on; all or none. UserError says what stands in the way."""
    kind = draft.content.kind
    with journal.change(f"出具{kind.label}", actor, undoable=False) as change:
        if found := drafting.problems(draft):
            raise found[0]
        steps = entering.planned_steps(draft, facts.matter(draft.grounds))
        year = draft.content.issued_on.year
        sequence = numbers.take(kind.value, year)
        content = replace(draft.content, number=style.number(kind, year, sequence))
        _check_number(content.number)
        if draft.grounds.replaces_id is not None:
            _mark_void(Paper.get_by_id(draft.grounds.replaces_id), f"由{content.number}更正")
        printed = drafting.render(content, draft=False)
        if lacking := unprintable.problems(content, printed.missing):
            raise lacking[0]
        row = Paper.create(
            kind=kind,
            number=content.number,
            year=year,
            sequence=sequence,
            office=settings.get(settings.OWN_OFFICE),
            site=_site_id(draft),
            issued_on=content.issued_on,
            issuer_name=actor,
            sha256=media.put(printed.pdf),
            pages=printed.pages,
            inspection=draft.grounds.inspection_id,
            follows=draft.grounds.follows_id,
            replaces=draft.grounds.replaces_id,
            content=kept.to_json(content, _filled(draft, actor)),
        )
        _list_hazards(row, draft)
        for step in steps:
            _take(step, content.number, actor)
        if kind in NOTICES:
            _keep_orders(draft)
        if kind is PaperKind.RECTIFICATION_PLAN:
            _keep_assurances(draft)
        change.label = f"出具{kind.label}{content.number}"
    return Issued(row.id, content.number, printed.pdf)


def _filled(draft: Draft, actor: str) -> PaperContent | None:
    """What the register says of an inspection, beside what its record says."""
    if draft.content.kind is not PaperKind.INSPECTION_RECORD:
        return None
    return filling.fill(draft.grounds, draft.content.issued_on, actor)


def _check_number(number: str) -> None:
    """A changed pattern may lead to a number that was given before it."""
    if connection.scalar("SELECT 1 FROM paper WHERE number = ?", (number,)):
        raise UserError(f"{number}已经用过，请在“设置备份”中核对文书字号的写法")


def _site_id(draft: Draft) -> str:
    grounds = draft.grounds
    if grounds.hazard_ids:
        return str(Hazard.get_by_id(grounds.hazard_ids[0]).site_id)
    if grounds.inspection_id is not None:
        return str(Inspection.get_by_id(grounds.inspection_id).site_id)
    return str(Paper.get_by_id(grounds.follows_id).site_id)


def _list_hazards(paper: Paper, draft: Draft) -> None:
    """The hazards of the items, in their order; a paper without items is about all that it stands on."""
    by_number = {Hazard.get_by_id(one).number: one for one in draft.grounds.hazard_ids}
    listed = [by_number[item.hazard_number] for item in draft.content.items] or list(draft.grounds.hazard_ids)
    for position, hazard_id in enumerate(listed, 1):
        PaperHazard.create(paper=paper, hazard=hazard_id, position=position)


def _take(step: entering.PlannedStep, number: str, actor: str) -> None:
    given = step.given
    remark = f"{given.remark}（文书 {number}）" if given.remark else f"文书 {number}"
    data = hazards.StepData(given.kind, given.on, actor, remark, given.new_deadline, given.level)
    hazards.apply_step(Hazard.get_by_id(step.hazard_id), data, actor)


def _keep_orders(draft: Draft) -> None:
    """What a notice orders is what the register holds from then on."""
    for item in draft.content.items:
        fields = {"measure": item.measure.strip(), "basis": item.basis.strip()}
        Hazard.update(**fields).where(Hazard.number == item.hazard_number).execute()


_ASSURED_BY = {
    "assured_responsibility": "bodies",
    "assured_measures": "methods",
    "assured_funds": "funds",
    "assured_time_limit": "time_limit",
    "assured_contingency_plan": "safety",
}
"""The five assurances, each with the part of the six-part plan that tells of it."""


def _keep_assurances(draft: Draft) -> None:
    """An assurance that the register lacks is what the plan says of it: nobody types it twice."""
    for hazard_id in draft.grounds.hazard_ids:
        hazard = Hazard.get_by_id(hazard_id)
        told = {name: draft.content.value(part).strip() for name, part in _ASSURED_BY.items()}
        for name, text in told.items():
            if not getattr(hazard, name).strip():
                setattr(hazard, name, text)
        hazard.save()


def void(paper_id: str, reason: str, actor: str) -> None:
    """Void a paper: it stays in the register with its number, which is never used again.

    Hazards that nothing was done about since a notice become verified again, so that a right one can be issued; other
    steps that were entered stay as they are.
    """
    if not reason.strip():
        raise UserError("请填写作废原因", "reason")
    with journal.change("作废文书", actor, undoable=False) as change:
        paper: Paper = Paper.get_by_id(paper_id)
        change.label = f"作废{paper.number}"
        _mark_void(paper, reason.strip())
        if paper.kind in NOTICES:
            withdrawal = hazards.StepData(StepKind.WITHDRAW_NOTICE, clock.today(), actor, reason)
            for item in paper.items:
                # Another notice may have been issued since: then it is that one that counts.
                if (
                    item.hazard.state is HazardState.ISSUED
                    and hazards.standing_notice(item.hazard_id) is None
                ):
                    hazards.apply_step(item.hazard, withdrawal, actor)


def _mark_void(paper: Paper, reason: str) -> None:
    """Refused when it is voided already, and while another paper stands on it; proofs of service go with it."""
    if paper.voided_on is not None:
        raise UserError(f"{paper.number}已经作废，不用重复办理")
    check_unfollowed(paper)
    Paper.update(voided_on=clock.today(), void_reason=reason).where(Paper.id == paper.id).execute()


def check_unfollowed(paper: Paper) -> None:
    """UserError while another paper, that is not voided, stands on this one; a proof of its service does not count."""
    follower = connection.scalar(
        "SELECT number FROM paper WHERE follows_id = ? AND voided_on IS NULL AND kind <> ?",
        (paper.id, PaperKind.SERVICE.value),
    )
    if follower is not None:
        raise UserError(f"{follower}是依据{paper.number}出具的，请先作废{follower}")


def pdf_of(paper_id: str) -> bytes:
    """The very PDF that was issued; UserError for a paper from a register."""
    paper: Paper = Paper.get_by_id(paper_id)
    kept.check([paper])
    return media.get(paper.sha256)


def docx_of(paper_id: str) -> bytes:
    """An issued paper as an editable document that says what the paper said; UserError for one from before that was kept."""
    from xianfeng_gui.papers import produce_docx

    paper: Paper = Paper.get_by_id(paper_id)
    content = kept.content_of(paper)
    return produce_docx(content, kept.style_of(paper), kept.wording_of(paper), media.get, draft=False)
