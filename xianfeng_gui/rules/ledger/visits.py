"""What cells of a ledger of inspections say: who inspected, and from when to when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xianfeng_gui.rules.inspections import parse_time
from xianfeng_gui.rules.ledger.spelling import NOTHING, plain

_BETWEEN = re.compile(r"[、,;/|\n]+(?![^()]*\))")
"""Between people; not inside brackets."""
_PERSON = re.compile(r"([^\s()]+)(?:\s*\(([^()]*)\))?")
_ROLE = re.compile(r"[^:]{1,8}:")
"""组长：, 检查组成员：."""
_OTHERS = re.compile(r"等\s*(?:\d+|[一二三四五六七八九十]+)?\s*[人名]?$")
_CERTIFICATE = re.compile(r"[A-Za-z0-9-]{5,40}")
_DATE = re.compile(r"^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?[ T]*")
_SECONDS = re.compile(r"(?<=\d:\d\d):\d\d")
_UNTIL = re.compile(r"至|到|[-–—~]+")
_FRACTION = re.compile(r"0\.\d+")
"""A time of day as a workbook keeps it: part of a day."""
_MINUTES = 24 * 60
_LATE = re.compile(r"下午|傍晚|晚上|夜间|晚|中午")
"""Parts of the day that hold for the end too: 下午3时至5时."""


class Named(NamedTuple):
    """Somebody as a cell names him, with the number of his certificate where it stands in brackets."""

    name: str
    certificate: str


def people(words: str) -> list[Named]:
    """Everybody whom a cell names, in order, each once: 何某、丁某; 组长：何某（23050001） 成员：丁某; 张 三 李 四.

    Roles and 等3人 are left out (``names_others`` tells of these).
    """
    found: dict[str, Named] = {}
    for part in _BETWEEN.split(plain(words)):
        for one in _joined(_PERSON.findall(_OTHERS.sub("", part))):
            if one.name and one.name.lower() not in NOTHING:
                found.setdefault(one.name, one)
    return list(found.values())


def names_others(words: str) -> bool:
    """Whether a cell says that there were others whom it does not name."""
    return any(_OTHERS.search(part.strip()) for part in _BETWEEN.split(plain(words)))


def _joined(told: Iterable[tuple[str, str]]) -> Iterator[Named]:
    """Names whose characters stand apart (张 三) are put together by two; three that stand alone are one name."""
    apart: list[Named] = []
    for name, inside in told:
        bare = _ROLE.sub("", name, count=1)
        number = _CERTIFICATE.search(inside)
        one = Named(bare, number[0] if number else "")
        if len(bare) == 1:
            apart.append(one)
            continue
        yield from _pairs(apart)
        apart = []
        yield one
    yield from _pairs(apart)


def _pairs(apart: list[Named]) -> Iterator[Named]:
    while apart:
        count = 3 if len(apart) == 3 else 2
        taken, apart = apart[:count], apart[count:]
        yield Named("".join(one.name for one in taken), taken[-1].certificate)


def times(words: str) -> tuple[str, str]:
    """Beginning and end that a cell tells, as ``HH:MM``: 9:30, 上午9点至10点半, 2021-06-03 09:30, 0.5 of a day.

    Empty where it says none. UserError for what is no time.
    """
    text = _SECONDS.sub("", _DATE.sub("", plain(words)))
    if text.lower() in NOTHING:
        return "", ""
    if _FRACTION.fullmatch(text):
        minutes = round(float(text) * _MINUTES)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}", ""
    told, *rest = _UNTIL.split(text, maxsplit=1)
    begin, end = parse_time(told), parse_time(rest[0]) if rest else ""
    if end and end <= begin and (part := _LATE.match(told)):
        end = parse_time(part[0] + rest[0])
    return begin, end
