"""Columns that ask for a tick: one heading over several, one for each answer (隐患等级 over 一般 and 重大)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xianfeng_gui.rules.ledger.fields import Cell, Field, bare
from xianfeng_gui.rules.ledger.heads import Head, known_words
from xianfeng_gui.rules.ledger.offered import YES_OR_NO, names

_TICKS = frozenset({"√", "✓", "✔", "☑", "v", "V", "是", "●", "■", "1", 1})
_Pairs = Sequence[tuple[int, str]]
"""Columns with the answers that they stand for."""


@dataclass(frozen=True)
class Ticked:
    """``key``: the field that is asked for; ``answers``: column from 0 -> the answer that a tick in it gives."""

    heading: str
    key: str
    answers: Mapping[int, str]

    @property
    def first(self) -> int:
        """The column that speaks for all of them."""
        return min(self.answers)

    def answered(self, row: Sequence[Cell]) -> Sequence[Cell]:
        """A row with the answer, in words, in the first of the columns; the row itself where nothing is ticked."""
        given = [answer for at, answer in sorted(self.answers.items()) if _is_tick(row[at])]
        return [*row[: self.first], "、".join(given), *row[self.first + 1 :]] if given else row


def _is_tick(cell: Cell) -> bool:
    return (cell.strip() if isinstance(cell, str) else cell) in _TICKS


def with_their_columns(columns: Mapping[int, str], asked: Sequence[Ticked]) -> dict[int, str]:
    """What the columns are when the first of each group stands for all of it."""
    found = dict(columns)
    for one in asked:
        found = {at: key for at, key in found.items() if at not in one.answers and key != one.key}
        found[one.first] = one.key
    return dict(sorted(found.items()))


def find(head: Head, fields: Sequence[Field]) -> list[Ticked]:
    """Every such group of columns in a deep head."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, title in enumerate(head.titles):
        heading, mark, answer = title.rpartition(" / ")
        if mark:
            groups[heading].append((at, answer))
    known = known_words(fields)
    found = []
    for heading, pairs in groups.items():
        asked = _asked(known.get(bare(heading.rpartition(" / ")[2])), pairs, fields)
        if asked is not None:
            found.append(Ticked(heading, asked[0], dict(asked[1])))
    return found


def _asked(own: str | None, pairs: _Pairs, fields: Sequence[Field]) -> tuple[str, _Pairs] | None:
    """The field whose values the answers name: the heading's own, else the one that most of them name."""
    named = {
        field.key: [(at, answer) for at, answer in pairs if names(field, answer)]
        for field in fields
        if field.kind == "term"
    }
    possible = {key: answers for key, answers in named.items() if len(answers) > 1}
    if own in possible:
        return own, possible[own]
    if not possible or {answer for _, answer in pairs} <= YES_OR_NO:
        return None
    best = max(possible, key=lambda key: len(possible[key]))
    return best, possible[best]
