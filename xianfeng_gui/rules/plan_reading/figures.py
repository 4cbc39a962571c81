"""A task's target: the clause with a figure (100%, 2条, 至少1名) or with 全部, 全面完成."""

from __future__ import annotations

import re

from xianfeng_gui.rules.plan_reading.outline import clauses

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_COUNT = re.compile(
    r"(?:至少|不少于|不低于|完成|新增|新建|建成|开标|有|达到)\D{0,3}?(\d+(?:\.\d+)?)(条|名|个|家|处|人|户|次|座|辆|项|公里|场|套|台|所)"
)
_ALL = re.compile("(?<!健)全部|全面完成|全面落实|全面建立|基本整改完毕|全覆盖|必须实现")
LONGEST = 100


def target(text: str) -> tuple[str, float | None, str]:
    """The target's words (at most 100 characters), its figure and unit; ("", None, "") when the text sets none."""
    parts = list(clauses(text))
    for pattern in (_PERCENT, _COUNT):
        for part in parts:
            match = pattern.search(part)
            if match and float(match[1]) > 0:
                return part[:LONGEST], float(match[1]), "%" if pattern is _PERCENT else match[2]
    for part in parts:
        if _ALL.search(part):
            return part[:LONGEST], None, ""
    return "", None, ""
