"""The sheets' declarations: titles from the records, what may come in, and cells that go out and back."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from db.errors import UserError
from db.records import Hazard, Site
from db.vocabulary import Grade, RiskLevel
from xianfeng_gui.sheets import registers, statistics, tasks
from xianfeng_gui.sheets.book import write_book
from xianfeng_gui.sheets.columns import CellValue, Column, Kind, ListHead, Sheet, Table
from xianfeng_gui.sheets.fields import of_record
from xianfeng_gui.sheets.hazards import HAZARDS, PROBLEMS
from xianfeng_gui.sheets.parsing import parse

SHEETS = [
    HAZARDS,
    PROBLEMS,
    *(
        one
        for module in (tasks, registers, statistics)
        for one in vars(module).values()
        if isinstance(one, Sheet)
    ),
    tasks.master_sheet(["2020-06", "2020-07"]),
]
TITLES = (
    "序号 隐患编号 专题 单位（场所） 部位 隐患描述 等级 发现日期 责任单位 属地 整改措施 整改责任人 整改期限 状态 逾期天数 "
    "挂牌督办 销号日期 地址 来源 发现人 检查依据 相关任务 整改完成日期 延期次数 复查不合格次数 期限说明 来源检查"
).split()


def test_the_register_has_its_columns() -> None:
    assert [column.title for column in HAZARDS.columns] == TITLES
    assert len(HAZARDS.on_paper) == 17, "what is printed stays readable on A4"


def test_no_list_shows_informants_or_phones() -> None:
    shown = {column.title for sheet in SHEETS for column in sheet.columns}
    assert not shown & {Hazard.informant.verbose_name, Site.phone.verbose_name}
    assert Site.phone.verbose_name in {column.title for column in registers.SITES.incoming}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_a_declaration_holds_together(sheet: Sheet) -> None:
    keys = [column.key for column in sheet.columns]
    assert len(keys) == len(set(keys)) and len(sheet.title) <= 31
    for column in sheet.columns:
        assert column.title and column.width >= 4
        assert (column.kind is Kind.TERM) is (column.terms is not None)
        if column.share:
            assert all(sheet.column(key).summed for key in column.share)
    assert all(column.comes_in for column in sheet.incoming)


def test_what_a_field_says_of_its_column() -> None:
    number = of_record(Hazard, "number", 14)
    assert (number.title, number.kind, number.longest, number.comes_in) == ("隐患编号", Kind.TEXT, 30, True)
    kinds = {
        name: of_record(Hazard, name, 9).kind for name in ("grade", "found_on", "listed", "measure", "site")
    }
    assert kinds == {
        "grade": Kind.TERM,
        "found_on": Kind.DATE,
        "listed": Kind.FLAG,
        "measure": Kind.LINES,
        "site": Kind.TEXT,
    }
    assert of_record(Hazard, "grade", 5).terms is Grade
    assert not of_record(Hazard, "grade", 5, comes_in=False).comes_in
    with pytest.raises(KeyError):
        HAZARDS.column("informant")


COLUMNS = {
    Kind.TEXT: Column("a", "甲", 12),
    Kind.LINES: Column("b", "乙", 20, Kind.LINES),
    Kind.DATE: Column("c", "丙", 11, Kind.DATE),
    Kind.NUMBER: Column("d", "丁", 8, Kind.NUMBER),
    Kind.PERCENT: Column("e", "戊", 8, Kind.PERCENT),
    Kind.FLAG: Column("f", "己", 5, Kind.FLAG),
    Kind.TERM: Column("g", "庚", 9, Kind.TERM, RiskLevel),
}
WORDS = st.text(st.characters(codec="utf-16", categories=["L", "N", "P", "Zs"]), max_size=40).map(str.strip)
VALUES = st.fixed_dictionaries(
    {
        Kind.TEXT: WORDS,
        Kind.LINES: st.lists(WORDS.filter(bool), min_size=1, max_size=3).map("\n".join),
        Kind.DATE: st.none() | st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
        Kind.NUMBER: st.none()
        | st.integers(-(10**9), 10**9)
        | st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
        Kind.PERCENT: st.none() | st.integers(0, 100),
        Kind.FLAG: st.booleans(),
        Kind.TERM: st.none() | st.sampled_from(RiskLevel),
    }
)


@given(VALUES)
def test_what_goes_out_comes_back(values: dict[Kind, CellValue]) -> None:
    sheet = Sheet("all", "全部", tuple(COLUMNS.values()))
    buffer = io.BytesIO()
    row = tuple(values[kind] for kind in COLUMNS)
    write_book(buffer, [Table(sheet, ListHead("全部", "办", dt.date(2021, 6, 18)), [row])])
    page = load_workbook(buffer)["全部"]
    back = {kind: parse(COLUMNS[kind], page.cell(4, at).value) for at, kind in enumerate(COLUMNS, 1)}  # type: ignore[arg-type]
    assert back == {kind: None if value == "" else value for kind, value in values.items()}


@pytest.mark.parametrize(
    ("kind", "held", "value"),
    [
        (Kind.TEXT, " 甲 ", "甲"),
        (Kind.TEXT, 13812345678.0, "13812345678"),
        (Kind.TEXT, "", None),
        (Kind.DATE, dt.datetime(2021, 6, 18, 9, 30), dt.date(2021, 6, 18)),
        (Kind.DATE, 44365, dt.date(2021, 6, 18)),
        (Kind.DATE, "2021-06-18", dt.date(2021, 6, 18)),
        (Kind.NUMBER, "3.50", 3.5),
        (Kind.NUMBER, 3.0, 3),
        (Kind.PERCENT, 0.6, 60),
        (Kind.PERCENT, 1, 100),
        (Kind.PERCENT, "60%", 60),
        (Kind.PERCENT, 60, 60),
        (Kind.FLAG, "√", True),
        (Kind.FLAG, 0, False),
        (Kind.TERM, "red", RiskLevel.RED),
        (Kind.TERM, "红（重大风险）", RiskLevel.RED),
        (Kind.TERM, None, None),
    ],
)
def test_what_a_cell_means(kind: Kind, held: str | float | None, value: CellValue) -> None:
    found = parse(COLUMNS[kind], held)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "held", "why"),
    [
        (Kind.DATE, "昨天", "不能是“昨天”"),
        (Kind.DATE, 10**12, "2021-06-18这样"),
        (Kind.NUMBER, "三", "请填数字"),
        (Kind.NUMBER, True, "请填数字"),
        (Kind.PERCENT, "大半", "请填数字"),
        (Kind.FLAG, "也许", "“是”或“否”"),
        (Kind.TERM, "紫", "可填：红（重大风险）、橙（较大风险）"),
    ],
)
def test_what_a_cell_cannot_mean(kind: Kind, held: str | int, why: str) -> None:
    with pytest.raises(UserError, match=why) as caught:
        parse(COLUMNS[kind], held)
    assert caught.value.field == COLUMNS[kind].key and COLUMNS[kind].title in str(caught.value)


def test_a_text_longer_than_the_record_takes() -> None:
    with pytest.raises(UserError, match="“隐患编号”最多30个字"):
        parse(HAZARDS.column("number"), "甲" * 31)
