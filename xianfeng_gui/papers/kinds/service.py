"""The proof of service (送达回证): a slip that the receiver signs."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import field_row, sign_row, table, text_row
from xianfeng_gui.papers.fields import ADDRESS, RECIPIENT, WAY
from xianfeng_gui.papers.forms import Basis, FieldKind, FieldSpec, PaperForm, Shape
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.SERVICE,
    (
        RECIPIENT.but(label="受送达单位"),
        ADDRESS,
        FieldSpec("paper_title", "送达文书名称"),
        FieldSpec("paper_number", "送达文书字号"),
        FieldSpec("copies", "送达份数", required=False),
        WAY.but(required=False),
        FieldSpec("served_on", "送达日期", FieldKind.DATE, required=False, help="送达时填写的，留空打印"),
        FieldSpec("place", "送达地点", required=False),
        FieldSpec("receiver", "收件人", required=False),
        FieldSpec("receiver_post", "收件人身份", required=False),
        FieldSpec("servers", "送达人", required=False),
        FieldSpec("witnesses", "见证人", required=False),
        FieldSpec("remark", "备注", FieldKind.TEXT, required=False, help="拒收的事由、邮件号码、公告载体等"),
    ),
    stands_on=Basis.PAPER,
    follows=tuple(
        kind
        for kind in PaperKind
        if kind not in (PaperKind.SERVICE, PaperKind.INSPECTION_RECORD, PaperKind.CLOSURE)
    ),
    shape=Shape.TABLE,
    has_photos=True,
)


DAY = "年　　月　　日"
HOUR = f"{DAY}　　时　　分"


def document(texts: Texts) -> Document:
    """Its table; what is known beforehand is printed, the rest is room to sign."""
    value = texts.value
    rows = [
        field_row(("送达文书", f"{value('paper_title')}（{value('paper_number')}）")),
        field_row(("受送达单位", value("recipient"))),
        field_row(("单位地址", value("address"))),
        field_row(("送达地点", value("place"))),
        field_row(("送达方式", value("way")), ("送达份数", value("copies"))),
        sign_row("受送达人\n签收", _receiver(texts)),
        sign_row(
            "送达人",
            f"{value('servers')}\n（签名）：　　　　　　　、　　　　　　　{value('served_on') or DAY}",
        ),
        sign_row("见证人", f"{value('witnesses')}\n（签名）：　　　　　　　　　　　　　　　{DAY}"),
        text_row("备注", value("remark") or "\n\n"),
    ]
    return table(texts, rows, texts.line("note"))


def _receiver(texts: Texts) -> str:
    who = "　".join(part for part in (texts.value("receiver"), texts.value("receiver_post")) if part)
    return f"{who}\n（签名或者盖章）：　　　　　　{HOUR}"
