"""Filling the superior's form: a copy with the rows of a list for a filter, as ``work.sheets`` would export them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import connection, journal
from db.errors import UserError
from xianfeng_gui.rules.ledger import rows
from xianfeng_gui.sheets.columns import Row, Table
from xianfeng_gui.work import form_reading, form_values, layouts, outputs, sheets
from xianfeng_gui.work.form_reading import Form
from xianfeng_gui.work.progress import Progress

if TYPE_CHECKING:
    from xianfeng_gui.sheets.forms.filling import FormColumn


def remember(form: Form, actor: str, *, confirmed: bool = False) -> None:
    """Keep the columns and words for the next form of this layout, as a change of its own; nothing when they are kept.

    Words are only ever those that somebody said. ``confirmed``: so are the columns; what was only guessed is not kept.
    """
    kind, head, name = form.sheet.key, form.head, form.path.name
    with journal.change(f"记住表格“{name}”的栏目对应", actor):
        if confirmed and dict(form.columns) != form_reading.remembered(form.sheet, head):
            layouts.remember(form_reading.PURPOSE, kind, head, form.columns, name)
        if form.said != form_reading.remembered_words(form.sheet, head):
            said = {str(at): words for at, words in form.said.items()}
            layouts.remember_words(form_reading.PURPOSE, kind, head, said, name)


def fill(
    form: Form,
    wanted: Any,
    target: Path,
    actor: str,
    progress: Progress | None = None,
    *,
    confirmed: bool = False,
) -> int:
    """Write a copy of the form filled with the list's rows for a filter; returns the rows.

    ``confirmed``: somebody has said what the columns are, so that it is remembered for the layout.

    The form itself is never written. UserError (HeldError when the target is open elsewhere) when it can't be done or
    was cancelled; then nothing is left.
    """
    from xianfeng_gui.sheets.forms import filling, layout, package

    if not form.columns:
        raise UserError("还没有一栏对应上，请先为表格的各栏选择内容")
    if target.absolute() == form.path.absolute():
        raise UserError("不能写回空白表格本身，请另取文件名", "target")
    opened = package.find(form.path, form.page)
    page = opened.page()
    columns = _form_columns(form)
    space = layout.find(
        page,
        form.head.last + 2,
        [at + 1 for at in range(len(form.head.titles))],
        _closing(form, opened.rows_of_totals()),
    )
    with outputs.replacing(target) as part, connection.snapshot():
        table = next(one for one in sheets.tables(form.kind, wanted) if one.sheet.key == form.sheet.key)
        found = _picked(table, columns, progress or Progress())
        count = filling.fill(opened, page, space, columns, found, part)
    remember(form, actor, confirmed=confirmed)
    return count


def _form_columns(form: Form) -> list[FormColumn]:
    from xianfeng_gui.sheets.forms.filling import FormColumn

    return [
        FormColumn(at + 1, form.sheet.column(key), form.head.titles[at], form_values.chooser(form, at))
        for at, key in form.columns.items()
    ]


def _closing(form: Form, totals: set[int]) -> Callable[[int], bool]:
    """Tells by a row's number (from 1) whether it is one of ``totals`` or its words are those of totals or notes."""

    def closes(number: int) -> bool:
        return (
            number in totals
            or number <= len(form.grid)
            and rows.closes(form_reading.first_words(form.grid[number - 1]))
        )

    return closes


def _picked(table: Table, columns: Sequence[Any], progress: Progress) -> Iterator[Row]:
    """The list's rows with the form's columns only, in its order; the running number has no value of its own."""
    places = {column.key: at for at, column in enumerate(table.sheet.filled)}
    wanted = [places[one.column.key] for one in columns if one.column.key in places]
    for count, row in enumerate(table.rows, 1):
        if count % 500 == 0:
            progress.step(count)
        yield tuple(row[at] for at in wanted)
