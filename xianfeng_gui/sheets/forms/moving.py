"""What else of a form follows when its data rows grow: the rows below, merges, rules, names, tables, charts, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from html import unescape

from xianfeng_gui.sheets.forms import labels
from xianfeng_gui.sheets.forms.layout import Space
from xianfeng_gui.sheets.forms.package import WORKBOOK, Package
from xianfeng_gui.sheets.forms.page import Cell, Merge, Page, Row, merges_xml
from xianfeng_gui.sheets.forms.references import Growth, named

_AREA = re.compile(r'\b(ref|sqref)="([^"]+)"')
_FILTER = re.compile(r'<autoFilter\b[^>]*?\sref="([^"]+)"')
_FILTERED = '"_xlnm._FilterDatabase"'
"""The hidden name of what a filter is for."""
_INSERTED = re.compile(r'\sinsertRow="[^"]*"')
"""Marks a table's only row as one still to be filled."""
_XM_AREA = re.compile(r"(<xm:sqref>)([^<]+)(</xm:sqref>)")
_MERGES = re.compile(r"<mergeCells\b[^>]*/>|<mergeCells\b.*?</mergeCells>", re.DOTALL)
_BREAK = re.compile(r'(<brk id=")(\d+)(")')
_ROW_BREAKS = re.compile(r"<rowBreaks\b.*?</rowBreaks>", re.DOTALL)
_FORMULAS_OF_RULES = re.compile(r"(<(formula[12]?|xm:f)>)(.*?)(</\2>)", re.DOTALL)
_FORMULA = re.compile(r"(<f\b[^>]*>)([^<]+)(</f>)")
_RESULT = re.compile(r"<v>[^<]*</v>")
_CHART = re.compile(r"(<(?:c:)?f>)([^<]+)(</(?:c:)?f>)")
_NAME = re.compile(r"(<definedName\b[^>]*>)([^<]+)(</definedName>)")
_ANCHOR = re.compile(r"(<(?:xdr:)?row>)(\d+)(</(?:xdr:)?row>)")
_NOTE_ROW = re.compile(r"(<x:Row>)(\d+)(</x:Row>)")
_DIMENSION = re.compile(r"<dimension\b[^>]*/>")
_CALC = re.compile(r"<calcPr\b([^>]*?)/>")

Where = Callable[[str], str]


def changed_parts(
    form: Package, page: Page, space: Space, growth: Growth, made: Mapping[int, Row], filled: Set[int]
) -> tuple[Page, dict[str, str]]:
    """The worksheet, and the file's other parts that refer to rows of it with new text.

    ``made``: the data rows by number. ``filled``: the columns that they fill.
    """
    rows: dict[int, Row] = {}
    for number, row in page.rows.items():
        if not space.first <= number < space.below:
            rows[growth.row(number)] = _recalculated(row, form.sheet, growth)
    rows |= made
    merges = _merges(page.merges(), space, growth, len(made), filled)
    after = _after(page.after, merges, form.sheet, growth)
    new = Page(_DIMENSION.sub("", page.before), rows, after, page.rest)
    return new, {WORKBOOK: _workbook(form, growth)} | _others(form, growth) | _own_parts(form, growth)


def _recalculated(row: Row, sheet: str, growth: Growth) -> Row:
    """A row outside the data: its formulas follow, and their results are worked out anew when it is opened."""
    return Row(row.attributes, {at: _formula_cell(cell, sheet, growth) for at, cell in row.cells.items()})


def _formula_cell(cell: Cell, sheet: str, growth: Growth) -> Cell:
    if not cell.has_formula:
        return cell
    inside = _FORMULA.sub(
        lambda one: _moved_shared(one[1], growth) + growth.formula(one[2], sheet, own=True) + one[3],
        cell.inside,
    )
    return replace(cell, inside=_RESULT.sub("", inside))


def _moved_shared(tag: str, growth: Growth) -> str:
    return _AREA.sub(lambda one: f'{one[1]}="{growth.area(one[2])}"', tag)


