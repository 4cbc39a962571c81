"""The on-site measures decision (现场处理措施决定书): enforcement, stands on an inspection record; see ``order`` for the terms."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import (
    CONTACT,
    COURT,
    EARLIER_NUMBER,
    INSPECTED_ON,
    ITEM_BASE,
    OFFICERS,
    RECIPIENT,
    REVIEW_BODY,
)
from xianfeng_gui.papers.forms import Basis, FieldKind, FieldSpec, PaperForm, PaperSet
from xianfeng_gui.papers.texts import TO_FILL, Texts, sentence

FORM = PaperForm(
    PaperKind.SITE_MEASURES,
    (
        RECIPIENT.but(label="被检查单位"),
        INSPECTED_ON.but(required=True),
        EARLIER_NUMBER.but(label="检查记录编号"),
        FieldSpec("danger", "危险情况", FieldKind.TEXT, help="为什么无法保证安全"),
        FieldSpec("measures", "处理措施", FieldKind.LINES, help="每行一项，如“从危险区域内撤出作业人员”"),
        FieldSpec("orders", "整改文书", required=False, help="已下达的整改通知书或指令书，整改期限按它执行"),
        OFFICERS.but(label="执法人员"),
        REVIEW_BODY,
        COURT,
        CONTACT,
    ),
    stands_on=Basis.PAPER,
    follows=(PaperKind.INSPECTION_RECORD,),
    paper_set=PaperSet.ENFORCEMENT,
    item_fields=ITEM_BASE,
    needs_items=True,
    has_photos=True,
    officers=2,
    computed=("权利告知", "处理依据", "恢复要求"),
)


def document(texts: Texts) -> Document:
    """Its letter; the measures are numbered one by one, and rest on another rule when a hazard is major."""
    major = any(item.major for item in texts.content.items)
    texts.compute(
        权利告知=texts.line("rights"),
        处理依据=texts.line("grounds_major" if major else "grounds_general"),
        恢复要求=texts.line("resume") if major else "",
    )
    measures = [line.strip() for line in texts.content.value("measures").splitlines() if line.strip()]
    alone = len(measures) == 1
    numbered = [sentence(line if alone else f"{index}.{line}") for index, line in enumerate(measures, 1)]
    return letter(texts, lists={"处理措施": numbered or [TO_FILL]})
