"""The map of a hazard's life: which steps each state offers, where they lead, and what each asks to be told.

Only the map; the conditions that depend on the single hazard are in ``lifecycle``.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.vocabulary import HazardState, StepKind

OFFERED: dict[HazardState, tuple[StepKind, ...]] = {
    HazardState.REPORTED: (StepKind.VERIFY, StepKind.ISSUE_NOTICE, StepKind.REFER, StepKind.DISMISS),
    HazardState.VERIFIED: (
        StepKind.ISSUE_NOTICE,
        StepKind.LIST_SUPERVISION,
        StepKind.REFER,
        StepKind.DISMISS,
    ),
    HazardState.ISSUED: (
        StepKind.START_RECTIFICATION,
        StepKind.REPORT_RECTIFIED,
        StepKind.GRANT_EXTENSION,
        StepKind.REFUSE_EXTENSION,
        StepKind.APPLY_EXTENSION,
        StepKind.FAIL_REINSPECTION,
        StepKind.LIST_SUPERVISION,
        StepKind.WITHDRAW_NOTICE,
        StepKind.REFER,
    ),
    HazardState.RECTIFYING: (
        StepKind.REPORT_RECTIFIED,
        StepKind.GRANT_EXTENSION,
        StepKind.REFUSE_EXTENSION,
        StepKind.APPLY_EXTENSION,
        StepKind.FAIL_REINSPECTION,
        StepKind.LIST_SUPERVISION,
        StepKind.REFER,
    ),
    HazardState.RECTIFIED: (
        StepKind.PASS_REINSPECTION,
        StepKind.FAIL_REINSPECTION,
        StepKind.LIST_SUPERVISION,
    ),
    HazardState.PASSED: (StepKind.CLOSE, StepKind.DELIST, StepKind.FAIL_REINSPECTION),
    HazardState.CLOSED: (StepKind.REOPEN,),
    HazardState.REFERRED: (
        StepKind.CLOSE,
        StepKind.RETURN_REFERRAL,
        StepKind.LIST_SUPERVISION,
        StepKind.DELIST,
    ),
    HazardState.DISMISSED: (StepKind.REOPEN,),
}
"""The steps of each state, most usual first."""

_LEADS_TO: dict[StepKind, HazardState] = {
    StepKind.VERIFY: HazardState.VERIFIED,
    StepKind.ISSUE_NOTICE: HazardState.ISSUED,
    StepKind.WITHDRAW_NOTICE: HazardState.VERIFIED,
    StepKind.START_RECTIFICATION: HazardState.RECTIFYING,
    StepKind.REPORT_RECTIFIED: HazardState.RECTIFIED,
    StepKind.PASS_REINSPECTION: HazardState.PASSED,
    StepKind.FAIL_REINSPECTION: HazardState.RECTIFYING,
    StepKind.CLOSE: HazardState.CLOSED,
    StepKind.REFER: HazardState.REFERRED,
    StepKind.RETURN_REFERRAL: HazardState.VERIFIED,
    StepKind.DISMISS: HazardState.DISMISSED,
}


def leads_to(state: HazardState, kind: StepKind) -> HazardState:
    """The state after a step that ``state`` offers; marks such as an extension leave it as it is."""
    if kind is StepKind.REOPEN:
        return HazardState.RECTIFYING if state is HazardState.CLOSED else HazardState.VERIFIED
    return _LEADS_TO.get(kind, state)


@dataclass(frozen=True)
class Demand:
    """What a step asks for besides its date.

    ``remark`` is the Chinese label of a remark that must be given (empty: it may be left out);
    ``new_deadline`` is the label of a date that the step takes (empty: it takes none), which must be given
    when ``deadline_needed``; ``level`` says that a supervision level must be chosen.
    """

    remark: str = ""
    new_deadline: str = ""
    deadline_needed: bool = False
    level: bool = False


_PLAIN = Demand()
_DEMANDS: dict[StepKind, Demand] = {
    StepKind.ISSUE_NOTICE: Demand(new_deadline="整改期限"),
    StepKind.WITHDRAW_NOTICE: Demand(remark="撤回的原因"),
    StepKind.FAIL_REINSPECTION: Demand(new_deadline="新的整改期限", deadline_needed=True),
    StepKind.APPLY_EXTENSION: Demand(new_deadline="申请延至", deadline_needed=True),
    StepKind.REFUSE_EXTENSION: Demand(remark="不同意的理由"),
    StepKind.REFER: Demand(remark="移送到哪个单位"),
    StepKind.DISMISS: Demand(remark="不属隐患的理由"),
    StepKind.LIST_SUPERVISION: Demand(level=True),
}
_REOPEN_CLOSED = Demand(remark="重新启动的原因", new_deadline="新的整改期限", deadline_needed=True)
_REOPEN_DISMISSED = Demand(remark="重新启动的原因")
_CLOSE_REFERRED = Demand(remark="移送单位的处理结果")


def demand(state: HazardState, kind: StepKind) -> Demand:
    """What ``kind`` asks for when taken from ``state``."""
    if kind is StepKind.REOPEN:
        return _REOPEN_CLOSED if state is HazardState.CLOSED else _REOPEN_DISMISSED
    if kind is StepKind.CLOSE and state is HazardState.REFERRED:
        return _CLOSE_REFERRED
    return _DEMANDS.get(kind, _PLAIN)
