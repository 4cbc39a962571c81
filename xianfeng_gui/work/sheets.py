"""Every list of the campaign as a workbook.

A kind makes its tables from the filter of the page that shows it, so that the workbook holds what is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import connection
from db.vocabulary import ListKind
from xianfeng_gui.work import outputs
from xianfeng_gui.work.progress import Progress

if TYPE_CHECKING:
    from xianfeng_gui.sheets.columns import Table


# The modules behind the kinds read records, so they are imported when a list is wanted.


def _hazards(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_hazards

    return sheets_hazards.register(wanted)


def _two_lists(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_hazards

    return sheets_hazards.two_lists(wanted)


def _steps(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_hazards

    return sheets_hazards.steps(wanted)


def _tasks(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_tasks

    return sheets_tasks.tasks(wanted)


def _master(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_tasks

    return sheets_tasks.master(wanted)


def _monthly(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_monthly

    return sheets_monthly.monthly(wanted)


def _late(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_late

    return sheets_late.late(wanted)


def _sites(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_registers

    return sheets_registers.sites(wanted)


def _people(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_registers

    return sheets_registers.people(wanted)


def _papers(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_registers

    return sheets_registers.papers(wanted)


def _inspections(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_registers

    return sheets_registers.inspections(wanted)


def _inspection_plan(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_plan

    return sheets_plan.plan(wanted)


def _calendar(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_registers

    return sheets_registers.calendar(wanted)


def _statistics(wanted: Any) -> list[Table]:
    from xianfeng_gui.work import sheets_statistics

    return sheets_statistics.statistics(wanted)


_TABLES: dict[ListKind, Callable[[Any], list[Table]]] = {
    ListKind.HAZARDS: _hazards,
    ListKind.TWO_LISTS: _two_lists,
    ListKind.STEPS: _steps,
    ListKind.TASKS: _tasks,
    ListKind.MASTER: _master,
    ListKind.MONTHLY: _monthly,
    ListKind.LATE: _late,
    ListKind.SITES: _sites,
    ListKind.PEOPLE: _people,
    ListKind.PAPERS: _papers,
    ListKind.INSPECTIONS: _inspections,
    ListKind.INSPECTION_PLAN: _inspection_plan,
    ListKind.CALENDAR: _calendar,
    ListKind.STATISTICS: _statistics,
}
"""What makes each list's tables from the filter of the page that shows it (see there)."""


def tables(kind: ListKind, wanted: Any) -> list[Table]:
    """A kind's tables for a filter; rows are read while they are gone through."""
    return _TABLES[kind](wanted)


@dataclass(frozen=True)
class Written:
    """The rows of each worksheet of a workbook, by its name."""

    rows: tuple[tuple[str, int], ...]

    def in_words(self) -> str:
        """Such as 154行, or of several worksheets 逾期事项154行、各单位逾期16行: what counts the same twice is not added up."""
        if len(self.rows) == 1:
            return f"{self.rows[0][1]}行"
        return "、".join(f"{name}{count}行" for name, count in self.rows)


def write(kind: ListKind, wanted: Any, target: Path, progress: Progress | None = None) -> Written:
    """Write a kind's workbook for a filter; returns how many rows it has.

    UserError when it can't be written (``outputs.HeldError`` when another program holds the file) or was cancelled;
    then what was at the target before is still there.
    """
    from xianfeng_gui.sheets.book import write_book

    steps = progress or Progress()
    with outputs.replacing(target) as part, connection.snapshot():
        made = tables(kind, wanted)
        counts = write_book(part, made, steps.step)
    return Written(tuple((table.sheet.title, count) for table, count in zip(made, counts, strict=True)))
