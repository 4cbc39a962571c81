"""Someone who opens the archive with another program and changes the past."""

from __future__ import annotations

import contextlib
from pathlib import Path

import apsw


def forge_an_entry(archive: Path) -> None:
    """Put another name under the second journal entry, past the trigger that forbids it."""
    with contextlib.closing(apsw.Connection(str(archive))) as link:
        guards = link.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall()
        for name, _ in guards:
            link.execute(f"DROP TRIGGER {name}")
        link.execute("UPDATE journal SET actor = '别人' WHERE seq = 2")
        for _, sql in guards:
            link.execute(sql)
