"""Running numbers by kind and year: never handed out twice, whatever is undone, voided or cut off.

The counter moves in the transaction of the change that uses the number; a crash takes back both or neither,
an undo takes back only the record. A restored archive goes on from the larger of its own and the former counter.
"""

from __future__ import annotations

from collections.abc import Iterable

import apsw

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


def counters(link: apsw.Connection) -> list[connection.Row]:
    """``(kind, year, last)`` of every counter in an archive."""
    return list(link.execute("SELECT kind, year, last FROM number_counter"))


def raise_to(link: apsw.Connection, least: Iterable[connection.Row]) -> None:
    """Bring an archive's counters up to those of another (as ``counters`` gives them); the larger one stays."""
    link.executemany(
        "INSERT INTO number_counter VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
        least,
    )
