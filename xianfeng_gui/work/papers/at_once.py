"""A decision on the spot and a notice about the same hazard: what is to be removed at once has no later deadline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.rules import paper_clauses
from xianfeng_gui.rules.paper_order import NOTICES, Matter

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent


def problems(content: PaperContent, matter: Matter) -> list[UserError]:
    """Where the paper would say otherwise than the other one that stands."""
    if content.kind is PaperKind.SITE_MEASURES:
        reasons = [paper_clauses.at_once_problem(matter, content.issued_on)]
    elif content.kind in NOTICES:
        due = {
            one.hazard_number: dt.date.fromisoformat(one.deadline) for one in content.items if one.deadline
        }
        reasons = [
            paper_clauses.time_problem(hazard, due.get(hazard.number), content.issued_on)
            for hazard in matter.hazards
        ]
    else:
        reasons = []
    return [UserError(reason, "items") for reason in reasons if reason]
