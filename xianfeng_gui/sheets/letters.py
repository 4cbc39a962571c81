"""Columns by their letters, both ways: openpyxl, which knows them too, takes long to be loaded."""

from __future__ import annotations

import functools
import re

_LETTERS = re.compile("[A-Za-z]{1,3}")


@functools.cache
def letters_of(column: int) -> str:
    """The letters of a column, counted from 1: 3 is C, 27 is AA."""
    letters = ""
    while column > 0:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


@functools.cache
def column_of(letters: str) -> int:
    """The column of these letters, of either case, counted from 1; ValueError for what are no letters of a column."""
    plain = letters.strip()
    if not _LETTERS.fullmatch(plain):
        raise ValueError(f"no column: {letters!r}")
    number = 0
    for letter in plain.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
