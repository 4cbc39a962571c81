"""The closure slip (隐患销号单): finding, rectification and reinspection of hazards on one sheet."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import field_row, list_rows, sign_row, table, text_row
from xianfeng_gui.papers.fields import ADDRESS, ITEM_ORDER, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm, Shape
from xianfeng_gui.papers.texts import Texts, item_names

FORM = PaperForm(
    PaperKind.CLOSURE,
    (
        RECIPIENT.but(label="隐患单位"),
        ADDRESS,
        FieldSpec("found_on", "发现日期", FieldKind.DATE, required=False),
        FieldSpec("source", "隐患来源", required=False),
        FieldSpec("person", "整改责任人", required=False),
        FieldSpec("rectified_on", "整改完成日期", FieldKind.DATE, required=False),
        FieldSpec("rectification", "整改情况", FieldKind.TEXT),
        FieldSpec("reinspected_on", "复查日期", FieldKind.DATE),
        FieldSpec("reinspectors", "复查人员", required=False, help="不填的，留空由复查人员签名"),
        FieldSpec("earlier_number", "复查意见书字号", required=False),
        FieldSpec("conclusion", "复查结论", FieldKind.TEXT),
        FieldSpec("remark", "备注", FieldKind.TEXT, required=False),
    ),
    shape=Shape.TABLE,
    item_fields=ITEM_ORDER,
    needs_items=True,
    has_photos=True,
)


ITEMS = (12.0, 58.0, 46.0, 40.0)
DAY = "年　　月　　日"
SIGNED = f"（签名）：　　　　　　　　　　　　　　　{DAY}"


def document(texts: Texts) -> Document:
    """Its table: the hazards, how they were put right and reinspected, who agrees to their closure."""
    value = texts.value
    rows = [
        field_row(("隐患单位", value("recipient"))),
        field_row(("单位地址", value("address"))),
        field_row(("发现日期", value("found_on")), ("隐患来源", value("source"))),
        *list_rows(
            ("序号", "隐患情况", "整改措施", "编号、等级和期限"),
            ITEMS,
            [_entry(item_names(item)) for item in texts.content.items],
        ),
        field_row(("整改责任人", value("person")), ("整改完成日期", value("rectified_on"))),
        text_row("整改情况", value("rectification")),
        field_row(("复查日期", value("reinspected_on")), ("复查人员", value("reinspectors"))),
        field_row(("复查意见书", value("earlier_number"))),
        text_row("复查结论", value("conclusion"), keep=True),
        *([text_row("备注", value("remark"), keep=True)] if value("remark") else []),
        sign_row("经办人意见", f"{texts.line('opinion')}\n\n{SIGNED}"),
        sign_row("负责人审批", f"\n{SIGNED}", last=True),
    ]
    return table(texts, rows)


def _entry(names: dict[str, str]) -> tuple[str, ...]:
    """A hazard in the list's columns."""
    found = f"{names['部位']}：{names['描述']}" if names["部位"] else names["描述"]
    due = names["整改期限"] and f"限{names['整改期限']}前"
    return (
        names["序号"],
        found,
        names["整改措施"],
        "\n".join(part for part in (names["隐患编号"], names["等级"], due) if part),
    )
