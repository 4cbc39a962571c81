"""A ledger before it is written: its head, what each column is taken for, and what becomes of each row."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import clock, connection, journal
from xianfeng_gui.rules.ledger import above, matching, planned, rows, ticked
from xianfeng_gui.rules.ledger.fields import Field, Grid, Value
from xianfeng_gui.rules.ledger.heads import Head
from xianfeng_gui.rules.ledger.meanings import Met, Said
from xianfeng_gui.rules.ledger.ticked import Ticked
from xianfeng_gui.sheets.facts import Picture
from xianfeng_gui.uncollected import uncollected
from xianfeng_gui.work import layouts
from xianfeng_gui.work.ledger import finding
from xianfeng_gui.work.ledger.corrections import NOTHING_SAID, Corrections
from xianfeng_gui.work.ledger.finding import PURPOSE, Found, HeadRow
from xianfeng_gui.work.ledger.from_above import FromAbove
from xianfeng_gui.work.ledger.judged import FATES, Fate, Judged, SiteMatch
from xianfeng_gui.work.ledger.kinds import LedgerKind, fields, judge_of
from xianfeng_gui.work.progress import Progress

if TYPE_CHECKING:
    from xianfeng_gui.sheets.opening import OpenSheet

__all__ = ["FATES", "Fate", "Judged", "Preview", "SiteMatch", "look", "remember"]

_SAMPLE = 300
"""Rows that are looked at to see what stands in a column."""
_WITHOUT_DAY = (
    "台账里没有发现日期；各行同一天的，在表头上方加一行“检查日期：2021年6月3日”（写实际日期）再导入"
)
_STEP = 1000
"""Rows between two words of progress."""


@dataclass
class Preview:
    """All that an import would do; nothing is written yet. ``columns``: column from 0 -> field's key.

    ``met``: words that something may be said of; ``meanings``: what is said so far.
    ``head_rows``: rows that the clerk may choose the head from.
    """

    path: Path
    kind: LedgerKind
    sheet: str
    head: Head
    columns: dict[int, str]
    fields: tuple[Field, ...]
    judged: list[Judged]
    matches: list[SiteMatch]
    remarks: list[str]
    from_above: FromAbove
    new_villages: dict[str, str]
    met: list[Met]
    meanings: Said
    head_rows: list[HeadRow]
    seq: int
    """The journal's newest entry when the rows were judged."""

    def count(self, fate: Fate) -> int:
        """Rows of that fate."""
        return sum(one.fate is fate for one in self.judged)

    def with_fate(self, fate: Fate) -> list[Judged]:
        """The rows of that fate in order."""
        return [one for one in self.judged if one.fate is fate]


def look(
    path: Path,
    *,
    sheet: str = "",
    kind: LedgerKind | None = None,
    said: Corrections = NOTHING_SAID,
    progress: Progress | None = None,
) -> Preview:
    """Read and judge a ledger; nothing is written.

    ``kind``: what it lists (none: as its head tells); ``said``: what the clerk says of it. UserError when it can't be read
    as one.
    """
    from xianfeng_gui.sheets.opening import open_workbook

    steps = progress or Progress()
    steps.step(0)
    found = finding.find(open_workbook(path), sheet, kind, said.head)
    opened, head, wanted = found.opened, found.head, fields(found.kind)
    body = opened.top[head.last + 1 :][:_SAMPLE]
    said = _with_what_is_remembered(said, found)
    taken, asked = _columns(said, head, body, wanted)
    meanings, met = said.meanings or {}, list[Met]()
    year = _year(found, body, path)
    told = FromAbove(_said_above(found, wanted, taken, year), taken.values())
    read = rows.read(_watched(opened, steps), opened.merged, head, taken, wanted, year, meanings, met, asked)
    seq = journal.last_seq()
    judge = judge_of(found.kind, said, year)
    with uncollected():
        judged = list(map(judge.row, told.put_into(read)))
        judge.finish()
    remarks = [*_remarks(found, wanted, taken, told, judged), *_remarks_on_kind(found, taken, told, year)]
    remarks += [f"“{one.heading}”分栏打勾，各行按打勾的一栏填写" for one in asked]
    if found.kind is LedgerKind.HAZARDS and opened.facts.pictures:
        remarks += _add_pictures(judged, head, opened.facts.pictures)
    return Preview(
        path=path,
        kind=found.kind,
        sheet=opened.name,
        head=head,
        columns=taken,
        fields=wanted,
        judged=judged,
        matches=judge.matches(),
        remarks=[*remarks, *_last_remarks(judged, judge.new_villages())],
        from_above=told,
        new_villages=judge.new_villages(),
        met=[*met, *judge.met()],
        meanings=meanings,
        head_rows=finding.head_rows(opened),
        seq=seq,
    )


def _columns(
    said: Corrections, head: Head, body: Grid, wanted: Sequence[Field]
) -> tuple[dict[int, str], list[Ticked]]:
    """What the columns are, as it is said or proposed, and the groups of them that are read by their ticks."""
    asked = ticked.find(head, wanted)
    if said.columns is not None:
        taken = dict(said.columns)
    else:
        taken = ticked.with_their_columns(matching.propose(head, body, wanted), asked)
    return taken, [one for one in asked if taken.get(one.first) == one.key]


