"""Connections to the open archive: one a thread, all set up the same way.

The archive is one file at a time (an office works in one data folder). Raw SQL and peewee use the same
connection of their thread, so that a read inside a change sees the change. Nothing is open at import.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import apsw

from db import search
from db.errors import GoneError, UserError

Row = tuple[Any, ...]

BUSY_MILLISECONDS = 10_000
_AGAIN_SECONDS = 0.02
CACHE_KIB = 8_000
LOG_BYTES = 64 * 1024 * 1024
"""What a write-ahead log is cut back to: one large change would otherwise leave its whole size on the disk."""

_path: Path | None = None
_gone = False
_local = threading.local()
_opened: list[apsw.Connection] = []
_on_close: list[Callable[[], None]] = []


def use(path: Path | None) -> None:
    """Make ``path`` the archive that ``connection()`` opens; ``None`` closes every connection."""
    global _path, _gone
    _close_all()
    _path, _gone = path, False


def is_open() -> bool:
    """Whether an archive is open, be it gone just now."""
    return _path is not None


def leave() -> None:
    """The archive's folder can't be reached: close every connection; until ``use`` asking for one is a GoneError.

    No other thread may be using its connection.
    """
    global _gone
    _gone = True
    _close_all()


def is_gone() -> bool:
    """Whether the archive's folder couldn't be reached and hasn't come back."""
    return _gone


def _close_all() -> None:
    global _local
    for callback in _on_close:
        callback()
    for opened in _opened:
        close(opened)
    _opened.clear()
    _local = threading.local()


def close(link: apsw.Connection) -> None:
    """Close a connection to the archive or its media."""
    if _gone:
        # SQLite would tidy up by the file's name, where the log of another archive may lie by now.
        link.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    link.close(_gone)


def on_close(callback: Callable[[], None]) -> None:
    """Call ``callback`` before connections close (peewee then forgets the one it borrowed)."""
    _on_close.append(callback)


def path() -> Path:
    """The open archive's file, which may be gone just now; a ``RuntimeError`` when none is open."""
    if _path is None:
        raise RuntimeError("no archive is open")
    return _path


def reachable_path() -> Path:
    """The open archive's file for who is about to open it or a file beside it; a GoneError while it is gone."""
    if _gone:
        raise GoneError("找不到数据文件夹，现在不能读取和保存；请把U盘插回原处，稍等片刻再试一次")
    return path()


def connection() -> apsw.Connection:
    """This thread's connection to the open archive; writing is switched off but within a change."""
    found: apsw.Connection | None = getattr(_local, "connection", None)
    if found is None:
        found = connect(reachable_path(), create=False)
        found.execute("PRAGMA query_only = ON")
        _local.connection = found
        _opened.append(found)
    return found


def connect(file: Path, *, read_only: bool = False, create: bool = True) -> apsw.Connection:
    """Open ``file`` with the pragmas and SQL functions that the schema's triggers need."""
    writing = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    flags = apsw.SQLITE_OPEN_READONLY if read_only else writing
    made = apsw.Connection(str(file), flags=flags)
    try:
        _set_up(made, read_only)
    except BaseException:
        made.close()  # the file must be free for the restore that the caller will offer
        raise
    return made


def _set_up(made: apsw.Connection, read_only: bool) -> None:
    made.set_busy_timeout(BUSY_MILLISECONDS)
    made.create_scalar_function("grams", cast(Any, search.grams), deterministic=True)
    made.create_scalar_function("hit", cast(Any, search.hit), deterministic=True)
    if not read_only:
        write_ahead(made)
    # FULL: what was saved survives a power cut.
    made.execute(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; "
        f"PRAGMA cache_size = -{CACHE_KIB}; PRAGMA journal_size_limit = {LOG_BYTES}"
    )


def write_ahead(made: apsw.Connection) -> None:
    """Have changes go into a log beside the file (WAL), which it keeps from then on.

    SQLite does not wait with its busy timeout where another process makes the same new file at this moment.
    """
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            made.execute("PRAGMA journal_mode = WAL")
            return
        except apsw.BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(_AGAIN_SECONDS)


def release() -> None:
    """Close this thread's connection (a worker thread calls it when it has finished)."""
    found: apsw.Connection | None = getattr(_local, "connection", None)
    if found is not None:
        _local.connection = None
        _opened.remove(found)
        found.close()


def rows(sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """All rows of a query."""
    return list(connection().execute(sql, parameters))


def one(sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
    """The first row of a query, or none."""
    return next(iter(connection().execute(sql, parameters)), None)


def marks(values: Sequence[object]) -> str:
    """A question mark for each of these values, for a list in SQL."""
    return ", ".join("?" * len(values))


def version() -> int:
    """Changes whenever another connection has written: a command beside the window, or the worker."""
    return int(scalar("PRAGMA data_version"))


def scalar(sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Any:
    """The first column of the first row, or none."""
    row = one(sql, parameters)
    return None if row is None else row[0]


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside by this thread is of one moment, whatever others write meanwhile."""
    link = connection()
    if link.in_transaction:
        yield
        return
    link.execute("BEGIN")
    try:
        yield
    finally:
        link.execute("ROLLBACK")


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """What keeps SQLite from writing, as a sentence: another writer, a full, missing or write-protected disk."""
    try:
        yield
    except apsw.BusyError as error:
        raise UserError("另一个程序正在写入数据，请稍等片刻再试一次") from error
    except apsw.FullError as error:
        raise UserError("磁盘空间不足，没有保存；请清理磁盘后再试一次") from error
    except apsw.ReadOnlyError as error:
        raise UserError("数据文件不能写入，没有保存；请检查U盘或文件夹是否写保护，再试一次") from error
    except (apsw.IOError, apsw.CantOpenError) as error:
        raise UserError("写不进数据文件，没有保存；请检查U盘是否插好、磁盘是否正常，再试一次") from error


@contextlib.contextmanager
def writing() -> Iterator[apsw.Connection]:
    """One write transaction. Only the journal's ``change`` and the unrecorded notes of this PC may use it."""
    link = connection()
    if link.in_transaction:
        raise RuntimeError("a change is already open")
    link.execute("PRAGMA query_only = OFF")
    try:
        with in_words():
            link.execute("BEGIN IMMEDIATE")
            try:
                yield link
                link.execute("COMMIT")
            except BaseException:
                if link.in_transaction:
                    link.execute("ROLLBACK")
                raise
    finally:
        link.execute("PRAGMA query_only = ON")
