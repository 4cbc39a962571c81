"""Inspections from a ledger into the archive: numbers, sites, inspectors, and the months of the plan that they fulfil."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from db import bulk, connection, numbers
from db.records import Inspection, InspectionInspector, Site
from xianfeng_gui.rules.numbering import render_inspection_number
from xianfeng_gui.work import inspection_fulfilment, inspections, offices
from xianfeng_gui.work.ledger.judged import Judged

_STEM = "-J"
"""Between the year and the sequence of an inspection's number."""


def write(created: Sequence[Judged], updated: Sequence[Judged]) -> list[str]:
    """Add and correct inspections with the sites that they bring; only inside a change. Returns the new ones' ids."""
    records = sorted((dict(one.record) for one in created), key=lambda record: record["on_date"])
    _number(records)
    bulk.insert(Site, [record["new_site"] for record in records if record["new_site"]])
    bulk.insert(Inspection, records)
    bulk.insert(InspectionInspector, [one for record in records for one in _inspectors(record)])
    for one in updated:
        fields = {key: value for key, value in one.record.items() if key != "inspectors"}
        if fields:
            Inspection.update(**fields).where(Inspection.id == one.target).execute()
        if "inspectors" in one.record:
            inspections.replace_inspectors(one.target, one.record["inspectors"])
    inspection_fulfilment.fulfil((record["site"], record["on_date"], record["id"]) for record in records)
    return [str(one.record["id"]) for one in created]


def _number(records: Sequence[dict[str, Any]]) -> None:
    """Numbers in order of their days to those without one; counters never fall behind the ones that are brought."""
    code = offices.own_code()
    brought: dict[tuple[str, int], int] = {}
    wanting: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        if record["number"]:
            of_year, _, sequence = record["number"].rpartition(_STEM)
            owner, _, year = of_year.rpartition("-")
            key = (inspections.COUNTED + owner, int(year))
            brought[key] = max(brought.get(key, 0), int(sequence))
        else:
            wanting[record["on_date"].year].append(record)
    numbers.raise_to(connection.connection(), [(*key, last) for key, last in brought.items()])
    for year, group in wanting.items():
        block = numbers.take_block(inspections.COUNTED + code, year, len(group))
        for record, sequence in zip(group, block, strict=True):
            record["number"] = render_inspection_number(code, year, sequence)


def _inspectors(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "inspection": record["id"],
            "person": one.person_id,
            "name": one.name,
            "certificate_number": one.certificate_number,
            "position": position,
        }
        for position, one in enumerate(record["inspectors"])
    ]
