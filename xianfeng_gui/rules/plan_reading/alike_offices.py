"""One office under several names (镇市场监管所, 先锋市场监管所, 市场监督管理所): pointed out, and made one when a clerk agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_values import Plan, PlanMeasure, PlanOffice, PlanTask, PlanTopic

_LEVEL = re.compile("^(区|县|市(?!场|政)|省)")
_TOWN = re.compile("(?:^|[省市区县])([\u4e00-\u9fff]{2,4}?)(?:镇|乡|街道)")
_SHORTER = (
    ("应急管理", "应急"),
    ("监督管理", "监管"),
    ("行政执法", "执法"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("和", ""),
    ("与", ""),
    ("、", ""),
)
_LOCAL = ("村", "社区", "居委会", "村委会")
_LEAST = 3
"""Characters of a bare name that two different offices hardly share."""
_PLACE = 2
"""Characters of a place before an office's name: 先锋派出所."""


@dataclass(frozen=True)
class Alike:
    """``name`` of the plan may mean the office ``kept``; ``sure``: the names say the same but for the place and
    customary short forms."""

    name: str
    kept: str
    sure: bool


@dataclass(frozen=True)
class KnownOffice:
    """An office that the program has already, by its short and its full name."""

    name: str
    full_name: str


def alike(plan: Plan, known: Sequence[KnownOffice], township: str = "") -> tuple[Alike, ...]:
    """The plan's offices that may be another one of the plan or one known already, which is kept then.

    ``township``: the name of the known offices' own township, which tells what their place is called.
    """
    own, other = town_of(plan.campaign.issuer, plan.campaign.name), town_of(township)
    towns = [town for town in (own, other) if town]
    names = offices_of(plan)
    kept = [
        _Name.of(name, towns, other, one.name)
        for one in known
        for name in dict.fromkeys((one.name, one.full_name))
    ]
    found: dict[str, Alike] = {}
    for name in sorted(names, key=lambda one: -names[one]):  # the name that the plan uses most is kept
        written = _Name.of(name, towns, own, name)
        if any(one.office == name for one in kept):
            continue
        same = next((one for one in kept if written.is_same_as(one)), None)
        match = same or next((one for one in kept if written.may_be(one)), None)
        if match:
            found[name] = Alike(name, match.office, same is not None)
        if not same:
            kept.append(written)
    return tuple(found[name] for name in names if name in found)


@dataclass(frozen=True)
class _Name:
    """A name without its place, in short forms. ``place`` is empty where the name says only 镇 or nothing; ``town`` is
    the one that is meant then, empty when nobody knows. The level (区, 县) stays: 区财政局 is none of the town's.
    ``office`` is what the office is called here."""

    bare: str
    place: str
    town: str
    office: str

    @staticmethod
    def of(name: str, towns: Sequence[str], town: str, office: str) -> _Name:
        place = next((one for one in towns if name.startswith(one) and len(name) > len(one) + 1), "")
        bare = re.sub("^(?:镇|乡|街道)(?:人民政府)?(?=..)", "", name.removeprefix(place))
        for long, short in _SHORTER:
            bare = bare.replace(long, short)
        return _Name(bare, place, place or town, office)

    def is_same_as(self, other: _Name) -> bool:
        return self.bare == other.bare and self._is_near(other)

    def _is_near(self, other: _Name) -> bool:
        """Whether the places don't speak against it: 青石派出所 is not 先锋派出所."""
        if not (self.place or other.place):
            return True
        return not (self.town and other.town) or self.town == other.town

    def may_be(self, other: _Name) -> bool:
        """Whether one name is the other shortened (应急办, 应急管理办), or behind a place that is not known to be one."""
        short, long = sorted((self.bare, other.bare), key=len)
        has_place = bool(self.place or other.place)
        if len(short) < _LEAST or short.endswith(_LOCAL) or _level(short) != _level(long):
            return False
        if long.endswith(short):
            return len(long) - len(short) == _PLACE and not has_place
        letters = iter(long)
        in_turn = short[0] == long[0] and short[-1] == long[-1] and all(one in letters for one in short)
        return in_turn and self._is_near(other)


def offices_of(plan: Plan) -> dict[str, int]:
    """Every office and village that the plan names, in its order, and how often."""
    counts: dict[str, int] = {}
    for name in _named(plan):
        counts[name] = counts.get(name, 0) + 1
    return counts


def _named(plan: Plan) -> Iterator[str]:
    for topic in plan.topics:
        yield from (*topic.lead, *topic.supporting, *topic.local_names)
        for measure in topic.measures:
            for task in measure.tasks:
                yield from (task.lead, *task.supporting, *task.local_names)
    yield from (task.lead for task in plan.safeguards)


def town_of(*texts: str) -> str:
    """The first town, 先锋 of 重庆市江津区先锋镇人民政府; empty when none is named."""
    return next((match[1] for text in texts if (match := _TOWN.search(text))), "")


def _level(name: str) -> str:
    match = _LEVEL.match(name)
    return match[0] if match else ""


def merged(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with offices under other names; one that has two parts in a topic or task keeps the first."""

    def one(name: str) -> str:
        return names.get(name, name)

    def several(found: Sequence[str], *taken: str) -> tuple[str, ...]:
        return tuple(name for name in dict.fromkeys(map(one, found)) if name not in taken)

    def task(old: PlanTask) -> PlanTask:
        lead = one(old.lead)
        return replace(
            old, lead=lead, supporting=several(old.supporting, lead), local_names=several(old.local_names)
        )

    def measure(old: PlanMeasure) -> PlanMeasure:
        return replace(old, tasks=tuple(map(task, old.tasks)))

    def topic(old: PlanTopic) -> PlanTopic:
        lead = several(old.lead)
        return replace(
            old,
            lead=lead,
            supporting=several(old.supporting, *lead),
            local_names=several(old.local_names),
            measures=tuple(map(measure, old.measures)),
        )

    offices: dict[str, PlanOffice] = {}
    for office in plan.offices:
        kept = one(office.name)
        offices.setdefault(
            kept, office if kept == office.name else replace(office, name=kept, full_name=kept)
        )
    return replace(
        plan,
        offices=tuple(offices.values()),
        topics=tuple(map(topic, plan.topics)),
        safeguards=tuple(map(task, plan.safeguards)),
    )
