"""What belongs to this PC and not to the office's records: drafts of open forms, column widths, the last page.

Kept in the archive file (so that a draft survives a crash with it) but outside the journal.
"""

from __future__ import annotations

import json
from typing import Any

from db import clock, connection


def put(key: str, value: Any) -> None:
    """Keep a JSON value under ``key``."""
    text = json.dumps(value, ensure_ascii=False)
    with connection.writing() as link:
        link.execute(
            "INSERT INTO note VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET value = ?2, saved_at = ?3",
            (key, text, clock.now().isoformat(sep=" ")),
        )


def get(key: str, default: Any = None) -> Any:
    """The value kept under ``key``."""
    text = connection.scalar("SELECT value FROM note WHERE key = ?", (key,))
    return default if text is None else json.loads(text)


def drop(key: str) -> None:
    """Forget a key."""
    with connection.writing() as link:
        link.execute("DELETE FROM note WHERE key = ?", (key,))
