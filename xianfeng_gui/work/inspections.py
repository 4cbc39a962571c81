"""Inspections: recording one with its hazards, and correcting what was written down. One entry of the journal each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db import connection, journal, numbers
from db.errors import UserError
from db.records import Inspection, InspectionAnswer, InspectionInspector
from xianfeng_gui.rules.numbering import render_inspection_number
from xianfeng_gui.work import hazards, inspection_data, inspection_fulfilment, offices, sites, topics
from xianfeng_gui.work.hazards import Registered
from xianfeng_gui.work.inspection_data import AnswerData, InspectionData, InspectionHead
from xianfeng_gui.work.inspectors import InspectorData
from xianfeng_gui.work.sites import SiteData

COUNTED = "inspection."
"""Beginning of the counters' names; the office's code follows."""


@dataclass(frozen=True)
class Recorded:
    """An inspection just recorded, with the hazards that it led to, in their order."""

    id: str
    number: str
    hazards: tuple[Registered, ...]


def record(data: InspectionData, actor: str) -> Recorded:
    """Store an inspection, its answers and its hazards; the plan of the month (or the oldest missed) is fulfilled."""
    data = inspection_data.checked(data)
    with journal.change("登记检查", actor) as change:
        made = _record(data, actor)
        change.label = f"登记检查{made.number}" + (f"和{len(made.hazards)}条隐患" if made.hazards else "")
    return made


def record_all(specs: Sequence[Any], actor: str, base: Path) -> list[Recorded]:
    """Record inspections given as JSON objects, all or none; photos are files relative to ``base``."""
    read = list(_read(specs, base))
    with journal.change(f"登记{len(read)}次检查", actor):
        return [_record(data, actor) for data in read]


def _read(specs: Sequence[Any], base: Path) -> Iterator[InspectionData]:
    from xianfeng_gui.work import inspection_json

    for place, spec in enumerate(specs, 1):
        try:
            yield inspection_data.checked(inspection_json.from_json(spec, base))
        except UserError as error:
            raise UserError(f"第{place}次：{error}" if len(specs) > 1 else str(error), error.field) from error


def _record(data: InspectionData, actor: str) -> Recorded:
    site_id = _site(data)
    head = {name: value for name, value in vars(data.head).items() if name != "inspectors"}
    inspection = Inspection.create(
        number=_next_number(data.on.year),
        campaign=topics.campaign().id,
        site=site_id,
        office=data.office_id or offices.own_office().id,
        checklist=data.checklist_id,
        on_date=data.on,
        **head,
    )
    add_inspectors(inspection.id, data.head.inspectors)
    found = [_add_answer(inspection.id, place, answer, actor) for place, answer in enumerate(data.answers, 1)]
    inspection_fulfilment.fulfil([(site_id, data.on, inspection.id)])
    return Recorded(inspection.id, inspection.number, tuple(one for one in found if one is not None))


def _site(data: InspectionData) -> str:
    if (known := sites.by_name(data.site_name)) is not None:
        return known.id
    return sites.new_site(
        SiteData(
            data.site_name,
            village_id=data.village_id,
            address=data.site_address,
            legal_representative=data.site_representative,
            phone=data.site_phone,
        )
    )


def _next_number(year: int) -> str:
    code = offices.own_code()
    return render_inspection_number(code, year, numbers.take(COUNTED + code, year))


def add_inspectors(inspection_id: str, inspectors: Sequence[InspectorData]) -> None:
    """Write down who inspected, in order; only inside a change."""
    for position, one in enumerate(inspectors):
        InspectionInspector.create(
            inspection=inspection_id,
            person=one.person_id,
            name=one.name.strip(),
            certificate_number=one.certificate_number.strip(),
            position=position,
        )


def _add_answer(inspection_id: str, position: int, answer: AnswerData, actor: str) -> Registered | None:
    """Store an answer, and the hazard that it led to."""
    made = None
    if answer.hazard is not None:
        made = hazards.add(replace(answer.hazard, inspection_id=inspection_id), actor)
    InspectionAnswer.create(
        inspection=inspection_id,
        item=answer.item_id,
        position=position,
        text=answer.text,
        answer=answer.answer,
        remark=answer.remark.strip(),
        hazard=made.id if made else None,
    )
    return made


def correct(inspection_id: str, head: InspectionHead, actor: str) -> None:
    """Correct what was written down; site, day and answers stay, and hazards are corrected in the register."""
    head = inspection_data.checked_head(head)
    fields = {name: value for name, value in vars(head).items() if name != "inspectors"}
    with journal.change(f"修改检查{number_of(inspection_id)}", actor):
        Inspection.update(**fields).where(Inspection.id == inspection_id).execute()
        if list(head.inspectors) != inspectors_of(inspection_id):
            replace_inspectors(inspection_id, head.inspectors)


def replace_inspectors(inspection_id: str, inspectors: Sequence[InspectorData]) -> None:
    """Write down who inspected in place of what was written before; only inside a change."""
    InspectionInspector.delete().where(InspectionInspector.inspection == inspection_id).execute()
    add_inspectors(inspection_id, inspectors)


def head_of(inspection_id: str) -> InspectionHead:
    """What can be corrected, for the form that corrects it."""
    inspection: Inspection = Inspection.get_by_id(inspection_id)
    names = [name for name in InspectionHead.__dataclass_fields__ if name != "inspectors"]
    values = {name: getattr(inspection, name) for name in names}
    return InspectionHead(**values, inspectors=tuple(inspectors_of(inspection_id)))


def inspectors_of(inspection_id: str) -> list[InspectorData]:
    """Who inspected, in order."""
    rows = connection.rows(
        "SELECT name, certificate_number, person_id FROM inspection_inspector WHERE inspection_id = ? "
        "ORDER BY position",
        (inspection_id,),
    )
    return [InspectorData(*row) for row in rows]


def number_of(inspection_id: str) -> str:
    """An inspection's number; UserError when there is none of that id."""
    found = connection.scalar("SELECT number FROM inspection WHERE id = ?", (inspection_id,))
    if found is None:
        raise UserError("没有这次检查，请刷新后重试")
    return str(found)
