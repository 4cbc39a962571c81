"""Where a ledger's head is: the row or rows that name the columns, below titles and lines such as 填报人：……"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xianfeng_gui.rules.ledger.fields import Cell, Field, Grid, bare
from xianfeng_gui.rules.ledger.spelling import text

Area = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, from 0, all included."""

LOOKED_AT = 40
"""Rows from the top among which a head is looked for."""
_DEEPEST = 4
_LONGEST_HEADING = 40
_LONGEST_GROUP = 12
_SAYS_SOMETHING = re.compile(r"[：:]|\d{4}\s*[年.-]|合计")
_FEWEST_MONTHS = 6
_FIGURES = re.compile(r"[\d.\-/%年月日]+")
_MONTH = re.compile(r"\d{1,2}月")


@dataclass(frozen=True)
class Head:
    """First and last row of the head (from 0), and each column's heading; the parts of a deep head are joined by " / "."""

    first: int
    last: int
    titles: tuple[str, ...]


def known_words(fields: Sequence[Field]) -> dict[str, str]:
    """Every heading that is known, bare -> the field's key; a field's own title goes before others' synonyms."""
    known: dict[str, str] = {}
    for field in fields:
        known.setdefault(bare(field.title), field.key)
    for field in fields:
        for word in field.words:
            known.setdefault(bare(word), field.key)
    return known


def find(grid: Grid, merged: Sequence[Area], fields: Sequence[Field]) -> Head | None:
    """The most likely head; none when no row looks like one."""
    known = known_words(fields)
    spread = _spread(grid[: LOOKED_AT + _DEEPEST], merged)
    scores = [_score(row, known) for row in spread[:LOOKED_AT]]
    best = max(range(len(scores)), key=lambda at: scores[at], default=-1)
    if best < 0 or scores[best] < 2:
        return None
    first, last = _first(best, merged, spread, known), best
    while last + 1 < len(spread) and last - first < _DEEPEST - 1:
        if not (_reaches(last, merged, spread, known) if merged else _goes_on(last, spread, known)):
            break
        last += 1
    return _head(first, last, spread)


def at(grid: Grid, merged: Sequence[Area], row: int, fields: Sequence[Field]) -> Head | None:
    """The head whose lowest row (from 0) is this one, with those above that belong to it; none when nothing stands there."""
    spread = _spread(grid[: row + 1], merged)
    if not 0 <= row < len(spread) or not any(map(text, spread[row])):
        return None
    return _head(_first(row, merged, spread, known_words(fields)), row, spread)


def _first(last: int, merged: Sequence[Area], spread: Grid, known: dict[str, str]) -> int:
    """The uppermost row of the head that goes down to this one."""
    first = last
    while first > 0 and last - first < _DEEPEST - 1:
        if not (_belongs(first - 1, first, merged, spread) if merged else _goes_on(first - 1, spread, known)):
            break
        first -= 1
    return first


def _head(first: int, last: int, spread: Grid) -> Head:
    columns = range(len(spread[last]))
    return Head(first, last, tuple(_title(spread[first : last + 1], column) for column in columns))


def _score(row: Sequence[Cell], known: dict[str, str]) -> float:
    """How much a row looks like a head: columns with known headings count, figures and long texts against it."""
    found: set[str] = set()
    short = against = 0
    for cell in row:
        words = text(cell)
        if not words:
            continue
        if isinstance(cell, str) and (key := known.get(bare(words))) is not None:
            found.add(key)
        elif not isinstance(cell, str) or _is_data(words):
            against += 1
        elif len(words) <= 12:
            short += 1
    return len(found) + 0.05 * short - 0.4 * against


def _is_data(words: str) -> bool:
    """Whether a text is no heading: figures, or a sentence. A month may head a column."""
    return len(words) > _LONGEST_HEADING or bool(_FIGURES.fullmatch(words) and not _MONTH.fullmatch(words))


def _belongs(upper: int, lower: int, merged: Sequence[Area], spread: Grid) -> bool:
    """Whether the row above is a part of the head: a merge reaches from it into the head, or it heads several columns,
    beside others; a title or a line such as 填报单位：…… does not."""
    heads_several = False
    for first_row, first_column, last_row, last_column in merged:
        if first_row <= upper and last_row >= lower and last_column - first_column < 3:
            return True
        if first_row == last_row == upper and 0 < last_column - first_column < len(spread[upper]) - 2:
            heads_several = True
    words = [text(cell) for cell in spread[upper] if cell is not None]
    return (
        heads_several
        and len(set(words)) > 1
        and all(len(one) <= _LONGEST_GROUP and not _SAYS_SOMETHING.search(one) for one in words)
    )


def _reaches(last: int, merged: Sequence[Area], spread: Grid, known: dict[str, str]) -> bool:
    """Whether the head goes on below ``last``: a merged heading covers the next row too."""
    reaching = any(top <= last < bottom for top, _, bottom, _ in merged)
    heading = [
        left
        for top, left, bottom, right in merged
        if top == bottom == last and right > left and right - left < 12
    ]
    below = spread[last + 1]
    return (
        (reaching or bool(heading))
        and (all(isinstance(cell, str) or cell is None for cell in below) or _are_months(below))
        and (_score(below, known) >= 1 or bool(heading))
    )


def _are_months(row: Sequence[Cell]) -> bool:
    """Whether the figures of a row are those of months in order, as they stand below 检查月份."""
    figures = [cell for cell in row if cell is not None and not isinstance(cell, str)]
    return len(figures) >= _FEWEST_MONTHS and figures == [*range(1, len(figures) + 1)] and len(figures) <= 12


def _goes_on(upper: int, spread: Grid, known: dict[str, str]) -> bool:
    """Whether two rows are one head where the file does not tell what is merged (.csv): the lower one names columns that
    the upper one leaves empty or begins, and says nothing below headings that stand alone."""
    above, below = spread[upper], spread[upper + 1]
    if not all(isinstance(cell, str) or cell is None for cell in (*above, *below)):
        return False
    if min(_score(above, known), _score(below, known)) < 1 or sum(cell is not None for cell in above) < 2:
        return False
    for column, cell in enumerate(below):
        begins = column + 1 < len(above) and above[column + 1] is None and below[column + 1] is not None
        if cell is not None and above[column] is not None and not begins:
            return False
    return True


def _title(rows: Grid, column: int) -> str:
    parts: list[str] = []
    for row in rows:
        words = re.sub(r"\s+", "", text(row[column]))
        if words and words not in parts:
            parts.append(words)
    return " / ".join(parts)


def _spread(grid: Grid, merged: Sequence[Area]) -> Grid:
    """A copy with the text of merged cells in each of their places."""
    filled = [list(row) for row in grid]
    for first_row, first_column, last_row, last_column in merged:
        if first_row >= len(filled) or first_column >= len(filled[first_row]):
            continue
        value = filled[first_row][first_column]
        for row in filled[first_row : last_row + 1]:
            for column in range(first_column, min(last_column, len(row) - 1) + 1):
                row[column] = value
    return filled
