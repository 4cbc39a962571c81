"""Rows of a list of steps (隐患办理经过): how hazards that came from a ledger got to where they stand, or the reason why not.

A hazard's steps come in together or not at all. They take the place of the one step that stands for all that the ledger
of hazards did not tell; what was done here is never changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from db import bulk, clock, connection, ids
from db.errors import UserError
from db.records import Hazard, HazardStep
from db.vocabulary import HazardState, StepKind, SupervisionLevel
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.rules.lifecycle import StepInput
from xianfeng_gui.rules.steps import OFFERED
from xianfeng_gui.work.hazards import life_of, store_life
from xianfeng_gui.work.ledger.hazard_writing import FROM_LEDGER
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, refused
from xianfeng_gui.work.progress import Progress

_SAID = ("kind", "on_date", "person", "remark", "new_deadline", "level")
_STORED = (*_SAID, "from_state", "to_state")
"""The states follow from the steps, but where a ledger's step skips what is not known."""
_KNOWN = f"SELECT {', '.join(_STORED)} FROM hazard_step WHERE hazard_id = ? ORDER BY entered_at, id"
_TERMS: Mapping[str, type[StepKind | HazardState | SupervisionLevel]] = {
    "kind": StepKind, "level": SupervisionLevel, "from_state": HazardState, "to_state": HazardState,
}  # fmt: skip
_STEP = 500
"""Steps between two words of progress."""

Step = dict[str, Any]
"""A step's fields as they are stored; what is not told is missing or none."""


@dataclass
class _Told:
    """What the list tells of one hazard: its rows, those of them that can't be read left out."""

    rows: list[tuple[LedgerRow, Judged]] = field(default_factory=list)
    broken: int = 0


class StepJudge(Judge):
    """Judges rows in order; whether a hazard's steps come in is settled when all of them are known."""

    def __init__(self) -> None:
        self.today = clock.today()
        self.hazards: dict[str, str] = dict(connection.rows("SELECT number, id FROM hazard"))
        self.told: dict[str, _Told] = defaultdict(_Told)

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate as far as it can be said from the row alone."""
        number = str(row.values.get("number", ""))
        hazard = self.hazards.get(number)
        try:
            judged = Judged(
                row.number, Fate.CREATE, record=self._step(row, number, hazard), target=hazard or ""
            )
        except UserError as error:
            judged = refused(row, str(error))
            if hazard:
                self.told[hazard].broken = self.told[hazard].broken or row.number
        else:
            self.told[judged.target].rows.append((row, judged))
        judged.subject, judged.words = number, _in_words(row)
        return judged

    def _step(self, row: LedgerRow, number: str, hazard: str | None) -> Step:
        if row.problems:
            raise UserError("；".join(row.problems.values()))
        if hazard is None:
            raise UserError(f"没有编号为“{number}”的隐患，请先导入隐患台账" if number else "缺少隐患编号")
        step: Step = {key: row.values[key] for key in _STORED if row.values.get(key) not in (None, "")}
        for key, title in (("kind", "环节"), ("on_date", "日期")):
            if key not in step:
                raise UserError(f"缺少{title}")
        if step["on_date"] > self.today:
            raise UserError(f"日期{step['on_date']}晚于今天")
        return step | {key: terms(step[key]) for key, terms in _TERMS.items() if key in step}

    def finish(self) -> None:
        """Settle each hazard's steps together."""
        for hazard_id, told in self.told.items():
            try:
                self._settle(hazard_id, told)
            except UserError as error:
                for row, judged in told.rows:
                    judged.fate, judged.reason, judged.cells = Fate.REFUSE, str(error), row.cells

    def _settle(self, hazard_id: str, told: _Told) -> None:
        if told.broken:
            raise UserError(f"同一隐患的第{told.broken}行不能导入，其经过须整体导入")
        stored = [dict(zip(_STORED, row, strict=True)) for row in connection.rows(_KNOWN, (hazard_id,))]
        steps = [dict(judged.record) for _, judged in told.rows]
        if [_plain(step) for step in stored] == [_plain(step) for step in steps]:
            for _, judged in told.rows:
                judged.fate = Fate.UNCHANGED
            return
        if any(step["kind"] != StepKind.REPORT and not _of_a_ledger(step) for step in stored):
            raise UserError("该隐患的经过已在本程序办理，不随清单修改")
        hazard: Hazard = Hazard.get_by_id(hazard_id)
        state = hazard.state
        retell(hazard, steps)
        if hazard.state is not state:
            raise UserError(
                f"经过的最后一步之后应为“{hazard.state.label}”，与台账的状态“{state.label}”不符，请核对是否齐全"
            )


