"""The report to the district (隐患未按期整改情况报告): a letter to a superior, with the name of who signs it off beside the number."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.content import as_day
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import (
    ADDRESS,
    CONTACT,
    COPIES_TO,
    EARLIER_DATE,
    EARLIER_NUMBER,
    EARLIER_TITLE,
    FOUND_BY,
    ITEM_ORDER,
    RECIPIENT,
)
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import VERIFIED, Texts

ROOM_TO_SIGN = "\u3000" * 4
"""Who signs for the office writes the name there by hand (GB/T 9704-2012, 7.2.6); the clerk's or the office's name is none."""

FORM = PaperForm(
    PaperKind.DISTRICT_REPORT,
    (
        RECIPIENT.but(label="主送机关", help="如江津区安全生产委员会办公室"),
        FieldSpec(
            "signer",
            "签发人",
            required=False,
            help="签发的负责人；在“设置备份”中填好的，自动填入；不填的，印出后由本人签名",
        ),
        FieldSpec("site", "隐患单位"),
        ADDRESS,
        FOUND_BY,
        FieldSpec("found_on", "发现日期", FieldKind.DATE, required=False),
        EARLIER_TITLE.but(required=False),
        EARLIER_NUMBER.but(required=False),
        EARLIER_DATE.but(required=False),
        FieldSpec("facts", "督促整改情况", FieldKind.TEXT),
        FieldSpec("reasons", "未按期整改原因", FieldKind.TEXT),
        FieldSpec("risk", "可能后果", FieldKind.TEXT, required=False),
        FieldSpec("suggestion", "建议", FieldKind.TEXT),
        CONTACT,
        COPIES_TO,
    ),
    item_fields=ITEM_ORDER,
    needs_items=True,
    has_photos=True,
    computed=("发现经过", "整改情形"),
)


def document(texts: Texts) -> Document:
    """Its letter, with contact as 附注 and an imprint."""
    content = texts.content
    deadlines = [day for item in content.items if (day := as_day(item.deadline, "items"))]
    in_time = (
        bool(deadlines) and min(deadlines) >= content.issued_on
    )  # failed by a reinspection before the term ran out
    texts.compute(
        发现经过=texts.value("found_by") or VERIFIED, 整改情形="未整改到位" if in_time else "未按期整改到位"
    )
    note = texts.fill(texts.wording["note"])
    return letter(texts, signer=texts.value("signer") or ROOM_TO_SIGN, note="".join(note), imprint=True)
