"""The referral letter (移送函) to the authority that has the power which the township lacks; a 信函 (GB/T 9704-2012, 10.1)."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document, HeadStyle
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import ADDRESS, CONTACT, COPIES_TO, FOUND_BY, ITEM_ORDER, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import VERIFIED, Texts

FORM = PaperForm(
    PaperKind.REFERRAL,
    (
        RECIPIENT.but(label="移送机关", help="负有安全生产监督管理职责的部门"),
        FieldSpec("site", "隐患单位"),
        ADDRESS,
        FOUND_BY,
        FieldSpec("facts", "基本情况", FieldKind.TEXT),
        FieldSpec("reasons", "移送理由", FieldKind.TEXT),
        FieldSpec("materials", "移送材料", FieldKind.LINES, required=False, help="每行一份，列为附件"),
        CONTACT,
        COPIES_TO,
    ),
    item_fields=ITEM_ORDER,
    needs_items=True,
    has_photos=True,
    computed=("发现经过",),
)


def document(texts: Texts) -> Document:
    """Its letter under a letterhead, with the papers that go along as annexes."""
    texts.compute(发现经过=texts.value("found_by") or VERIFIED)
    materials = [line.strip() for line in texts.content.value("materials").splitlines() if line.strip()]
    copies = bool(texts.content.value("copies_to"))
    return letter(texts, style=HeadStyle.LETTERHEAD, annexes=materials, imprint=copies)
