"""Decimal numbers (2, 2.1, 2.1.1) written out as official documents number their parts: 二、 （一） 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading.outline import Line, chinese_numeral, heading

_DECIMAL = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,3})(?:[、.．]|\s+(?=\d))?(?=[^\s\d.．、%％])")
_FIGURE = re.compile(r"(\d{1,2})[、.．]?(?=[^\s\d.．、%％])")
_WORDED = re.compile("^(?:重点)?(?:任务|领域|板块|工作|整治)([一二三四五六七八九十]{1,3})[：:]")
_LONGEST_SECTION = 20
"""Characters of a section's title; a sentence with a figure before it says more."""
_FEWEST = 2
"""Decimal numbers in turn that a document has which is numbered so; one alone is an amount (3.1公里)."""
_LOWEST = 4
"""The level of （1）."""
_Path = tuple[int, ...]


def in_official_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines with 2.1 as （一）, 2.1.1 as 1. and 2.1.1.1 as （1）, and with 2 above them as 二、; unchanged when the
    document isn't numbered so. Only the next number in turn below a number that was there counts. 任务一： is （一） where
    there is no other."""
    found = _numbers(lines)
    if not any((head := heading(line)) and head.level == 2 for line in lines):
        lines = [replace(line, text=_WORDED.sub(r"（\1）", line.text)) for line in lines]
    if sum(number.is_decimal for number in found.values()) < _FEWEST:
        return list(lines)
    return [_renumbered(line, found[line.at]) if line.at in found else line for line in lines]


@dataclass(frozen=True)
class _Number:
    """A line's number: which one of its level (1 for 一、 to 4 for （1）) it is, and how many characters it takes."""

    level: int
    last: int
    length: int
    is_decimal: bool


def _numbers(lines: Sequence[Line]) -> dict[int, _Number]:
    """The number of each line that has one in turn. What stands under （一） counts from there: 1.1 is its first."""
    seen: set[_Path] = set()
    deeper = 0
    found: dict[int, _Number] = {}
    for line in lines:
        head = heading(line)
        if head and head.level <= 2:
            seen, deeper = {(head.number,)}, head.level - 1
            continue
        path, length = _path(line.text)
        level = min(len(path) + deeper, _LOWEST)
        if path and path not in seen and _is_in_turn(path, seen) and (len(path) > 1 or not deeper):
            seen.add(path)
            found[line.at] = _Number(level, path[-1], length, len(path) > 1)
    return found


def _path(text: str) -> tuple[_Path, int]:
    if match := _DECIMAL.match(text):
        return tuple(int(part) for part in re.split("[.．]", match[1])), match.end()
    match = _FIGURE.match(text)
    if match and len(text) <= _LONGEST_SECTION and "。" not in text:
        return (int(match[1]),), match.end()
    return (), 0


def _is_in_turn(path: _Path, seen: set[_Path]) -> bool:
    *above, last = path
    return (not above or tuple(above) in seen) and (last == 1 or (*above, last - 1) in seen)


def _renumbered(line: Line, number: _Number) -> Line:
    numeral = chinese_numeral(number.last)
    written = (f"{numeral}、", f"（{numeral}）", f"{number.last}.", f"（{number.last}）")[number.level - 1]
    return replace(line, text=written + line.text[number.length :])
