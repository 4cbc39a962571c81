"""Columns made from the records' fields: title, kind, vocabulary and limit are read from the field, in one place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.records.base import (
    BooleanField,
    DateField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Record,
    ShortText,
    TermField,
)
from xianfeng_gui.sheets.columns import Column, Kind

_KINDS: tuple[tuple[type, Kind], ...] = (
    (TermField, Kind.TERM),
    (ShortText, Kind.TEXT),
    (DateField, Kind.DATE),
    (BooleanField, Kind.FLAG),
    (IntegerField, Kind.NUMBER),
    (FloatField, Kind.NUMBER),
    (ForeignKeyField, Kind.TEXT),
)
_PERCENT_SIGN = "（%）"


def of_record(
    record: type[Record], name: str, width: float, kind: Kind | None = None, **changes: Any
) -> Column:
    """A column headed by a field's own label; ``kind`` where the field's type does not say how it is set.

    It comes in unless ``changes`` (fields of ``Column``) say otherwise; another record is written by its name.
    """
    field = record._meta.fields[name]
    found = kind or next((kind for of_type, kind in _KINDS if isinstance(field, of_type)), Kind.LINES)
    column = Column(
        key=name,
        title=str(field.verbose_name).removesuffix(_PERCENT_SIGN),
        width=width,
        kind=found,
        terms=field.terms if isinstance(field, TermField) else None,
        comes_in=True,
        longest=field.max_length if isinstance(field, ShortText) else 0,
    )
    return replace(column, **changes)
