"""The one door for writes, and what follows from it: undo and the proof that nobody changed the past.

``change()`` runs one transaction with SQLite's session extension switched on over the record tables and stores the
session's changeset as a journal entry in the same transaction. Derived tables, numbers and this PC's notes stay out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import apsw

from db import clock, connection
from db.errors import UserError

SCHEMA = 2
"""The schema version that this program writes: the number of the last file in db/migrations."""

UNRECORDED = ("journal", "number_counter", "note", "hazard_", "sqlite_")
"""Beginnings of the names of tables that are not recorded; ``hazard_step`` is the one exception."""

_AT_ONCE = 20
"""Entries that are read together."""

ASIDE = frozenset({"sheet_layout"})
"""Tables of what the program remembers of its own accord. A change of nothing else is in the journal like any other, but
it is no act of the clerk's: undo and redo pass over it."""

OWNED_BY = {
    "hazard_step": "hazard",
    "photo": "hazard",
    "monthly_report": "task",
    "evidence": "task",
    "task_office": "task",
    "paper_hazard": "paper",
    "service": "paper",
    "checklist_item": "checklist",
    "inspection_inspector": "inspection",
    "inspection_answer": "inspection",
}
"""Table -> the table of the record that its rows belong to and are told with; their second column holds its key."""


@dataclass(frozen=True)
class Entry:
    """A journal entry without its changeset; ``undone_by`` the undo that took it back and still stands."""

    seq: int
    at: dt.datetime
    actor: str
    label: str
    undoable: bool
    undoes: int | None
    undone_by: int | None


@dataclass
class Change:
    """A change in progress; ``label`` may still be made more precise before it ends."""

    label: str
    actor: str
    undoable: bool = True
    undoes: int | None = None
    seq: int | None = None
    tables: frozenset[str] = field(default_factory=frozenset)


_listeners: list[Callable[[Change], None]] = []


def listen(listener: Callable[[Change], None]) -> Callable[[], None]:
    """Call ``listener`` after every change with the tables it touched; returns the call that ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def is_recorded(table: str) -> bool:
    """Whether the journal records this table."""
    return table == "hazard_step" or not table.startswith(UNRECORDED)


@contextlib.contextmanager
def change(label: str, actor: str, *, undoable: bool = True, undoes: int | None = None) -> Iterator[Change]:
    """Everything written inside is one transaction and one entry of the journal; all of it or none.

    A change that turns out to have changed nothing leaves no entry. ``undoable`` is false for what has left the
    house, such as an issued paper.
    """
    made = Change(label, actor, undoable, undoes)
    with connection.writing() as link:
        session = apsw.Session(link, "main")
        try:
            session.table_filter(is_recorded)
            session.attach()
            yield made
            changeset = session.changeset()
        finally:
            session.close()
        if changeset:
            _write_entry(link, made, changeset)
    if made.seq is not None:
        for listener in list(_listeners):
            listener(made)


def _write_entry(link: apsw.Connection, made: Change, changeset: bytes) -> None:
    last = link.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    seq, prev_hash = (last[0] + 1, last[1]) if last else (1, "")
    at = clock.now().isoformat(sep=" ")
    packed = zlib.compress(changeset, 1)
    link.execute(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            seq,
            at,
            made.actor,
            made.label,
            int(made.undoable),
            made.undoes,
            SCHEMA,
            packed,
            prev_hash,
            _hash(prev_hash, seq, at, made.actor, made.label, made.undoable, made.undoes, SCHEMA, packed),
        ),
    )
    rows = {key for row in apsw.Changeset.iter(changeset) for key in _keys(row, seq)}
    link.executemany("INSERT INTO journal_row VALUES (?, ?, ?)", rows)
    made.seq = seq
    made.tables = frozenset(table for _, _, table in rows)


def record_id(row: apsw.TableChange) -> str:
    """The key of the row that a changeset inserts, updates (then only the old values have it) or deletes."""
    values = row.old or row.new
    assert values is not None
    return str(values[0])


def _keys(row: apsw.TableChange, seq: int) -> Iterator[tuple[str, int, str]]:
    """The row, and for one that goes the record it belonged to: nothing else will lead from there to it."""
    yield record_id(row), seq, row.name
    if row.op == "DELETE" and row.name in OWNED_BY:
        assert row.old is not None
        yield str(row.old[1]), seq, row.name


def _hash(prev_hash: str, *parts: object) -> str:
    import hashlib  # loads OpenSSL, which a start that writes nothing can do without

    digest = hashlib.sha256(prev_hash.encode())
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


_ENTRY = (
    "SELECT seq, at, actor, label, undoable, undoes, "
    "(SELECT later.seq FROM journal AS later WHERE later.undoes = journal.seq AND NOT EXISTS "
    "(SELECT 1 FROM journal AS again WHERE again.undoes = later.seq)) FROM journal "
)


def _entry(row: connection.Row) -> Entry:
    return Entry(row[0], dt.datetime.fromisoformat(row[1]), row[2], row[3], bool(row[4]), row[5], row[6])


def entries(*, before: int | None = None, limit: int = 100) -> list[Entry]:
    """Entries, the newest first; ``before`` a sequence number to read on."""
    sql = _ENTRY + "WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT ?2"
    return [_entry(row) for row in connection.rows(sql, (before, limit))]


def _from_the_newest() -> Iterator[Entry]:
    """Every entry; read in pieces, so that no query is left open where the reader stops."""
    before: int | None = None
    while found := entries(before=before, limit=_AT_ONCE):
        yield from found
        before = found[-1].seq


def last_seq() -> int:
    """The number of the newest entry, 0 in a journal without any: it moves with every change, undo included."""
    return int(connection.scalar("SELECT coalesce(max(seq), 0) FROM journal"))


def changeset_of(seq: int) -> bytes:
    """The changeset of an entry, as SQLite's session extension wrote it."""
    return zlib.decompress(connection.scalar("SELECT changeset FROM journal WHERE seq = ?", (seq,)))


