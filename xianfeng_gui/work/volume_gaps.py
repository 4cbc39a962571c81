"""What belongs into a case volume and is not there: its contents say so, so that nobody has to find out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from db.records import Hazard, Paper
from db.vocabulary import PaperKind, Source, StepKind
from xianfeng_gui.rules.paper_order import PROVED
from xianfeng_gui.rules.volume_papers import Belonging, belonging
from xianfeng_gui.work import hazards as registered
from xianfeng_gui.work import service


def gaps(hazards: Sequence[Hazard], inspection_number: str, papers: Sequence[Paper]) -> list[str]:
    """The papers that are missing, each with what it would be about; ``inspection_number`` is empty where the matter has no
    one inspection. Voided papers don't count."""
    standing = [paper for paper in papers if paper.voided_on is None]
    return [
        *_records(hazards, inspection_number, standing),
        *_steps(hazards, standing),
        *_services(standing),
    ]


def _records(hazards: Sequence[Hazard], number: str, standing: Sequence[Paper]) -> Iterator[str]:
    """Inspections of which there is no record, or that were not even registered."""
    label = PaperKind.INSPECTION_RECORD.label
    numbers = {number} | {hazard.inspection.number for hazard in hazards if hazard.inspection}
    records = [paper for paper in standing if paper.kind is PaperKind.INSPECTION_RECORD]
    recorded = {paper.inspection.number for paper in records if paper.inspection}
    for missing in sorted(numbers - recorded - {""}):
        yield f"{label}（{missing}）"
    bare = [one for one in hazards if one.source is Source.INSPECTION and not one.inspection_id]
    if bare:
        yield f"{label}（{named(bare)}；检查没有登记）"


def _steps(hazards: Sequence[Hazard], standing: Sequence[Paper]) -> Iterator[str]:
    """Steps of which no paper tells, paper by paper."""
    about: dict[PaperKind, list[Hazard]] = defaultdict(list)
    listed = [(paper, {item.hazard_id for item in paper.items}) for paper in standing]
    for hazard in hazards:
        concerning = [paper for paper, ids in listed if hazard.id in ids]
        latest = {StepKind(step.kind): step.on_date for step in hazard.steps.order_by("on_date")}
        for wanted in belonging(registered.life_of(hazard), latest):
            if not any(_answers(paper, wanted) for paper in concerning):
                about[wanted.kinds[0]].append(hazard)
    for kind, concerned in about.items():
        yield f"{kind.label}（{named(concerned)}）"


def _answers(paper: Paper, wanted: Belonging) -> bool:
    return paper.kind in wanted.kinds and bool(paper.issued_on >= wanted.since)


def _services(standing: Sequence[Paper]) -> Iterator[str]:
    """Papers that are handed over against a slip, of which neither a proof of service nor a signed slip is there; those of a paper
    from a register are with its original."""
    proved = {paper.follows_id for paper in standing if paper.kind is PaperKind.SERVICE}
    for paper in standing:
        if paper.kind not in PROVED or paper.id in proved:
            continue
        if not any(one.service.sha256 or not paper.is_kept for one in service.of_paper(paper.id)):
            yield f"{PaperKind.SERVICE.label}（{paper.number}）"


def named(hazards: Sequence[Hazard]) -> str:
    """The first by number, and how many they are."""
    first = hazards[0].number
    return first if len(hazards) == 1 else f"{first}等{len(hazards)}条"
