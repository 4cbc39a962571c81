"""What the columns of a table from elsewhere are and its words mean, as a clerk once said; kept by its headings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from db import clock, connection
from db.records import SheetLayout
from xianfeng_gui.rules.ledger import matching
from xianfeng_gui.rules.ledger.heads import Head

_LONGEST_NAME = 200
_WORDS = ".words"
"""Ends the purpose of what is kept of the words in a layout's cells."""


def remembered(purpose: str, kind: str, head: Head) -> dict[int, str] | None:
    """Column from 0 -> field's key, none when this layout is new. ``purpose``: import or form; ``kind``: of what list."""
    found = _kept(purpose, kind, head)
    return None if found is None else {int(at): key for at, key in found.items()}


def remember(purpose: str, kind: str, head: Head, columns: Mapping[int, str], name: str) -> None:
    """Keep them for the next table of this layout, with the file's name; only inside a change."""
    _keep(purpose, kind, head, dict(columns), name)


def remembered_words(purpose: str, kind: str, head: Head) -> dict[str, dict[str, str]]:
    """Field's key -> words of a cell -> what they mean, as it was said of this layout."""
    found = _kept(f"{purpose}{_WORDS}", kind, head)
    return found or {}


def remember_words(
    purpose: str, kind: str, head: Head, words: Mapping[str, Mapping[str, str]], name: str
) -> None:
    """Keep what words in the cells mean, with the file's name; only inside a change."""
    _keep(f"{purpose}{_WORDS}", kind, head, {key: dict(one) for key, one in words.items()}, name)


def _kept(purpose: str, kind: str, head: Head) -> dict[str, Any] | None:
    found = connection.scalar(
        "SELECT mapping FROM sheet_layout WHERE purpose = ? AND kind = ? AND fingerprint = ?",
        (purpose, kind, mark(head)),
    )
    return None if found is None else dict(json.loads(str(found)))


def _keep(purpose: str, kind: str, head: Head, mapping: Mapping[Any, Any], name: str) -> None:
    own = mark(head)
    values = {
        "mapping": json.dumps(mapping, ensure_ascii=False),
        "name": name[:_LONGEST_NAME],
        "used_on": clock.today(),
    }
    same = (SheetLayout.purpose == purpose) & (SheetLayout.kind == kind) & (SheetLayout.fingerprint == own)
    if not SheetLayout.update(**values).where(same).execute():
        SheetLayout.create(purpose=purpose, kind=kind, fingerprint=own, **values)


def marks(purpose: str, kind: str) -> frozenset[str]:
    """The marks of every layout of that purpose and kind of which the columns were said."""
    rows = connection.rows(
        "SELECT fingerprint FROM sheet_layout WHERE purpose = ? AND kind = ?", (purpose, kind)
    )
    return frozenset(str(one) for (one,) in rows)


def mark(head: Head) -> str:
    """What makes a layout the same again: a hash of its headings, which may be longer than the field that keeps it."""
    return hashlib.sha256(matching.fingerprint(head).encode()).hexdigest()
