"""The circular (通报): facts, decision, requirements; with an imprint. One about several firms tells of each by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.vocabulary import PaperKind
from xianfeng_gui.papers.document import Block, Document
from xianfeng_gui.papers.drafting import letter
from xianfeng_gui.papers.fields import COPIES_TO, ITEM_LIST, ITEM_ORDER, RECIPIENT
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.papers.numerals import chinese_numeral
from xianfeng_gui.papers.texts import Texts, block

FORM = PaperForm(
    PaperKind.CIRCULAR,
    (
        RECIPIENT.but(label="主送机关", help="如各村（社区），镇属各部门，各生产经营单位"),
        FieldSpec("site", "被通报单位"),
        FieldSpec("facts", "通报事实", FieldKind.TEXT, help="通报几家单位的，写到“（一）单位名称”的一行之下"),
        FieldSpec("decision", "处理情况", FieldKind.TEXT, required=False),
        FieldSpec("requirements", "工作要求", FieldKind.TEXT),
        COPIES_TO,
    ),
    item_fields=ITEM_ORDER,
    computed=("隐患引言",),
    has_photos=True,
)

_FACTS = "通报事实"
_FIRM = re.compile(r"（[一二三四五六七八九十百]+）(?P<name>.+)")


def firm_heading(place: int, name: str) -> str:
    """The line of the facts under which a firm's own stand; ``place`` counts from 1."""
    return f"（{chinese_numeral(place)}）{name}"


def document(texts: Texts) -> Document:
    """Its letter with an imprint."""
    firms = list(dict.fromkeys(item.site for item in texts.content.items))
    intro = texts.line("items_intro") if texts.content.items else ""
    if len(firms) < 2:
        texts.compute(隐患引言=intro)
        return letter(texts, imprint=True)
    if f"{{{_FACTS}}}" not in map(str.strip, texts.wording["body"].splitlines()):
        # The office's own words put the facts inside a sentence: only the hazards can stand firm by firm.
        texts.compute(隐患引言=intro)
        return letter(texts, lists={ITEM_LIST: _firm_by_firm(texts, firms, [], "")}, imprint=True)
    texts.compute(隐患引言="")
    facts = _firm_by_firm(texts, firms, texts.fill(f"{{{_FACTS}}}"), intro)
    return letter(texts, lists={_FACTS: facts, ITEM_LIST: ()}, imprint=True)


def _firm_by_firm(texts: Texts, firms: Sequence[str], facts: Sequence[str], intro: str) -> list[Block]:
    """What the facts say of each firm with its hazards behind it; a firm that they have no heading for comes last."""
    sections: dict[str, list[str]] = {"": []}
    name = ""
    for line in facts:
        heading = _FIRM.fullmatch(line)
        name = heading["name"] if heading and heading["name"] in firms else name
        sections.setdefault(name, []).append(line)
    for firm in firms:
        sections.setdefault(firm, [firm_heading(len(sections), firm)])
    found: list[Block] = []
    for firm, lines in sections.items():
        found += [block(line) for line in [*lines, *([intro] if firm and intro else [])]]
        found += texts.item_blocks([item for item in texts.content.items if firm and item.site == firm])
    return found
