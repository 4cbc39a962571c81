"""People by the names that lists write, in the office that they work for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from db import connection, ids
from db.records import Person
from xianfeng_gui.rules.ledger.visits import Named
from xianfeng_gui.work.inspectors import InspectorData


class PeopleByName:
    """Everyone in office, looked up once a list; who is not known yet is added with it. ``added``: new people, as their
    records are stored."""

    def __init__(self) -> None:
        self.added: dict[str, dict[str, Any]] = {}
        self._people: dict[tuple[str, str], str] = {}
        self._leaders: dict[str, str] = {}
        for person, office, name, leader in connection.rows(
            "SELECT id, office_id, name, leader FROM person WHERE active ORDER BY id"
        ):
            self._people.setdefault((office, name), person)
            if leader:
                self._leaders.setdefault(name, person)

    def find(self, name: str, office: str | None, *, leader: bool) -> str | None:
        """The person's id; none when it is not said where a new one works. Of several names the first."""
        first = name.split("、")[0]
        known = self._leaders.get(first) if leader else None
        if known is None and office is not None:
            known = self._people.get((office, first))
        if known is None and leader:
            known = next((one for (_, other), one in self._people.items() if other == first), None)
        if known is None and office is not None:
            known = ids.new_id()
            self.added[known] = {"id": known, "office": office, "name": first[:30], "leader": leader}
            self._people[(office, first)] = known
            if leader:
                self._leaders[first] = known
        return known


class InspectorsByName:
    """Who may have inspected, looked up once a ledger; nobody is added."""

    def __init__(self) -> None:
        self._people: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for name, *person in connection.rows(
            "SELECT name, id, office_id, certificate_number FROM person WHERE active ORDER BY id"
        ):
            self._people[name].append((person[0], person[1], person[2]))

    def find(self, named: Named, office: str) -> InspectorData:
        """The person of that name in the office, else the only one anywhere, with his certificate; else as written."""
        known = self._people.get(named.name, [])
        fitting = [one for one in known if one[1] == office] or known
        if len(fitting) != 1:
            return InspectorData(named.name, named.certificate)
        person_id, _, certificate = fitting[0]
        return InspectorData(named.name, named.certificate or certificate, person_id)


def mark_leaders(people: Iterable[str]) -> None:
    """Whoever leads a task is offered as a leader in charge from then on; only inside a change."""
    for person in people:
        Person.update(leader=True).where(Person.id == person, ~Person.leader).execute()
