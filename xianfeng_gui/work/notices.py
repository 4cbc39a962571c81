"""Rectification notices: put together from hazards of one site, shown as a draft, issued with a number, voided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import clock, connection, journal, media, numbers
from db.errors import UserError
from db.records import Hazard, Paper, PaperHazard, Photo
from db.vocabulary import HazardState, PaperKind, PhotoMoment, Source, StepKind
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.lifecycle import StepInput
from xianfeng_gui.rules.numbering import render_number
from xianfeng_gui.work import hazards, resources, settings

if TYPE_CHECKING:
    from xianfeng_gui.papers.page import Paper as PrintedPaper

_ISSUABLE = (HazardState.REPORTED, HazardState.VERIFIED)


@dataclass(frozen=True)
class NoticePreview:
    """The notice as it will print. ``problems`` must be solved before it can be issued; ``missing`` are
    characters that no font has."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class IssuedNotice:
    """A notice that has its number."""

    paper_id: str
    number: str
    pdf: bytes


def preview(hazard_ids: Sequence[str], issued_on: dt.date) -> NoticePreview:
    """The draft of a notice for these hazards, without a number."""
    found = _hazards(hazard_ids)
    paper = _render(found, issued_on, _number_pattern_filled(issued_on.year, 1), draft=True)
    return NoticePreview(paper.pdf, paper.pages, paper.missing, tuple(_problems(found, issued_on)))


def issue(hazard_ids: Sequence[str], actor: str, issued_on: dt.date | None = None) -> IssuedNotice:
    """Number the notice, keep its PDF, and move every hazard on; all or none. An issued notice is voided, not undone."""
    on = issued_on or clock.today()
    with journal.change("下达整改通知", actor, undoable=False) as change:
        found = _hazards(hazard_ids)
        if problems := _problems(found, on):
            raise UserError(problems[0])
        to_be_notified = {hazard.id for hazard in found if _to_be_notified(hazard)}
        sequence = numbers.take(PaperKind.NOTICE.value, on.year)
        number = _number_pattern_filled(on.year, sequence)
        paper = _render(found, on, number, draft=False)
        if paper.missing:
            raise UserError(f"以下字符无法打印，请改写后再下达：{'、'.join(paper.missing)}")
        row = Paper.create(
            kind=PaperKind.NOTICE,
            number=number,
            year=on.year,
            sequence=sequence,
            office=settings.get(settings.OWN_OFFICE),
            site=found[0].site_id,
            issued_on=on,
            issuer_name=actor,
            sha256=media.put(paper.pdf),
            pages=paper.pages,
        )
        for position, hazard in enumerate(found, 1):
            PaperHazard.create(paper=row, hazard=hazard, position=position)
            step = hazards.StepData(StepKind.ISSUE_NOTICE, on, actor, f"文书 {number}")
            if hazard.id in to_be_notified:
                hazards.apply_step(hazard, step, actor)
        change.label = f"下达整改通知{number}"
    return IssuedNotice(row.id, number, paper.pdf)


def issue_by_numbers(
    hazard_numbers: Sequence[str], actor: str, issued_on: dt.date | None = None
) -> IssuedNotice:
    """``issue`` for hazards named by their numbers."""
    return issue([hazards.by_number(number).id for number in hazard_numbers], actor, issued_on)


def void(paper_id: str, reason: str, actor: str) -> None:
    """Void a paper: it stays in the register with its number, which is never used again.

    Hazards that nothing was done about since the notice become verified again, so that a right one can be issued.
    """
    if not reason.strip():
        raise UserError("请填写作废原因", "reason")
    with journal.change("作废文书", actor, undoable=False) as change:
        paper: Paper = Paper.get_by_id(paper_id)
        if paper.voided_on is not None:
            raise UserError(f"{paper.number}已经作废，不用重复办理")
        change.label = f"作废{paper.number}"
        Paper.update(voided_on=clock.today(), void_reason=reason.strip()).where(
            Paper.id == paper_id
        ).execute()
        withdrawal = hazards.StepData(StepKind.WITHDRAW_NOTICE, clock.today(), actor, reason)
        for item in paper.items:
            # Another notice may have been issued since: then it is that one that counts.
            if item.hazard.state is HazardState.ISSUED and hazards.standing_notice(item.hazard_id) is None:
                hazards.apply_step(item.hazard, withdrawal, actor)


