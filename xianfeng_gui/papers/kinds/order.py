"""The rectification order (责令限期整改指令书): enforcement, so with two officers, and told how to ask for review or sue.

Terms: 《行政复议法》 60 days, 《行政诉讼法》 six months, both from the day the order became known.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.vocabulary import PaperKind
from xianfeng_gui.papers.content import PaperItem, as_day
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import (
    CONTACT,
    COURT,
    INSPECTED_ON,
    ITEM_ORDER,
    OFFICERS,
    RECIPIENT,
    REVIEW_BODY,
)
from xianfeng_gui.papers.forms import PaperForm, PaperSet
from xianfeng_gui.papers.numerals import chinese_date
from xianfeng_gui.papers.texts import TO_FILL, Texts

FORM = PaperForm(
    PaperKind.ORDER,
    (
        RECIPIENT.but(label="被检查单位"),
        INSPECTED_ON.but(required=True),
        OFFICERS.but(label="执法人员"),
        REVIEW_BODY,
        COURT,
        CONTACT,
    ),
    paper_set=PaperSet.ENFORCEMENT,
    item_fields=ITEM_ORDER,
    needs_items=True,
    has_photos=True,
    officers=2,
    computed=("分项期限", "权利告知"),
)


def document(texts: Texts) -> Document:
    """Its letter; which items are due by which date is said in one sentence."""
    texts.compute(分项期限=_terms(texts.content.items), 权利告知=texts.line("rights"))
    return letter(texts)


def _terms(items: Sequence[PaperItem]) -> str:
    """第1、3项于2021年7月2日前，第2项于2021年8月2日前: items by deadline, in the deadlines' order; of one deadline only the day."""
    by_day: dict[str, list[str]] = {}
    for item in items:
        by_day.setdefault(item.deadline, []).append(str(item.number))
    parts = []
    for deadline, numbers in sorted(by_day.items()):
        day = as_day(deadline, "items")
        which = f"第{'、'.join(numbers)}项" if len(by_day) > 1 else ""
        parts.append(f"{which}于{chinese_date(day) + '前' if day else TO_FILL}")
    return "，".join(parts)
