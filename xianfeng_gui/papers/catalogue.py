"""The fourteen kinds of papers."""

from __future__ import annotations

from types import ModuleType

from db.vocabulary import PaperKind
from xianfeng_gui.papers.forms import PaperForm
from xianfeng_gui.papers.kinds import (
    circular,
    closure,
    delisting,
    district_report,
    inspection_record,
    listing,
    notice,
    order,
    rectification_plan,
    referral,
    reinspection,
    service,
    site_measures,
    summons,
)

MODULES: dict[PaperKind, ModuleType] = {
    PaperKind.INSPECTION_RECORD: inspection_record,
    PaperKind.NOTICE: notice,
    PaperKind.REINSPECTION: reinspection,
    PaperKind.SERVICE: service,
    PaperKind.DISTRICT_REPORT: district_report,
    PaperKind.REFERRAL: referral,
    PaperKind.SUMMONS: summons,
    PaperKind.CIRCULAR: circular,
    PaperKind.LISTING: listing,
    PaperKind.DELISTING: delisting,
    PaperKind.RECTIFICATION_PLAN: rectification_plan,
    PaperKind.CLOSURE: closure,
    PaperKind.ORDER: order,
    PaperKind.SITE_MEASURES: site_measures,
}


def form(kind: PaperKind) -> PaperForm:
    """The form of a kind."""
    found: PaperForm = MODULES[kind].FORM
    return found
