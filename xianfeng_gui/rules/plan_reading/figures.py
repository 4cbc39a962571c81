"""A task's target: the clause with a figure (100%, 2条, 至少1名) or with 全部, 全面完成."""

from __future__ import annotations

import re

from xianfeng_gui.rules.plan_reading.outline import clauses

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_UNITS = "条|名|个|家|处|人|户|次|座|辆|项|公里|场|套|台|所"
_COUNT = re.compile(
    rf"(?:至少|不少于|不低于|完成|新增|新建|建成|开标|有|达到)\D{{0,3}}?(\d+(?:\.\d+)?)({_UNITS})"
)
_ANY_COUNT = re.compile(rf"(\d+(?:\.\d+)?)({_UNITS})")
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


def target_in_column(words: str) -> tuple[str, float | None, str]:
    """The same of what a table's column of targets says, where any figure (检测8个) is one."""
    found = _PERCENT.search(words) or _ANY_COUNT.search(words)
    if found is None or float(found[1]) <= 0:
        return words[:LONGEST], None, ""
    return words[:LONGEST], float(found[1]), "%" if found.re is _PERCENT else found[2]