def _with_what_is_remembered(said: Corrections, found: Found) -> Corrections:
    """What the clerk says, else what was said of the same layout before."""
    columns, meanings = said.columns, said.meanings
    if columns is None:
        columns = layouts.remembered(PURPOSE, found.kind.value, found.head)
    if meanings is None:
        meanings = layouts.remembered_words(PURPOSE, found.kind.value, found.head)
    return replace(said, columns=columns, meanings=meanings)


def _said_above(
    found: Found, wanted: Sequence[Field], taken: Mapping[int, str], year: int
) -> dict[str, Value]:
    """What the lines above the head say of all rows; of a monthly report's month also the title."""
    lines = found.opened.top[: found.head.first]
    told = above.said_of_all(lines, wanted, taken, year)
    if found.kind is LedgerKind.MONTHLY and "month" not in (*taken.values(), *told):
        told |= {"month": month} if (month := above.month_of_title(lines)) else {}
    return told


def _last_remarks(judged: Sequence[Judged], villages: Mapping[str, str]) -> Iterator[str]:
    if same := sum(one.fate is Fate.UNCHANGED for one in judged):
        yield f"有{same}行已经登记过，与现有数据一致，不重复导入"
    for name in villages.values():
        yield f"机构名单中没有“{name}”，导入时一并添加"


def _watched(opened: OpenSheet, progress: Progress) -> Iterator[list[Any]]:
    for at, row in enumerate(opened.rows()):
        if at % _STEP == 0:
            progress.step(at, opened.count)
        yield row


def remember(preview: Preview) -> None:
    """Keep what the columns and the words in them mean for the next ledger of this layout; only inside a change."""
    kind, head, name = preview.kind.value, preview.head, preview.path.name
    layouts.remember(PURPOSE, kind, head, preview.columns, name)
    if preview.meanings or layouts.remembered_words(PURPOSE, kind, head):
        layouts.remember_words(PURPOSE, kind, head, preview.meanings, name)


def _year(found: Found, body: list[list[Any]], path: Path) -> int:
    """The year of dates that name none: of the title, else the one most dates of the ledger have, else this one.

    That of a plan stands in the title, else in the headings or the names of worksheet and file; dates in it may be older.
    """
    above_head = found.opened.top[: found.head.first]
    words = [str(cell) for row in above_head for cell in row if isinstance(cell, str)]
    if found.kind is LedgerKind.INSPECTION_PLAN:
        told = planned.year_of([*words, *found.head.titles, found.opened.name, path.stem])
        return told or clock.today().year
    if of_title := re.search(r"(20\d\d)\s*年", " ".join(words)):
        return int(of_title[1])
    years = [cell.year for row in body for cell in row if isinstance(cell, dt.date)]
    return max(set(years), key=years.count) if years else clock.today().year


def _remarks_on_kind(found: Found, taken: Mapping[int, str], told: FromAbove, year: int) -> Iterator[str]:
    """What is to be said of the ledger as one of its kind."""
    if found.kind is LedgerKind.INSPECTION_PLAN:
        yield f"按{year}年的计划导入；年份不对的，请在表格标题里写明年份"
    if found.kind is LedgerKind.HAZARDS and taken and "found_on" not in (*taken.values(), *told.told):
        yield _WITHOUT_DAY
    if found.others:
        yield f"还有{len(found.others)}张工作表的表头相同，请逐张导入：{'、'.join(found.others)}"


def _remarks(
    found_sheet: Found,
    wanted: Sequence[Field],
    taken: Mapping[int, str],
    told: FromAbove,
    judged: Sequence[Judged],
) -> list[str]:
    opened, head = found_sheet.opened, found_sheet.head
    found = told.remarks({field.key: field for field in wanted})
    out_of_sight = opened.facts.hidden_rows and sum(
        one.number - 1 in opened.facts.hidden_rows for one in judged
    )
    if out_of_sight:
        found.append(f"有{out_of_sight}行在表格中被隐藏，也一并读取")
    hidden = [title for at, title in enumerate(head.titles) if at in opened.facts.hidden_columns and title]
    if hidden:
        found.append(f"有{len(hidden)}栏在表格中被隐藏，也一并读取：{'、'.join(hidden)}")
    if opened.facts.without_result:
        found.append(
            f"有{opened.facts.without_result}个公式没有保存结果，已按空格处理；请用WPS打开该文件后保存再导入"
        )
    if not judged:
        found.append("表头下面没有数据行" if taken else "还没有一栏对应上，请选定各栏的内容，或改选表头")
    return found


def _add_pictures(judged: Sequence[Judged], head: Head, pictures: Sequence[Picture]) -> list[str]:
    """Give each row its pictures; a hazard that has photos already gets none. Says what lies beside all rows."""
    by_row: dict[int, list[Picture]] = defaultdict(list)
    for picture in pictures:
        by_row[picture.row + 1].append(picture)
    with_photos = {str(one) for (one,) in connection.rows("SELECT DISTINCT hazard_id FROM photo")}
    for one in judged:
        found = by_row.pop(one.number, [])
        if not found or (one.target and one.target in with_photos):
            continue
        one.pictures = tuple(found)
        if one.fate is Fate.UNCHANGED:
            one.fate = Fate.UPDATE
        one.remarks = (*one.remarks, f"附照片{len(found)}张")
    beside = [row for row in by_row if row > head.last + 1]
    return [f"第{row}行的{len(by_row[row])}张图片旁没有数据，不导入" for row in sorted(beside)]
