"""The models are the schema, column by column, and speak Chinese."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from peewee import FloatField, ForeignKeyField, IntegerField

from db import connection, ids, journal
from db.records import RECORDS, TABLE_LABELS, Record
from db.records.base import BooleanField, ShortText, TermField

all_records = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)


def _type(field: Any) -> str:
    if isinstance(field, BooleanField | IntegerField):
        return "INTEGER"
    return "REAL" if isinstance(field, FloatField) else "TEXT"


@all_records
def test_columns(folder: Path, record: type[Record]) -> None:
    table = connection.rows(f"PRAGMA table_info({record._meta.table_name})")
    stored = [(name, kind, bool(not_null), bool(key)) for _, name, kind, not_null, _, key in table]
    assert stored == [
        (field.column_name, _type(field), not field.null, field.primary_key)
        for field in record._meta.sorted_fields
    ]
    assert stored[0] == ("id", "TEXT", True, True)  # what the journal takes for a row's key


@all_records
def test_references_and_their_indexes(folder: Path, record: type[Record]) -> None:
    table = record._meta.table_name
    stored = {(row[3], row[2], row[4]) for row in connection.rows(f"PRAGMA foreign_key_list({table})")}
    fields = [field for field in record._meta.sorted_fields if isinstance(field, ForeignKeyField)]
    assert stored == {(field.column_name, field.rel_model._meta.table_name, "id") for field in fields}
    indexed = _leading_columns(table)
    if (
        table == "hazard"
    ):  # its filter columns are indexed in hazard_line; all hazards are of one campaign or two
        indexed |= _leading_columns("hazard_line") | {"campaign_id"}
    for field in fields:
        assert field.column_name in indexed, f"{table}.{field.column_name} has no index"


def _leading_columns(table: str) -> set[str]:
    """Columns that an index finds rows by; a partial one counts when it leaves out nothing but empty references."""
    leading = set()
    for _, name, _, _, partial in connection.rows(f"PRAGMA index_list({table})"):
        column = connection.rows(f"PRAGMA index_info({name})")[0][2]
        sql = connection.scalar("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)) or ""
        if not partial or sql.endswith(f"WHERE {column} IS NOT NULL"):
            leading.add(column)
    return leading


@all_records
def test_unique_fields(folder: Path, record: type[Record]) -> None:
    table = record._meta.table_name
    stored = set()
    for row in connection.rows(f"PRAGMA index_list({table})"):
        columns = connection.rows(f"PRAGMA index_info({row[1]})")
        if row[2] and len(columns) == 1:
            stored.add(columns[0][2])
    fields = record._meta.sorted_fields
    assert stored == {field.column_name for field in fields if field.unique or field.primary_key}


@all_records
def test_labels(record: type[Record]) -> None:
    for field in record._meta.sorted_fields:
        assert re.search("[一-鿿]", field.verbose_name or ""), f"{record.__name__}.{field.name}"
        if isinstance(field, ShortText):
            assert field.max_length > 0
        if isinstance(field, TermField) and field.default is not None:
            assert field.default in field.terms
    labels = [field.verbose_name for field in record._meta.sorted_fields]
    assert len(labels) == len(set(labels))
    assert TABLE_LABELS[record._meta.table_name]


def test_all_tables_are_either_recorded_or_meant_not_to_be(folder: Path) -> None:
    tables = {row[0] for row in connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    recorded = {table for table in tables if journal.is_recorded(table)}
    assert recorded == {record._meta.table_name for record in RECORDS}


def test_keys_are_in_time_order_and_of_version_7() -> None:
    keys = [ids.new_id() for _ in range(20_000)]
    assert len(set(keys)) == 20_000
    assert keys == sorted(keys), "also those of one millisecond: steps of one entry are told in their order"
    assert all(re.fullmatch("[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}", key) for key in keys)


def test_repeatable_keys() -> None:
    try:
        ids.repeatable(1, 1_000)
        first = [ids.new_id() for _ in range(3)]
        ids.repeatable(1, 1_000)
        assert [ids.new_id() for _ in range(3)] == first == sorted(first)
    finally:
        ids.repeatable(None)
    assert ids.new_id() not in first
