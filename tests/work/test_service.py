"""Service of papers: entered, corrected, undone; and what stands in the calendar because of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from db import check, clock, journal
from db.errors import UserError
from db.vocabulary import EventKind, PaperKind, ServiceWay, StepKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, jpeg
from tests.work.paper_steps import drafted, inspected, issued, problems, text_of
from xianfeng_gui.work import calendar, hazard_detail, hazards, paper_list, service, settings, volume
from xianfeng_gui.work.calendar import CalendarEvent, Span
from xianfeng_gui.work.calendar_papers import remedy_terms
from xianfeng_gui.work.papers import drafting, facts, issuing
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")
TODAY = dt.date(2021, 6, 18)
SIGNED = ServiceData(ServiceWay.SIGNED, TODAY, receiver="罗某", receiver_post="厂长")


def events(kind: EventKind, last: dt.date = dt.date(2022, 3, 1)) -> list[CalendarEvent]:
    return calendar.events(dt.date(2021, 6, 1), last, clock.today(), [kind])


def order() -> str:
    visit = inspected("氨气报警器失灵")
    settings.save({facts.POWERS: "1"}, ACTOR)
    return issued(PaperKind.ORDER, visit.number).paper_id


def test_a_service_is_entered_corrected_and_undone() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    entry = service.record(notice.paper_id, SIGNED, ACTOR)
    assert service.in_words(notice.paper_id) == "2021-06-18 直接送达，罗某"
    assert paper_list.rows()[0].served == "2021-06-18 直接送达"
    service.correct(entry, replace(SIGNED, way=ServiceWay.POST, receiver="赵某"), ACTOR)
    assert service.in_words(notice.paper_id) == "2021-06-18 邮寄送达，赵某"
    journal.undo(ACTOR)
    journal.undo(ACTOR)
    assert service.of_paper(notice.paper_id) == []


def test_the_signed_slip_is_kept_and_goes_into_the_volume(tmp_path: Path) -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    slip = jpeg(tmp_path / "签收.jpg", size=(300, 200))
    entry = service.record(notice.paper_id, replace(SIGNED, slip=slip), ACTOR)
    service.correct(entry, SIGNED, ACTOR)
    service.save_slip(entry, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == slip.read_bytes()
    said = text_of(volume.of_record("paper", notice.paper_id))
    assert "签收件" in said and "直接送达，收件人罗某" in said
    assert check.problems() == []


def test_an_issued_paper_waits_for_its_service() -> None:
    hazard = added()
    notice = issued(PaperKind.NOTICE, hazard.number)
    (event,) = events(EventKind.SERVICE_DUE)
    assert (event.date, event.record) == (dt.date(2021, 6, 29), ("paper", notice.paper_id))
    assert "第7个工作日" in event.explanation and notice.number in event.title
    assert [one.kind for one in hazard_detail.detail(hazard.id).reminders] == [EventKind.SERVICE_DUE]
    service.record(notice.paper_id, SIGNED, ACTOR)
    assert events(EventKind.SERVICE_DUE) == []
    assert hazard_detail.detail(hazard.id).reminders == ()


def test_review_and_suit_stand_in_the_calendar() -> None:
    paper_id = order()
    assert events(EventKind.REMEDY_TERM) == []
    service.record(paper_id, SIGNED, ACTOR)
    review, suit = events(EventKind.REMEDY_TERM)
    assert (review.date, suit.date) == (dt.date(2021, 8, 17), dt.date(2021, 12, 20))
    assert (
        "行政复议" in review.title
        and "《行政复议法》" in review.explanation
        and "送达日期" in review.explanation
    )
    assert suit.key != review.key and not suit.late
    clock.set_today(dt.date(2021, 9, 1))
    assert [event.done for event in events(EventKind.REMEDY_TERM)] == [True, False]


def test_an_announcement_moves_the_terms() -> None:
    paper_id = order()
    announced = ServiceData(ServiceWay.ANNOUNCED, TODAY, remark="镇公告栏")
    service.record(paper_id, announced, ACTOR)
    (served,) = service.of_paper(paper_id)
    assert served.effective_on == dt.date(2021, 8, 17)
    assert "第60日" in served.reason and "第九十二条" in served.reason
    assert [term.key for term in served.terms] == ["review", "suit"]
    assert events(EventKind.REMEDY_TERM)[0].date == dt.date(2021, 10, 18), "16 October was a Saturday"


@pytest.mark.parametrize(("key", "told"), [("term.review", "60日"), ("term.suit", "6个月")])
def test_the_calendar_says_what_the_order_says(key: str, told: str) -> None:
    paper_id = order()
    assert told in text_of(issuing.pdf_of(paper_id))
    with pytest.raises(UserError, match=f"{told}，不能改成别的") as caught:
        settings.save({key: "15"}, ACTOR)
    assert caught.value.field in key
    with journal.change("旧版程序的设置", ACTOR):
        settings.write(key, "15")
    service.record(paper_id, SIGNED, ACTOR)
    assert [event.date for event in events(EventKind.REMEDY_TERM)] == [
        dt.date(2021, 8, 17),
        dt.date(2021, 12, 20),
    ]


def test_a_second_service_begins_no_second_term() -> None:
    paper_id = order()
    service.record(paper_id, ServiceData(ServiceWay.ANNOUNCED, TODAY, remark="镇公告栏"), ACTOR)
    service.record(paper_id, SIGNED, ACTOR)
    found = events(EventKind.REMEDY_TERM)
    assert [event.date for event in found] == [dt.date(2021, 8, 17), dt.date(2021, 12, 20)]
    assert len({event.key for event in found}) == 2
    assert service.in_words(paper_id).count("提起行政诉讼期限") == 1


def test_a_long_announcement_does_not_hide_the_term_to_sue() -> None:
    paper_id = order()
    settings.save({"term.announcement": "120"}, ACTOR)
    service.record(paper_id, ServiceData(ServiceWay.ANNOUNCED, TODAY, remark="镇公告栏"), ACTOR)
    suit = service.running(paper_id)[1][1].due
    one_day = Span(suit, suit, suit, -1)
    assert [event.date for event in remedy_terms(one_day)] == [suit]


def test_what_comes_next_on_an_open_matter() -> None:
    added(found_on="2021-06-17", deadline="2021-06-21", source="self_check")
    visit = inspected("灭火器过期")
    hazard = hazards.by_number(visit.hazards[0].number)
    (event,) = events(EventKind.PAPER_DUE)
    assert (event.date, event.title.split()[-1]) == (dt.date(2021, 6, 22), "下达整改通知")
    draft = drafting.with_deadline(drafted(PaperKind.NOTICE, hazard.number), dt.date(2021, 6, 21))
    notice = issuing.issue(draft, ACTOR)
    service.record(notice.paper_id, SIGNED, ACTOR)
    assert events(EventKind.PAPER_DUE) == events(EventKind.DISTRICT_REPORT_DUE) == []
    clock.set_today(dt.date(2021, 6, 25))
    (report,) = events(EventKind.DISTRICT_REPORT_DUE)
    (visit,) = events(EventKind.REINSPECTION_DUE)
    assert (report.date, visit.date) == (dt.date(2021, 6, 28), dt.date(2021, 7, 1))
    assert "整改期限2021年6月21日已过" in visit.explanation and "整改期限届满" in report.explanation
    failed = hazards.StepData(StepKind.FAIL_REINSPECTION, new_deadline=dt.date(2021, 7, 9))
    hazards.take_steps([hazard.id], [failed], ACTOR)
    assert [one.title.split()[-1] for one in events(EventKind.PAPER_DUE)] == ["出具复查意见书"]
    issued(PaperKind.REINSPECTION, hazard.number)
    assert events(EventKind.PAPER_DUE) == []
    (report,) = events(EventKind.DISTRICT_REPORT_DUE)
    assert report.date == dt.date(2021, 7, 2) and "2021年6月25日复查不合格" in report.explanation
    issued(PaperKind.DISTRICT_REPORT, hazard.number)
    assert events(EventKind.DISTRICT_REPORT_DUE) == []


def test_a_reported_hazard_is_not_reminded_of_again() -> None:
    hazard = added(deadline="2021-06-21")
    issued(PaperKind.NOTICE, hazard.number)
    clock.set_today(dt.date(2021, 6, 25))
    issued(PaperKind.DISTRICT_REPORT, hazard.number)
    assert events(EventKind.DISTRICT_REPORT_DUE) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (replace(SIGNED, receiver="王" * 31), "receiver"),
        (replace(SIGNED, served_on=TODAY - dt.timedelta(1)), "served_on"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(data: ServiceData, field: str) -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    with pytest.raises(UserError) as caught:
        service.record(notice.paper_id, data, ACTOR)
    assert caught.value.field == field


def test_an_inspection_record_is_signed_on_the_spot_and_not_served() -> None:
    record = issued(PaperKind.INSPECTION_RECORD, inspected("配电箱没有箱门").number)
    with pytest.raises(UserError, match="不需要送达"):
        service.record(record.paper_id, SIGNED, ACTOR)


def test_the_same_service_is_entered_once() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    first = service.record(notice.paper_id, SIGNED, ACTOR)
    posted = service.record(notice.paper_id, replace(SIGNED, way=ServiceWay.POST), ACTOR)
    with pytest.raises(UserError, match="2021-06-18的直接送达已经登记，不用重复登记") as caught:
        service.record(notice.paper_id, replace(SIGNED, receiver="赵某"), ACTOR)
    assert caught.value.field == "served_on"
    with pytest.raises(UserError, match="已经登记"):
        service.correct(posted, SIGNED, ACTOR)
    service.correct(first, replace(SIGNED, receiver="赵某"), ACTOR)
    assert len(service.of_paper(notice.paper_id)) == 2


def test_an_announcement_says_where_and_is_proved_when_its_term_is_over() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    with pytest.raises(UserError, match="在哪里公告") as caught:
        service.record(notice.paper_id, ServiceData(ServiceWay.ANNOUNCED, TODAY), ACTOR)
    assert caught.value.field == "place"
    service.record(notice.paper_id, ServiceData(ServiceWay.ANNOUNCED, TODAY, place="镇公告栏"), ACTOR)
    draft = drafted(PaperKind.SERVICE, notice.number)
    assert draft.content.value("effective_on") == "2021-08-17"
    assert "公告到2021年8月17日期满才视为送达" in problems(draft)
    assert "应为2021年8月17日" in problems(drafting.changed(draft, values={"effective_on": "2021-07-18"}))
    clock.set_today(dt.date(2021, 8, 17))
    said = text_of(issued(PaperKind.SERVICE, notice.number).pdf)
    assert "2021年8月17日" in said and "镇公告栏" in said and "签名或者盖章" not in said


def test_what_was_posted_was_sent_after_the_paper_and_before_its_receipt() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    clock.set_today(dt.date(2021, 6, 23))
    received = replace(SIGNED, way=ServiceWay.POST, served_on=dt.date(2021, 6, 22))
    service.record(notice.paper_id, received, ACTOR)
    for day, why in (("2021-06-23", "晚于回执上的收件日期"), ("2021-06-17", "的发文日期")):
        assert why in problems(drafted(PaperKind.SERVICE, notice.number, posted_on=day))
    said = text_of(issued(PaperKind.SERVICE, notice.number, posted_on="2021-06-20").pdf)
    assert "交寄日期2021年6月20日" in said and "2021年6月22日" in said
