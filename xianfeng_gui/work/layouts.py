"""What the columns of a table from elsewhere are, as a clerk once said; kept by the headings of the table."""

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


def remembered(purpose: str, kind: str, head: Head) -> dict[int, Any] | None:
    """Column from 0 -> what was said of it (its field's key; words for its drop-down list), none when this layout is new.

    ``purpose``: import, form or form_values; ``kind``: of what list.
    """
    found = connection.scalar(
        "SELECT mapping FROM sheet_layout WHERE purpose = ? AND kind = ? AND fingerprint = ?",
        (purpose, kind, _mark(head)),
    )
    return None if found is None else {int(at): key for at, key in json.loads(str(found)).items()}


def remember(purpose: str, kind: str, head: Head, columns: Mapping[int, Any], name: str) -> None:
    """Keep them for the next table of this layout, with the file's name; only inside a change."""
    mark = _mark(head)
    values = {
        "mapping": json.dumps(dict(columns), ensure_ascii=False),
        "name": name[:_LONGEST_NAME],
        "used_on": clock.today(),
    }
    same = (SheetLayout.purpose == purpose) & (SheetLayout.kind == kind) & (SheetLayout.fingerprint == mark)
    if not SheetLayout.update(**values).where(same).execute():
        SheetLayout.create(purpose=purpose, kind=kind, fingerprint=mark, **values)


def _mark(head: Head) -> str:
    """A hash of the headings, which may be longer than the field that keeps it."""
    return hashlib.sha256(matching.fingerprint(head).encode()).hexdigest()
