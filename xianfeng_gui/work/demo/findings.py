"""What was found where: the demo's hazards as they were registered."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from db import connection, ids
from db.records import Hazard
from db.vocabulary import Grade, HazardState, OfficeRole, Source
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.work.demo.days import Days
from xianfeng_gui.work.demo.people import Namer, Staff
from xianfeng_gui.work.demo.places import DemoSite
from xianfeng_gui.work.demo.stories import Story
from xianfeng_gui.work.demo.words import words
from xianfeng_gui.work.hazard_data import ASSURANCES

_TOPIC_WEIGHTS = {1: 4, 2: 18, 3: 7, 4: 3, 5: 28, 6: 10, 7: 9, 8: 8, 9: 8, 10: 5}
_SOURCE_WEIGHTS = {
    Source.INSPECTION: 52,
    Source.SELF_CHECK: 17,
    Source.VILLAGE_PATROL: 16,
    Source.TIP: 5,
    Source.ASSIGNMENT: 7,
    Source.MEDIA: 2,
    Source.ACCIDENT: 1,
}
_TERMS = ((15, False), (15, False), (7, True), (5, True), (30, False))
"""Days to rectify, and whether working days are meant."""
_MAJOR_SHARE = 0.05


@dataclass(frozen=True)
class _Topic:
    """A topic with the offices that answer for it, the lead office more often, and its tasks."""

    id: str
    campaign_id: str
    offices: list[tuple[str, str]]
    tasks: list[str]
    sites: list[DemoSite]
    groups: list[dict[str, Any]]


class Findings:
    """Makes registered hazards one by one, all from one random generator."""

    def __init__(
        self,
        sites: dict[int, list[DemoSite]],
        staff: Staff,
        namer: Namer,
        days: Days,
        rng: random.Random,
    ) -> None:
        self._staff, self._namer, self._days, self._rng = staff, namer, days, rng
        self._topics = {number: _topic(number, found) for number, found in sites.items() if found}
        self._numbers = sorted(self._topics)
        self._topic_weights = [_TOPIC_WEIGHTS[number] for number in self._numbers]

    def find(self, number: str, found_on: dt.date) -> tuple[Story, str]:
        """A hazard that was just registered, at the beginning of its story, and what its photo shows."""
        rng = self._rng
        topic = self._topics[rng.choices(self._numbers, self._topic_weights)[0]]
        group = rng.choices(topic.groups, [len(group["items"]) for group in topic.groups])[0]
        office_id, office = rng.choice(topic.offices)
        site = rng.choice(topic.sites)
        inspectors = self._staff.names(office_id)
        is_major = "major" in group and rng.random() < _MAJOR_SHARE
        text, measure = rng.choice(group["major" if is_major else "items"])
        hazard = Hazard(
            id=ids.new_id(),
            number=number,
            campaign=topic.campaign_id,
            topic=topic.id,
            task=rng.choice(topic.tasks) if rng.random() < 0.4 else None,
            site=site.id,
            office=office_id,
            village=site.village_id,
            found_on=found_on,
            location=rng.choice(group["places"]),
            description=text.replace("{n}", str(rng.randrange(2, 10))),
            measure=measure,
            person=site.representative,
            grade=Grade.MAJOR if is_major else Grade.GENERAL,
            state=HazardState.REPORTED,
            last_step_on=found_on,
            **self._origin(site, inspectors),
            **(self._assured(office, site, measure) if is_major else {}),
        )
        self._set_deadline(hazard)
        life = lifecycle.begin(hazard.grade, found_on, found_on, hazard.deadline)
        return Story(hazard, life, inspectors, self._days, rng), str(group["scene"])

    def _origin(self, site: DemoSite, inspectors: list[str]) -> dict[str, Any]:
        source = self._rng.choices(list(_SOURCE_WEIGHTS), list(_SOURCE_WEIGHTS.values()))[0]
        finder = self._rng.choice(inspectors)
        if source is Source.SELF_CHECK:
            finder = site.representative
        elif source is Source.VILLAGE_PATROL:
            finder = self._rng.choice(self._staff.names(site.village_id))
        informant = f"{self._namer.name()} {self._namer.phone()}" if source is Source.TIP else ""
        return {"source": source, "finder": finder, "informant": informant}

    def _assured(self, office: str, site: DemoSite, measure: str) -> dict[str, str]:
        wording = words("wording")["major"]
        cost = str(self._rng.randrange(2, 40))
        texts = {
            f"assured_{name}": str(wording[name]).format(
                office=office, village=site.village, measure=measure, n=cost
            )
            for name in ASSURANCES
        }
        return texts | {"grade_reason": wording["grade_reason"]}

    def _set_deadline(self, hazard: Hazard) -> None:
        """Mostly set at once; where it is not, the notice will set it."""
        if hazard.grade is Grade.MAJOR:
            count, working = self._rng.choice((60, 90)), False
        elif self._rng.random() < 0.2:
            return
        else:
            count, working = self._rng.choice(_TERMS)
        due, basis = self._days.deadline(hazard.found_on, count, working=working)
        hazard.deadline = hazard.first_deadline = due
        hazard.deadline_basis = basis


def _topic(number: int, sites: list[DemoSite]) -> _Topic:
    row = connection.one("SELECT id, campaign_id FROM topic WHERE number = ?", (number,))
    assert row is not None
    parts = connection.rows(
        "SELECT office.id, office.name, role FROM topic_office JOIN office ON office.id = office_id "
        "WHERE topic_id = ? AND role <> 'local' ORDER BY role, topic_office.position",
        (row[0],),
    )
    # The lead office answers for two of three.
    lead = [part[:2] for part in parts if part[2] == OfficeRole.LEAD] * 2 * len(parts)
    tasks = [
        str(task[0])
        for task in connection.rows("SELECT id FROM task WHERE topic_id = ? ORDER BY position", row[:1])
    ]
    groups = [group for group in words("hazards")["hazard"] if group["topic"] == number]
    return _Topic(row[0], row[1], lead + [part[:2] for part in parts], tasks, sites, groups)
