"""The command import: what is understood of a ledger, what is written with --accept, what is refused and why."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from db import clock, connection, store
from tests.sheets import workbooks
from tests.test_command import Run, office, refused, run
from tests.work import lists
from tests.work.test_ledger_import import HEAD, ROWS, workbook
from xianfeng_gui.command.ledgers import KINDS
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import look

__all__ = ["office", "run"]

pytestmark = pytest.mark.usefixtures("office")


def test_the_head_is_said_where_it_is_not_found(run: Run, tmp_path: Path) -> None:
    rows = [["青石镇台账"], ["户名", "到访", "毛病"], ["甲厂", "2021-6-1", "堆放杂物，疏散通道堵塞"]]
    path = str(workbooks.xlsx(tmp_path / "台账.xlsx", rows))
    refused(run("import", path), "没有找到表头", "指明是第几行")
    data = json.loads(run("import", path, "--head", "2", "--json").out)
    assert (data["header_row"], data["ignored"]) == (2, ["户名", "到访", "毛病"])
    assert data["remarks"] == ["还没有一栏对应上，请选定各栏的内容，或改选表头"]
    for row in ("7", "0", "-1"):
        refused(run("import", path, "--head", row), f"第{row}行没有文字，不能作表头")


def test_a_wrong_guess_of_the_head_is_corrected(run: Run, tmp_path: Path) -> None:
    rows = [["企业名称", "检查时间", "存在问题"], HEAD, *ROWS[:2]]
    path = str(workbooks.xlsx(tmp_path / "台账.xlsx", rows))
    data = json.loads(run("import", path, "--head", "2", "--json").out)
    assert (data["header_rows"], data["created"]) == ([2, 2], 2)


def test_every_kind_of_list_is_offered() -> None:
    assert list(KINDS) == [kind.value for kind in LedgerKind]


def test_visits_and_their_plan_come_in(run: Run, tmp_path: Path) -> None:
    rows = [
        ["受检单位", "检查时间", "检查人员", "检查情况"],
        ["甲厂", "2021-6-1", "何某、丁某", "未发现问题"],
    ]
    path = str(workbooks.xlsx(tmp_path / "检查.xlsx", rows))
    data = json.loads(run("import", path, "--json").out)
    assert (data["kind"], data["created"], data["ignored"]) == ("inspections", 1, [])
    assert "已导入：新增 1 条" in run("import", path, "--kind", "inspections", "--accept").out
    plan = [["2021年检查计划"], ["单位", "计划月份"], ["甲厂", "6月、9月"]]
    path = str(workbooks.xlsx(tmp_path / "计划.xlsx", plan))
    said = run("import", path, "--accept").out
    assert "按2021年的计划导入" in said and "已导入：新增 1 条" in said
    listed = tmp_path / "计划表.xlsx"
    run("sheet", "inspection_plan", "-o", str(listed))
    [row] = lists.records(listed)
    assert (row["6月"], row["9月"], row["本年检查"]) == ("✓", "○", 1)


def test_a_second_run_says_that_the_rows_are_there_already(run: Run, tmp_path: Path) -> None:
    path = str(workbook(tmp_path / "台账.xlsx", ROWS[:2]))
    assert "已导入：新增 2 条" in run("import", path, "--accept").out
    refused(run("import", path, "--accept"), "“台账.xlsx”的2行都已经登记过，没有新的内容，没有重复写入")
    assert "有2行已经登记过，与现有数据一致，不重复导入" in run("import", path).out
    more = str(workbook(tmp_path / "续.xlsx", ROWS))
    refused(run("import", more, "--accept"), "2行都已经登记过", "另有2行不能导入")
    again = run(
        "import",
        str(workbook(tmp_path / "又.xlsx", [*ROWS[:2], [5, "丁厂", "2021-6-9", "漏水"]])),
        "--accept",
    )
    assert "有2行已经登记过" in again.out and "已导入：新增 1 条" in again.out
    refused(
        run("import", str(workbook(tmp_path / "坏.xlsx", ROWS[2:])), "--accept"), "2行都不能导入，没有写入"
    )


def test_a_ledger_with_numbers_of_its_own_doubles_nothing(run: Run, tmp_path: Path) -> None:
    rows = [["编号", "企业名称", "检查时间", "存在问题"]]
    rows += [
        ["1", "甲厂", "2021-6-1", "通道堵塞"],
        ["2", "甲厂", "2021-6-1", "灯坏"],
        ["1", "乙厂", "2021-6-1", "漏水"],
    ]
    path = str(workbooks.xlsx(tmp_path / "台账.xlsx", rows))
    first = json.loads(run("import", path, "--accept", "--json").out)
    assert (first["created"], first["refused"]) == (3, 0)
    assert "第3行：“2”不是本程序的编号，导入时另行编号" in first["remarks"]
    refused(run("import", path, "--accept"), "3行都已经登记过")


def test_what_the_command_guessed_is_not_remembered_as_if_a_clerk_had_said_it(
    run: Run, tmp_path: Path
) -> None:
    path = str(workbook(tmp_path / "台账.xlsx", ROWS[:2]))
    assert run("import", path, "--accept").status == 0
    store.open_folder(tmp_path / "data")
    assert connection.scalar("SELECT count(*) FROM sheet_layout") == 0
    store.close()


def test_the_command_goes_by_what_a_clerk_said_and_leaves_it_as_it_is(run: Run, tmp_path: Path) -> None:
    columns = {1: "site", 2: "found_on", 3: "location", 8: "description"}
    path = workbook(tmp_path / "台账.xlsx", ROWS[:2])
    store.open_folder(tmp_path / "data")
    clock.set_today(dt.date(2021, 6, 10))
    importing.accept(look(path, said=Corrections(columns=columns)), "何某", confirmed=True)
    kept = connection.rows("SELECT * FROM sheet_layout")
    store.close()
    row = [3, "甲厂", "2021-6-3", "通道", None, None, None, None, "堆放杂物"]
    again = run("import", str(workbook(tmp_path / "又.xlsx", [row])), "--json", "--accept")
    found = {one["column"] - 1: one["field"] for one in json.loads(again.out)["columns"]}
    assert found == columns
    store.open_folder(tmp_path / "data")
    assert connection.rows("SELECT * FROM sheet_layout") == kept
    store.close()


def test_a_register_of_papers_is_told_by_its_head(run: Run, tmp_path: Path) -> None:
    head = ["文号", "文书名称", "受文单位", "发文日期", "签收日期", "签收人"]
    rows = [
        ["先锋府安改〔2020〕3号", "整改通知书", "甲厂", "2020-9-1", "2020-9-2", "罗某"],
        ["先锋府安改〔2020〕4号", "便函", "甲厂", "2020-9-1", None, None],
    ]
    path = str(workbook(tmp_path / "发文登记簿.xlsx", rows, head))
    data = json.loads(run("import", path, "--json").out)
    assert (data["kind"], data["created"], data["refused"]) == ("papers", 1, 1)
    assert "“文书种类”“便函”不认识" in data["refused_rows"][0]["reason"]
    assert "第3行：没有写送达方式，按“直接送达”登记" in data["remarks"]
    assert "新增 1 条" in run("import", path, "--kind", "papers", "--accept").out
    assert "先锋府安改〔2020〕3号  2020-09-01  整改通知书  甲厂  ○ 登记" in run("paper", "--list").out
    sentence = "先锋府安改〔2020〕3号由登记表导入，原件在案卷，本程序没有电子件"
    refused(run("paper", "correct", "先锋府安改〔2020〕3号", "-o", str(tmp_path / "更正.pdf")), sentence)
    assert (
        "已作废先锋府安改〔2020〕3号" in run("paper", "void", "先锋府安改〔2020〕3号", "--reason", "写错").out
    )
