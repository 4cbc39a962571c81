"""Writing what a preview shows: every row of it as one journal entry, which one undo takes back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import bulk, clock, connection, ids, journal, numbers
from db.errors import UserError
from db.records import Hazard, HazardStep, Site
from db.vocabulary import HazardState, StepKind
from xianfeng_gui.rules.numbering import render_hazard_number
from xianfeng_gui.sheets.columns import CellValue, Column, Kind, ListHead, Sheet, Table
from xianfeng_gui.work import offices, outputs
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Judged, Preview, as_written, remember

_LAST_STEP = {
    HazardState.VERIFIED: StepKind.VERIFY,
    HazardState.ISSUED: StepKind.ISSUE_NOTICE,
    HazardState.RECTIFYING: StepKind.START_RECTIFICATION,
    HazardState.RECTIFIED: StepKind.REPORT_RECTIFIED,
    HazardState.PASSED: StepKind.PASS_REINSPECTION,
    HazardState.CLOSED: StepKind.CLOSE,
    HazardState.REFERRED: StepKind.REFER,
    HazardState.DISMISSED: StepKind.DISMISS,
}
"""The step that a ledger's hazard is brought into its state with; what lay between is not known."""
_REMARK = "由台账导入，此前经过见原台账"


@dataclass(frozen=True)
class Imported:
    """How many rows were written."""

    created: int
    updated: int


def accept(preview: Preview, actor: str) -> Imported:
    """Write all rows that are not refused, and remember the layout; all or nothing.

    UserError when there is nothing to write.
    """
    created, updated = preview.with_fate(Fate.CREATE), preview.with_fate(Fate.UPDATE)
    if not created and not updated:
        raise UserError(f"“{preview.path.name}”里没有可以导入的行，请先按提示改正")
    with journal.change(f"导入{preview.kind.label}“{preview.path.name}”", actor):
        remember(preview)
        if preview.kind is LedgerKind.HAZARDS:
            _create_hazards(created, actor)
            _update(Hazard, updated)
        else:
            bulk.insert(Site, [dict(one.record) for one in created])
            _update(Site, updated)
    return Imported(len(created), len(updated))


def _update(record: type[Any], judged: Sequence[Judged]) -> None:
    for one in judged:
        record.update(**one.record).where(record.id == one.target).execute()


def _create_hazards(judged: Sequence[Judged], actor: str) -> None:
    records = [dict(one.record) for one in judged]
    if records and records[0]["found_on"] > records[-1]["found_on"]:
        records.reverse()  # a ledger with the newest on top: numbers and lists go by the order of finding
    sites = [site for record in records if (site := record.pop("new_site"))]
    bulk.insert(Site, sites)
    _fill_villages(records)
    _number(records)
    campaigns: dict[str, str] = dict(connection.rows("SELECT id, campaign_id FROM topic"))
    for record in records:
        record |= _dates(record)
        record["campaign"] = campaigns[record["topic"]]
        record["first_deadline"] = record.get("deadline")
    bulk.insert(Hazard, records)
    bulk.insert(HazardStep, [step for record in records for step in _steps(record, actor)])


def _fill_villages(records: Sequence[dict[str, Any]]) -> None:
    """A hazard without a village lies in its site's."""
    lies_in: dict[str, str | None] = dict(connection.rows("SELECT id, village_id FROM site"))
    for record in records:
        record["village"] = record["village"] or lies_in.get(record["site"])


def _number(records: Sequence[dict[str, Any]]) -> None:
    """Numbers of this office for hazards that bring none; counters never fall behind the ones that do."""
    code = offices.own_code()
    brought: dict[tuple[str, int], int] = {}
    wanting: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        if record["number"]:
            owner, year, sequence = record["number"].rsplit("-", 2)
            key = (f"hazard.{owner}", int(year))
            brought[key] = max(brought.get(key, 0), int(sequence))
        else:
            wanting[record["found_on"].year].append(record)
    numbers.raise_to(connection.connection(), [(*key, last) for key, last in brought.items()])
    for year, group in wanting.items():
        block = numbers.take_block(f"hazard.{code}", year, len(group))
        for record, sequence in zip(group, block, strict=True):
            record["number"] = render_hazard_number(code, year, sequence)


