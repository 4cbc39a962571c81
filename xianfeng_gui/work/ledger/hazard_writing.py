"""Hazards from a ledger into the archive: numbers, days and steps of their lives so far, many at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from db import bulk, clock, connection, ids, numbers
from db.records import Hazard, HazardStep, Site
from db.vocabulary import HazardState, StepKind
from xianfeng_gui.rules.numbering import render_hazard_number
from xianfeng_gui.work import offices
from xianfeng_gui.work.ledger.judged import Judged
from xianfeng_gui.work.progress import Progress

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
CHECKED = (HazardState.PASSED, HazardState.CLOSED)
"""States that the ledger's day of checking and closing (销号日期) belongs to."""
FROM_LEDGER = "由台账导入"
"""Begins the remark of a step that stands for all that a ledger does not tell."""
_REMARK = f"{FROM_LEDGER}，此前经过见原台账"
_STEP = 500
"""Rows between two words of progress."""

_Record = Mapping[str, Any]


def create(judged: Sequence[Judged], actor: str, progress: Progress) -> list[str]:
    """Add the hazards with the sites that they bring; only inside a change. Returns their ids, in the rows' order."""
    records = [one.record for one in judged]
    newest_first = bool(records) and records[0]["found_on"] > records[-1]["found_on"]
    if newest_first:  # numbers and lists go by the order of finding
        records.reverse()
    bulk.insert(Site, [record["new_site"] for record in records if record["new_site"]])
    given = [ids.new_id() for _ in records]
    person_of = cache(offices.as_person)
    bulk.insert(Hazard, _hazards(records, given, _numbers(records), progress))
    bulk.insert(
        HazardStep,
        (
            step
            for record, one in zip(records, given, strict=True)
            for step in _steps(
                record, one, person_of(actor), person_of(record.get("finder", "")[:30] or actor)
            )
        ),
    )
    return given[::-1] if newest_first else given


def _hazards(
    records: Sequence[_Record], given: Sequence[str], numbered: Sequence[str], progress: Progress
) -> Iterator[_Record]:
    """The hazards as they are stored; one without a village lies in its site's."""
    lies_in: dict[str, str | None] = dict(connection.rows("SELECT id, village_id FROM site"))
    campaigns: dict[str, str] = dict(connection.rows("SELECT id, campaign_id FROM topic"))
    for at, record in enumerate(records):
        if at % _STEP == 0:
            progress.step(at, len(records))
        yield {
            **record,
            **_days(record),
            "id": given[at],
            "number": numbered[at],
            "village": record["village"] or lies_in.get(record["site"]),
            "campaign": campaigns[record["topic"]],
            "first_deadline": record.get("deadline"),
        }


def _numbers(records: Sequence[_Record]) -> list[str]:
    """The hazards' numbers: their own, else this office's next; counters never fall behind the ones that are brought."""
    code = offices.own_code()
    found = [str(record["number"]) for record in records]
    brought: dict[tuple[str, int], int] = {}
    wanting: dict[int, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        if record["number"]:
            owner, year, sequence = record["number"].rsplit("-", 2)
            key = (f"hazard.{owner}", int(year))
            brought[key] = max(brought.get(key, 0), int(sequence))
        else:
            wanting[record["found_on"].year].append(at)
    numbers.raise_to(connection.connection(), [(*key, last) for key, last in brought.items()])
    for year, group in wanting.items():
        block = numbers.take_block(f"hazard.{code}", year, len(group))
        for at, sequence in zip(group, block, strict=True):
            found[at] = render_hazard_number(code, year, sequence)
    return found


def _days(record: _Record) -> dict[str, Any]:
    """The days of the hazard's life as far as the ledger tells them; what it does not tell stays unknown."""
    state, done = record["state"], record.get("rectified_on")
    checked = record.get("closed_on")
    return {
        "rectified_on": done,
        "closed_on": checked if state is HazardState.CLOSED else None,
        "last_step_on": (checked if state in CHECKED else None) or done or record["found_on"],
    }


def _last_step(record: _Record) -> tuple[StepKind, dt.date, str] | None:
    """The step that is known to have been the last, its day and what is said of it; none when nothing but the state is told."""
    state, days = record["state"], _days(record)
    if state not in (*CHECKED, HazardState.RECTIFIED):
        return _LAST_STEP[state], record["found_on"], f"{_REMARK}；日期不详，记在发现当天"
    if state in CHECKED and record.get("closed_on"):
        return _LAST_STEP[state], record["closed_on"], _REMARK
    if days["rectified_on"]:
        remark = f"{_REMARK}{_undated(state)}"
        return StepKind.REPORT_RECTIFIED, days["rectified_on"], remark
    return None


def _undated(state: HazardState) -> str:
    return "" if state is HazardState.RECTIFIED else f"；{state.label}的日期不详"


def _steps(record: _Record, hazard: str, person: str, finder: str) -> list[dict[str, Any]]:
    """``person``: who brings it in; ``finder``: who found it. Both empty where no person is named."""
    state = record["state"]
    common = {"hazard": hazard, "person": person, "entered_at": clock.now()}
    first = common | {
        "id": ids.new_id(),
        "kind": StepKind.REPORT,
        "on_date": record["found_on"],
        "person": finder,
        "to_state": HazardState.REPORTED,
    }
    if state is HazardState.REPORTED:
        return [first]
    last = _last_step(record)
    if last is None:
        return [first | {"to_state": state, "remark": f"{_REMARK}；{state.label}，日期不详"}]
    kind, on, remark = last
    moved = {"kind": kind, "on_date": on, "from_state": HazardState.REPORTED, "to_state": state}
    return [first, common | moved | {"id": ids.new_id(), "remark": remark}]
