"""What becomes of a ledger's row, as every judge tells it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from db.errors import UserError
from xianfeng_gui.rules.ledger.fields import Cell
from xianfeng_gui.rules.ledger.meanings import Met
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.sheets.facts import Picture


class Fate(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REFUSE = "refuse"


FATES = {Fate.CREATE: "新增", Fate.UPDATE: "更新", Fate.UNCHANGED: "无变化", Fate.REFUSE: "不导入"}


@dataclass(slots=True)
class Judged:
    """A row with its fate. ``number``: as the spreadsheet program counts; ``subject`` and ``words``: whom and what it is about.

    ``record``: the fields to write; ``target``: the record that is updated. ``reason``: why it is refused, with ``cells``
    as they stand in the ledger. ``remarks``: what was supplied or understood otherwise, one sentence each.
    """

    number: int
    fate: Fate
    subject: str = ""
    words: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)
    target: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    cells: Sequence[Cell] = ()
    pictures: tuple[Picture, ...] = ()


def refused(row: LedgerRow, reason: str, subject: str = "", words: str = "") -> Judged:
    """A row that does not come in."""
    return Judged(row.number, Fate.REFUSE, subject, words, reason=reason, cells=row.cells)


def tried(row: LedgerRow, judge: Callable[[], Judged]) -> Judged:
    """What ``judge`` says of a row whose cells are all understood; refused with the reason when it may not come in."""
    try:
        if row.problems:
            raise UserError("；".join(row.problems.values()))
        return judge()
    except UserError as error:
        return refused(row, str(error))


@dataclass(frozen=True)
class SiteMatch:
    """A site that the ledger spells otherwise than the program: the row's name, and the site it is taken for."""

    written: str
    site_id: str
    known_as: str


class Judge(ABC):
    """Judges rows in order; what an earlier row brings is known to the later ones."""

    @abstractmethod
    def row(self, row: LedgerRow) -> Judged:
        """The row's fate. Its values may be taken over into the record that is written."""

    def finish(self) -> None:
        """After the last row: settle what only several rows together can tell."""
        return

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return []

    def met(self) -> list[Met]:
        """Words that only the judge knows to be doubtful, of which a clerk may say more."""
        return []

    def new_villages(self) -> dict[str, str]:
        """Villages that rows which come in name for the first time: the ids they will have -> their names."""
        return {}
