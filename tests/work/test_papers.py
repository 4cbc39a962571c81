"""Notices, the first of all papers: what they hold, their numbers, voiding, correcting."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest

from db import check, connection, journal
from db.errors import UserError
from db.records import Paper
from db.vocabulary import HazardState, PaperKind, StepKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, jpeg, major
from xianfeng_gui.work import hazards, paper_list, settings
from xianfeng_gui.work.papers import drafting, issuing, standing
from xianfeng_gui.work.papers.issuing import Issued


def notice(*hazard_ids: str) -> Issued:
    return issuing.issue_about(PaperKind.NOTICE, hazard_ids, ACTOR)


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join("".join((page.extract_text() or "").split()) for page in opened.pages)


def test_a_notice_says_what_the_records_say(township: Path, tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg", "green", (400, 300))
    first, second = added(tmp_path, photos=["a.jpg"], location="二楼"), major(description="氨气报警器失灵")
    issued = notice(first.id, second.id)
    assert issued.number == "先锋府安改〔2021〕1号"
    text = text_of(issued.pdf)
    for words in (
        "青禾榨菜加工厂：",
        "疏散通道堆放杂物",
        "氨气报警器失灵",
        "2021年6月30日",
        "立即清理",
        "2021年6月18日",
        issued.number,
    ):
        assert words in text
    assert "19900000001" not in text, "a notice needs no phone of the recipient"
    assert {hazards.by_number(one.number).state for one in (first, second)} == {HazardState.ISSUED}
    assert issuing.pdf_of(issued.paper_id) == issued.pdf
    assert Paper.get_by_id(issued.paper_id).pages >= 2
    assert check.problems() == []


def test_numbers_run_per_year_and_are_never_used_twice(township: Path) -> None:
    first = notice(added().id)
    issuing.void(first.paper_id, "单位写错", ACTOR)
    second = notice(added().id)
    assert second.number == "先锋府安改〔2021〕2号"
    rows = paper_list.rows()
    assert [(row.number, row.voided) for row in rows] == [(second.number, False), (first.number, True)]
    assert issuing.pdf_of(first.paper_id) == first.pdf, "a voided paper is kept as it was"


def test_an_issue_that_fails_uses_no_number(township: Path) -> None:
    with pytest.raises(UserError, match="没有字体可以打印"):
        notice(added(description="写着\U000f0000的牌子").id)
    assert notice(added().id).number.endswith("〕1号")
    assert connection.scalar("SELECT count(*) FROM paper") == 1


def test_an_issued_notice_is_voided_not_undone(township: Path) -> None:
    hazard = added()
    issued = notice(hazard.id)
    with pytest.raises(UserError, match="作废"):
        journal.undo(ACTOR)
    with pytest.raises(UserError) as raised:
        issuing.void(issued.paper_id, "  ", ACTOR)
    assert raised.value.field == "reason"
    issuing.void(issued.paper_id, "单位写错", ACTOR)
    assert hazards.by_number(hazard.number).state is HazardState.VERIFIED
    with pytest.raises(UserError, match="已经作废"):
        issuing.void(issued.paper_id, "再来一次", ACTOR)
    assert notice(hazard.id).number == "先锋府安改〔2021〕2号"


def test_one_notice_one_site(township: Path) -> None:
    with pytest.raises(UserError, match="同一单位"):
        notice(added().id, added(site={"name": "另一家店"}).id)


def test_the_draft_has_no_number_and_says_what_is_missing(township: Path) -> None:
    hazard = added(deadline=None)
    grounds = standing.of_hazards(PaperKind.NOTICE, [hazard.id])
    draft = drafting.preview(drafting.open_draft(grounds, ACTOR))
    assert "草稿" in text_of(draft.pdf) and "1号" not in text_of(draft.pdf)
    assert len(draft.problems) == 1 and hazard.number in str(draft.problems[0])


def test_the_office_s_own_number_pattern_and_mark(township: Path) -> None:
    settings.save(
        {"paper.notice.number": "绣村安改〔{year}〕{n}号", "paper.township": "绣庄村村民委员会"}, ACTOR
    )
    issued = notice(added().id)
    assert issued.number == "绣村安改〔2021〕1号" and "绣庄村村民委员会" in text_of(issued.pdf)


def test_voiding_an_old_notice_leaves_a_newer_one_standing(township: Path) -> None:
    hazard = added()
    first = notice(hazard.id)
    referral = [
        hazards.StepData(StepKind.REFER, remark="区应急局"),
        hazards.StepData(StepKind.RETURN_REFERRAL),
    ]
    hazards.take_steps([hazard.id], referral, ACTOR)
    notice(hazard.id)
    issuing.void(first.paper_id, "已由新通知代替", ACTOR)
    assert hazards.by_number(hazard.number).state is HazardState.ISSUED


def test_a_step_entered_without_a_paper_gets_its_notice_afterwards(township: Path) -> None:
    hazard = added()
    hazards.take_steps([hazard.id], [hazards.StepData(StepKind.ISSUE_NOTICE)], ACTOR)
    assert standing.possible_for(PaperKind.NOTICE, [hazard.id]) == [hazard.id]
    issued = notice(hazard.id)
    assert hazards.by_number(hazard.number).state is HazardState.ISSUED
    assert standing.possible_for(PaperKind.NOTICE, [hazard.id]) == []
    with pytest.raises(UserError, match=hazard.number):
        notice(hazard.id)
    assert paper_list.rows()[0].number == issued.number
