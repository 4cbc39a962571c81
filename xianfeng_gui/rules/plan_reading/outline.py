"""The outline of an official document: which lines are headings of which level, and its 一是、二是 …"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_HEADINGS = (
    re.compile(rf"(?:({_NUMERAL})[、．.]|第({_NUMERAL})(?:章|部分)[、：:]?)\s*(?=\S)"),
    re.compile(
        rf"(?:(?:[（(]({_NUMERAL})[）)]|第({_NUMERAL})节|专题({_NUMERAL}))[、：:]?"
        rf"|(?:专项行动|专项整治|专项|行动)({_NUMERAL})[、：:])\s*(?=\S)"
    ),
    re.compile(
        rf"(?:(\d{{1,3}})[.．、](?:(?!\d)|(?=20\d\d年)|(?=(?:1[0-2]|[1-9])月))|第({_NUMERAL})条)\s*(?=\S)"
    ),
    re.compile(r"[（(](\d{1,3})[）)]\s*(?=\S)"),
    re.compile(r"([①-⑳])\s*(?=\S)"),
)
"""Levels 1 to 4 of official documents: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3), and what stands for them: 第一章, 第一节,
第一条 in rules of conduct, 专题一 and 专项行动一：. The fifth, ①, stands below （1）."""
_ENUMERATED = re.compile(rf"(?:^|(?<=[。；;：:！!，,）)\s]))({_NUMERAL})[是要](?=[^否求])")
_INSIDE = re.compile(r"(?:^|(?<=[。；;：:\s]))(?:[（(](\d{1,2})[）)]|(\d{1,2})[.．、](?!\d)|([①-⑳]))\s*")
_LONGEST_HEADING = 60

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Line:
    """A paragraph of the document; ``at`` is its line in the source text, from 0."""

    text: str
    at: int


@dataclass(frozen=True)
class Heading:
    """A line with an official number. ``title`` ends before the first 。 of a line that runs on as ``rest``."""

    level: int
    number: int
    title: str
    rest: str
    at: int


def tidy(text: str) -> str:
    """A paragraph without the blanks that typing and line ends leave inside Chinese text; digits made plain."""
    plain = "".join(_plain_digit(char) for char in text)
    plain = re.sub(r"[\s\u3000\ufeff\u200b]+", " ", plain).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", plain)


def _plain_digit(char: str) -> str:
    """Full-width digits as usual ones; ① stays, since it is a number before an item."""
    return unicodedata.normalize("NFKC", char) if char.isdigit() and not "①" <= char <= "⑳" else char


def chinese_numeral(number: int) -> str:
    """1 … 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def chinese_number(text: str) -> int:
    """The number that 一 … 九百九十九 writes; 0 for anything else."""
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in "十百":
            total += (digit or (1 if char == "十" else 0)) * {"十": 10, "百": 100}[char]
            digit = 0
        else:
            return 0
    return total + digit


def heading(line: Line) -> Heading | None:
    """The line as a heading, if it begins with an official number."""
    for level, pattern in enumerate(_HEADINGS, 1):
        match = pattern.match(line.text)
        if match:
            number = number_of(next(filter(None, match.groups())))
            title, stop, rest = line.text[match.end() :].partition("。")
            if not stop and len(title) > _LONGEST_HEADING:
                title, rest = "", title
            return Heading(level, number, title.rstrip("：:"), rest.strip(), line.at)
    return None


def number_of(written: str) -> int:
    """Of figures, Chinese numerals and encircled figures."""
    plain = unicodedata.normalize("NFKC", written)
    return int(plain) if plain.isdigit() else chinese_number(plain)


def enumerated(text: str) -> list[str]:
    """What follows 一是, 二是 … (or 一要, 二要 …) in order, without these words; empty when the text has no such list.

    Only the next number in turn counts, so that a 一是 inside an item does not begin a new list.
    """
    starts: list[tuple[int, int]] = []
    for match in _ENUMERATED.finditer(text):
        if chinese_number(match[1]) == len(starts) + 1:
            starts.append((match.start(), match.end()))
    if len(starts) < 2:
        return []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [text[begin:end].strip("；; ，,") for (_, begin), end in zip(starts, ends, strict=True)]


def itemized(text: str) -> list[str]:
    """What follows （1）, （2） … or 1. 2. or ①② inside of a text, without these; empty when it has no such list."""
    starts: list[tuple[int, int]] = []
    for match in _INSIDE.finditer(text):
        number = next(filter(None, match.groups()))
        if int(unicodedata.normalize("NFKC", number)) == len(starts) + 1:
            starts.append((match.start(), match.end()))
    if len(starts) < 2:
        return []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [text[begin:end].strip("。；; ，,") for (_, begin), end in zip(starts, ends, strict=True)]


def clauses(text: str, ends: str = "，,。；;：:") -> Iterator[str]:
    """The parts between ``ends`` outside of quotation marks and brackets."""
    depth, part = 0, ""
    for char in text:
        if char in "（(“《〔【":
            depth += 1
        elif char in "）)”》〕】":
            depth = max(0, depth - 1)
        if depth == 0 and char in ends:
            if part.strip():
                yield part.strip()
            part = ""
        else:
            part += char
    if part.strip():
        yield part.strip()


def without_number(text: str) -> str:
    """Without the number of a heading or a 一是 at the beginning."""
    for pattern in (*_HEADINGS, _ENUMERATED):
        if match := pattern.match(text):
            return text[match.end() :]
    return text


_ITEM = re.compile(r"^(?:[（(]\d{1,3}[）)]|[①-⑳])\s*")
_LEAD_INS = ("按照", "根据", "结合", "围绕", "针对", "聚焦", "以", "为", "依据", "对照", "立足", "坚持以")


def without_item(text: str) -> str:
    """Without a （1） or ① at the beginning."""
    return _ITEM.sub("", text)


_PARTING = re.compile("[、，；：]|以及|和|及|与")


def short_title(text: str, limit: int = 60) -> str:
    """What a long sentence is about: its first clause that says what is done, at most ``limit`` characters."""
    text = without_item(text)
    parts = list(clauses(text)) or [text.strip()]
    telling = [part for part in parts if not part.startswith(_LEAD_INS)] or parts
    return shortened(telling[0], limit)


def shortened(text: str, limit: int) -> str:
    """The text, at most ``limit`` characters; what is longer ends with … and not inside a part of a list."""
    if len(text) <= limit:
        return text
    ends = [match.start() for match in _PARTING.finditer(text, limit // 2, limit + 1)]
    return text[: max((end for end in ends if end < limit), default=limit - 1)] + "…"
