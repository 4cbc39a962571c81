"""The rows below a head: blanks, totals and notes left out, merged cells filled, each cell in its field's form."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from db.errors import UserError
from xianfeng_gui.rules.ledger import bands, counted, dittos, meanings, spelling
from xianfeng_gui.rules.ledger.fields import Cell, Counted, Field, Value, bare
from xianfeng_gui.rules.ledger.heads import Area, Head
from xianfeng_gui.rules.ledger.matching import coded_values
from xianfeng_gui.rules.ledger.meanings import Met, Said
from xianfeng_gui.rules.ledger.ticked import Ticked

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|本页合计|合\s+计)[:：]?.{0,12}|共\d+[条项个家处].*")
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|注意|填报人|填表人|制表人?|审核人?|审批人?|联系人|填报单位|填报日期|填报时间|报送单位|单位负责人|分管领导)[:：].*|\d{4}年\d{1,2}月\d{1,2}日"
)
_PEOPLE = ("person", "finder")
_HAVE_OR_NOT = ("phone", "credit_code", "person", "finder")
"""Texts of which 无 says that there is none."""
_KEPT, _LONG = 20_000, 10_000
_SIGNS = re.compile(r"^[^\w]+|\s*[\d.]+\s*[%％天]$")
"""Marks before a state and a percentage behind it, as lists show them: ◐ 进行中 48%, ● 逾期 12 天."""
_CHUNK = 100
"""Rows that are understood together: so few that their cells stay in the processor's cache meanwhile."""
_MOST_DIGITS = 3
"""Of a number of days; longer ones are dates."""
_EMPTY = (None, "")
_NONE: Mapping[str, str] = {}


def closes(words: str) -> bool:
    """Whether a row's first words are those of totals or notes, which end the records of a form."""
    plain = re.sub(r"\s+", "", words)
    return bool(_TOTAL.fullmatch(plain) or _NOTE.fullmatch(plain))


@dataclass(slots=True)
class LedgerRow:
    """A row of data. ``number``: as the spreadsheet program counts; ``values`` by field, without the empty ones.

    ``problems``: sentences on cells that could not be understood, by field. ``cells``: the row as it stands in the ledger.
    ``band``: what the last row set across the table says of it.
    """

    number: int
    values: dict[str, Value]
    problems: Mapping[str, str]
    cells: Sequence[Cell] = ()
    band: str = ""


def read(
    rows: Iterable[Sequence[Cell]],
    merged: Sequence[Area],
    head: Head,
    columns: Mapping[int, str],
    fields: Sequence[Field],
    year: int,
    said: Said | None = None,
    met: list[Met] | None = None,
    asked: Sequence[Ticked] = (),
) -> Iterator[LedgerRow]:
    """The rows of data in order, none where no column is known. ``rows``: of the whole sheet; ``year``: of dates that name none.

    ``said``: what a clerk says of words. ``met``: takes, behind the last row, the words that something may be said of.
    ``asked``: groups of columns of which the first takes the answer that is ticked.
    """
    if not columns:
        return
    by_key, said = {field.key: field for field in fields}, said or {}
    readers = {
        column: _Reader(by_key[key], head.titles[column], year, said.get(key, {}))
        for column, key in columns.items()
    }
    below = [area for area in merged if area[0] > head.last and area[2] > area[0]]
    numbered = enumerate(_filled(rows, below) if below else rows, 1)
    data = _DataRows(columns)
    for number, row in islice(numbered, head.last + 1):
        if number > head.first:
            data.take_head(row)
    told, band = bands.Bands(merged, head.last), ""
    above: Sequence[Cell] = ()
    while chunk := list(islice(numbered, _CHUNK)):
        for part, held in _parted(chunk, data, told):
            band = part or band
            above = dittos.written_out(held, above)
            for group in asked:
                held = [(number, group.answered(row)) for number, row in held]
            for one in _understood(held, readers):
                one.band = band
                yield one
    if met is not None:
        for reader in readers.values():
            met += meanings.met(reader.field, reader, reader.said)


