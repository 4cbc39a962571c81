"""Ledgers as they come: dittos, ticks, bands, fillers, days in words, months in titles, one worksheet a month."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import check
from db.records import Hazard, MonthlyReport, Site
from db.vocabulary import Grade, HazardState
from tests.sheets.workbooks import xlsx
from xianfeng_gui.work.ledger import importing, refused_rows
from xianfeng_gui.work.ledger.judged import Fate
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Preview, look

pytestmark = pytest.mark.usefixtures("township")
ACTOR = "何某"
HEAD = ["企业名称", "存在问题", "检查日期"]
DAY = dt.date(2021, 6, 1)


def merged(path: Path, rows: list[list[Any]], *areas: str) -> Path:
    """A workbook with these rows and merged areas."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    for area in areas:
        page.merge_cells(area)
    book.save(path)
    return path


def accepted(path: Path) -> Preview:
    """The preview of a ledger that has been written."""
    found = look(path)
    importing.accept(found, ACTOR)
    assert check.problems() == []
    return found


def registered(*names: str) -> list[tuple[Any, ...]]:
    """These fields of every hazard in order."""
    return [tuple(getattr(one, name) for name in names) for one in Hazard.select().order_by(Hazard.number)]


def test_dittos_say_what_the_row_above_says(tmp_path: Path) -> None:
    rows = [
        ["甲厂", "灯坏", "2021-6-1"],
        ["乙厂", "同上", "〃"],
        ["丙厂", "同 上", "2021-6-2"],
        ["…", "…", "…"],
    ]
    found = accepted(xlsx(tmp_path / "台账.xlsx", [HEAD, *rows]))
    assert len(found.judged) == 3
    assert registered("description", "found_on") == [
        ("灯坏", DAY),
        ("灯坏", DAY),
        ("灯坏", dt.date(2021, 6, 2)),
    ]


def test_a_refused_row_is_saved_with_its_dittos_written_out(tmp_path: Path) -> None:
    found = look(xlsx(tmp_path / "台账.xlsx", [HEAD, ["甲厂", "灯坏", "2021-6-1"], [None, "同上", "同上"]]))
    refused_rows.write(found, tmp_path / "未导入.xlsx")
    page = openpyxl.load_workbook(tmp_path / "未导入.xlsx").worksheets[0]
    assert "灯坏" in [cell.value for row in page.iter_rows() for cell in row]
    assert "同上" not in [cell.value for row in page.iter_rows() for cell in row]


TICKED = [
    ["企业名称", "隐患描述", "检查日期", "整改情况", None, "隐患等级", None],
    [None, None, None, "已整改", "未整改", "一般", "重大"],
]
TICKED_AREAS = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1")


def test_the_ticked_column_is_the_answer(tmp_path: Path) -> None:
    rows = [
        ["甲厂", "一", "2021-6-1", "√", None, " √ ", None],
        ["乙厂", "二", "2021-6-1", None, "√", None, 1],
        ["丙厂", "三", "2021-6-1", None, None, None, None],
        ["丁厂", "四", "2021-6-1", "√", "√", None, "√"],
    ]
    found = accepted(merged(tmp_path / "台账.xlsx", [*TICKED, *rows], *TICKED_AREAS))
    assert "“整改情况”分栏打勾，各行按打勾的一栏填写" in found.remarks
    assert registered("state", "grade") == [
        (HazardState.RECTIFIED, Grade.GENERAL),
        (HazardState.REPORTED, Grade.MAJOR),
        (HazardState.REPORTED, Grade.GENERAL),
    ]
    [two] = found.with_fate(Fate.REFUSE)
    assert "“已整改、未整改”不认识" in two.reason


