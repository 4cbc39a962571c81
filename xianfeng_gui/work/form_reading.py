"""Understanding the superior's form: any .xlsx with a head. Which column of it is which of ours, remembered by layout."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import UserError
from db.vocabulary import ListKind
from xianfeng_gui.rules.ledger import heads, matching, rows, ticked
from xianfeng_gui.rules.ledger.fields import Field, bare, read_words
from xianfeng_gui.rules.ledger.heads import Head
from xianfeng_gui.rules.ledger.spelling import text
from xianfeng_gui.rules.ledger.ticked import Ticked
from xianfeng_gui.sheets.columns import ORDER, Column, Sheet
from xianfeng_gui.work import layouts, resources, sheets

if TYPE_CHECKING:
    from xianfeng_gui.sheets.opening import Workbook

PURPOSE = "form"
"""Under which a layout's columns are kept, and by column the words for its drop-down lists."""
_WORDS = {"problems": "hazards", "master": "tasks"}
"""Lists whose columns go by another list's words."""


@dataclass(frozen=True)
class Form:
    """A form as it is understood. ``columns``: column from 0 -> key of the list's column that fills it.

    ``sheet``: the list (of the kind's one or two) whose columns these are; ``remembered``: whether they were said before.
    ``lists``: column from 0 -> what the drop-down list of its cells offers. ``said``: column -> our word -> the list's
    word for it (the same word to write it though it isn't offered, an empty one to leave the cell empty), as the clerk said.
    ``ticked``: groups of columns that ask for a tick in one of them.
    """

    path: Path
    kind: ListKind
    page: str
    head: Head
    sheet: Sheet
    columns: Mapping[int, str]
    remembered: bool
    prepared: int
    grid: Sequence[Sequence[Any]]
    lists: Mapping[int, tuple[str, ...]]
    said: Mapping[int, Mapping[str, str]]
    ticked: Sequence[Ticked] = ()

    def headings(self) -> list[tuple[int, str]]:
        """The form's columns that have a heading: column from 0, heading."""
        return [(at, title) for at, title in enumerate(self.head.titles) if title]

    def ticks(self, at: int) -> Ticked | None:
        """The group of columns to tick that a column belongs to, as long as it is filled with what they ask for."""
        return next(
            (one for one in self.ticked if at in one.answers and self.columns.get(at) == one.key), None
        )

    @property
    def is_doubtful(self) -> bool:
        """Whether so little was recognized that it is likely another list's form; what was said before is not."""
        recognized = [key for key in self.columns.values() if key != ORDER.key]
        return not self.remembered and len(recognized) < 2 < len(self.headings())

    def with_columns(self, columns: Mapping[int, str]) -> Form:
        """The same form with the columns as the clerk says."""
        known = {column.key for column in self.sheet.columns}
        if unknown := [key for key in columns.values() if key not in known]:
            raise UserError(f"“{self.sheet.title}”没有“{unknown[0]}”这一栏，有：{'、'.join(sorted(known))}")
        return replace(self, columns=dict(sorted(columns.items())))

    def with_values(self, said: Mapping[int, Mapping[str, str]]) -> Form:
        """The same form with more words for its drop-down lists, as the clerk says."""
        both = {at: {**self.said.get(at, {}), **said.get(at, {})} for at in sorted({*self.said, *said})}
        return replace(self, said=both)


def pages(path: Path) -> list[str]:
    """The form's worksheets, the hidden ones left out; UserError when it can't be read."""
    from xianfeng_gui.sheets.opening import open_workbook

    _refuse_other_files(path)
    return [one.name for one in open_workbook(path).sheets if not one.hidden]


def _refuse_other_files(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"只能填写.xlsx表格，请用WPS或Excel把“{path.name}”另存为.xlsx，再选择它")


