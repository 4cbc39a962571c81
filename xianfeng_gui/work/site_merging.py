"""Two cards of one site become one: everything that hangs on the one goes to the other, as one entry of the journal.

The card that goes stays in the archive with ``merged_into``, so that ledgers and clerks who still write its name find the
one that is kept. Issued papers keep their words; only the register lists them under the kept site.
"""

from __future__ import annotations

from dataclasses import dataclass

from db import connection, journal
from db.errors import UserError
from db.records import Hazard, Inspection, Paper, PlannedInspection, Site
from db.vocabulary import SiteKind, StandardizationGrade
from xianfeng_gui.work.sites import SPECIAL_RISKS

_HANGING = (Hazard, Inspection, Paper)
"""Records that name a site and simply follow; planned inspections are one a site and month."""
_FILLED = (
    "kind",
    "village",
    "address",
    "credit_code",
    "legal_representative",
    "phone",
    "industry",
    "standardization_grade",
    "risk_level",
)
"""What the kept card takes from the other where it says nothing itself."""
_NOTHING = (None, "", SiteKind.UNKNOWN, StandardizationGrade.UNKNOWN)
_LAST_REMARK = "（又名{name}）"


@dataclass(frozen=True)
class Moved:
    """What a merge moves (or has moved), in counts."""

    hazards: int
    inspections: int
    papers: int
    planned: int

    def in_words(self) -> str:
        """For the question before it and the sentence after it."""
        return (
            f"隐患{self.hazards}条、检查{self.inspections}次、文书{self.papers}份、计划检查{self.planned}次"
        )


def hanging(site_id: str) -> Moved:
    """What hangs on a site."""
    counts = [
        connection.scalar(f"SELECT count(*) FROM {table} WHERE site_id = ?", (site_id,))
        for table in ("hazard", "inspection", "paper", "planned_inspection")
    ]
    return Moved(*map(int, counts))


def merge(gone_id: str, kept_id: str, actor: str) -> Moved:
    """Merge the card ``gone_id`` into ``kept_id``; returns what was moved. One entry of the journal, undoable.

    UserError when they are the same or one of them has been merged before.
    """
    if gone_id == kept_id:
        raise UserError("这是同一个单位（场所），请选择另一个", "site")
    gone, kept = (_card(site_id) for site_id in (gone_id, kept_id))
    if gone.credit_code and kept.credit_code and gone.credit_code != kept.credit_code:
        raise UserError(
            f"“{gone.name}”和“{kept.name}”的统一社会信用代码不同，不是同一个单位；代码填错的请先改正", "site"
        )
    moved = hanging(gone_id)
    with journal.change(f"把“{gone.name}”并入“{kept.name}”", actor):
        for record in _HANGING:
            record.update(site=kept_id).where(record.site == gone_id).execute()
        _move_plans(gone_id, kept_id)
        Site.update(merged_into=kept_id).where(Site.merged_into == gone_id).execute()
        _complete(kept, gone)
        Site.update(merged_into=kept_id, active=False).where(Site.id == gone_id).execute()
    return moved


def _card(site_id: str) -> Site:
    found = Site.get_or_none(Site.id == site_id)
    if found is None or found.merged_into_id is not None:
        raise UserError("没有这个单位（场所），或已并入别的单位，请刷新后重试", "site")
    return found


def _move_plans(gone_id: str, kept_id: str) -> None:
    """Of two plans for one month that which has been fulfilled stays, else the kept site's."""
    own = {plan.month: plan for plan in PlannedInspection.select().where(PlannedInspection.site == kept_id)}
    for plan in list(PlannedInspection.select().where(PlannedInspection.site == gone_id)):
        same = own.get(plan.month)
        if same is not None:
            fulfilled = plan.inspection_id is not None and same.inspection_id is None
            (same if fulfilled else plan).delete_instance()
            if not fulfilled:
                continue
        PlannedInspection.update(site=kept_id).where(PlannedInspection.id == plan.id).execute()


def _complete(kept: Site, gone: Site) -> None:
    """Fill what the kept card leaves empty; a special risk of either is one of the site's."""
    changes = {
        name: getattr(gone, name)
        for name in _FILLED
        if getattr(kept, name) in _NOTHING and getattr(gone, name) not in _NOTHING
    }
    changes |= {name: True for name in SPECIAL_RISKS if getattr(gone, name) and not getattr(kept, name)}
    if gone.active and not kept.active:
        changes["active"] = True
    changes["remark"] = "\n".join(
        part for part in (kept.remark, gone.remark, _LAST_REMARK.format(name=gone.name)) if part
    )
    Site.update(**changes).where(Site.id == kept.id).execute()
