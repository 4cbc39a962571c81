"""What a reinspection opinion says of the failed reinspections before it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from db import connection
from db.records import Hazard, Paper
from db.vocabulary import PaperKind, StepKind
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.inspections import are_officers
from xianfeng_gui.work import settings
from xianfeng_gui.work.papers import standing
from xianfeng_gui.work.papers.facts import failed_without_opinion
from xianfeng_gui.work.papers.told import printed_title

if TYPE_CHECKING:
    from xianfeng_gui.work.papers.filling import Sources

_FAILED = (
    "SELECT on_date, coalesce(new_deadline, '') FROM hazard_step AS step WHERE hazard_id = ?1 AND kind = ?2 "
    "AND entered_at > coalesce((SELECT max(entered_at) FROM hazard_step WHERE hazard_id = ?1 AND kind = ?3), '') "
    "ORDER BY entered_at, id"
)


def failed_before(sources: Sources) -> str:
    """When these hazards failed before, by which opinion that was told, and the deadline that was set; a sentence each."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for place, hazard in enumerate(sources.hazards, 1):
        numbers = _opinions(hazard)
        for on, until in _failures(hazard, sources):
            told.setdefault((on, until, numbers.get(on, "")), []).append(str(place))
    return "".join(_sentence(*said, places, len(sources.hazards)) for said, places in sorted(told.items()))


def officers_again(sources: Sources) -> str:
    """Those who inspected, if each of them may act as officer; else nobody: who reinspected then signs by hand."""
    from xianfeng_gui.papers.content import Officer, officer_lines

    people = sources.inspection.inspectors if sources.inspection else ()
    if not are_officers([one.certificate_number for one in people]):
        return ""
    return officer_lines(tuple(Officer(one.name, one.certificate_number) for one in people))


def _failures(hazard: Hazard, sources: Sources) -> list[tuple[str, str]]:
    """``(day, new deadline)`` of each since the hazard was last reopened, but for the one that this opinion tells of."""
    keys = (hazard.id, StepKind.FAIL_REINSPECTION.value, StepKind.REOPEN.value)
    failed = [(str(row[0]), str(row[1])) for row in connection.rows(_FAILED, keys)]
    return failed[:-1] if failed_without_opinion(hazard.id, sources.grounds.replaces_id) else failed


def _opinions(hazard: Hazard) -> dict[str, str]:
    """The numbers of the hazard's opinions that stand, by the day of the reinspection."""
    from xianfeng_gui.papers.content import PaperContent

    found = {}
    for paper_id, number in standing.standing_papers(hazard.id, (PaperKind.REINSPECTION,)):
        paper: Paper = Paper.get_by_id(paper_id)
        said = PaperContent.from_json(paper.content).value("reinspected_on") if paper.content else ""
        found[said or paper.issued_on.isoformat()] = number
    return found


def _sentence(on: str, until: str, number: str, places: list[str], of: int) -> str:
    which = f"第{'、'.join(places)}项隐患" if len(places) < of else "上述隐患均" if of > 1 else "隐患"
    text = f"{format_date(dt.date.fromisoformat(on))}，{settings.get('paper.our_side')}进行了复查，{which}未整改到位"
    ordered = f"要求于{format_date(dt.date.fromisoformat(until))}前整改完毕" if until else ""
    if number:
        return f"{text}，以《{printed_title(PaperKind.REINSPECTION)}》（{number}）{ordered or '告知'}。"
    return f"{text}，{ordered}。" if ordered else f"{text}。"