def _in_words(row: LedgerRow) -> str:
    kind = StepKind.label_of(str(row.values.get("kind", "")))
    return f"{row.values.get('on_date', '')} {kind} {row.values.get('remark', '')}".strip()


def _plain(step: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(step.get(key) or "") for key in _SAID)


def _of_a_ledger(step: Mapping[str, Any]) -> bool:
    """Whether the step stands for what a ledger did not tell."""
    return str(step.get("remark") or "").startswith(FROM_LEDGER)


def retell(hazard: Hazard, steps: Sequence[Step]) -> None:
    """Put into the record, which is not saved, what these steps made of it, and into each step the states that it joins.

    The deadline stays the ledger's.
    UserError when a step can't follow the one before it. Conditions beyond the order (who may pass what) are not asked:
    the steps were taken.
    """
    if not steps or steps[0]["kind"] is not StepKind.REPORT:
        raise UserError("经过的第一步应为“登记”")
    deadline, basis = hazard.deadline, hazard.deadline_basis
    life = lifecycle.begin(hazard.grade, hazard.found_on, clock.today(), deadline)
    hazard.rectified_on = hazard.closed_on = None
    first = steps[0]
    store_life(hazard, life, _arrived(life, first), StepKind.REPORT, first["on_date"])
    first["to_state"] = hazard.state
    for step in steps[1:]:
        before = life_of(hazard)
        on: dt.date = step["on_date"]
        if on < before.last_on:
            raise UserError(f"“{step['kind'].label}”的日期{on}早于上一步的日期{before.last_on}")
        store_life(hazard, before, _after(before, step), step["kind"], on)
        step["from_state"], step["to_state"] = before.state, hazard.state
        hazard.listed_level = step.get("level") or hazard.listed_level
    hazard.deadline, hazard.deadline_basis = deadline, basis


def _after(life: lifecycle.Life, step: Step) -> lifecycle.Life:
    kind = step["kind"]
    if _of_a_ledger(step):
        return _arrived(life, step)
    if kind not in OFFERED[life.state]:
        raise UserError(f"“{life.state.label}”的隐患不能“{kind.label}”，经过不相连")
    given = StepInput(
        kind,
        step["on_date"],
        clock.today(),
        step.get("remark", ""),
        step.get("new_deadline"),
        step.get("level"),
    )
    return lifecycle.moved(life, given)


def _arrived(life: lifecycle.Life, step: Step) -> lifecycle.Life:
    """Where a step leads that skips what is not known."""
    return replace(life, state=step.get("to_state", life.state), last_on=step["on_date"])


def write(created: Sequence[Judged], progress: Progress) -> list[str]:
    """Put the steps in the place of those from the ledger; only inside a change. Returns the steps' ids."""
    given = {"entered_at": clock.now()}
    records = [
        {**one.record, "id": ids.new_id(), "hazard": one.target, **given}
        for one in sorted(created, key=lambda one: one.target)
    ]
    at = 0
    for hazard_id, group in groupby(records, key=lambda record: str(record["hazard"])):
        steps = list(group)
        at += len(steps)
        if at % _STEP < len(steps):
            progress.step(at, len(records))
        hazard: Hazard = Hazard.get_by_id(hazard_id)
        retell(hazard, steps)
        hazard.save()
        HazardStep.delete().where(HazardStep.hazard == hazard_id).execute()
    bulk.insert(HazardStep, records)
    return [str(record["id"]) for record in records]
