"""Inspections as a list, and everything that the page shows of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from db import connection
from db.records import Inspection
from db.vocabulary import Answer
from xianfeng_gui.work import inspections, inspectors
from xianfeng_gui.work.hazard_list import days_late
from xianfeng_gui.work.inspectors import InspectorData

MOST = 2000
"""Rows read at once: more inspections than a township makes in two years; older ones are found by a filter."""


@dataclass(frozen=True)
class InspectionFilter:
    """Empty values choose everything. ``text``: number, site, inspectors, by characters or pinyin initials."""

    text: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    site_id: str = ""

    def in_words(self) -> str:
        """For a list's head."""
        parts = [f"含“{self.text.strip()}”"] if self.text.strip() else []
        if self.site_id:
            parts.append(str(connection.scalar("SELECT name FROM site WHERE id = ?", (self.site_id,))))
        if self.first or self.last:
            parts.append(f"{self.first or '最早'}至{self.last or '今天'}")
        return "；".join(parts) or "全部检查"


@dataclass(frozen=True)
class InspectionRow:
    """An inspection as lists show it; ``hazards`` that it found, ``open_hazards`` of them not yet done with."""

    id: str
    number: str
    on: str
    site_id: str
    site: str
    checklist: str
    inspectors: str
    hazards: int
    open_hazards: int


@dataclass(frozen=True)
class FoundHazard:
    """A hazard that an inspection found."""

    id: str
    number: str
    description: str
    grade: str
    state: str
    days_late: int


@dataclass(frozen=True)
class PaperOf:
    """A paper that stands on an inspection."""

    id: str
    kind: str
    number: str
    issued_on: str
    voided: bool


@dataclass(frozen=True)
class InspectionDetail:
    """The record with what belongs to it; ``counts`` of the answers given; ``warnings`` on inspectors and certificates."""

    inspection: Inspection
    inspectors: tuple[InspectorData, ...]
    counts: dict[Answer, int]
    hazards: tuple[FoundHazard, ...]
    papers: tuple[PaperOf, ...]
    warnings: tuple[str, ...]


_ROWS = """
SELECT inspection.id, inspection.number, on_date, site.id, site.name, coalesce(checklist.name, ''),
    coalesce((SELECT group_concat(name, '、') FROM (SELECT name FROM inspection_inspector
        WHERE inspection_id = inspection.id ORDER BY position)), '') AS people,
    (SELECT count(*) FROM hazard WHERE inspection_id = inspection.id),
    (SELECT count(*) FROM hazard WHERE inspection_id = inspection.id AND state NOT IN ('closed', 'dismissed'))
FROM inspection JOIN site ON site.id = inspection.site_id
    LEFT JOIN checklist ON checklist.id = inspection.checklist_id
"""


def rows(wanted: InspectionFilter = InspectionFilter(), limit: int = MOST) -> list[InspectionRow]:  # noqa: B008 (frozen)
    """The inspections that the filter lets through, the newest first, at most ``limit``."""
    where = ["TRUE"]
    where += ["hit(:text, inspection.number, site.name, people)"] if wanted.text.strip() else []
    where += ["on_date >= :first"] if wanted.first else []
    where += ["on_date <= :last"] if wanted.last else []
    where += ["inspection.site_id = :site"] if wanted.site_id else []
    parameters = {
        "text": wanted.text.strip(),
        "first": wanted.first and wanted.first.isoformat(),
        "last": wanted.last and wanted.last.isoformat(),
        "site": wanted.site_id,
        "limit": limit,
    }
    sql = f"{_ROWS} WHERE {' AND '.join(where)} ORDER BY on_date DESC, inspection.number DESC LIMIT :limit"
    return [InspectionRow(*row) for row in connection.rows(sql, parameters)]


def outcome(row: InspectionRow) -> str:
    """What came of it, with a symbol: ✓ 未发现隐患, ● 3条，2条未销号, ✓ 3条已销号."""
    if not row.hazards:
        return "✓ 未发现隐患"
    if not row.open_hazards:
        return f"✓ {row.hazards}条已销号"
    return f"● {row.hazards}条，{row.open_hazards}条未销号"


def detail(inspection_id: str, today: dt.date) -> InspectionDetail:
    """Read one inspection with everything that belongs to it; UserError when there is none."""
    inspections.number_of(inspection_id)
    inspection: Inspection = Inspection.get_by_id(inspection_id)
    people = tuple(inspections.inspectors_of(inspection_id))
    return InspectionDetail(
        inspection=inspection,
        inspectors=people,
        counts=_counts(inspection_id),
        hazards=tuple(_hazards(inspection_id, today)),
        papers=tuple(_papers(inspection_id)),
        warnings=tuple(inspectors.warnings(people, inspection.on_date)),
    )


def _counts(inspection_id: str) -> dict[Answer, int]:
    sql = "SELECT answer, count(*) FROM inspection_answer WHERE inspection_id = ? AND item_id IS NOT NULL GROUP BY answer"
    found: dict[str, int] = dict(connection.rows(sql, (inspection_id,)))
    return {answer: int(found[answer.value]) for answer in Answer if answer.value in found}


def _hazards(inspection_id: str, today: dt.date) -> Iterable[FoundHazard]:
    sql = "SELECT id, number, description, grade, state, deadline FROM hazard WHERE inspection_id = ? ORDER BY number"
    for *texts, deadline in connection.rows(sql, (inspection_id,)):
        yield FoundHazard(*(*texts, days_late(texts[-1], deadline, today)))


def _papers(inspection_id: str) -> Iterable[PaperOf]:
    """Papers on the inspection itself, then those on its hazards."""
    sql = (
        "SELECT DISTINCT paper.id, paper.kind, paper.number, issued_on, voided_on IS NOT NULL, "
        "paper.inspection_id IS NULL AS later FROM paper LEFT JOIN paper_hazard AS item ON item.paper_id = paper.id "
        "LEFT JOIN hazard ON hazard.id = item.hazard_id "
        "WHERE paper.inspection_id = ?1 OR hazard.inspection_id = ?1 ORDER BY later, issued_on, paper.number"
    )
    for paper_id, kind, number, issued_on, voided, _ in connection.rows(sql, (inspection_id,)):
        yield PaperOf(paper_id, kind, number, issued_on, bool(voided))
