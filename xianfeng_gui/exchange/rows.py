"""Rows of the archive on their way to another office, table by table as the record models have them.

A row is its columns by name with the values that SQLite holds, so that ids stay what they are and a table that gains
columns needs no line here: what an older file lacks gets the field's default.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db import bulk, connection
from db.errors import UserError
from db.records import RECORDS, Record

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""By the table's name."""


def take(model: type[Record], where: str = "1", parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The table's rows that fulfil a condition, in the order of their ids; personal fields are left empty."""
    fields = model._meta.sorted_fields
    names = [field.column_name for field in fields]
    blank = {field.column_name: "" for field in fields if getattr(field, "personal", False)}
    sql = f"SELECT {', '.join(names)} FROM {model._meta.table_name} WHERE {where} ORDER BY id"
    found = connection.rows(sql, parameters)
    return [dict(zip(names, values, strict=True)) | blank for values in found]


def without_loose_ends(rows: Rows) -> Rows:
    """The same rows, with references that may be empty emptied where the row they lead to is not among these."""
    ids = {table: {row["id"] for row in taken} for table, taken in rows.items()}
    for model in RECORDS:
        for field in model._meta.sorted_fields:
            target = getattr(field, "rel_model", None)
            if target is None or not field.null:
                continue
            known = ids.get(target._meta.table_name, set())
            for row in rows.get(model._meta.table_name, []):
                if row[field.column_name] not in known:
                    row[field.column_name] = None
    return rows


def to_json(rows: Rows) -> bytes:
    """The rows as a file's part."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(part: bytes) -> Rows:
    """The rows of a file's part; UserError when it holds anything else."""
    try:
        rows: Rows = json.loads(part)
        known = {model._meta.table_name for model in RECORDS}
        if set(rows) <= known and all(_is_row(row) for taken in rows.values() for row in taken):
            return rows
    except (ValueError, TypeError, AttributeError):
        pass  # told below, as all else that is no set of rows
    raise UserError("文件内容有误，请让制作单位重新做一份")


def _is_row(row: Row) -> bool:
    return isinstance(row.get("id"), str) and all(
        value is None or isinstance(value, str | int | float) for value in row.values()
    )


def insert(rows: Rows) -> None:
    """Add the rows with their ids; only inside a change. UserError for a column that this schema does not have."""
    for model in RECORDS:
        names = {field.column_name: field.name for field in model._meta.sorted_fields}
        taken = rows.get(model._meta.table_name, [])
        if unknown := {column for row in taken for column in row if column not in names}:
            raise UserError(f"文件内容有误（{'、'.join(sorted(unknown))}），请让制作单位重新做一份")
        bulk.insert(model, [{names[column]: value for column, value in row.items()} for row in taken])
