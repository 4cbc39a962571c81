"""What holds for a task: its state in words, lateness, percentage, finishing, numbers of new tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from db.errors import UserError
from db.vocabulary import TaskState

_OPEN = frozenset({TaskState.NOT_STARTED, TaskState.IN_PROGRESS})


def is_task_late(state: TaskState, deadline: date | None, today: date) -> bool:
    """Whether the task is still open after its deadline."""
    return state in _OPEN and deadline is not None and deadline < today


def task_state_label(state: TaskState, percent: int | None, deadline: date | None, today: date) -> str:
    """Such as 进行中 60%, 未开始（逾期12天） or 已完成."""
    text = state.label
    if state is TaskState.IN_PROGRESS and percent is not None:
        text += f" {percent}%"
    if deadline is not None and is_task_late(state, deadline, today):
        text += f"（逾期{(today - deadline).days}天）"
    return text


def percent_of(figure: Decimal | float, target: Decimal | float) -> int:
    """How much of ``target`` is reached, 0 to 100, rounded down: 100 means reached; raises UserError."""
    reached, aim = Decimal(str(figure)), Decimal(str(target))
    if not reached.is_finite() or reached < 0:
        raise UserError("完成数不能小于0，请改正。", "figure")
    if not aim.is_finite() or aim <= 0:
        raise UserError("目标数应大于0，请先改正任务的目标。", "target")
    return 100 if reached >= aim else int(reached * 100 / aim)


def check_finish(state: TaskState, evidence: int, remark: str) -> None:
    """Raise UserError unless the task may be marked done: it is open, and a file or remark shows why."""
    if state not in _OPEN:
        raise UserError(f"该任务“{state.label}”，不能再标记为完成。", "state")
    if evidence < 1 and not remark.strip():
        raise UserError("请附上完成的佐证材料，或写明完成情况，再标记完成。", "remark")


def task_sort_key(number: str) -> tuple[int, ...]:
    """Orders 5-1-2 before 5-1-10; raises UserError for anything but numbers joined by hyphens."""
    if not re.fullmatch(r"[0-9]+(-[0-9]+)*", number):
        raise UserError(f"“{number}”不是任务编号，请写成5-1-2这样。", "number")
    return tuple(map(int, number.split("-")))


def next_task_number(parent: str, taken: Iterable[str]) -> str:
    """The next free number under ``parent``: "5-1" with "5-1-2" taken gives "5-1-3".

    ``taken`` must hold struck-off tasks too, so that a number is never used twice.
    """
    above = task_sort_key(parent)
    last = max(
        (key[-1] for key in map(task_sort_key, taken) if key[:-1] == above),
        default=0,
    )
    return "-".join(map(str, (*above, last + 1)))


def next_sibling_number(number: str, taken: Iterable[str]) -> str:
    """The number for a part split off task ``number``: the next free one beside it."""
    head, _, tail = number.rpartition("-")
    if not head or not tail:
        raise UserError(f"“{number}”不能拆分，任务编号应像5-1-2这样。", "number")
    return next_task_number(head, [number, *taken])
