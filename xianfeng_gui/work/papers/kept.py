"""What is kept of an issued paper beside its PDF: its content, and the looks and words in which it was set.

Of an inspection record also what the register said of it (``filled``), so that a correction knows what was changed since.

So its .docx says what the paper said, even after the office has changed its wording or its settings; and the printer knows by how
much the paper was already moved on red-head paper. All is one JSON text: the content's own, and ``program``, ``office`` and
``wording`` beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from db.errors import UserError
from db.records import Paper
from xianfeng_gui import __version__
from xianfeng_gui.work import wording
from xianfeng_gui.work.papers.style import office_style

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent
    from xianfeng_gui.papers.style import OfficeStyle
    from xianfeng_gui.papers.wording import Wording


ONLY_REGISTERED = "由登记表导入，原件在案卷，本程序没有电子件"
"""Said of a paper that was issued by hand and came in from a register, behind its number."""
_MOST_NAMED = 3


def to_json(content: PaperContent, filled: PaperContent | None = None) -> str:
    """A content about to be issued, with today's looks and words, and what the register alone would say."""
    texts = wording.of_kind(content.kind).texts
    beside = {
        "program": __version__,
        "office": asdict(office_style()),
        "wording": {key: one.text for key, one in texts.items()},
    }
    if filled is not None:
        beside["filled"] = json.loads(filled.to_json())
    return json.dumps(json.loads(content.to_json()) | beside, ensure_ascii=False, separators=(",", ":"))


def check(papers: Iterable[Paper], so: str = "") -> None:
    """UserError when a paper among these came in from a register: nothing of it can be shown, printed, saved or set again.

    ``so``: what follows from it, said behind.
    """
    lacking = [paper.number for paper in papers if not paper.is_kept]
    if lacking:
        names = "、".join(lacking[:_MOST_NAMED]) + (
            f"等{len(lacking)}份" if len(lacking) > _MOST_NAMED else ""
        )
        raise UserError(f"{names}{ONLY_REGISTERED}{so}")


def content_of(paper: Paper) -> PaperContent:
    """What an issued paper says; UserError for one from before the contents were kept, or from a register."""
    from xianfeng_gui.papers.content import PaperContent

    check([paper])
    if not paper.content:
        raise UserError(f"{paper.number}是旧版程序出具的，没有可编辑的内容，请用PDF")
    return PaperContent.from_json(paper.content)


def filled_of(paper: Paper) -> PaperContent | None:
    """What the register said when the paper was issued; None where that was not kept."""
    from xianfeng_gui.papers.content import PaperContent

    filled = _table(paper).get("filled")
    return PaperContent.from_json(json.dumps(filled)) if filled is not None else None


def style_of(paper: Paper) -> OfficeStyle:
    """How the office's papers looked when it was issued; as they look today where that was not kept."""
    from xianfeng_gui.papers.style import OfficeStyle

    kept: dict[str, Any] = _table(paper).get("office", {})
    known = {field.name for field in fields(OfficeStyle)}
    return OfficeStyle(**(asdict(office_style()) | {name: kept[name] for name in known & set(kept)}))


def wording_of(paper: Paper) -> Wording:
    """The words by which it was issued; today's where they were not kept."""
    texts: dict[str, str] | None = _table(paper).get("wording")
    return wording.of_kind(paper.kind) if texts is None else wording.built_in(paper.kind).as_kept(texts)


def shift_since(paper: Paper) -> tuple[float, float]:
    """By how many millimetres to the right and down the office has moved its red-head paper since the paper was issued."""
    then, now = style_of(paper), office_style()
    if not (then.preprinted and now.preprinted):
        return 0.0, 0.0
    return now.nudge_x_mm - then.nudge_x_mm, now.nudge_y_mm - then.nudge_y_mm


def style_of_all(papers: Sequence[Paper]) -> OfficeStyle | None:
    """The looks of papers that this program sets again exactly as they were issued; None where it would not: they were set by
    another version, with the fonts of some PC, in different looks, or have photos, which may be lost by now."""
    tables = [_table(paper) for paper in papers]
    if any(table.get("program") != __version__ or table["photos"] for table in tables):
        return None
    style = style_of(papers[0])
    alike = all(table["office"] == tables[0]["office"] for table in tables)
    return style if alike and not style.use_system_fonts else None


def _table(paper: Paper) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(paper.content or "{}")
    return found
