"""What a case volume lacks is named in its contents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db import clock
from db.vocabulary import PaperKind, ServiceWay, StepKind, SupervisionLevel
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, jpeg, major
from tests.work.paper_steps import inspected, issued, text_of
from xianfeng_gui.work import hazards, service, volume
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.papers import issuing
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")
K = PaperKind


def served(paper_id: str, slip: Path | None = None) -> None:
    service.record(paper_id, ServiceData(ServiceWay.SIGNED, clock.today(), receiver="罗某", slip=slip), ACTOR)


def test_a_whole_matter_lacks_nothing_once_all_is_made(tmp_path: Path) -> None:
    visit = inspected("疏散通道堆放杂物", "配电箱没有箱门")
    first, second = (one.number for one in visit.hazards)
    both = f"{first}等2条"
    assert volume.gaps("inspection", visit.id) == [f"现场检查记录（{visit.number}）"]
    notice = issued(K.NOTICE, visit.number)
    assert volume.gaps("hazard", visit.hazards[0].id) == [
        f"现场检查记录（{visit.number}）",
        f"送达回证（{notice.number}）",
    ]
    issued(K.INSPECTION_RECORD, visit.number)
    served(notice.paper_id)
    assert volume.gaps("inspection", visit.id) == [f"送达回证（{notice.number}）"]
    issued(K.SERVICE, notice.number)
    assert volume.gaps("inspection", visit.id) == []
    for one in visit.hazards:
        hazards.take_steps(
            [one.id], [StepData(StepKind.REPORT_RECTIFIED), StepData(StepKind.PASS_REINSPECTION)], ACTOR
        )
    assert volume.gaps("inspection", visit.id) == [f"整改复查意见书（{both}）"]
    opinion = issued(K.REINSPECTION, notice.number)
    served(opinion.paper_id, jpeg(tmp_path / "签收.jpg", size=(300, 200)))
    assert volume.gaps("inspection", visit.id) == [], "a signed slip proves service as well"
    hazards.take_steps([hazards.by_number(second).id], [StepData(StepKind.CLOSE)], ACTOR)
    assert volume.gaps("paper", notice.paper_id) == [f"隐患销号单（{second}）"]
    said = text_of(volume.of_record("paper", notice.paper_id))
    assert f"隐患销号单（{second}）未制作" in said


def test_a_voided_paper_is_missing_again() -> None:
    hazard = added(source="tip")
    assert volume.gaps("hazard", hazard.id) == []
    hazards.take_steps([hazard.id], [StepData(StepKind.ISSUE_NOTICE)], ACTOR)
    assert volume.gaps("hazard", hazard.id) == [f"整改通知书（{hazard.number}）"]
    notice = issued(K.NOTICE, hazard.number)
    served(notice.paper_id)
    issued(K.SERVICE, notice.number)
    assert volume.gaps("hazard", hazard.id) == []
    hazards.take_steps([hazard.id], [StepData(StepKind.START_RECTIFICATION)], ACTOR)
    issuing.void(notice.paper_id, "对象写错", ACTOR)
    assert volume.gaps("hazard", hazard.id) == [f"整改通知书（{hazard.number}）"]


def test_hazards_of_an_inspection_that_was_not_registered() -> None:
    hazard = added()
    assert volume.gaps("hazard", hazard.id) == [f"现场检查记录（{hazard.number}；检查没有登记）"]


def test_a_listed_hazard_wants_its_papers() -> None:
    hazard = major(source="tip")
    listing = StepData(StepKind.LIST_SUPERVISION, level=SupervisionLevel.TOWNSHIP)
    hazards.take_steps([hazard.id], [StepData(StepKind.ISSUE_NOTICE), listing], ACTOR)
    assert volume.gaps("hazard", hazard.id) == [
        f"整改通知书（{hazard.number}）",
        f"重大隐患挂牌督办通知书（{hazard.number}）",
        f"重大隐患整改方案（{hazard.number}）",
    ]


def test_a_second_reinspection_wants_a_second_opinion() -> None:
    hazard = added(source="tip")
    notice = issued(K.NOTICE, hazard.number)
    later = (clock.today() + dt.timedelta(days=14)).isoformat()
    opinion = issued(K.REINSPECTION, notice.number, failed=[hazard.number], new_deadline=later)
    assert [gap for gap in volume.gaps("hazard", hazard.id) if "复查" in gap] == []
    clock.set_today(clock.today() + dt.timedelta(days=3))
    hazards.take_steps(
        [hazard.id], [StepData(StepKind.REPORT_RECTIFIED), StepData(StepKind.PASS_REINSPECTION)], ACTOR
    )
    assert f"整改复查意见书（{hazard.number}）" in volume.gaps("hazard", hazard.id)
    assert f"送达回证（{opinion.number}）" in volume.gaps("hazard", hazard.id)


def test_only_what_is_handed_over_against_a_slip_lacks_a_proof_of_service() -> None:
    hazard = major(source="tip", deadline="2021-06-21")
    notice, listing = issued(K.NOTICE, hazard.number), issued(K.LISTING, hazard.number)
    parts = ("goals", "methods", "funds", "bodies", "time_limit", "safety")
    issued(K.RECTIFICATION_PLAN, hazard.number, **dict.fromkeys(parts, "见附表。"))
    clock.set_today(dt.date(2021, 6, 22))
    report = issued(K.DISTRICT_REPORT, hazard.number)
    issued(K.REFERRAL, hazard.number, recipient="区应急管理局")
    lacking = [gap for gap in volume.gaps("hazard", hazard.id) if gap.startswith("送达回证")]
    assert lacking == [f"送达回证（{notice.number}）", f"送达回证（{listing.number}）"]
    issued(K.SERVICE, report.number)
    assert text_of(volume.of_record("hazard", hazard.id)).count("送达回证（") >= 2
