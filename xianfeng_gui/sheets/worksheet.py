"""One list on one worksheet: the head, the rows, and how it comes out of the printer.

Data rows carry an estimated height that is not marked as set by hand: Excel and LibreOffice fit rows to
wrapped text anew when they open or edit them, while programs that do not (and previews) show the estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from xianfeng_gui.sheets.cells import clean_text, lines_needed, looks_like_formula, stored
from xianfeng_gui.sheets.columns import CellValue, Column, Kind, ListHead, Sheet

SONG, HEI = "宋体", "黑体"
"""Fonts that every Windows and WPS has."""
LINE_HEIGHT = 13.5
"""Points a line of 10 point Song takes."""
TALLEST_ROW = 409
"""Points; Excel's limit."""
_INCH = 25.4
_MARGIN = 12 / _INCH
_THIN = Side(style="thin", color="808080")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class ListWriter:
    """Writes head and rows of one list; ``count`` data rows were added so far. Call ``close`` when done."""

    def __init__(self, book: Workbook, sheet: Sheet, head: ListHead) -> None:
        self._sheet = sheet
        self._page: Any = book.create_sheet(sheet.title)
        self._last_column = get_column_letter(len(sheet.columns))
        self._row = 0
        self.count = 0
        self._head_rows = 4 if head.filter_text else 3
        self._set_up_page()
        self._plain = [self._data_cell(column) for column in sheet.columns]
        self._quoted = [self._data_cell(column, quoted=True) for column in sheet.columns]
        self._write_head(head)

    def add(self, values: Sequence[CellValue]) -> None:
        """Add one row, a value a column."""
        cells = []
        lines = 1
        for at, (column, value) in enumerate(zip(self._sheet.columns, values, strict=True)):
            kept = stored(value, column.kind)
            cell = self._plain[at]
            if isinstance(kept, str):
                lines = max(lines, lines_needed(kept, column.width))
                if looks_like_formula(kept):
                    cell = self._quoted[at]
            _fill(cell, kept)
            cells.append(cell)
        self._append(cells, min(TALLEST_ROW, lines * LINE_HEIGHT + 4))
        self.count += 1

    def close(self) -> None:
        """Finish the sheet with what depends on the number of rows: filter and print area."""
        last = f"{self._last_column}{self._row}"
        self._page.auto_filter.ref = f"A{self._head_rows}:{last}"
        self._page.print_area = f"A1:{get_column_letter(len(self._sheet.on_paper))}{self._row}"
        self._page.close()

    def _set_up_page(self) -> None:
        """Widths, frozen head and paper: must be said before the first row."""
        page = self._page
        for at, column in enumerate(self._sheet.columns, 1):
            page.column_dimensions[get_column_letter(at)].width = column.width
        page.freeze_panes = f"{get_column_letter(self._sheet.frozen + 1)}{self._head_rows + 1}"
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = 9  # A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.print_title_rows = f"1:{self._head_rows}"
        page.print_options.horizontalCentered = True
        margins = page.page_margins
        margins.left = margins.right = _MARGIN
        margins.top, margins.bottom = 15 / _INCH, 18 / _INCH
        margins.header = margins.footer = 8 / _INCH
        page.oddFooter.center.text = "第 &P 页 共 &N 页"

    def _write_head(self, head: ListHead) -> None:
        """Title, office and day, the filter in words, and the columns' titles."""
        title = self._cell(Font(name=SONG, size=18, bold=True), Alignment("center", "center"))
        self._append_merged([(clean_text(head.title), title)], 34)
        small = Font(name=SONG, size=11)
        office = self._cell(small, Alignment("left", "center"))
        day = self._cell(small, Alignment("right", "center"))
        made_on = f"{head.made_on.year}年{head.made_on.month}月{head.made_on.day}日"
        self._append_merged([(clean_text(f"填报单位：{head.office}"), office), (made_on, day)], 20)
        if head.filter_text:
            shown = self._cell(small, Alignment("left", "center", wrap_text=True))
            text = clean_text(f"范围：{head.filter_text}")
            width = sum(column.width for column in self._sheet.on_paper)
            self._append_merged([(text, shown)], lines_needed(text, width) * 16 + 4)
        self._append(
            [self._title_cell(column) for column in self._sheet.columns],
            max(lines_needed(c.title, c.width) for c in self._sheet.columns) * LINE_HEIGHT + 8,
        )

    def _append_merged(self, parts: list[tuple[str, Cell]], height: float) -> None:
        """One row of one or two texts, each merged over its share of the columns."""
        last = len(self._sheet.on_paper)
        starts = [1 + at * last // len(parts) for at in range(len(parts))] + [last + 1]
        cells: list[Cell | None] = [None] * last
        row = self._row + 1
        for (text, cell), start, after in zip(parts, starts, starts[1:], strict=False):
            _fill(cell, text)
            cells[start - 1] = cell
            if after - start > 1:
                self._page.merged_cells.add(
                    f"{get_column_letter(start)}{row}:{get_column_letter(after - 1)}{row}"
                )
        self._append(cells, height, fixed=True)

    def _append(self, cells: list[Any], height: float, *, fixed: bool = False) -> None:
        self._row += 1
        # openpyxl's own row dimension would always call the height custom, and 200,000 of them would fill the memory.
        attributes = {"ht": f"{height:g}"} | ({"customHeight": "1"} if fixed else {})
        self._page.row_dimensions[self._row] = attributes
        self._page.append(cells)
        del self._page.row_dimensions[self._row]

    def _title_cell(self, column: Column) -> Cell:
        cell = self._cell(Font(name=HEI, size=10), Alignment("center", "center", wrap_text=True))
        cell.fill = PatternFill("solid", fgColor="DCE6F1")
        cell.border = _GRID
        _fill(cell, column.title)
        return cell

    def _data_cell(self, column: Column, *, quoted: bool = False) -> Cell:
        """The cell that every row of this column reuses: a new style a cell would cost most of the time."""
        flush_left = column.kind is Kind.LINES
        cell = self._cell(
            Font(name=SONG, size=10),
            Alignment("left" if flush_left else "center", "center", wrap_text=True),
        )
        cell.border = _GRID
        cell.number_format = "yyyy-mm-dd" if column.kind is Kind.DATE else "General"
        if quoted:
            cell.quotePrefix = True
        return cell

    def _cell(self, font: Font, alignment: Alignment) -> Cell:
        cell = WriteOnlyCell(self._page)
        cell.font, cell.alignment = font, alignment
        return cell


def _fill(cell: Any, value: str | int | float | None) -> None:
    """Set value and type past openpyxl's guessing, which takes a text beginning with = for a formula."""
    cell._value = value
    cell.data_type = "s" if isinstance(value, str) else "n"
