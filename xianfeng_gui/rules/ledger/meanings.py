"""What cells say that the program can't know by itself, and what a clerk says it means: 较大 is 重大, 不详 is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.errors import UserError
from xianfeng_gui.rules.ledger.fields import Cell, Counted, Field, Value, bare
from xianfeng_gui.rules.ledger.spelling import plain, text

Said = Mapping[str, Mapping[str, str]]
"""Field's key -> words of a cell -> what they mean: a term's value, YES or NO, SAME_DAY, a topic's id; empty for nothing."""
YES, NO = "1", "0"
SAME_DAY = "same_day"
"""Of a day that may be counted from the finding: the day of finding itself."""
GUESSED = "guessed"
"""Of a hazard's topic: what each row's own words suggest."""
_ONLY_UNKNOWN = ("date", "number", "percent", "flag")
"""Kinds of fields of which only the words are asked for that could not be understood."""


@dataclass(frozen=True)
class Met:
    """Words that stand in a field's column. ``means``: as in ``Said``, none when they could not be understood.

    ``said``: a clerk says what they mean.
    """

    key: str
    words: str
    means: str | None
    said: bool


def words_of(cell: Cell) -> str:
    """A cell as it is compared."""
    return plain(text(cell))


def can_be_said(field: Field) -> bool:
    """Whether a clerk may say what the words of this field's column mean; a day that every row needs can't be nothing."""
    return field.kind == "term" or (field.kind in _ONLY_UNKNOWN and not field.needed)


def meaning(field: Field, said: str, words: str) -> Value:
    """What was said, as the field's value; none for nothing. KeyError when the field can't have it (any more)."""
    if not said:
        return None
    if field.kind == "flag":
        return {YES: True, NO: False}[said]
    if field.counted and said == SAME_DAY:
        return Counted(words, 0, "days")
    if field.kind == "term" and said in field.values.values():
        return said
    raise KeyError(said)


def met(field: Field, understood: Mapping[Cell, Value | UserError], said: Mapping[str, str]) -> Iterable[Met]:
    """The words of a column that a clerk may want to say something of: unknown ones, terms by other names, said ones."""
    if not can_be_said(field):
        return
    told: set[str] = set()
    for cell, value in understood.items():
        words = words_of(cell)
        if not words or words in told:
            continue
        told.add(words)
        if words in said:
            yield Met(field.key, words, said[words], True)
        elif isinstance(value, UserError):
            yield Met(field.key, words, None, False)
        elif field.at_end and bare(words) not in field.values:
            continue  # a title of its own, understood by its last words: nothing to ask about
        elif field.kind == "term" and bare(words) not in field.labels and words != value:
            yield Met(field.key, words, str(value or ""), False)
