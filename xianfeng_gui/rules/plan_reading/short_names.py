"""A topic's short name, as it fits a tab."""

from __future__ import annotations

import re
from collections.abc import Collection

_TAIL = re.compile(r"(安全)?(生产)?(专项)?(整治|治理|专题|行动|工作|攻坚)(三年行动)?$")
_FRONT = re.compile(
    r"^(全面|深入|扎实|持续|大力|切实)?(学习贯彻|贯彻落实|落实|开展|推进|加强|强化|实施|深化|抓好)"
)
_PLACE = re.compile("^.{2,6}?[部镇乡区域]")
_WHOSE = re.compile("^.*安全生产(?=.{4})")
_LONGEST_SHORT = 8


def short_name(name: str) -> str:
    """What fits a tab: without 开展, 专项整治 and the like, at most eight characters."""
    if name.startswith(("学习", "宣传")):
        return name[:4]
    short = name
    while (cut := _TAIL.sub("", short)) != short and len(cut) >= 2:
        short = cut
    for front in (_FRONT, _PLACE, _WHOSE):
        cut = front.sub("", short)
        if len(cut) >= 2 and (front is _FRONT or len(short) > _LONGEST_SHORT):
            short = cut
    short = re.sub("等$|等?安全$", "", short) if len(short) > 4 else short
    short = re.sub("[“”‘’《》]", "", short)
    return short if len(short) <= _LONGEST_SHORT else short[-6:]


def unused(short: str, names: Collection[str]) -> str:
    """The short name, or with a figure so that it is not among ``names``."""
    candidates = [short, *(f"{short[:6]}{number}" for number in range(2, 100))]
    return next(one for one in candidates if one not in names)
