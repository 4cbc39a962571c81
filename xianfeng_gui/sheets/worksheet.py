"""What surrounds a list's rows on its worksheet, made by openpyxl: head, titles, last row, styles, paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from xianfeng_gui.sheets.cells import clean_text, lines_needed
from xianfeng_gui.sheets.columns import Column, Kind, ListHead, Sheet
from xianfeng_gui.sheets.letters import letters_of
from xianfeng_gui.sheets.rows import LINE_HEIGHT, Style, row_height

SONG, HEI = "宋体", "黑体"
"""Fonts that every Windows and WPS has."""
PAPERS = {"A4": 9, "A3": 8}
"""Excel's numbers of paper sizes."""
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.PERCENT: "0%"}
_INCH = 25.4
_MARGIN = 12 / _INCH
_THIN = Side(style="thin", color="808080")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
_TOTAL_FILL = PatternFill("solid", fgColor="F2F2F2")


class Frame:
    """A worksheet without its rows: they belong at ``first_row`` and have a style a column in ``styles``.

    ``close`` finishes it with what depends on the rows.
    """

    def __init__(self, book: Workbook, sheet: Sheet, head: ListHead) -> None:
        self._sheet = sheet
        self._page: Any = book.create_sheet(sheet.title)
        self._row = 0
        self._set_up_columns()
        self._write_head(head)
        self.first_row = self._row + 1
        self._set_up_page()
        self.styles = [self._style(column) for column in sheet.columns]

    def close(self, count: int, sums: Mapping[str, float]) -> None:
        """Set filter and print area around ``count`` rows, and write the last row."""
        last = self.first_row + count - 1
        self._page.auto_filter.ref = f"A{self.first_row - 1}:{letters_of(len(self._sheet.columns))}{last}"
        if self._sheet.has_totals:
            last += 1
            self._write_totals(last, count, sums)
        self._page.print_area = f"A1:{letters_of(len(self._sheet.on_paper))}{last}"

    def _set_up_columns(self) -> None:
        for at, column in enumerate(self._sheet.columns, 1):
            self._page.column_dimensions[letters_of(at)].width = column.width

    def _set_up_page(self) -> None:
        """Frozen head and paper."""
        page = self._page
        page.freeze_panes = f"{letters_of(self._sheet.frozen + 1)}{self.first_row}"
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = PAPERS[self._sheet.paper]
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.print_title_rows = f"1:{self.first_row - 1}"
        page.print_options.horizontalCentered = True
        margins = page.page_margins
        margins.left = margins.right = _MARGIN
        margins.top, margins.bottom = 15 / _INCH, 18 / _INCH
        margins.header = margins.footer = 8 / _INCH
        page.oddFooter.center.text = "第 &P 页 共 &N 页"

    def _write_head(self, head: ListHead) -> None:
        """Title, office and day, the filter in words, and the columns' titles."""
        large, small = Font(name=SONG, size=18, bold=True), Font(name=SONG, size=11)
        self._write_merged([(head.title, large, "center")], 34)
        made_on = f"{head.made_on.year}年{head.made_on.month}月{head.made_on.day}日"
        self._write_merged([(f"填报单位：{head.office}", small, "left"), (made_on, small, "right")], 20)
        width = sum(column.width for column in self._sheet.on_paper)
        for name, words in (("范围", head.filter_text), ("图例", head.legend)):
            if words:
                text = f"{name}：{words}"
                self._write_merged([(text, small, "left")], lines_needed(text, width) * 16 + 4)
        self._row += 1
        titles = [_in_lines(column) for column in self._sheet.columns]
        pairs = zip(titles, self._sheet.columns, strict=True)
        lines = max(lines_needed(title, column.width) for title, column in pairs)
        self._page.row_dimensions[self._row].height = lines * LINE_HEIGHT + 8
        for at, title in enumerate(titles, 1):
            cell = self._write(self._row, at, title, Font(name=HEI, size=10), "center")
            cell.fill, cell.border = _HEAD_FILL, _GRID

    def _write_merged(self, parts: list[tuple[str, Font, str]], height: float) -> None:
        """One row of one or two texts, each merged over its share of the columns."""
        self._row += 1
        self._page.row_dimensions[self._row].height = height
        last = len(self._sheet.on_paper)
        starts = [1 + at * last // len(parts) for at in range(len(parts))] + [last + 1]
        for (text, font, side), start, after in zip(parts, starts, starts[1:], strict=False):
            if after - start > 1:
                self._page.merge_cells(
                    start_row=self._row, end_row=self._row, start_column=start, end_column=after - 1
                )
            self._write(self._row, start, text, font, side)

    def _write_totals(self, row: int, count: int, sums: Mapping[str, float]) -> None:
        """The last row: 合计, how many rows there are, and the sums under their columns."""
        self._page.row_dimensions[row].height = row_height(1)
        bold = Font(name=SONG, size=10, bold=True)
        for at, column in enumerate(self._sheet.columns, 1):
            cell = self._write(row, at, _total(column, sums), bold, "center")
            cell.fill, cell.border = _TOTAL_FILL, _GRID
            cell.number_format = _FORMATS.get(column.kind, "General")
        _put(self._page.cell(row, 1), "合计")
        if self._sheet.unit:
            counted = self._page.cell(row, 2)
            _put(counted, f"共{count}{self._sheet.unit}")

    def _style(self, column: Column) -> Style:
        """The numbers that the workbook's styles have for this column's data."""
        plain, quoted = Cell(self._page, 1, 1), Cell(self._page, 1, 1)  # not put on the page
        for cell in (plain, quoted):
            cell.font, cell.border = Font(name=SONG, size=10), _GRID
            side = "left" if column.kind is Kind.LINES else "center"
            cell.alignment = Alignment(side, "center", wrap_text=True)
            cell.number_format = _FORMATS.get(column.kind, "General")
        quoted.quotePrefix = True
        return Style(plain.style_id, quoted.style_id)

    def _write(self, row: int, at: int, value: str | float | None, font: Font, side: str) -> Any:
        cell = self._page.cell(row, at)
        _put(cell, value)
        cell.font = font
        cell.alignment = Alignment(side, "center", wrap_text=True)
        return cell


def _in_lines(column: Column) -> str:
    """A column's title; where it needs several lines a bracket begins one, since not every program keeps it from ending one."""
    if lines_needed(column.title, column.width) == 1:
        return column.title
    return re.sub("(?<!^)(?<!\n)(?=（)", "\n", column.title)


def _total(column: Column, sums: Mapping[str, float]) -> float | None:
    if column.share is not None:
        part, whole = (sums[key] for key in column.share)
        return part / whole if whole else None
    found = sums.get(column.key)
    return int(found) if found is not None and found.is_integer() else found


def _put(cell: Any, value: str | float | None) -> None:
    """Set value and type past openpyxl's guessing, which takes a text beginning with = for a formula."""
    cell._value = clean_text(value) if isinstance(value, str) else value
    cell.data_type = "s" if isinstance(value, str) else "n"