def _is_aside(seq: int) -> bool:
    """Whether an entry changed nothing but what is remembered aside; read only as far as the first other row."""
    packed = zlib.decompressobj()
    left = bytes(connection.scalar("SELECT changeset FROM journal WHERE seq = ?", (seq,)))

    def read(size: int) -> bytes:
        nonlocal left
        piece = packed.decompress(left, size)
        left = packed.unconsumed_tail
        return piece

    return all(row.name in ASIDE for row in apsw.Changeset.iter(read))


def last_undoable() -> Entry | None:
    """The entry that Ctrl+Z takes back: the newest that is neither an undo nor undone, nor remembered aside."""
    for entry in _from_the_newest():
        if entry.undoes is None and entry.undone_by is None and not _is_aside(entry.seq):
            return entry
    return None


def last_redoable() -> Entry | None:
    """The undo that Ctrl+Y takes back: the newest one, if nothing else was changed since."""
    for entry in _from_the_newest():
        if entry.undoes is None:
            if _is_aside(entry.seq):
                continue
            return None
        if entry.undone_by is None and not _is_redo(entry):
            return entry
    return None


def _is_redo(entry: Entry) -> bool:
    """A redo takes back an undo. An undo always takes back the first entry itself, also after a redo."""
    sql = "SELECT 1 FROM journal WHERE seq = ? AND undoes IS NOT NULL"
    return connection.scalar(sql, (entry.undoes,)) is not None


def undo(actor: str) -> Entry:
    """Take back the last change; returns the entry that was taken back."""
    entry = last_undoable()
    if entry is None:
        raise UserError("没有可以撤销的操作")
    _revert(entry, actor, f"撤销：{entry.label}")
    return entry


def redo(actor: str) -> Entry:
    """Do again what the last undo took back; returns the undo."""
    entry = last_redoable()
    if entry is None:
        raise UserError("没有可以恢复的操作")
    _revert(entry, actor, f"恢复：{entry.label.removeprefix('撤销：')}")
    return entry


def _revert(entry: Entry, actor: str, label: str) -> None:
    """Apply the inverted changeset as a new entry; refused when a row has moved on since."""
    if not entry.undoable:
        raise UserError(f"“{entry.label}”已经生效，不能撤销；需要更正时请作废后重新办理")
    inverted = apsw.Changeset.invert(changeset_of(entry.seq))
    try:
        with change(label, actor, undoes=entry.seq):
            apsw.Changeset.apply(inverted, connection.connection(), conflict=_refuse)
    except apsw.AbortError as error:
        later = "、".join(f"“{one}”" for one in _later_labels(entry.seq)) or "其他操作"
        raise UserError(f"“{entry.label}”之后又有{later}改动了同一记录，请先撤销后面的操作") from error


def _refuse(reason: int, row: apsw.TableChange) -> int:
    return apsw.SQLITE_CHANGESET_ABORT


def _later_labels(seq: int) -> list[str]:
    sql = (
        "SELECT DISTINCT journal.label FROM journal_row AS mine "
        "JOIN journal_row AS theirs USING (record, tbl) "
        "JOIN journal ON journal.seq = theirs.entry WHERE mine.entry = ? AND theirs.entry > mine.entry LIMIT 3"
    )
    return [str(row[0]) for row in connection.rows(sql, (seq,))]


def broken_at(link: apsw.Connection) -> int | None:
    """The first entry whose hash does not follow from its content and the one before; none when all do."""
    prev_hash, expected = "", 1
    sql = "SELECT seq, at, actor, label, undoable, undoes, schema, changeset, prev_hash, hash FROM journal ORDER BY seq"
    for seq, at, actor, label, undoable, undoes, schema, packed, prev, found in link.execute(sql):
        wanted = _hash(prev_hash, seq, at, actor, label, bool(undoable), undoes, schema, packed)
        if seq != expected or prev != prev_hash or found != wanted:
            return int(seq)
        prev_hash, expected = found, expected + 1
    return None
