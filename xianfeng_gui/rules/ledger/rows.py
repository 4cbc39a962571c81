"""The rows below a head: blanks, totals and notes left out, merged cells filled, each cell in its field's form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.errors import UserError
from xianfeng_gui.rules.ledger import spelling
from xianfeng_gui.rules.ledger.fields import Cell, Field, Grid, Value, bare
from xianfeng_gui.rules.ledger.heads import Area, Head, fill_merged
from xianfeng_gui.rules.ledger.matching import coded_values

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|本页合计|合\s+计)[:：]?.{0,12}|共\d+[条项个家处].*")
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|注意|填报人|填表人|制表人?|审核人?|审批人?|联系人|填报单位|填报日期|填报时间|报送单位|单位负责人|分管领导)[:：].*|\d{4}年\d{1,2}月\d{1,2}日"
)
_PEOPLE = ("person", "finder")
_KEPT, _LONG = 20_000, 10_000


def closes(words: str) -> bool:
    """Whether a row's first words are those of totals or notes, which end the records of a form."""
    plain = re.sub(r"\s+", "", words)
    return bool(_TOTAL.fullmatch(plain) or _NOTE.fullmatch(plain))


@dataclass(frozen=True)
class LedgerRow:
    """A row of data. ``number``: as the spreadsheet program counts; ``values`` by field, without the empty ones.

    ``problems``: sentences on cells that could not be understood, by field.
    """

    number: int
    values: Mapping[str, Value]
    problems: Mapping[str, str]


def read(
    grid: Grid,
    merged: Sequence[Area],
    head: Head,
    columns: Mapping[int, str],
    fields: Sequence[Field],
    year: int,
) -> Iterator[LedgerRow]:
    """The rows of data in order. ``year``: of dates that name none."""
    by_key = {field.key: field for field in fields}
    readers = [
        (column, key, _reader(by_key[key], head.titles[column], year)) for column, key in columns.items()
    ]
    below = [area for area in merged if area[0] > head.last and area[2] > area[0]]
    filled = fill_merged(grid, below, across=False) if below else grid
    data = _DataRows(grid, head, columns)
    for at in range(head.last + 1, len(filled)):
        row = filled[at]
        if data.holds(row):
            yield _row(at + 1, row, readers)


class _DataRows:
    """Tells rows of data from blanks, totals, notes and the head once more (a printed ledger repeats it)."""

    def __init__(self, grid: Grid, head: Head, columns: Mapping[int, str]) -> None:
        self.columns = tuple(columns)
        self.heads = [
            (column, {row[column] for row in grid[head.first : head.last + 1]} - {None}) for column in columns
        ]
        self.enough = max(2, len(columns) * 0.6)

    def holds(self, row: Sequence[Cell]) -> bool:
        """Whether a row below the head is data."""
        if not any(row[column] is not None for column in self.columns):
            return False
        held = [cell for cell in row[: self.columns[-1] + 1] if cell is not None]
        first = held[0]
        if isinstance(first, str) and not self._is_record(first, held):
            return False
        if (
            isinstance(held[-1], str)
            and sum(row[column] in words for column, words in self.heads) >= self.enough
        ):
            return False
        return True

    def _is_record(self, first: str, held: Sequence[Cell]) -> bool:
        words = first.replace("\n", "").strip()
        if len(held) <= 2 and _NOTE.fullmatch(words):
            return False
        return not (_TOTAL.fullmatch(words) and len(held) <= max(5, len(self.columns) * 0.7))


def _row(
    number: int, row: Sequence[Cell], readers: Sequence[tuple[int, str, Callable[[Cell], Value | UserError]]]
) -> LedgerRow:
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for column, key, read_cell in readers:
        cell = row[column]
        if cell is None:
            continue
        value = read_cell(cell)
        if isinstance(value, UserError):
            problems[key] = str(value)
        elif value is not None and value != "":
            values[key] = value
    return LedgerRow(number, values, problems)


def _reader(field: Field, title: str, year: int) -> Callable[[Cell], Value | UserError]:
    """Reads a cell of the column; what was read before is remembered, since ledgers repeat themselves."""
    understand = _understanding(field, title, year)
    kept: dict[tuple[type, Cell], Value | UserError] = {}
    plain = field.kind in ("text", "lines") and field.key not in ("phone", *_PEOPLE)

    def read_cell(cell: Cell) -> Value | UserError:
        if (
            plain
            and cell.__class__ is str
            and str(cell).isprintable()
            and len(str(cell)) <= (field.longest or _LONG)
        ):
            return str(cell).strip()
        key = (cell.__class__, cell)
        if (known := kept.get(key, kept)) is not kept:
            return known  # type: ignore[return-value]
        try:
            value: Value | UserError = understand(cell)
        except UserError as error:
            value = UserError(f"“{field.title}”{error}", field.key)
        if len(kept) < _KEPT:
            kept[key] = value
        return value

    return read_cell


def _understanding(field: Field, title: str, year: int) -> Callable[[Cell], Value]:
    match field.kind:
        case "date":
            return lambda cell: spelling.day(cell, year, month_end=field.by_month_end)
        case "number":
            return spelling.number
        case "percent":
            return _percent
        case "flag":
            return _flag
        case "term":
            codes = coded_values(title, field)
            return lambda cell: _term(field, codes, cell)
        case _:
            return lambda cell: _text(field, cell)


def _text(field: Field, cell: Cell) -> str:
    if field.key == "phone":
        found = spelling.phone(cell)
    elif field.key in _PEOPLE:
        found = spelling.people(spelling.text(cell))
    else:
        found = spelling.text(cell)
    if field.longest and len(found) > field.longest:
        raise UserError(f"最多{field.longest}个字，现有{len(found)}个字，请缩短")
    return found


def _percent(cell: Cell) -> Value:
    found = spelling.number(cell)
    if found is None or isinstance(cell, str):
        return found
    share = round(found * 100, 6) if 0 <= found <= 1 else found
    return int(share) if float(share).is_integer() else share


_YES = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "已"})
_NO = frozenset({"否", "无", "×", "✕", "✗", "错", "n", "no", "false", "0", "不是", "没有", "未"})


def _flag(cell: Cell) -> Value:
    words = spelling.plain(spelling.text(cell)).lower()
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise UserError(f"“{words[:20]}”应为“是”或“否”")


def _term(field: Field, codes: Mapping[str, str], cell: Cell) -> Value:
    words = spelling.plain(spelling.text(cell))
    for candidate in (words, bare(words)):
        found = codes.get(candidate) or field.values.get(candidate)
        if found:
            return found
    choices = "、".join(dict.fromkeys(field.values))
    raise UserError(f"“{words[:20]}”不认识，可填：{choices[:80]}")
