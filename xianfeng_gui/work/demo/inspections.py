"""The visits that found some of the demo's hazards, visits that found nothing, and the year's plan of visits."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from db import bulk, connection, ids, numbers
from db.records import Inspection, InspectionAnswer, InspectionInspector, PlannedInspection
from db.vocabulary import Answer, Source
from xianfeng_gui.rules.checklists import LONGEST_TEXT
from xianfeng_gui.rules.inspections import findings_text, fulfilled_month, is_key_site
from xianfeng_gui.rules.likeness import likeness
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.rules.numbering import render_inspection_number
from xianfeng_gui.work import checklists
from xianfeng_gui.work.checklists import ItemRow
from xianfeng_gui.work.demo.people import Staff
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.inspection_plan import months_of
from xianfeng_gui.work.inspections import COUNTED
from xianfeng_gui.work.sites import SPECIAL_RISKS

_UNSEEN = 9
"""Every so many-th site has never been inspected."""
_CLEAN = 0.25
"""Share of visits that found nothing, on top of the others."""
_SAME = 0.25
"""A hazard whose words are so alike those of a checklist item was found by it."""


@dataclass(frozen=True)
class _Found:
    """A hazard that an inspection found."""

    id: str
    site_id: str
    on: str
    topic_id: str
    office_id: str
    finder: str
    description: str


@dataclass(frozen=True)
class _Visit:
    """A visit with the hazards that it found; ``topic_id`` says by which checklist."""

    site_id: str
    on: str
    topic_id: str
    office_id: str
    finder: str
    hazards: tuple[_Found, ...]


class _Lists:
    """The checklists by topic, with their items."""

    def __init__(self) -> None:
        self._by_topic = {row.topic_id: row for row in checklists.checklist_rows()}
        self._items = {row.id: checklists.item_rows(row.id) for row in self._by_topic.values()}

    def of(self, topic_id: str) -> tuple[str, str, list[ItemRow]]:
        """Id, name and items of the topic's list."""
        row = self._by_topic[topic_id]
        return row.id, row.name, self._items[row.id]


def add_inspections(count: int, code: str, staff: Staff, rng: random.Random) -> None:
    """About ``count`` visits and the plan of the demo's year; only inside a change."""
    visits = _visits(count, rng)
    made = _Maker(code, staff, rng).make(visits)
    bulk.insert(PlannedInspection, _plan(made, rng))