def _parted(
    chunk: Sequence[dittos.Numbered], data: _DataRows, told: bands.Bands
) -> Iterator[tuple[str, list[dittos.Numbered]]]:
    """The rows of data, each time with what is set across the table above them; none where no more is."""
    band, held = "", list[dittos.Numbered]()
    for number, row in chunk:
        if (words := told.words(number, row)) and not closes(words):
            if held:
                yield band, held
            band, held = words, []
        elif data.holds(row):
            held.append((number, row))
    if held or band:
        yield band, held


def _filled(rows: Iterable[Sequence[Cell]], merged: Sequence[Area]) -> Iterator[Sequence[Cell]]:
    """The rows with the text of cells that are merged over several rows in each of them."""
    begin: dict[int, list[Area]] = defaultdict(list)
    for area in merged:
        begin[area[0]].append(area)
    reaching: list[tuple[int, int, Cell]] = []
    for at, row in enumerate(rows):
        if reaching:
            reaching = [one for one in reaching if one[0] >= at]
            row = list(row)
            for _, column, value in reaching:
                row[column] = value
        for _, column, last, _ in begin.get(at, ()):
            if column < len(row):
                reaching.append((last, column, row[column]))
        yield row


class _DataRows:
    """Tells rows of data from blanks, totals, notes and the head once more (a printed ledger repeats it)."""

    def __init__(self, columns: Mapping[int, str]) -> None:
        self.columns = tuple(sorted(columns))
        self.heads: list[tuple[int, set[Cell]]] = [(column, set()) for column in columns]
        self.enough = max(2, len(columns) * 0.6)

    def take_head(self, row: Sequence[Cell]) -> None:
        """A row of the head."""
        for column, words in self.heads:
            if row[column] not in _EMPTY:
                words.add(row[column])

    def holds(self, row: Sequence[Cell]) -> bool:
        """Whether a row below the head is data."""
        if not row[self.columns[0]] and not any(row[column] not in _EMPTY for column in self.columns):
            return False
        if row[0].__class__ is float or row[0].__class__ is int:  # a running number: no head, total or note
            return True
        held = [cell for cell in row[: self.columns[-1] + 1] if cell not in _EMPTY]
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
        if dittos.is_filler(held):
            return False
        if len(held) <= 2 and _NOTE.fullmatch(words):
            return False
        return not (_TOTAL.fullmatch(words) and len(held) <= max(5, len(self.columns) * 0.7))


def _understood(
    held: Sequence[tuple[int, Sequence[Cell]]], readers: Mapping[int, _Reader]
) -> list[LedgerRow]:
    """Rows with their cells in the fields' forms; a column at a time, which takes a third of the time."""
    turned = list(zip(*(row for _, row in held), strict=False))
    whole: dict[str, list[Value | UserError]] = {}
    partly: dict[str, list[Value | UserError]] = {}
    troubled = False
    for at, reader in readers.items():
        column = reader.column(turned[at])
        (partly if reader.has_gaps else whole)[reader.field.key] = column
        troubled = troubled or reader.has_problems and UserError in set(map(type, column))
    found = [dict(zip(whole, row, strict=False)) for row in zip(*whole.values(), strict=True)]
    found = found or [{} for _ in held]
    for key, column in partly.items():
        if column.count(None) == len(column):
            continue
        for values, value in zip(found, column, strict=True):
            if value is not None:
                values[key] = value
    make = _with_problems if troubled else _row
    return [make(number, values, row) for (number, row), values in zip(held, found, strict=True)]


def _row(number: int, values: Any, row: Sequence[Cell]) -> LedgerRow:
    return LedgerRow(number, values, _NONE, row)


def _with_problems(number: int, values: dict[str, Any], row: Sequence[Cell]) -> LedgerRow:
    problems = {key: str(value) for key, value in values.items() if isinstance(value, UserError)}
    return LedgerRow(
        number, {key: value for key, value in values.items() if key not in problems}, problems, row
    )


