"""What papers say of the facts: as the register has them, of the right firm, each once."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from db import clock, journal
from db.errors import UserError
from db.records import Paper
from db.vocabulary import PaperKind, ServiceWay, Source, StepKind
from tests.work.acts import ACTOR, person
from tests.work.hazard_specs import added, major
from tests.work.paper_steps import drafted, inspected, issued, problems, text_of
from xianfeng_gui.work import hazard_detail, hazards, inspections, service, settings, wording
from xianfeng_gui.work.papers import drafting, facts, issuing, offering
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")
K = PaperKind
OTHER = {"name": "另一家店", "address": "绣庄村3组"}


def page(draft: drafting.Draft) -> str:
    """The words of a draft's pages."""
    return text_of(drafting.preview(draft).pdf)


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one behind the other."""
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_a_circular_tells_of_each_firm_by_itself() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    third = added(description="配电箱没有箱门", found_on="2021-06-02")
    one, two = issued(K.NOTICE, first.number, third.number), issued(K.NOTICE, other.number)
    issued(K.REINSPECTION, one.number, failed=[third.number], new_deadline="2021-07-09")
    draft = drafted(K.CIRCULAR, first.number, other.number, third.number)
    assert draft.content.value("site") == "青禾榨菜加工厂、另一家店"
    said = page(draft)
    assert in_order(
        said,
        "（一）青禾榨菜加工厂",
        f"2021年6月18日，以{one.number}下达",
        "第2项尚未整改到位；第1项已整改到位",
        "1.一般隐患：疏散通道堆放杂物",
        "2.一般隐患：配电箱没有箱门",
        "（二）另一家店",
        f"以{two.number}下达《安全隐患整改通知书》",
        "截至2021年6月18日，尚未整改到位",
        "3.一般隐患：灭火器过期",
        "二、工作要求",
    )
    assert said.count("灭火器过期") == 1 and said.count("存在的主要安全隐患如下") == 2
    assert one.number in page(drafted(K.CIRCULAR, first.number)), "and so does one about a single firm"


def test_a_circular_in_other_words_still_lists_firm_by_firm() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    body = wording.built_in(K.CIRCULAR)["body"].replace("\n{通报事实}", "\n经查：{通报事实}")
    wording.save(K.CIRCULAR, {"body": body}, ACTOR)
    draft = drafted(K.CIRCULAR, first.number, other.number, facts="两家单位多次整改不力。")
    assert in_order(page(draft), "经查：两家单位", "（一）青禾", "疏散通道", "（二）另一家店", "灭火器过期")


def test_a_firm_whose_heading_was_dropped_keeps_its_hazards() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    draft = drafted(K.CIRCULAR, first.number, other.number, facts="（一）另一家店\n屡次违规。")
    assert in_order(
        page(draft), "（一）另一家店", "屡次违规", "灭火器过期", "（二）青禾榨菜加工厂", "疏散通道"
    )


def test_another_firm_added_to_a_circular_gets_a_section_of_its_own() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    both = drafting.reselected(drafted(K.CIRCULAR, first.number), [first.id, other.id], ACTOR)
    assert in_order(page(both), "（一）青禾榨菜加工厂", "疏散通道", "（二）另一家店", "灭火器过期")
    alone = drafting.reselected(both, [other.id], ACTOR)
    assert "（一）" not in page(alone) and "关于另一家店安全生产问题的通报" in page(alone)


def test_the_title_of_a_circular_about_many_counts_them() -> None:
    numbers = [added(site={"name": f"第{place}加工厂"}).number for place in "一二三四"]
    assert drafted(K.CIRCULAR, *numbers).content.value("site") == "第一加工厂等4家单位"


def test_a_second_opinion_names_the_failed_one_before_it() -> None:
    first, second = added(), added(description="灭火器过期")
    notice = issued(K.NOTICE, first.number, second.number)
    once = issued(K.REINSPECTION, notice.number, failed=[second.number], new_deadline="2021-06-25")
    assert "前次" not in text_of(once.pdf) and "再次对你单位" not in text_of(once.pdf)
    clock.set_today(dt.date(2021, 6, 28))
    twice = issued(K.REINSPECTION, second.number, failed=[second.number], new_deadline="2021-07-09")
    assert (
        f"2021年6月18日，我镇进行了复查，隐患未整改到位，以《安全隐患整改复查意见书》（{once.number}）"
        "要求于2021年6月25日前整改完毕。2021年6月28日，我镇再次对你单位的整改情况进行了复查"
    ) in text_of(twice.pdf)
    clock.set_today(dt.date(2021, 7, 9))
    third = text_of(issued(K.REINSPECTION, second.number, failed=[]).pdf)
    assert in_order(third, once.number, twice.number, "再次对你单位")


OWN_OPINION = (
    "{原文书日期}，以《{原文书名称}》（{原文书字号}）提出要求。{复查日期}复查如下：\n一、复查情况\n{隐患清单}\n"
    "二、复查结论\n{复查结论}\n{继续整改期限}前整改完毕。"
)


@pytest.mark.parametrize(
    ("texts", "where"),
    [
        ({"body": OWN_OPINION}, ("一、复查情况", "前次复查情况：2021年6月18日，我镇进行了复查", "原隐患")),
        (
            {"body": OWN_OPINION, "failed_before": "此前：{前次复查}"},
            ("一、复查情况", "此前：2021年6月18日", "原隐患"),
        ),
        (
            {"body": OWN_OPINION.replace("{复查日期}", "{前次复查}{复查日期}")},
            ("2021年6月18日，我镇", "复查如下"),
        ),
        ({"body": f"{OWN_OPINION}\n{{前次复查情况}}"}, ("二、复查结论", "2021年6月18日，我镇进行了复查")),
        (
            {"body": OWN_OPINION, "none_rectified": "仍未整改到位。{前次复查}"},
            ("仍未整改到位。2021年6月18日，我镇进行了复查",),
        ),
    ],
)
def test_a_second_opinion_in_own_words_names_the_failed_one_once(
    texts: dict[str, str], where: tuple[str, ...]
) -> None:
    wording.save(K.REINSPECTION, texts, ACTOR)
    hazard = added()
    issued(K.NOTICE, hazard.number)
    once = issued(K.REINSPECTION, hazard.number, failed=[hazard.number], new_deadline="2021-06-25")
    assert "我镇进行了复查" not in text_of(once.pdf) and "此前" not in text_of(once.pdf)
    clock.set_today(dt.date(2021, 6, 28))
    draft = drafted(K.REINSPECTION, hazard.number, failed=[hazard.number], new_deadline="2021-07-09")
    assert in_order(page(draft), *where)
    assert page(draft).count("要求于2021年6月25日前整改完毕") == 1


def test_a_failure_entered_without_an_opinion_is_told_too_but_not_the_one_that_is_written_now() -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    failed = hazards.StepData(
        StepKind.FAIL_REINSPECTION, dt.date(2021, 6, 18), new_deadline=dt.date(2021, 6, 25)
    )
    hazards.take_steps([hazard.id], [hazards.StepData(StepKind.REPORT_RECTIFIED), failed], ACTOR)
    assert drafted(K.REINSPECTION, hazard.number).content.value("failed_before") == ""
    clock.set_today(dt.date(2021, 6, 25))
    again = replace(failed, on=clock.today(), new_deadline=dt.date(2021, 7, 9))
    hazards.take_steps([hazard.id], [hazards.StepData(StepKind.REPORT_RECTIFIED), again], ACTOR)
    assert drafted(K.REINSPECTION, hazard.number).content.value("failed_before") == (
        "2021年6月18日，我镇进行了复查，隐患未整改到位，要求于2021年6月25日前整改完毕。"
    )


@pytest.mark.parametrize("source", Source)
def test_reports_and_referrals_say_how_the_hazard_came_to_light(source: Source) -> None:
    hazard = added(source=source.value, deadline="2021-06-21")
    issued(K.NOTICE, hazard.number)
    clock.set_today(dt.date(2021, 6, 25))
    begins = {Source.INSPECTION: "我镇在安全生产监督检查中发现", Source.TIP: "据群众举报，经核查"}
    for kind in (K.DISTRICT_REPORT, K.REFERRAL):
        said = page(drafted(kind, hazard.number))
        assert f"{begins.get(source, '')}，青禾榨菜加工厂存在" in said
        assert ("监督检查中" in said) is (source is Source.INSPECTION)


def test_a_referral_says_what_the_office_has_no_power_for() -> None:
    number = added().number
    assert "我镇没有相应的行政处罚权。" in drafted(PaperKind.REFERRAL, number).content.value("reasons")
    settings.save({facts.POWERS: "1"}, ACTOR)
    said = drafted(PaperKind.REFERRAL, number).content.value("reasons")
    assert said == "上述安全隐患的查处属贵单位职责范围，不在我镇的行政执法权限之内。"


def test_hazards_from_several_sources_name_them_all() -> None:
    seen, told = added(), added(source="tip", description="灭火器过期")
    referral = drafted(K.REFERRAL, seen.number, told.number)
    assert "经监督检查、群众举报等途径发现并核实，青禾榨菜加工厂存在2项" in page(referral)
    assert "经核查，青禾榨菜加工厂存在" in page(drafting.changed(referral, values={"found_by": ""}))


TWO = "何某 渝A001\n李某 渝A002"
LEAK = {
    "topic": 5,
    "description": "氨气泄漏",
    "location": "制冷机房",
    "grade": "major",
    "grade_reason": "涉氨制冷",
    "measure": "更换阀门",
    "deadline": "2021-06-30",
}
BLOCKED = {"topic": 5, "description": "通道堵塞", "measure": "清理通道", "deadline": "2021-06-30"}


def test_measures_on_the_spot_are_for_what_cannot_wait_and_leave_the_rest_to_the_notice() -> None:
    settings.save({facts.POWERS: "1"}, ACTOR)
    visit = inspected(items=[LEAK, BLOCKED])
    record = issued(K.INSPECTION_RECORD, visit.number)
    notice = issued(K.NOTICE, visit.number)
    draft = drafted(K.SITE_MEASURES, record.number)
    assert [item.description for item in draft.content.items] == ["氨气泄漏"]
    said = text_of(issuing.issue(draft, ACTOR).pdf)
    assert in_order(
        said, "撤出作业人员", "停止使用制冷机房的相关设施", f"按《安全隐患整改通知书》（{notice.number}）"
    )
    assert "更换阀门" not in said and "清理通道" not in said and "通道堵塞" not in said
    offered = [key for key, _ in offering.selectable(draft.grounds)]
    assert offered == [one.id for one in visit.hazards]
    both = drafted(K.SITE_MEASURES, *(one.number for one in visit.hazards))
    assert len(both.content.items) == 2 and "第1项为重大隐患" in both.content.value("danger")


def test_what_is_ordered_at_once_has_no_later_deadline() -> None:
    settings.save({facts.POWERS: "1"}, ACTOR)
    visit = inspected(items=[BLOCKED])
    issued(K.INSPECTION_RECORD, visit.number)
    assert problems(drafted(K.SITE_MEASURES, visit.number)) == ""
    decision = issued(K.SITE_MEASURES, visit.number)
    draft = drafted(K.NOTICE, visit.number)
    assert f"已由{decision.number}责令立即排除，整改期限应为当天" in problems(draft)
    assert problems(drafting.with_deadline(draft, clock.today())) == ""
    issuing.void(decision.paper_id, "可以限期整改", ACTOR)
    notice = issued(K.NOTICE, visit.number)
    assert (
        f"{visit.hazards[0].number}由{notice.number}要求2021年6月30日前整改，与“责令立即排除”不一致"
        in problems(drafted(K.SITE_MEASURES, visit.number))
    )


def test_a_summons_is_about_what_is_still_open() -> None:
    first, second = added(), added(description="灭火器过期")
    notice = issued(K.NOTICE, first.number, second.number)
    issued(K.REINSPECTION, notice.number, failed=[second.number], new_deadline="2021-07-09")
    draft = drafted(K.SUMMONS, notice.number)
    assert [item.description for item in draft.content.items] == ["灭火器过期"]
    assert "疏散通道" not in page(draft)
    assert [key for key, _ in offering.selectable(draft.grounds)] == [second.id]
    with pytest.raises(UserError, match=f"{first.number}复查合格，已整改到位，不需要约谈"):
        drafted(K.SUMMONS, first.number, second.number)


def test_a_second_proof_of_service_is_pointed_out() -> None:
    notice = issued(K.NOTICE, added().number)
    proof = issued(K.SERVICE, notice.number)
    with pytest.raises(UserError, match=f"送达回证已由{proof.number}出具.*请先登记那次送达"):
        drafted(K.SERVICE, notice.number)
    assert proof.number in facts.possible_after(notice.paper_id)[K.SERVICE]
    refused = ServiceData(ServiceWay.LEFT, clock.today(), witnesses="周某")
    service.record(notice.paper_id, refused, ACTOR)
    issuing.issue(drafting.open_correction(proof.paper_id, ACTOR), ACTOR)
    service.record(notice.paper_id, ServiceData(ServiceWay.SIGNED, clock.today(), receiver="罗某"), ACTOR)
    issued(K.SERVICE, notice.number)
    with pytest.raises(UserError, match="送达回证已由"):
        drafted(K.SERVICE, notice.number)


def test_whoever_an_opinion_names_as_officer_has_a_certificate() -> None:
    visit = inspected("通道堵塞", inspectors=[{"name": "何某", "certificate": "渝A001"}, {"name": "李某"}])
    notice = issued(K.NOTICE, visit.number)
    draft = drafted(K.REINSPECTION, notice.number, failed=[])
    assert draft.content.value("officers") == "" and problems(draft) == "", "they sign by hand"
    for named in ("李某", "何某 渝A001\n李某", "何某 渝A001"):
        refused = drafting.changed(draft, values={"officers": named})
        assert "复查人员应有2人以上，每人写明执法证号" in problems(refused)
    person("镇应急办", "李某", certificate_number="渝A002", certificate_expires_on=dt.date(2021, 6, 16))
    assert "李某的执法证渝A002已于2021-06-16到期" in problems(
        drafting.changed(draft, values={"officers": TWO})
    )
    other = inspected("灭火器过期")
    again = drafted(K.REINSPECTION, issued(K.NOTICE, other.number).number, failed=[])
    assert again.content.value("officers") == TWO


def test_a_listing_names_whom_the_five_assurances_name() -> None:
    assert drafted(K.LISTING, _listed(person="周某")).content.value("person") == "厂长罗某"
    assert drafted(K.LISTING, _listed(person="罗某")).content.value("person") == "罗某"
    bare = added(grade="major", grade_reason="涉氨", site=OTHER, person="周某")
    issued(K.NOTICE, bare.number)
    assert drafted(K.LISTING, bare.number).content.value("person") == "周某"


def _listed(**changes: str) -> str:
    """The number of a major hazard with five assurances of which notice was given."""
    hazard = major(**changes)
    issued(K.NOTICE, hazard.number)
    return str(hazard.number)


def test_a_plan_says_the_deadline_once() -> None:
    hazard = added(grade="major", grade_reason="涉氨", description="氨气泄漏")
    issued(K.NOTICE, hazard.number)
    said = page(drafted(K.RECTIFICATION_PLAN, hazard.number))
    assert said.count("2021年6月30日") == 1 and said.count("氨气泄漏") == 1


def test_an_opinion_on_what_passed_sets_no_further_deadline() -> None:
    first, second = added(), added(description="灭火器过期")
    notice = issued(K.NOTICE, first.number, second.number)
    passed = drafted(K.REINSPECTION, notice.number, failed=[], new_deadline="2021-06-26")
    assert problems(passed) == "" and "2021年6月26日" not in page(passed), "not even one on a day off"
    half = drafted(K.REINSPECTION, notice.number, failed=[first.number], new_deadline="2021-06-25")
    assert "请于2021年6月25日前整改完毕" in page(half)


def test_a_corrected_record_opens_with_the_inspection_as_it_is_now_and_says_so() -> None:
    visit = inspected("通道堵塞", "灭火器过期")
    by_hand = {"place": "一号车间", "findings": "东侧通道堵塞，当场清理。"}
    wrong = issued(K.INSPECTION_RECORD, visit.number, **by_hand)
    unchanged = drafting.open_correction(wrong.paper_id, ACTOR)
    assert unchanged.note == "" and unchanged.content.value("place") == "一号车间"
    head = inspections.head_of(visit.id)
    inspections.correct(visit.id, replace(head, findings="西侧通道堵塞。", companion="周某"), ACTOR)
    told = hazard_detail.data_of(visit.hazards[0].id)
    hazards.edit(visit.hazards[0].id, replace(told, description="西侧通道堵塞"), ACTOR)
    draft = drafting.open_correction(wrong.paper_id, ACTOR)
    assert draft.content.replaces == wrong.number
    assert draft.content.value("findings") == "西侧通道堵塞。" and draft.content.value("companion") == "周某"
    assert draft.content.value("place") == "一号车间", "what was written by hand stays where nothing changed"
    assert [item.description for item in draft.content.items] == ["西侧通道堵塞", "灭火器过期"]
    assert draft.note == (
        f"已按检查登记现在的内容打开，与{wrong.number}不同的有：现场负责人、检查情况、发现的问题，请核对"
    )
    right = text_of(issuing.issue(draft, ACTOR).pdf)
    assert "西侧通道堵塞" in right and "东侧" not in right


def test_a_record_from_before_the_register_was_kept_beside_it() -> None:
    visit = inspected("通道堵塞")
    wrong = issued(K.INSPECTION_RECORD, visit.number, findings="东侧通道堵塞。")
    paper: Paper = Paper.get_by_id(wrong.paper_id)
    kept_then = {key: value for key, value in json.loads(paper.content).items() if key != "filled"}
    with journal.change("旧版程序", ACTOR):
        Paper.update(content=json.dumps(kept_then)).where(Paper.id == paper.id).execute()
    draft = drafting.open_correction(wrong.paper_id, ACTOR)
    assert draft.content.value("findings").startswith("发现1项") and "检查情况" in draft.note