def _visits(count: int, rng: random.Random) -> list[_Visit]:
    """Spread over the campaign, in order of time."""
    unseen = {row[0] for row in connection.rows("SELECT id FROM site ORDER BY id")[::_UNSEEN]}
    rows = connection.rows(
        "SELECT id, site_id, found_on, topic_id, office_id, finder, description FROM hazard WHERE source = ? "
        "ORDER BY found_on, site_id, number",
        (Source.INSPECTION.value,),
    )
    found = [_Found(*row) for row in rows if row[1] not in unseen]
    groups = [tuple(group) for _, group in itertools.groupby(found, key=lambda one: (one.on, one.site_id))]
    step = max(1, len(groups) // max(1, count))
    visits = [_visit(group) for group in groups[::step]]
    clean = [_visit(group[:1], clean=True) for group in groups[1::step] if rng.random() < _CLEAN]
    return sorted([*visits, *clean], key=lambda one: (one.on, one.site_id, not one.hazards))


def _visit(group: tuple[_Found, ...], *, clean: bool = False) -> _Visit:
    first = group[0]
    return _Visit(
        first.site_id, first.on, first.topic_id, first.office_id, first.finder, () if clean else group
    )


class _Maker:
    """Writes visits as records."""

    def __init__(self, code: str, staff: Staff, rng: random.Random) -> None:
        self._code, self._staff, self._rng = code, staff, rng
        self._lists = _Lists()
        self._campaign = connection.scalar("SELECT id FROM campaign")
        self._sites = {
            row[0]: row[1:] for row in connection.rows("SELECT id, legal_representative, address FROM site")
        }
        people = connection.rows("SELECT id, certificate_number FROM person")
        self._certificates: dict[str, str] = dict(people)
        self._people: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []
        self._found: list[tuple[str, str, str]] = []

    def make(self, visits: list[_Visit]) -> list[dict[str, Any]]:
        """Write them all; returns the inspections' rows."""
        rows = [
            self._inspection(visit, number)
            for visit, number in zip(visits, self._numbers(visits), strict=True)
        ]
        bulk.insert(Inspection, rows)
        bulk.insert(InspectionInspector, self._people)
        bulk.insert(InspectionAnswer, self._answers)
        connection.connection().executemany(
            "UPDATE hazard SET inspection_id = ?, basis = ? WHERE id = ?", self._found
        )
        return rows

    def _numbers(self, visits: Iterable[_Visit]) -> Iterator[str]:
        for year, group in itertools.groupby(visits, key=lambda visit: int(visit.on[:4])):
            for sequence in numbers.take_block(COUNTED + self._code, year, len(list(group))):
                yield render_inspection_number(self._code, year, sequence)

    def _inspection(self, visit: _Visit, number: str) -> dict[str, Any]:
        rng, inspection_id = self._rng, ids.new_id()
        list_id, name, items = self._lists.of(visit.topic_id)
        answers = self._answered(inspection_id, visit, items)
        self._add_inspectors(inspection_id, visit)
        representative, address = self._sites[visit.site_id]
        starts = dt.datetime(2021, 1, 1, 9) + dt.timedelta(minutes=10 * rng.randrange(36))
        ends = starts + dt.timedelta(minutes=10 * rng.randrange(5, 14))
        return {
            "id": inspection_id,
            "number": number,
            "campaign": self._campaign,
            "site": visit.site_id,
            "office": visit.office_id,
            "checklist": list_id,
            "on_date": visit.on,
            "starts_at": f"{starts:%H:%M}",
            "ends_at": f"{ends:%H:%M}",
            "place": address,
            "companion": representative,
            "companion_post": "负责人",
            "findings": findings_text(name, answers, [hazard.description for hazard in visit.hazards]),
        }

    def _add_inspectors(self, inspection_id: str, visit: _Visit) -> None:
        """Who found it, and a colleague."""
        known = {name: person_id for person_id, name in self._staff.by_office[visit.office_id]}
        others = [name for name in reversed(known) if name != visit.finder]
        for position, name in enumerate([visit.finder, *others[:1]]):
            person_id = known.get(name)
            self._people.append(
                {
                    "inspection": inspection_id,
                    "person": person_id,
                    "name": name,
                    "certificate_number": self._certificates.get(person_id or "", ""),
                    "position": position,
                }
            )

    def _answered(self, inspection_id: str, visit: _Visit, items: list[ItemRow]) -> list[Answer]:
        """The answers to the list's items; a hazard that no item asks about stands beside the list."""
        found, beside = _by_item(visit.hazards, items)
        given = []
        for position, item in enumerate(items, 1):
            hazard = found.get(item.id)
            usual = Answer.NOT_APPLICABLE if self._rng.random() < 0.2 else Answer.YES
            given.append(Answer.NO if hazard else usual)
            self._answer(inspection_id, position, item.text, given[-1], item, hazard)
        for position, hazard in enumerate(beside, len(items) + 1):
            self._answer(inspection_id, position, hazard.description[:LONGEST_TEXT], Answer.NO, None, hazard)
        return given

    def _answer(
        self,
        inspection_id: str,
        position: int,
        text: str,
        answer: Answer,
        item: ItemRow | None,
        hazard: _Found | None,
    ) -> None:
        self._answers.append(
            {
                "inspection": inspection_id,
                "item": item.id if item else None,
                "position": position,
                "text": text,
                "answer": answer,
                "hazard": hazard.id if hazard else None,
            }
        )
        if hazard is not None:
            self._found.append((inspection_id, item.basis if item else "", hazard.id))


def _by_item(hazards: Iterable[_Found], items: list[ItemRow]) -> tuple[dict[str, _Found], list[_Found]]:
    """Hazards by the item whose words are most alike, and those that no item asks about."""
    found: dict[str, _Found] = {}
    beside = []
    for hazard in hazards:
        best = max(items, key=lambda item: likeness(item.finding, hazard.description))
        if best.id not in found and likeness(best.finding, hazard.description) >= _SAME:
            found[best.id] = hazard
        else:
            beside.append(hazard)
    return found, beside


def _plan(inspections: Iterable[dict[str, Any]], rng: random.Random) -> Iterator[dict[str, Any]]:
    """Key sites twice in the demo's year, the others once; what was done fulfils it as the rules say."""
    office = connection.scalar("SELECT value FROM setting WHERE id = 'own_office'")
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in inspections:
        if row["on_date"] >= f"{DEMO_DAY.year}-01-01":
            made[row["site"]].append(row)
    flags = " OR ".join(SPECIAL_RISKS)
    for site_id, risk, special in connection.rows(f"SELECT id, risk_level, {flags} FROM site ORDER BY id"):
        months = _months(made[site_id], 2 if is_key_site(risk, bool(special)) else 1, rng)
        done = _fulfilled(months, made[site_id])
        for month in sorted(months):
            yield {"site": site_id, "month": month, "office": office, "inspection": done.get(month)}


def _months(inspections: list[dict[str, Any]], count: int, rng: random.Random) -> set[str]:
    """Mostly months in which somebody came, and months still to come."""
    months = set()
    for row in inspections[:count]:
        months.add(row["on_date"][:7] if rng.random() < 0.8 else rng.choice(months_of(DEMO_DAY.year)[:6]))
    coming = [month for month in months_of(DEMO_DAY.year) if month >= month_of(DEMO_DAY)]
    missing = max(count - len(months), 1 if rng.random() < 0.5 else 0)
    return months | set(rng.sample(coming, missing))


def _fulfilled(months: set[str], inspections: list[dict[str, Any]]) -> dict[str, str]:
    """Month -> the inspection that fulfils it."""
    done: dict[str, str] = {}
    for row in inspections:
        month = fulfilled_month(months - done.keys(), dt.date.fromisoformat(row["on_date"]))
        if month is not None:
            done[month] = row["id"]
    return done
