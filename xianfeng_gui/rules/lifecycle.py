"""The hazard's life as a pure machine: what may be done next, and what a step makes of it.

A major hazard needs its five assurances (五落实), which the notice orders, and listed supervision before reinspection
passes it, and delisting before closure, wherever it is closed from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from db.errors import UserError
from db.vocabulary import Grade, HazardState, StepKind, SupervisionLevel
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.steps import OFFERED, Demand, demand, leads_to
from xianfeng_gui.rules.terms import TermRule
from xianfeng_gui.rules.workdays import Term, WorkCalendar

BEFORE_NOTICE = (HazardState.REPORTED, HazardState.VERIFIED)
"""States in which the deadline can still be corrected; later it moves only by steps."""
OPEN_STATES = frozenset(HazardState) - {HazardState.CLOSED, HazardState.DISMISSED}
"""States in which something is still to be done about the hazard."""

UNRECTIFIED_STATES = frozenset(
    {HazardState.REPORTED, HazardState.VERIFIED, HazardState.ISSUED, HazardState.RECTIFYING}
)
"""States in which rectification isn't finished, so that its deadline can be missed."""


@dataclass(frozen=True)
class Life:
    """Where a hazard stands.

    ``requested_deadline`` is the date of an extension applied for and not yet answered; ``failed`` and
    ``extensions`` count failed reinspections and extensions granted; ``assurances_missing`` holds the labels
    of the five assurances that are not yet filled in; ``last_on`` is the date of the last step.
    """

    state: HazardState
    grade: Grade
    found_on: date
    deadline: date | None
    listed: bool
    delisted: bool
    requested_deadline: date | None
    failed: int
    extensions: int
    assurances_missing: tuple[str, ...]
    last_on: date


@dataclass(frozen=True)
class StepInput:
    """A step as entered: its date, the program's day, and what ``steps.demand`` asks for."""

    kind: StepKind
    on: date
    today: date
    remark: str = ""
    new_deadline: date | None = None
    level: SupervisionLevel | None = None


def begin(
    grade: Grade,
    found_on: date,
    today: date,
    deadline: date | None = None,
    assurances_missing: tuple[str, ...] = (),
) -> Life:
    """The life of a hazard just registered; raises UserError (field found_on or deadline)."""
    if found_on > today:
        raise UserError("发现日期不能晚于今天，请改正。", "found_on")
    if deadline is not None and deadline < found_on:
        raise UserError("整改期限不能早于发现日期，请改正。", "deadline")
    return Life(
        state=HazardState.REPORTED,
        grade=grade,
        found_on=found_on,
        deadline=deadline,
        listed=False,
        delisted=False,
        requested_deadline=None,
        failed=0,
        extensions=0,
        assurances_missing=assurances_missing,
        last_on=found_on,
    )


def allowed(life: Life) -> tuple[StepKind, ...]:
    """The steps that ``advance`` accepts with good input, most usual first."""
    return tuple(
        kind for kind in OFFERED[life.state] if not _not_applicable(life, kind) and not _obstacle(life, kind)
    )


def blocked(life: Life) -> dict[StepKind, str]:
    """Steps that come next but for something to be done first, with what it is (for a greyed button)."""
    return {
        kind: reason
        for kind in OFFERED[life.state]
        if not _not_applicable(life, kind) and (reason := _obstacle(life, kind))
    }


def advance(life: Life, step: StepInput) -> Life:
    """The life after ``step``; raises UserError (field on, remark, new_deadline, level, or none)."""
    check_order(life, step.kind)
    _check_dates(life, step)
    asked = demand(life.state, step.kind)
    _check_demand(asked, step)
    if asked.new_deadline:
        _check_deadline(life, step)
    return moved(life, step)


def is_open(state: HazardState) -> bool:
    """Whether something is still to be done."""
    return state in OPEN_STATES


def is_late(state: HazardState, deadline: date | None, today: date) -> bool:
    """Whether rectification isn't finished although the deadline is past."""
    return state in UNRECTIFIED_STATES and deadline is not None and deadline < today


def check_assurances(life: Life) -> None:
    """After an edit: raise UserError when a major hazard that passed its reinspection lacks assurances."""
    if life.state is HazardState.PASSED and (reason := _assurances_wanted(life)):
        raise UserError(reason, "five_assurances")


def reinspection_due(
    life: Life, rectified_on: date | None, terms: Mapping[str, TermRule], calendar: WorkCalendar
) -> Term | None:
    """By when to reinspect, counted from the report of completion, else from the deadline, else None.

    ``rectified_on``: none where nobody knows (an old ledger); then the deadline or, without one, the finding is counted from.
    """
    start: date | None
    if life.state is HazardState.RECTIFIED:
        start = rectified_on or life.deadline or life.found_on
    elif life.state in (HazardState.ISSUED, HazardState.RECTIFYING):
        start = life.deadline
    else:
        start = None
    return terms["reinspection"].after(start, calendar) if start else None


def _not_applicable(life: Life, kind: StepKind) -> str:
    """Why this hazard never comes to ``kind`` as it stands; empty when it may."""
    pending = life.requested_deadline is not None
    if kind is StepKind.LIST_SUPERVISION and life.grade is not Grade.MAJOR:
        return "只有重大隐患才挂牌督办。"
    if kind is StepKind.LIST_SUPERVISION and life.listed:
        return "该隐患已经挂牌督办，不需要再次挂牌。"
    if kind is StepKind.DELIST and not life.listed:
        return "该隐患没有挂牌督办，不需要摘牌。"
    if kind is StepKind.DELIST and life.delisted:
        return "该隐患已经摘牌，请直接销号。"
    if kind is StepKind.APPLY_EXTENSION and pending:
        return "已有一项延期申请待答复，请先答复。"
    if kind in (StepKind.GRANT_EXTENSION, StepKind.REFUSE_EXTENSION) and not pending:
        return "没有待答复的延期申请，请先登记“申请延期”。"
    return ""