def test_a_row_across_the_table_names_the_village_or_the_topic(tmp_path: Path) -> None:
    rows = [
        ["一、绣庄村", None, None],
        ["甲厂", "一", "2021-6-1"],
        ["（二）危险化学品", None, None],
        ["乙厂", "二", "2021-6-1"],
        ["新桥社区", None, None],
        ["丙厂", "三", "2021-6-1"],
        ["合计", None, None],
    ]
    found = accepted(merged(tmp_path / "台账.xlsx", [HEAD, *rows], "A6:C6", "A8:C8"))
    assert [one.remarks[0] for one in found.judged] == [
        "属地按分段标题记为“绣庄村”",
        "专题按分段标题“危险化学品”",
        "属地按分段标题记为“新桥社区”",
    ]
    shown = [
        (one.village and one.village.name, one.topic.short_name)
        for one in Hazard.select().order_by(Hazard.number)
    ]
    assert [shown[0][0], shown[1], shown[2][0]] == ["绣庄村", (None, "危险化学品"), "新桥社区"]


def test_a_site_lies_in_the_village_set_across_the_table(tmp_path: Path) -> None:
    head = ["企业名称", "地址", "所属行业", "风险等级"]
    rows = [["绣庄村", None, None, None], ["甲厂", "二社", "食品", "黄"]]
    accepted(merged(tmp_path / "名册.xlsx", [head, *rows], "A2:D2"))
    assert Site.get(Site.name == "甲厂").village.name == "绣庄村"


@pytest.mark.parametrize(
    "words",
    [
        "无",
        "未发现隐患",
        "未发现问题。",
        "无安全隐患",
        "没有发现任何问题",
        "正常",
        "未发现明显安全隐患和任何生产安全问题",
    ],
)
def test_no_hazard_is_none(tmp_path: Path, words: str) -> None:
    [one] = look(xlsx(tmp_path / "台账.xlsx", [HEAD, ["甲厂", words, "2021-6-1"]])).judged
    assert (one.fate, one.reason) == (Fate.REFUSE, f"“{words}”不是隐患，不登记")


@pytest.mark.parametrize("words", ["无证上岗", "无消防通道", "未发现问题整改记录", "正常疏散通道被占用"])
def test_what_only_begins_so_is_a_hazard(tmp_path: Path, words: str) -> None:
    [one] = look(xlsx(tmp_path / "台账.xlsx", [HEAD, ["甲厂", words, "2021-6-1"]])).judged
    assert one.fate is Fate.CREATE


def test_signs_that_only_fill_a_cell_say_nothing(tmp_path: Path) -> None:
    head = [*HEAD, "整改情况", "整改措施", "联系电话", "整改期限", "是否挂牌"]
    accepted(xlsx(tmp_path / "台账.xlsx", [head, ["甲厂", "灯坏", "2021-6-1", "/", "—", "无", "长期", "-"]]))
    assert registered("state", "measure", "deadline", "listed") == [(HazardState.REPORTED, "", None, False)]
    assert Site.get(Site.name == "甲厂").phone == ""


def test_a_credit_code_that_is_none(tmp_path: Path) -> None:
    head = ["企业名称", "统一社会信用代码", "地址", "风险等级"]
    accepted(xlsx(tmp_path / "名册.xlsx", [head, ["甲店", "无", "绣庄村", "黄"]]))
    assert Site.get(Site.name == "甲店").credit_code == ""


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2021.06.03-06.05", "不止一天，请只写一天"),
        ("6月3日、6月5日", "不止一天，请只写一天"),
        ("6月3日至5日", "不止一天，请只写一天"),
        ("六月初", "“六月初”不是日期"),
        ("6/3/2021", "“6/3/2021”不是日期"),
        (7, "“7”不是日期"),
    ],
)
def test_days_that_cannot_be_told(tmp_path: Path, written: Any, why: str) -> None:
    [one] = look(xlsx(tmp_path / "台账.xlsx", [HEAD, ["甲厂", "灯坏", written]])).judged
    assert why in one.reason


@pytest.mark.parametrize(
    "written", ["2021年6月1日上午", "2021、6、1", "2021 6 1", "2021-06-01 09:30", "2021，6，1"]
)
def test_days_in_odd_forms(tmp_path: Path, written: str) -> None:
    accepted(xlsx(tmp_path / "台账.xlsx", [HEAD, ["甲厂", "灯坏", written]]))
    assert registered("found_on") == [(DAY,)]


