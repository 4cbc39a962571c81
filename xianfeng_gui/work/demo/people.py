"""Invented people: names and phones, and who works in which office."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from db import bulk, connection, ids
from db.records import Person
from db.vocabulary import OfficeKind
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.demo.words import words

LEADERS_OFFICE = "镇党政办"


class Namer:
    """Names that do not repeat until all are used, and phone numbers that never do."""

    def __init__(self, rng: random.Random) -> None:
        lists = words("people")
        names = [surname + given for surname in lists["surnames"] for given in lists["given"]]
        rng.shuffle(names)
        self._names: Iterator[str] = itertools.cycle(names)
        self._phones = itertools.count(1)

    def name(self) -> str:
        """The next name."""
        return next(self._names)

    def phone(self) -> str:
        """The next number, such as 19900000001."""
        return f"1990000{next(self._phones):04}"


@dataclass
class Staff:
    """Who can act for an office: keys and names, the person in charge first; leaders are the township's."""

    by_office: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    leaders: list[str] = field(default_factory=list)

    def names(self, office_id: str) -> list[str]:
        """The names of an office's people."""
        return [name for _, name in self.by_office[office_id]]


def add_people(namer: Namer, rng: random.Random) -> Staff:
    """People for every office, and the township's leaders; only inside a change."""
    staff = Staff()
    rows: list[dict[str, Any]] = []
    for office_id, name, kind in connection.rows("SELECT id, name, kind FROM office ORDER BY position"):
        for card in _office_people(name, kind, namer, rng):
            rows.append(card | {"id": ids.new_id(), "office": office_id})
            if card.get("leader"):
                staff.leaders.append(rows[-1]["id"])
            else:
                staff.by_office[office_id].append((rows[-1]["id"], card["name"]))
    bulk.insert(Person, rows)
    return staff


def _office_people(name: str, kind: str, namer: Namer, rng: random.Random) -> Iterator[dict[str, Any]]:
    if kind != OfficeKind.DEPARTMENT:
        yield _card(namer, "党支部书记、主任")
        yield _card(namer, "安全劝导员")
        yield _card(namer, "网格员")
        return
    yield _card(namer, "所长" if name.endswith("所") else "大队长" if name.endswith("大队") else "主任")
    for at in range(2):
        # One certificate of the safety office runs out within weeks, so that the reminder has something to show.
        soon = name == "镇应急办" and at == 1
        expires_on = dt.date(2021, 7, 9) if soon else DEMO_DAY + dt.timedelta(rng.randrange(200, 1500))
        yield _card(namer, "安全检查员") | {
            "certificate_number": f"演示{rng.randrange(10**6):06}",
            "certificate_expires_on": expires_on,
        }
    if name == LEADERS_OFFICE:
        yield from (_card(namer, post) | {"leader": True} for post in words("people")["leader_posts"])


def _card(namer: Namer, post: str) -> dict[str, Any]:
    return {"name": namer.name(), "post": post, "phone": namer.phone()}
