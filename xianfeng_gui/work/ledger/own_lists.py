"""The program's own lists, known by their heads: those that only go out (counts, deadlines), and whole ones that come in."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import UserError
from db.vocabulary import ListKind
from xianfeng_gui.rules.ledger.fields import Grid, bare
from xianfeng_gui.rules.ledger.heads import LOOKED_AT, Head
from xianfeng_gui.sheets import registers, statistics, tasks
from xianfeng_gui.sheets.columns import Sheet
from xianfeng_gui.work.ledger.kinds import LedgerKind

_ONLY_OUT: dict[ListKind, Sequence[Sheet]] = {
    ListKind.TWO_LISTS: (tasks.MEASURES,),
    ListKind.MASTER: (tasks.master_sheet(()),),
    ListKind.MONTHLY: (tasks.MONTH_BY_TOPIC, tasks.MONTH_BY_OFFICE),
    ListKind.LATE: (tasks.LATE, tasks.LATE_BY_OFFICE),
    ListKind.CALENDAR: (registers.CALENDAR,),
    ListKind.STATISTICS: (
        statistics.BY_TOPIC,
        statistics.BY_OFFICE,
        statistics.BY_VILLAGE,
        statistics.BY_MONTH,
    ),
}


def only_out(top: Grid) -> str:
    """What the worksheet is when it is one of these lists, by its headings; empty when it is not."""
    rows = [{bare(cell) for cell in row if isinstance(cell, str)} for row in top[:LOOKED_AT]]
    for kind, sheets in _ONLY_OUT.items():
        for sheet in sheets:
            titles = {bare(column.title) for column in sheet.columns}
            if any(titles <= words for words in rows):
                return kind.label if len(sheets) == 1 else f"{kind.label}·{sheet.title}"
    return ""


def is_whole(kind: LedgerKind, head: Head) -> bool:
    """Whether a head has every column of the program's own list of this kind, so that no other needs to be tried."""
    titles = {bare(title) for title in head.titles}
    return all(bare(column.title) in titles for column in kind.sheet.columns if column.comes_in)


def refusal(name: str, what: str) -> UserError:
    """What is said of such a file."""
    lists = "、".join(kind.label for kind in LedgerKind)
    return UserError(f"“{name}”是本程序导出的“{what}”，这种清单没有导入功能；能导入的有：{lists}")
