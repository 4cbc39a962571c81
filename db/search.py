"""Text search in Chinese: what the index holds of a text, and what a typed query asks of it.

Two streams go into the index. The literal stream is every pair of neighbouring characters; the initials stream
is every pair and triple of pinyin initials (both initials of a character with two readings), so that
"xfst" finds 消防设施通道 … as people type it. Characters other than letters, digits and Chinese are left out, so
"2021-0012" and "20210012" are the same. SQLite's FTS5 keeps the tokens (detail=none); a hit that the tokens alone
do not prove is verified by ``hit``.
"""

from __future__ import annotations

import itertools
import unicodedata
from functools import lru_cache
from pathlib import Path

_INITIALS_FILE = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "initials.txt"


@lru_cache(maxsize=1)
def _initials() -> dict[str, str]:
    """Character -> its one or two initials; read on first use (built by tools/build_pinyin.py)."""
    table: dict[str, str] = {}
    for line in _INITIALS_FILE.read_text("utf-8").splitlines():
        letter, _, characters = line.partition(" ")
        for character in characters:
            table[character] = table.get(character, "") + letter
    return table


@lru_cache(maxsize=1)
def _first_initials() -> dict[int, str]:
    """For ``str.translate``: character -> the first of its initials."""
    return {ord(character): letters[0] for character, letters in _initials().items()}


@lru_cache(maxsize=1)
def _two_initials() -> frozenset[str]:
    """The characters with two readings that begin differently."""
    return frozenset(character for character, letters in _initials().items() if len(letters) > 1)


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Full-width to half-width, lower case, and only letters, digits and Chinese characters kept."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def initials(text: str) -> list[str]:
    """For each character of a folded text its possible initials; itself where it has no pinyin."""
    table = _initials()
    return [table.get(character, character) for character in text]


def grams(*texts: str | None) -> str:
    """The index tokens of a record's texts, separated by blanks; texts do not run into each other."""
    tokens: set[str] = set()
    for text in texts:
        if text:
            tokens |= _grams_of(text)
    return " ".join(tokens)


@lru_cache(maxsize=8192)
def _grams_of(whole: str) -> frozenset[str]:
    """One text's tokens; names of sites and usual phrases come again and again."""
    text = fold(whole)
    if not text:
        return frozenset()
    tokens = set(map(str.__add__, text, text[1:]))
    tokens.add(text[-1])  # a single typed character is looked up as a prefix, also at the end of a text
    letters = initials(text)
    tokens.update(letters[-1])
    for first, second, third in zip(letters[:-1], letters[1:], [*letters[2:], ""], strict=False):
        if len(first) == len(second) == len(third) == 1:
            tokens.add(first + second)
            tokens.add(first + second + third)
            continue
        for pair in itertools.product(first, second):
            head = "".join(pair)
            tokens.add(head)
            tokens.update(head + last for last in third)
    return frozenset(tokens)


@lru_cache(maxsize=64)
def match_expression(query: str) -> str:
    """The FTS5 expression for what a person typed; empty when there is nothing to look for."""
    words = [fold(word) for word in query.split()]
    return " AND ".join(token for word in words if word for token in _query_tokens(word))


def _query_tokens(word: str) -> list[str]:
    if len(word) == 1:
        return [f'"{word}"*']
    size = 3 if word.isascii() and len(word) > 2 else 2
    return [f'"{word[i : i + size]}"' for i in range(len(word) - size + 1)]


def unproven(query: str) -> list[str]:
    """The words of the query whose tokens alone do not prove a hit: those longer than one token."""
    return [word for word in query.split() if _is_longer_than_a_token(fold(word))]


def _is_longer_than_a_token(word: str) -> bool:
    return len(word) > (3 if word.isascii() else 2)


def hit(query: str, *texts: str | None) -> bool:
    """Whether every word of the query stands in one of the texts, by characters or by pinyin initials."""
    words = [word for word in map(fold, query.split()) if word]
    return all(any(_stands_in(word, fold(text)) for text in texts if text) for word in words)


def _stands_in(word: str, text: str) -> bool:
    if word in text:
        return True
    # No character's initial is a digit.
    if not word.isascii() or word.isdigit():
        return False
    first_initials = text.translate(_first_initials())
    if word in first_initials:
        return True
    return not _two_initials().isdisjoint(text) and _stands_in_initials(word, initials(text))


def _stands_in_initials(word: str, letters: list[str]) -> bool:
    last = len(letters) - len(word)
    return any(
        all(wanted in letters[start + i] for i, wanted in enumerate(word)) for start in range(last + 1)
    )
