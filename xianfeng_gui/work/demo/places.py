"""Invented villages, and the sites in them."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db import bulk, connection, ids
from db.records import Site
from db.vocabulary import LocalScope, RiskLevel, SiteKind, StandardizationGrade
from xianfeng_gui.work import offices
from xianfeng_gui.work.demo.people import Namer
from xianfeng_gui.work.demo.words import words

_GRADES = (StandardizationGrade.NONE, StandardizationGrade.THIRD, StandardizationGrade.SECOND)
_RISKS = (RiskLevel.BLUE, RiskLevel.YELLOW, RiskLevel.ORANGE, RiskLevel.RED)


@dataclass(frozen=True)
class DemoSite:
    """A site as the hazards need it."""

    id: str
    village_id: str
    village: str
    representative: str


def add_villages(count: int) -> None:
    """Villages and communities up to ``count`` with the plan's own; only inside a change."""
    lists = words("villages")
    there = sum(office.kind in offices.LOCAL_KINDS for office in offices.choices())
    for name in lists["villages"][: count - there]:
        offices.new_office(name, offices.kind_of_name(name), market_town=name in lists["market_towns"])


def add_sites(count: int, namer: Namer, rng: random.Random) -> dict[int, list[DemoSite]]:
    """Sites, by the numbers of the topics that find hazards there; only inside a change."""
    villages: dict[str, str] = dict(
        connection.rows("SELECT name, id FROM office WHERE kind IN ('village', 'community')")
    )
    listed = itertools.chain(words("sites")["sites"], _more_sites(sorted(villages)))
    rows = []
    by_topic: dict[int, list[DemoSite]] = defaultdict(list)
    scopes = _scopes()
    for spec in itertools.islice(listed, count):
        row = _site(spec, villages[spec["village"]], namer, rng)
        rows.append(row)
        site = DemoSite(row["id"], row["village"], spec["village"], row["legal_representative"])
        for topic in spec["topics"]:
            if spec["village"] in scopes.get(topic, [spec["village"]]):
                by_topic[topic].append(site)
    bulk.insert(Site, rows)
    return by_topic


def _scopes() -> dict[int, list[str]]:
    """The villages that a topic is limited to, by its number."""
    sql = (
        "SELECT number, office.name FROM topic JOIN office ON office.kind IN ('village', 'community') WHERE "
        "(local = ?1 AND market_town) OR (local = ?2 AND EXISTS (SELECT 1 FROM topic_office AS part "
        "WHERE part.topic_id = topic.id AND part.office_id = office.id))"
    )
    scopes: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.rows(sql, (LocalScope.MARKET_TOWN_VILLAGES.value, LocalScope.NAMED.value)):
        scopes[number].append(name)
    return scopes


def _more_sites(villages: list[str]) -> Iterator[dict[str, Any]]:
    """Further sites, such as 青禾村月亮船豆干坊, village by village."""
    lists = words("sites")
    for word, trade, village in itertools.product(lists["words"], lists["trades"], villages):
        yield trade | {"name": f"{village}{word}{trade['name']}", "village": village}


def _site(spec: dict[str, Any], village_id: str, namer: Namer, rng: random.Random) -> dict[str, Any]:
    is_place = spec.get("kind") == SiteKind.PLACE
    flags = spec.get("flags", [])
    return {
        "id": ids.new_id(),
        "name": spec["name"],
        "kind": SiteKind.PLACE if is_place else SiteKind.ENTERPRISE,
        "village": village_id,
        "address": f"{spec['village']}{rng.randrange(1, 9)}组{rng.randrange(1, 120)}号",
        "legal_representative": namer.name(),
        "phone": namer.phone(),
        "industry": spec["industry"],
        "standardization_grade": _GRADES[0] if is_place else rng.choice(_GRADES),
        "risk_level": rng.choice(_RISKS[2:] if flags else _RISKS[:2]),
        **dict.fromkeys(flags, True),
    }
