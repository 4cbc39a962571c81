"""The summons for a talk (约谈通知书)."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import CONTACT, ITEM_BASE, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.SUMMONS,
    (
        RECIPIENT,
        FieldSpec("summoned", "被约谈人", help="姓名和职务"),
        FieldSpec("reasons", "约谈事由", FieldKind.TEXT),
        FieldSpec("meets_on", "约谈日期", FieldKind.DATE),
        FieldSpec("meets_at", "约谈时间", FieldKind.TIME),
        FieldSpec("place", "约谈地点"),
        FieldSpec("host", "约谈人", required=False, help="主持约谈的负责人"),
        FieldSpec("topics", "约谈内容", FieldKind.TEXT),
        FieldSpec("materials", "携带材料", FieldKind.TEXT, required=False),
        CONTACT,
    ),
    item_fields=ITEM_BASE,
    computed=("隐患引言",),
)


def document(texts: Texts) -> Document:
    """Its letter."""
    texts.compute(隐患引言=texts.line("items_intro") if texts.content.items else "")
    return letter(texts)
