"""Forms that are framed down to the end of the sheet: filled soon, in little memory, and nothing of the frame is lost."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from db.errors import UserError
from tests.sheets import workbooks
from tests.sheets.workbooks import SHEET
from xianfeng_gui.sheets.forms import filling, layout, package
from xianfeng_gui.sheets.forms.filling import FormColumn
from xianfeng_gui.sheets.forms.layout import Space
from xianfeng_gui.sheets.forms.split import MOST_BLANK
from xianfeng_gui.sheets.hazards import HAZARDS
from xianfeng_gui.sheets.opening import open_workbook

CELLS = "ABCDEFGHIJKLMNOPQRST"
FRAMED = 6_000
"""Empty rows of twenty cells, some 450 bytes each: more than what is kept in memory."""
_ROW = re.compile(rb'<row r="(\d+)" ht="20" customHeight="1">(.*?)</row>')
_CELL = re.compile(rb'<c r="([A-T])(\d+)" s="0"')


def framed(path: Path, numbers: Iterable[int], after: str = "") -> Path:
    """A form with a head of two columns and framed empty rows."""
    source = workbooks.xlsx(path.with_name("source.xlsx"), [["单位名称", "存在问题"]])
    rows = "".join(
        f'<row r="{n}" ht="20" customHeight="1">'
        + "".join(f'<c r="{c}{n}" s="0"/>' for c in CELLS)
        + "</row>"
        for n in numbers
    )
    change = (rows + after + "</sheetData>").encode()
    return workbooks.changed(source, path, {SHEET: lambda data: data.replace(b"</sheetData>", change)})


def fill(form: Path, target: Path, count: int, total: int = 0) -> Space:
    """Fill both columns with ``count`` rows. ``total``: the row of totals, 0 for none."""
    opened = package.find(form, "台账")
    page = opened.page()
    space = layout.find(page, 2, [1, 2], lambda number: number == total)
    columns = [FormColumn(1, HAZARDS.column("site")), FormColumn(2, HAZARDS.column("description"))]
    filling.fill(opened, page, space, columns, ((f"{n}店", "通道堵塞") for n in range(count)), target)
    return space


def frame_of(file: Path) -> list[tuple[int, int]]:
    """Number and framed cells of each framed row, as they stand in the file."""
    with zipfile.ZipFile(file) as archive:
        rows = _ROW.findall(archive.read(SHEET))
    return [(int(number), sum(row == number for _, row in _CELL.findall(cells))) for number, cells in rows]


@pytest.mark.parametrize("count", [0, 3, FRAMED - 500, FRAMED + 5])
def test_every_framed_row_stays(tmp_path: Path, count: int) -> None:
    target = tmp_path / "填好.xlsx"
    space = fill(framed(tmp_path / "表.xlsx", range(2, FRAMED + 2)), target, count)
    assert space == Space(2, FRAMED + 2, False)
    assert frame_of(target) == [(at + 2, 20) for at in range(max(count, FRAMED))]
    read = [row[0] for row in open_workbook(target).read().rows()]
    assert read == ["单位名称", *(f"{at}店" for at in range(count))]


def test_a_total_above_the_frame_moves_and_the_frame_stays(tmp_path: Path) -> None:
    target = tmp_path / "填好.xlsx"
    assert fill(framed(tmp_path / "表.xlsx", range(2, FRAMED + 2)), target, 1000, 4) == Space(2, 4, True)
    assert frame_of(target) == [(number, 20) for number in range(2, FRAMED + 2)]


def test_the_last_row_of_the_sheet_may_be_framed(tmp_path: Path) -> None:
    form = framed(tmp_path / "表.xlsx", (*range(2, FRAMED), 1_048_576))
    fill(form, tmp_path / "填好.xlsx", 3)
    assert open_workbook(tmp_path / "填好.xlsx").read().top[3][0] == "2店"


def test_only_the_beginning_of_the_frame_is_held(tmp_path: Path) -> None:
    page = package.find(framed(tmp_path / "表.xlsx", range(2, FRAMED)), "台账").page()
    assert page.rest is not None and (page.rest.first, page.rest.last) == (page.held + 1, FRAMED - 1)
    assert page.rest.end - page.rest.start + MOST_BLANK > FRAMED * 400 > MOST_BLANK


def test_what_stands_far_below_is_told(tmp_path: Path) -> None:
    note = '<row r="40000"><c r="A40000" t="inlineStr"><is><t>填表人：</t></is></c></row>'
    form = framed(tmp_path / "表.xlsx", range(2, FRAMED + 2), note)
    with pytest.raises(UserError, match="请删去表头下面多余的行和空行"):
        fill(form, tmp_path / "填好.xlsx", 1)
    short = framed(tmp_path / "短.xlsx", range(2, 1000), note)
    assert fill(short, tmp_path / "填好.xlsx", 1).prepared == 39_999, "all of it may be filled"


def test_rows_without_numbers_are_told_only_where_they_are_many(tmp_path: Path) -> None:
    plain = '<row ht="20">' + '<c s="0"/>' * 40 + "</row>"
    form = framed(tmp_path / "表.xlsx", (), plain * 100)
    fill(form, tmp_path / "填好.xlsx", 1)
    assert open_workbook(tmp_path / "填好.xlsx").read().top[1][0] == "0店"
    with pytest.raises(UserError, match="另存为.xlsx"):
        fill(framed(tmp_path / "长.xlsx", (), plain * FRAMED), tmp_path / "填好.xlsx", 1)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", SHEET])
@pytest.mark.parametrize("data", [b"<styleSheet><<", b"", b"\xff\xfe\x00<"])
def test_a_broken_part_is_told_in_words(tmp_path: Path, part: str, data: bytes) -> None:
    source = workbooks.xlsx(tmp_path / "a.xlsx", [["单位名称", "存在问题"]])
    form = workbooks.changed(source, tmp_path / "表.xlsx", {part: lambda _: data})
    with pytest.raises(UserError, match="另存"):
        fill(form, tmp_path / "填好.xlsx", 1)