def _obstacle(life: Life, kind: StepKind) -> str:
    """What must be done before ``kind``; empty when nothing."""
    if life.grade is not Grade.MAJOR:
        return ""
    if kind is StepKind.PASS_REINSPECTION and not life.listed:
        return "重大隐患应当挂牌督办，请先登记“挂牌督办”，再作出复查合格的结论。"
    if kind is StepKind.PASS_REINSPECTION:
        return _assurances_wanted(life)
    if kind is StepKind.CLOSE and not life.listed:
        return "重大隐患须挂牌督办并摘牌后才能销号，请先登记“挂牌督办”。"
    if kind is StepKind.CLOSE and not life.delisted:
        return "重大隐患须摘牌后才能销号，请先登记“摘牌”。"
    return ""


def _assurances_wanted(life: Life) -> str:
    if life.grade is not Grade.MAJOR or not life.assurances_missing:
        return ""
    missing = "、".join(life.assurances_missing)
    return f"重大隐患整改须“五落实”，请先修改隐患或出具整改方案，补全：{missing}，再作出复查合格的结论。"


def check_order(life: Life, kind: StepKind) -> None:
    """Raise UserError, which says what is possible instead, when ``kind`` can't be taken now."""
    if kind not in OFFERED[life.state]:
        choices = "、".join(f"“{other.label}”" for other in (*allowed(life), *blocked(life)))
        raise UserError(f"该隐患目前“{life.state.label}”，不能“{kind.label}”；现在可以：{choices}。")
    if reason := _not_applicable(life, kind) or _obstacle(life, kind):
        raise UserError(reason)


def _check_dates(life: Life, step: StepInput) -> None:
    if step.on > step.today:
        raise UserError(f"“{step.kind.label}”的日期不能晚于今天，请改正。", "on")
    if step.on < life.found_on:
        raise UserError(
            f"“{step.kind.label}”的日期不能早于发现日期{format_date(life.found_on)}，请改正。", "on"
        )
    if step.on < life.last_on:
        raise UserError(
            f"“{step.kind.label}”的日期不能早于上一步的日期{format_date(life.last_on)}，请改正。", "on"
        )


def _check_demand(asked: Demand, step: StepInput) -> None:
    """What is asked for is given, and nothing that would be lost."""
    if asked.remark and not step.remark.strip():
        raise UserError(f"请填写{asked.remark}。", "remark")
    if asked.deadline_needed and step.new_deadline is None:
        raise UserError(f"请填写{asked.new_deadline}的日期。", "new_deadline")
    if step.new_deadline is not None and not asked.new_deadline:
        raise UserError(f"“{step.kind.label}”不能改变整改期限，请去掉新期限。", "new_deadline")
    if asked.level and step.level is None:
        raise UserError("请选择挂牌督办的级别。", "level")
    if step.level is not None and not asked.level:
        raise UserError(f"“{step.kind.label}”没有督办级别，请去掉级别。", "level")


def _check_deadline(life: Life, step: StepInput) -> None:
    deadline = step.new_deadline
    if step.kind is StepKind.ISSUE_NOTICE:
        deadline = deadline or life.deadline
    if deadline is None:
        raise UserError("请先填写整改期限，再下达整改通知。", "new_deadline")
    if deadline < step.on:
        raise UserError(
            f"整改期限{format_date(deadline)}早于“{step.kind.label}”的日期，请改期。", "new_deadline"
        )
    if step.kind is StepKind.APPLY_EXTENSION and life.deadline is not None and deadline <= life.deadline:
        raise UserError(f"延期后的期限应晚于原期限{format_date(life.deadline)}，请改正。", "new_deadline")


def moved(life: Life, step: StepInput) -> Life:
    """The life after a step that was checked, or is known to have been taken; whatever ends the rectification ends a pending application."""
    state = leads_to(life.state, step.kind)
    after = replace(life, state=state, last_on=step.on)
    if state is not life.state:
        after = replace(after, requested_deadline=_kept_request(life, state))
    match step.kind:
        case StepKind.APPLY_EXTENSION:
            return replace(after, requested_deadline=step.new_deadline)
        case StepKind.GRANT_EXTENSION:
            granted = life.requested_deadline
            return replace(after, deadline=granted, requested_deadline=None, extensions=life.extensions + 1)
        case StepKind.REFUSE_EXTENSION:
            return replace(after, requested_deadline=None)
        case StepKind.ISSUE_NOTICE:
            return replace(after, deadline=step.new_deadline or life.deadline)
        case StepKind.FAIL_REINSPECTION:
            # Also where nothing was reported (who goes to see may find it not rectified), and where a passed
            # reinspection turns out to be wrong.
            return replace(
                after,
                deadline=step.new_deadline,
                requested_deadline=None,
                failed=life.failed + 1,
                delisted=False,
            )
        case StepKind.REOPEN:
            return replace(after, deadline=step.new_deadline or life.deadline, delisted=False)
        case StepKind.RETURN_REFERRAL:
            return replace(after, delisted=False)
        case StepKind.LIST_SUPERVISION:
            return replace(after, listed=True)
        case StepKind.DELIST:
            return replace(after, delisted=True)
        case _:
            return after


def _kept_request(life: Life, state: HazardState) -> date | None:
    """An application stands while rectification goes on, and lapses with any other state."""
    return life.requested_deadline if state is HazardState.RECTIFYING else None
