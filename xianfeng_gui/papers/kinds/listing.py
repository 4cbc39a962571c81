"""The listing notice (重大隐患挂牌督办通知书): a major hazard comes under listed supervision."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import CONTACT, COPIES_TO, ITEM_ORDER, LEVEL, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.LISTING,
    (
        RECIPIENT,
        LEVEL,
        FieldSpec("supervisor", "督办单位"),
        FieldSpec("person", "整改责任人"),
        FieldSpec("deadline", "督办期限", FieldKind.DATE),
        FieldSpec("requirements", "督办要求", FieldKind.TEXT, required=False),
        CONTACT,
        COPIES_TO,
    ),
    item_fields=ITEM_ORDER,
    needs_items=True,
    has_photos=True,
)


def document(texts: Texts) -> Document:
    """Its letter with an imprint."""
    return letter(texts, imprint=True)