class _Reader(dict[Cell, "Value | UserError"]):
    """Cells of a column -> what they mean, or why they mean nothing; ledgers repeat themselves, so it remembers."""

    def __init__(self, field: Field, title: str, year: int, said: Mapping[str, str]) -> None:
        super().__init__()
        self.field, self.said = field, said
        self.understand = _understanding(field, title, year)
        self.plain = field.kind == "text" and field.key not in _HAVE_OR_NOT
        self.longest = field.longest or _LONG
        self.has_gaps = self.has_problems = False

    def column(self, cells: Sequence[Cell]) -> list[Value | UserError]:
        """What each of the cells means."""
        if bool in set(map(type, cells)):  # they would be looked up as 1 and 0
            cells = [("是" if cell else "否") if isinstance(cell, bool) else cell for cell in cells]
        return list(map(self.__getitem__, cells))

    def __missing__(self, cell: Cell) -> Value | UserError:
        if self.plain and isinstance(cell, str) and len(cell) <= self.longest and cell.isprintable():
            value: Value | UserError = "" if spelling.is_placeholder(cell) else cell.strip()
        elif cell in _EMPTY:
            value = None
        else:
            value = self._understood(cell)
        if value is None or value == "":
            value, self.has_gaps = None, True
        elif isinstance(value, UserError):
            self.has_problems = True
        if len(self) < _KEPT:
            self[cell] = value
        return value

    def _understood(self, cell: Cell) -> Value | UserError:
        if self.said and (words := meanings.words_of(cell)) in self.said:
            with contextlib.suppress(KeyError):  # said of a field that could have it then
                return meanings.meaning(self.field, self.said[words], words)
        try:
            return self.understand(cell)
        except UserError as error:
            return UserError(f"“{self.field.title}”{error}", self.field.key)


def reader(field: Field, title: str, year: int) -> Mapping[Cell, Value | UserError]:
    """What a cell below such a heading means, or why it means nothing."""
    return _Reader(field, title, year, {})


def _understanding(field: Field, title: str, year: int) -> Callable[[Cell], Value]:
    match field.kind:
        case "date":
            in_days = field.counted and re.search("天|日数|[（(]日[）)]", title) is not None
            return lambda cell: _day(field, year, cell, in_days=in_days)
        case "month":
            return spelling.month
        case "number":
            return spelling.number
        case "percent":
            return _percent
        case "flag":
            return _flag
        case "term":
            codes = coded_values(title, field)
            question = "是否" in title
            return lambda cell: _term(field, codes, cell, question=question)
        case _:
            return lambda cell: _text(field, cell)


def _day(field: Field, year: int, cell: Cell, *, in_days: bool) -> Value:
    """``in_days``: the heading asks for a number of days (整改期限（天）)."""
    if (
        in_days
        and (number := spelling.text(cell).removesuffix("天")).isdigit()
        and len(number) <= _MOST_DIGITS
    ):
        return Counted(f"{number}天", int(number), "days")
    if field.counted and isinstance(cell, str) and (term := counted.read(cell)) is not None:
        return term
    return spelling.day(cell, year, month_end=field.by_month_end)


def _text(field: Field, cell: Cell) -> str:
    if field.key == "phone":
        found = spelling.phone(cell)
    elif field.key in _PEOPLE:
        found = spelling.people(spelling.text(cell))
    else:
        found = spelling.text(cell)
    if spelling.is_placeholder(found) or (found == "无" and field.key in _HAVE_OR_NOT):
        return ""
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


_TICKS = dict.fromkeys("√✓✔", "是") | dict.fromkeys("×✕✗", "否")


def _flag(cell: Cell) -> Value:
    words = spelling.plain(spelling.text(cell)).lower()
    if spelling.is_placeholder(words):
        return None
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise UserError(f"“{words[:20]}”应为“是”或“否”")


def _term(field: Field, codes: Mapping[str, str], cell: Cell, *, question: bool) -> Value:
    """``question``: the heading asks whether (是否整改), so that a tick answers it."""
    words = spelling.plain(spelling.text(cell))
    tick = _TICKS.get(words, "") if question else ""
    for candidate in (words, bare(words), bare(_SIGNS.sub("", words)), tick):
        found = codes.get(candidate, field.values.get(candidate)) if candidate else None
        if found is not None:
            return found or None
    if field.at_end and (ending := _ending(field, bare(words))):
        return field.values[ending] or None
    if words == "无" or spelling.is_placeholder(words):
        return None
    choices = "、".join(word for word in field.values if word in field.labels or not field.labels)
    raise UserError(f"“{words[:20]}”不认识，可填：{choices[:80]}")


def _ending(field: Field, words: str) -> str:
    """The longest of the field's words that a text ends with; empty when it ends with none."""
    return max((word for word in field.values if words.endswith(word)), key=len, default="")
