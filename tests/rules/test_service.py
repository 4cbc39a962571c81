"""When a service takes effect, and which terms run from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from db.vocabulary import PaperKind, ServiceWay
from tests.rules.law import CALENDAR, TERMS
from xianfeng_gui.rules import service
from xianfeng_gui.rules.paper_order import ENFORCEMENT
from xianfeng_gui.rules.terms import with_overrides

DAY = date(2021, 6, 18)
days = st.dates(date(2019, 1, 1), date(2023, 12, 31))


@given(st.sampled_from([way for way in ServiceWay if way is not ServiceWay.ANNOUNCED]), days)
def test_the_day_of_the_act_is_the_day_of_service(way: ServiceWay, day: date) -> None:
    on, reason = service.takes_effect(way, day, TERMS, CALENDAR)
    assert on == day and way.label in reason


@given(days)
def test_an_announcement_counts_after_the_term_of_its_day(day: date) -> None:
    """《民事诉讼法》 as amended on 2021-12-24, in force on 2022-01-01: 30 days by article 95, before 60 by article 92."""
    on, reason = service.takes_effect(ServiceWay.ANNOUNCED, day, TERMS, CALENDAR)
    count, article = (60, "第九十二条") if day < date(2022, 1, 1) else (30, "第九十五条")
    assert on == day + timedelta(days=count)
    assert f"第{count}日" in reason and article in reason


@pytest.mark.parametrize(
    ("day", "until"),
    [(date(2021, 12, 31), date(2022, 3, 1)), (date(2022, 1, 1), date(2022, 1, 31))],
)
def test_the_day_of_the_announcement_decides_on_its_term(day: date, until: date) -> None:
    assert service.takes_effect(ServiceWay.ANNOUNCED, day, TERMS, CALENDAR)[0] == until


@given(days)
def test_an_offices_own_term_of_announcement_holds_on_any_day(day: date) -> None:
    own = with_overrides(TERMS, {"announcement": "45"})
    on, reason = service.takes_effect(ServiceWay.ANNOUNCED, day, own, CALENDAR)
    assert on == day + timedelta(days=45)
    assert "本单位设定" in reason and ("第九十二条" if day.year < 2022 else "第九十五条") in reason


@given(st.sampled_from(sorted(ENFORCEMENT)), days)
def test_review_and_suit_run_from_enforcement_papers(kind: PaperKind, day: date) -> None:
    review, suit = service.running_terms(kind, day, TERMS, CALENDAR)
    assert (review.key, suit.key) == ("review", "suit")
    assert review.due >= day + timedelta(days=60) and CALENDAR.is_workday(review.due)
    assert day < review.due < suit.due and CALENDAR.is_workday(suit.due)
    assert "6个月" in suit.explanation and "第四十六条" in suit.explanation


@given(st.sampled_from(sorted(set(PaperKind) - ENFORCEMENT)), days)
def test_no_remedy_runs_from_supervision_papers(kind: PaperKind, day: date) -> None:
    assert service.running_terms(kind, day, TERMS, CALENDAR) == []


@given(days, st.integers(1, 30))
def test_a_month_ends_on_the_same_day_or_the_months_last(day: date, count: int) -> None:
    term = CALENDAR.add_months(day, count)
    months = (term.due.year - day.year) * 12 + term.due.month - day.month
    assert months == count and term.months
    assert term.due.day == day.day or (term.due.day < day.day and (term.due + timedelta(days=1)).day == 1)


def test_a_term_of_months_rolls_over_days_off() -> None:
    assert TERMS["suit"].after(date(2020, 8, 31), CALENDAR).due == date(
        2021, 3, 1
    )  # 28 February was a Sunday


@pytest.mark.parametrize(
    ("way", "on", "receiver", "witnesses", "field"),
    [
        (ServiceWay.SIGNED, None, "罗某", "", "served_on"),
        (ServiceWay.SIGNED, DAY + timedelta(days=1), "罗某", "", "served_on"),
        (ServiceWay.SIGNED, DAY - timedelta(days=3), "罗某", "", "served_on"),
        (ServiceWay.SIGNED, DAY, " ", "", "receiver"),
        (ServiceWay.LEFT, DAY, "罗某", "", "witnesses"),
        (ServiceWay.ANNOUNCED, DAY, "", "", "place"),
    ],
)
def test_what_cannot_have_been_so(
    way: ServiceWay, on: date | None, receiver: str, witnesses: str, field: str
) -> None:
    with pytest.raises(UserError) as caught:
        service.check(way, on, DAY - timedelta(days=2), DAY, receiver, witnesses, " ")
    assert caught.value.field == field


def test_post_needs_no_name() -> None:
    service.check(ServiceWay.POST, DAY, DAY, DAY, "", "", "")
