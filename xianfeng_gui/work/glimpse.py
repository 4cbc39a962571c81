"""What an archive says of itself without being opened: whose it is, and how far its journal goes."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import apsw

from db import connection, store


@dataclass(frozen=True)
class Mark:
    """A place in a journal; its hash stands for everything up to there, so no other archive has the same."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Glimpse:
    """An archive seen from outside: its office, its first entry (which no other has) and the time of its last one."""

    office: str
    first: str
    last_at: dt.datetime


_OFFICE = "SELECT name FROM office WHERE id = (SELECT value FROM setting WHERE id = 'own_office')"
_LAST = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_UNREADABLE = (*store.DAMAGE, *store.CANNOT_WRITE, apsw.SQLError, apsw.BusyError)


def of_folder(folder: Path) -> Glimpse | None:
    """A look at the archive in a folder; none when it can't be read."""
    with contextlib.suppress(*_UNREADABLE), contextlib.closing(_peek(folder)) as link:
        first = link.execute("SELECT hash FROM journal WHERE seq = 1").get
        last = link.execute("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").get
        if first and last:
            return Glimpse(link.execute(_OFFICE).get or "", first, dt.datetime.fromisoformat(last))
    return None


def continues(folder: Path, mark: Mark) -> bool:
    """Whether the archive in the folder has this place in its journal."""
    with contextlib.suppress(*_UNREADABLE), contextlib.closing(_peek(folder)) as link:
        return bool(link.execute("SELECT hash FROM journal WHERE seq = ?", (mark.seq,)).get == mark.hash)
    return False


def last_mark() -> Mark:
    """Where the journal of the open archive ends."""
    row = connection.one(_LAST)
    return Mark(*row) if row else Mark(0, "")


def identity() -> str:
    """What tells the open archive from every other: the hash of its first entry."""
    return str(connection.scalar("SELECT hash FROM journal WHERE seq = 1") or "")


def _peek(folder: Path) -> apsw.Connection:
    return connection.connect(store.archive_path(folder), read_only=True)
