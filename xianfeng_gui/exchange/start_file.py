"""The start file: what a village's program begins with, made by the township's.

A package (``package.py``) of the kind ``start`` for one office, with the rows of the campaign, its tasks and offices,
and the township's own calendar of holidays if it has one. Rows keep their ids: what the offices exchange later
finds the same records on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng_gui.exchange import package, rows
from xianfeng_gui.exchange.package import Manifest, OfficeCard

KIND = "start"
ENDING = ".xfstart"
_RECORDS, _HOLIDAYS = "records.json", "holidays.toml"


@dataclass(frozen=True)
class StartFile:
    """What a start file holds; ``holidays`` is the text of a holidays.toml, empty for the program's own."""

    manifest: Manifest
    rows: rows.Rows
    holidays: str = ""

    @property
    def office(self) -> OfficeCard:
        """The office whose program begins with it."""
        return self.manifest.office

    @property
    def campaign(self) -> str:
        """The campaign's name."""
        return "、".join(str(row["name"]) for row in self.rows.get("campaign", []))

    def count(self, table: str) -> int:
        """How many rows of a table it holds."""
        return len(self.rows.get(table, []))


def to_bytes(start: StartFile) -> bytes:
    """The file."""
    parts = {_RECORDS: rows.to_json(start.rows)}
    if start.holidays:
        parts[_HOLIDAYS] = start.holidays.encode()
    return package.pack(start.manifest, parts)


def from_bytes(body: bytes) -> StartFile:
    """Read a file; UserError when it is none, damaged, changed, or for a newer program (``package.NewerError``)."""
    manifest, parts = package.unpack(body, KIND)
    found = rows.from_json(parts.get(_RECORDS, b""))
    return StartFile(manifest, found, parts.get(_HOLIDAYS, b"").decode(errors="replace"))
