"""What a paper has no power to say: penalties in supervision papers, measures on the spot beyond the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.vocabulary import Grade, PaperKind

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
