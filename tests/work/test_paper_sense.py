"""Papers make sense: nothing told before it happened, no closure without an opinion, no talk at no time, nothing twice unsaid."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db import clock
from db.errors import UserError
from db.vocabulary import EventKind, HazardState, PaperKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, major
from tests.work.paper_steps import drafted, inspected, issued, problems, text_of
from xianfeng_gui.work import archive, calendar, hazards, settings
from xianfeng_gui.work.papers import after_void, drafting, issuing, style

K = PaperKind
township = pytest.mark.usefixtures("township")


def passed(number: str) -> None:
    issued(K.NOTICE, number)
    issued(K.REINSPECTION, number, failed=[])


@township
def test_no_closure_of_a_notified_hazard_without_an_opinion_that_stands() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    opinion = issued(K.REINSPECTION, hazard.number, failed=[])
    issuing.void(opinion.paper_id, "写错", ACTOR)
    with pytest.raises(UserError, match="还没有有效的复查意见书，不能销号"):
        drafted(K.CLOSURE, hazard.number)
    issued(K.REINSPECTION, hazard.number, failed=[])
    issued(K.CLOSURE, hazard.number)
    assert hazards.by_number(hazard.number).state is HazardState.CLOSED


@township
def test_voiding_says_what_stays_and_what_puts_it_right() -> None:
    hazard = added()
    passed(hazard.number)
    slip = issued(K.CLOSURE, hazard.number)
    told = f"{hazard.number}仍为“已销号”：只是文书有误的，请重新出具；结论有误的，请办理“重新启动”。"
    assert after_void.before(slip.paper_id).endswith(told)
    issuing.void(slip.paper_id, "写错", ACTOR)
    assert after_void.after(slip.paper_id) == told
    notice = issued(K.NOTICE, added(description="灭火器过期").number)
    assert "退回“已核实”" in after_void.before(notice.paper_id)
    issuing.void(notice.paper_id, "写错", ACTOR)
    assert after_void.after(notice.paper_id) == ""


@township
def test_what_was_done_was_not_done_after_the_day_of_issue() -> None:
    visit = inspected("通道堵塞")
    told = problems(drafted(K.NOTICE, visit.hazards[0].number, inspected_on="2021-06-21"))
    assert "“检查日期”2021年6月21日晚于发文日期" in told
    assert problems(drafted(K.NOTICE, visit.hazards[0].number, inspected_on="2021-06-18")) == ""


@township
def test_a_time_that_is_none() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    told = problems(drafted(K.SUMMONS, hazard.number, meets_on="2021-06-22", meets_at="2021-06-22"))
    assert "“约谈时间”：“2021-06-22”不是时间" in told


@township
def test_a_plan_does_not_name_a_day_that_is_gone() -> None:
    hazard = major()
    issued(K.NOTICE, hazard.number)
    deadline = hazards.by_number(hazard.number).deadline
    clock.set_today(deadline + dt.timedelta(days=3))
    draft = drafted(K.RECTIFICATION_PLAN, hazard.number, time_limit=f"{_day(deadline)}前完成整改")
    assert "已过，请先办理延期，或者改写" in problems(draft)
    rewritten = drafting.changed(draft, values={"time_limit": "停产整改，验收合格后恢复生产"})
    assert "已过" not in problems(rewritten)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@township
def test_a_report_before_the_term_ran_out_does_not_say_that_it_did() -> None:
    hazard = added()
    deadline = hazards.by_number(hazard.number).deadline
    issued(K.NOTICE, hazard.number)
    issued(K.REINSPECTION, hazard.number, failed=[hazard.number], new_deadline="2021-07-20")
    text = text_of(issued(K.DISTRICT_REPORT, hazard.number).pdf)
    assert "经督促仍未整改到位" in text and "未按期" not in text
    clock.set_today(deadline + dt.timedelta(days=1))
    assert "经督促仍未按期整改到位" in text_of(issued(K.DISTRICT_REPORT, hazard.number).pdf)


@township
def test_who_opens_the_same_paper_again_is_told() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    first = issued(K.SUMMONS, hazard.number, meets_on="2021-06-22", meets_at="9:30", summoned="罗某")
    assert f"已出具过约谈通知书{first.number}" in drafted(K.SUMMONS, hazard.number).note
    assert drafted(K.REINSPECTION, hazard.number).note == ""


@township
def test_a_record_without_certificates_shown_says_so_when_it_opens() -> None:
    visit = inspected("通道堵塞", certificates_shown=False)
    assert "没有出示执法证件" in drafted(K.INSPECTION_RECORD, visit.number).note
    assert drafted(K.INSPECTION_RECORD, inspected("灭火器过期").number).note == ""


@township
def test_a_character_that_no_font_has_is_named_with_its_field() -> None:
    hazard = added(description="𠮷祥门损坏")
    draft = drafted(K.NOTICE, hazard.number, recipient="𠮷田厂")
    for place in ("“受文单位”", hazard.number):
        assert any(place in str(one) and "“𠮷”没有字体" in str(one) for one in unprintable_of(draft))
    with pytest.raises(UserError, match="“受文单位”中的“𠮷”没有字体可以打印"):
        issuing.issue(draft, ACTOR)


def unprintable_of(draft: drafting.Draft) -> list[UserError]:
    from xianfeng_gui.work.papers import unprintable

    return unprintable.problems(draft.content, drafting.preview(draft).missing)


@township
def test_a_talk_stands_in_the_calendar_and_its_summons_is_served_before_it() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    paper = issued(K.SUMMONS, hazard.number, meets_on="2021-06-22", meets_at="9:30", summoned="罗某")
    first, last = dt.date(2021, 6, 1), dt.date(2021, 6, 30)
    (talk,) = calendar.events(first, last, clock.today(), [EventKind.TALK])
    assert (talk.date, talk.title) == (dt.date(2021, 6, 22), "约谈青禾榨菜加工厂")
    assert paper.number in talk.explanation and not talk.late
    due = calendar.events(first, last, clock.today(), [EventKind.SERVICE_DUE])
    served = next(one for one in due if paper.number in one.title)
    assert (served.date, served.explanation[-15:]) == (
        dt.date(2021, 6, 21),
        "应在2021年6月22日约谈前送达"[-15:],
    )
    issuing.void(paper.paper_id, "改期", ACTOR)
    assert calendar.events(first, last, clock.today(), [EventKind.TALK]) == []


def test_a_village_numbers_its_papers_by_its_own_name(tmp_path: Path) -> None:
    archive.found(tmp_path / "village", "绣庄村")
    assert style.number(K.NOTICE, 2021, 3) == "绣庄村安改〔2021〕3号"
    assert settings.get("paper.our_side") == "我村"
    numbers = {style.number(kind, 2021, 1) for kind in K}
    assert len(numbers) == len(K) and all(number.startswith("绣庄村") for number in numbers)


def test_the_township_numbers_its_papers_as_before(township: Path) -> None:
    assert style.number(K.NOTICE, 2021, 3) == "先锋府安改〔2021〕3号"
