"""The register of papers."""

from __future__ import annotations

from dataclasses import dataclass

from db import connection, search
from db.vocabulary import PaperKind


@dataclass(frozen=True)
class PaperRow:
    """A line of the register."""

    id: str
    number: str
    kind: str
    site: str
    issued_on: str
    voided: bool
    void_reason: str
    hazards: int

    @property
    def state(self) -> str:
        """In words, with a symbol."""
        return "× 已作废" if self.voided else "✓ 有效"


_ROWS = (
    "SELECT paper.id, paper.number, paper.kind, site.name, paper.issued_on, paper.voided_on IS NOT NULL, "
    "paper.void_reason, (SELECT count(*) FROM paper_hazard WHERE paper_id = paper.id) "
    "FROM paper JOIN site ON site.id = paper.site_id ORDER BY paper.year DESC, paper.sequence DESC"
)


def rows(text: str = "") -> list[PaperRow]:
    """Papers, the newest first; ``text`` by characters or pinyin initials of number and site."""
    found = [
        PaperRow(row[0], row[1], PaperKind.label_of(row[2]), row[3], row[4], bool(row[5]), row[6], row[7])
        for row in connection.rows(_ROWS)
    ]
    return [row for row in found if not text.strip() or search.hit(text, row.number, row.site)]
