"""What a paper stands on: hazards, an inspection, an earlier paper; found from whatever the clerk names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import connection
from db.errors import UserError
from db.records import Hazard, Paper
from db.vocabulary import PaperKind
from xianfeng_gui.work import lookup

EARLIER: dict[PaperKind, tuple[PaperKind, ...]] = {
    PaperKind.NOTICE: (PaperKind.INSPECTION_RECORD,),
    PaperKind.ORDER: (PaperKind.INSPECTION_RECORD,),
    PaperKind.SITE_MEASURES: (PaperKind.INSPECTION_RECORD,),
    PaperKind.REINSPECTION: (PaperKind.NOTICE, PaperKind.ORDER),
    PaperKind.DISTRICT_REPORT: (PaperKind.NOTICE, PaperKind.ORDER),
    PaperKind.REFERRAL: (PaperKind.NOTICE, PaperKind.ORDER),
    PaperKind.SUMMONS: (PaperKind.NOTICE, PaperKind.ORDER),
    PaperKind.LISTING: (PaperKind.NOTICE, PaperKind.ORDER),
    PaperKind.DELISTING: (PaperKind.LISTING,),
    PaperKind.RECTIFICATION_PLAN: (PaperKind.LISTING,),
    PaperKind.CLOSURE: (PaperKind.REINSPECTION,),
    PaperKind.SERVICE: (PaperKind.NOTICE, PaperKind.ORDER),
}
"""The papers that a kind refers back to; of a service, those that a hazard's number means."""

ON_INSPECTION = (PaperKind.INSPECTION_RECORD, PaperKind.SITE_MEASURES)
"""Kinds that stand on an inspection."""

ON_MAJOR = (PaperKind.LISTING, PaperKind.DELISTING, PaperKind.RECTIFICATION_PLAN)
"""Kinds for major hazards only."""


TO_NOTIFY = "line.state IN ('reported', 'verified')"
"""SQL over hazard_line: no notice has been given yet."""

UNANSWERED = (
    "step.kind IN ('pass_reinspection', 'fail_reinspection') "
    "AND NOT EXISTS (SELECT 1 FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id "
    "WHERE item.hazard_id = hazard.id AND paper.kind = 'reinspection' AND paper.voided_on IS NULL "
    "AND paper.issued_on >= step.on_date)"
)
"""SQL over hazard_step: a reinspection of which no opinion tells that stands."""

OUTLIVED = (
    "EXISTS (SELECT 1 FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id WHERE item.hazard_id = hazard.id "
    "AND paper.voided_on IS NULL AND (paper.kind = 'closure' OR paper.kind = 'delisting' AND NOT hazard.delisted))"
)
"""SQL: of an open hazard, a paper stands that says it is closed or delisted; it was reopened or failed since."""


@dataclass(frozen=True)
class Grounds:
    """What a paper of this kind stands on, by ids; ``replaces_id`` is the paper that it corrects."""

    kind: PaperKind
    hazard_ids: tuple[str, ...] = ()
    inspection_id: str | None = None
    follows_id: str | None = None
    replaces_id: str | None = None


def from_numbers(kind: PaperKind, numbers: Sequence[str]) -> Grounds:
    """The grounds named by numbers of hazards, of one inspection or of one earlier paper; UserError for a mixture."""
    found = [lookup.by_number(number) for number in dict.fromkeys(numbers)]
    tables = {table for table, _ in found}
    if tables == {"hazard"}:
        return of_hazards(kind, [record for _, record in found])
    if len(found) == 1 and tables <= {"inspection", "paper"}:
        table, record = found[0]
        return of_inspection(kind, record) if table == "inspection" else of_paper(kind, record)
    raise UserError(f"“{kind.label}”请写若干条隐患的编号，或一次检查、一份文书的编号", "number")


def of_hazards(kind: PaperKind, hazard_ids: Sequence[str]) -> Grounds:
    """The grounds of a paper about these hazards, in the order of their numbers."""
    hazards = _in_order(hazard_ids)
    if not hazards:
        raise UserError("请先选择要写进文书的隐患")
    inspections = {hazard.inspection_id for hazard in hazards}
    inspection_id = inspections.pop() if len(inspections) == 1 else None
    if kind in ON_INSPECTION:
        if inspection_id is None:
            raise UserError(f"“{kind.label}”依据一次检查出具，所选隐患不是由同一次登记的检查发现的")
        if kind is PaperKind.INSPECTION_RECORD:
            return of_inspection(kind, inspection_id)
    chosen = tuple(hazard.id for hazard in hazards)
    if kind is PaperKind.SITE_MEASURES:
        return Grounds(kind, chosen, inspection_id, _record_of(str(inspection_id)))
    if kind is PaperKind.REINSPECTION:
        _check_one_notice(chosen)
    return Grounds(kind, chosen, inspection_id, _earlier(kind, chosen[0], inspection_id))


def of_inspection(kind: PaperKind, inspection_id: str) -> Grounds:
    """The grounds of a paper about an inspection: its hazards, of which most kinds take those that they are possible for."""
    found = ids("SELECT id FROM hazard WHERE inspection_id = ? ORDER BY number", inspection_id)
    if kind is PaperKind.INSPECTION_RECORD:
        return Grounds(kind, found, inspection_id)
    if kind is PaperKind.SITE_MEASURES:
        major = _major(
            found
        )  # measures on the spot are for what can't wait; others are ticked if they can't either
        return Grounds(kind, major or found, inspection_id, _record_of(inspection_id))
    if not found:
        raise UserError(f"这次检查没有查出隐患，不能出具“{kind.label}”")
    return of_hazards(kind, _fitting(kind, found))