def pdf_of(paper_id: str) -> bytes:
    """The very PDF that was issued."""
    return media.get(Paper.get_by_id(paper_id).sha256)


def check_selection(hazard_ids: Sequence[str]) -> None:
    """UserError unless these hazards can stand in one notice and are still to be notified."""
    for hazard in _hazards(hazard_ids):
        if hazard.state not in _ISSUABLE and _to_be_notified(hazard):
            raise UserError(
                f"{hazard.number}{hazard.state.label}，不能再下达通知；请选“已登记”或“已核实”的隐患"
            )


def suitable(hazard_id: str) -> list[tuple[str, str]]:
    """``(id, number and description)`` of all hazards of the same site that a notice can be issued for."""
    rows = connection.rows(
        "SELECT id, number, description FROM hazard WHERE site_id = (SELECT site_id FROM hazard WHERE id = ?) "
        "AND (state IN (?, ?) OR state = ? AND NOT EXISTS (SELECT 1 FROM paper_hazard AS item JOIN paper "
        "ON paper.id = item.paper_id WHERE item.hazard_id = hazard.id AND voided_on IS NULL)) ORDER BY number",
        (hazard_id, *(state.value for state in _ISSUABLE), HazardState.ISSUED.value),
    )
    return [(row[0], f"{row[1]}  {row[2]}") for row in rows]


def _to_be_notified(hazard: Hazard) -> bool:
    """False when the step was already entered without a paper: then the notice is written for it afterwards."""
    return hazard.state is not HazardState.ISSUED or hazards.standing_notice(hazard.id) is not None


def _hazards(hazard_ids: Sequence[str]) -> list[Hazard]:
    found = [Hazard.get_by_id(hazard_id) for hazard_id in dict.fromkeys(hazard_ids)]
    if not found:
        raise UserError("请先选择要写进通知书的隐患")
    if len({hazard.site_id for hazard in found}) > 1:
        raise UserError("一份通知书只能写同一单位（场所）的隐患，请分别下达")
    return found


def _problems(found: Sequence[Hazard], on: dt.date) -> list[str]:
    """Why the notice can't be issued yet, one sentence a hazard."""
    problems = []
    for hazard in found:
        if not _to_be_notified(hazard):
            continue
        step = StepInput(StepKind.ISSUE_NOTICE, on, clock.today())
        try:
            lifecycle.advance(hazards.life_of(hazard), step)
        except UserError as error:
            problems.append(f"{hazard.number}：{error}")
    return problems


def _number_pattern_filled(year: int, sequence: int) -> str:
    return render_number(settings.get("paper.notice.number"), year, sequence)


def _sentence(text: str) -> str:
    """Closed by a full stop, as a text on a paper is; an empty one stays empty."""
    return text if not text or text.endswith(("。", "！", "？", "；")) else f"{text}。"


def _render(found: Sequence[Hazard], on: dt.date, number: str, *, draft: bool) -> PrintedPaper:
    from xianfeng_gui.papers.notice import Notice, NoticeItem, NoticePhoto, load_wording, render_notice

    items = tuple(
        NoticeItem(
            number=position,
            description=_sentence(hazard.description),
            place=hazard.location,
            grade=hazard.grade.label,
            measure=_sentence(hazard.measure),
            # A draft may still lack a deadline: the problem is said beside the page, the page shows the day of issue.
            deadline=hazard.deadline or on,
            hazard_number=hazard.number,
        )
        for position, hazard in enumerate(found, 1)
    )
    photos = tuple(
        NoticePhoto(media.get(photo.sha256), photo.caption or f"第{position}项隐患")
        for position, hazard in enumerate(found, 1)
        for photo in hazard.photos.where(Photo.moment == PhotoMoment.BEFORE).order_by(Photo.position)
    )
    inspected = {hazard.found_on for hazard in found if hazard.source is Source.INSPECTION}
    notice = Notice(
        mark=settings.get("paper.mark"),
        number=number,
        issuer=settings.get("paper.township"),
        issued_on=on,
        recipient=found[0].site.name,
        inspected_on=inspected.pop() if len(inspected) == 1 else None,
        items=items,
        photos=photos,
        contact=settings.get("paper.contact"),
        sealed=settings.flag("paper.sealed"),
        preprinted=settings.flag("paper.preprinted"),
        draft=draft,
    )
    return render_notice(notice, load_wording(resources.read("wording", "notice.toml")))
