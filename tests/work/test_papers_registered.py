"""A paper of which only a register tells: listed, served, voided, filed; whatever needs its PDF says that there is none."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import check, clock, store
from db.errors import UserError
from db.records import Paper
from db.vocabulary import ListKind, PaperKind, ServiceWay, StepKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added
from tests.work.lists import records, written
from tests.work.paper_steps import inspected, issued, text_of
from tests.work.test_ledger_papers import NOTICE, brought, row
from xianfeng_gui.papers.content import PaperContent
from xianfeng_gui.papers.qr import check_code
from xianfeng_gui.work import archive, calendar, hazards, paper_list, service, volume
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.preview import Fate, look
from xianfeng_gui.work.papers import batches, drafting, issuing, verifying
from xianfeng_gui.work.papers.issuing import Issued
from xianfeng_gui.work.papers.verifying import Verdict
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")

SENTENCE = f"{NOTICE}由登记表导入，原件在案卷，本程序没有电子件"


@pytest.fixture
def registered(tmp_path: Path) -> Paper:
    hazard = added(source="tip")
    hazards.take_steps([hazard.id], [StepData(StepKind.ISSUE_NOTICE)], ACTOR)
    return brought(tmp_path, row(NOTICE, 隐患编号=hazard.number, 送达时间="2021-6-4", 签收人="罗某", 页数=2))


@pytest.fixture
def other(registered: Paper) -> Issued:
    return issued(PaperKind.NOTICE, added(description="配电箱没有箱门").number)


def test_whatever_needs_its_pdf_says_that_there_is_none(
    registered: Paper, other: Issued, tmp_path: Path
) -> None:
    both = [other.paper_id, registered.id]
    for work in (
        lambda: issuing.pdf_of(registered.id),
        lambda: issuing.docx_of(registered.id),
        lambda: batches.save(both, tmp_path / "each"),
        lambda: batches.merged(both),
        lambda: batches.for_printer(both),
        lambda: batches.page_count(both),
    ):
        with pytest.raises(UserError) as caught:
            work()
        assert str(caught.value) == SENTENCE
    assert not (tmp_path / "each").exists(), "nothing of the others is written either"
    with pytest.raises(UserError, match=f"{SENTENCE}，不能更正重发；有错的请作废，再另出一份"):
        drafting.open_correction(registered.id, ACTOR)


def test_the_register_shows_which_have_no_pdf(registered: Paper, other: Issued) -> None:
    def signs() -> dict[str, tuple[str, str]]:
        return {one.number: (one.sign, one.state) for one in paper_list.rows()}

    assert signs() == {NOTICE: ("○ 登记", "✓ 有效"), other.number: ("✓ 有效", "✓ 有效")}
    issuing.void(registered.id, "写错", ACTOR)
    assert signs()[NOTICE] == ("× 已作废", "× 已作废")


def test_its_volume_has_a_sheet_in_its_place(registered: Paper) -> None:
    hazard = registered.items.get().hazard
    pdf = volume.of_record("hazard", hazard.id)
    assert f"整改通知书{NOTICE}（原件2021年6月3日1另附）" in text_of(pdf), "in two lines"
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 4, "cover, contents, the sheet, the history"
    sheet = "".join((pages[2].extract_text() or "").split())
    assert f"{SENTENCE}，请将原件附在此页之后" in sheet
    assert "页数：2页" in sheet and "送达：2021-06-04直接送达罗某" in sheet and "卷内第1页" in sheet
    assert volume.gaps("paper", registered.id) == [], "the proof of its service is with the original"


def test_the_papers_of_an_inspection_leave_out_what_is_not_kept(tmp_path: Path) -> None:
    visit = inspected("疏散通道堆放杂物")
    record = issued(PaperKind.INSPECTION_RECORD, visit.number)
    paper = brought(tmp_path, row(NOTICE, 隐患编号=visit.hazards[0].number, 发文时间="2021-6-17"))
    assert batches.papers_of_inspection(visit.id) == [record.paper_id]
    assert batches.papers_of_same_inspection(paper.id) == [record.paper_id]
    assert f"（{NOTICE}）" in "".join(volume.gaps("inspection", visit.id)), (
        "nobody entered that it was served"
    )


def test_a_code_with_its_number_cannot_be_checked(registered: Paper, other: Issued) -> None:
    content = PaperContent.from_json(Paper.get_by_id(other.paper_id).content)
    code = check_code(content).replace(other.number, NOTICE)
    found = verifying.verify_text(code)
    assert (found.verdict, found.paper_id) == (Verdict.REGISTERED, registered.id)
    assert found.sentence == f"{SENTENCE}，请与原件核对"


def test_the_archive_is_sound_with_it(registered: Paper, other: Issued) -> None:
    assert check.problems() == check.quick() == []


def test_the_calendar_goes_by_what_the_register_tells(tmp_path: Path) -> None:
    hazard = added(source="tip", deadline="2021-06-10")
    hazards.take_steps([hazard.id], [StepData(StepKind.ISSUE_NOTICE, dt.date(2021, 6, 3))], ACTOR)
    brought(
        tmp_path,
        row(NOTICE, 隐患编号=hazard.number),
        row("先锋府安约〔2021〕1号", "约谈通知书", 隐患编号=hazard.number, 发文时间="2021-6-11"),
        row("先锋府安责〔2021〕1号", "责令限期整改指令书", 送达时间="2021-6-4", 送达方式="公告"),
    )
    year = (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    found = {
        (event.kind.label, event.title)
        for event in calendar.events(*year, clock.today())
        if event.record and event.record[0] == "paper" or hazard.number in event.title
    }
    site = "青禾榨菜加工厂"
    assert {
        ("应送达", f"送达整改通知书{NOTICE} {site}"),
        ("应送达", f"送达约谈通知书先锋府安约〔2021〕1号 {site}"),
        ("应送达", f"公告期满视为送达：先锋府安责〔2021〕1号 {site}"),
        ("应向上报告", f"{hazard.number} {site} 向上报告未按期整改"),
    } <= found
    assert any(kind == "复议诉讼期限" for kind, _ in found)


def test_a_whole_matter_stands_the_way_through_excel(township: Path, tmp_path: Path) -> None:
    visit = inspected("疏散通道堆放杂物", "配电箱没有箱门")
    record = issued(PaperKind.INSPECTION_RECORD, visit.number)
    notice = issued(PaperKind.NOTICE, visit.number)
    left = ServiceData(ServiceWay.LEFT, clock.today(), receiver="罗某", witnesses="村干部张某，已拍照")
    service.record(notice.paper_id, left, ACTOR)
    service.record(notice.paper_id, ServiceData(ServiceWay.POST, clock.today()), ACTOR)
    issued(PaperKind.SERVICE, notice.number)
    for one in visit.hazards:
        hazards.take_steps([one.id], [StepData(StepKind.REPORT_RECTIFIED)], ACTOR)
    opinion = issued(PaperKind.REINSPECTION, notice.number, failed=[])
    issuing.void(opinion.paper_id, "复查日期写错", ACTOR)
    kinds = (ListKind.SITES, ListKind.INSPECTIONS, ListKind.HAZARDS, ListKind.STEPS, ListKind.PAPERS)
    (tmp_path / "again").mkdir()
    first = [written(kind, tmp_path) for kind in kinds]
    store.close()
    archive.found(tmp_path / "another", "镇应急办", first_month="")
    for file in first:
        preview = look(file)
        assert preview.count(Fate.REFUSE) == 0, [one.reason for one in preview.judged]
        importing.accept(preview, ACTOR)
    again = written(ListKind.PAPERS, tmp_path / "again")
    lines = records(again)
    assert lines == records(first[-1]) and len(lines) == 4
    told = next(line for line in lines if line["发文字号"] == notice.number)
    assert (told["送达方式"], told["见证人"]) == ("留置送达\n邮寄送达", "村干部张某，已拍照\n—")
    assert {line["所依检查"] for line in lines} == {visit.number}
    assert {line["所依文书"] for line in lines} == {None, record.number, notice.number}
    assert check.problems() == []
