"""What the lines above a ledger's head say of all its rows, such as 检查日期：2020年6月3日 or 被检查单位：……"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from db.errors import UserError
from xianfeng_gui.rules.ledger.fields import Cell, Field, Grid, Value, bare
from xianfeng_gui.rules.ledger.heads import known_words
from xianfeng_gui.rules.ledger.rows import reader
from xianfeng_gui.rules.ledger.spelling import text

_PAIR = re.compile(r"\s*([^：:\s]{2,10})\s*[：:]\s*(.*)", re.DOTALL)
_NEXT = re.compile(r"[\s，,；;]+(?=[^：:\s，,；;]{2,10}[：:])")
_TITLE_MONTH = re.compile(r"(20\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月(?!\s*\d)")
_OF_THE_LEDGER = frozenset(
    {"日期", "登记日期", "登记时间", "编号", "台账编号", "负责人", "联系电话", "电话", "联系方式"}
)
"""Labels that speak of the ledger or of who filled it in, not of what stands in its rows."""


def said_of_all(
    above: Grid, fields: Sequence[Field], taken: Mapping[int, str], year: int
) -> dict[str, Value]:
    """Values by field that hold for every row; only of fields that no column gives, and that can be understood."""
    known, by_key = known_words(fields), {field.key: field for field in fields}
    found: dict[str, Value] = {}
    for label, cell in _pairs(above):
        key = known.get(bare(label))
        if key is None or key in taken.values() or key in found or label in _OF_THE_LEDGER:
            continue
        value = reader(by_key[key], label, year)[cell]
        if value is not None and not isinstance(value, UserError):
            found[key] = value
    return found


def month_of_title(above: Grid) -> str | None:
    """The one month that the titles name (2021年6月工作推进情况表), as 2021-06."""
    words = " ".join(cell for row in above for cell in row if isinstance(cell, str))
    found = {f"{year}-{int(month):02d}" for year, month in _TITLE_MONTH.findall(words)}
    return next(iter(found)) if len(found) == 1 else None


def _pairs(above: Grid) -> Iterator[tuple[str, Cell]]:
    """Labels with what stands behind them, in the same cell or in the next one that holds something."""
    for row in above:
        held = [cell for cell in row if cell is not None]
        for at, cell in enumerate(held):
            if not isinstance(cell, str):
                continue
            for part in _NEXT.split(text(cell)):
                match = _PAIR.fullmatch(part)
                if match and match[2].strip():
                    yield match[1], match[2].strip()
                elif match and at + 1 < len(held):
                    yield match[1], held[at + 1]
