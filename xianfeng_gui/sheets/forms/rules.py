"""The drop-down lists of a form: what a cell may be filled with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from openpyxl.utils import range_boundaries

from xianfeng_gui.sheets.forms.page import Page, attribute
from xianfeng_gui.sheets.forms.references import named

Cells = Callable[[str], list[list[object]]]
"""The cells of a worksheet by its name."""

_LISTS = (
    re.compile(r"<dataValidation\b([^>]*)>(.*?)</dataValidation>", re.DOTALL),
    re.compile(r"<x14:dataValidation\b([^>]*)>(.*?)</x14:dataValidation>", re.DOTALL),
)
_FORMULA = re.compile(r"<formula1>(.*?)</formula1>|<x14:formula1>\s*<xm:f>(.*?)</xm:f>", re.DOTALL)
_AREA = re.compile(r"<xm:sqref>(.*?)</xm:sqref>", re.DOTALL)


@dataclass(frozen=True)
class DropDown:
    """A list of choices: the cells that it is for, and where its items stand."""

    areas: tuple[str, ...]
    formula: str

    def items(self, sheet: str, cells: Cells, names: Mapping[str, str]) -> list[str]:
        """What it offers; nothing where the items are worked out or stand in another file.

        ``sheet``: the form's own. ``names``: what the workbook's names mean (等级: 字典!$A$1:$A$2).
        """
        written = self.formula.strip().removeprefix("=")
        formula = names.get(written, written)
        if formula.startswith('"'):
            return [item.strip() for item in formula.strip('"').split(",") if item.strip()]
        name, _, reference = formula.rpartition("!")
        try:
            left, top, right, bottom = range_boundaries(reference)
        except ValueError:
            return []
        if left is None or right is None or "[" in name:
            return []
        found = cells(named(name) or sheet)[(top or 1) - 1 : bottom]
        return [str(cell).strip() for row in found for cell in row[left - 1 : right] if cell is not None]


def drop_downs(page: Page) -> list[DropDown]:
    """Every list of choices of the worksheet."""
    found = []
    for pattern in _LISTS:
        for attributes, inside in pattern.findall(page.after):
            formula, area = _FORMULA.search(inside), _AREA.search(inside)
            if attribute(attributes, "type") == "list" and formula:
                areas = area[1] if area else attribute(attributes, "sqref")
                found.append(DropDown(tuple(areas.split()), unescape(formula[1] or formula[2])))
    return found


def holds(area: str, column: int, row: int) -> bool:
    """Whether a range holds that cell."""
    left, top, right, bottom = range_boundaries(area)
    if left is None or top is None or right is None or bottom is None:
        return False
    return left <= column <= right and top <= row <= bottom


def choices(
    page: Page, sheet: str, column: int, row: int, cells: Cells, names: Mapping[str, str]
) -> list[str]:
    """What the drop-down list of a cell offers; nothing without one."""
    for one in drop_downs(page):
        if any(holds(area, column, row) for area in one.areas):
            return one.items(sheet, cells, names)
    return []
