"""A worksheet's XML as rows of cells, and back; what lies around the rows stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xianfeng_gui.sheets.forms.split import Rest, Split
from xianfeng_gui.sheets.letters import column_of, letters_of

_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_FORMULA = re.compile(r"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_MERGE = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"\s*/>')
_COLUMN = re.compile(r"<col\b([^>]*?)/>")

Merge = tuple[int, int, int, int]
"""Top, left, bottom, right; from 1, all included."""


def attribute(text: str, name: str) -> str:
    """An attribute's value in the inside of a tag; empty when it isn't there."""
    found = re.search(rf'(?:^|\s){name}="([^"]*)"', text)
    return found[1] if found else ""


def with_attribute(text: str, name: str, value: str) -> str:
    """The inside of a tag with an attribute set, or without it for an empty value."""
    bare = re.sub(rf'(^|\s){name}="[^"]*"', "", text)
    return f'{bare} {name}="{value}"' if value else bare


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file holds it: the tag's attributes without its place, and what is inside."""

    attributes: str = ""
    inside: str = ""

    @property
    def style(self) -> str:
        """The number of its style."""
        return attribute(self.attributes, "s")

    @property
    def formula(self) -> str:
        """Its formula as written, empty for none or for one that another cell holds for it."""
        found = _FORMULA.search(self.inside)
        return (found[2] or "") if found else ""

    @property
    def has_formula(self) -> bool:
        """Whether it is worked out, by its own or by a shared formula."""
        return _FORMULA.search(self.inside) is not None


@dataclass(slots=True)
class Row:
    """A row: its tag's attributes without its number, and its cells by column from 1."""

    attributes: str = ""
    cells: dict[int, Cell] = field(default_factory=dict)

    def xml(self, number: int) -> str:
        """The row in that place."""
        cells = "".join(
            f'<c r="{letters_of(at)}{number}"{_spaced(cell.attributes)}'
            + (f">{cell.inside}</c>" if cell.inside else "/>")
            for at, cell in sorted(self.cells.items())
        )
        return f'<row r="{number}"{_spaced(self.attributes)}>{cells}</row>'


def _spaced(attributes: str) -> str:
    return f" {attributes.strip()}" if attributes.strip() else ""


@dataclass
class Page:
    """A worksheet: the text before its rows, the rows by number, the text after them.

    ``rest``: many empty rows at its end, which stay in the file.
    """

    before: str
    rows: dict[int, Row]
    after: str
    rest: Rest | None = None

    @classmethod
    def read(cls, parts: Split) -> Page:
        """The rows of a worksheet whose parts were read."""
        rows: dict[int, Row] = {}
        number = 0
        for one in _ROW.finditer(parts.rows):
            number = int(attribute(one[1], "r") or number + 1)
            without_place = with_attribute(with_attribute(one[1], "r", ""), "spans", "")
            rows[number] = Row(without_place, _cells(one[2] or ""))
        before = re.sub(r"<sheetData\b[^>]*>\Z", "", parts.before)
        return cls(before, rows, parts.after, parts.rest)

    @property
    def held(self) -> int:
        """The last of ``rows``; 0 without any."""
        return max(self.rows, default=0)

    def merges(self) -> list[Merge]:
        """The merged ranges."""
        return [
            (int(top), column_of(left), int(bottom), column_of(right))
            for left, top, right, bottom in _MERGE.findall(self.after)
        ]

    def column_styles(self) -> dict[int, str]:
        """The style of a column's cells that the file doesn't hold."""
        found: dict[int, str] = {}
        for one in _COLUMN.finditer(self.before):
            if style := attribute(one[1], "style"):
                first, last = int(attribute(one[1], "min")), int(attribute(one[1], "max"))
                found |= dict.fromkeys(range(first, min(last, 200) + 1), style)
        return found

    def widths(self) -> dict[int, float]:
        """The columns' widths in Excel's units, where the file says them."""
        found: dict[int, float] = {}
        for one in _COLUMN.finditer(self.before):
            if width := attribute(one[1], "width"):
                first, last = int(attribute(one[1], "min")), int(attribute(one[1], "max"))
                found |= dict.fromkeys(range(first, min(last, 200) + 1), float(width))
        return found

    def xml(self) -> tuple[str, str]:
        """The worksheet's XML, cut where the rest of empty rows goes."""
        rows = "".join(row.xml(number) for number, row in sorted(self.rows.items()))
        return f"{self.before}<sheetData>{rows}", f"</sheetData>{self.after}"


def _cells(inside: str) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    at = 0
    for one in _CELL.finditer(inside):
        letters = attribute(one[1], "r").rstrip("0123456789")
        at = column_of(letters) if letters else at + 1
        cells[at] = Cell(with_attribute(one[1], "r", ""), one[2] or "")
    return cells


def merges_xml(merges: list[Merge]) -> str:
    """The element of merged ranges; nothing for none."""
    if not merges:
        return ""
    inside = "".join(
        f'<mergeCell ref="{letters_of(left)}{top}:{letters_of(right)}{bottom}"/>'
        for top, left, bottom, right in merges
    )
    return f'<mergeCells count="{len(merges)}">{inside}</mergeCells>'
