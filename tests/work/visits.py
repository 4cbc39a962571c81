"""Inspections for tests: as ``inspection add --json`` takes them, and as the window records them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from db.vocabulary import Answer
from tests.work.acts import ACTOR, office_id
from xianfeng_gui.work import checklists, inspections
from xianfeng_gui.work.inspection_data import InspectionData, InspectionHead
from xianfeng_gui.work.inspection_entry import Entry
from xianfeng_gui.work.inspections import Recorded
from xianfeng_gui.work.inspectors import InspectorData

SITE = "青禾榨菜加工厂"


def spec(**changes: Any) -> dict[str, Any]:
    """An inspection with one hazard; ``changes`` replace or add keys, None removes one."""
    plain: dict[str, Any] = {
        "site": {"name": SITE, "address": "绣庄村2组", "legal_representative": "罗某"},
        "date": "2021-06-17",
        "from": "9:30",
        "to": "11点",
        "place": "腌制车间",
        "inspectors": [{"name": "何某", "certificate_number": "渝A001"}, "李某"],
        "companion": {"name": "罗某", "post": "厂长", "phone": "19900000001"},
        "findings": "疏散通道堆放杂物。",
        "items": [{"topic": 5, "office": "绣庄村", "description": "疏散通道堆放杂物", "measure": "立即清理"}],
    }
    return {key: value for key, value in (plain | changes).items() if value is not None}


def added(base: Path = Path(), **changes: Any) -> Recorded:
    """Record one from JSON."""
    return inspections.record_all([spec(**changes)], ACTOR, base)[0]


def fire() -> str:
    """The id of the built-in checklist of topic 5."""
    return checklists.by_name("消防").id


def recorded(day: dt.date, *no: int, site: str = SITE, list_id: str = "") -> Recorded:
    """An inspection by a checklist on which the items at these places (from 0) are not in order, the others are."""
    entry = Entry(day)
    entry.set_checklist(list_id or fire())
    for place in no:
        entry.answer(place, Answer.NO)
    entry.answer_rest(Answer.YES)
    head = InspectionHead(inspectors=(InspectorData("何某", "渝A001"),))
    data = InspectionData(
        site, day, head, checklist_id=entry.checklist_id, answers=entry.answers(office_id("镇应急办"), "")
    )
    return inspections.record(data, ACTOR)
