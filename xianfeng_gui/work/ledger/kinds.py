"""The lists that a ledger can be imported into, and the fields that each takes."""

from __future__ import annotations

from enum import StrEnum

from db.records import Hazard, Site
from db.records.base import Record
from xianfeng_gui.rules.ledger.fields import Field, Words, bare, read_words
from xianfeng_gui.sheets.columns import Column, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record
from xianfeng_gui.sheets.hazards import HAZARDS
from xianfeng_gui.sheets.registers import SITES
from xianfeng_gui.work import resources

_DEADLINES = ("deadline",)
_OF_THE_SITE = ("legal_representative", "phone", "credit_code")
"""What a ledger of hazards often tells of the site, though the list of hazards does not show it."""


class LedgerKind(StrEnum):
    """What a ledger's rows are."""

    HAZARDS = "hazards"
    SITES = "sites"

    @property
    def sheet(self) -> Sheet:
        """The program's own list of the same things."""
        return HAZARDS if self is LedgerKind.HAZARDS else SITES

    @property
    def label(self) -> str:
        """Its name on screen."""
        return self.sheet.title


def fields(kind: LedgerKind) -> tuple[Field, ...]:
    """Every field that a ledger of this kind may fill."""
    words = read_words(resources.read("sheets", "ledgers.toml"))[kind.value]
    columns = list(kind.sheet.incoming)
    if kind is LedgerKind.HAZARDS:
        columns += [of_record(Site, name, 12) for name in _OF_THE_SITE]
    return tuple(_field(column, words) for column in columns)


def _field(column: Column, words: Words) -> Field:
    values = {}
    if column.terms is not None:
        values = {bare(term.label): term.value for term in column.terms} | dict(
            words.values.get(column.key, {})
        )
        values |= {term.value: term.value for term in column.terms}
    return Field(
        key=column.key,
        title=column.title,
        kind=column.kind.value if column.kind is not Kind.LINES else Kind.TEXT.value,
        words=words.headings.get(column.key, ()),
        values=values,
        by_month_end=column.key in _DEADLINES,
        longest=column.longest,
    )


def record_of(kind: LedgerKind) -> type[Record]:
    """The record that a row becomes."""
    return Hazard if kind is LedgerKind.HAZARDS else Site
