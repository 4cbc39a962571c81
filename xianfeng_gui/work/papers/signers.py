"""Who stands on a paper with his name: the signer of an upward report, officers with their certificates, witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.rules.inspections import are_officers
from xianfeng_gui.work import inspectors

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent


def problems(content: PaperContent) -> list[UserError]:
    """What is wrong with the people that a paper names, with the field it belongs to; blanks of the form aside."""
    return _signer(content) + _officers(content)


def _signer(content: PaperContent) -> list[UserError]:
    """A paper to a superior bears the name of who signs it off (GB/T 9704-2012, 7.2.6)."""
    if content.kind is not PaperKind.DISTRICT_REPORT or content.value("signer"):
        return []
    text = "报告是上行文，文号旁应印签发人：请填写“签发人”；在“设置备份”的“签发人”中填好的，以后自动填入"
    return [UserError(text, "signer")]


def _officers(content: PaperContent) -> list[UserError]:
    """Officers whose certificate had run out, and a refusal to sign that nobody has seen."""
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.content import officers

    found: list[UserError] = []
    opinion = content.kind is PaperKind.REINSPECTION
    if form(content.kind).officers or opinion:
        people = officers(content.value("officers"))
        on = content.day("reinspected_on" if opinion else "inspected_on") or content.issued_on
        reasons = [inspectors.expired(one.name, one.certificate, on) for one in people]
        if opinion and people and not are_officers([one.certificate for one in people]):
            reasons.append("复查人员应有2人以上，每人写明执法证号；不填的，由复查人员在文书上签名")
        found += [UserError(reason, "officers") for reason in reasons if reason]
    if content.value("refused") and not content.value("witnesses").strip():
        found.append(UserError("拒绝签字的，请在“见证人”中写明见证人，或写“已拍照、录像”", "witnesses"))
    return found
