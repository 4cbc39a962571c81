"""How alike two short Chinese texts are."""

from __future__ import annotations


def likeness(one: str, other: str) -> float:
    """Share of common pairs of neighbouring characters (Dice's coefficient), 0 to 1; 1 for the same text."""
    if one == other:
        return 1.0
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
