"""What refers to rows when rows are put in between: ranges, formulas, names, anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

_REFERENCE = re.compile(r"(\$?[A-Za-z]{1,3})(\$?)(\d+)(?::(\$?[A-Za-z]{1,3})(\$?)(\d+))?")


@dataclass(frozen=True)
class Growth:
    """Where the form's data rows grow, in row numbers from 1.

    ``first``: the first data row. ``below``: the row under the prepared data rows. ``filled``: the last row that will be
    a data row. ``added``: rows put in above ``below``. ``closed``: whether something stands below the data and moves.
    ``written``: the last row that holds data, 0 for none.
    """

    first: int
    below: int
    filled: int
    added: int
    closed: bool
    written: int = 0

    def row(self, row: int) -> int:
        """Where a row comes to stand."""
        return row + self.added if self.closed and row >= self.below else row

    def rows(self, top: int, bottom: int) -> tuple[int, int]:
        """Where a range comes to stand; one that reaches to the end of the data grows with them."""
        if not self.closed:
            covers = top <= self.first <= bottom
            return top, max(bottom, self.filled) if covers else bottom
        grows = bottom >= max(self.below - 1, self.first)
        return self.row(top), bottom + self.added if grows else bottom

    def reference(self, text: str) -> str:
        """A cell or range such as A1, $B$2:$B$9; anything else (whole columns, names) stays as it is."""
        found = _REFERENCE.fullmatch(text)
        if found is None:
            return text
        left, left_fixed, top, right, right_fixed, bottom = found.groups()
        if bottom is None:
            return f"{left}{left_fixed}{self.row(int(top))}"
        first, last = self.rows(int(top), int(bottom))
        return f"{left}{left_fixed}{first}:{right}{right_fixed}{last}"

    def area(self, text: str) -> str:
        """The ranges of a ``ref`` or ``sqref``; a single cell of the data's first row grows as a range does."""
        return " ".join(self._area(part) for part in text.split())

    def _area(self, part: str) -> str:
        moved = self.reference(part if ":" in part else f"{part}:{part}")
        one, _, other = moved.partition(":")
        return one if one == other else moved

    def table(self, text: str) -> str:
        """The area of a table or filter with its head: one that ends among the data reaches to the last row written, since
        bands, filter and sums of a table go no further than its area."""
        found = _REFERENCE.fullmatch(text)
        if found is None or found[6] is None:
            return self.area(text)
        left, left_fixed, top, right, right_fixed, bottom = found.groups()
        if not (int(top) <= self.first and self.first - 1 <= int(bottom) < self.below):
            return self.area(text)
        return f"{left}{left_fixed}{top}:{right}{right_fixed}{max(int(bottom), self.written)}"

    def series(self, text: str, sheet: str) -> str:
        """What a chart shows: a sheet's name and a range, of which the data's only row grows as a range does."""
        name, mark, area = unescape(text).rpartition("!")
        return escape(name + mark + self.area(area)) if named(name) == sheet and "," not in area else text

    def formula(self, text: str, sheet: str, *, own: bool) -> str:
        """A formula as the file holds it (escaped, without =), for the worksheet ``sheet`` that grows.

        ``own``: whether references without a sheet's name mean it. What can't be understood stays as it is.
        """
        from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

        try:
            tokens = Tokenizer(f"={unescape(text)}").items
        except TokenizerError:
            return text
        parts = [
            self._operand(token.value, sheet, own) if token.subtype == Token.RANGE else token.value
            for token in tokens
        ]
        return escape("".join(parts))

    def _operand(self, text: str, sheet: str, own: bool) -> str:
        name, mark, reference = text.rpartition("!")
        if (named(name) != sheet) if mark else not own:
            return text
        return name + mark + self.reference(reference)


def named(name: str) -> str:
    """A sheet's name in a formula without its quotes."""
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def reaches_above(formula: str, row: int) -> bool:
    """Whether a formula of that row adds up or counts a range of rows above it, as a row of totals does."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer(f"={unescape(formula)}").items
    except TokenizerError:
        return False
    found = (_REFERENCE.fullmatch(token.value) for token in tokens if token.subtype == Token.RANGE)
    return any(one is not None and one[6] is not None and int(one[3]) < row for one in found)
