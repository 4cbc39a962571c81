"""The list writer: what is in the cells, how it prints, and what happens to the file."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.errors import UserError
from xianfeng_gui.sheets import table
from xianfeng_gui.sheets.cells import CUT_MARK, LONGEST_TEXT, clean_text, lines_needed
from xianfeng_gui.sheets.columns import CellValue, Column, Kind, ListHead, Sheet
from xianfeng_gui.sheets.table import write_list

SHEET = Sheet(
    "试验表",
    (
        Column("name", "名称", 12),
        Column("note", "说明", 20, Kind.LINES),
        Column("day", "日期", 11, Kind.DATE),
        Column("count", "数量", 6, Kind.NUMBER),
        Column("flag", "是否", 5, Kind.FLAG),
    ),
    frozen=1,
)
HEAD = ListHead("试验清单", "镇应急办", dt.date(2021, 6, 18), "专题：消防安全")
DAY = dt.date(2021, 5, 3)


def written(*rows: tuple[CellValue, ...], head: ListHead = HEAD) -> Worksheet:
    buffer = io.BytesIO()
    assert write_list(buffer, SHEET, rows, head) == len(rows)
    page = load_workbook(buffer).active
    assert isinstance(page, Worksheet)
    return page


def note_of(text: str) -> object:
    return written(("甲", text, DAY, 1, True))["B5"].value


def test_head() -> None:
    page = written(("甲", "乙", DAY, 3, True))
    assert page.title == "试验表"
    assert page["A1"].value == "试验清单"
    assert page["A2"].value == "填报单位：镇应急办"
    assert page["C2"].value == "2021年6月18日"
    assert page["A3"].value == "范围：专题：消防安全"
    assert [cell.value for cell in page[4]] == ["名称", "说明", "日期", "数量", "是否"]
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:E1", "A2:B2", "C2:E2", "A3:E3"}
    assert (page["A1"].font.name, page["A1"].font.size, page["A1"].font.bold) == ("宋体", 18, True)
    assert page["C2"].alignment.horizontal == "right"


def test_without_a_filter_the_titles_move_up() -> None:
    page = written(("甲", "乙", DAY, 3, True), head=ListHead("清单", "镇应急办", DAY))
    assert page["A3"].value == "名称"
    assert page["A4"].value == "甲"
    assert page.auto_filter.ref == "A3:E4"
    assert page.freeze_panes == "B4"


def test_kinds_of_values() -> None:
    page = written(("甲", ["一行", "二行"], DAY, 2.5, False), (None, "", None, None, None))
    first = list(page[5])
    assert [cell.value for cell in first] == ["甲", "一行\n二行", dt.datetime(2021, 5, 3), 2.5, "否"]
    assert [cell.data_type for cell in first] == ["s", "s", "d", "n", "s"]
    assert first[2].number_format == "yyyy-mm-dd"
    assert [cell.value for cell in page[6]] == [None] * 5


def test_cells_are_framed_wrapped_and_set_by_kind() -> None:
    page = written(("甲", "乙", DAY, 3, True), (None, None, None, None, None))
    for row in (4, 5, 6):
        for cell in page[row]:
            assert {cell.border.left.style, cell.border.bottom.style} == {"thin"}
            assert cell.alignment.wrap_text
    assert page["A4"].fill.fgColor.rgb == "00DCE6F1"
    assert (page["A5"].alignment.horizontal, page["B5"].alignment.horizontal) == ("center", "left")


def test_page() -> None:
    page = written(("甲", "乙", DAY, 3, True))
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize in (9, "9")
    assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$1:$4"
    assert page.print_area == "'试验表'!$A$1:$E$5"
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert page.auto_filter.ref == "A4:E5"
    assert page.freeze_panes == "B5"
    assert page.column_dimensions["B"].width == 20


def test_an_empty_list_can_be_written() -> None:
    page = written()
    assert page.max_row == 4
    assert page.auto_filter.ref == "A4:E4"


@pytest.mark.parametrize("text", ["=1+1", "+8", "-5℃以下", "@某", "\t=1", '=HYPERLINK("x")'])
def test_nothing_becomes_a_formula(text: str) -> None:
    cell = written(("甲", text, DAY, 1, True))["B5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix
    assert not written(("甲", "平常", DAY, 1, True))["B5"].quotePrefix


def test_title_office_and_filter_are_no_formulas_either() -> None:
    page = written(head=ListHead("=1", "=2", DAY, "=3"))
    assert [page[at].data_type for at in ("A1", "A2", "A3")] == ["s", "s", "s"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一\r\n二\r三", "一\n二\n三"),
        ("a\x00b\x07c\x1fd\ufffe\uffffe", "abcde"),
        ("半个\ud83d字", "半个字"),
        (" 前后有空格 ", " 前后有空格 "),
        ("𠮷😀", "𠮷😀"),
    ],
)
def test_text_that_excel_could_not_open(text: str, shown: str) -> None:
    assert note_of(text) == shown


def test_excels_own_escapes_stay_text() -> None:
    assert clean_text("_x0041_ 和 _x和x_") == "_x005F_x0041_ 和 _x和x_"


def test_a_text_beyond_excels_limit_is_cut_with_a_mark() -> None:
    whole = "隐" * LONGEST_TEXT
    assert clean_text(whole) == whole
    assert clean_text(whole + "患") == whole[: LONGEST_TEXT - len(CUT_MARK)] + CUT_MARK
    emoji = clean_text("😀" * LONGEST_TEXT)
    assert len(emoji.encode("utf-16-le")) // 2 in (LONGEST_TEXT, LONGEST_TEXT - 1)
    assert emoji.endswith(CUT_MARK)


@given(st.text(st.characters(codec="utf-16", exclude_characters="_"), max_size=200))
def test_any_text_is_opened_again(text: str) -> None:
    value = note_of(text)
    assert value == (clean_text(text) or None)


@given(st.text(max_size=300))
def test_clean_text_settles(text: str) -> None:
    once = clean_text(text.replace("_", ""))
    assert clean_text(once) == once


def test_rows_are_as_high_as_their_text_wants() -> None:
    page = written(("甲", "短", DAY, 1, True), ("甲", "很长的说明" * 12, DAY, 1, True))
    low, high = page.row_dimensions[5].height, page.row_dimensions[6].height
    assert low is not None and high is not None
    assert (low, high) == (17.5, lines_needed("很长的说明" * 12, 20) * 13.5 + 4)
    assert [lines_needed("很长的说明" * 12, width) for width in (20, 4.6)] == [6, 30]
    assert lines_needed("一\n\nabcdefghij", 8) == 4


def test_heights_are_estimates_that_excel_may_correct() -> None:
    buffer = io.BytesIO()
    write_list(buffer, SHEET, [("甲", "乙", DAY, 1, True)], HEAD)
    xml = zipfile.ZipFile(buffer).read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="1" ht="34" customHeight="1">' in xml
    assert '<row r="5" ht="17.5">' in xml


def test_a_row_of_the_wrong_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="shorter"):
        written(("甲", "乙"))


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    with pytest.raises(UserError, match="一张表最多2行"):
        written(*[("甲", "乙", DAY, 1, True)] * 3)


def test_memory_stays_bounded() -> None:
    def rows(count: int) -> Iterator[tuple[CellValue, ...]]:
        return (("甲" * 10, f"第{at}行的说明", DAY, at, True) for at in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            with io.BytesIO() as buffer:
                write_list(buffer, SHEET, rows(count), HEAD)
                return tracemalloc.get_traced_memory()[1] - len(buffer.getvalue()) * 2
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(4000) < peak(1000) + 300_000


def test_the_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "清单.xlsx"
    target.write_bytes(b"old")

    def broken() -> Iterator[tuple[CellValue, ...]]:
        yield ("甲", "乙", DAY, 1, True)
        raise RuntimeError("the stick is out")

    with pytest.raises(RuntimeError):
        write_list(target, SHEET, broken(), HEAD)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    assert write_list(target, SHEET, [("甲", "乙", DAY, 1, True)], HEAD) == 1
    assert load_workbook(target).active is not None
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_held_open_by_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "清单.xlsx"

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr("os.replace", refuse)  # what Windows answers while Excel holds the target
    with pytest.raises(UserError, match="请先关闭正在打开它的Excel或WPS") as caught:
        write_list(target, SHEET, [], HEAD)
    assert caught.value.field == "target"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="请检查文件夹是否存在"):
        write_list(tmp_path / "没有" / "清单.xlsx", SHEET, [], HEAD)
