"""Sites, people, papers, inspections and the calendar as lists."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db import clock, connection
from db.vocabulary import EventKind, PaperKind, ServiceWay
from xianfeng_gui.sheets.columns import CellValue, Row, Table
from xianfeng_gui.sheets.registers import CALENDAR, INSPECTIONS, NOT_TOLD, PAPERS, PEOPLE, SITES
from xianfeng_gui.work import calendar as calendar_work
from xianfeng_gui.work import inspection_list, paper_list
from xianfeng_gui.work import sites as sites_work
from xianfeng_gui.work.calendar import CalendarEvent
from xianfeng_gui.work.inspection_list import InspectionFilter, InspectionRow
from xianfeng_gui.work.paper_list import PaperRow
from xianfeng_gui.work.sheets_head import rows, table
from xianfeng_gui.work.sites import SiteFilter

_WEEKDAYS = "一二三四五六日"


def sites(wanted: SiteFilter) -> list[Table]:
    """The sites that the page shows, with their whole cards; phones stay in the program."""
    own = [column.key for column in SITES.columns if column.comes_in and column.key != "village"]
    sql = f"SELECT id, {', '.join(own)} FROM site"
    cards = {row[0]: dict(zip(own, row[1:], strict=True)) for row in connection.rows(sql)}

    def filled() -> Iterator[Row]:
        for row in sites_work.site_rows(wanted):
            card = {**cards[row.id], "village": row.village, "open_hazards": row.open_hazards}
            yield tuple(card[column.key] for column in SITES.filled)

    return [table(SITES, filled(), wanted.in_words())]


@dataclass(frozen=True)
class PeopleFilter:
    """Whose people: of one office, or of all in use; ``out_of_use`` for the others as well."""

    office_id: str | None = None
    out_of_use: bool = False

    def in_words(self) -> str:
        """For a list's head."""
        office = connection.scalar("SELECT name FROM office WHERE id = ?", (self.office_id,))
        return str(office or ("全部单位（含停用）" if self.out_of_use else "在用单位"))


_PEOPLE = f"""
SELECT office.name, {", ".join(f"person.{column.key}" for column in PEOPLE.filled[1:])}
FROM person JOIN office ON office.id = person.office_id
WHERE (office.active OR :out_of_use) AND (:office IS NULL OR office.id = :office)
ORDER BY office.active DESC, office.position, office.name, person.active DESC, person.leader DESC, person.name
"""


def people(wanted: PeopleFilter) -> list[Table]:
    """The people of the offices, as their page orders them, with their certificates; phones stay in the program."""
    given = {"out_of_use": wanted.out_of_use, "office": wanted.office_id}
    return [table(PEOPLE, iter(connection.rows(_PEOPLE, given)), wanted.in_words())]


@dataclass(frozen=True)
class PaperFilter:
    """What is chosen above the register of papers; empty values choose everything. ``kind``: a value of PaperKind."""

    text: str = ""
    kind: str = ""

    def in_words(self) -> str:
        """For a list's head."""
        text = self.text.strip()
        parts = [f"含“{text}”" if text else "", PaperKind.label_of(self.kind)]
        return "；".join(part for part in parts if part) or "全部文书"


_PAPER_CARDS = """
SELECT paper.id, (SELECT group_concat(number, char(10)) FROM (SELECT hazard.number FROM paper_hazard
        JOIN hazard ON hazard.id = hazard_id WHERE paper_id = paper.id ORDER BY paper_hazard.position)),
    office.name, paper.issuer_name, nullif(paper.pages, 0), paper.voided_on, inspection.number, earlier.number
FROM paper JOIN office ON office.id = paper.office_id LEFT JOIN inspection ON inspection.id = paper.inspection_id
    LEFT JOIN paper AS earlier ON earlier.id = paper.follows_id
"""
_SERVICES = "SELECT paper_id, way, served_on, receiver, witnesses FROM service ORDER BY served_on, id"


