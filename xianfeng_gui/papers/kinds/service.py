"""The proof of service (送达回证): a slip that tells how a paper reached its receiver; each way of service has its own rows."""

from __future__ import annotations

from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.papers.document import Document, TableRow
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
        FieldSpec(
            "posted_on", "交寄日期", FieldKind.DATE, required=False, help="邮寄送达的，哪天交寄；不填的，留空"
        ),
        FieldSpec(
            "effective_on",
            "公告期满日期",
            FieldKind.DATE,
            required=False,
            help="公告送达的，期满视为送达；登记送达后自动填入",
        ),
        FieldSpec("place", "送达地点", required=False, help="公告送达的，写在哪里公告"),
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
    """Its table; what is known beforehand is printed, the rest is room to sign. A way that isn't known yet has the rows of a
    delivery by hand, with room for witnesses."""
    value = texts.value
    head = [
        field_row(("送达文书", f"{value('paper_title')}（{value('paper_number')}）")),
        field_row(("受送达单位", value("recipient"))),
        field_row(("单位地址", value("address"))),
        field_row(("送达方式", value("way")), ("送达份数", value("copies"))),
    ]
    way = texts.content.value("way")
    rows, note = {
        ServiceWay.LEFT: (_left, "note"),
        ServiceWay.POST: (_posted, "note_post"),
        ServiceWay.ANNOUNCED: (_announced, "note_announced"),
    }.get(ServiceWay(way) if way else ServiceWay.SIGNED, (_by_hand, "note"))
    return table(texts, [*head, *rows(texts)], texts.line(note))


def _by_hand(texts: Texts) -> list[TableRow]:
    """Where, and who signed for it; witnesses where there were some, or may still be needed."""
    value = texts.value
    witnessed = value("witnesses") or not texts.content.value("way")
    return [
        field_row(("送达地点", value("place"))),
        sign_row("受送达人\n签收", f"{_receiver(texts)}\n（签名或者盖章）：　　　　　　{HOUR}"),
        _servers(texts, "送达人", value("served_on"), last=not witnessed),
        *([_witnesses(texts, last=True)] if witnessed else []),
        text_row("备注", value("remark") or "\n\n"),
    ]


def _left(texts: Texts) -> list[TableRow]:
    """Where and when it was left, before whom; the receiver signs nothing."""
    value = texts.value
    return [
        field_row(("留置地点", value("place"))),
        field_row(("留置日期", value("served_on") or DAY), ("受送达人", _receiver(texts))),
        text_row("拒收事由\n和备注", value("remark") or "\n\n", keep=True),
        _servers(texts, "送达人", value("served_on")),
        _witnesses(texts, last=True),
    ]


def _posted(texts: Texts) -> list[TableRow]:
    """Who sent it where and when, and who received it on which day by the post's own slip."""
    value = texts.value
    return [
        field_row(("邮寄地址", value("place") or value("address"))),
        field_row(("交寄日期", value("posted_on") or DAY), ("收件人", _receiver(texts))),
        field_row(("回执上的\n收件日期", value("served_on") or DAY)),
        text_row("邮件号码\n和备注", value("remark") or "\n\n", keep=True),
        _servers(texts, "寄件人", "", last=True),
    ]


def _announced(texts: Texts) -> list[TableRow]:
    """Where and when it was announced, and the day from which it counts as served."""
    value = texts.value
    where = [part for part in (value("place"), value("remark")) if part]
    return [
        text_row("公告地点\n和载体", "\n".join(where)),
        field_row(
            ("公告日期", value("served_on") or DAY), ("期满视为\n送达日期", value("effective_on") or DAY)
        ),
        _servers(texts, "送达人", "", last=True),
    ]


def _servers(texts: Texts, label: str, day: str, *, last: bool = False) -> TableRow:
    return sign_row(
        label, f"{texts.value('servers')}\n（签名）：　　　　　　　、　　　　　　　{day or DAY}", last=last
    )


def _witnesses(texts: Texts, *, last: bool) -> TableRow:
    return sign_row(
        "见证人", f"{texts.value('witnesses')}\n（签名）：　　　　　　　　　　　　　　　{DAY}", last=last
    )


def _receiver(texts: Texts) -> str:
    return "　".join(part for part in (texts.value("receiver"), texts.value("receiver_post")) if part)
