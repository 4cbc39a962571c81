"""An inspection record that is to be corrected: it opens with the inspection as it is now, and says what has changed.

What was written on the paper by hand stays, as long as the register hasn't changed at that place since: kept with the paper is
what the register said when it was issued.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from db.records import Paper
from xianfeng_gui.work.papers import filling, kept
from xianfeng_gui.work.papers.standing import Grounds

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent, PaperItem


def record_as_now(paper: Paper, said: PaperContent, grounds: Grounds, actor: str) -> tuple[PaperContent, str]:
    """The content of the corrected record without a number, and a sentence on what is not as the paper said it."""
    from xianfeng_gui.papers.catalogue import form

    now, then = filling.fill(grounds, said.issued_on, actor), kept.filled_of(paper)
    values = {
        name: said.value(name) if then is not None and then.value(name) == text else text
        for name, text in now.values.items()
    }
    before, known = _by_hazard(said), _by_hazard(then)
    items = tuple(_item(item, before, known) for item in now.items)
    merged = replace(now, values=values, items=items)
    changed = [spec.label for spec in form(said.kind).fields if values[spec.name] != said.value(spec.name)]
    changed += ["发现的问题"] if items != said.items else []
    changed += ["照片"] if now.photos != said.photos else []
    if not changed:
        return merged, ""
    return merged, f"已按检查登记现在的内容打开，与{paper.number}不同的有：{'、'.join(changed)}，请核对"


def _by_hazard(content: PaperContent | None) -> dict[str, PaperItem]:
    return {item.hazard_number: item for item in content.items} if content is not None else {}


def _item(now: PaperItem, before: Mapping[str, PaperItem], then: Mapping[str, PaperItem]) -> PaperItem:
    """The item as the paper said it where the register still says what it said then; else as the register says it."""
    said, known = before.get(now.hazard_number), then.get(now.hazard_number)
    if said is None or known is None or replace(known, number=now.number) != now:
        return now
    return replace(said, number=now.number)