def papers(wanted: PaperFilter) -> list[Table]:
    """The papers that the page shows, with how they were served."""
    cards = {row[0]: row[1:] for row in connection.rows(_PAPER_CARDS)}

    def card(at: int) -> Callable[[PaperRow], CellValue]:
        return lambda row: cards[row.id][at]

    values: dict[str, Callable[[PaperRow], CellValue]] = {
        "number": lambda row: row.number,
        "kind": lambda row: row.kind_value,
        "site": lambda row: row.site,
        "hazards": card(0),
        "issued_on": lambda row: row.issued_on,
        "office": card(1),
        "issuer_name": card(2),
        "pages": card(3),
        "served": lambda row: row.served,
        "state": lambda row: row.state,
        "voided_on": card(4),
        "void_reason": lambda row: row.void_reason,
        "inspection": card(5),
        "follows": card(6),
    }
    served = _services()
    for at, key in enumerate(("way", "served_on", "receiver", "witnesses")):
        values[key] = partial(_served, served, at)
    found = paper_list.rows(wanted.text, wanted.kind)
    return [table(PAPERS, rows(PAPERS, values, found), wanted.in_words())]


def _services() -> dict[str, list[tuple[str, ...]]]:
    """Way, day, receiver and witnesses of every service, by the papers' ids."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for paper_id, way, *told in connection.rows(_SERVICES):
        found[paper_id].append((ServiceWay.label_of(way), *told))
    return found


def _served(services: Mapping[str, Sequence[tuple[str, ...]]], at: int, row: PaperRow) -> CellValue:
    """What is told of each of a paper's services, a line each; of several a dash where nothing is."""
    told = [one[at] for one in services.get(row.id, ())]
    if not any(told):
        return None
    return tuple(one or NOT_TOLD for one in told)


_INSPECTION_CARDS = """
SELECT inspection.id, place, office.name, findings, companion, refused, remark, starts_at, ends_at,
    companion_post, certificates_shown, witnesses
FROM inspection JOIN office ON office.id = inspection.office_id
"""
_ALL = -1


def inspections(wanted: InspectionFilter) -> list[Table]:
    """The inspections that the filter finds, the newest first, with what they found."""
    cards = {row[0]: row[1:] for row in connection.rows(_INSPECTION_CARDS)}

    def card(at: int) -> Callable[[InspectionRow], CellValue]:
        return lambda row: cards[row.id][at]

    values: dict[str, Callable[[InspectionRow], CellValue]] = {
        "number": lambda row: row.number,
        "on_date": lambda row: row.on,
        "site": lambda row: row.site,
        "place": card(0),
        "inspectors": lambda row: row.inspectors,
        "office": card(1),
        "checklist": lambda row: row.checklist,
        "findings": card(2),
        "hazards": lambda row: row.hazards,
        "open_hazards": lambda row: row.open_hazards,
        "companion": card(3),
        "refused": card(4),
        "remark": card(5),
        "starts_at": card(6),
        "ends_at": card(7),
        "companion_post": card(8),
        "certificates_shown": card(9),
        "witnesses": card(10),
    }
    found = inspection_list.rows(wanted, _ALL)
    return [table(INSPECTIONS, rows(INSPECTIONS, values, found), wanted.in_words())]


@dataclass(frozen=True)
class CalendarFilter:
    """The days that the calendar shows, both included, and which kinds of events."""

    first: dt.date
    last: dt.date
    kinds: tuple[EventKind, ...] = tuple(EventKind)

    def in_words(self) -> str:
        """For a list's head."""
        kinds = "、".join(kind.label for kind in self.kinds)
        return f"{self.first}至{self.last}；{'全部事项' if len(self.kinds) == len(EventKind) else kinds}"


def calendar(wanted: CalendarFilter) -> list[Table]:
    """The calendar's entries, each with the rule that its date follows from."""
    found = calendar_work.events(wanted.first, wanted.last, clock.today(), wanted.kinds)
    return [table(CALENDAR, rows(CALENDAR, _EVENT, found), wanted.in_words())]


_EVENT: dict[str, Callable[[CalendarEvent], CellValue]] = {
    "date": lambda event: event.date,
    "weekday": lambda event: _WEEKDAYS[event.date.weekday()],
    "until": lambda event: event.until if event.until > event.date else None,
    "kind": lambda event: event.kind.label,
    "title": lambda event: event.title,
    "state": lambda event: "✓ 已完成" if event.done else "● 逾期" if event.late else "",
    "explanation": lambda event: event.explanation,
}
