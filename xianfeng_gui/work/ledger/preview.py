"""A ledger before it is written: its head, what each column is taken for, and what becomes of each row."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from db import clock, connection
from db.errors import UserError
from db.vocabulary import Term
from xianfeng_gui.rules.ledger import heads, matching, rows
from xianfeng_gui.rules.ledger.fields import Field, Value
from xianfeng_gui.rules.ledger.heads import Head
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work.ledger.kinds import LedgerKind, fields

_PURPOSE = "import"
_SAMPLE = 300
"""Rows that are looked at to see what stands in a column."""


class Fate(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REFUSE = "refuse"


FATES = {Fate.CREATE: "新增", Fate.UPDATE: "更新", Fate.UNCHANGED: "无变化", Fate.REFUSE: "不导入"}


@dataclass(frozen=True)
class Judged:
    """A row with its fate. ``record``: the fields to write; ``target``: the record that is updated.

    ``reason``: why it is refused; ``remarks``: what was supplied or understood otherwise, one sentence each.
    """

    row: LedgerRow
    fate: Fate
    record: Mapping[str, Any] = field(default_factory=dict)
    target: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteMatch:
    """A site that the ledger spells otherwise than the program: the row's name, and the site it is taken for."""

    written: str
    site_id: str
    known_as: str


@dataclass
class Preview:
    """All that an import would do; nothing is written yet. ``columns``: column from 0 -> field's key."""

    path: Path
    kind: LedgerKind
    sheet: str
    head: Head
    columns: dict[int, str]
    fields: tuple[Field, ...]
    judged: list[Judged]
    matches: list[SiteMatch]
    remarks: list[str]

    def count(self, fate: Fate) -> int:
        """Rows of that fate."""
        return sum(one.fate is fate for one in self.judged)

    def with_fate(self, fate: Fate) -> list[Judged]:
        """The rows of that fate in order."""
        return [one for one in self.judged if one.fate is fate]


Judge = Callable[[Iterable[LedgerRow]], tuple[list[Judged], list[SiteMatch]]]


def look(
    path: Path,
    *,
    sheet: str = "",
    kind: LedgerKind | None = None,
    columns: Mapping[int, str] | None = None,
    apart: frozenset[str] = frozenset(),
) -> Preview:
    """Read and judge a ledger; nothing is written.

    ``kind``: what it lists (none: as its head tells); ``columns``: as corrected by the clerk (none: remembered or proposed);
    ``apart``: names of sites that are new although they look like known ones. UserError when it can't be read as one.
    """
    from xianfeng_gui.sheets.opening import open_workbook

    opened = open_workbook(path).read(sheet)
    found_kind, head = _head(opened.grid, opened.merged, kind, path)
    wanted = fields(found_kind)
    body = opened.grid[head.last + 1 :]
    taken = dict(columns) if columns is not None else _remembered(found_kind, head)
    if taken is None:
        taken = matching.propose(head, body[:_SAMPLE], wanted)
    year = _year(opened.grid[: head.first], body[:_SAMPLE])
    read = rows.read(opened.grid, opened.merged, head, taken, wanted, year)
    judged, matches = _judge(found_kind, apart)(read)
    remarks = _remarks(opened.hidden_rows, head, opened.without_result, judged)
    return Preview(path, found_kind, opened.name, head, taken, wanted, judged, matches, remarks)


def _head(
    grid: list[list[Any]], merged: Sequence[heads.Area], kind: LedgerKind | None, path: Path
) -> tuple[LedgerKind, Head]:
    """The kind whose words explain more columns, with its head."""
    best: tuple[int, LedgerKind, Head] | None = None
    for one in (kind,) if kind else LedgerKind:
        wanted = fields(one)
        head = heads.find(grid, merged, wanted)
        if head is None:
            continue
        matched = set(matching.propose(head, grid[head.last + 1 : head.last + 50], wanted).values())
        score = len(matched) + (3 if "description" in matched else 0)
        if best is None or score > best[0]:
            best = (score, one, head)
    if best is None:
        raise UserError(
            f"“{path.name}”里没有找到表头，请确认工作表里有一行写明各栏名称，如“单位名称、存在问题、整改期限”"
        )
    return best[1], best[2]


def _remembered(kind: LedgerKind, head: Head) -> dict[int, str] | None:
    """What the clerk said of the same layout before."""
    found = connection.scalar(
        "SELECT mapping FROM sheet_layout WHERE purpose = ? AND kind = ? AND fingerprint = ?",
        (_PURPOSE, kind.value, matching.fingerprint(head)),
    )
    if found is None:
        return None
    return {int(column): key for column, key in json.loads(str(found)).items()}


def remember(preview: Preview) -> None:
    """Keep the columns' meaning for the next ledger of this layout; only inside a change."""
    from db.records import SheetLayout

    mark = matching.fingerprint(preview.head)
    values = {"mapping": json.dumps(preview.columns), "name": preview.path.name, "used_on": clock.today()}
    same = (
        (SheetLayout.purpose == _PURPOSE)
        & (SheetLayout.kind == preview.kind)
        & (SheetLayout.fingerprint == mark)
    )
    if not SheetLayout.update(**values).where(same).execute():
        SheetLayout.create(purpose=_PURPOSE, kind=preview.kind.value, fingerprint=mark, **values)


def _year(above: list[list[Any]], body: list[list[Any]]) -> int:
    """The year of dates that name none: of the title, else the one most dates of the ledger have, else this one."""
    import re

    words = " ".join(str(cell) for row in above for cell in row if isinstance(cell, str))
    if found := re.search(r"(20\d\d)\s*年", words):
        return int(found[1])
    years = [cell.year for row in body for cell in row if isinstance(cell, dt.date)]
    return max(set(years), key=years.count) if years else clock.today().year


def _judge(kind: LedgerKind, apart: frozenset[str]) -> Judge:
    from xianfeng_gui.work.ledger import hazard_rows, site_rows

    if kind is LedgerKind.HAZARDS:
        return hazard_rows.HazardJudge(apart).judge
    return site_rows.SiteJudge(apart).judge


def _remarks(hidden: frozenset[int], head: Head, without_result: int, judged: Sequence[Judged]) -> list[str]:
    out_of_sight = sum(row > head.last for row in hidden)
    found = [f"有{out_of_sight}行在表格中被隐藏，也一并读取"] if out_of_sight else []
    if without_result:
        found.append(f"有{without_result}个公式没有保存结果，已按空格处理；请用WPS打开该文件后保存再导入")
    if not judged:
        found.append("表头下面没有数据行")
    return found


def as_written(value: Value) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.label if isinstance(value, Term) else str(value)
