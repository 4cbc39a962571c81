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

REINSPECTIONS = (StepKind.PASS_REINSPECTION, StepKind.FAIL_REINSPECTION)
"""Steps that a reinspection opinion tells of."""

_TOLD_BY = {
    PaperKind.CLOSURE: (StepKind.CLOSE,),
    PaperKind.DELISTING: (StepKind.DELIST,),
    PaperKind.REFERRAL: (StepKind.REFER,),
}
"""Papers that tell of a step, each step once."""


def matter(grounds: Grounds) -> Matter:
    """The grounds in the rules' words; the paper that is to be replaced counts as gone."""
    return Matter(
        kind=grounds.kind,
        today=clock.today(),
        powers=settings.flag(POWERS),
        hazards=tuple(_hazard(hazard_id, grounds) for hazard_id in grounds.hazard_ids),
        inspection=_inspection(grounds),
        follows=_earlier(grounds.follows_id),
        replaces=_earlier(grounds.replaces_id),
        proof=_proof(grounds) if grounds.kind is PaperKind.SERVICE else "",
    )


def _hazard(hazard_id: str, grounds: Grounds) -> HazardFacts:
    hazard: Hazard = Hazard.get_by_id(hazard_id)
    return HazardFacts(
        hazard.number,
        hazards.life_of(hazard),
        str(hazard.site_id),
        _standing(hazard_id, NOTICES, grounds),
        _standing(hazard_id, (PaperKind.LISTING,), grounds),
        _since(hazard_id, PaperKind.REINSPECTION, REINSPECTIONS, grounds.replaces_id),
        _since(hazard_id, grounds.kind, _TOLD_BY.get(grounds.kind, ()), grounds.replaces_id),
        _at_once(hazard_id) if grounds.kind in NOTICES else "",
    )


def _standing(hazard_id: str, kinds: tuple[PaperKind, ...], grounds: Grounds) -> str:
    for paper_id, number in standing.standing_papers(hazard_id, kinds):
        if paper_id != grounds.replaces_id:
            return number
    return ""


def _at_once(hazard_id: str) -> str:
    """The decision on the spot that stands and orders the hazard to be removed at once: one without a major hazard does."""
    found = connection.scalar(
        "SELECT number FROM paper JOIN paper_hazard AS item ON item.paper_id = paper.id WHERE item.hazard_id = ? "
        "AND paper.kind = ? AND voided_on IS NULL AND NOT EXISTS (SELECT 1 FROM paper_hazard AS other "
        "JOIN hazard ON hazard.id = other.hazard_id WHERE other.paper_id = paper.id AND hazard.grade = 'major')",
        (hazard_id, PaperKind.SITE_MEASURES.value),
    )
    return str(found or "")


def _since(hazard_id: str, kind: PaperKind, steps: tuple[StepKind, ...], replaced_id: str | None) -> str:
    """The number of the hazard's paper that tells of the latest of these steps, not counting the replaced one; or empty."""
    last = connection.scalar(
        f"SELECT on_date FROM hazard_step WHERE hazard_id = ? AND kind IN ({connection.marks(steps)}) "
        "ORDER BY entered_at DESC, id DESC",
        (hazard_id, *(step.value for step in steps)),
    )
    if last is None:
        return ""
    found = connection.scalar(
        "SELECT number FROM paper JOIN paper_hazard AS item ON item.paper_id = paper.id WHERE item.hazard_id = ? "
        "AND paper.kind = ? AND voided_on IS NULL AND issued_on >= ? AND paper.id IS NOT ? ORDER BY paper.id DESC",
        (hazard_id, kind.value, last, replaced_id),
    )
    return str(found or "")


def _inspection(grounds: Grounds) -> InspectionFacts | None:
    if grounds.inspection_id is None:
        return None
    inspection: Inspection = Inspection.get_by_id(grounds.inspection_id)
    record = connection.scalar(
        "SELECT number FROM paper WHERE inspection_id = ? AND kind = ? AND voided_on IS NULL AND id IS NOT ?",
        (grounds.inspection_id, PaperKind.INSPECTION_RECORD.value, grounds.replaces_id),
    )
    return InspectionFacts(inspection.number, inspection.on_date, str(record or ""))


def _earlier(paper_id: str | None) -> EarlierPaper | None:
    if paper_id is None:
        return None
    paper: Paper = Paper.get_by_id(paper_id)
    return EarlierPaper(paper.kind, paper.number, paper.issued_on, paper.voided_on is not None)


def _proof(grounds: Grounds) -> str:
    """The latest proof of service of the paper that stands, unless it was served again since: each service may have one."""
    proofs = connection.rows(
        "SELECT number FROM paper WHERE follows_id = ? AND kind = ? AND voided_on IS NULL AND id IS NOT ? ORDER BY id",
        (grounds.follows_id, PaperKind.SERVICE.value, grounds.replaces_id),
    )
    services = int(
        connection.scalar("SELECT count(*) FROM service WHERE paper_id = ?", (grounds.follows_id,))
    )
    return str(proofs[-1][0]) if len(proofs) >= max(1, services) else ""


def failed_without_opinion(hazard_id: str, replaced_id: str | None = None) -> bool:
    """Whether the hazard's last step is a failed reinspection that no standing opinion tells of."""
    last = connection.scalar(
        "SELECT kind FROM hazard_step WHERE hazard_id = ? ORDER BY entered_at DESC, id DESC", (hazard_id,)
    )
    if last != StepKind.FAIL_REINSPECTION:
        return False
    return not _since(hazard_id, PaperKind.REINSPECTION, REINSPECTIONS, replaced_id)


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
