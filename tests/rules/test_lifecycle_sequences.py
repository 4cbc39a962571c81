"""Random sequences of steps, good and bad, never bring a hazard into a forbidden state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from db.vocabulary import Grade, HazardState, StepKind, SupervisionLevel
from xianfeng_gui.rules.grading import change_grade
from xianfeng_gui.rules.lifecycle import Life, StepInput, advance, allowed, begin, blocked, check_assurances
from xianfeng_gui.rules.steps import OFFERED, demand

TODAY = date(2022, 12, 31)
days = st.dates(date(2020, 1, 1), TODAY + timedelta(days=5))
MISSING = st.sampled_from([(), (), ("资金",), ("责任", "预案")])
any_step = st.builds(
    StepInput,
    st.sampled_from(StepKind),
    days,
    st.just(TODAY),
    st.sampled_from(["", "有理由"]),
    st.none() | days,
    st.none() | st.sampled_from(SupervisionLevel),
)
any_life = st.builds(
    lambda grade, found, term, missing: begin(grade, found, TODAY, found + timedelta(days=term), missing),
    st.sampled_from(Grade),
    st.dates(date(2020, 1, 1), date(2020, 6, 1)),
    st.integers(0, 60),
    MISSING,
)

# Written out anew from domain.md's account of the life, so that a slip in the map shows.
S = HazardState
MAY_FOLLOW = {
    S.REPORTED: {S.VERIFIED, S.ISSUED, S.REFERRED, S.DISMISSED},
    S.VERIFIED: {S.ISSUED, S.REFERRED, S.DISMISSED},
    S.ISSUED: {S.VERIFIED, S.RECTIFYING, S.RECTIFIED, S.REFERRED},
    S.RECTIFYING: {S.RECTIFIED, S.REFERRED},
    S.RECTIFIED: {S.PASSED, S.RECTIFYING},
    S.PASSED: {S.CLOSED, S.RECTIFYING},
    S.CLOSED: {S.RECTIFYING},
    S.REFERRED: {S.VERIFIED, S.CLOSED},
    S.DISMISSED: {S.VERIFIED},
}


def good_input(life: Life, kind: StepKind, on: date) -> StepInput:
    """What a careful clerk would enter for ``kind``."""
    asked = demand(life.state, kind)
    later = max(on, life.deadline or on) + timedelta(days=3)
    return StepInput(
        kind,
        on,
        TODAY,
        "有理由" if asked.remark else "",
        later if asked.new_deadline else None,
        SupervisionLevel.TOWNSHIP if asked.level else None,
    )


def accepted(life: Life, step: StepInput) -> bool:
    try:
        advance(life, step)
    except UserError:
        return False
    return True


def check_transition(before: Life, after: Life) -> None:
    assert after.state is before.state or after.state in MAY_FOLLOW[before.state]
    assert before.last_on <= after.last_on <= TODAY and after.found_on == before.found_on
    assert before.failed <= after.failed <= before.failed + 1
    assert before.extensions <= after.extensions <= before.extensions + 1
    assert after.listed or not before.listed


def check_state(life: Life) -> None:
    major = life.grade is Grade.MAJOR
    if life.state is S.CLOSED and major:
        assert life.listed and life.delisted
    if life.state in (S.ISSUED, S.RECTIFYING, S.RECTIFIED, S.PASSED):
        assert life.deadline is not None
    if life.state is S.PASSED and major:
        assert life.listed and not life.assurances_missing
    assert not life.delisted or life.listed
    assert not life.listed or major
    if life.requested_deadline is not None:
        assert life.state in (S.ISSUED, S.RECTIFYING)
        assert life.deadline is not None and life.requested_deadline > life.deadline
    assert allowed(life) or blocked(life), "there is always a way on"


def check_offers(life: Life) -> None:
    """``allowed`` is exactly what ``advance`` takes with good input; ``blocked`` is offered but refused."""
    open_to = {kind for kind in StepKind if accepted(life, good_input(life, kind, life.last_on))}
    assert set(allowed(life)) == open_to
    assert set(blocked(life)) <= set(OFFERED[life.state]) - open_to


def edited(life: Life, data: st.DataObject) -> Life:
    """The clerk changes the grade or the assurances, where that is allowed."""
    try:
        if data.draw(st.booleans()):
            return change_grade(life, data.draw(st.sampled_from(Grade)), "有理由")
        after = replace(life, assurances_missing=data.draw(MISSING))
        check_assurances(after)
        return after
    except UserError:
        return life


@given(any_life, st.lists(any_step, max_size=30))
def test_careless_steps(life: Life, steps: list[StepInput]) -> None:
    for step in steps:
        try:
            after = advance(life, step)
        except UserError as error:
            assert error.field in ("", "on", "remark", "new_deadline", "level") and str(error)
            continue
        check_transition(life, after)
        check_state(after)
        life = after


@given(any_life, st.data())
def test_careful_steps_reach_deep_and_stay_in_order(life: Life, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 40))):
        check_state(life)
        check_offers(life)
        life = edited(life, data)
        check_state(life)
        on = min(TODAY, life.last_on + timedelta(days=data.draw(st.integers(0, 20))))
        kind = data.draw(st.sampled_from(allowed(life)))
        after = advance(life, good_input(life, kind, on))
        check_transition(life, after)
        life = after


def test_every_state_is_reached() -> None:
    seen: set[HazardState] = set()
    start = begin(Grade.MAJOR, date(2020, 6, 1), TODAY, date(2020, 7, 1))
    todo = [start]
    known = {start}
    while todo:
        life = todo.pop()
        seen.add(life.state)
        if life.failed + life.extensions > 1 or (life.deadline or TODAY) > date(2020, 8, 1):
            continue
        for kind in allowed(life):
            after = advance(life, good_input(life, kind, life.last_on))
            if after not in known:
                known.add(after)
                todo.append(after)
    assert seen == set(HazardState)
