"""The superior's form, filled from the register: the rows go in, and everything else stays as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.worksheet.table import Table

from db import connection, journal
from db.errors import UserError
from db.records import Hazard, MonthlyReport, Task
from db.vocabulary import Grade, ListKind
from tests.sheets import forms
from tests.work.acts import ACTOR
from tests.work.hazard_specs import spec
from tests.work.lists import by_libreoffice, by_libreoffice_again
from xianfeng_gui.sheets.opening import open_workbook
from xianfeng_gui.work import form_filling, form_reading, hazards, topics
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.progress import Cancelled, Progress
from xianfeng_gui.work.sites import SiteFilter

pytestmark = pytest.mark.usefixtures("township")
PAGE = "上报表"
FOUND = {0: "order", 1: "site", 2: "description", 3: "grade", 4: "found_on", 5: "person", 6: "deadline"}


def register(count: int) -> None:
    hazards.register_all([spec(description=f"第{n}处隐患") for n in range(count)], ACTOR, Path())


def filled(form: Path, target: Path) -> int:
    seen = form_reading.look(form, ListKind.HAZARDS, HazardFilter())
    return form_filling.fill(seen, HazardFilter(), target, ACTOR)


def sheet(file: Path) -> Any:
    return load_workbook(file)[PAGE]


def test_the_head_is_found_and_its_columns_are_known(tmp_path: Path) -> None:
    form = form_reading.look(forms.make(tmp_path / "表.xlsx"), ListKind.HAZARDS, HazardFilter())
    assert (form.page, form.head.first, form.head.last) == (PAGE, 2, 3)
    assert form.columns == FOUND and form.prepared == 2 and not form.remembered


@pytest.mark.parametrize("count", [0, 2, 4, 5, 30])
def test_rows_go_in_and_the_totals_follow(tmp_path: Path, count: int) -> None:
    register(count)
    target = tmp_path / "填好.xlsx"
    assert filled(forms.make(tmp_path / "表.xlsx"), target) == count
    page = sheet(target)
    last = 4 + max(count, forms.EXAMPLES)
    assert [page.cell(row, 1).value for row in range(5, 5 + count)] == list(range(1, count + 1))
    found = {page.cell(row, 3).value for row in range(5, 5 + count)}
    assert found == {f"第{n}处隐患" for n in range(count)}
    assert {page.cell(row, 4).value for row in range(5, 5 + count)} <= {"一般隐患", "重大隐患"}, (
        "as its list offers"
    )
    assert all(page.cell(row, 3).value is None for row in range(5 + count, last + 1)), "examples are gone"
    assert [page.cell(row, 8).value for row in range(5, last + 1)] == [
        f"=G{row}-$E{row}" for row in range(5, last + 1)
    ]
    assert page.cell(last + 1, 1).value == "合计" and page.cell(last + 1, 8).value == f"=SUM(H5:H{last})"
    assert str(page.cell(last + 2, 1).value).startswith("填表人：")
    assert {str(area) for area in page.merged_cells.ranges} >= {"A1:I1", "D3:E3", f"A{last + 1}:B{last + 1}"}
    assert str(page.data_validations.dataValidation[0].sqref) == f"D5:D{last}"
    assert [str(one.sqref) for one in page.conditional_formatting] == [f"H5:H{last}"]
    assert page.print_area == f"'{PAGE}'!$A$1:$I${last + 2}" and page.print_title_rows == "$3:$4"
    assert load_workbook(target)["说明"]["A2"].value == f"=SUM({PAGE}!H5:H{last})"


def test_nothing_else_of_the_file_changes(tmp_path: Path) -> None:
    register(9)
    form, target = forms.make(tmp_path / "表.xlsx"), tmp_path / "填好.xlsx"
    before = form.read_bytes()
    filled(form, target)
    assert form.read_bytes() == before
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(target) as new:
        assert set(old.namelist()) == set(new.namelist())
        same = {name for name in old.namelist() if old.read(name) == new.read(name)}
    assert {"xl/styles.xml", "xl/theme/theme1.xml", "xl/media/image1.png", "xl/worksheets/sheet3.xml"} <= same
    first, last = sheet(form), sheet(target)
    for letter in "ABCDEFGHI":
        assert first.column_dimensions[letter].width == last.column_dimensions[letter].width
        for row in (1, 3, 4):
            assert first[f"{letter}{row}"].style_id == last[f"{letter}{row}"].style_id
        assert {last[f"{letter}{row}"].style_id for row in range(5, 14)} == {first[f"{letter}5"].style_id}
        assert first[f"{letter}9"].style_id == last[f"{letter}14"].style_id
    assert last["G5"].is_date and last["G13"].number_format == 'yyyy"年"m"月"d"日"'
    assert last["E5"].value == spec()["found_on"], "a column that is no date's gets the day in words"
    assert last._images[0].anchor._from.row == 14, "the picture below the data moves with it"
    assert load_workbook(target)["字典"].sheet_state == "hidden"


@pytest.mark.parametrize("wraps", [True, False])
def test_a_row_grows_only_where_the_form_breaks_lines(tmp_path: Path, wraps: bool) -> None:
    hazards.register_all([spec(description="疏散通道堆放杂物，安全出口锁闭" * 8)], ACTOR, Path())
    form, target = forms.make(tmp_path / "表.xlsx"), tmp_path / "填好.xlsx"
    book = load_workbook(form)
    for row in range(5, 5 + forms.EXAMPLES):
        book[PAGE].cell(row, 3).alignment = Alignment(wrap_text=wraps)
    book.save(form)
    filled(form, target)
    assert (sheet(target).row_dimensions[5].height > 24) is wraps
    assert sheet(target).row_dimensions[6].height == 24


def test_a_row_without_a_height_gets_an_estimate(tmp_path: Path) -> None:
    hazards.register_all([spec(description="疏散通道堆放杂物，安全出口锁闭" * 8), spec()], ACTOR, Path())
    form, target = forms.make(tmp_path / "表.xlsx"), tmp_path / "填好.xlsx"
    book = load_workbook(form)
    for row in range(5, 5 + forms.EXAMPLES):
        book[PAGE].row_dimensions[row].height = None
    book.save(form)
    filled(form, target)
    heights = {sheet(target).row_dimensions[row].height for row in (5, 6)}
    assert max(one or 0 for one in heights) > 60 and None in heights
    with zipfile.ZipFile(target) as file:
        assert b"customHeight" not in file.read("xl/worksheets/sheet1.xml")


def test_other_programs_read_the_filled_form(tmp_path: Path) -> None:
    register(6)
    target = tmp_path / "填好.xlsx"
    filled(forms.make(tmp_path / "表.xlsx"), target)
    grid = open_workbook(target).read(PAGE).grid
    assert [row[0] for row in grid[4:11]] == [1, 2, 3, 4, 5, 6, "合计"]
    shown = by_libreoffice([target], tmp_path)[f"填好-{PAGE}"]
    assert [row[0] for row in shown[4:11]] == ["1", "2", "3", "4", "5", "6", "合计"]
    assert shown[10][2] == "6", "the total is worked out anew"


def test_a_form_without_totals_grows_below(tmp_path: Path) -> None:
    register(7)
    target = tmp_path / "填好.xlsx"
    filled(forms.make(tmp_path / "表.xlsx", closed=False), target)
    page = sheet(target)
    assert [page.cell(row, 1).value for row in range(5, 13)] == [*range(1, 8), None]
    assert page.cell(11, 8).value == "=G11-$E11" and page.cell(11, 3).border.bottom.style == "thin"
    assert str(page.data_validations.dataValidation[0].sqref) == "D5:D11"


def test_the_columns_are_said_once(tmp_path: Path) -> None:
    register(1)
    form = form_reading.look(forms.make(tmp_path / "表.xlsx"), ListKind.HAZARDS, HazardFilter())
    form = form.with_columns({**FOUND, 8: "measure"})
    form_filling.fill(form, HazardFilter(), tmp_path / "a.xlsx", ACTOR, confirmed=True)
    again = form_reading.look(forms.make(tmp_path / "下月.xlsx"), ListKind.HAZARDS, HazardFilter())
    assert again.remembered and again.columns == {**FOUND, 8: "measure"}
    entries = connection.scalar("SELECT count(*) FROM journal")
    form_filling.fill(again, HazardFilter(), tmp_path / "b.xlsx", ACTOR, confirmed=True)
    assert connection.scalar("SELECT count(*) FROM journal") == entries
    assert sheet(tmp_path / "b.xlsx")["I5"].value == spec()["measure"]


def test_what_is_remembered_is_not_what_undo_takes_back(tmp_path: Path) -> None:
    register(1)
    form = form_reading.look(forms.make(tmp_path / "表.xlsx"), ListKind.HAZARDS, HazardFilter())
    form_filling.fill(form, HazardFilter(), tmp_path / "a.xlsx", ACTOR, confirmed=True)
    assert journal.entries(limit=1)[0].label == "记住表格“表.xlsx”的栏目对应", (
        "in the journal like any change"
    )
    undone = journal.undo(ACTOR)
    assert undone.label == "登记1条隐患" and not Hazard.select().count()
    assert form_reading.look(tmp_path / "表.xlsx", ListKind.HAZARDS, HazardFilter()).remembered
    form = form_reading.look(forms.make(tmp_path / "b.xlsx", closed=False), ListKind.HAZARDS, HazardFilter())
    form_filling.fill(
        form.with_columns({2: "site"}), HazardFilter(), tmp_path / "c.xlsx", ACTOR, confirmed=True
    )
    journal.redo(ACTOR)
    assert Hazard.select().count() == 1, "nor does it come between an undo and its redo"


def test_columns_that_nobody_confirmed_are_not_remembered(tmp_path: Path) -> None:
    register(1)
    entries = connection.scalar("SELECT count(*) FROM journal")
    filled(forms.make(tmp_path / "表.xlsx"), tmp_path / "a.xlsx")
    assert connection.scalar("SELECT count(*) FROM journal") == entries
    assert not form_reading.look(tmp_path / "表.xlsx", ListKind.HAZARDS, HazardFilter()).remembered


def test_the_filter_decides_what_goes_in(tmp_path: Path) -> None:
    register(3)
    hazards.register_all([spec(description="漏电", grade=Grade.MAJOR)], ACTOR, Path())
    form = form_reading.look(forms.make(tmp_path / "表.xlsx"), ListKind.HAZARDS, HazardFilter())
    wanted = HazardFilter(grade="major")
    assert form_filling.fill(form, wanted, tmp_path / "a.xlsx", ACTOR) == 1
    assert [sheet(tmp_path / "a.xlsx")[place].value for place in ("C5", "D5")] == ["漏电", "重大隐患"]


def test_choices_may_stand_on_another_sheet(tmp_path: Path) -> None:
    register(1)
    book = load_workbook(forms.make(tmp_path / "表.xlsx"))
    words = book["字典"]
    words["B1"], words["B2"] = "一般事故隐患", "重大事故隐患"
    book[PAGE].data_validations.dataValidation[0].formula1 = "字典!$B$1:$B$2"
    book.save(tmp_path / "表.xlsx")
    filled(tmp_path / "表.xlsx", tmp_path / "a.xlsx")
    assert sheet(tmp_path / "a.xlsx")["D5"].value == "一般事故隐患"


def test_a_form_that_another_program_wrote(tmp_path: Path) -> None:
    register(6)
    form = by_libreoffice_again(forms.make(tmp_path / "表.xlsx"), tmp_path / "again")
    filled(form, tmp_path / "a.xlsx")
    page = sheet(tmp_path / "a.xlsx")
    assert [page.cell(row, 1).value for row in range(5, 12)] == [1, 2, 3, 4, 5, 6, "合计"]
    assert page["H11"].value == "=SUM(H5:H10)" and page["H10"].value == "=G10-$E10"
    assert {str(area) for area in page.merged_cells.ranges} >= {"A1:I1", "A11:B11", "A12:I12"}
    assert page._images and str(page.data_validations.dataValidation[0].sqref) == "D5:D10"


def test_cells_merged_in_each_row_are_merged_in_every_row(tmp_path: Path) -> None:
    register(3)
    book = Workbook()
    page = book.active
    for row in (
        ["汇总表"],
        ["序号", "单位名称", None, "存在问题"],
        [1],
        [2],
        ["总 计"],
        ["注：每月25日前报送。"],
    ):
        page.append(row)
    for area in ("A1:D1", "B2:C2", "B3:C3", "B4:C4", "A6:D6"):
        page.merge_cells(area)
    book.save(tmp_path / "表.xlsx")
    filled(tmp_path / "表.xlsx", tmp_path / "a.xlsx")
    made = load_workbook(tmp_path / "a.xlsx").active
    assert [row[0] for row in made.iter_rows(min_row=3, values_only=True)][:4] == [1, 2, 3, "总 计"]
    areas = {str(area) for area in made.merged_cells.ranges}
    assert areas == {"A1:D1", "B2:C2", "B3:C3", "B4:C4", "B5:C5", "A7:D7"}


def test_tables_charts_notes_and_percentages_follow(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "报送 1"
    page.append(["任务进展报送表"])
    page.append(["任务名称", "责任单位", "完成时限", "完成比例（%）", "完成比例", "状态"])
    page.append([None] * 5)
    page["E3"].number_format = "0%"
    page.add_table(Table(displayName="进展", ref="A2:F3"))
    chart = BarChart()
    chart.add_data(Reference(page, min_col=4, min_row=2, max_row=3), titles_from_data=True)
    page.add_chart(chart, "H2")
    page["C2"].comment = Comment("如2021-6-1", "区")
    book.save(tmp_path / "表.xlsx")
    wanted = TaskScope(topics.topics()[4].id)
    form = form_reading.look(tmp_path / "表.xlsx", ListKind.TASKS, wanted)
    form = form.with_columns({**form.columns, 3: "percent", 4: "percent"})
    with journal.change("填报", ACTOR):
        for task in Task.select():
            MonthlyReport.create(
                task=task, month="2021-05", text="推进", percent=60, reported_on="2021-05-31"
            )
    count = form_filling.fill(form, wanted, tmp_path / "a.xlsx", ACTOR)
    filled_page = load_workbook(tmp_path / "a.xlsx").active
    last = 2 + count
    assert count > 5 and filled_page.tables["进展"].ref == f"A2:F{last}"
    assert {filled_page.cell(row, 4).value for row in range(3, last + 1)} == {60}
    assert {filled_page.cell(row, 5).value for row in range(3, last + 1)} == {0.6}
    assert filled_page["C2"].comment.text == "如2021-6-1"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        assert f"'报送 1'!$D$3:$D${last}</f>" in file.read("xl/charts/chart1.xml").decode()


def test_what_cannot_be_filled_is_said(tmp_path: Path) -> None:
    form = forms.make(tmp_path / "表.xlsx")
    seen = form_reading.look(form, ListKind.HAZARDS, HazardFilter())
    with pytest.raises(UserError, match="不能写回"):
        form_filling.fill(seen, HazardFilter(), form, ACTOR)
    with pytest.raises(UserError, match="还没有一栏"):
        form_filling.fill(seen.with_columns({}), HazardFilter(), tmp_path / "a.xlsx", ACTOR)
    with pytest.raises(UserError, match="没有“nothing”这一栏"):
        seen.with_columns({0: "nothing"})
    with pytest.raises(UserError, match="没有找到"):
        form_reading.look(form, ListKind.HAZARDS, HazardFilter(), "说明")
    with pytest.raises(UserError, match="另存为.xlsx"):
        form_reading.look(tmp_path / "旧表.xls", ListKind.SITES, SiteFilter())
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UserError):
        form_reading.look(tmp_path / "坏.xlsx", ListKind.TASKS, TaskScope())
    assert not (tmp_path / "a.xlsx").exists()


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    register(501)
    form = form_reading.look(forms.make(tmp_path / "表.xlsx"), ListKind.HAZARDS, HazardFilter())
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        form_filling.fill(form, HazardFilter(), tmp_path / "a.xlsx", ACTOR, progress)
    assert {one.name for one in tmp_path.iterdir()} >= {"表.xlsx"} and not list(tmp_path.glob("*a.xlsx*"))
    assert not form_reading.look(form.path, ListKind.HAZARDS, HazardFilter()).remembered