def _dates(record: dict[str, Any]) -> dict[str, Any]:
    """The days of the last step; what is done without a date was done by today."""
    state, today = record["state"], clock.today()
    done: dt.date | None = record.get("rectified_on")
    closed = (record.get("closed_on") or done or today) if state is HazardState.CLOSED else None
    if state in (HazardState.RECTIFIED, HazardState.PASSED):
        done = done or record.get("closed_on") or today
    last = closed or done or record["found_on"]
    return {"rectified_on": done, "closed_on": closed, "last_step_on": last}


def _steps(record: dict[str, Any], actor: str) -> list[dict[str, Any]]:
    now = clock.now()
    common = {"hazard": record["id"], "person": actor, "entered_at": now}
    first = common | {
        "id": ids.new_id(),
        "kind": StepKind.REPORT,
        "on_date": record["found_on"],
        "person": record.get("finder", "")[:30] or actor,
        "to_state": HazardState.REPORTED,
    }
    if record["state"] is HazardState.REPORTED:
        return [first]
    last = common | {
        "id": ids.new_id(),
        "kind": _LAST_STEP[record["state"]],
        "on_date": record["last_step_on"],
        "from_state": HazardState.REPORTED,
        "to_state": record["state"],
        "remark": _REMARK,
    }
    return [first, last]


def write_refused(preview: Preview, path: Path) -> int:
    """A workbook of the refused rows under the ledger's own headings, with the reason beside each; returns how many."""
    from xianfeng_gui.sheets.book import write_book

    refused = preview.with_fate(Fate.REFUSE)
    order = list(preview.columns.items())
    titles = {field.key: field.title for field in preview.fields}
    columns = [Column("line", "原表行号", 9, Kind.NUMBER)]
    columns += [Column(key, preview.head.titles[at] or titles[key], 16, Kind.LINES) for at, key in order]
    columns.append(Column("reason", "未导入的原因", 40, Kind.LINES))
    sheet = Sheet("refused", "未导入的行", tuple(columns), frozen=1, unit="行")
    head = ListHead(f"未导入的行（{preview.path.name}）", offices.own_office().name, clock.today())
    keys = [key for _, key in order]
    rows = [_refused_row(one, keys) for one in refused]
    with outputs.replacing(path) as part:
        write_book(part, [Table(sheet, head, rows)])
    return len(refused)


def _refused_row(one: Judged, keys: Sequence[str]) -> tuple[CellValue, ...]:
    values = one.row.values
    return (one.row.number, *(as_written(values[key]) if key in values else "" for key in keys), one.reason)


def as_data(preview: Preview) -> dict[str, Any]:
    """The preview for JSON: rows and columns are counted from 1, as spreadsheet programs show them."""
    titles = {field.key: field.title for field in preview.fields}
    return {
        "kind": preview.kind.value,
        "sheet": preview.sheet,
        "header_row": preview.head.last + 1,
        "header_rows": [preview.head.first + 1, preview.head.last + 1],
        "columns": [
            {"column": at + 1, "heading": preview.head.titles[at], "field": key, "title": titles[key]}
            for at, key in preview.columns.items()
        ],
        "ignored": [
            title for at, title in enumerate(preview.head.titles) if at not in preview.columns and title
        ],
        "counts": {fate.value: preview.count(fate) for fate in Fate},
        "created": preview.count(Fate.CREATE),
        "updated": preview.count(Fate.UPDATE),
        "refused": preview.count(Fate.REFUSE),
        "refused_rows": [
            {"row": one.row.number, "reason": one.reason} for one in preview.with_fate(Fate.REFUSE)
        ],
        "remarks": preview.remarks
        + [f"第{one.row.number}行：{remark}" for one in preview.judged for remark in one.remarks],
        "same_sites": [dataclasses.asdict(match) for match in preview.matches],
    }
