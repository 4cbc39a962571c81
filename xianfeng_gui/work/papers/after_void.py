"""What is said before and after a paper is voided: what was found and done stays, and what a clerk does when that was wrong too."""

from __future__ import annotations

from db.records import Paper
from db.vocabulary import HazardState, PaperKind, StepKind
from xianfeng_gui.rules.paper_order import NOTICES

_PUT_RIGHT = {
    (PaperKind.REINSPECTION, HazardState.PASSED): StepKind.FAIL_REINSPECTION,
    (PaperKind.DELISTING, HazardState.PASSED): StepKind.FAIL_REINSPECTION,
    (PaperKind.CLOSURE, HazardState.CLOSED): StepKind.REOPEN,
    (PaperKind.REFERRAL, HazardState.REFERRED): StepKind.RETURN_REFERRAL,
}
"""A paper that told of a state, and the step out of it when the state was wrong."""


def before(paper_id: str) -> str:
    """For who is about to void it."""
    kept = "作废后字号保留、不再使用，作废不能撤销。"
    paper: Paper = Paper.get_by_id(paper_id)
    if paper.kind in NOTICES:
        return kept + "尚未开始整改的隐患退回“已核实”，可重新下达。"
    return kept + after(paper_id)


def after(paper_id: str) -> str:
    """What still stands of what the paper told; empty where it told of nothing that does."""
    paper: Paper = Paper.get_by_id(paper_id)
    standing: dict[HazardState, list[str]] = {}
    for item in paper.items:
        if (paper.kind, item.hazard.state) in _PUT_RIGHT:
            standing.setdefault(item.hazard.state, []).append(item.hazard.number)
    return "".join(
        f"{'、'.join(numbers)}仍为“{state.label}”：只是文书有误的，请重新出具；"
        f"结论有误的，请办理“{_PUT_RIGHT[paper.kind, state].label}”。"
        for state, numbers in standing.items()
    )
