"""The circular (通报): facts, decision, requirements; with an imprint."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import COPIES_TO, ITEM_ORDER, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.CIRCULAR,
    (
        RECIPIENT.but(label="主送机关", help="如各村（社区），镇属各部门，各生产经营单位"),
        FieldSpec("site", "被通报单位"),
        FieldSpec("facts", "通报事实", FieldKind.TEXT),
        FieldSpec("decision", "处理情况", FieldKind.TEXT, required=False),
        FieldSpec("requirements", "工作要求", FieldKind.TEXT),
        COPIES_TO,
    ),
    item_fields=ITEM_ORDER,
    computed=("隐患引言",),
    has_photos=True,
)


def document(texts: Texts) -> Document:
    """Its letter with an imprint."""
    texts.compute(隐患引言=texts.line("items_intro") if texts.content.items else "")
    return letter(texts, imprint=True)
