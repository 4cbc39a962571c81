"""Papers that may be issued more than once about the same hazards: whoever opens another is told of those that stand."""

from __future__ import annotations

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


def said(grounds: Grounds) -> str:
    """A sentence on the papers of this kind about these hazards that stand; empty when there are none."""
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
