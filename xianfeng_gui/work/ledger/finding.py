"""Which worksheet of a file is the ledger, what it lists, and where its head is: guessed, remembered, or said by the clerk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.errors import UserError
from xianfeng_gui.rules.ledger import heads, matching
from xianfeng_gui.rules.ledger.fields import Field
from xianfeng_gui.rules.ledger.heads import Head
from xianfeng_gui.rules.ledger.spelling import text
from xianfeng_gui.work import layouts
from xianfeng_gui.work.ledger import own_lists
from xianfeng_gui.work.ledger.kinds import LedgerKind, fields

if TYPE_CHECKING:
    from xianfeng_gui.sheets.opening import OpenSheet, Workbook

PURPOSE = "import"
"""What layouts are remembered for."""
_SHEETS = 8
"""Worksheets that are looked at when none is named."""
_SAMPLE = 50
"""Rows below a head that are looked at to tell what is listed."""
_KNOWN = 1000
"""A layout that a clerk has said something of goes before every guess."""
_LONGEST_WORDS = 40

HeadRow = tuple[int, str]
"""A row that may be a head: its number as spreadsheet programs count, and its words."""


@dataclass(frozen=True)
class Found:
    """A worksheet read as a ledger. ``others``: further worksheets in sight under the same head."""

    opened: OpenSheet
    kind: LedgerKind
    head: Head
    score: int
    others: tuple[str, ...] = ()

    def is_like(self, other: Found) -> bool:
        """Whether two worksheets list the same."""
        return self.kind == other.kind and layouts.mark(self.head) == layouts.mark(other.head)


class NoHeadError(UserError):
    """No row looks like a head. ``sheet``: the worksheet that was looked at; ``rows``: those that the clerk may choose."""

    def __init__(self, message: str, sheet: str, rows: list[HeadRow]) -> None:
        super().__init__(message)
        self.sheet, self.rows = sheet, rows


def find(workbook: Workbook, sheet: str, kind: LedgerKind | None, row: int | None) -> Found:
    """The named sheet, else the one in sight whose head explains most columns, with its kind and head.

    ``row``: the head's lowest row as spreadsheet programs count, when it is said. NoHeadError when there is no head, another
    UserError when it is a list of the program's own that only goes out.
    """
    best: Found | None = None
    opened: OpenSheet | None = None
    every: list[Found] = []
    own = ""
    for name in [sheet] if sheet else _in_sight(workbook):
        opened = workbook.read(name)
        if row is None and (what := own_lists.only_out(opened.top)):
            own = own or what
            continue
        for one in (kind,) if kind else LedgerKind:
            found = _read_as(opened, one, row)
            if found is None or not (found.score or kind or row):
                continue
            every.append(found)
            if best is None or found.score > best.score:
                best = found
            if own_lists.is_whole(one, found.head):
                break
    if best is not None:
        others = [one.opened.name for one in every if one.opened is not best.opened and one.is_like(best)]
        return replace(best, others=tuple(others))
    if own:
        raise own_lists.refusal(workbook.path.name, own)
    assert opened is not None
    message = f"“{workbook.path.name}”的工作表“{opened.name}”第{row}行没有文字，不能作表头"
    if row is None:
        message = (
            f"“{workbook.path.name}”里没有找到表头，请确认工作表里有一行写明各栏名称，"
            "如“单位名称、存在问题、整改期限”，并指明是第几行"
        )
    raise NoHeadError(message, opened.name, head_rows(opened))


def _in_sight(workbook: Workbook) -> list[str]:
    return [one.name for one in workbook.sheets if not one.hidden][:_SHEETS] or [""]


def head_rows(opened: OpenSheet) -> list[HeadRow]:
    """The first rows that hold something, for the clerk to choose the head from."""
    found = []
    for number, row in enumerate(opened.top[: heads.LOOKED_AT], 1):
        words = "、".join(dict.fromkeys("".join(text(cell).split()) for cell in row if text(cell)))
        if words:
            found.append((number, words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}…"))
    return found


def _read_as(opened: OpenSheet, kind: LedgerKind, row: int | None) -> Found | None:
    """The sheet as a ledger of this kind; none without a head."""
    wanted = fields(kind)
    if row is not None:
        head = heads.at(opened.top, opened.merged, row - 1, wanted)
    else:
        head = _remembered(opened, kind, wanted)
        if head is not None:
            return Found(opened, kind, head, _KNOWN)
        head = heads.find(opened.top, opened.merged, wanted)
    if head is None:
        return None
    matched = matching.propose(head, opened.top[head.last + 1 : head.last + _SAMPLE], wanted)
    return Found(opened, kind, head, kind.score(set(matched.values())))


def _remembered(opened: OpenSheet, kind: LedgerKind, wanted: tuple[Field, ...]) -> Head | None:
    """The head of a layout that is known, wherever it stands in the sheet."""
    known = layouts.marks(PURPOSE, kind.value)
    return (
        next((head for head in _possible(opened, wanted) if layouts.mark(head) in known), None)
        if known
        else None
    )


def _possible(opened: OpenSheet, wanted: tuple[Field, ...]) -> Iterator[Head]:
    """The likeliest head, then every other."""
    if (likeliest := heads.find(opened.top, opened.merged, wanted)) is not None:
        yield likeliest
    for row in range(min(heads.LOOKED_AT, len(opened.top))):
        if (head := heads.at(opened.top, opened.merged, row, wanted)) is not None:
            yield head
