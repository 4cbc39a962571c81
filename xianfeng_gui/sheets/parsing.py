"""From what a cell holds back to the value of a row: the other way of ``cells.stored``.

``parse`` understands what a list of the program holds, as any reader gives it (a day as a date, a date with time or
Excel's number; a count as 3 or 3.0), and what clerks write for flags and terms. Other spellings of dates and numbers
in strangers' ledgers are brought into this form by the import before it asks here.
"""

from __future__ import annotations

import datetime as dt
import re

from db.errors import UserError
from db.vocabulary import Term
from xianfeng_gui.sheets.cells import day_of_number
from xianfeng_gui.sheets.columns import CellValue, Column, Kind

Held = str | int | float | bool | dt.date | dt.datetime | None
"""What a reader gives of a cell."""

_YES = frozenset({"是", "有", "√", "✓", "✔", "对", "Y", "YES", "TRUE", "1"})
_NO = frozenset({"否", "无", "×", "✕", "✗", "错", "N", "NO", "FALSE", "0", "不是", "没有"})
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_EXCEL_ESCAPE = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


def parse(column: Column, held: Held) -> CellValue:
    """The row's value of a cell; none for an empty one. UserError, with the column's key as its field, says why not."""
    if isinstance(held, str):
        held = _EXCEL_ESCAPE.sub("_", held).strip()
    if held is None or held == "":
        return None
    match column.kind:
        case Kind.DATE:
            return _day(column, held)
        case Kind.NUMBER:
            return _number(column, held)
        case Kind.PERCENT:
            return _percent(column, held)
        case Kind.FLAG:
            return _flag(column, held)
        case Kind.TERM:
            return _term(column, held)
        case _:
            return _text(column, held)


def _text(column: Column, held: Held) -> str:
    text = plain_text(held)
    if column.longest and len(text) > column.longest:
        raise _refused(column, f"最多{column.longest}个字，请缩短")
    return text


def plain_text(held: Held) -> str:
    """Any cell as text; a whole number without the .0 that readers put behind it."""
    if isinstance(held, float) and held.is_integer():
        return str(int(held))
    return "" if held is None else str(held).strip()


def _day(column: Column, held: Held) -> dt.date:
    try:
        if isinstance(held, dt.datetime):
            return held.date()
        if isinstance(held, dt.date):
            return held
        if isinstance(held, int | float) and not isinstance(held, bool):
            return day_of_number(held)
        return dt.date.fromisoformat(str(held))
    except (ValueError, OverflowError) as error:
        raise _refused(column, f"不能是“{held}”，请写成2021-06-18这样的日期") from error


def _number(column: Column, held: Held) -> int | float:
    if isinstance(held, str) and _NUMBER.fullmatch(held):
        held = float(held)
    if isinstance(held, bool) or not isinstance(held, int | float):
        raise _refused(column, f"不能是“{held}”，请填数字")
    return int(held) if float(held).is_integer() else held


def _percent(column: Column, held: Held) -> int | float:
    """A cell holds 0.6 for 60%; a text such as 60% or 60 and a number above 1 mean what they say."""
    if isinstance(held, str):
        return _number(column, held.removesuffix("%").removesuffix("％").strip())
    number = _number(column, held)
    share = round(number * 100.0, 6) if 0 <= number <= 1 else float(number)
    return int(share) if share.is_integer() else share


def _flag(column: Column, held: Held) -> bool:
    text = plain_text(held).upper()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _refused(column, f"不能是“{held}”，请填“是”或“否”")


def _term(column: Column, held: Held) -> Term:
    assert column.terms is not None, f"{column.key} has no terms"
    text = plain_text(held)
    for term in column.terms:
        if text in (term.label, term.value):
            return term
    labels = "、".join(label for _, label in column.terms.choices())
    raise _refused(column, f"不能是“{text}”，可填：{labels}")


def _refused(column: Column, why: str) -> UserError:
    return UserError(f"“{column.title}”{why}", column.key)
