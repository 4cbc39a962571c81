"""The delisting notice (重大隐患摘牌通知书): listed supervision of a major hazard ends before it is closed."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import COPIES_TO, EARLIER_DATE, EARLIER_NUMBER, ITEM_BASE, LEVEL, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.DELISTING,
    (
        RECIPIENT,
        LEVEL,
        EARLIER_NUMBER.but(label="挂牌文书字号"),
        EARLIER_DATE.but(label="挂牌日期"),
        FieldSpec("reviewed_on", "验收日期", FieldKind.DATE),
        FieldSpec("review", "验收情况", FieldKind.TEXT),
        COPIES_TO,
    ),
    item_fields=ITEM_BASE,
    needs_items=True,
    has_photos=True,
)


def document(texts: Texts) -> Document:
    """Its letter with an imprint."""
    return letter(texts, imprint=True)
