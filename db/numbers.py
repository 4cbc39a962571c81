"""Running numbers by kind and year: never handed out twice, whatever is undone, voided or cut off.

The counter moves in the transaction of the change that uses the number; a crash takes back both or neither,
an undo takes back only the record.
"""

from __future__ import annotations

from db import connection


def take(kind: str, year: int) -> int:
    """The next number; only inside a change."""
    number = connection.scalar(
        "INSERT INTO number_counter VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
        (kind, year),
    )
    return int(number)


def take_block(kind: str, year: int, count: int) -> range:
    """``count`` numbers in a row; only inside a change."""
    last = connection.scalar(
        "INSERT INTO number_counter VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET last = last + ?3 RETURNING last",
        (kind, year, count),
    )
    return range(int(last) - count + 1, int(last) + 1)


def peek(kind: str, year: int) -> int:
    """The number that would come next, for previews."""
    return (
        int(
            connection.scalar("SELECT last FROM number_counter WHERE kind = ? AND year = ?", (kind, year))
            or 0
        )
        + 1
    )
