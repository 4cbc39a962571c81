"""The hazards that a paper may be about besides those it was begun with."""

from __future__ import annotations

from db.records import Hazard
from db.vocabulary import PaperKind
from xianfeng_gui.work.papers import standing
from xianfeng_gui.work.papers.standing import Grounds

MOST_OFFERED = 60
"""Other hazards of the site that are offered to be added: the newest, so that the dialog opens at once."""


def selectable(grounds: Grounds) -> list[tuple[str, str]]:
    """``(id, number and description)`` of the hazards that the paper could be about: the same paper's, inspection's or site's."""
    ids = list(grounds.hazard_ids)
    if (
        grounds.replaces_id is None
        and grounds.kind not in (PaperKind.INSPECTION_RECORD, PaperKind.SERVICE)
        and ids
    ):
        ids += [one for one in _siblings(grounds) if one not in ids]
    rows = [Hazard.get_by_id(hazard_id) for hazard_id in ids]
    return [(hazard.id, f"{hazard.number}  {hazard.description}") for hazard in rows]


def _siblings(grounds: Grounds) -> list[str]:
    """Other hazards of the same inspection (measures on the spot), notice (a reinspection) or site that this kind of paper is
    possible for."""
    if grounds.kind is PaperKind.SITE_MEASURES:
        query = "SELECT id FROM hazard WHERE inspection_id = ? ORDER BY number"
        return list(standing.ids(query, str(grounds.inspection_id)))
    if grounds.kind is PaperKind.REINSPECTION and grounds.follows_id:
        query = "SELECT hazard_id FROM paper_hazard WHERE paper_id = ? ORDER BY position"
        ids = standing.ids(query, grounds.follows_id)
    else:
        site_id = str(Hazard.get_by_id(grounds.hazard_ids[0]).site_id)
        newest = f"SELECT id FROM hazard WHERE site_id = ? ORDER BY number DESC LIMIT {MOST_OFFERED}"
        ids = standing.ids(newest, site_id)
    return standing.possible_for(grounds.kind, ids)
