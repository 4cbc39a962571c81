"""Half-filled papers kept on this PC: Esc, a crash or a power cut never loses what was typed."""

from __future__ import annotations

from dataclasses import replace

from db.errors import UserError
from xianfeng_gui.papers.content import PaperContent
from xianfeng_gui.work import draft_store
from xianfeng_gui.work.papers import standing
from xianfeng_gui.work.papers.drafting import Draft


def key_of(draft: Draft) -> str:
    """Under what a draft is kept: its kind and what it stands on."""
    grounds = draft.grounds
    on = grounds.replaces_id or grounds.inspection_id or "+".join(sorted(grounds.hazard_ids))
    return f"draft.paper.{grounds.kind.value}.{grounds.follows_id or ''}.{on}"


def keep(key: str, draft: Draft) -> None:
    """Keep it."""
    draft_store.put(key, {"hazards": list(draft.grounds.hazard_ids), "content": draft.content.to_json()})


def take(key: str, opened: Draft) -> Draft | None:
    """What was kept for a paper that was just opened; none when there is nothing, or it doesn't fit any more."""
    kept = draft_store.get(key)
    if not kept:
        return None
    try:
        content = PaperContent.from_json(kept["content"])
        grounds = (
            standing.with_hazards(opened.grounds, kept["hazards"]) if kept["hazards"] else opened.grounds
        )
    except UserError:
        return None
    known = set(opened.content.values)
    values = {name: text for name, text in content.values.items() if name in known}
    said = replace(content, values={**opened.content.values, **values}, issued_on=opened.content.issued_on)
    return Draft(grounds, said)


def drop(key: str) -> None:
    """It has been issued, or isn't wanted."""
    draft_store.drop(key)
