"""The list writer: what is in the cells, and how it prints."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.errors import UserError
from db.vocabulary import Grade
from xianfeng_gui.sheets import book
from xianfeng_gui.sheets import rows as rows_module
from xianfeng_gui.sheets.book import write_book
from xianfeng_gui.sheets.cells import CUT_MARK, LONGEST_TEXT, clean_text, lines_needed
from xianfeng_gui.sheets.columns import ORDER, CellValue, Column, Kind, ListHead, Sheet, Table

SHEET = Sheet(
    "trial",
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
SHEET_2 = replace(SHEET, title="第二表")
HEAD = ListHead("试验清单", "镇应急办", dt.date(2021, 6, 18), "专题：消防安全")
DAY = dt.date(2021, 5, 3)


def written(*rows: tuple[CellValue, ...], head: ListHead = HEAD) -> Worksheet:
    buffer = io.BytesIO()
    assert write_book(buffer, [Table(SHEET, head, rows)]) == (len(rows),)
    page = load_workbook(buffer).active
    assert isinstance(page, Worksheet)
    return page


def note_of(text: str) -> object:
    return written(("甲", text, DAY, 1, True))["B5"].value


@pytest.mark.parametrize(("width", "shown"), [(11, "法定代表人\n（负责人）"), (30, "法定代表人（负责人）")])
def test_no_line_of_a_heading_ends_with_an_open_bracket(width: float, shown: str) -> None:
    buffer = io.BytesIO()
    sheet = replace(SHEET, columns=(Column("name", "法定代表人（负责人）", width), *SHEET.columns[1:]))
    write_book(buffer, [Table(sheet, HEAD, [("甲", "乙", DAY, 3, True)])])
    page = load_workbook(buffer).worksheets[0]
    assert page["A4"].value == shown
    assert page.row_dimensions[4].height >= 13 * len(shown.split("\n"))


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
    page = written(("甲", ("一行", "二行"), DAY, 2.5, False), (None, "", None, None, None))
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
    write_book(buffer, [Table(SHEET, HEAD, [("甲", "乙", DAY, 1, True)])])
    xml = zipfile.ZipFile(buffer).read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="1" ht="34" customHeight="1">' in xml
    assert '<row r="5" ht="17.5">' in xml


def test_a_row_of_the_wrong_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="shorter"):
        written(("甲", "乙"))


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 2)
    with pytest.raises(UserError, match="一张表最多2行"):
        written(*[("甲", "乙", DAY, 1, True)] * 3)


def test_memory_stays_bounded() -> None:
    def rows(count: int) -> Iterator[tuple[CellValue, ...]]:
        return (("甲" * 10, f"第{at}行的说明", DAY, at, True) for at in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            with io.BytesIO() as buffer:
                write_book(buffer, [Table(SHEET, HEAD, rows(count))])
                return tracemalloc.get_traced_memory()[1] - len(buffer.getvalue()) * 2
        finally:
            tracemalloc.stop()

    peak(10)  # what is imported and kept once
    assert peak(12_000) < peak(6000) + 300_000, "pieces of values are kept up to a number only"


TOTALLED = Sheet(
    "totalled",
    "合计表",
    (
        ORDER,
        Column("name", "名称", 12),
        Column("done", "完成", 6, Kind.NUMBER, summed=True),
        Column("tasks", "任务", 6, Kind.NUMBER, summed=True),
        Column("rate", "完成率", 8, Kind.PERCENT, share=("done", "tasks")),
        Column("grade", "等级", 8, Kind.TERM, Grade),
    ),
    unit="项",
)


def test_numbers_totals_percentages_and_terms() -> None:
    buffer = io.BytesIO()
    rows: list[tuple[CellValue, ...]] = [
        ("甲", 1, 4, 25, "major"),
        ("乙", 2, 4, 50, Grade.GENERAL),
        ("丙", None, 0, None, ""),
    ]
    write_book(buffer, [Table(TOTALLED, HEAD, rows)])
    page = load_workbook(buffer)["合计表"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=4)] == [
        ["序号", "名称", "完成", "任务", "完成率", "等级"],
        [1, "甲", 1, 4, 0.25, "重大隐患"],
        [2, "乙", 2, 4, 0.5, "一般隐患"],
        [3, "丙", None, 0, None, None],
        ["合计", "共3项", 3, 8, 0.375, None],
    ]
    assert (page["E5"].number_format, page["E8"].number_format) == ("0%", "0%")
    assert page.auto_filter.ref == "A4:F7", "the last row stays out of filter and sorting"
    assert page.print_area == "'合计表'!$A$1:$F$8"


def test_without_rows_a_share_is_left_empty() -> None:
    buffer = io.BytesIO()
    write_book(buffer, [Table(TOTALLED, HEAD, [])])
    page = load_workbook(buffer)["合计表"]
    assert [cell.value for cell in page[5]] == ["合计", "共0项", 0, 0, None, None]


def test_several_tables_make_one_workbook() -> None:
    buffer = io.BytesIO()
    tables = [
        Table(SHEET, HEAD, [("甲", "乙", DAY, 1, True)]),
        Table(TOTALLED, HEAD, [("丙", 1, 2, 50, None)]),
    ]
    assert write_book(buffer, tables) == (1, 1)
    read = load_workbook(buffer)
    assert [page.title for page in read] == ["试验表", "合计表"]
    assert (read["试验表"]["A5"].value, read["合计表"]["B5"].value) == ("甲", "丙")
    assert read.properties.creator == HEAD.office


def test_a_legend_has_a_line_of_its_own() -> None:
    page = written(head=ListHead("清单", "镇应急办", DAY, "全部", "✓ 已报"))
    assert [page[at].value for at in ("A3", "A4", "A5")] == ["范围：全部", "图例：✓ 已报", "名称"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_leaves_the_cell_empty(value: float) -> None:
    assert written(("甲", "乙", DAY, value, True))["D5"].value is None


def test_true_in_a_column_of_numbers_is_one() -> None:
    page = written(("甲", "乙", DAY, True, 1), ("甲", "乙", DAY, 1, True))
    assert [page[at].value for at in ("D5", "D6", "E5", "E6")] == [1, 1, "是", "是"]


def test_days_may_come_as_text() -> None:
    page = written(("甲", "乙", "2021-05-03", 1, True), ("甲", "乙", "五月初", 1, True))
    assert [page[at].value for at in ("C5", "C6")] == [dt.datetime(2021, 5, 3), "五月初"]


def test_the_same_cells_as_openpyxl_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than are kept, in random order of repeats."""
    monkeypatch.setattr(rows_module, "MOST_KEPT", 7)
    rows = [
        (f"名{at % 11}", f"第{at % 13}条<&>", DAY + dt.timedelta(at % 9), at % 10, at % 3 == 0)
        for at in range(200)
    ]
    ours = written(*rows)
    plain = Workbook()
    for row in rows:
        plain.active.append(row)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    plain.save(buffer)
    theirs = load_workbook(buffer).active
    assert theirs is not None
    found = [tuple(cell.value for cell in row) for row in ours.iter_rows(min_row=5)]
    wanted = [tuple(cell.value for cell in row) for row in theirs.iter_rows()]
    assert found == [(*row[:4], "是" if row[4] else "否") for row in wanted]


def test_progress_is_told_and_may_stop_the_writing() -> None:
    told: list[int] = []
    rows = [("甲", "乙", DAY, 1, True)] * 1200
    write_book(io.BytesIO(), [Table(SHEET, HEAD, rows), Table(SHEET_2, HEAD, rows[:10])], told.append)
    assert told == [500, 1000, 1200, 1210]

    def stop(count: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_book(io.BytesIO(), [Table(SHEET, HEAD, rows)], stop)
