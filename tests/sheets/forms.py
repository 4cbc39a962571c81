"""A superior's form for tests: title, head of two rows, examples, a row of totals, notes, rules, a picture, other sheets."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

EXAMPLES = 4
"""Prepared rows, from row 5."""
_HEADS = {
    "A3:A4": "序号",
    "B3:B4": "企业名称",
    "C3:C4": "存在的主要问题",
    "D3:E3": "隐患情况",
    "F3:G3": "整改情况",
    "H3:H4": "整改天数",
    "I3:I4": "备注",
}
_LOWER = {"D4": "隐患级别", "E4": "发现时间", "F4": "整改\n责任人", "G4": "整改时限"}
_LINE = Side(style="thin")


def make(file: Path, *, closed: bool = True) -> Path:
    """Write the form; ``closed`` with totals and notes below the data."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "上报表"
    _head(page)
    _data(page)
    if closed:
        _foot(page)
    rules = DataValidation(type="list", formula1='"一般隐患,重大隐患"')
    page.add_data_validation(rules)
    rules.add("D5:D8")
    page.conditional_formatting.add(
        "H5:H8",
        CellIsRule(operator="greaterThan", formula=["30"], fill=PatternFill("solid", bgColor="FFC7CE")),
    )
    buffer = io.BytesIO()
    Picture.new("RGB", (40, 40), "red").save(buffer, "PNG")
    page.add_image(Image(buffer), "H10")
    page.print_area, page.print_title_rows = "A1:I10", "3:4"
    notes = book.create_sheet("说明")
    notes["A1"], notes["A2"] = "填表说明：按月报送", "=SUM(上报表!H5:H8)"
    book.create_sheet("字典").sheet_state = "hidden"
    book.save(file)
    return file


def _head(page: Worksheet) -> None:
    page.merge_cells("A1:I1")
    page["A1"], page["A2"] = "安全隐患排查整治情况统计表", "填报单位：先锋镇"
    page["A1"].font = Font(size=18, bold=True)
    for area, words in _HEADS.items():
        page.merge_cells(area)
        page[area.partition(":")[0]] = words
    for place, words in _LOWER.items():
        page[place] = words
    for letter, width in zip("ABCDEFGHI", (6, 22, 34, 10, 12, 10, 16, 9, 12), strict=True):
        page.column_dimensions[letter].width = width


def _data(page: Worksheet) -> None:
    for row in range(5, 5 + EXAMPLES):
        page.row_dimensions[row].height = 24
        for column in range(1, 10):
            cell = page.cell(row, column)
            cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
            cell.font, cell.alignment = Font(name="仿宋", size=11), Alignment(wrap_text=True)
        page.cell(row, 7).number_format = 'yyyy"年"m"月"d"日"'
        page.cell(row, 8).value = f"=G{row}-$E{row}"
    page["A5"], page["B5"], page["C5"], page["I6"] = "示例", "某某公司", "某处问题", "示例备注"


def _foot(page: Worksheet) -> None:
    page["A9"], page["C9"], page["H9"] = "合计", "=COUNTA(C5:C8)", "=SUM(H5:H8)"
    page.merge_cells("A9:B9")
    page["H9"].font = Font(bold=True)
    page["A10"] = "填表人：        审核人：        联系电话："
    page.merge_cells("A10:I10")


def with_lists(file: Path) -> Path:
    """Write a form of four columns, two of which ask for a choice from a list of their own."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["企业名称", "存在的问题", "隐患等级", "是否整改到位"])
    for area, items in (("C2:C99", "A级,B级"), ("D2:D99", "是,否")):
        rule = DataValidation(type="list", formula1=f'"{items}"')
        rule.add(area)
        page.add_data_validation(rule)
    book.save(file)
    return file
