"""What the rules of papers (``rules.paper_order``) are told of what a paper stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from db import clock, connection
from db.errors import UserError
from db.records import Hazard, Inspection, Paper
from db.vocabulary import PaperKind, StepKind
from xianfeng_gui.rules.paper_order import (
    NOTICES,
    EarlierPaper,
    HazardFacts,
    InspectionFacts,
    Matter,
    obstacle,
)
from xianfeng_gui.work import hazards, settings
from xianfeng_gui.work.papers import standing
from xianfeng_gui.work.papers.standing import Grounds

POWERS = "paper.enforcement"
"""The setting that says that enforcement powers were delegated."""


def matter(grounds: Grounds) -> Matter:
    """The grounds in the rules' words; the paper that is to be replaced counts as gone."""
    return Matter(
        kind=grounds.kind,
        today=clock.today(),
        powers=settings.flag(POWERS),
        hazards=tuple(_hazard(hazard_id, grounds) for hazard_id in grounds.hazard_ids),
        inspection=_inspection(grounds.inspection_id),
        follows=_earlier(grounds.follows_id),
    )


def _hazard(hazard_id: str, grounds: Grounds) -> HazardFacts:
    hazard: Hazard = Hazard.get_by_id(hazard_id)
    return HazardFacts(
        hazard.number,
        hazards.life_of(hazard),
        str(hazard.site_id),
        _standing(hazard_id, NOTICES, grounds),
        _standing(hazard_id, (PaperKind.LISTING,), grounds),
    )


def _standing(hazard_id: str, kinds: tuple[PaperKind, ...], grounds: Grounds) -> str:
    for paper_id, number in standing.standing_papers(hazard_id, kinds):
        if paper_id != grounds.replaces_id:
            return number
    return ""


def _inspection(inspection_id: str | None) -> InspectionFacts | None:
    if inspection_id is None:
        return None
    inspection: Inspection = Inspection.get_by_id(inspection_id)
    record = connection.scalar(
        "SELECT number FROM paper WHERE inspection_id = ? AND kind = ? AND voided_on IS NULL",
        (inspection_id, PaperKind.INSPECTION_RECORD.value),
    )
    return InspectionFacts(inspection.number, inspection.on_date, str(record or ""))


def _earlier(paper_id: str | None) -> EarlierPaper | None:
    if paper_id is None:
        return None
    paper: Paper = Paper.get_by_id(paper_id)
    return EarlierPaper(paper.kind, paper.number, paper.issued_on, paper.voided_on is not None)


def failed_without_opinion(hazard_id: str, replaced_id: str | None = None) -> bool:
    """Whether the hazard's last step is a failed reinspection that no standing opinion tells of."""
    last = connection.one(
        "SELECT kind, on_date FROM hazard_step WHERE hazard_id = ? ORDER BY entered_at DESC, id DESC LIMIT 1",
        (hazard_id,),
    )
    if last is None or last[0] != StepKind.FAIL_REINSPECTION:
        return False
    sql = (
        "SELECT 1 FROM paper JOIN paper_hazard AS item ON item.paper_id = paper.id WHERE item.hazard_id = ? "
        "AND paper.kind = ? AND voided_on IS NULL AND issued_on >= ? AND paper.id IS NOT ?"
    )
    parameters = (hazard_id, PaperKind.REINSPECTION.value, last[1], replaced_id)
    return connection.one(sql, parameters) is None


def possible(hazard_ids: Sequence[str]) -> dict[PaperKind, str]:
    """For each kind that can be about these hazards together: empty when it is possible now, else why not."""
    return {kind: _reason(partial(standing.of_hazards, kind, hazard_ids)) for kind in PaperKind}


def possible_after(paper_id: str) -> dict[PaperKind, str]:
    """The same of what an issued paper leads to."""
    return {kind: _reason(partial(standing.of_paper, kind, paper_id)) for kind in PaperKind}


def possible_of_inspection(inspection_id: str) -> dict[PaperKind, str]:
    """The same of what an inspection leads to."""
    return {
        kind: _reason(partial(standing.of_inspection, kind, inspection_id))
        for kind in PaperKind
        if kind is not PaperKind.SERVICE
    }


def _reason(find: Callable[[], Grounds]) -> str:
    try:
        return obstacle(matter(find()))
    except UserError as error:
        return str(error)
