"""What a paper has no power to say: penalties in supervision papers, measures on the spot beyond the law or against a notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from db.vocabulary import Grade, PaperKind
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.paper_order import HazardFacts, Matter

_PENALTIES = (
    "罚款",
    "责令停产停业",
    "吊销",
    "查封",
    "扣押",
    "强制执行",
    "行政拘留",
    "行政复议",
    "行政诉讼",
)
_PLAIN_ORDERS = (
    PaperKind.NOTICE,
    PaperKind.REINSPECTION,
    PaperKind.SUMMONS,
    PaperKind.LISTING,
    PaperKind.DELISTING,
    PaperKind.CLOSURE,
)


def clause_problems(kind: PaperKind, texts: Mapping[str, str]) -> list[str]:
    """Clauses that a supervision paper has no power for; ``texts`` by what they are called."""
    if kind not in _PLAIN_ORDERS:
        return []
    return [
        f"“{name}”中写有“{word}”：{kind.label}是监督检查文书，不能处罚、强制或告知救济，请改写"
        for name, text in texts.items()
        for word in _PENALTIES
        if word in text
    ]


_STOPPING = ("停产", "停业", "停止使用", "撤出")
_SEIZING = ("查封", "扣押", "罚款")


def measures_problem(grades: Iterable[Grade], measures: str) -> str:
    """What an on-site measures decision has no power for; empty when nothing.

    《安全生产法》 allows to stop work or clear a place only while a major hazard is removed (2014: article 62, 2021:
    article 65); to seize and to fine take papers of their own.
    """
    if word := next((word for word in _SEIZING if word in measures), ""):
        return f"现场处理措施不包括“{word}”，须另行依法办理；请改写处理措施"
    word = next((word for word in _STOPPING if word in measures), "")
    if not word or Grade.MAJOR in set(grades):
        return ""
    return f"没有重大隐患，不能责令“{word}”；请改写处理措施，或先核定隐患等级"


def at_once_problem(matter: Matter, issued_on: date) -> str:
    """General hazards that a decision orders to be removed at once, while a notice leaves them time; empty when there is none.

    Of a major hazard the decision orders only what is done until it is removed, so that its notice may set any deadline.
    """
    if any(hazard.life.grade is Grade.MAJOR for hazard in matter.hazards):
        return ""
    for hazard in matter.hazards:
        until = hazard.life.deadline if hazard.life.state in lifecycle.UNRECTIFIED_STATES else None
        if hazard.notice and until is not None and until > issued_on:
            return (
                f"{hazard.number}由{hazard.notice}要求{format_date(until)}前整改，与“责令立即排除”不一致；"
                "不是必须当场排除的，请不要写进现场处理措施决定书"
            )
    return ""


def time_problem(hazard: HazardFacts, deadline: date | None, issued_on: date) -> str:
    """A notice that leaves time for what a decision on the spot orders to be removed at once; empty when it doesn't."""
    if not hazard.at_once or deadline is None or deadline <= issued_on:
        return ""
    return (
        f"{hazard.number}已由{hazard.at_once}责令立即排除，整改期限应为当天；"
        f"可以限期整改的，请先作废{hazard.at_once}"
    )
