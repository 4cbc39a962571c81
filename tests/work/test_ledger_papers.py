"""A register of papers that were issued by hand comes in; what this program issued stays as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from db import check, connection, journal
from db.errors import UserError
from db.records import HazardStep, Paper, PaperHazard, Service, Site
from db.vocabulary import ListKind, PaperKind, ServiceWay, StepKind
from tests.work.acts import ACTOR, snapshot
from tests.work.hazard_specs import added
from tests.work.lists import records, written
from tests.work.paper_steps import issued
from tests.work.test_ledger_import import workbook
from xianfeng_gui.work import hazards, service, undoing
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Preview, look
from xianfeng_gui.work.papers import issuing
from xianfeng_gui.work.service import ServiceData

pytestmark = pytest.mark.usefixtures("township")

HEAD = ["序号", "文号", "文书名称", "受文单位", "隐患编号", "发文时间", "经办人", "页数", "送达方式", "送达时间", "签收人"]  # fmt: skip
NOTICE = "先锋府安改〔2021〕12号"


def row(number: str | None, name: str | None = "整改通知书", **cells: Any) -> list[Any]:
    """A line of a register; ``cells`` by heading."""
    usual = {
        "文号": number,
        "文书名称": name,
        "受文单位": "青禾榨菜加工厂",
        "发文时间": "2021.6.3",
        "经办人": "何某",
    }
    return [(usual | cells).get(title) for title in HEAD]


def seen(tmp_path: Path, *rows: list[Any], head: list[str] = HEAD) -> Preview:
    return look(workbook(tmp_path / "发文登记簿.xlsx", list(rows), head), kind=LedgerKind.PAPERS)


def brought(tmp_path: Path, *rows: list[Any]) -> Paper:
    """Import a register; returns the paper of its first line."""
    preview = seen(tmp_path, *rows)
    assert preview.count(Fate.REFUSE) == 0, [one.reason for one in preview.judged]
    importing.accept(preview, ACTOR)
    found: Paper = Paper.get_or_none(Paper.number == NOTICE)
    return found


def reasons(preview: Preview) -> list[str]:
    return [one.reason for one in preview.judged]


def test_a_register_kept_by_hand_comes_in_and_goes_with_one_undo(tmp_path: Path) -> None:
    first, second = added(), added(description="配电箱没有箱门")
    before = snapshot()
    file = workbook(
        tmp_path / "发文登记簿.xlsx",
        [
            row("先锋府安改（2021）第012号", "关于青禾榨菜加工厂的整改通知书", 隐患编号=f"{first.number}、{second.number}\nYJB-2021-0999",
                页数="2页", 送达方式="签收", 送达时间=dt.datetime(2021, 6, 4), 签收人="罗某"),
            row("先锋府安复[2021]３号", "复查意见书", 受文单位="江津区好运来副食店", 发文时间="2021年6月10日", 经办人=None),
        ],
        HEAD,
    )  # fmt: skip
    preview = look(file)
    assert preview.kind is LedgerKind.PAPERS and reasons(preview) == ["", ""]
    assert preview.judged[0].remarks == ("没有编号为“YJB-2021-0999”的隐患，没有列入",)
    importing.accept(preview, ACTOR)
    notice, opinion = Paper.select().order_by(Paper.issued_on)
    assert (notice.number, notice.kind, notice.issuer_name, notice.pages) == (
        *("先锋府安改〔2021〕第012号", PaperKind.NOTICE, "何某", 2),
    )
    assert (notice.is_kept, notice.content, notice.office.name) == (False, "", "镇应急办")
    assert [one.hazard.number for one in notice.items.order_by("position")] == [first.number, second.number]
    [served] = service.of_paper(notice.id)
    assert (served.service.way, served.service.served_on, served.service.receiver) == (
        *(ServiceWay.SIGNED, dt.date(2021, 6, 4), "罗某"),
    )
    assert (opinion.number, opinion.site.name, opinion.pages) == (
        "先锋府安复〔2021〕3号",
        "江津区好运来副食店",
        0,
    )
    assert HazardStep.select().where(HazardStep.kind == StepKind.ISSUE_NOTICE).count() == 0
    assert check.problems() == []
    undoing.undo(ACTOR)
    assert snapshot() == before


def test_numbers_go_on_behind_those_that_came_in(tmp_path: Path) -> None:
    brought(tmp_path, row("先锋府安改〔2021〕第012号"), row("江津应急〔2021〕88号", "移送函"))
    assert {one.sequence for one in Paper.select()} == {12, 0}
    undoing.undo(ACTOR)
    assert issued(PaperKind.NOTICE, added().number).number == "先锋府安改〔2021〕13号", (
        "a number is never used again"
    )
    other = seen(tmp_path, row("先锋府安改〔2021〕20号", "复查意见书"))
    assert other.judged[0].remarks == ("字号是“整改通知书”的写法，请核对文书种类",)
    importing.accept(other, ACTOR)
    assert issued(PaperKind.NOTICE, added().number).number == "先锋府安改〔2021〕21号"
    far = seen(tmp_path, row("先锋府安改〔2021〕9999号"))
    assert "大得多" in far.judged[0].remarks[0]


def test_rows_that_cannot_be_so_are_refused(tmp_path: Path) -> None:
    preview = seen(
        tmp_path,
        row(None),
        row(NOTICE, 发文时间="2021-7-1"),
        row(NOTICE, 发文时间=None),
        row("不认识〔2021〕1号", None),
        row(NOTICE, "便函"),
        row(NOTICE, 受文单位=None),
        row(NOTICE, 页数=0),
        row(NOTICE, 送达时间="2021-6-1"),
        row(NOTICE, 送达时间="2021-6-20"),
        row(NOTICE, 送达时间="2021-6-4", 送达方式="托人带去"),
        row(NOTICE, 送达时间="2021-6-4\n2021-6-5", 签收人="罗某"),
        row(NOTICE, 送达时间="2021-6-4\n—", 签收人="罗某\n丁某"),
        row(NOTICE),
        row("先锋府安改[2021]12号"),
    )
    assert [one.reason.partition("，可填")[0] for one in preview.judged] == [
        "缺少发文字号",
        "发文日期2021-07-01晚于今天",
        "缺少发文日期",
        "缺少文书种类",
        "“文书种类”“便函”不认识",
        "缺少受文单位",
        "页数“0”应为正整数",
        "送达日期2021-06-01早于发文日期2021-06-03",
        "送达日期2021-06-20晚于今天",
        "“送达方式”“托人带去”不认识",
        "送达日期有2次，送达方式、收件人、见证人须逐次对应，每次一行",
        "有一次送达没有写日期",
        "",
        f"{NOTICE}在表中出现了两次，请合并成一行",
    ]


def test_voided_papers_come_in_with_their_day(tmp_path: Path) -> None:
    head = [*HEAD, "作废日期", "作废原因"]
    preview = seen(
        tmp_path,
        [*row(NOTICE), "2021-6-5", "单位写错"],
        [*row("先锋府安改〔2021〕13号"), None, "单位写错"],
        [*row("先锋府安改〔2021〕14号"), "2021-6-1", "单位写错"],
        head=head,
    )
    assert reasons(preview) == [
        "",
        "写了作废原因，没有作废日期，请补上日期",
        "作废日期2021-06-01早于发文日期2021-06-03",
    ]
    importing.accept(preview, ACTOR)
    assert [(str(one.voided_on), one.void_reason) for one in Paper.select()] == [("2021-06-05", "单位写错")]


def test_what_came_in_may_be_corrected_by_a_later_register(tmp_path: Path) -> None:
    hazard = added()
    paper = brought(tmp_path, row(NOTICE, 送达时间="2021-6-4"))
    told = row(
        NOTICE,
        经办人="李某",
        页数=3,
        隐患编号=hazard.number,
        送达时间="2021-6-4\n2021-6-5",
        签收人="罗某\n—",
        送达方式="直接\n邮寄",
    )
    preview = seen(tmp_path, told)
    assert [one.fate for one in preview.judged] == [Fate.UPDATE]
    importing.accept(preview, ACTOR)
    paper = Paper.get_by_id(paper.id)
    assert (paper.issuer_name, paper.pages, PaperHazard.get().hazard_id) == ("李某", 3, hazard.id)
    found = [
        (one.way, str(one.served_on), one.receiver) for one in Service.select().order_by(Service.served_on)
    ]
    assert found == [(ServiceWay.SIGNED, "2021-06-04", "罗某"), (ServiceWay.POST, "2021-06-05", "")]
    assert [one.fate for one in seen(tmp_path, told, row(NOTICE + "之二")).judged] == [
        Fate.UNCHANGED,
        Fate.CREATE,
    ]
    kind = seen(tmp_path, row(NOTICE, "整改指令书"))
    importing.accept(kind, ACTOR)
    assert Paper.get_by_id(paper.id).kind is PaperKind.ORDER
    undoing.undo(ACTOR)
    undoing.undo(ACTOR)
    assert Service.select().count() == 1 and PaperHazard.select().count() == 0


def test_two_who_received_it_on_one_day_are_two_services(tmp_path: Path) -> None:
    days = {"送达时间": "2021-6-4\n2021-6-4", "送达方式": "直接\n直接"}
    told = row(NOTICE, 签收人="罗某\n丁某", **days)
    brought(tmp_path, told)
    assert sorted(one.receiver for one in Service.select()) == ["丁某", "罗某"]
    assert [one.fate for one in seen(tmp_path, told).judged] == [Fate.UNCHANGED]
    brought(tmp_path, row(NOTICE + "之二", 签收人="罗某\n—", **days))
    assert Service.select().count() == 3


def test_what_this_program_issued_stays_as_it_is(tmp_path: Path) -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    before = snapshot()
    preview = seen(tmp_path, row(notice.number, 发文时间="2021-6-18", 经办人="丁某", 送达时间="2021-6-18"))
    [judged] = preview.judged
    assert judged.fate is Fate.UNCHANGED and "由本程序出具，不随登记表修改" in judged.remarks[0]
    with pytest.raises(UserError, match="没有新的内容"):
        importing.accept(preview, ACTOR)
    file = written(ListKind.PAPERS, tmp_path)
    assert [(one.fate, one.remarks) for one in look(file).judged] == [(Fate.UNCHANGED, ())]
    assert snapshot() == before


def test_papers_stand_on_what_came_in(tmp_path: Path) -> None:
    hazard = added(source="tip")
    hazards.take_steps([hazard.id], [StepData(StepKind.ISSUE_NOTICE)], ACTOR)
    paper = brought(tmp_path, row(NOTICE, 隐患编号=hazard.number))
    service.record(paper.id, ServiceData(ServiceWay.SIGNED, dt.date(2021, 6, 4), receiver="罗某"), ACTOR)
    proof = issued(PaperKind.SERVICE, paper.number)
    hazards.take_steps([hazard.id], [StepData(StepKind.REPORT_RECTIFIED)], ACTOR)
    opinion = issued(PaperKind.REINSPECTION, hazard.number, failed=[])
    assert (
        Paper.get_by_id(opinion.paper_id).follows_id == Paper.get_by_id(proof.paper_id).follows_id == paper.id
    )
    with pytest.raises(UserError, match=f"{opinion.number}是依据{NOTICE}出具的"):
        issuing.void(paper.id, "写错", ACTOR)
    head = [*HEAD, "作废日期", "作废原因"]
    assert "是依据" in seen(tmp_path, [*row(NOTICE), "2021-6-5", "写错"], head=head).judged[0].reason
    issuing.void(opinion.paper_id, "写错", ACTOR)
    issuing.void(paper.id, "写错", ACTOR)
    assert Paper.get_by_id(paper.id).voided_on == dt.date(2021, 6, 18)


def test_one_paper_of_a_register_stands_on_another_in_any_order(tmp_path: Path) -> None:
    head = [*HEAD, "所依文书"]
    preview = seen(
        tmp_path,
        [*row("先锋府安复〔2021〕3号", "复查意见书", 发文时间="2021-6-10"), NOTICE],
        [*row("先锋府安复〔2021〕2号", "复查意见书", 发文时间="2021-6-9"), "没有〔2021〕1号"],
        [*row(NOTICE), None],
        head=head,
    )
    assert preview.judged[1].remarks == ("没有字号为“没有〔2021〕1号”的其他文书，所依文书没有登记",)
    importing.accept(preview, ACTOR)
    assert [one.number for one in Paper.select().order_by(Paper.id)] == [
        *(NOTICE, "先锋府安复〔2021〕2号", "先锋府安复〔2021〕3号"),
    ], "the ids are in the order of issue"
    assert Paper.get(Paper.number == "先锋府安复〔2021〕3号").follows.number == NOTICE
    file = written(ListKind.PAPERS, tmp_path)
    assert [line["所依文书"] for line in records(file)] == [NOTICE, None, None]
    assert {one.fate for one in look(file).judged} == {Fate.UNCHANGED}


def test_services_go_out_a_line_each(tmp_path: Path) -> None:
    paper = brought(
        tmp_path, row(NOTICE, 送达时间="2021-6-4\n2021-6-5", 签收人="罗某\n—", 送达方式="直接\n邮寄")
    )
    [line] = records(written(ListKind.PAPERS, tmp_path))
    assert (line["送达方式"], line["送达日期"], line["收件人"], line["见证人"]) == (
        *("直接送达\n邮寄送达", "2021-06-04\n2021-06-05", "罗某\n—", None),
    )
    assert line["送达"] == "2021-06-05 邮寄送达"
    assert [str(one.served_on) for one in paper.services.order_by("served_on")] == [
        "2021-06-04",
        "2021-06-05",
    ]


def test_a_site_under_another_spelling_is_the_same_and_a_new_one_is_added_once(tmp_path: Path) -> None:
    with journal.change("添加", ACTOR):
        Site.create(name="青禾榨菜加工厂")
    preview = seen(
        tmp_path,
        row("先锋府安改〔2021〕1号", 受文单位="青禾榨菜加工厂有限公司"),
        row("先锋府安改〔2021〕2号", 受文单位="甲厂"),
        row("先锋府安改〔2021〕3号", 受文单位="甲厂"),
    )
    assert [one.known_as for one in preview.matches] == ["青禾榨菜加工厂"]
    importing.accept(preview, ACTOR)
    assert connection.rows("SELECT name FROM site ORDER BY id") == [("青禾榨菜加工厂",), ("甲厂",)]


def test_a_day_without_a_year_is_of_the_year_of_the_number(tmp_path: Path) -> None:
    preview = seen(
        tmp_path, row("先锋府安改〔2020〕12号", 发文时间="12月3日", 送达时间="12月4日", 签收人="罗某")
    )
    importing.accept(preview, ACTOR)
    assert (Paper.get().issued_on, Service.get().served_on) == (dt.date(2020, 12, 3), dt.date(2020, 12, 4))


def test_a_register_without_kinds_goes_by_the_numbers(tmp_path: Path) -> None:
    hazard = added()
    found = brought(tmp_path, row(NOTICE, None, 受文单位=None, 隐患编号=hazard.number))
    assert (found.kind, found.site_id) == (PaperKind.NOTICE, hazard.site_id)
