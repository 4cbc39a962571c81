"""Excel's own tables and filters in a superior's form reach over every row that was filled in."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableStyleInfo

from db.vocabulary import ListKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import spec
from tests.work.lists import by_libreoffice
from xianfeng_gui.work import form_filling, form_reading, hazards
from xianfeng_gui.work.hazard_filter import HazardFilter

pytestmark = pytest.mark.usefixtures("township")
HEAD = ["单位名称", "存在问题", "整改期限", "整改天数"]


def fill(form: Path, count: int) -> Path:
    hazards.register_all([spec(description=f"第{n}处隐患") for n in range(count)], ACTOR, Path())
    seen = form_reading.look(form, ListKind.HAZARDS, HazardFilter())
    target = form.with_name("填好.xlsx")
    assert form_filling.fill(seen, HazardFilter(), target, ACTOR) == count
    return target


def a_table(page: Any, area: str, *, totals: bool = False) -> None:
    table = Table(displayName="表1", ref=area, totalsRowCount=1 if totals else None)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9", showRowStripes=True)
    page.add_table(table)
    if totals:
        table._initialise_columns()
        assert table.autoFilter is not None
        table.autoFilter.ref = area.replace("4", "3")


@pytest.mark.parametrize(("count", "last"), [(0, 2), (1, 2), (2, 3), (30, 31)])
def test_a_table_that_is_shorter_than_the_space_grows_with_the_rows(
    tmp_path: Path, count: int, last: int
) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEAD)
    page["A4"], page["D4"] = "总计", "=SUM(D2:D3)"
    a_table(page, "A1:D2")
    book.save(tmp_path / "表.xlsx")
    made = load_workbook(fill(tmp_path / "表.xlsx", count)).worksheets[0]
    table = made.tables["表1"]
    assert table.ref == f"A1:D{last}" and table.autoFilter is not None and table.autoFilter.ref == table.ref
    total = max(count, 2) + 2
    assert [made.cell(total, at).value for at in (1, 4)] == ["总计", f"=SUM(D2:D{total - 1})"]


def test_the_totals_of_a_table_stay_its_last_row(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEAD)
    page["A4"], page["D4"] = "本期", "=SUBTOTAL(103,表1[存在问题])"
    a_table(page, "A1:D4", totals=True)
    book.save(tmp_path / "表.xlsx")
    target = fill(tmp_path / "表.xlsx", 30)
    made = load_workbook(target).worksheets[0]
    table = made.tables["表1"]
    assert (table.ref, table.totalsRowCount) == ("A1:D32", 1)
    assert table.autoFilter is not None and table.autoFilter.ref == "A1:D31"
    assert [made.cell(32, at).value for at in (1, 4)] == ["本期", "=SUBTOTAL(103,表1[存在问题])"]
    shown = by_libreoffice([target], tmp_path)[f"填好-{made.title}"]
    assert shown[31][3] == "30", "what adds up by the table's name counts every row"


def test_a_filter_over_the_head_alone_reaches_over_the_data(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "台账"
    page.append(HEAD)
    page.auto_filter.ref = "A1:D1"
    hidden = DefinedName("_xlnm._FilterDatabase", attr_text="台账!$A$1:$D$1", localSheetId=0, hidden=True)
    page.defined_names["_xlnm._FilterDatabase"] = hidden
    book.save(tmp_path / "表.xlsx")
    target = fill(tmp_path / "表.xlsx", 30)
    assert load_workbook(target).worksheets[0].auto_filter.ref == "A1:D31"
    with zipfile.ZipFile(target) as file:
        assert "$A$1:$D$31</definedName>" in file.read("xl/workbook.xml").decode()