def of_paper(kind: PaperKind, paper_id: str) -> Grounds:
    """The grounds of a paper that follows this one, or is about the same hazards."""
    paper: Paper = Paper.get_by_id(paper_id)
    found = ids("SELECT hazard_id FROM paper_hazard WHERE paper_id = ? ORDER BY position", paper_id)
    if kind is PaperKind.SERVICE:
        return Grounds(kind, found, paper.inspection_id, paper_id)
    if kind in ON_INSPECTION or paper.kind is PaperKind.INSPECTION_RECORD:
        if paper.inspection_id is None:
            raise UserError(f"{paper.number}不是依据检查出具的，不能据以出具“{kind.label}”")
        return of_inspection(kind, paper.inspection_id)
    chosen = tuple(_fitting(kind, found))
    if paper.kind in EARLIER.get(kind, ()):
        return Grounds(kind, chosen, paper.inspection_id, paper_id)
    follows = _earlier(kind, chosen[0], paper.inspection_id) if chosen else None
    return Grounds(kind, chosen, paper.inspection_id, follows)


def with_hazards(grounds: Grounds, hazard_ids: Sequence[str]) -> Grounds:
    """The same grounds with other hazards: an inspection stays only when all of them come from it."""
    hazards = _in_order(hazard_ids)
    if not hazards:
        raise UserError("请至少勾选一条隐患")
    inspections = {hazard.inspection_id for hazard in hazards}
    inspection_id = inspections.pop() if len(inspections) == 1 else None
    return replace(grounds, hazard_ids=tuple(hazard.id for hazard in hazards), inspection_id=inspection_id)


def possible_for(kind: PaperKind, hazard_ids: Sequence[str]) -> list[str]:
    """Those of the hazards that a paper of this kind can be about as they stand."""
    from xianfeng_gui.rules.paper_order import obstacle
    from xianfeng_gui.work.papers.facts import matter

    chosen = []
    for hazard_id in hazard_ids:
        grounds = Grounds(kind, (hazard_id,), None, _earlier(kind, hazard_id, None))
        if not obstacle(matter(grounds)):
            chosen.append(hazard_id)
    return chosen


def _fitting(kind: PaperKind, found: Sequence[str]) -> Sequence[str]:
    """Those that the paper is possible for; else those that it is meant for, so that the reason why not is theirs."""
    if possible := possible_for(kind, found):
        return possible
    return found if kind not in ON_MAJOR else _major(found) or found


def _major(found: Sequence[str]) -> tuple[str, ...]:
    """Those that are major, by number."""
    return ids(
        f"SELECT id FROM hazard WHERE id IN ({connection.marks(found)}) AND grade = 'major' ORDER BY number",
        *found,
    )


def standing_papers(hazard_id: str, kinds: Sequence[PaperKind]) -> list[tuple[str, str]]:
    """``(id, number)`` of the hazard's papers of these kinds that are not voided, the newest first."""
    rows = connection.rows(
        "SELECT paper.id, paper.number FROM paper JOIN paper_hazard AS item ON item.paper_id = paper.id "
        f"WHERE item.hazard_id = ? AND voided_on IS NULL AND paper.kind IN ({connection.marks(kinds)}) "
        "ORDER BY paper.issued_on DESC, paper.id DESC",
        (hazard_id, *(kind.value for kind in kinds)),
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def untrue_once_reopened(hazard_ids: Sequence[str]) -> list[str]:
    """The numbers of standing slips and notices that say that these hazards are closed and delisted."""
    found = [standing_papers(one, (PaperKind.CLOSURE, PaperKind.DELISTING)) for one in hazard_ids]
    return sorted({number for papers in found for _, number in papers})


def _earlier(kind: PaperKind, hazard_id: str, inspection_id: str | None) -> str | None:
    """The standing paper that one of this kind about this hazard refers to."""
    kinds = EARLIER.get(kind, ())
    if PaperKind.INSPECTION_RECORD in kinds:
        return _record_of(inspection_id) if inspection_id else None
    found = standing_papers(hazard_id, kinds) if kinds else []
    return found[0][0] if found else None


def _record_of(inspection_id: str) -> str | None:
    """The inspection's record that stands."""
    found = connection.scalar(
        "SELECT id FROM paper WHERE inspection_id = ? AND kind = ? AND voided_on IS NULL ORDER BY id DESC",
        (inspection_id, PaperKind.INSPECTION_RECORD.value),
    )
    return None if found is None else str(found)


def _check_one_notice(hazard_ids: Sequence[str]) -> None:
    """An opinion answers one notice."""
    kinds = EARLIER[PaperKind.REINSPECTION]
    notices = {hazard_id: standing_papers(hazard_id, kinds) for hazard_id in hazard_ids}
    if len({found[0][1] for found in notices.values() if found}) > 1:
        raise UserError("所选隐患是由不同的通知书下达的，请按通知书分别出具复查意见书")
    missing = [hazard_id for hazard_id, found in notices.items() if not found]
    if missing and len(missing) < len(hazard_ids):
        number = connection.scalar("SELECT number FROM hazard WHERE id = ?", (missing[0],))
        raise UserError(f"{number}还没有下达整改通知书，不能复查；请先下达通知")


def _in_order(hazard_ids: Sequence[str]) -> list[Hazard]:
    """By number; those of one firm together, where a paper is about several."""
    wanted = list(dict.fromkeys(hazard_ids))
    hazards = list(Hazard.select().where(Hazard.id.in_(wanted)).order_by(Hazard.number))
    sites = list(dict.fromkeys(hazard.site_id for hazard in hazards))
    return sorted(hazards, key=lambda hazard: sites.index(hazard.site_id))


def ids(sql: str, *keys: str) -> tuple[str, ...]:
    """The first column of a query by some keys."""
    return tuple(str(row[0]) for row in connection.rows(sql, keys))
