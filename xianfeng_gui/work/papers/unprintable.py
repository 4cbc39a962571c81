"""Characters that none of the fonts has, each with the place where a clerk finds it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from db.errors import UserError

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent


def problems(content: PaperContent, missing: Collection[str]) -> list[UserError]:
    """A sentence for each field and item that holds some of them; one for all when they stand in none of these."""
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.content import ItemError

    found: list[UserError] = []
    for spec in form(content.kind).fields:
        if chars := _in(content.value(spec.name), missing):
            found.append(UserError(_sentence(f"“{spec.label}”", chars), spec.name))
    for item in content.items:
        for name in form(content.kind).item_fields:
            if chars := _in(str(getattr(item, name)), missing):
                found.append(ItemError(_sentence(item.hazard_number, chars), item.hazard_number, name))
    if missing and not found:
        found.append(UserError(_sentence("文书用语、发文机关或者照片说明", "、".join(missing))))
    return found


def _in(text: str, missing: Collection[str]) -> str:
    return "、".join(char for char in missing if char in text)


def _sentence(where: str, chars: str) -> str:
    return f"{where}中的“{chars}”没有字体可以打印，请改写后再出具"
