"""The facts of a circular: firm by firm what was found, by which notice it was ordered, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from db.records import Hazard
from db.vocabulary import HazardState
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.paper_order import NOTICES
from xianfeng_gui.work.papers import standing, told

if TYPE_CHECKING:
    from xianfeng_gui.work.papers.filling import Sources

MOST_NAMED = 3
"""Firms that a title names; of more it says how many they are."""
_STANDING = {
    HazardState.PASSED: "已整改到位",
    HazardState.CLOSED: "已整改到位",
    HazardState.RECTIFIED: "已报告整改完成，尚待复查",
    HazardState.REFERRED: "已移送有关部门处理",
}
_OPEN = "尚未整改到位"


def firms(sources: Sources) -> list[str]:
    """The names of the firms, in the order of their first hazards."""
    return list(dict.fromkeys(hazard.site.name for hazard in sources.hazards))


def named(sources: Sources) -> str:
    """The firms as a title can name them."""
    names = firms(sources)
    return "、".join(names) if len(names) <= MOST_NAMED else f"{names[0]}等{len(names)}家单位"


def facts(sources: Sources) -> str:
    """The firm's matter; those of several under a heading with each firm's name."""
    from xianfeng_gui.papers.kinds.circular import firm_heading

    numbers = {hazard.id: place for place, hazard in enumerate(sources.hazards, 1)}
    lines = []
    for place, name in enumerate(names := firms(sources), 1):
        hazards = [hazard for hazard in sources.hazards if hazard.site.name == name]
        lines += [firm_heading(place, name)] if len(names) > 1 else []
        lines += _of_firm(hazards, numbers, sources)
    return "\n".join(lines)


def _of_firm(hazards: Sequence[Hazard], numbers: dict[str, int], sources: Sources) -> list[str]:
    """A paragraph for each notice, the last one with how the hazards stand."""
    by_notice: dict[str | None, list[str]] = {}
    for hazard in hazards:
        notices = standing.standing_papers(hazard.id, NOTICES)
        by_notice.setdefault(notices[0][0] if notices else None, []).append(hazard.id)
    paragraphs = [
        told.ordered_so_far(
            replace(sources, grounds=replace(sources.grounds, hazard_ids=tuple(ids), follows_id=notice_id))
        )
        for notice_id, ids in by_notice.items()
    ]
    paragraphs[-1] += f"截至{format_date(sources.issued_on)}，{_how_they_stand(hazards, numbers)}。"
    return paragraphs


def _how_they_stand(hazards: Sequence[Hazard], numbers: dict[str, int]) -> str:
    """What is still open, then what isn't, by the numbers that the hazards have on the paper."""
    groups: dict[str, list[str]] = {_OPEN: []}
    for hazard in hazards:
        groups.setdefault(_STANDING.get(hazard.state, _OPEN), []).append(str(numbers[hazard.id]))
    told_of = {words: places for words, places in groups.items() if places}
    if len(told_of) == 1:
        return ("均" if len(hazards) > 1 else "") + next(iter(told_of))
    return "；".join(f"第{'、'.join(places)}项{words}" for words, places in told_of.items())
