"""The hazard register in Excel."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path

from openpyxl import load_workbook

from db.records import Hazard
from xianfeng_gui.sheets.columns import ListHead
from xianfeng_gui.sheets.hazards import HAZARD_SHEET, HazardListRow, write_hazard_list

ROW = HazardListRow(
    number="YJB-2021-0007",
    topic="消防安全",
    site="先锋镇青禾榨菜加工厂",
    address="绣庄村3组",
    location="包装车间东侧安全出口",
    description="安全出口上锁，门后堆放纸箱",
    grade="重大隐患",
    source="监督检查",
    found_on=dt.date(2021, 5, 3),
    office="镇应急办",
    village="绣庄村",
    measure="立即开锁并清走纸箱",
    person="丁有田",
    deadline=dt.date(2021, 5, 20),
    state="整改中",
    days_late=29,
    rectified_on=None,
    closed_on=None,
    listed=True,
    extension_count=0,
    failed_count=1,
)
TITLES = (
    "序号 隐患编号 专题 单位（场所） 部位 隐患描述 等级 发现日期 责任单位 属地 整改措施 整改责任人 整改期限 状态 逾期天数 "
    "挂牌督办 销号日期 地址 来源 整改完成日期 延期次数 复查不合格次数"
).split()


def test_every_cell_of_the_register(tmp_path: Path) -> None:
    target = tmp_path / "隐患台账.xlsx"
    head = ListHead("先锋镇安全生产隐患台账", "镇应急办", dt.date(2021, 6, 18), "逾期未整改")
    assert write_hazard_list(target, [ROW, ROW], head) == 2
    page = load_workbook(target)["隐患台账"]
    assert [cell.value for cell in page[4]] == TITLES
    assert page.print_area == "'隐患台账'!$A$1:$Q$6", "what is printed stays readable on A4"
    found, due = dt.datetime(2021, 5, 3), dt.datetime(2021, 5, 20)
    assert [cell.value for cell in page[6]] == [
        2, "YJB-2021-0007", "消防安全", "先锋镇青禾榨菜加工厂", "包装车间东侧安全出口", "安全出口上锁，门后堆放纸箱", "重大隐患",
        found, "镇应急办", "绣庄村", "立即开锁并清走纸箱", "丁有田", due, "整改中", 29, "是", None, "绣庄村3组", "监督检查", None, 0, 1,
    ]  # fmt: skip


def test_columns_and_rows_are_declared_alike() -> None:
    assert [column.key for column in HAZARD_SHEET.columns[1:]] == [
        field.name for field in fields(HazardListRow)
    ]


def test_the_informant_is_nowhere() -> None:
    assert "informant" not in {field.name for field in fields(HazardListRow)}
    assert Hazard.informant.verbose_name not in {column.title for column in HAZARD_SHEET.columns}
