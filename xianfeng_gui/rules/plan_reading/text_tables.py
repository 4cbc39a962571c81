"""Tables as lines of text, one a row: ｜序号｜任务｜责任单位｜. So a clerk corrects a task in a table like any other line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.table_heads import find_head

BAR = "｜"
_BARS = re.compile("[｜|]")
_FEWEST_TABS = 2
"""Tabs of each line of a table that was pasted from a text program."""


def written(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """One line a row that holds something; a cell over the whole width stands alone in its line."""
    for row in rows:
        cells = [re.sub(r"\s+", " ", _BARS.sub("/", cell)).strip() for cell in row]
        if any(cells):
            yield BAR + BAR.join(cells[:1] if len(set(cells)) == 1 else cells) + BAR


def taken_out(text: str) -> tuple[str, list[TableBlock]]:
    """The text with empty lines where tables stood, and the tables: lines that begin with a bar, or lines of cells with
    tabs between them as a paste brings them, if one of them names the columns of a task list."""
    lines = text.split("\n")
    tables: list[TableBlock] = []
    at = 0
    for kind, group in groupby(lines, _kind):
        count = len(group_lines := list(group))
        block = (
            TableBlock(tuple(_as_wide([_cells(line, kind) for line in group_lines])), at) if kind else None
        )
        if block and (kind == BAR or find_head(block.rows)[0] >= 0):
            tables.append(block)
            lines[at : at + count] = [""] * count
        at += count
    return "\n".join(lines), tables


def _kind(line: str) -> str:
    """What stands between the cells of a table's row; empty for any other line."""
    if _BARS.match(line.strip()):
        return BAR
    return "\t" if line.count("\t") >= _FEWEST_TABS else ""


def _cells(line: str, kind: str) -> tuple[str, ...]:
    if kind == "\t":
        return tuple(cell.strip() for cell in line.split("\t"))
    inside = line.strip()[1:]
    return tuple(cell.strip() for cell in _BARS.split(re.sub("[｜|]$", "", inside)))


def _as_wide(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """All rows as wide as the widest; a cell alone goes over the whole width."""
    width = max(map(len, rows))
    for row in rows:
        yield row * width if len(row) == 1 else row + ("",) * (width - len(row))
