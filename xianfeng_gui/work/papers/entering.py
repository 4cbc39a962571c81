"""What issuing a paper enters into the lives of its hazards; nothing where a step was entered before the paper."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import Paper
from db.vocabulary import PaperKind, StepKind, SupervisionLevel
from xianfeng_gui.rules import lifecycle, paper_order
from xianfeng_gui.rules.lifecycle import StepInput
from xianfeng_gui.rules.paper_order import NOTICES, Matter
from xianfeng_gui.work.papers import facts

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent, PaperItem
    from xianfeng_gui.work.papers.drafting import Draft

PASSED, FAILED = "rectified", "unrectified"
"""Outcomes of a reinspection, as ``papers.content.OUTCOMES`` has them."""


@dataclass(frozen=True)
class PlannedStep:
    """A step of a hazard's life that issuing the paper will enter."""

    hazard_id: str
    given: StepInput


def entered(draft: Draft) -> str:
    """The steps that issuing enters, each with how many hazards take it; empty when none."""
    steps = planned_steps(draft, facts.matter(draft.grounds))
    counts = Counter(step.given.kind.label for step in steps)
    return "、".join(f"“{name}”{count}条" for name, count in counts.items())


def planned_steps(draft: Draft, matter: Matter) -> list[PlannedStep]:
    """The steps that issuing will enter, hazard by hazard; none for what was entered before the paper."""
    content = draft.content
    items, before = {item.hazard_number: item for item in content.items}, items_before(draft)
    found = []
    for hazard_id, hazard in zip(draft.grounds.hazard_ids, matter.hazards, strict=True):
        item = items.get(hazard.number)
        if content.items and item is None:
            continue
        if content.kind is PaperKind.REINSPECTION and item is not None and same_outcome(item, before):
            continue
        kinds = paper_order.steps_of(
            content.kind,
            hazard,
            passed=passed(item) if item else None,
            documented=facts.failed_without_opinion(hazard_id, draft.grounds.replaces_id),
        )
        if not kinds and content.kind in NOTICES and item and item.deadline != iso(hazard.life.deadline):
            may_move = StepKind.WITHDRAW_NOTICE in lifecycle.allowed(hazard.life)
            kinds = (StepKind.WITHDRAW_NOTICE, StepKind.ISSUE_NOTICE) if may_move else ()
        found += [PlannedStep(hazard_id, _given(kind, content, item, matter.today)) for kind in kinds]
    return found


def iso(day: dt.date | None) -> str:
    """A day as a paper's content holds it."""
    return day.isoformat() if day else ""


def _given(kind: StepKind, content: PaperContent, item: PaperItem | None, today: dt.date) -> StepInput:
    """A step with what the paper says of it."""
    deadline, remark, level = None, item.remark if item else "", None
    if kind is StepKind.ISSUE_NOTICE and item and item.deadline:
        deadline = dt.date.fromisoformat(item.deadline)
    if kind is StepKind.FAIL_REINSPECTION:
        deadline = content.day("new_deadline")
    if kind is StepKind.REFER:
        remark = content.value("recipient")
    if kind is StepKind.WITHDRAW_NOTICE:
        remark = "更正重发"
    if kind is StepKind.LIST_SUPERVISION:
        level = SupervisionLevel(content.value("level") or SupervisionLevel.TOWNSHIP)
    on = content.day("reinspected_on") if content.kind is PaperKind.REINSPECTION else None
    return StepInput(kind, on or content.issued_on, today, remark, deadline, level)


def said_before(draft: Draft) -> PaperContent | None:
    """What the paper says that the draft is to replace; none for a new one, or one of which only the PDF was kept."""
    from xianfeng_gui.papers.content import PaperContent

    if draft.grounds.replaces_id is None:
        return None
    content = Paper.get_by_id(draft.grounds.replaces_id).content
    return PaperContent.from_json(content) if content else None


def items_before(draft: Draft) -> dict[str, PaperItem]:
    """The items of the paper that the draft is to replace, by the numbers of their hazards."""
    said = said_before(draft)
    return {item.hazard_number: item for item in said.items} if said is not None else {}


def same_outcome(item: PaperItem, before: Mapping[str, PaperItem]) -> bool:
    """Whether a corrected opinion says of the item what the replaced one said."""
    said = before.get(item.hazard_number)
    return said is not None and bool(item.outcome) and said.outcome == item.outcome


def passed(item: PaperItem) -> bool | None:
    """Whether a reinspection found it rectified; none when nobody has said."""
    return {PASSED: True, FAILED: False}.get(item.outcome)
