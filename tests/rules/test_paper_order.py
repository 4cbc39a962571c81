"""The order of papers: what is possible agrees with the hazard's life, whatever that life was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import Grade, HazardState, PaperKind, StepKind
from tests.rules.law import CALENDAR
from xianfeng_gui.rules import lifecycle, paper_order
from xianfeng_gui.rules.lifecycle import Life
from xianfeng_gui.rules.paper_clauses import measures_problem
from xianfeng_gui.rules.paper_order import NOTICES, EarlierPaper, HazardFacts, Matter

TODAY = date(2021, 6, 18)
lives = st.builds(
    Life,
    state=st.sampled_from(HazardState),
    grade=st.sampled_from(Grade),
    found_on=st.just(date(2021, 6, 1)),
    deadline=st.just(date(2021, 6, 30)),
    listed=st.booleans(),
    delisted=st.just(False),
    requested_deadline=st.none(),
    failed=st.integers(0, 2),
    extensions=st.just(0),
    assurances_missing=st.just(()),
    last_on=st.just(date(2021, 6, 10)),
).filter(lambda life: life.grade is Grade.MAJOR or not life.listed)
NOTICE = EarlierPaper(PaperKind.NOTICE, "先锋府安改〔2021〕1号", date(2021, 6, 2), False)


def matter(kind: PaperKind, life: Life, *, notice: str = "", listing: str = "") -> Matter:
    facts = HazardFacts("YJB-2021-0001", life, "site", notice, listing)
    return Matter(kind, TODAY, powers=True, hazards=(facts,), follows=NOTICE)


@given(
    lives,
    st.sampled_from(
        [*NOTICES, PaperKind.REFERRAL, PaperKind.LISTING, PaperKind.DELISTING, PaperKind.CLOSURE]
    ),
)
def test_what_is_possible_can_be_entered(life: Life, kind: PaperKind) -> None:
    asked = matter(kind, life)
    steps = paper_order.steps_of(kind, asked.hazards[0], passed=None, documented=False)
    if not paper_order.obstacle(asked):
        assert all(step in lifecycle.allowed(life) for step in steps)


@given(lives, st.booleans())
def test_the_outcome_of_a_reinspection_can_be_entered(life: Life, passed: bool) -> None:
    asked = matter(PaperKind.REINSPECTION, life)
    hazard = asked.hazards[0]
    if paper_order.obstacle(asked) or paper_order.outcome_problem(hazard, passed, TODAY):
        return
    steps = paper_order.steps_of(PaperKind.REINSPECTION, hazard, passed=passed, documented=False)
    if steps:
        first = steps[0]
        assert first in {*lifecycle.allowed(life), *lifecycle.blocked(life)}
    elif not passed:
        raise AssertionError("a failed reinspection always leaves a trace")


@given(lives)
def test_a_closure_slip_is_for_hazards_that_are_closed_or_may_be(life: Life) -> None:
    possible = not paper_order.obstacle(matter(PaperKind.CLOSURE, life))
    may_be = life.state is HazardState.PASSED and StepKind.CLOSE in lifecycle.allowed(life)
    assert possible is (life.state is HazardState.CLOSED or may_be)


@given(lives, st.sampled_from([PaperKind.LISTING, PaperKind.DELISTING, PaperKind.RECTIFICATION_PLAN]))
def test_papers_of_major_hazards(life: Life, kind: PaperKind) -> None:
    if not paper_order.obstacle(matter(kind, life)):
        assert life.grade is Grade.MAJOR
        assert kind is not PaperKind.DELISTING or life.listed


@given(lives)
def test_a_hazard_under_a_standing_notice_gets_no_second_one(life: Life) -> None:
    reason = paper_order.obstacle(matter(PaperKind.NOTICE, life, notice=NOTICE.number))
    if life.state in (HazardState.ISSUED, HazardState.RECTIFYING, HazardState.RECTIFIED):
        assert NOTICE.number in reason


@given(st.sampled_from(PaperKind), lives)
def test_every_reason_is_a_sentence_without_its_stop(kind: PaperKind, life: Life) -> None:
    for asked in (matter(kind, life), replace(matter(kind, life), hazards=(), follows=None, powers=False)):
        reason = paper_order.obstacle(asked)
        assert not reason.endswith("。") and "  " not in reason


@given(st.dates(date(2020, 1, 1), date(2022, 12, 31)), st.integers(-5, 40))
def test_a_deadline_is_refused_in_the_past_and_on_days_off(issued_on: date, ahead: int) -> None:
    day = issued_on + timedelta(days=ahead)
    reason = paper_order.deadline_problem("整改", day, issued_on, CALENDAR)
    good = ahead == 0 or (ahead > 0 and CALENDAR.is_workday(day))
    assert (reason == "") is good
    if "第一个工作日" in reason:
        assert CALENDAR.is_workday(CALENDAR.next_workday(day)) and CALENDAR.next_workday(day) > day


def test_a_failed_reinspection_that_was_entered_is_not_entered_again() -> None:
    life = Life(HazardState.RECTIFYING, Grade.GENERAL, TODAY, TODAY, False, False, None, 1, 0, (), TODAY)
    facts = HazardFacts("YJB-2021-0001", life, "site")
    assert paper_order.steps_of(PaperKind.REINSPECTION, facts, passed=False, documented=True) == ()
    again = paper_order.steps_of(PaperKind.REINSPECTION, facts, passed=False, documented=False)
    assert again == (StepKind.FAIL_REINSPECTION,)


@pytest.mark.parametrize(
    ("grade", "measures", "words"),
    [
        (Grade.GENERAL, "立即清理疏散通道", ""),
        (Grade.GENERAL, "立即停止作业，由持证人员操作", ""),
        (Grade.GENERAL, "暂时停产停业", "不能责令“停产”"),
        (Grade.MAJOR, "从危险区域内撤出作业人员", ""),
        (Grade.MAJOR, "查封仓库", "不包括“查封”"),
    ],
)
def test_measures_on_the_spot_stay_within_the_power(grade: Grade, measures: str, words: str) -> None:
    found = measures_problem([grade], measures)
    assert words in found and bool(found) == bool(words)
