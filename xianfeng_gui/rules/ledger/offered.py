"""What a column may hold by its own account: a drop-down list, or words in the heading's brackets (一般/重大)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from xianfeng_gui.rules.ledger.fields import Field, bare
from xianfeng_gui.rules.likeness import likeness

YES_OR_NO = frozenset({"是", "否", "有", "无", "√", "×", "1", "0"})
"""Words that answer any question, so they tell nothing of the column."""

CODE = re.compile(r"([\dA-Da-d])[.、:：\-—=]?\s*([一-鿿]{1,8})")
"""A code and what it stands for: 1一般, A.重大."""
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_BETWEEN = re.compile(r"[/／\\、,，;；|｜□☐☑○〇]+|或者?")
_LONGEST = 10
_LIKE_ENOUGH = 0.6


def in_brackets(title: str) -> tuple[str, ...]:
    """一般 and 重大 of 隐患类别（一般/重大） or 类别（1一般2重大）; nothing where the brackets offer no choice."""
    for inside in reversed(_BRACKETS.findall(title)):
        coded = [word for _, word in CODE.findall(inside)]
        words = coded if len(coded) > 1 else [part.strip() for part in _BETWEEN.split(inside)]
        words = [word.removesuffix("等") for word in words if word]
        if len(words) > 1 and all(len(word) <= _LONGEST for word in words):
            return tuple(words)
    return ()


def asked(title: str) -> tuple[str, ...]:
    """是 and 否 for a heading that asks whether something is so (是否重大隐患); nothing for others."""
    return ("是", "否") if bare(title.rpartition(" / ")[2]).startswith("是否") else ()


def names(field: Field, word: str) -> bool:
    """Whether a cell's word is one of a field's values."""
    return word in field.values or bare(word) in field.values


def named_by(items: Sequence[str], fields: Mapping[str, Field]) -> list[str]:
    """The fields of terms (grade, state ...) whose values most of the items name."""
    words = [item for item in items if item]
    if not words or set(words) <= YES_OR_NO:
        return []
    least = max(2, len(words) // 2 + 1)
    return [
        key
        for key, field in fields.items()
        if field.kind == "term" and sum(names(field, word) for word in words) >= least
    ]


def item_for(
    word: str,
    items: Sequence[str],
    means: Callable[[str], str | None],
    near: Mapping[str, Sequence[str]] | None = None,
    *,
    strictly: bool = False,
) -> str | None:
    """What a list offers for a word of ours; none when nothing of it means the same.

    ``means``: what a word stands for (a term's value, an office), none when it isn't known. ``near``: what to take
    instead of a value that the list doesn't know, the nearest first (已整改 for 已销号). ``strictly``: words that only look
    alike won't do (已整改 and 未整改).
    """
    if word in items:
        return word
    for item in items:
        if bare(item) == bare(word):
            return item
    meant = means(word)
    for wanted in (meant, *(near or {}).get(meant or "", ())):
        for item in items:
            if wanted is not None and means(item) == wanted:
                return item
    return None if strictly else _alike(bare(word), items)


def _alike(word: str, items: Sequence[str]) -> str | None:
    """The only item that is a part of the word or has it as one (派出所 for 先锋派出所), else one that is much alike."""
    parts = [item for item in items if len(bare(item)) > 1 and (bare(item) in word or word in bare(item))]
    if len(parts) == 1:
        return parts[0]
    best = max(items, key=lambda item: likeness(bare(item), word), default="")
    return best if likeness(bare(best), word) >= _LIKE_ENOUGH else None
