"""Undo and redo, in the words of the entries, and what the journal tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db import connection, history, journal, search
from db.records import TABLE_LABELS
from xianfeng_gui.work import settings

SCANNED_AT_ONCE = 1000
"""Entries read at a time while looking for a text."""


def undo(actor: str) -> str:
    """Take back the last change; returns what it was."""
    return journal.undo(actor).label


def redo(actor: str) -> str:
    """Do again what the last undo took back; returns what it was."""
    return journal.redo(actor).label.removeprefix("撤销：")


def next_undo() -> journal.Entry | None:
    """The entry that Ctrl+Z turns to, none when there is nothing; it is refused unless ``undoable``."""
    return journal.last_undoable()


def record_history(table: str, record_id: str) -> list[history.Event]:
    """What happened to a record and to the rows that belong to it, the newest first."""
    return history.history(table, record_id)


def entry_changes(seq: int) -> tuple[history.FieldChange, ...]:
    """What one journal entry changed, field by field; a setting by the name that it has on the screen."""
    named = {key: rule.label for key, rule in settings.rules().items()}
    table = TABLE_LABELS["setting"]
    return tuple(
        replace(one, field=named.get(one.field, one.field)) if one.table == table else one
        for one in history.entry_changes(seq)
    )


def entries(text: str = "", before: int | None = None, limit: int = 100) -> list[journal.Entry]:
    """Journal entries whose label or actor has ``text`` (characters or pinyin initials), the newest first.

    ``before``: the sequence number to read on from.
    """
    if not search.fold(text):
        return journal.entries(before=before, limit=limit)
    found: list[journal.Entry] = []
    while scanned := journal.entries(before=before, limit=SCANNED_AT_ONCE):
        found.extend(one for one in scanned if search.hit(text, one.label, one.actor))
        if len(found) >= limit:
            break
        before = scanned[-1].seq
    return found[:limit]


@dataclass(frozen=True)
class ChainState:
    """How many entries the journal has, and the first that does not follow from the one before; none when all do."""

    entries: int
    broken_at: int | None


def check_chain() -> ChainState:
    """Recompute the journal's chain of hashes; may take seconds on a long journal."""
    count = int(connection.scalar("SELECT count(*) FROM journal"))
    return ChainState(count, journal.broken_at(connection.connection()))
