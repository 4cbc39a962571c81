"""What a column is by what stands in it, where its heading tells nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from db.errors import UserError
from xianfeng_gui.rules.ledger import spelling
from xianfeng_gui.rules.ledger.fields import Cell, Field
from xianfeng_gui.rules.ledger.offered import YES_OR_NO, names

_T = TypeVar("_T")

_ENOUGH = 0.8
"""Share of the filled cells that have to look alike."""
_FEWEST = 2
_PATTERNS = (
    ("phone", re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")),
    ("credit_code", re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")),
    ("number", re.compile(r"[A-Z][A-Z0-9]{0,7}-\d{4}-\d{4,}")),
)
_SITE = re.compile(
    r".{2,}(公司|厂|店|场|站|院|校|园|馆|超市|酒楼|宾馆|作坊|合作社|门市|经营部|工地|加油站|中心|仓库)[（(]?.{0,6}"
)
_SITES = ("site", "name")
_DATES = ("found_on", "on_date", "deadline")
"""The first column of days without a known heading is the finding, the next one the deadline."""
_OF_HAZARDS = re.compile("问题|隐患|描述|内容")
"""Sentences below any other heading may say anything."""
_SENTENCE = 8
"""Characters that what describes a hazard has at least on average."""


def guess(title: str, cells: Sequence[Cell], fields: Mapping[str, Field], taken: Sequence[str]) -> str | None:
    """The field that the cells of a column most likely fill, of those not taken; none when they tell nothing."""
    held = [cell for cell in cells if cell is not None]
    if len(held) < _FEWEST:
        return None
    free = [key for key in _candidates(title, held, fields) if key in fields and key not in taken]
    return free[0] if free else None


def _candidates(title: str, held: Sequence[Cell], fields: Mapping[str, Field]) -> Iterator[str]:
    if _share(held, _is_day) >= _ENOUGH:
        yield from _DATES
        return
    words = [spelling.plain(spelling.text(cell)) for cell in held]
    for key, pattern in _PATTERNS:
        if _share(words, pattern.fullmatch) >= _ENOUGH:
            yield key
    if not set(words) <= YES_OR_NO:
        for field in fields.values():
            if field.kind == "term" and _share(words, partial(names, field)) >= _ENOUGH:
                yield field.key
    if _share(words, lambda word: bool(_SITE.fullmatch(word)) and len(word) <= 40) >= _ENOUGH:
        yield from _SITES
    elif (not title or _OF_HAZARDS.search(title)) and sum(map(len, words)) >= _SENTENCE * len(words):
        yield "description"


def _share(held: Sequence[_T], test: Callable[[_T], object]) -> float:
    return sum(bool(test(one)) for one in held) / len(held)


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, dt.date):
        return True
    if not isinstance(cell, str) or len(cell) < 4:
        return False
    try:
        return spelling.day(cell, 2000) is not None
    except UserError:
        return False
