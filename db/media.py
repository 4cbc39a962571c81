"""Pictures, evidence files and issued PDFs, by the SHA-256 of their content, in a second file beside the archive.

A blob is written before the row that names it: after a crash an unused blob is the worst that is left.
Blobs are never changed or removed, so a backup only ever adds what is new.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from pathlib import Path
from typing import Any, cast

import apsw

from db import connection
from db.errors import UserError

NAME = "media.db"
_TABLE = "CREATE TABLE IF NOT EXISTS blob (sha256 TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT"
_local = threading.local()
_opened: list[apsw.Connection] = []


def path() -> Path:
    """The media file of the open archive."""
    return connection.path().parent / NAME


def open_file(file: Path) -> apsw.Connection:
    """A connection to a media file, which is made when it is not there."""
    link = apsw.Connection(str(file))
    try:
        link.set_busy_timeout(connection.BUSY_MILLISECONDS)
        connection.write_ahead(link)
        link.execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -2000")
        link.execute(f"PRAGMA journal_size_limit = {connection.LOG_BYTES}")
        link.execute(_TABLE)
    except BaseException:
        link.close()
        raise
    return link


def _connection() -> apsw.Connection:
    found: apsw.Connection | None = getattr(_local, "connection", None)
    if found is None:
        found = _local.connection = open_file(connection.reachable_path().parent / NAME)
        _opened.append(found)
    return found


def close() -> None:
    """Close the media file in every thread."""
    global _local
    for opened in _opened:
        connection.close(opened)
    _opened.clear()
    _local = threading.local()


connection.on_close(close)


def put(body: bytes) -> str:
    """Keep a blob; returns its SHA-256 in hexadecimal. UserError when the file can't be written."""
    key = hashlib.sha256(body).hexdigest()
    with connection.in_words():
        _connection().execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (key, body))
    return key


def get(key: str) -> bytes:
    """The blob; a UserError when the media file lacks it (restored without its pictures)."""
    row = _connection().execute("SELECT body FROM blob WHERE sha256 = ?", (key,)).fetchone()
    if row is None:
        raise UserError("找不到照片或文件的内容，请用完整备份恢复 media.db")
    return bytes(row[0])


def missing(wanted: set[str]) -> set[str]:
    """Of the keys in use those that the media file lacks; only its index is read."""
    if not path().exists():
        return wanted
    return wanted - {str(row[0]) for row in _connection().execute("SELECT sha256 FROM blob")}


def damaged(wanted: set[str]) -> tuple[set[str], set[str]]:
    """Of the keys in use: those that are missing, and those whose content no longer fits its key."""
    wrong = {
        str(key)
        for key, body in _connection().execute("SELECT sha256, body FROM blob")
        if key in wanted and not _fits(key, body)
    }
    return missing(wanted), wrong


def copy_new(source: Path, target: Path, *, mend: bool = False) -> None:
    """Add to ``target`` (made if need be) every blob of ``source`` that it lacks.

    ``mend``: also replace what no longer fits its key by what does (reads the whole target, so only for a restore).
    """
    with contextlib.closing(open_file(target)) as link:
        if not source.exists():
            return  # nobody has added a picture yet
        link.execute("ATTACH ? AS source", (str(source),))
        link.execute("INSERT OR IGNORE INTO blob SELECT sha256, body FROM source.blob")
        if mend:
            link.create_scalar_function("fits", cast(Any, _fits), deterministic=True)
            link.execute(_MEND)
        link.execute("DETACH source")


_MEND = (
    "UPDATE blob SET body = good.body FROM source.blob AS good WHERE good.sha256 = blob.sha256 "
    "AND NOT fits(blob.sha256, blob.body) AND fits(good.sha256, good.body)"
)


def _fits(key: str, body: bytes) -> bool:
    return hashlib.sha256(body).hexdigest() == key


def is_sound(file: Path) -> bool:
    """Whether a file can be read as a media file; single pictures in it may still be damaged."""
    try:
        with contextlib.closing(apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READWRITE)) as link:
            columns = [row[1] for row in link.execute("PRAGMA table_info(blob)")]
            return columns == ["sha256", "body"] and str(link.pragma("integrity_check")) == "ok"
    except (apsw.NotADBError, apsw.CorruptError):
        return False
