"""From a paper's content to its Document: what must be there is checked here, once for all kinds."""

from __future__ import annotations

from db.errors import UserError
from xianfeng_gui.papers.catalogue import MODULES, form
from xianfeng_gui.papers.content import PaperContent, officers
from xianfeng_gui.papers.document import Document
from xianfeng_gui.papers.forms import FieldKind, PaperForm
from xianfeng_gui.papers.style import OfficeStyle
from xianfeng_gui.papers.texts import Texts
from xianfeng_gui.papers.wording import Wording


def compose(content: PaperContent, office: OfficeStyle, wording: Wording, *, draft: bool) -> Document:
    """The paper in blocks; UserError for what is missing, see ``papers.produce``."""
    shape = form(content.kind)
    if not office.issuer.strip():
        raise UserError("还没有填写发文机关，请先在设置中填写", "issuer")
    if not office.mark.strip():
        raise UserError("还没有填写发文机关标志，请先在设置中填写", "mark")
    if shape.needs_items and not content.items:
        raise UserError(f"{content.kind.label}至少要有一条隐患，请先选择隐患", "items")
    if not draft:
        _check_finished(content, shape)
    found: Document = MODULES[content.kind].document(Texts(shape, content, office, wording, draft))
    return found


def problems(content: PaperContent) -> list[UserError]:
    """What the form itself still wants before issue: blanks, and officers with their certificates; in the order of the fields."""
    shape = form(content.kind)
    found = [UserError(f"“{spec.label}”还没有填写，请先填写", spec.name) for spec in shape.blanks(content)]
    for spec in shape.fields:
        if spec.kind is FieldKind.OFFICERS and shape.officers:
            people = officers(content.value(spec.name))
            certificates = {one.certificate for one in people if one.certificate}
            if people and len(certificates) < shape.officers:
                found.append(
                    UserError(f"{spec.label}应有{shape.officers}人以上，每人写明执法证号", spec.name)
                )
    return found


def _check_finished(content: PaperContent, shape: PaperForm) -> None:
    if not content.number.strip():
        raise UserError(f"{content.kind.label}还没有编号，请先编号，或按草稿打印", "number")
    if found := problems(content):
        raise found[0]
