"""The lists that a ledger can be imported into, and the fields that each takes."""

from __future__ import annotations

from enum import StrEnum

from db.records import Site
from xianfeng_gui.rules.ledger.fields import Field, Words, bare, read_words
from xianfeng_gui.rules.ledger.meanings import NO, SAME_DAY, YES
from xianfeng_gui.sheets.columns import Column, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record
from xianfeng_gui.sheets.hazards import HAZARDS
from xianfeng_gui.sheets.registers import SITES
from xianfeng_gui.sheets.tasks import MONTHLY, TASKS
from xianfeng_gui.work import resources, topics
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.judged import Judge

_KINDS_OF_KEYS = {"month": "month"}
_DEADLINES = ("deadline",)
_COUNTED = ("deadline", "rectified_on", "closed_on")
"""Days of a hazard that ledgers tell by a term from the finding."""
_NEEDED = {"hazards": ("found_on",), "tasks": ("deadline",)}
"""Days without which no row comes in."""
_OF_THE_SITE = ("legal_representative", "phone", "credit_code")
"""What a ledger of hazards often tells of the site, though the list of hazards does not show it."""


class LedgerKind(StrEnum):
    """What a ledger's rows are."""

    HAZARDS = "hazards"
    SITES = "sites"
    TASKS = "tasks"
    MONTHLY = "monthly"

    @property
    def sheet(self) -> Sheet:
        """The program's own list of the same things."""
        return _SHEETS[self]

    @property
    def label(self) -> str:
        """Its name on screen."""
        return self.sheet.title

    def score(self, keys: set[str]) -> int:
        """How much these columns speak for this kind: those that no other kind has count more."""
        return len(keys) + 3 * len(keys & _TELLING[self])


_SHEETS = {
    LedgerKind.HAZARDS: HAZARDS,
    LedgerKind.SITES: SITES,
    LedgerKind.TASKS: TASKS,
    LedgerKind.MONTHLY: MONTHLY,
}
_TELLING: dict[LedgerKind, set[str]] = {
    LedgerKind.HAZARDS: {"description"},
    LedgerKind.SITES: {"name"},
    LedgerKind.TASKS: {"title"},
    LedgerKind.MONTHLY: {"text", "month"},
}


def fields(kind: LedgerKind) -> tuple[Field, ...]:
    """Every field that a ledger of this kind may fill."""
    words = read_words(resources.read("sheets", "ledgers.toml"))[kind.value]
    columns = list(kind.sheet.incoming)
    if kind is LedgerKind.HAZARDS:
        columns += [of_record(Site, name, 12) for name in _OF_THE_SITE]
    return tuple(_field(kind, column, words) for column in columns)


def _field(kind: LedgerKind, column: Column, words: Words) -> Field:
    labels, values = {}, {}
    if column.terms is not None:
        labels = {bare(term.label): term.value for term in column.terms}
        values = labels | dict(words.values.get(column.key, {}))
        values |= {term.value: term.value for term in column.terms}
    return Field(
        key=column.key,
        title=column.title,
        kind=_KINDS_OF_KEYS.get(column.key) or str(Kind.TEXT if column.kind is Kind.LINES else column.kind),
        words=words.headings.get(column.key, ()),
        values=values,
        labels=frozenset(labels),
        by_month_end=column.key in _DEADLINES,
        counted=kind is LedgerKind.HAZARDS and column.key in _COUNTED,
        needed=column.key in _NEEDED.get(kind.value, ()),
        longest=column.longest,
    )


def meanings_of(kind: LedgerKind, key: str) -> list[tuple[str, str]]:
    """What words in the column of a field may be said to mean, with labels; nothing at all is possible besides.

    Words for a hazard's topic mean a topic of the active campaign.
    """
    if kind is LedgerKind.HAZARDS and key == "topic":
        return [(one.id, one.short_name) for one in topics.topics()]
    column = next(one for one in (*kind.sheet.columns, *kind.sheet.only_in) if one.key == key)
    if column.terms is not None:
        return column.terms.choices()
    if column.kind is Kind.FLAG:
        return [(YES, "是"), (NO, "否")]
    return [(SAME_DAY, "发现当天")] if kind is LedgerKind.HAZARDS and key in _COUNTED else []


def judge_of(kind: LedgerKind, said: Corrections) -> Judge:
    """What judges the rows of a ledger, by what the clerk says of it."""
    match kind:
        case LedgerKind.HAZARDS:
            from xianfeng_gui.work.ledger import hazard_rows

            return hazard_rows.HazardJudge(said)
        case LedgerKind.SITES:
            from xianfeng_gui.work.ledger import site_rows

            return site_rows.SiteJudge(said)
        case LedgerKind.TASKS:
            from xianfeng_gui.work.ledger import task_rows

            return task_rows.TaskJudge()
        case LedgerKind.MONTHLY:
            from xianfeng_gui.work.ledger import monthly_rows

            return monthly_rows.MonthlyJudge()
