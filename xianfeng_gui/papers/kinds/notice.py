"""The rectification notice (整改通知书): a supervision paper, no penalty and so without appeal clause."""

from __future__ import annotations

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import CONTACT, INSPECTED_ON, ITEM_ORDER, RECIPIENT
from xianfeng_gui.papers.forms import PaperForm
from xianfeng_gui.papers.texts import Texts

FORM = PaperForm(
    PaperKind.NOTICE,
    (RECIPIENT, INSPECTED_ON, CONTACT),
    item_fields=ITEM_ORDER,
    needs_items=True,
    has_photos=True,
    computed=("检查经过", "重大隐患要求"),
)


def document(texts: Texts) -> Document:
    """Its letter; how the hazards came to light depends on whether there was an inspection."""
    texts.compute(
        检查经过=texts.line(
            "after_inspection" if texts.content.value("inspected_on") else "without_inspection"
        )
    )
    texts.compute(重大隐患要求=texts.line("major") if any(item.major for item in texts.content.items) else "")
    return letter(texts)
