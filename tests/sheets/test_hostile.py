"""Hostile and damaged workbooks: each is told in one sentence, soon, and what can still be read is read."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import UserError
from tests.sheets import workbooks
from tests.sheets.workbooks import ROWS, SHEET, cell, row
from xianfeng_gui.sheets import limits
from xianfeng_gui.sheets.opening import open_workbook

FIXTURES = Path(__file__).parent.parent / "fixtures"


def read(path: Path) -> list[tuple[object, ...]]:
    return [tuple(one) for one in open_workbook(path).read().rows()]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD2"])
def test_a_single_far_cell_is_refused_before_its_area_is_held(tmp_path: Path, place: str) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx")
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.worksheets[0][place] = "x"
    book.save(path)
    with pytest.raises(UserError, match="请删去多余的空行空列"):
        read(path)


def _with_cell(written: bytes) -> Callable[[bytes], bytes]:
    far = b'<row r="3">' + written + b"<v>1</v></c></row></sheetData>"
    return lambda data: data.replace(b"</sheetData>", far)


@pytest.mark.parametrize(
    "written",
    [
        b'<c r="XFD1048576">',
        b'<c\tr="XFD1048576">',
        b'<c s="0" r="XFD1048576">',
        b'<c r="&#88;FD1048576">',
    ],
)
def test_no_form_of_xml_hides_a_far_cell(tmp_path: Path, written: bytes) -> None:
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    path = workbooks.changed(source, tmp_path / "b.xlsx", {SHEET: _with_cell(written)})
    with pytest.raises(UserError, match="请删去多余的空行空列"):
        read(path)


def test_cells_without_places_are_counted(tmp_path: Path) -> None:
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    wide = b"<row>" + b"<c><v>1</v></c>" * 600 + b"</row></sheetData>"
    change = {SHEET: lambda data: data.replace(b"</sheetData>", wide)}
    with pytest.raises(UserError, match="600列"):
        read(workbooks.changed(source, tmp_path / "b.xlsx", change))


@pytest.mark.parametrize(
    "body",
    [
        row(cell("甲", 16384), 1_048_576),
        row(cell("甲", 3), 4_000_000_000),
        row("<table:table-cell/>", 1_048_000) + row(cell("甲")),
    ],
)
def test_repeated_rows_of_an_ods_are_counted_not_made(tmp_path: Path, body: str) -> None:
    with pytest.raises(UserError, match="请删去多余的空行空列"):
        read(workbooks.ods(tmp_path / "a.ods", body))


def test_the_empty_rest_of_an_ods_is_no_data(tmp_path: Path) -> None:
    rest = row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_574)
    assert read(workbooks.ods(tmp_path / "a.ods", row(cell("甲") + cell("乙")) + rest)) == [("甲", "乙")]


@pytest.mark.parametrize(("last_row", "last_column"), [(65_535, 300), (0, 65_535)])
def test_an_xls_that_reaches_too_far(tmp_path: Path, last_row: int, last_column: int) -> None:
    record = workbooks.record
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    name = "台账".encode("utf-16-le")
    where = len(begin) + 4 + 8 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IBBBB", where, 0, 0, 2, 1) + name)
    far = record(0x0203, struct.pack("<HHHd", last_row, last_column, 0, 1.0))
    book = begin + sheet + record(0x000A) + begin + far + record(0x000A)
    with pytest.raises(UserError, match="请删去多余的空行空列"):
        read(workbooks.compound(tmp_path / "a.xls", "Workbook", book))


def test_a_million_empty_formatted_rows_are_passed_over(tmp_path: Path) -> None:
    empty = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(4, 10**6)
    )
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    rules = b"<conditionalFormatting><cfRule><formula>1</formula></cfRule></conditionalFormatting>"
    change = {SHEET: lambda data: data.replace(b"</sheetData>", empty + b"</sheetData>" + rules)}
    assert read(workbooks.changed(source, tmp_path / "b.xlsx", change)) == list(ROWS)


def test_one_endless_row_is_refused_before_it_is_held(tmp_path: Path) -> None:
    long = b"<!--" + os.urandom(1000).hex().encode() * (limits.LARGEST_ROW // 1000) + b"--></sheetData>"
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    change = {SHEET: lambda data: data.replace(b"</sheetData>", long)}
    with pytest.raises(UserError, match="异常庞大"):
        read(workbooks.changed(source, tmp_path / "b.xlsx", change))


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="异常庞大"):
        read(workbooks.changed(source, tmp_path / "b.xlsx", {SHEET: lambda data: entity + data}))


@pytest.mark.parametrize("styles", [lambda data: data[:200], lambda _: b"<styleSheet/>", None])
def test_bad_styles_do_not_stop_the_reading(tmp_path: Path, styles: Callable[[bytes], bytes] | None) -> None:
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    assert read(workbooks.changed(source, tmp_path / "b.xlsx", {"xl/styles.xml": styles})) == list(ROWS)


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: None},
        {SHEET: lambda data: data[: len(data) // 2]},
        {"xl/workbook.xml": None},
        {"xl/workbook.xml": lambda _: b"<"},
    ],
)
def test_missing_and_broken_parts(
    tmp_path: Path, changes: dict[str, Callable[[bytes], bytes] | None]
) -> None:
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="已损坏"):
        read(workbooks.changed(source, tmp_path / "b.xlsx", changes))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", "\ufeff<html><body><table>".encode(), "实际是网页"),
        ("a.xls", "\r\n<!-- 导出 --><HTML xmlns:o='x'>".encode("gb18030"), "实际是网页"),
        ("a.xls", "<html>".encode("utf-16"), "实际是网页"),
        ("a.xls", b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "实际是网页"),
        ("a.xlsx", b"PK\x05\x06" + bytes(18), "已损坏"),
        ("a.xlsx", b"Rar!\x1a\x07", "不是表格文件"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=words):
        open_workbook(path)


def test_other_zip_files_are_named(tmp_path: Path) -> None:
    for part, words in (
        ("word/document.xml", "Word文档"),
        ("xl/workbook.bin", ".xlsb"),
        ("a.txt", "不是表格文件"),
    ):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(part, "<x/>")
        with pytest.raises(UserError, match=words):
            open_workbook(path)


def test_passwords_are_named(tmp_path: Path) -> None:
    locked = (
        workbooks.record(0x0809, bytes(16)) + workbooks.record(0x002F, bytes(6)) + workbooks.record(0x000A)
    )
    files = [
        workbooks.compound(tmp_path / "a.xlsx", "EncryptedPackage", b"\x01"),
        workbooks.compound(tmp_path / "a.xls", "Workbook", locked),
        workbooks.ods(tmp_path / "a.ods", "", "<manifest:encryption-data/>"),
    ]
    for path in files:
        with pytest.raises(UserError, match="设有打开密码"):
            open_workbook(path)


def test_an_xls_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes((FIXTURES / "ledger.xls").read_bytes())
    assert [one.name for one in open_workbook(path).sheets] == ["草稿", "隐患台账"]


def test_the_limit_of_text_files(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(limits.LARGEST_TEXT + 1)
    with pytest.raises(UserError, match="太大"):
        open_workbook(path)


_PROBE = """
import sys
from pathlib import Path
from db.errors import UserError
from xianfeng_gui.sheets.opening import open_workbook
for name in sys.argv[1:]:
    try:
        book = open_workbook(Path(name))
        for sheet in book.sheets:
            sum(1 for _ in book.read(sheet.name).rows())
    except UserError as error:
        assert str(error)
"""


@settings(max_examples=6, deadline=None)
@given(
    st.sampled_from(["ledger.xls", "ledger.ods"]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=40),
)
def test_a_file_with_wrong_bytes_never_ends_the_program(
    tmp_path_factory: pytest.TempPathFactory, name: str, wrong: list[tuple[float, int]]
) -> None:
    """In a process of its own, since a fault of the reading library would end this one."""
    folder = tmp_path_factory.mktemp("wrong")
    files = []
    for number, (place, value) in enumerate(wrong):
        data = bytearray((FIXTURES / name).read_bytes())
        data[int(place * len(data))] = value
        files.append(folder / f"{number}{Path(name).suffix}")
        files[-1].write_bytes(data)
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *map(str, files)], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_bomb_of_rows_is_refused_before_its_end_is_reached(tmp_path: Path) -> None:
    many = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(4, 450_000))
    source = workbooks.xlsx(tmp_path / "a.xlsx")
    change = {SHEET: lambda data: data.replace(b"</sheetData>", many + b"<row><<<")}
    with pytest.raises(UserError, match="内容超过400000行"):
        read(workbooks.changed(source, tmp_path / "b.xlsx", change))
