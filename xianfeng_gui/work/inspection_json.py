"""An inspection read from JSON, in the glossary's words, as ``inspection add --json`` takes it.

``items`` are hazards as in ``hazard add``; site, day and source are the inspection's, and topic and office may be given
once for all of them. With a ``checklist`` an item may name the checklist's item by its number (``item``): then what is
left out is the standard phrase, basis, measure and grade. ``answers`` gives results by number; a "no" without an item
of its own becomes a hazard in the standard phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from db import clock
from db.errors import UserError
from db.vocabulary import Answer, Grade, Source
from xianfeng_gui.rules.checklists import LONGEST_TEXT
from xianfeng_gui.work import checklists, hazard_data, inspectors, offices
from xianfeng_gui.work import json_values as values
from xianfeng_gui.work.checklists import ItemRow
from xianfeng_gui.work.inspection_data import AnswerData, InspectionData, InspectionHead
from xianfeng_gui.work.inspectors import InspectorData

_KEYS = frozenset(
    {
        "site", "date", "from", "to", "place", "inspectors", "certificates_shown", "companion", "findings",
        "refused", "witnesses", "remark", "office", "topic", "village", "checklist", "answers", "items",
    }
)  # fmt: skip
_INSPECTOR_KEYS = frozenset({"name", "certificate_number", "certificate"})
_COMPANION_KEYS = frozenset({"name", "post", "phone"})
_TEXTS = ("place", "findings", "witnesses", "remark")


def from_json(spec: Any, base: Path) -> InspectionData:
    """Read one object; photos are files relative to ``base``. UserError names the key."""
    if not isinstance(spec, dict):
        raise UserError("检查应为一个JSON对象（花括号括起）")
    values.refuse_unknown(spec, _KEYS)
    values.require(spec, "site", "date", "inspectors")
    site, on = values.site(spec["site"]), values.date(spec, "date")
    if on > clock.today():
        raise UserError("字段“date”：检查日期不能晚于今天", "date")
    listed = _items_of(spec)
    given = _answers(spec.get("answers"), listed)
    problems = _problems(spec, listed, given, base)
    return InspectionData(
        site_name=site["name"],
        site_address=site["address"],
        site_representative=site["legal_representative"],
        site_phone=site["phone"],
        village_id=values.village(spec),
        on=on,
        office_id=offices.by_name(values.text(spec, "office")).id if spec.get("office") else "",
        checklist_id=checklists.by_name(values.text(spec, "checklist")).id if spec.get("checklist") else None,
        head=_head(spec),
        answers=tuple(_in_order(listed, given, problems)),
    )


def _head(spec: Mapping[str, Any]) -> InspectionHead:
    companion = {} if spec.get("companion") is None else spec["companion"]
    if isinstance(companion, str):
        companion = {"name": companion}
    if not isinstance(companion, dict):
        raise UserError("字段“companion”应为姓名或一个JSON对象", "companion")
    values.refuse_unknown(companion, _COMPANION_KEYS, "companion.")
    texts = {name: values.text(spec, name) for name in _TEXTS}
    return InspectionHead(
        starts_at=values.text(spec, "from"),
        ends_at=values.text(spec, "to"),
        inspectors=tuple(_inspectors(spec["inspectors"])),
        companion=values.text(companion, "name", "companion.name"),
        companion_post=values.text(companion, "post", "companion.post"),
        companion_phone=values.text(companion, "phone", "companion.phone"),
        certificates_shown=values.flag(spec, "certificates_shown", default=True),
        refused=values.flag(spec, "refused", default=False),
        **texts,
    )


def _inspectors(value: Any) -> list[InspectorData]:
    """Names, or objects with name and certificate; what the register knows of them is filled in."""
    if not isinstance(value, list) or not value:
        raise UserError("字段“inspectors”应为检查人员的列表", "inspectors")
    found = []
    for one in value:
        person = {"name": one} if isinstance(one, str) else one
        if not isinstance(person, dict):
            raise UserError("字段“inspectors”里每人应写姓名，或写name和certificate_number", "inspectors")
        values.refuse_unknown(person, _INSPECTOR_KEYS, "inspectors.")
        values.require(person, "name")
        number = values.text(person, "certificate_number") or values.text(person, "certificate")
        found.append(inspectors.known(values.text(person, "name"), number))
    return found


def _items_of(spec: Mapping[str, Any]) -> list[ItemRow]:
    """The items of the checklist that is named; none without one."""
    if not spec.get("checklist"):
        return []
    return checklists.item_rows(checklists.by_name(values.text(spec, "checklist")).id)


def _answers(value: Any, listed: list[ItemRow]) -> dict[int, Answer]:
    """Results by the item's number."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UserError("字段“answers”应为“项次: 结果”的JSON对象", "answers")
    found = {}
    for key, answer in value.items():
        result = values.term({"answers": answer}, "answers", Answer, None)
        if result is not None:
            found[_number(key, listed, "answers")] = result
    return found