def look(path: Path, kind: ListKind, wanted: Any, page: str = "") -> Form:
    """Find the form's head and what its columns are. Without ``page``: the worksheet that is understood best.

    UserError when no worksheet has a head that this list's columns fit.
    """
    from xianfeng_gui.sheets.opening import open_workbook

    _refuse_other_files(path)
    book = open_workbook(path)
    wanted_lists = [table.sheet for table in sheets.tables(kind, wanted)]
    best: Form | None = None
    for name in [page] if page else pages(path):
        opened = book.read(name)
        for sheet in wanted_lists:
            fields = fields_of(sheet)
            head = heads.find(opened.grid, opened.merged, fields)
            if head is None:
                continue
            kept, asked = remembered(sheet, head), ticked.find(head, fields)
            lists = _drop_downs(book, name, head)
            proposed = matching.propose(head, (), fields, lists)
            proposed |= {at: one.key for one in asked for at in one.answers}
            form = Form(
                path,
                kind,
                name,
                head,
                sheet,
                kept or dict(sorted(proposed.items())),
                kept is not None,
                _prepared(opened.grid, head),
                opened.grid,
                lists,
                remembered_words(sheet, head),
                asked,
            )
            if best is None or len(form.columns) > len(best.columns):
                best = form
    if best is None:
        raise UserError(
            f"“{path.name}”里没有找到能与“{kind.label}”对应的表头，请确认选对了表格和清单，表头在前40行内"
        )
    return best


def _drop_downs(book: Workbook, name: str, head: Head) -> dict[int, tuple[str, ...]]:
    """Column from 0 -> what the drop-down list in the first row below the head offers."""
    from xianfeng_gui.sheets.forms import package
    from xianfeng_gui.sheets.forms.rules import choices

    opened = package.find(book.path, name)
    page = opened.page()
    known = {one.name for one in book.sheets}

    def cells(sheet: str) -> list[list[Any]]:
        return book.read(sheet).grid if sheet in known else []

    names = opened.names()
    found = {at: choices(page, name, at + 1, head.last + 2, cells, names) for at in range(len(head.titles))}
    return {at: tuple(items) for at, items in found.items() if items}


def _prepared(grid: Sequence[Sequence[Any]], head: Head) -> int:
    """Rows below the head that hold something now: examples, which are replaced."""
    count = 0
    for row in grid[head.last + 1 :]:
        if any(cell is not None for cell in row) and not rows.closes(first_words(row)):
            count += 1
        elif rows.closes(first_words(row)):
            break
    return count


def first_words(row: Sequence[Any]) -> str:
    """The first text of a row."""
    return next((text(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")


@cache
def fields_of(sheet: Sheet) -> tuple[Field, ...]:
    """Every column of a list, with the words that others head it by, in ledgers or in forms alone."""
    own = tomllib.loads(resources.read("sheets", "choices.toml")).get(words_of(sheet), {}).get("headings", {})
    words = read_words(resources.read("sheets", "ledgers.toml")).get(words_of(sheet))
    return tuple(
        Field(
            key=column.key,
            title=column.title,
            kind=column.kind.value,
            words=(*(words.headings.get(column.key, ()) if words else ()), *own.get(column.key, ())),
            values=_values(column, words.values.get(column.key, {}) if words else {}),
        )
        for column in sheet.columns
    )


def words_of(sheet: Sheet) -> str:
    """The list by whose words this one's columns go."""
    return _WORDS.get(sheet.key, sheet.key)


def _values(column: Column, own: Mapping[str, str]) -> dict[str, str]:
    if column.terms is None:
        return {}
    return dict(own) | {bare(term.label): term.value for term in column.terms}


def remembered(sheet: Sheet, head: Head) -> dict[int, str] | None:
    """What was said of the same layout before; what the list no longer has is left out."""
    found = layouts.remembered(PURPOSE, sheet.key, head)
    if found is None:
        return None
    known = {column.key for column in sheet.columns}
    return {at: key for at, key in found.items() if key in known}


def remembered_words(sheet: Sheet, head: Head) -> dict[int, dict[str, str]]:
    """What was said before of the drop-down lists of the same layout, as ``Form.said`` has it."""
    return {int(at): said for at, said in layouts.remembered_words(PURPOSE, sheet.key, head).items()}
