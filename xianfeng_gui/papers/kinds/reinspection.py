"""The reinspection opinion (整改复查意见书): what of an earlier paper has been put right and what has not."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import (
    CONTACT,
    EARLIER_DATE,
    EARLIER_NUMBER,
    EARLIER_TITLE,
    ITEM_BASE,
    ITEM_LIST,
    OFFICERS,
    RECIPIENT,
)
from xianfeng_gui.papers.forms import Basis, FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.texts import Texts, sentence

FORM = PaperForm(
    PaperKind.REINSPECTION,
    (
        RECIPIENT,
        EARLIER_TITLE,
        EARLIER_NUMBER,
        EARLIER_DATE,
        FieldSpec("failed_before", "前次复查情况", FieldKind.TEXT, required=False),
        FieldSpec("reinspected_on", "复查日期", FieldKind.DATE),
        OFFICERS.but(label="复查人员", required=False),
        FieldSpec("opinion", "复查意见", FieldKind.TEXT, required=False, help="补充说明，留空则不印"),
        FieldSpec("new_deadline", "继续整改期限", FieldKind.DATE, required=False),
        CONTACT,
    ),
    stands_on=Basis.PAPER,
    follows=(PaperKind.NOTICE, PaperKind.ORDER, PaperKind.SITE_MEASURES),
    item_fields=(*ITEM_BASE, "outcome", "remark"),
    needs_items=True,
    has_photos=True,
    computed=("前次复查", "再次", "复查结论", "已整改数", "未整改数"),
)


def document(texts: Texts) -> Document:
    """Its letter; the conclusion depends on what the items' outcomes are. A second one says what the first said, above its items
    where the office's own words leave that out."""
    before = "".join(texts.value("failed_before").splitlines())
    texts.compute(前次复查=sentence(before), 再次="再次" if before else "")
    outcomes = [item.outcome for item in texts.content.items]
    done, open_ = outcomes.count("rectified"), outcomes.count("unrectified")
    texts.compute(已整改数=str(done), 未整改数=str(open_))
    if done == len(outcomes):
        texts.compute(继续整改期限="")  # nothing is left that it could be for: its line is not printed
    key = "all_rectified" if not open_ else "partly_rectified" if done else "none_rectified"
    texts.compute(复查结论=texts.line(key))
    items = texts.item_blocks(texts.content.items)
    if before and not any(_tells_before(texts.wording[one]) for one in ("body", key, "tail")):
        items = [*texts.blocks("failed_before"), *items]
    return letter(texts, lists={ITEM_LIST: items})


def _tells_before(text: str) -> bool:
    """Whether a text of the wording says what was found before."""
    return "{前次复查}" in text or "{前次复查情况}" in text
