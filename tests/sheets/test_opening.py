"""What a workbook's cells come out as: where the reader of cells begins elsewhere than the sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from xianfeng_gui.sheets.opening import open_workbook


def test_a_sheet_that_begins_far_down_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C4"], sheet["D6"] = "甲店", 1
    book.save(tmp_path / "a.xlsx")
    rows = [[cell or None for cell in row] for row in open_workbook(tmp_path / "a.xlsx").read().rows()]
    nothing = [None] * 4
    assert rows == [nothing, nothing, nothing, [None, None, "甲店", None], nothing, [None, None, None, 1]]
