"""What is known of an inspection when it is recorded, and what must be right before it can be stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from db import clock
from db.errors import UserError
from db.records import Inspection, InspectionInspector
from db.records.base import ShortText
from db.vocabulary import Answer, Source
from xianfeng_gui.rules.inspections import check_times, findings_text, parse_time
from xianfeng_gui.work import checklists, hazard_data
from xianfeng_gui.work.hazard_data import HazardData
from xianfeng_gui.work.inspectors import InspectorData

LONGEST_FINDINGS = 10_000


@dataclass(frozen=True)
class InspectionHead:
    """What can still be corrected after an inspection was recorded; times as typed, empty while not known."""

    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    inspectors: tuple[InspectorData, ...] = ()
    companion: str = ""
    companion_post: str = ""
    companion_phone: str = ""
    certificates_shown: bool = True
    findings: str = ""
    refused: bool = False
    witnesses: str = ""
    remark: str = ""


@dataclass(frozen=True)
class AnswerData:
    """The answer to an item with the words it was asked in; ``item_id`` none for a problem beside the checklist.

    ``answer`` none: not looked at. A "no" may carry the hazard that follows from it; its site, day, source and
    inspection are filled in when it is stored.
    """

    text: str
    answer: Answer | None
    item_id: str | None = None
    remark: str = ""
    hazard: HazardData | None = None


@dataclass(frozen=True)
class InspectionData:
    """A whole inspection. ``site_name`` is looked up and made when it is new, as in ``HazardData``."""

    site_name: str
    on: dt.date
    head: InspectionHead
    office_id: str = ""
    checklist_id: str | None = None
    site_address: str = ""
    site_representative: str = ""
    site_phone: str = ""
    village_id: str | None = None
    answers: tuple[AnswerData, ...] = ()


def checked(data: InspectionData) -> InspectionData:
    """The same ready to be stored: times tidy, what was not looked at left out, hazards belonging to this site and day.

    UserError names the field.
    """
    if not data.site_name.strip():
        raise UserError("请填写被检查单位（场所）", "site")
    if data.on > clock.today():
        raise UserError("检查日期不能晚于今天，请改正", "on")
    head = checked_head(data.head)
    given = [answer for answer in data.answers if answer.answer is not None]
    answers = tuple(_checked_answer(answer, data, head) for answer in given)
    if not head.findings:
        head = replace(head, findings=_composed(data.checklist_id, answers))
    return replace(data, head=head, answers=answers)


def _composed(checklist_id: str | None, answers: Sequence[AnswerData]) -> str:
    """The findings where nobody has written them."""
    name = checklists.checklist(checklist_id).name if checklist_id else ""
    problems = [answer.hazard.description for answer in answers if answer.hazard is not None]
    return findings_text(name, [answer.answer for answer in answers if answer.item_id], problems)


def checked_head(head: InspectionHead) -> InspectionHead:
    """The head with times as ``HH:MM`` and texts without blanks around them; UserError names the field."""
    for name in ("starts_at", "ends_at"):
        try:
            head = _with(head, {name: parse_time(getattr(head, name))})
        except UserError as error:
            raise UserError(str(error), name) from error
    check_times(head.starts_at, head.ends_at)
    if not head.inspectors:
        raise UserError("请至少选一名检查人员", "inspectors")
    if len(head.findings) > LONGEST_FINDINGS:
        raise UserError(f"检查情况不能超过{LONGEST_FINDINGS}字，请精简", "findings")
    texts = {name: text.strip() for name, text in vars(head).items() if isinstance(text, str)}
    for name, text in texts.items():
        _check_length(Inspection, name, text, name)
    for inspector in head.inspectors:
        if not inspector.name.strip():
            raise UserError("检查人员的姓名不能为空", "inspectors")
        for name in ("name", "certificate_number"):
            _check_length(InspectionInspector, name, getattr(inspector, name), "inspectors")
    return _with(head, texts)


def _with(head: InspectionHead, texts: dict[str, Any]) -> InspectionHead:
    return replace(head, **texts)


def _check_length(record: type, name: str, text: str, field_name: str) -> None:
    field = getattr(record, name)
    if isinstance(field, ShortText) and len(text) > field.max_length:
        raise UserError(f"“{field.verbose_name}”最多{field.max_length}个字，请缩短", field_name)


def _checked_answer(answer: AnswerData, data: InspectionData, head: InspectionHead) -> AnswerData:
    if answer.hazard is None:
        return answer
    if answer.answer is not Answer.NO:
        raise UserError(f"“{answer.text}”不是“不符合”，不能登记隐患", "answers")
    hazard = replace(
        answer.hazard,
        site_name=data.site_name,
        site_address=data.site_address,
        site_representative=data.site_representative,
        site_phone=data.site_phone,
        village_id=answer.hazard.village_id or data.village_id,
        source=Source.INSPECTION,
        found_on=data.on,
        finder=answer.hazard.finder or _finders(head),
    )
    hazard_data.check(hazard)
    return replace(answer, hazard=hazard)


def _finders(head: InspectionHead) -> str:
    """As many of the inspectors' names as the hazard's field takes."""
    longest = 30
    names = head.inspectors[0].name
    for inspector in head.inspectors[1:]:
        if len(longer := f"{names}、{inspector.name}") > longest:
            break
        names = longer
    return names