@pytest.mark.parametrize(
    ("heading", "written"), [("整改期限（天）", 7), ("整改时限（日）", "7"), ("限期天数", "7天")]
)
def test_a_term_in_a_column_of_days(tmp_path: Path, heading: str, written: Any) -> None:
    found = look(xlsx(tmp_path / "台账.xlsx", [[*HEAD, heading], ["甲厂", "灯坏", "2021-6-1", written]]))
    assert "deadline" in found.columns.values()
    importing.accept(found, ACTOR)
    assert registered("deadline") == [(dt.date(2021, 6, 8),)]


def test_what_is_missing_in_every_row_is_said_once_with_the_way_out(tmp_path: Path) -> None:
    rows = [["单位", "隐患", "整改期限"], ["甲厂", "罐区无喷淋", "2021.12"]]
    found = look(xlsx(tmp_path / "台账.xlsx", rows))
    assert any("在表头上方加一行“检查日期：" in remark for remark in found.remarks)
    fixed = look(xlsx(tmp_path / "改.xlsx", [["检查日期：2021年6月3日"], *rows]))
    assert fixed.count(Fate.CREATE) == 1 and not any("加一行" in remark for remark in fixed.remarks)


def test_a_village_names_places_alone(tmp_path: Path) -> None:
    rows = [["时间", "地点", "隐患情况", "处理情况"], ["6月1日", "王家院子", "电线老化", "正在处理"]]
    found = accepted(xlsx(tmp_path / "登记表.xlsx", [["绣庄村2021年隐患登记表"], *rows]))
    assert found.columns[1] == "site"
    assert registered("state") == [(HazardState.RECTIFYING,)]


def test_a_name_as_long_as_no_card_takes_is_refused(tmp_path: Path) -> None:
    [one] = look(xlsx(tmp_path / "台账.xlsx", [HEAD, ["厂" * 61, "灯坏", "2021-6-1"]])).judged
    assert "最多60个字" in one.reason


def test_the_month_of_a_report_stands_in_its_title(tmp_path: Path) -> None:
    rows = [
        ["2021年6月各专题工作推进情况表"],
        ["任务编号", "任务", "6月工作情况", "完成比例"],
        ["5-1-1", "整治", "检查12处", "50%"],
    ]
    found = accepted(xlsx(tmp_path / "月报.xlsx", rows))
    assert found.kind is LedgerKind.MONTHLY and MonthlyReport.get().month == "2021-06"
    assert "表头上方写明“月份”为“2021-06”，各行照此" in found.remarks


def test_further_worksheets_under_the_same_head_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "1月"
    for page in (book.worksheets[0], book.create_sheet("2月"), book.create_sheet("3月")):
        page.append(HEAD)
        page.append(["甲厂", "灯坏", "2021-6-1"])
    book.create_sheet("说明").append(["每月报送"])
    book.save(tmp_path / "台账.xlsx")
    found = look(tmp_path / "台账.xlsx")
    assert "还有2张工作表的表头相同，请逐张导入：2月、3月" in found.remarks
    assert not any("工作表" in remark for remark in look(tmp_path / "台账.xlsx", sheet="2月").remarks)


def test_a_head_of_four_rows(tmp_path: Path) -> None:
    rows = [
        ["隐患台账", *[None] * 4],
        ["基本情况", None, "隐患排查情况", None, "整改情况"],
        ["单位信息", None, "排查", None, "进度"],
        ["名称", "地址", "时间", "隐患描述", "是否整改到位"],
        ["甲厂", "二社", "2021.6.1", "灯坏", "是"],
    ]
    found = accepted(merged(tmp_path / "台账.xlsx", rows, "A1:E1", "A2:B2", "C2:D2", "A3:B3", "C3:D3"))
    assert found.head.titles[0] == "基本情况 / 单位信息 / 名称" and found.columns[0] == "site"
    assert registered("state", "description") == [(HazardState.RECTIFIED, "灯坏")]
