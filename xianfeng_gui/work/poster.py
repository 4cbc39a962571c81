"""The wall poster of the one sheet, made from the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from db import clock, connection
from db.errors import UserError
from db.vocabulary import TaskState
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.rules.tasks import task_state_label
from xianfeng_gui.work import master, monthly, offices, outputs, topics
from xianfeng_gui.work.master import ListedTask, TaskScope
from xianfeng_gui.work.progress import Progress

if TYPE_CHECKING:
    from xianfeng_gui.papers.poster.content import (
        Poster,
        PosterBand,
        PosterPhase,
        PosterTask,
        PrintedPoster,
    )

TITLE = "挂图作战“一张表”"
SIZES = ("A3", "A2", "A1", "A0")
PIECES = ("A4", "A3")
"""Papers that a sheet may be cut into."""


def write(
    scope: TaskScope,
    target: Path,
    size: str,
    *,
    landscape: bool = True,
    pieces: str = "",
    progress: Progress | None = None,
) -> int:
    """Write the poster of these tasks as a PDF; returns its number of pages. ``size`` A3 to A0, ``pieces`` A4 or A3.

    UserError when there are no tasks, for a paper that is not offered, or when the file can't be written.
    """
    steps = progress or Progress()
    with outputs.replacing(target) as part:
        printed = printed_poster(scope, size, landscape=landscape, pieces=pieces, progress=steps)
        part.write_bytes(printed.pdf)
    return printed.pages


def printed_poster(
    scope: TaskScope, size: str, *, landscape: bool, pieces: str = "", progress: Progress | None = None
) -> PrintedPoster:
    """The same without writing it, for the preview."""
    from xianfeng_gui.papers.poster.printing import print_poster

    _check_paper(size, pieces)
    steps = progress or Progress()
    with connection.snapshot():
        content = poster(scope)
    return print_poster(content, size, landscape=landscape, pieces=pieces, tick=steps.step)


def _check_paper(size: str, pieces: str) -> None:
    if size not in SIZES:
        raise UserError(f"挂图没有“{size}”这种纸，可选：{'、'.join(SIZES)}", "size")
    # A0 is the largest: the names sort the other way round.
    if pieces and (pieces not in PIECES or pieces <= size):
        raise UserError(f"不能把{size}拆成“{pieces}”，请选比它小的A4或A3", "split")


def poster(scope: TaskScope) -> Poster:
    """The poster's content as of today; UserError when the scope has no task."""
    from xianfeng_gui.papers.poster.content import Poster

    found = master.master(scope)
    if not found.tasks:
        raise UserError("没有可以上图的任务，请改一改筛选条件")
    campaign, today = topics.campaign(), clock.today()
    month = month_of(today)
    return Poster(
        title=campaign.name + TITLE,
        office=offices.own_office().name,
        made_on=today,
        scope=scope.in_words(),
        figures=_figures(found.tasks),
        months=found.months,
        current_at=found.months.index(month) if month in found.months else None,
        phases=_phases(campaign, found.months),
        bands=tuple(_band(campaign.id, list(group)) for _, group in groupby(found.tasks, _topic_id)),
    )


def _topic_id(task: ListedTask) -> str:
    return task.topic.id


def _figures(tasks: Sequence[ListedTask]) -> str:
    """Struck-off tasks don't count."""
    rows = [task.row for task in tasks if task.row.state is not TaskState.STRUCK_OFF]
    done, late = sum(row.state is TaskState.DONE for row in rows), sum(row.late_days > 0 for row in rows)
    return f"任务{len(rows)}项　完成{done}项" + (f"　逾期{late}项" if late else "")


def _phases(campaign: topics.CampaignInfo, months: tuple[str, ...]) -> tuple[PosterPhase, ...]:
    """Those that touch the campaign's months."""
    from xianfeng_gui.papers.poster.content import PosterPhase

    def place(day: dt.date) -> int:
        return sum(month < month_of(day) for month in months)

    return tuple(
        PosterPhase(phase.name, place(phase.starts_on), min(place(phase.ends_on), len(months) - 1))
        for phase in campaign.phases
        if place(phase.starts_on) < len(months)
    )


def _band(campaign_id: str, tasks: list[ListedTask]) -> PosterBand:
    from xianfeng_gui.papers.poster.content import PosterBand

    tab = tasks[0].topic
    leads = topics.offices_in(campaign_id, tab.id, "lead") if tab.id != topics.SAFEGUARDS else ()
    name = f"{tab.number}　{tab.name}" if tab.number else tab.name
    words = f"牵头：{'、'.join(leads)}" if leads else ""
    return PosterBand(name, words, _figures(tasks), tuple(_task(task) for task in tasks))


def _task(task: ListedTask) -> PosterTask:
    from xianfeng_gui.papers.poster.content import PosterTask

    row = task.row
    return PosterTask(
        number=row.number,
        title=row.title,
        office=row.office or monthly.NO_OFFICE,
        person=row.person,
        deadline=row.deadline,
        state=task_state_label(row.state, row.percent, None, clock.today()).replace(" ", ""),
        days_late=row.late_days,
        marks=task.marks,
        deadline_at=task.deadline_at,
    )
