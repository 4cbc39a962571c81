"""What comes next on every open matter: no state of an open hazard is without a date or a reminder."""

from __future__ import annotations

import datetime as dt

import pytest

from db import clock
from db.records import Hazard
from db.vocabulary import EventKind, PaperKind, ServiceWay, StepKind, SupervisionLevel
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, major
from tests.work.paper_steps import issued
from xianfeng_gui.work import calendar, hazard_detail, hazards, service
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")
S = StepKind
TODAY = dt.date(2021, 6, 18)


def coming() -> list[tuple[dt.date, str]]:
    """The calendar's next steps: day and what is to be done."""
    found = calendar.events(dt.date(2021, 6, 1), dt.date(2022, 3, 1), clock.today(), [EventKind.NEXT_STEP])
    return [(event.date, event.title.split()[-1]) for event in found]


def beside(hazard: Hazard) -> list[str]:
    """What the hazard's own page reminds of, of the steps."""
    reminders = hazard_detail.detail(hazard.id).reminders
    return [event.title.split()[-1] for event in reminders if event.kind is EventKind.NEXT_STEP]


def take(hazard: Hazard, *kinds: StepKind | StepData) -> None:
    steps = [kind if isinstance(kind, StepData) else StepData(kind) for kind in kinds]
    hazards.take_steps([hazard.id], steps, ACTOR)


def test_a_general_hazard_from_report_to_closure() -> None:
    hazard = added(found_on="2021-06-17")
    assert beside(hazard) == ["核实"] and coming() == [], "its deadline stands in the calendar already"
    take(hazard, S.VERIFY)
    assert beside(hazard) == ["下达整改通知"]
    take(hazard, S.ISSUE_NOTICE)
    assert beside(hazard) == []
    take(hazard, S.REPORT_RECTIFIED, S.PASS_REINSPECTION)
    assert coming() == [(dt.date(2021, 6, 23), "销号")] and beside(hazard) == ["销号"]
    clock.set_today(dt.date(2021, 6, 24))
    (event,) = hazard_detail.detail(hazard.id).reminders
    assert event.late and "复查合格" in event.explanation and "第3个工作日" in event.explanation
    take(hazard, S.CLOSE)
    assert coming() == [] and beside(hazard) == []


def test_a_major_hazard_is_listed_and_delisted() -> None:
    hazard = major(found_on="2021-06-17")
    take(hazard, S.ISSUE_NOTICE)
    assert coming() == [(dt.date(2021, 6, 23), "挂牌督办")]
    take(hazard, StepData(S.LIST_SUPERVISION, level=SupervisionLevel.TOWNSHIP))
    assert coming() == []
    take(hazard, S.REPORT_RECTIFIED, S.PASS_REINSPECTION)
    assert coming() == [(dt.date(2021, 6, 23), "摘牌")]
    take(hazard, S.DELIST)
    assert coming() == [(dt.date(2021, 6, 23), "销号")]


def test_a_referral_is_asked_after() -> None:
    hazard = added()
    take(hazard, StepData(S.REFER, remark="江津区应急管理局"))
    assert coming() == [(dt.date(2021, 7, 19), "询问移送结果")], "the 30th day is a Sunday"


@pytest.mark.parametrize(
    ("on", "until", "why"),
    [
        (TODAY, dt.date(2021, 8, 17), "第60日视为送达：《民事诉讼法》第九十二条"),
        (dt.date(2022, 1, 4), dt.date(2022, 2, 3), "第30日视为送达：《民事诉讼法》第九十五条"),
    ],
)
def test_the_day_on_which_an_announced_paper_counts_as_served(on: dt.date, until: dt.date, why: str) -> None:
    hazard = added(deadline="2021-06-30")
    notice = issued(PaperKind.NOTICE, hazard.number)
    clock.set_today(on)
    service.record(notice.paper_id, ServiceData(ServiceWay.ANNOUNCED, on, remark="镇公告栏"), ACTOR)
    for first in (on, until):
        (served,) = calendar.events(first, until, on, [EventKind.SERVICE_DUE])
        assert (served.date, served.late) == (until, False)
        assert notice.number in served.title and why in served.explanation
    words = service.in_words(notice.paper_id)
    assert words.startswith(f"{on} 公告送达，{until} 视为送达")
    assert f"整改期限早于送达日期：{hazard.number}（2021-06-30）" in words
    assert service.too_late_for(notice.paper_id, dt.date(2021, 6, 30)) == ""
