"""The hazard's life: single rules by example, and no forbidden state by any sequence of steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.errors import UserError
from db.vocabulary import Grade, HazardState, StepKind, SupervisionLevel
from tests.rules.law import CALENDAR, TERMS
from xianfeng_gui.rules.grading import change_grade
from xianfeng_gui.rules.lifecycle import (
    Life,
    StepInput,
    advance,
    allowed,
    begin,
    blocked,
    check_assurances,
    is_late,
    is_open,
    reinspection_due,
)

DAY = date(2020, 11, 20)
TODAY = date(2021, 6, 18)
DEADLINE = date(2020, 12, 4)
K = StepKind


def life(grade: Grade = Grade.GENERAL, missing: tuple[str, ...] = ()) -> Life:
    return begin(grade, DAY, TODAY, DEADLINE, missing)


def do(before: Life, *kinds: StepKind, on: date = DAY) -> Life:
    """Take the steps with good input, all on one day."""
    for kind in kinds:
        before = advance(before, good(before, kind, on))
    return before


def good(before: Life, kind: StepKind, on: date = DAY) -> StepInput:
    later = (before.deadline or on) + timedelta(days=10)
    return StepInput(
        kind,
        on,
        TODAY,
        remark="有理由",
        new_deadline=max(later, on)
        if kind in (K.FAIL_REINSPECTION, K.APPLY_EXTENSION)
        else (later if kind is K.REOPEN and before.state is HazardState.CLOSED else None),
        level=SupervisionLevel.DISTRICT if kind is K.LIST_SUPERVISION else None,
    )


def refused(before: Life, step: StepInput, message: str, field: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        advance(before, step)
    assert caught.value.field == field


USUAL = (
    K.VERIFY,
    K.ISSUE_NOTICE,
    K.START_RECTIFICATION,
    K.REPORT_RECTIFIED,
    K.PASS_REINSPECTION,
    K.CLOSE,
)


def test_the_usual_path_offers_each_next_step_first() -> None:
    now = life()
    for kind in USUAL:
        assert allowed(now)[0] is kind
        now = do(now, kind)
    assert now.state is HazardState.CLOSED and not is_open(now.state)


def test_a_major_hazard_on_its_whole_way() -> None:
    now = do(life(Grade.MAJOR), K.VERIFY, K.LIST_SUPERVISION, *USUAL[1:5])
    assert allowed(now) == (K.DELIST, K.FAIL_REINSPECTION) and "摘牌" in blocked(now)[K.CLOSE]
    refused(now, good(now, K.CLOSE), "摘牌", "")
    now = do(now, K.DELIST, K.CLOSE)
    assert now.state is HazardState.CLOSED
    again = do(now, K.REOPEN)
    assert (again.state, again.listed, again.delisted) == (HazardState.RECTIFYING, True, False)


def test_a_notice_orders_the_assurances_and_a_major_hazard_passes_only_with_them() -> None:
    now = do(life(Grade.MAJOR, ("资金", "预案")), K.ISSUE_NOTICE, K.LIST_SUPERVISION, K.REPORT_RECTIFIED)
    assert K.PASS_REINSPECTION not in allowed(now)
    refused(now, good(now, K.PASS_REINSPECTION), "资金、预案", "")
    assert do(replace(now, assurances_missing=()), K.PASS_REINSPECTION).state is HazardState.PASSED


def test_a_general_hazard_needs_no_assurances() -> None:
    now = do(life(missing=("资金",)), K.ISSUE_NOTICE, K.REPORT_RECTIFIED, K.PASS_REINSPECTION)
    assert now.state is HazardState.PASSED


def test_an_unlisted_major_hazard_does_not_pass() -> None:
    now = do(life(Grade.MAJOR), K.ISSUE_NOTICE, K.REPORT_RECTIFIED)
    refused(now, good(now, K.PASS_REINSPECTION), "挂牌", "")
    assert K.PASS_REINSPECTION in allowed(do(now, K.LIST_SUPERVISION))


def test_a_referred_major_hazard_is_closed_only_after_delisting() -> None:
    now = do(life(Grade.MAJOR), K.REFER)
    refused(now, good(now, K.CLOSE), "挂牌", "")
    assert do(now, K.LIST_SUPERVISION, K.DELIST, K.CLOSE).state is HazardState.CLOSED
    back = do(now, K.LIST_SUPERVISION, K.DELIST, K.RETURN_REFERRAL)
    assert back.state is HazardState.VERIFIED and not back.delisted


def test_failed_reinspection_goes_back_with_a_new_deadline() -> None:
    now = do(life(), K.ISSUE_NOTICE, K.REPORT_RECTIFIED)
    refused(now, StepInput(K.FAIL_REINSPECTION, DAY, TODAY), "新的整改期限", "new_deadline")
    early = StepInput(K.FAIL_REINSPECTION, DAY, TODAY, new_deadline=DAY - timedelta(days=1))
    refused(now, early, "早于", "new_deadline")
    after = advance(now, replace(early, new_deadline=DAY))
    assert (after.state, after.failed, after.deadline) == (HazardState.RECTIFYING, 1, DAY)


def test_extension_applied_granted_refused() -> None:
    now = do(life(), K.ISSUE_NOTICE)
    same = StepInput(K.APPLY_EXTENSION, DAY, TODAY, new_deadline=DEADLINE)
    refused(now, same, "晚于原期限", "new_deadline")
    refused(now, good(now, K.GRANT_EXTENSION), "没有待答复", "")
    asked = advance(now, replace(same, new_deadline=date(2020, 12, 20)))
    refused(asked, good(asked, K.APPLY_EXTENSION), "待答复", "")
    assert do(asked, K.START_RECTIFICATION).requested_deadline == date(2020, 12, 20)
    granted = do(asked, K.GRANT_EXTENSION)
    assert (granted.deadline, granted.extensions, granted.requested_deadline) == (
        date(2020, 12, 20),
        1,
        None,
    )
    refused(asked, StepInput(K.REFUSE_EXTENSION, DAY, TODAY, remark=" "), "理由", "remark")
    assert do(asked, K.REFUSE_EXTENSION).deadline == DEADLINE
    for ending in (K.REPORT_RECTIFIED, K.REFER):
        assert do(asked, ending).requested_deadline is None


def test_a_notice_needs_a_deadline_that_is_not_past() -> None:
    none = replace(life(), deadline=None)
    refused(none, StepInput(K.ISSUE_NOTICE, DAY, TODAY), "整改期限", "new_deadline")
    late = StepInput(K.ISSUE_NOTICE, DEADLINE + timedelta(days=1), TODAY)
    refused(life(), late, "早于", "new_deadline")
    assert advance(life(), replace(late, new_deadline=date(2021, 1, 4))).deadline == date(2021, 1, 4)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ((), K.REFER),
        ((), K.DISMISS),
        ((K.REFER,), K.CLOSE),
        ((K.DISMISS,), K.REOPEN),
        (USUAL, K.REOPEN),
    ],
)
def test_remarks_are_asked_for_where_they_matter(path: tuple[StepKind, ...], kind: StepKind) -> None:
    now = do(life(), *path)
    refused(now, replace(good(now, kind), remark="  "), "请填写", "remark")
    assert do(now, kind).state is not now.state


def test_no_remark_is_forced_on_the_usual_path() -> None:
    now = life()
    for kind in USUAL:
        now = advance(now, StepInput(kind, DAY, TODAY))


def test_reopening() -> None:
    assert do(life(), K.DISMISS, K.REOPEN).state is HazardState.VERIFIED
    closed = do(life(), *USUAL)
    refused(closed, replace(good(closed, K.REOPEN), new_deadline=None), "新的整改期限", "new_deadline")
    assert do(closed, K.REOPEN).state is HazardState.RECTIFYING


def test_listing_needs_a_level_and_a_major_hazard() -> None:
    now = do(life(Grade.MAJOR), K.VERIFY)
    refused(now, replace(good(now, K.LIST_SUPERVISION), level=None), "级别", "level")
    listed = do(now, K.LIST_SUPERVISION)
    refused(listed, good(listed, K.LIST_SUPERVISION), "已经挂牌", "")
    general = do(life(), K.VERIFY)
    refused(general, good(general, K.LIST_SUPERVISION), "只有重大隐患", "")


def test_what_a_step_would_lose_is_refused() -> None:
    refused(life(), replace(good(life(), K.VERIFY), new_deadline=DEADLINE), "期限", "new_deadline")
    refused(life(), replace(good(life(), K.VERIFY), level=SupervisionLevel.CITY), "级别", "level")


def test_dates_of_steps() -> None:
    refused(life(), StepInput(K.VERIFY, TODAY + timedelta(days=1), TODAY), "晚于今天", "on")
    refused(life(), StepInput(K.VERIFY, DAY - timedelta(days=1), TODAY), "发现日期", "on")
    now = do(life(), K.VERIFY, on=date(2020, 12, 1))
    refused(now, StepInput(K.ISSUE_NOTICE, DAY, TODAY), "上一步", "on")


def test_wrong_order_names_what_is_possible() -> None:
    refused(life(), good(life(), K.CLOSE), "现在可以：“核实”", "")
    refused(life(), good(life(), K.REPORT), "不能“登记”", "")


def test_registration_is_checked() -> None:
    with pytest.raises(UserError, match="发现日期"):
        begin(Grade.GENERAL, TODAY + timedelta(days=1), TODAY)
    with pytest.raises(UserError, match="整改期限"):
        begin(Grade.GENERAL, DAY, TODAY, DAY - timedelta(days=1))


def test_late_only_while_rectification_is_not_finished() -> None:
    after = DEADLINE + timedelta(days=1)
    late = {state for state in HazardState if is_late(state, DEADLINE, after)}
    S = HazardState
    assert late == {S.REPORTED, S.VERIFIED, S.ISSUED, S.RECTIFYING}
    assert not any(is_late(state, DEADLINE, DEADLINE) for state in S)
    assert not any(is_late(state, None, after) for state in S)


def test_reinspection_is_counted_from_the_report_or_the_deadline() -> None:
    now = do(life(), K.ISSUE_NOTICE)
    due = reinspection_due(now, None, TERMS, CALENDAR)
    assert due and due.start == DEADLINE and due.due == date(2020, 12, 14)
    rectified = do(now, K.REPORT_RECTIFIED)
    due = reinspection_due(rectified, date(2020, 11, 25), TERMS, CALENDAR)
    assert due and due.start == date(2020, 11, 25) and due.due == date(2020, 12, 7)  # the 5th was a Saturday
    assert reinspection_due(do(rectified, K.PASS_REINSPECTION), DAY, TERMS, CALENDAR) is None


def test_changing_the_grade() -> None:
    now = do(life(missing=("预案",)), K.VERIFY)
    major = change_grade(now, Grade.MAJOR, "经专家论证")
    assert major.grade is Grade.MAJOR and change_grade(major, Grade.GENERAL, "误判").grade is Grade.GENERAL
    for before, grade, reason, field in (
        (now, Grade.MAJOR, " ", "reason"),
        (do(major, K.LIST_SUPERVISION), Grade.GENERAL, "误判", "grade"),
        (do(life(), *USUAL), Grade.MAJOR, "经专家论证", "grade"),
        (do(life(), *USUAL[:5]), Grade.MAJOR, "经专家论证", "grade"),
    ):
        with pytest.raises(UserError) as caught:
            change_grade(before, grade, reason)
        assert caught.value.field == field
    assert change_grade(now, Grade.GENERAL, "") is now


def test_assurances_can_not_be_emptied_once_it_passed() -> None:
    passed = do(
        life(Grade.MAJOR), K.ISSUE_NOTICE, K.LIST_SUPERVISION, K.REPORT_RECTIFIED, K.PASS_REINSPECTION
    )
    check_assurances(passed)
    with pytest.raises(UserError, match="责任"):
        check_assurances(replace(passed, assurances_missing=("责任",)))
    check_assurances(life(Grade.MAJOR, ("责任",)))
