"""From a plain value to what a cell holds, and how much room it takes."""

from __future__ import annotations

import datetime as dt
import math
import re

from xianfeng_gui.sheets.columns import CellValue, Column, Kind

LONGEST_TEXT = 32_767
"""Characters (UTF-16 units) that Excel takes in a cell."""
CUT_MARK = "……（内容过长，已截断）"
YES, NO = "是", "否"
"""How a flag is written."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EXCEL_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = dt.date(1899, 12, 30).toordinal()
_FIRST_DATE = dt.date(1900, 3, 1)
"""Before it Excel counts a 29 February 1900 that never was."""


def stored(value: CellValue, column: Column) -> str | int | float | None:
    """What the cell holds: a date as Excel's day number, a term's label, 是 or 否, text that Excel can open."""
    if value is None or value in ("", ()):
        return None
    if column.kind is Kind.FLAG:
        return YES if value else NO
    if column.kind is Kind.DATE:
        return _day_number(value)
    if isinstance(value, int | float):
        return _number(value / 100 if column.kind is Kind.PERCENT else value)
    if column.terms is not None:
        return column.terms.label_of(str(value))
    return clean_text(value if isinstance(value, str) else "\n".join(map(str, _parts(value))))


def in_words(value: CellValue, column: Column) -> str:
    """A value as a reader of the list sees it: 2021-06-03, 60%, 重大隐患; empty for none."""
    held = stored(value, column)
    if held is None:
        return ""
    if column.kind is Kind.DATE and isinstance(held, int):
        return day_of_number(held).isoformat()
    if column.kind is Kind.PERCENT and isinstance(held, int | float):
        return f"{as_percent(held):g}%"
    return str(held)


def as_percent(share: float) -> int | float:
    """60 for 0.6, with one decimal at most."""
    shown = round(100.0 * share, 1)
    return int(shown) if shown.is_integer() else shown


def _number(value: int | float) -> int | float | None:
    """A number as Excel knows it: true is 1, 67.0 is 67, and there is no infinity."""
    if not math.isfinite(value):
        return None
    return value if isinstance(value, float) and not value.is_integer() else int(value)


def _parts(value: CellValue) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _day_number(value: CellValue) -> str | int:
    """Excel's number of a date or ISO text; what is no day that Excel knows stays text."""
    try:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError:
        return clean_text(str(value))
    return day.toordinal() - _EPOCH if day >= _FIRST_DATE else day.isoformat()


def day_of_number(number: float) -> dt.date:
    """The day of Excel's number; OverflowError or ValueError when there is none."""
    return dt.date.fromordinal(int(number) + _EPOCH)


def clean_text(text: str) -> str:
    """The text without characters that XML forbids, its line breaks as Excel writes them, and short enough."""
    if not text.isprintable():
        text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "_x" in text:
        # Excel would read _x0041_ as A; its own way to write the underscore keeps the text as it is.
        text = _EXCEL_ESCAPE.sub("_x005F_", text)
    if len(text) > LONGEST_TEXT // 2:
        text = _cut(text)
    return text


def _cut(text: str) -> str:
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * LONGEST_TEXT:
        return text
    kept = encoded[: 2 * (LONGEST_TEXT - len(CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + CUT_MARK


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet that is careless with text would take it for a formula."""
    return text.startswith(_FORMULA_STARTS)


def lines_needed(text: str, width: float) -> int:
    """Lines that a 10 point text takes in a column of ``width`` Excel units, a little too many at worst."""
    # A unit is 7 pixels and a Chinese character 13.3; the rest is kept for line ends that no punctuation may begin.
    room = 2 * max(1, int(width * 0.508))
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    # GBK has two bytes for what is set full width and one for the rest.
    return sum(max(1, math.ceil(len(line.encode("gbk", "replace")) / room)) for line in text.split("\n"))
