"""What a clerk has to know when a paper opens, though nothing of it stands in the way of issuing."""

from __future__ import annotations

from db.records import Inspection
from db.vocabulary import PaperKind
from xianfeng_gui.work.papers import standing
from xianfeng_gui.work.papers.standing import Grounds

_REPEATABLE = (
    PaperKind.SITE_MEASURES,
    PaperKind.DISTRICT_REPORT,
    PaperKind.SUMMONS,
    PaperKind.CIRCULAR,
    PaperKind.RECTIFICATION_PLAN,
)
"""Kinds that may be issued more than once about the same hazards."""


def said(grounds: Grounds) -> str:
    """The sentences for a draft on these grounds; empty when there are none."""
    return _repeated(grounds) or _not_identified(grounds)


def _repeated(grounds: Grounds) -> str:
    """Papers of this kind about these hazards that stand."""
    if grounds.kind not in _REPEATABLE:
        return ""
    found = {
        number
        for hazard_id in grounds.hazard_ids
        for _, number in standing.standing_papers(hazard_id, (grounds.kind,))
    }
    if not found:
        return ""
    numbers = "、".join(sorted(found))
    return f"所列隐患已出具过{grounds.kind.label}{numbers}；需要更正的，请在“文书”中选中它再“更正重发”"


def _not_identified(grounds: Grounds) -> str:
    """The record of an inspection in which no certificates were shown does not say that they were."""
    if grounds.kind is not PaperKind.INSPECTION_RECORD or grounds.inspection_id is None:
        return ""
    if Inspection.get_by_id(grounds.inspection_id).certificates_shown:
        return ""
    return "检查登记为没有出示执法证件，记录中不写“告知事项”；实际出示了的，请先更正检查登记"
