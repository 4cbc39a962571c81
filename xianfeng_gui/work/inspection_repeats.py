"""What was found before at the same site: the same checklist item not in order, or a hazard of the same kind still open."""

from __future__ import annotations

from dataclasses import dataclass

from db import connection
from db.vocabulary import HazardState
from xianfeng_gui.rules.inspections import ALIKE
from xianfeng_gui.rules.likeness import likeness


@dataclass(frozen=True)
class Repeat:
    """An earlier finding: the hazard (empty: none was registered) and what to say of it."""

    hazard_id: str
    text: str


@dataclass(frozen=True)
class _OpenHazard:
    id: str
    number: str
    found_on: str
    state: str
    description: str


_ANSWERED_NO = """
SELECT answer.item_id, inspection.on_date, inspection.number, coalesce(hazard.id, ''), coalesce(hazard.number, ''),
    coalesce(hazard.state, '')
FROM inspection_answer AS answer JOIN inspection ON inspection.id = answer.inspection_id
    LEFT JOIN hazard ON hazard.id = answer.hazard_id
WHERE inspection.site_id = ? AND answer.answer = 'no' AND answer.item_id IS NOT NULL
ORDER BY inspection.on_date, inspection.number
"""
_OPEN = (
    "SELECT id, number, found_on, state, description FROM hazard WHERE site_id = ? "
    "AND state NOT IN ('closed', 'dismissed') ORDER BY found_on DESC, number DESC"
)


class Repeats:
    """A site's earlier findings, read once for a whole inspection; empty for a new site."""

    def __init__(self, site_id: str | None) -> None:
        # The last "no" of each item stands.
        self._items = {row[0]: row[1:] for row in connection.rows(_ANSWERED_NO, (site_id,))}
        self._open = [_OpenHazard(*row) for row in connection.rows(_OPEN, (site_id,))]
        self._known: dict[tuple[str | None, str], list[Repeat]] = {}

    def of(self, item_id: str | None, description: str) -> list[Repeat]:
        """Earlier findings of a checklist item, and open hazards whose description is like this one."""
        asked = (item_id, description)
        if asked not in self._known:  # a table asks each time it is painted
            self._known[asked] = self._find(item_id, description)
        return self._known[asked]

    def _find(self, item_id: str | None, description: str) -> list[Repeat]:
        found = []
        if item_id in self._items:
            on, inspection, hazard_id, number, state = self._items[item_id]
            told = f"，隐患{number}（{HazardState.label_of(state)}）" if number else ""
            found.append(Repeat(hazard_id, f"{on} 检查{inspection}时此项不符合{told}"))
        told_of = {one.hazard_id for one in found}
        found += [
            Repeat(one.id, f"{one.found_on} 类似隐患{one.number}（{HazardState.label_of(one.state)}）")
            for one in self._open
            if one.id not in told_of and likeness(one.description, description) >= ALIKE
        ]
        return found
