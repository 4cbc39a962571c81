"""The inspection record (现场检查记录): who looked at what, when, and what was found."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.content import officers
from xianfeng_gui.papers.document import Document, TableRow
from xianfeng_gui.papers.drafting import field_row, list_rows, sign_row, table, text_row
from xianfeng_gui.papers.fields import (
    ADDRESS,
    INSPECTED_ON,
    ITEM_BASE,
    LEGAL_REP,
    LEGAL_REP_PHONE,
    LEGAL_REP_POST,
    OFFICERS,
    RECIPIENT,
)
from xianfeng_gui.papers.forms import Basis, FieldKind, FieldSpec, PaperForm, Shape
from xianfeng_gui.papers.texts import TO_FILL, Texts, item_names

FORM = PaperForm(
    PaperKind.INSPECTION_RECORD,
    (
        RECIPIENT.but(label="被检查单位"),
        ADDRESS,
        LEGAL_REP,
        LEGAL_REP_POST,
        LEGAL_REP_PHONE,
        FieldSpec("companion", "现场负责人", required=False),
        FieldSpec("companion_post", "现场负责人职务", required=False),
        FieldSpec("companion_phone", "现场负责人电话", required=False),
        FieldSpec("place", "检查场所"),
        INSPECTED_ON.but(required=True),
        FieldSpec("starts_at", "开始时间", FieldKind.TIME),
        FieldSpec("ends_at", "结束时间", FieldKind.TIME),
        OFFICERS,
        FieldSpec("certificates_shown", "已出示执法证件", FieldKind.FLAG, required=False),
        FieldSpec("findings", "检查情况", FieldKind.TEXT),
        FieldSpec("refused", "拒绝签字", FieldKind.FLAG, required=False),
        FieldSpec("witnesses", "见证人", required=False),
        FieldSpec("remark", "备注", FieldKind.TEXT, required=False),
    ),
    stands_on=Basis.INSPECTION,
    shape=Shape.TABLE,
    item_fields=(*ITEM_BASE, "basis"),
    has_photos=True,
    officers=2,
)


PEOPLE = (26.0, 32.0, 14.0, 26.0, 22.0, 36.0)
ITEMS = (12.0, 30.0, 72.0, 42.0)
DAY = "年　　月　　日"


def document(texts: Texts) -> Document:
    """Its table: unit and people, time, findings, the hazards one by one, signatures."""
    head = [
        field_row(("被检查单位", texts.value("recipient"))),
        field_row(("单位地址", texts.value("address"))),
        _person(texts, "法定代表人\n（负责人）", "legal_rep"),
        _person(texts, "现场负责人", "companion"),
        field_row(("检查场所", texts.value("place"))),
        field_row(("检查时间", _time(texts))),
        text_row("检查人员\n及证号", _inspectors(texts)),
    ]
    if texts.content.value("certificates_shown"):
        head.append(text_row("告知事项", texts.line("shown")))
    return table(
        texts, [*head, text_row("检查情况", texts.value("findings")), *_findings(texts), *_signatures(texts)]
    )


def _person(texts: Texts, label: str, name: str) -> TableRow:
    post, phone = texts.value(f"{name}_post"), texts.value(f"{name}_phone")
    return field_row((label, texts.value(name)), ("职务", post), ("联系电话", phone), widths=PEOPLE)


def _time(texts: Texts) -> str:
    """From when to when; an inspection by night ends on the next day."""
    next_day = "次日" if texts.content.value("ends_at") < texts.content.value("starts_at") else ""
    return f"{texts.value('inspected_on')}{texts.value('starts_at')}至{next_day}{texts.value('ends_at')}"


def _inspectors(texts: Texts) -> str:
    people = officers(texts.content.value("officers"))
    lines = [one.name + (f"　　执法证号：{one.certificate}" if one.certificate else "") for one in people]
    return "\n".join(lines) or TO_FILL


def _findings(texts: Texts) -> list[TableRow]:
    """The hazards as a list, or that there are none; then the remark."""
    entries = []
    for item in texts.content.items:
        names = item_names(item)
        place = f"{names['部位']}\n（{names['等级']}）" if names["部位"] else names["等级"]
        entries.append((names["序号"], place, names["描述"], names["依据"]))
    rows = list_rows(("序号", "部位和等级", "发现的问题", "检查依据"), ITEMS, entries)
    remark = texts.value("remark")
    return [
        *(rows or [text_row("发现的问题", texts.line("no_items"), keep=True)]),
        *([text_row("备注", remark, keep=True)] if remark else []),
    ]


def _signatures(texts: Texts) -> list[TableRow]:
    signed = f"{texts.line('signed')}\n\n现场负责人（签名）：　　　　　　　　　{DAY}"
    if texts.content.value("refused"):
        signed = f"{texts.line('refused')}\n\n见证人（签名）：　　　　　　　　　　　{DAY}"
    return [
        sign_row("被检查单位\n意见", signed),
        sign_row("检查人员", f"\n（签名）：　　　　　　　、　　　　　　　{DAY}", last=True),
    ]
