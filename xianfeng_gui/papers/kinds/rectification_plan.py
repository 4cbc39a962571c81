"""The six-part rectification plan of a major hazard (重大隐患整改方案).

The six parts are those of 《安全生产事故隐患排查治理暂行规定》 (国家安全监管总局令第16号), article 15.
"""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import ITEM_BASE, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.RECTIFICATION_PLAN,
    (
        RECIPIENT.but(label="隐患单位"),
        FieldSpec("goals", "目标和任务", FieldKind.TEXT),
        FieldSpec("methods", "方法和措施", FieldKind.TEXT),
        FieldSpec("funds", "经费和物资", FieldKind.TEXT),
        FieldSpec("bodies", "机构和人员", FieldKind.TEXT),
        FieldSpec("time_limit", "时限和要求", FieldKind.TEXT),
        FieldSpec("safety", "安全措施和应急预案", FieldKind.TEXT),
    ),
    item_fields=ITEM_BASE,
    needs_items=True,
    has_photos=True,
)


def document(texts: Texts) -> Document:
    """Its letter."""
    return letter(texts)
