"""From the inspection to the case volume: each paper stands on the one before, and moves the hazards on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import check, clock, journal
from db.errors import UserError
from db.records import Hazard, Paper
from db.vocabulary import HazardState, PaperKind, ServiceWay, StepKind
from tests.work import visits
from tests.work.acts import ACTOR
from tests.work.hazard_specs import FIVE_ASSURANCES, added, jpeg, major
from tests.work.paper_steps import drafted, inspected, issued, problems, text_of
from xianfeng_gui.work import hazard_detail, hazards, service, settings, volume
from xianfeng_gui.work.papers import batches, drafting, facts, issuing, standing
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")
K = PaperKind


def state(number: str) -> HazardState:
    return HazardState(hazards.by_number(number).state)


def test_from_inspection_to_volume(tmp_path: Path) -> None:
    visit = inspected("疏散通道堆放杂物", "配电箱没有箱门")
    first, second = (one.number for one in visit.hazards)
    record = issued(K.INSPECTION_RECORD, visit.number)
    notice = issued(K.NOTICE, visit.number)
    assert Paper.get_by_id(notice.paper_id).follows_id == record.paper_id
    assert state(first) is state(second) is HazardState.ISSUED
    service.record(notice.paper_id, ServiceData(ServiceWay.SIGNED, clock.today(), receiver="罗某"), ACTOR)
    proof = issued(K.SERVICE, notice.number)
    assert "罗某" in text_of(proof.pdf) and notice.number in text_of(proof.pdf)
    opinion = issued(K.REINSPECTION, notice.number, failed=[second], new_deadline="2021-07-20")
    said = text_of(opinion.pdf)
    assert notice.number in said and "1项已整改到位，1项未整改到位" in said and "2021年7月20日" in said
    assert (state(first), state(second)) == (HazardState.PASSED, HazardState.RECTIFYING)
    assert hazards.by_number(second).deadline == dt.date(2021, 7, 20)
    hazards.take_steps([hazards.by_number(first).id], [hazards.StepData(StepKind.CLOSE)], ACTOR)
    slip = issued(K.CLOSURE, first)
    assert opinion.number in text_of(slip.pdf)
    whole = volume.of_record("inspection", visit.id)
    (tmp_path / "volume.pdf").write_bytes(whole)
    said = text_of(whole)
    for words in (
        record.number,
        notice.number,
        proof.number,
        opinion.number,
        slip.number,
        "办理经过",
        "目录",
    ):
        assert words in said
    titles = [
        str(one.title) for one in PdfReader(tmp_path / "volume.pdf").outline if not isinstance(one, list)
    ]
    assert titles[:3] == ["封面", "目录", f"现场检查记录 {record.number}"] and titles[-1] == "办理经过"
    assert check.problems() == []


def test_each_paper_enters_its_step_in_the_same_entry() -> None:
    hazard = major(person="罗某")
    entries = len(journal.entries())
    notice = issued(K.NOTICE, hazard.number)
    issued(K.RECTIFICATION_PLAN, hazard.number)
    issued(K.LISTING, hazard.number, level="district")
    listed = hazards.by_number(hazard.number)
    assert listed.listed and listed.listed_level == "district"
    issued(K.REINSPECTION, notice.number, failed=[])
    issued(K.DELISTING, hazard.number)
    assert hazards.by_number(hazard.number).delisted and state(hazard.number) is HazardState.PASSED
    assert len(journal.entries()) == entries + 5
    kinds = [step.kind for step in listed.steps]
    assert kinds.count(StepKind.REPORT_RECTIFIED) == kinds.count(StepKind.PASS_REINSPECTION) == 1


def test_a_paper_documents_steps_that_were_entered_before_it() -> None:
    hazard = added()
    steps = [
        hazards.StepData(StepKind.ISSUE_NOTICE),
        hazards.StepData(StepKind.REPORT_RECTIFIED),
        hazards.StepData(StepKind.FAIL_REINSPECTION, new_deadline=dt.date(2021, 7, 1), remark="仍未清理"),
    ]
    hazards.take_steps([hazard.id], steps, ACTOR)
    notice = issuing.issue(
        drafting.with_deadline(drafted(K.NOTICE, hazard.number), dt.date(2021, 7, 1)), ACTOR
    )
    taken = Hazard.get_by_id(hazard.id).steps.count()
    opinion = issued(K.REINSPECTION, hazard.number)
    assert "未整改到位" in text_of(opinion.pdf) and "2021年7月1日" in text_of(opinion.pdf)
    issued(K.DISTRICT_REPORT, notice.number)
    issued(K.SUMMONS, hazard.number)
    referral = issued(K.REFERRAL, hazard.number, recipient="江津区应急管理局")
    after = Hazard.get_by_id(hazard.id)
    assert (after.state, after.failed_count) == (HazardState.REFERRED, 1)
    assert after.steps.count() == taken + 1, "only the referral was new"
    assert "江津区应急管理局" in text_of(referral.pdf)
    issued(K.CIRCULAR, hazard.number)


def test_the_enforcement_set_needs_powers_a_record_and_two_officers() -> None:
    visit = inspected(
        "氨气报警器失灵", inspectors=[{"name": "何某", "certificate": "渝A001"}, {"name": "李某"}]
    )
    for kind in (K.ORDER, K.SITE_MEASURES):
        with pytest.raises(UserError, match="委托的执法权"):
            drafted(kind, visit.number)
    settings.save({facts.POWERS: "1"}, ACTOR)
    with pytest.raises(UserError, match="须有现场检查记录"):
        drafted(K.SITE_MEASURES, visit.number)
    assert "执法证号" in problems(drafted(K.INSPECTION_RECORD, visit.number))
    two = "何某 渝A001\n李某 渝A002"
    issued(K.INSPECTION_RECORD, visit.number, officers=two)
    assert "执法证号" in problems(drafted(K.ORDER, visit.number))
    assert "不能责令“撤出”" in problems(
        drafted(K.SITE_MEASURES, visit.number, officers=two, measures="撤出作业人员")
    )
    decision = issued(K.SITE_MEASURES, visit.number, officers=two)
    assert "责令立即排除" in text_of(decision.pdf) and "停产停业" not in text_of(decision.pdf)
    draft = drafting.with_deadline(drafted(K.ORDER, visit.number, officers=two), clock.today())
    order = issuing.issue(draft, ACTOR)
    assert "行政复议" in text_of(order.pdf) and "行政复议" in text_of(decision.pdf)
    assert state(visit.hazards[0].number) is HazardState.ISSUED
    with pytest.raises(UserError, match=order.number):
        drafted(K.NOTICE, visit.number)


def test_a_report_tells_the_missed_deadline_and_what_was_done_since() -> None:
    clock.set_today(dt.date(2021, 6, 1))
    visit = inspected("通道堵塞", "灭火器过期", day="2021-06-01")
    first, second = (one.number for one in visit.hazards)
    record, notice = issued(K.INSPECTION_RECORD, visit.number), issued(K.NOTICE, visit.number)
    clock.set_today(dt.date(2021, 6, 14))
    steps = [
        hazards.StepData(StepKind.APPLY_EXTENSION, new_deadline=dt.date(2021, 6, 17)),
        hazards.StepData(StepKind.GRANT_EXTENSION),
    ]
    hazards.take_steps([hazards.by_number(second).id], steps, ACTOR)
    clock.set_today(dt.date(2021, 6, 18))
    opinion = issued(K.REINSPECTION, notice.number, failed=[second], new_deadline="2021-07-09")
    report = drafted(K.DISTRICT_REPORT, second).content
    assert report.items[0].deadline == "2021-06-15", "the missed one, not the new one"
    assert report.value("facts") == (
        "整改期限为2021年6月15日。2021年6月14日，同意延期至2021年6月17日。"
        f"2021年6月18日复查，未整改到位（{opinion.number}），要求于2021年7月9日前整改完毕。"
    )
    referral = drafted(K.REFERRAL, second).content
    assert referral.value("materials").splitlines() == [
        f"现场检查记录（{record.number}）",
        f"安全隐患整改通知书（{notice.number}）",
        f"安全隐患整改复查意见书（{opinion.number}）",
    ]
    hazards.take_steps(
        [hazards.by_number(first).id], [hazards.StepData(StepKind.CLOSE, person="罗某")], ACTOR
    )
    assert drafted(K.CLOSURE, first).content.value("reinspectors") == "何某、李某"


def test_a_passed_hazard_is_closed_by_its_slip() -> None:
    general, grave = added(), major()
    for hazard in (general, grave):
        issued(K.NOTICE, hazard.number)
    issued(K.LISTING, grave.number)
    for hazard in (general, grave):
        issued(K.REINSPECTION, hazard.number, failed=[])
    draft = drafted(K.CLOSURE, general.number)
    assert drafting.preview(draft).enters == "出具后随即登记：“销号”1条"
    slip = issuing.issue(draft, ACTOR)
    assert state(general.number) is HazardState.CLOSED and "同意销号" in text_of(slip.pdf)
    with pytest.raises(UserError, match="须摘牌后才能销号"):
        drafted(K.CLOSURE, grave.number)


def test_the_reason_why_not_is_about_those_that_the_paper_is_for() -> None:
    grave = {"topic": 5, "description": "氨气泄漏", "grade": "major", "grade_reason": "涉氨"}
    visit = inspected(items=[{"topic": 5, "description": "通道堵塞"}, grave])
    reason = facts.possible_of_inspection(visit.id)[K.LISTING]
    assert visit.hazards[1].number in reason and "请先核实" in reason


def test_a_record_does_not_list_its_problems_twice() -> None:
    made = visits.recorded(dt.date(2021, 6, 17), 0, 3)
    draft = drafted(K.INSPECTION_RECORD, made.number)
    assert draft.content.value("findings") == (
        "对照《消防安全检查表》检查18项，符合16项，不符合2项。发现2项安全隐患，详见所列问题。"
    )
    own = inspected("通道堵塞", findings="东侧通道堵塞，当场清理。")
    assert drafted(K.INSPECTION_RECORD, own.number).content.value("findings") == "东侧通道堵塞，当场清理。"


def test_a_corrected_paper_replaces_the_wrong_one() -> None:
    hazard = added()
    wrong = issued(K.NOTICE, hazard.number)
    draft = drafting.with_deadline(drafting.open_correction(wrong.paper_id, ACTOR), dt.date(2021, 7, 9))
    right = issuing.issue(draft, ACTOR)
    old, new = Paper.get_by_id(wrong.paper_id), Paper.get_by_id(right.paper_id)
    assert old.voided_on == clock.today() and right.number in old.void_reason
    assert new.replaces_id == old.id and new.number.endswith("〕2号")
    assert hazards.by_number(hazard.number).deadline == dt.date(2021, 7, 9)
    assert issuing.pdf_of(wrong.paper_id) == wrong.pdf
    told = f"本通知书替代{wrong.number}，原件同时作废。"
    assert told in text_of(right.pdf) and "替代" not in text_of(wrong.pdf)
    third = issuing.issue(drafting.open_correction(right.paper_id, ACTOR), ACTOR)
    said = text_of(third.pdf)
    assert f"替代{right.number}，" in said and told not in said, "each says what it replaces itself"
    with pytest.raises(UserError, match="已经作废"):
        drafting.open_correction(wrong.paper_id, ACTOR)


def test_a_paper_that_others_stand_on_is_not_voided_before_them() -> None:
    hazard = added()
    notice = issued(K.NOTICE, hazard.number)
    opinion = issued(K.REINSPECTION, hazard.number, failed=[])
    with pytest.raises(UserError, match=f"请先作废{opinion.number}"):
        issuing.void(notice.paper_id, "写错", ACTOR)
    issuing.void(opinion.paper_id, "写错", ACTOR)
    issuing.void(notice.paper_id, "写错", ACTOR)
    assert state(hazard.number) is HazardState.PASSED, "what was found stays found"


def test_papers_of_a_hazard_that_passed_by_mistake() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    wrong = issued(K.REINSPECTION, hazard.number, failed=[])
    draft = drafting.open_correction(wrong.paper_id, ACTOR)
    draft = drafting.with_outcomes(draft, [hazard.number], others_passed=False)
    issuing.issue(drafting.changed(draft, values={"new_deadline": "2021-07-09"}), ACTOR)
    after = hazards.by_number(hazard.number)
    assert (after.state, after.failed_count, after.deadline) == (
        HazardState.RECTIFYING,
        1,
        dt.date(2021, 7, 9),
    )


def test_photos_go_along(tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg", size=(300, 200))
    hazard = added(tmp_path, photos=["a.jpg"])
    notice = issued(K.NOTICE, hazard.number)
    assert Paper.get_by_id(notice.paper_id).pages == len(PdfReader(_file(tmp_path, notice.pdf)).pages)
    assert "隐患照片" in text_of(notice.pdf)


def _file(folder: Path, pdf: bytes) -> Path:
    (folder / "x.pdf").write_bytes(pdf)
    return folder / "x.pdf"


def test_a_batch_issues_what_is_due_and_tells_what_is_not(tmp_path: Path) -> None:
    good, other = added(found_on="2021-06-17"), added(found_on="2021-06-17", site={"name": "另一家店"})
    bad = added(found_on="2021-06-17", site={"name": "第三家店"}, deadline=None)
    passed = added(site={"name": "第四家店"}, found_on="2021-03-01", deadline="2021-06-30")
    notice = issued(K.NOTICE, passed.number)
    done = [hazards.StepData(StepKind.REPORT_RECTIFIED), hazards.StepData(StepKind.PASS_REINSPECTION)]
    hazards.take_steps([passed.id], done, ACTOR)
    waiting = batches.due(clock.today(), clock.today())
    assert sorted(one.kind for one in waiting) == [K.NOTICE, K.NOTICE, K.NOTICE, K.REINSPECTION]
    outcome = batches.issue_all(waiting, ACTOR)
    assert len(outcome.issued) == 3 and len(outcome.refused) == 1 and bad.number in outcome.refused[0]
    assert state(good.number) is state(other.number) is HazardState.ISSUED
    assert {one.kind for one in batches.due(clock.today(), clock.today())} == {K.NOTICE}
    ids = [one.paper_id for one in outcome.issued]
    assert sorted(file.name for file in batches.save(ids, tmp_path)) == [
        "先锋府安复〔2021〕1号.pdf",
        "先锋府安改〔2021〕2号.pdf",
        "先锋府安改〔2021〕3号.pdf",
    ]
    merged = PdfReader(batches.save_merged([notice.paper_id, *ids], tmp_path / "all.pdf"))
    assert len(merged.pages) == batches.page_count([notice.paper_id, *ids])


def test_a_slip_that_outlives_its_closure_is_told_of() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    issued(K.REINSPECTION, hazard.number, failed=[])
    slip = issued(K.CLOSURE, hazard.number)
    assert standing.untrue_once_reopened([hazard.id]) == [slip.number]
    again = hazards.StepData(StepKind.REOPEN, remark="反弹", new_deadline=dt.date(2021, 7, 9))
    hazards.take_steps([hazard.id], [again], ACTOR)
    told = [event.title for event in hazard_detail.detail(hazard.id).reminders]
    assert any("销号单" in title for title in told)
    issuing.void(slip.paper_id, "隐患反弹", ACTOR)
    assert standing.untrue_once_reopened([hazard.id]) == []


def test_an_inspection_by_night_ends_on_the_next_day() -> None:
    visit = inspected("氨气泄漏", **{"from": "晚上10点半", "to": "凌晨1点"})
    assert "22时30分至次日1时" in text_of(issued(K.INSPECTION_RECORD, visit.number).pdf)


def test_a_batch_holds_what_is_late_and_major_ones_too() -> None:
    late = added(found_on="2021-05-06", grade="major", grade_reason="涉氨", description="氨气泄漏")
    today = clock.today()
    assert batches.due(today, today) == []
    (waiting,) = batches.due(None, today)
    assert waiting.due < today
    assert batches.issue_all([waiting], ACTOR).refused == () and state(late.number) is HazardState.ISSUED


def test_a_batch_answers_the_newest_of_two_notices() -> None:
    first, other = added(), added(description="灭火器过期")
    issued(K.NOTICE, first.number)
    issued(K.REFERRAL, first.number, recipient="江津区应急管理局")
    hazards.take_steps([first.id], [hazards.StepData(StepKind.RETURN_REFERRAL)], ACTOR)
    again = issued(K.NOTICE, first.number)
    issued(K.NOTICE, other.number)
    steps = [hazards.StepData(StepKind.REPORT_RECTIFIED), hazards.StepData(StepKind.PASS_REINSPECTION)]
    hazards.take_steps([first.id, other.id], steps, ACTOR)
    waiting = batches.due(None, clock.today())
    assert len(waiting) == 2 and any(again.number in one.title for one in waiting)
    outcome = batches.issue_all(waiting, ACTOR)
    assert len(outcome.issued) == 2 and not outcome.refused and batches.due(None, clock.today()) == []


def test_the_five_assurances_become_the_plan() -> None:
    hazard = major()
    issued(K.NOTICE, hazard.number)
    plan = text_of(issued(K.RECTIFICATION_PLAN, hazard.number).pdf)
    assert all(text in plan for text in FIVE_ASSURANCES.values())


def test_a_plan_fills_the_assurances_that_the_register_lacks() -> None:
    hazard = added(grade="major", grade_reason="涉氨", five_assurances={"funds": "自筹2万元"})
    issued(K.NOTICE, hazard.number)
    issued(K.LISTING, hazard.number)
    hazards.take_steps([hazard.id], [hazards.StepData(StepKind.REPORT_RECTIFIED)], ACTOR)
    opinion = drafted(K.REINSPECTION, hazard.number, failed=[])
    assert "五落实" in problems(opinion)
    parts = {"bodies": "厂长罗某负责", "safety": "停机检修，专人监护", "methods": "更换报警器"}
    issued(K.RECTIFICATION_PLAN, hazard.number, funds="专项资金5万元", **parts)
    after = hazards.by_number(hazard.number)
    assert (after.assured_funds, after.assured_responsibility) == ("自筹2万元", "厂长罗某负责")
    issuing.issue(opinion, ACTOR)
    assert state(hazard.number) is HazardState.PASSED
