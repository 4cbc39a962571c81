"""What is refused before a paper is issued, in words, and that a refusal leaves nothing behind."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db import clock, connection
from db.errors import UserError
from db.vocabulary import HazardState, PaperKind, ServiceWay, StepKind, SupervisionLevel
from tests.work.acts import ACTOR, person
from tests.work.hazard_specs import added, major
from tests.work.paper_steps import drafted, inspected, issued, problems, text_of
from xianfeng_gui.work import hazards, service, settings, wording
from xianfeng_gui.work.papers import drafting, entering, facts, issuing, offering, standing
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")
K = PaperKind


def with_deadline(number: str, day: str) -> str:
    return problems(drafting.with_deadline(drafted(K.NOTICE, number), dt.date.fromisoformat(day)))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2021-06-26", "是周六"),
        ("2021-10-04", "是国庆节"),
        ("2021-06-17", "早于发文日期"),
        ("2021-06-25", ""),
    ],
)
def test_a_deadline_in_the_past_or_on_a_day_off(day: str, words: str) -> None:
    found = with_deadline(added().number, day)
    assert words in found and bool(found) == bool(words)


def test_the_next_workday_is_offered_and_at_once_is_always_possible() -> None:
    assert "第一个工作日是2021年6月28日" in with_deadline(added().number, "2021-06-26")
    clock.set_today(dt.date(2021, 6, 26))
    assert with_deadline(added().number, "2021-06-26") == ""


def test_no_opinion_without_a_standing_notice() -> None:
    hazard = added()
    with pytest.raises(UserError, match="请先下达通知"):
        drafted(K.REINSPECTION, hazard.number)
    notice = issued(K.NOTICE, hazard.number)
    issuing.void(notice.paper_id, "写错", ACTOR)
    with pytest.raises(UserError, match="已经作废"):
        drafted(K.REINSPECTION, notice.number)


def test_an_opinion_says_of_every_item_what_was_found() -> None:
    first, second = added(), added(description="灭火器过期")
    issued(K.NOTICE, first.number, second.number)
    assert problems(drafted(K.REINSPECTION, first.number, second.number)).count("还没有填复查结果") == 2
    half = drafted(K.REINSPECTION, first.number, second.number, failed=[second.number])
    assert "继续整改期限" in problems(half)
    assert "周六" in problems(drafting.changed(half, values={"new_deadline": "2021-07-10"}))
    with pytest.raises(UserError, match="不在这次复查"):
        drafted(K.REINSPECTION, first.number, failed=["YJB-2021-9999"])


def test_items_of_two_notices_need_two_opinions() -> None:
    first, second = added(), added(description="灭火器过期")
    issued(K.NOTICE, first.number)
    issued(K.NOTICE, second.number)
    with pytest.raises(UserError, match="不同的通知书"):
        drafted(K.REINSPECTION, first.number, second.number)


def test_blanks_are_named() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    draft = drafted(K.SUMMONS, hazard.number, place="", summoned=" ")
    assert "“约谈地点”" in problems(draft) and "“被约谈人”" in problems(draft)
    with pytest.raises(UserError, match="约谈地点（|place（约谈地点）"):
        drafted(K.SUMMONS, hazard.number, plaace="会议室")


def test_a_talk_on_a_day_off_or_in_the_past() -> None:
    hazard = added()
    assert "周六" in problems(drafted(K.SUMMONS, hazard.number, meets_on="2021-06-26"))
    assert "早于发文日期" in problems(drafted(K.SUMMONS, hazard.number, meets_on="2021-06-01"))


def test_supervision_papers_hold_no_clause_of_a_penalty() -> None:
    hazard = added(measure="限期清理，逾期罚款5000元")
    assert "“罚款”" in problems(drafted(K.NOTICE, hazard.number))
    other = added(site={"name": "另一家店"})
    words = wording.built_in(K.NOTICE)["body"] + "\n如不服，可以申请行政复议。"
    wording.save(K.NOTICE, {"body": words}, ACTOR)
    assert "“行政复议”" in problems(drafted(K.NOTICE, other.number))


def test_major_listed_and_closed() -> None:
    general, serious = added(), major()
    with pytest.raises(UserError, match="不是重大隐患"):
        drafted(K.LISTING, general.number)
    with pytest.raises(UserError, match="没有挂牌督办"):
        drafted(K.DELISTING, serious.number)
    with pytest.raises(UserError, match="还没有销号"):
        drafted(K.CLOSURE, general.number)
    with pytest.raises(UserError, match="还没有下达整改通知书"):
        drafted(K.DISTRICT_REPORT, general.number)
    issued(K.NOTICE, general.number)
    with pytest.raises(UserError, match="期限未过"):
        drafted(K.DISTRICT_REPORT, general.number)
    issued(K.NOTICE, serious.number)
    issued(K.LISTING, serious.number)
    with pytest.raises(UserError, match="已由"):
        drafted(K.LISTING, serious.number)


def test_a_listing_without_its_paper_gets_it_afterwards_but_delisting_needs_its_number() -> None:
    hazard = major()
    issued(K.NOTICE, hazard.number)
    level = hazards.StepData(StepKind.LIST_SUPERVISION, level=SupervisionLevel.DISTRICT)
    rest = [hazards.StepData(StepKind.REPORT_RECTIFIED), hazards.StepData(StepKind.PASS_REINSPECTION)]
    hazards.take_steps([hazard.id], [level, *rest], ACTOR)
    assert "“挂牌文书字号”" in problems(drafted(K.DELISTING, hazard.number))
    draft = drafted(K.DELISTING, hazard.number, earlier_number="江津安委督〔2021〕3号")
    assert problems(draft) == ""


def test_dates_of_issue() -> None:
    hazard = added()
    late = drafting.changed(drafted(K.NOTICE, hazard.number), issued_on=dt.date(2021, 6, 19))
    assert "不能晚于今天" in problems(late)
    early = drafting.changed(late, issued_on=dt.date(2021, 5, 31))
    assert "不能早于YJB-2021-0001的发现日期" in problems(early)


def test_a_refused_paper_uses_no_number() -> None:
    draft = drafted(K.NOTICE, added().number)
    broken = drafting.with_items(draft, [replace(draft.content.items[0], deadline="")])
    with pytest.raises(UserError, match="还没有填写"):
        issuing.issue(broken, ACTOR)
    assert issuing.issue(draft, ACTOR).number.endswith("〕1号")
    assert connection.scalar("SELECT count(*) FROM paper") == 1


def test_two_kinds_never_share_a_number() -> None:
    with pytest.raises(UserError, match="重号") as caught:
        settings.save({"paper.reinspection.number": "先锋府安改〔{year}〕{n}号"}, ACTOR)
    assert caught.value.field == "paper.reinspection.number"
    settings.save({"paper.reinspection.number": "先锋复〔{year}〕{n}号"}, ACTOR)
    hazard = added()
    issued(K.NOTICE, hazard.number)
    assert issued(K.REINSPECTION, hazard.number, failed=[]).number == "先锋复〔2021〕1号"


@pytest.mark.parametrize(("value", "kept"), [("-0.34", "-0.3"), ("1", "1.0"), ("-0.0", "0.0")])
def test_nudges_are_tenths_of_millimetres(value: str, kept: str) -> None:
    settings.save({"paper.nudge_x": value}, ACTOR)
    assert settings.get("paper.nudge_x") == kept


@pytest.mark.parametrize("value", ["20.1", "左", "nan", ""])
def test_wrong_nudges_are_refused(value: str) -> None:
    with pytest.raises(UserError, match="微调"):
        settings.save({"paper.nudge_y": value}, ACTOR)


def test_every_kind_says_whether_it_is_possible() -> None:
    hazard = added()
    offered = facts.possible([hazard.id])
    assert set(offered) == set(PaperKind)
    assert offered[K.NOTICE] == "" and "请先下达通知" in offered[K.REINSPECTION]
    visit = inspected("配电箱没有箱门")
    assert facts.possible_of_inspection(visit.id)[K.INSPECTION_RECORD] == ""
    notice = issued(K.NOTICE, visit.number)
    after = facts.possible_after(notice.paper_id)
    assert after[K.SERVICE] == "" and "期限未过" in after[K.DISTRICT_REPORT]


def test_a_certificate_that_had_run_out_signs_nothing() -> None:
    person("镇应急办", "何某", certificate_number="渝A001", certificate_expires_on=dt.date(2021, 6, 16))
    person("镇应急办", "李某", certificate_number="渝A002", certificate_expires_on=dt.date(2021, 6, 17))
    found = problems(drafted(K.INSPECTION_RECORD, inspected("通道堵塞").number))
    assert found.startswith("何某的执法证渝A001已于2021-06-16到期") and "李某" not in found
    twice = drafted(K.INSPECTION_RECORD, inspected("通道堵塞").number, officers="李某 渝A002\n李某 渝A002")
    assert "2人以上" in problems(twice)


def test_a_refusal_to_sign_needs_somebody_who_saw_it() -> None:
    number = inspected("通道堵塞", refused=True).number
    assert "写明见证人" in problems(drafted(K.INSPECTION_RECORD, number))
    assert problems(drafted(K.INSPECTION_RECORD, number, witnesses="已拍照、录像")) == ""


def test_numbers_of_different_things_do_not_mix() -> None:
    hazard, visit = added(), inspected("配电箱没有箱门")
    with pytest.raises(UserError, match="若干条隐患的编号"):
        standing.from_numbers(K.NOTICE, [hazard.number, visit.number])
    with pytest.raises(UserError, match="不是由同一次登记的检查"):
        drafted(K.INSPECTION_RECORD, hazard.number)
    with pytest.raises(UserError, match="没有编号"):
        drafted(K.NOTICE, "YJB-2021-8888")


def test_other_hazards_of_the_site_can_be_added_and_edits_stay() -> None:
    first, second = added(), added(description="灭火器过期")
    draft = drafted(K.CIRCULAR, first.number, requirements="全镇自查")
    changed = [replace(draft.content.items[0], measure="今天清理")]
    draft = drafting.with_items(draft, changed)
    assert [key for key, _ in offering.selectable(draft.grounds)] == [first.id, second.id]
    both = drafting.reselected(draft, [first.id, second.id], ACTOR)
    assert [item.hazard_number for item in both.content.items] == [first.number, second.number]
    assert both.content.items[0].measure == "今天清理" and both.content.value("requirements") == "全镇自查"
    assert "2项安全隐患" in both.content.value("facts")
    with pytest.raises(UserError, match="至少勾选一条"):
        drafting.reselected(both, [], ACTOR)


def test_a_voided_paper_is_not_served() -> None:
    notice = issued(K.NOTICE, added().number)
    issuing.void(notice.paper_id, "写错", ACTOR)
    with pytest.raises(UserError, match="已经作废，不能送达"):
        drafted(K.SERVICE, notice.number)
    with pytest.raises(UserError, match="已经作废"):
        service.record(notice.paper_id, ServiceData(ServiceWay.SIGNED, clock.today(), "罗某"), ACTOR)


def test_a_closed_hazard_is_not_written_as_failed() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    steps = [StepKind.REPORT_RECTIFIED, StepKind.PASS_REINSPECTION, StepKind.CLOSE]
    hazards.take_steps([hazard.id], [hazards.StepData(kind) for kind in steps], ACTOR)
    draft = drafted(K.REINSPECTION, hazard.number)
    assert draft.content.items[0].outcome == entering.PASSED and problems(draft) == ""
    failed = drafting.with_outcomes(draft, [hazard.number], others_passed=False)
    assert "已经销号" in problems(drafting.changed(failed, values={"new_deadline": "2021-07-09"}))
    assert hazards.by_number(hazard.number).state is HazardState.CLOSED


def test_two_corrections_of_one_paper_leave_one_that_stands() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    wrong = issued(K.SUMMONS, hazard.number)
    first, second = (drafting.open_correction(wrong.paper_id, ACTOR) for _ in range(2))
    right = issuing.issue(first, ACTOR)
    with pytest.raises(UserError, match=f"{wrong.number}已经作废，不能再更正"):
        issuing.issue(second, ACTOR)
    reason = connection.scalar("SELECT void_reason FROM paper WHERE id = ?", (wrong.paper_id,))
    assert right.number in reason
    standing_ones = "SELECT count(*) FROM paper WHERE kind = 'summons' AND voided_on IS NULL"
    assert connection.scalar(standing_ones) == 1


def test_a_record_an_opinion_and_a_slip_are_given_once() -> None:
    visit = inspected("通道堵塞")
    record = issued(K.INSPECTION_RECORD, visit.number)
    with pytest.raises(UserError, match=f"已由{record.number}出具"):
        drafted(K.INSPECTION_RECORD, visit.number)
    issuing.issue(drafting.open_correction(record.paper_id, ACTOR), ACTOR)
    number = visit.hazards[0].number
    notice = issued(K.NOTICE, number)
    failed = issued(K.REINSPECTION, number, failed=[number], new_deadline="2021-07-09")
    again = drafted(K.REINSPECTION, number, failed=[number], new_deadline="2021-07-12")
    assert f"已由{failed.number}出具" in problems(again)
    clock.set_today(dt.date(2021, 7, 9))
    opinion = issued(K.REINSPECTION, number, failed=[])
    for one in (number, notice.number):
        with pytest.raises(UserError, match=f"已由{opinion.number}出具"):
            drafted(K.REINSPECTION, one)
    issuing.issue(drafting.open_correction(opinion.paper_id, ACTOR), ACTOR)
    slip = issued(K.CLOSURE, number)
    with pytest.raises(UserError, match=f"已由{slip.number}出具"):
        drafted(K.CLOSURE, number)
    steps = "SELECT count(*) FROM hazard_step WHERE kind LIKE '%_reinspection'"
    assert connection.scalar(steps) == 2, "a correction that says the same enters nothing"


def test_a_delisting_and_a_referral_are_given_once() -> None:
    first, second = major(), added()
    issued(K.REFERRAL, second.number, recipient="江津区应急管理局")
    with pytest.raises(UserError, match="移送函已由"):
        drafted(K.REFERRAL, second.number)
    issued(K.NOTICE, first.number)
    issued(K.LISTING, first.number)
    issued(K.REINSPECTION, first.number, failed=[])
    issued(K.DELISTING, first.number)
    with pytest.raises(UserError, match="摘牌通知已由"):
        drafted(K.DELISTING, first.number)


def test_a_failed_opinion_is_corrected_after_the_hazard_has_passed() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    first = issued(K.REINSPECTION, hazard.number, failed=[hazard.number], new_deadline="2021-07-09")
    clock.set_today(dt.date(2021, 7, 12))
    issued(K.REINSPECTION, hazard.number, failed=[])
    issuing.issue(drafting.open_correction(first.paper_id, ACTOR), ACTOR)
    after = hazards.by_number(hazard.number)
    assert (after.state, after.failed_count) == (HazardState.PASSED, 1)


def test_a_notice_is_corrected_after_its_deadline_and_after_an_extension() -> None:
    hazard = added()
    wrong = issued(K.NOTICE, hazard.number)
    clock.set_today(dt.date(2021, 8, 2))
    right = issuing.issue(drafting.open_correction(wrong.paper_id, ACTOR), ACTOR)
    steps = [hazards.StepData(StepKind.APPLY_EXTENSION, new_deadline=dt.date(2021, 8, 20))]
    hazards.take_steps([hazard.id], [*steps, hazards.StepData(StepKind.START_RECTIFICATION)], ACTOR)
    hazards.take_steps([hazard.id], [hazards.StepData(StepKind.GRANT_EXTENSION)], ACTOR)
    issuing.issue(drafting.open_correction(right.paper_id, ACTOR), ACTOR)
    assert hazards.by_number(hazard.number).deadline == dt.date(2021, 8, 20)
    other = added(description="灭火器过期", deadline="2021-08-05")
    hazards.take_steps([other.id], [hazards.StepData(StepKind.ISSUE_NOTICE)], ACTOR)
    clock.set_today(dt.date(2021, 8, 9))
    issued(K.NOTICE, other.number)  # written later than the step, and than its deadline


def test_papers_do_not_bear_an_earlier_day_than_what_they_tell_of() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    clock.set_today(dt.date(2021, 6, 25))
    early = drafting.changed(
        drafted(K.REINSPECTION, hazard.number, failed=[]), issued_on=dt.date(2021, 6, 22)
    )
    assert "复查日期2021年6月25日晚于发文日期" in problems(early)
    issued(K.REINSPECTION, hazard.number, failed=[])
    hazards.take_steps([hazard.id], [hazards.StepData(StepKind.CLOSE)], ACTOR)
    slip = drafting.changed(drafted(K.CLOSURE, hazard.number), issued_on=dt.date(2021, 6, 24))
    assert "是2021年6月25日销号的" in problems(slip)


def test_no_office_and_no_clerk_signs_a_report() -> None:
    hazard = added(deadline="2021-06-21")
    issued(K.NOTICE, hazard.number)
    clock.set_today(dt.date(2021, 6, 25))
    report = drafted(K.DISTRICT_REPORT, hazard.number)
    assert report.content.value("signer") == "" and problems(report) == ""
    assert "签发人：关于" in text_of(issuing.issue(report, ACTOR).pdf)
    settings.save({"paper.signer": "周某"}, ACTOR)
    assert "签发人：周某" in text_of(issued(K.DISTRICT_REPORT, hazard.number).pdf)
