"""What happened to a record, in words: who, when, which field, from what to what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import apsw
from peewee import ForeignKeyField

from db import connection, journal
from db.records import RECORDS, TABLE_LABELS, Record
from db.records.base import BooleanField, ShortText, TermField

_BY_TABLE: dict[str, type[Record]] = {record._meta.table_name: record for record in RECORDS}

_NAME_COLUMNS = {
    "task": "number || ' ' || title",
    "hazard": "number",
    "inspection": "number",
    "checklist_item": "text",
    "paper": "number",
    "monthly_report": "month",
    "measure": "title",
}
_PERSONAL = "（已填写，不显示）"
_NOT_ENTERED = frozenset({"id", "key", "position", "entered_at", "sha256"})
_NOT_ENTERED_IN: dict[str, frozenset[str]] = {
    "hazard": frozenset(
        {
            *("first_deadline", "last_step_on", "requested_deadline", "rectified_on", "closed_on"),
            *("failed_count", "extension_count"),
        }
    ),
    "hazard_step": frozenset({"from_state", "to_state"}),
    "photo": frozenset({"pair", "width", "height"}),
    "paper": frozenset({"year", "sequence", "pages", "content"}),
    "evidence": frozenset({"size"}),
    "inspection_answer": frozenset({"item"}),
    "inspection_inspector": frozenset({"person"}),
    "saved_view": frozenset({"page", "query"}),
    "sheet_layout": frozenset({"purpose", "fingerprint", "mapping", "used_on"}),
}
"""What the program works out or keeps for itself: the history tells what a person entered, and the state it led to."""


@dataclass(frozen=True)
class FieldChange:
    """One field's old and new value as people read them; both empty values are ``""``."""

    table: str
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """One journal entry as far as it concerns the record."""

    seq: int
    at: dt.datetime
    actor: str
    label: str
    changes: tuple[FieldChange, ...]


def last_entry(record: str) -> int:
    """The newest journal entry that touched a record, 0 when there is none: a draft of before it is out of date."""
    return int(connection.scalar("SELECT max(entry) FROM journal_row WHERE record = ?", (record,)) or 0)


def history(table: str, record_id: str) -> list[Event]:
    """The record's entries, the newest first, with those of the rows that belong to it."""
    keys = _keys(table, record_id)
    return [_event(seq, keys) for seq in sorted(_entries(keys), reverse=True)]


def _keys(table: str, record_id: str) -> set[str]:
    """The record's key, and those of the rows that belong or belonged to it."""
    keys = {record_id}
    for child in (child for child, owner in journal.OWNED_BY.items() if owner == table):
        sql = f"SELECT id FROM {child} WHERE {table}_id = ?"
        keys.update(row[0] for row in connection.rows(sql, (record_id,)))
        sql = "SELECT entry FROM journal_row WHERE record = ? AND tbl = ?"
        for (seq,) in connection.rows(sql, (record_id, child)):
            keys.update(_removed(seq, child, record_id))
    return keys


def _removed(seq: int, child: str, owner_id: str) -> set[str]:
    """The owner's rows that an entry removed."""
    return {
        journal.record_id(row)
        for row in apsw.Changeset.iter(journal.changeset_of(seq))
        if row.op == "DELETE" and row.name == child and row.old is not None and row.old[1] == owner_id
    }


def _entries(keys: set[str]) -> set[int]:
    sql = "SELECT entry FROM journal_row WHERE record = ?"
    return {row[0] for key in keys for row in connection.rows(sql, (key,))}


def entry_changes(seq: int, limit: int = 500) -> tuple[FieldChange, ...]:
    """What one journal entry changed, field by field; at most ``limit`` fields of a very large one."""
    changes: list[FieldChange] = []
    for row in apsw.Changeset.iter(journal.changeset_of(seq)):
        changes.extend(_row_changes(row))
        if len(changes) >= limit:
            break
    return tuple(changes[:limit])


def _event(seq: int, keys: set[str]) -> Event:
    row = connection.one("SELECT at, actor, label FROM journal WHERE seq = ?", (seq,))
    assert row is not None
    changes = tuple(
        one
        for change in apsw.Changeset.iter(journal.changeset_of(seq))
        if journal.record_id(change) in keys
        for one in _row_changes(change, journal.OWNED_BY.get(change.name, ""))
    )
    return Event(seq, dt.datetime.fromisoformat(row[0]), row[1], row[2], changes)


def _row_changes(row: apsw.TableChange, owner: str = "") -> list[FieldChange]:
    """``owner``: the table whose record the history is about, which isn't named again in each of its rows."""
    model = _BY_TABLE[row.name]
    not_told = _NOT_ENTERED | _NOT_ENTERED_IN.get(row.name, frozenset()) | {owner}
    if row.op == "INSERT":
        not_told |= {"campaign"}  # always the present one
    changes = []
    for index, field in enumerate(model._meta.sorted_fields):
        old, new = _value(row.old, index), _value(row.new, index)
        if field.name in not_told or apsw.no_change in (old, new) or old == new:
            continue
        if row.op == "INSERT" and not new:
            continue  # a new record's empty fields, noughts and 否 say nothing
        change = FieldChange(
            TABLE_LABELS[row.name],
            _field_label(row, field.verbose_name),
            in_words(field, old),
            in_words(field, new),
        )
        if change.old != change.new or change.new == _PERSONAL:
            changes.append(change)
    return changes


def _field_label(row: apsw.TableChange, label: str) -> str:
    """A setting's row is named after its key, all others after the field."""
    if row.name == "setting":
        return journal.record_id(row)
    return label


def _value(values: tuple[object, ...] | None, index: int) -> object:
    """A changeset of an older schema has fewer columns: what is not there was empty."""
    return values[index] if values is not None and index < len(values) else None


def in_words(field: object, value: object) -> str:
    """A stored value as people read it: the label of a term, the name behind a key, 是/否, a date.

    Of personal data only that it is there: the journal can't forget, and is read by everyone at the PC.
    """
    if value is None or value == "":
        return ""
    if isinstance(field, ShortText) and field.personal:
        return _PERSONAL
    if isinstance(field, TermField):
        return str(field.terms.label_of(str(value)))
    if isinstance(field, BooleanField):
        return "是" if value else "否"
    if isinstance(field, ForeignKeyField):
        return _name(field.rel_model._meta.table_name, str(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _name(table: str, record_id: str) -> str:
    column = _NAME_COLUMNS.get(table, "name")
    found = connection.scalar(f"SELECT {column} FROM {table} WHERE id = ?", (record_id,))
    return str(found) if found is not None else "（已撤销的记录）"
