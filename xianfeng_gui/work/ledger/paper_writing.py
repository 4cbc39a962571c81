"""Papers from a register into the archive, with the hazards that they list and how they were served; no step of a hazard's life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from db import bulk, connection, ids, numbers
from db.records import Paper, PaperHazard, Service, Site
from xianfeng_gui.rules.numbering import parse_number
from xianfeng_gui.work.ledger.judged import Judged
from xianfeng_gui.work.ledger.paper_rows import HAZARDS, NEW_SITE, SERVICES
from xianfeng_gui.work.ledger.paper_services import ServiceTold
from xianfeng_gui.work.papers import style
from xianfeng_gui.work.progress import Progress

_BESIDE = (HAZARDS, SERVICES, NEW_SITE)
"""What a paper's record brings that stands in other tables."""
_Record = Mapping[str, Any]


def write(created: Sequence[Judged], updated: Sequence[Judged], progress: Progress) -> list[str]:
    """Add and change papers that were issued by hand; only inside a change. Counters never fall behind their numbers.

    Returns the new papers' ids, in the rows' order.
    """
    given = _in_order([one.record for one in created])
    added = {given[one.record["id"]]: _with_ids(one.record, given) for one in created}
    changed = {one.target: _with_ids(one.record, given) for one in updated}
    written = added | changed
    bulk.insert(Site, [record[NEW_SITE] for record in written.values() if record.get(NEW_SITE)])
    bulk.insert(Paper, added.values())
    for paper_id, record in changed.items():
        fields = {key: value for key, value in record.items() if key not in _BESIDE}
        if fields:
            Paper.update(**fields).where(Paper.id == paper_id).execute()
    for at, (paper_id, record) in enumerate(written.items()):
        progress.step(at, len(written))
        if HAZARDS in record:
            _list(paper_id, record[HAZARDS])
        for service in record.get(SERVICES, ()):
            _serve(paper_id, service)
    _count([Paper.get_by_id(paper_id).number for paper_id in written])
    return list(added)


def _count(brought: Sequence[str]) -> None:
    """Raise the counters of every kind whose pattern a number is of, whatever paper bears it: none is given twice."""
    used = [
        (kind.value, *found)
        for kind, pattern in style.patterns().items()
        for number in brought
        if (found := parse_number(pattern, number)) is not None
    ]
    numbers.raise_to(connection.connection(), used)


def _in_order(records: Sequence[_Record]) -> dict[str, str]:
    """The ids that the records were given -> those that they get: in the order of issue, as lists of papers go by it.

    A register that tells nothing of its order is taken for a list of this program, which has the newest paper first.
    """
    found = [str(record["id"]) for record in records]
    places = {record_id: place for place, record_id in enumerate(found)}
    rising = sum(_is_later(other, one) for one, other in pairwise(records))
    falling = sum(_is_later(one, other) for one, other in pairwise(records))
    for record in records:
        if (earlier := places.get(str(record.get("follows")))) is not None:
            rising, falling = (
                rising + (earlier < places[record["id"]]),
                falling + (earlier > places[record["id"]]),
            )
    oldest_first = found if rising and rising >= falling else reversed(found)
    return dict(zip(oldest_first, sorted(found), strict=True))


def _is_later(one: _Record, other: _Record) -> bool:
    """By the days, of one day by the numbers of one kind."""
    counted = one["kind"] is other["kind"] and one["sequence"] and other["sequence"]
    mine, theirs = (one["sequence"], other["sequence"]) if counted else (0, 0)
    return bool((one["issued_on"], mine) > (other["issued_on"], theirs))


def _with_ids(record: _Record, given: Mapping[str, str]) -> dict[str, Any]:
    known = {key: record[key] for key in ("id", "follows") if record.get(key)}
    return {**record, **{key: given.get(one, one) for key, one in known.items()}}


def _list(paper_id: str, hazards: Sequence[str]) -> None:
    """The hazards that a paper is about, in place of those that were listed before."""
    PaperHazard.delete().where(PaperHazard.paper == paper_id).execute()
    bulk.insert(
        PaperHazard,
        (
            {"id": ids.new_id(), "paper": paper_id, "hazard": hazard, "position": position}
            for position, hazard in enumerate(hazards, 1)
        ),
    )


def _serve(paper_id: str, told: ServiceTold) -> None:
    """Enter a service, or what the register says more of the only one of that day and way that nothing said speaks against."""
    people = {"receiver": told.receiver, "witnesses": told.witnesses}
    more = {key: name for key, name in people.items() if name}
    same = Service.select().where(
        Service.paper == paper_id, Service.way == told.way, Service.served_on == told.served_on
    )
    known = [one for one in same if all(getattr(one, key) in ("", name) for key, name in more.items())]
    if len(known) != 1:
        Service.create(paper=paper_id, way=told.way, served_on=told.served_on, **people)
    elif more:
        Service.update(**more).where(Service.id == known[0].id).execute()