def _number(value: Any, listed: list[ItemRow], key: str) -> int:
    text = str(value)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= number <= len(listed):
        raise UserError(f"字段“{key}”：检查表没有第“{value}”项", key)
    return number


def _problems(
    spec: Mapping[str, Any], listed: list[ItemRow], given: Mapping[int, Answer], base: Path
) -> list[tuple[int, AnswerData]]:
    """Each problem with the number of its checklist item, 0 for one beside the checklist."""
    items = [] if spec.get("items") is None else spec["items"]
    if not isinstance(items, list):
        raise UserError("字段“items”应为隐患的列表", "items")
    found = []
    for place, item in enumerate(items, 1):
        try:
            found.append(_problem(spec, item, listed, base))
        except UserError as error:
            raise UserError(f"第{place}项隐患：{error}", error.field) from error
    told = {number for number, _ in found}
    for number, answer in given.items():
        if answer is Answer.NO and number not in told:
            found.append(_problem(spec, {"item": number}, listed, base))
        elif answer is not Answer.NO and number in told:
            raise UserError(f"第{number}项有隐患，结果不能是“{answer.label}”", "answers")
    return found


def _problem(spec: Mapping[str, Any], item: Any, listed: list[ItemRow], base: Path) -> tuple[int, AnswerData]:
    if not isinstance(item, dict):
        raise UserError("应为一个JSON对象（花括号括起）", "items")
    own = {"site": spec["site"], "found_on": spec["date"], "source": Source.INSPECTION.value}
    for key, value in own.items():
        if item.get(key, value) != value:
            raise UserError(f"“{key}”与检查的不一致，可以不写", key)
    row, on = None, values.date(spec, "date")
    if item.get("item") is not None:
        row = checklists.on_day(listed[_number(item["item"], listed, "item") - 1], on)
    plain = {key: value for key, value in item.items() if key != "item"}
    hazard = hazard_data.from_json(_shared(spec) | _standard(row) | plain | own, base)
    if row is not None and hazard.deadline is None:
        due, reason = hazard_data.usual_deadline(on)
        hazard = replace(hazard, deadline=due, deadline_basis=reason)
    text = row.text if row else hazard.description[:LONGEST_TEXT]
    return row.number if row else 0, AnswerData(text, Answer.NO, row.id if row else None, hazard=hazard)


def _shared(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What is said once for all hazards: office, village, and the topic, if need be that of the checklist."""
    shared = {key: spec[key] for key in ("topic", "village") if spec.get(key) is not None}
    if "topic" not in shared and spec.get("checklist"):
        number = checklists.topic_number(checklists.by_name(values.text(spec, "checklist")).id)
        shared |= {} if number is None else {"topic": number}
    return {"office": spec.get("office") or offices.own_office().name} | shared


def _standard(item: ItemRow | None) -> dict[str, Any]:
    """What the checklist says of an item that is not in order."""
    if item is None:
        return {}
    reason = {"grade_reason": item.basis} if item.grade is Grade.MAJOR else {}
    texts = {"description": item.data().problem(), "basis": item.basis, "measure": item.measure}
    return texts | {"grade": item.grade.value} | reason


def _in_order(
    listed: list[ItemRow], given: Mapping[int, Answer], problems: list[tuple[int, AnswerData]]
) -> Iterator[AnswerData]:
    """The checklist's items in order, problems of an item at its place, the others at the end."""
    for item in listed:
        here = [answer for number, answer in problems if number == item.number]
        yield from here or [AnswerData(item.text, given.get(item.number), item.id)]
    yield from (answer for number, answer in problems if not number)
