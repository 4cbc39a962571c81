"""The texts of papers as this office words them: the built-in ones, with its own put over them.

The office's texts are kept as settings under ``wording.<kind>.<key>``; a text equal to the built-in one is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from db import clock, connection, journal
from db.vocabulary import PaperKind
from xianfeng_gui.work import resources, settings

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent
    from xianfeng_gui.papers.wording import Wording


@cache
def built_in(kind: PaperKind) -> Wording:
    """The program's own texts of a kind."""
    from xianfeng_gui.papers.wording import load_wording

    return load_wording(kind, resources.read("wording", f"{kind.value}.toml"))


def of_kind(kind: PaperKind) -> Wording:
    """The texts that papers of this kind are written with; UserError when one of the office's does not fit any more."""
    return built_in(kind).with_own(own_texts(kind))


def own_texts(kind: PaperKind) -> dict[str, str]:
    """The office's own texts by key."""
    prefix = _prefix(kind)
    rows = connection.rows("SELECT id, value FROM setting WHERE substr(id, 1, ?) = ?", (len(prefix), prefix))
    return {str(key).removeprefix(prefix): str(text) for key, text in rows}


def save(kind: PaperKind, texts: Mapping[str, str], actor: str) -> None:
    """Keep the office's own texts, all or none; UserError (field: the key) for a name that is not known, or when
    something that the law needs was dropped."""
    plain = built_in(kind)
    plain.with_own(texts)
    with journal.change(f"修改{kind.label}的用语", actor):
        for key, text in texts.items():
            if text == plain[key]:
                _forget(kind, key)
            else:
                settings.write(_prefix(kind) + key, text)


def reset(kind: PaperKind, actor: str) -> None:
    """Back to the program's own texts."""
    with journal.change(f"恢复{kind.label}的用语", actor):
        for key in own_texts(kind):
            _forget(kind, key)


def preview(kind: PaperKind, texts: Mapping[str, str]) -> bytes:
    """A made-up paper in these words, as PDF, each field showing its own name; UserError as in ``save``."""
    from xianfeng_gui.papers import produce
    from xianfeng_gui.work.papers.style import office_style

    words = built_in(kind).with_own(texts)
    return produce(_sample(kind), office_style(), words, _no_photo, draft=True).pdf


def _no_photo(sha256: str) -> bytes:
    raise LookupError(sha256)  # a sample has none


def _sample(kind: PaperKind) -> PaperContent:
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.content import OUTCOMES, PaperContent, PaperItem
    from xianfeng_gui.papers.forms import FieldKind
    from xianfeng_gui.work.papers import style

    today, shape = clock.today(), form(kind)
    examples = {FieldKind.DATE: today.isoformat(), FieldKind.TIME: "09:30", FieldKind.FLAG: "1"}
    values = {
        spec.name: spec.choices[0][0] if spec.choices else examples.get(spec.kind, f"【{spec.label}】")
        for spec in shape.fields
    }
    items = tuple(
        PaperItem(
            number=number,
            description="【隐患描述】",
            place="【部位】",
            measure="【整改措施】",
            deadline=today.isoformat(),
            hazard_number=f"YJB-{today.year}-{number:04d}",
            outcome=outcome,
            basis="【检查依据】",
        )
        for number, outcome in enumerate(OUTCOMES, 1)
    )
    number = style.number(kind, today.year, 1)
    return PaperContent(
        kind, number, today, values, items if shape.has_items else (), (), "【被替代文书字号】"
    )


def _forget(kind: PaperKind, key: str) -> None:
    from db.records import Setting

    Setting.delete().where(Setting.id == _prefix(kind) + key).execute()


def _prefix(kind: PaperKind) -> str:
    return f"wording.{kind.value}."