def _merges(merges: list[Merge], space: Space, growth: Growth, total: int, filled: Set[int]) -> list[Merge]:
    """Merges outside the data follow; each of ``total`` data rows is merged across as the first one. Of those over several
    rows only the form's own labels stay. Prepared rows beyond these stay as they are."""
    found = [
        (top, left, growth.rows(top, bottom)[1], right)
        for top, left, bottom, right in labels.merged_down(merges, space, filled)
    ]
    for top, left, bottom, right in merges:
        if top < space.first or top >= space.below:
            first, last = (growth.row(top), growth.row(bottom)) if bottom >= space.below else (top, bottom)
            found.append((first, left, last, right))
        elif top == bottom == space.first:
            found += [(space.first + at, left, space.first + at, right) for at in range(total)]
        elif top >= space.first + total:
            found.append((top, left, bottom, right))
    return found


def _after(text: str, merges: list[Merge], sheet: str, growth: Growth) -> str:
    """What follows a worksheet's rows: rules, links, page breaks."""
    text = _MERGES.sub("\0", text, count=1)
    filtered = [area[1] for area in _FILTER.finditer(text)]
    text = _AREA.sub(
        lambda one: f'{one[1]}="{(growth.table if one[2] in filtered else growth.area)(one[2])}"', text
    )
    text = _XM_AREA.sub(lambda one: one[1] + growth.area(one[2]) + one[3], text)
    text = _FORMULAS_OF_RULES.sub(lambda one: one[1] + growth.formula(one[3], sheet, own=True) + one[4], text)
    text = _ROW_BREAKS.sub(
        lambda breaks: _BREAK.sub(lambda one: f"{one[1]}{growth.row(int(one[2]))}{one[3]}", breaks[0]), text
    )
    return text.replace("\0", merges_xml(merges))


def _workbook(form: Package, growth: Growth) -> str:
    """Names such as the print area follow, and everything is worked out anew when the workbook is opened."""
    text = _NAME.sub(lambda one: one[1] + _named_area(one, form.sheet, growth) + one[3], form.text(WORKBOOK))
    found = _CALC.search(text)
    if found is None:
        ending = next(
            (tag for tag in ("<oleSize", "<customWorkbookViews", "<pivotCaches", "<extLst") if tag in text),
            "</workbook>",
        )
        return text.replace(ending, '<calcPr fullCalcOnLoad="1"/>' + ending, 1)
    kept = re.sub(r'\sfullCalcOnLoad="[^"]*"', "", found[1]).rstrip()
    return _CALC.sub(f'<calcPr{kept} fullCalcOnLoad="1"/>', text, count=1)


def _named_area(name: re.Match[str], sheet: str, growth: Growth) -> str:
    owner, _, area = name[2].rpartition("!")
    if _FILTERED in name[1] and named(unescape(owner)) == sheet:
        return f"{owner}!{growth.table(area)}"
    return growth.formula(name[2], sheet, own=False)


def _others(form: Package, growth: Growth) -> dict[str, str]:
    """Other worksheets and charts, where they name the one that grows."""
    changed = {}
    for part in form.parts():
        if part == form.part or not part.startswith(("xl/worksheets/sheet", "xl/charts/chart")):
            continue
        if not form.holds(part, b"f>"):
            continue
        old = form.text(part)
        if part.startswith("xl/charts/"):
            new = _CHART.sub(lambda one: one[1] + growth.series(one[2], form.sheet) + one[3], old)
        else:
            new = _FORMULA.sub(
                lambda one: one[1] + growth.formula(one[2], form.sheet, own=False) + one[3], old
            )
        if new != old:
            changed[part] = new
    return changed


def _own_parts(form: Package, growth: Growth) -> dict[str, str]:
    """Tables, pictures and notes of the worksheet itself."""
    changed = {}
    for part in form.related():
        if not part.endswith((".xml", ".vml")) or part not in form.parts():
            continue
        old = form.text(part)
        new = old
        if part.startswith("xl/tables/"):
            new = _AREA.sub(lambda one: f'{one[1]}="{growth.table(one[2])}"', new)
            new = _INSERTED.sub("", new) if growth.written else new
        if part.startswith("xl/comments"):
            new = _AREA.sub(lambda one: f'{one[1]}="{growth.reference(one[2])}"', new)
        new = _ANCHOR.sub(lambda one: f"{one[1]}{growth.row(int(one[2]) + 1) - 1}{one[3]}", new)
        new = _NOTE_ROW.sub(lambda one: f"{one[1]}{growth.row(int(one[2]) + 1) - 1}{one[3]}", new)
        if new != old:
            changed[part] = new
    return changed
