"""Write rows into a form's data area and let everything that refers to it follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from db.errors import UserError
from xianfeng_gui.sheets import cells
from xianfeng_gui.sheets.columns import ORDER, CellValue, Column, Kind
from xianfeng_gui.sheets.columns import Row as Values
from xianfeng_gui.sheets.forms import labels, moving, package
from xianfeng_gui.sheets.forms.labels import Labels
from xianfeng_gui.sheets.forms.layout import Space
from xianfeng_gui.sheets.forms.package import Package, Styles
from xianfeng_gui.sheets.forms.page import Cell, Page, Row, attribute, with_attribute
from xianfeng_gui.sheets.forms.references import Growth

LAST_ROW = 1_048_576
"""Rows of a worksheet."""
_LINE = 15.0
"""Points that a line of text takes in a row."""
_NARROWER = 0.85
"""Forms are set in 11 or 12 points; lines are counted for 10."""


@dataclass(frozen=True)
class FormColumn:
    """A column of the form (from 1) and what it is filled with.

    ``heading``: the form's own. ``choose``: the word of its drop-down list for a word of ours (empty: the cell stays
    empty), none where ours is written.
    """

    at: int
    column: Column
    heading: str = ""
    choose: Callable[[str], str | None] = lambda word: None


def fill(
    form: Package,
    page: Page,
    space: Space,
    columns: Sequence[FormColumn],
    rows: Iterable[Values],
    target: Path,
) -> int:
    """Write the filled form to ``target``; returns the number of rows.

    Each row has the values of ``columns`` in order; the running number (``ORDER``) is counted here and takes none.
    UserError when there are more rows than a worksheet has.
    """
    values = list(rows)
    added, total = max(0, len(values) - space.prepared), max(len(values), space.prepared)
    if max(page.held, space.below - 1) + added > LAST_ROW:
        raise UserError(f"“{form.sheet}”装不下{len(values)}行，请先筛选，再分几次填写")
    growth = Growth(
        first=space.first,
        below=space.below,
        filled=space.first + total - 1,
        added=added,
        closed=space.closed,
        written=space.first + len(values) - 1 if values else 0,
    )
    filled = frozenset(one.at for one in columns)
    data = _Data(page, space, columns, Styles(form), labels.find(page, space, filled))
    known = min(space.below, page.held + 1) - space.first
    made = {
        space.first + at: data.row(at, values[at] if at < len(values) else None, total)
        for at in range(max(len(values), known))
    }
    package.write(form, target, *moving.changed_parts(form, page, space, growth, made, filled))
    return len(values)


class _Data:
    """Makes the data rows: the form's prepared rows with other contents, and more of them."""

    def __init__(
        self, page: Page, space: Space, columns: Sequence[FormColumn], styles: Styles, said: Labels
    ) -> None:
        self._space, self._columns, self._styles, self._said = space, columns, styles, said
        self._rows, self._last = page.rows, page.held
        self._column_styles, self._widths = page.column_styles(), page.widths()
        filled = {one.at for one in columns}
        self._formulas: dict[int, tuple[str, int]] = {}
        for number in range(space.first, min(space.below, self._last + 1)):
            for at, cell in self._prepared(number).cells.items():
                if at not in filled and cell.formula:
                    self._formulas.setdefault(at, (cell.formula, number))

    def _prepared(self, number: int) -> Row:
        """A prepared row; the last that is known stands for those that stay in the file."""
        return self._rows.get(min(number, self._last)) or Row()

    def _pattern(self, at: int, total: int) -> Row:
        """The prepared row that the ``at``-th of all looks like: the last stays last, what is added is like the one above."""
        first, prepared = self._space.first, self._space.prepared
        if not prepared:
            return Row()
        if at == total - 1:
            return self._prepared(first + prepared - 1)
        return self._prepared(first + min(at, max(prepared - 2, 0)))

    def row(self, at: int, values: Values | None, total: int) -> Row:
        """The ``at``-th data row (from 0); without values a prepared row that stays empty."""
        pattern, number = self._pattern(at, total), self._space.first + at
        made = {column: self._unfilled(column, cell, number) for column, cell in pattern.cells.items()}
        for column in self._formulas:
            made.setdefault(column, Cell("", self._formula(column, number)))
        lines = 1
        if values is not None:
            given = iter(values)
            for one in self._columns:
                value = at + 1 if one.column is ORDER else next(given)
                old = made.get(one.at, Cell())
                style = old.style or self._column_styles.get(one.at, "")
                held = self._held(one, value, style)
                made[one.at] = _cell(held, style)
                if isinstance(held, str) and self._styles.wraps(style):
                    lines = max(lines, cells.lines_needed(held, _NARROWER * self._widths.get(one.at, 8.4)))
        return Row(_high_enough(pattern.attributes, lines), made)

    def _unfilled(self, column: int, cell: Cell, number: int) -> Cell:
        """A prepared cell without its example: what the form says or works out there, else empty."""
        label = self._said.of(column, first=number == self._space.first)
        if label is None:
            return Cell(_only_style(cell), self._formula(column, number))
        return Cell(with_attribute(_only_style(cell), "t", attribute(label.attributes, "t")), label.inside)

    def _formula(self, column: int, number: int) -> str:
        if column not in self._formulas:
            return ""
        from openpyxl.formula.translate import Translator

        text, origin = self._formulas[column]
        moved = Translator(f"={unescape(text)}", f"A{origin}").translate_formula(f"A{number}")
        return f"<f>{escape(moved[1:])}</f>"

    def _held(self, one: FormColumn, value: CellValue, style: str) -> str | int | float | None:
        """What the cell holds so that the form's own format shows it rightly."""
        held = cells.stored(value, one.column)
        if held is None:
            return None
        if (item := one.choose(cells.in_words(value, one.column))) is not None:
            return item or None
        if one.column.kind is Kind.DATE and not self._styles.is_date(style):
            return cells.in_words(value, one.column)
        if one.column.kind is Kind.PERCENT and isinstance(held, int | float):
            if self._styles.is_percent(style):
                return held
            is_headed = "%" in one.heading.replace("％", "%")
            return cells.as_percent(held) if is_headed else cells.in_words(value, one.column)
        return held


def _only_style(cell: Cell) -> str:
    style = cell.style
    return f's="{style}"' if style else ""


def _cell(held: str | int | float | None, style: str) -> Cell:
    attributes = f's="{style}"' if style else ""
    if held is None:
        return Cell(attributes)
    if not isinstance(held, str):
        return Cell(attributes, f"<v>{held}</v>")
    return Cell(f'{attributes} t="inlineStr"', f'<is><t xml:space="preserve">{escape(held)}</t></is>')


def _high_enough(attributes: str, lines: int) -> str:
    """A row is made higher for text that needs more lines; one without a fixed height gets an estimate, which Excel fits
    anew and programs that fit nothing show."""
    attributes = with_attribute(attributes, "hidden", "")
    height = attribute(attributes, "ht")
    if float(height or _LINE) >= lines * _LINE:
        return attributes
    fixed = "1" if height else ""
    return with_attribute(
        with_attribute(attributes, "ht", f"{min(lines * _LINE, 409):g}"), "customHeight", fixed
    )
