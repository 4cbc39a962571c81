"""Which papers belong into the volume of a hazard: those that tell of the steps that were taken with it. Pure rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.vocabulary import HazardState, PaperKind, StepKind
from xianfeng_gui.rules.lifecycle import Life
from xianfeng_gui.rules.paper_order import NOTICES

_WITHOUT_NOTICE = (HazardState.REPORTED, HazardState.VERIFIED, HazardState.DISMISSED)
"""States in which no notice stands: none was given, or it was withdrawn, or the hazard is none."""


@dataclass(frozen=True)
class Belonging:
    """A paper of one of these kinds, issued on ``since`` or later."""

    kinds: tuple[PaperKind, ...]
    since: date


def belonging(life: Life, latest: Mapping[StepKind, date]) -> Iterator[Belonging]:
    """The papers that a hazard's volume must have by now, in their usual order; ``latest``: the last day of each kind of step
    that was taken. What was reopened or is not listed any more asks for no paper of that end."""
    if StepKind.ISSUE_NOTICE in latest and life.state not in _WITHOUT_NOTICE:
        yield Belonging(NOTICES, life.found_on)
    if life.listed:
        yield Belonging((PaperKind.LISTING,), life.found_on)
        yield Belonging((PaperKind.RECTIFICATION_PLAN,), life.found_on)
    reinspected = {StepKind.PASS_REINSPECTION, StepKind.FAIL_REINSPECTION} & latest.keys()
    if reinspected:
        yield Belonging((PaperKind.REINSPECTION,), max(latest[step] for step in reinspected))
    if StepKind.REFER in latest:
        yield Belonging((PaperKind.REFERRAL,), latest[StepKind.REFER])
    if life.delisted and StepKind.DELIST in latest:
        yield Belonging((PaperKind.DELISTING,), latest[StepKind.DELIST])
    if life.state is HazardState.CLOSED and StepKind.CLOSE in latest:
        yield Belonging((PaperKind.CLOSURE,), latest[StepKind.CLOSE])
