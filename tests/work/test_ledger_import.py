"""Ledgers from files into the archive: previewed, written as one entry, taken back, refused rows told."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import check, connection, journal
from db.errors import UserError
from db.records import Hazard, HazardStep, SheetLayout, Site
from db.vocabulary import Grade, HazardState, Source
from tests.work import acts
from xianfeng_gui.sheets.opening import open_workbook
from xianfeng_gui.work.ledger import importing, refused_rows
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.preview import Fate, look

ACTOR = "何某"
HEAD = [
    "序号",
    "企业名称",
    "检查时间",
    "存在问题",
    "级别",
    "整改时限",
    "是否整改",
    "完成时间",
    "责任人",
    "电话",
]
ROWS: list[list[Any]] = [
    [
        1,
        "青禾榨菜加工厂有限公司",
        "2021.6.3",
        "疏散通道堆放杂物",
        "一般",
        "6月30日",
        "是",
        "2021年6月8日",
        "何某 丁某",
        13800000000.0,
    ],
    [
        2,
        "好运来副食店",
        dt.date(2021, 6, 4),
        "电线私拉乱接",
        "重大",
        "2021年7月",
        "整改中",
        None,
        "罗某",
        "１３９００００００００",
    ],
    [3, "甲店", "2021-13-45", "堵塞", None, None, None, None, None, None],
    [4, None, "2021-6-1", "没有单位", None, None, None, None, None, None],
]


def workbook(path: Path, rows: list[list[Any]], head: list[str] = HEAD) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["先锋镇2021年安全隐患排查整治台账"])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return workbook(tmp_path / "台账.xlsx", ROWS)


def test_nothing_is_written_by_looking(township: Path, ledger: Path) -> None:
    before = acts.snapshot()
    preview = look(ledger)
    assert [preview.count(fate) for fate in Fate] == [2, 0, 0, 2]
    assert [(one.number, one.reason) for one in preview.with_fate(Fate.REFUSE)] == [
        (5, "“发现日期”“2021-13-45”这一天不存在"),
        (6, "缺少单位（场所）名称"),
    ]
    assert acts.snapshot() == before


def test_what_is_accepted_stands_in_the_register(township: Path, ledger: Path) -> None:
    done = importing.accept(look(ledger), ACTOR)
    assert (done.created, done.updated) == (2, 0)
    first, second = Hazard.select().order_by(Hazard.number)
    assert (first.number, first.site.name, first.state) == (
        "YJB-2021-0001",
        "青禾榨菜加工厂有限公司",
        HazardState.RECTIFIED,
    )
    assert (first.deadline, first.rectified_on, first.person) == (
        dt.date(2021, 6, 30),
        dt.date(2021, 6, 8),
        "何某、丁某",
    )
    assert (first.source, first.topic.short_name, first.site.phone) == (
        Source.INSPECTION,
        "消防",
        "13800000000",
    )
    assert (second.grade, second.deadline, second.state) == (
        Grade.MAJOR,
        dt.date(2021, 7, 31),
        HazardState.RECTIFYING,
    )
    assert HazardStep.select().count() == 4
    assert check.problems() == []


def test_one_undo_takes_all_of_it_back(township: Path, ledger: Path) -> None:
    before = acts.snapshot()
    importing.accept(look(ledger), ACTOR)
    assert journal.undo(ACTOR).label == "导入隐患台账“台账.xlsx”"
    assert acts.snapshot() == before


def test_the_layout_is_remembered(township: Path, ledger: Path, tmp_path: Path) -> None:
    preview = look(
        ledger, said=Corrections(columns={1: "site", 2: "found_on", 3: "location", 4: "description"})
    )
    preview.columns = {1: "site", 2: "found_on", 3: "description"}
    importing.accept(look(ledger, said=Corrections(columns=preview.columns)), ACTOR, confirmed=True)
    again = look(workbook(tmp_path / "下月.xlsx", [[1, "乙店", "2021-6-9", "灯坏", "一般"]]))
    assert again.columns == preview.columns
    assert SheetLayout.select().count() == 1


def test_a_known_number_updates_and_the_same_row_changes_nothing(
    township: Path, ledger: Path, tmp_path: Path
) -> None:
    importing.accept(look(ledger), ACTOR)
    head = ["隐患编号", "企业名称", "检查时间", "存在问题", "整改时限"]
    rows = [
        ["YJB-2021-0001", "青禾榨菜加工厂有限公司", "2021-6-3", "疏散通道堆放杂物和油桶", "2021-6-30"],
        ["YJB-2021-0002", "好运来副食店", "2021-6-4", "电线私拉乱接", "2021-7-31"],
        ["YJB-2021-0002", "好运来副食店", "2021-6-4", "又一次", None],
    ]
    preview = look(workbook(tmp_path / "改.xlsx", rows, head))
    assert [one.fate for one in preview.judged] == [Fate.UPDATE, Fate.UNCHANGED, Fate.REFUSE]
    importing.accept(preview, ACTOR)
    assert Hazard.get(Hazard.number == "YJB-2021-0001").description == "疏散通道堆放杂物和油桶"
    assert Hazard.select().count() == 2


def test_another_spelling_of_a_site_is_the_same_site_unless_told_apart(
    township: Path, tmp_path: Path
) -> None:
    with journal.change("添加", ACTOR):
        known = Site.create(name="重庆市江津区青禾榨菜加工厂（有限公司）")
    ledger = workbook(tmp_path / "a.xlsx", ROWS[:1])
    [match] = look(ledger).matches
    assert (match.written, match.site_id) == ("青禾榨菜加工厂有限公司", known.id)
    importing.accept(look(ledger), ACTOR)
    assert Site.select().count() == 1
    apart = look(ledger, said=Corrections(apart=frozenset({"青禾榨菜加工厂有限公司"})))
    assert apart.matches == []
    importing.accept(apart, ACTOR)
    assert Site.select().count() == 2


def test_refused_rows_are_saved_with_the_reason(township: Path, ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "未导入.xlsx"
    assert refused_rows.write(look(ledger), target) == 2
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    [told] = [row for row in rows if row[0] == 6]
    assert told[-1] == "缺少单位（场所）名称" and "没有单位" in told


def test_what_was_understood_as_data(township: Path, ledger: Path) -> None:
    data = importing.as_data(look(ledger))
    assert json.loads(json.dumps(data)) == data
    assert (data["header_row"], data["created"], data["updated"], data["refused"]) == (2, 2, 0, 2)
    assert {column["heading"]: column["field"] for column in data["columns"]}["整改时限"] == "deadline"
    assert data["refused_rows"][1] == {"row": 6, "reason": "缺少单位（场所）名称"}


def test_a_ledger_of_sites(township: Path, tmp_path: Path) -> None:
    head = ["单位名称", "所在村", "统一社会信用代码", "负责人", "联系电话", "风险等级", "是否涉及有限空间"]
    rows = [
        ["青禾厂", "绣庄", None, "何某", 13800000000.0, "红色", "是"],
        ["青禾厂", "绣庄村", None, None, None, None, None],
    ]
    path = workbook(tmp_path / "企业.xlsx", rows, head)
    preview = look(path)
    assert [one.fate for one in preview.judged] == [Fate.CREATE, Fate.REFUSE]
    importing.accept(preview, ACTOR)
    site = Site.get()
    assert (site.village.name if site.village else None, site.confined_space, site.phone) == (
        connection.scalar("SELECT name FROM office WHERE name = '绣庄村'"),
        True,
        "13800000000",
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_text_tables_in_any_usual_encoding(township: Path, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("企业名称,检查时间,存在问题\n甲店,2021-6-1,堵塞\n".encode(encoding))
    assert look(path).count(Fate.CREATE) == 1


def test_the_euro_sign_of_code_page_936(township: Path, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("企业名称,检查时间,存在问题\n甲店,2021-6-1,罚5".encode("gbk") + b"\x80\n")
    assert look(path).judged[0].record["description"] == "罚5€"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("~$台账.xlsx", b"x", "临时文件"),
        ("空.xlsx", b"", "空文件"),
        ("断.xlsx", b"PK\x03\x04" + b"x" * 100, "不完整或已损坏"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "实际是网页"),
        ("坏.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "不完整或已损坏"),
        ("a.pdf", b"%PDF-1.7", "不是表格文件"),
        ("a.csv", b"\x00\x01\x02\xff\xff\xfe" * 30, "不是文本"),
    ],
)
def test_bad_files_are_refused_in_words(
    township: Path, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=words):
        look(path)


def test_a_zip_bomb_is_refused(township: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(UserError, match="异常庞大"):
        look(path)


def test_hidden_rows_and_sheets_and_formulas_without_results(township: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    draft = book.worksheets[0]
    draft.title, draft.sheet_state = "草稿", "hidden"
    sheet = book.create_sheet("台账")
    sheet.append(["企业名称", "检查时间", "存在问题", "隐患部位"])
    sheet.append(["甲店", "2021-6-1", "堵塞", "=A2"])
    sheet.append(["乙店", "2021-6-1", "灯坏", None])
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [(one.name, one.hidden) for one in open_workbook(path).sheets] == [("草稿", True), ("台账", False)]
    preview = look(path)
    assert preview.sheet == "台账" and preview.count(Fate.CREATE) == 2
    assert "有1行在表格中被隐藏" in preview.remarks[0] and "有1个公式没有保存结果" in preview.remarks[1]
    with pytest.raises(UserError, match="没有工作表“没有”，有：草稿、台账"):
        look(path, sheet="没有")
