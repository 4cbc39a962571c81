"""Builds the demo in a new data folder."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import bulk, clock, connection, ids, journal, media, numbers, store
from db.errors import UserError
from db.records import Hazard, HazardStep, Photo
from xianfeng_gui.rules.numbering import render_hazard_number
from xianfeng_gui.work import archive
from xianfeng_gui.work.demo import pictures
from xianfeng_gui.work.demo.days import Days
from xianfeng_gui.work.demo.findings import Findings
from xianfeng_gui.work.demo.inspections import add_inspections
from xianfeng_gui.work.demo.papers import issue_notices
from xianfeng_gui.work.demo.people import Namer, Staff, add_people
from xianfeng_gui.work.demo.places import DemoSite, add_sites, add_villages
from xianfeng_gui.work.demo.sizes import DEMO_DAY, SIZES, Size
from xianfeng_gui.work.demo.tasks import set_tasks

OFFICE, CODE = "镇应急办", "YJB"
ACTOR = "演示数据"
SEED = 137
NOTICES = 10
CHUNK = 5_000
"""Hazards a change: the journal keeps each change as one changeset in memory."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoSummary:
    """How much there is in a demo archive."""

    offices: int
    people: int
    sites: int
    tasks: int
    reports: int
    hazards: int
    steps: int
    photos: int


def build(folder: Path, size: str, progress: Progress | None = None) -> DemoSummary:
    """Found the archive of 镇应急办 in ``folder`` and fill it as of 18 June 2021; ``size`` is town or district.

    ``progress`` is told hazards done and hazards in all; what it raises ends the work and removes what was made.
    The archive stays open, and the program's day stays the demo's day. UserError when the folder has data.
    """
    if size not in SIZES:
        raise UserError(f"没有“{size}”这种规模，可用的有：{'、'.join(SIZES)}", "size")
    if store.exists(folder):
        raise UserError(f"文件夹“{folder}”里已经有数据，请为演示数据另选一个文件夹")
    clock.set_today(DEMO_DAY, at=dt.time(17, 30))
    ids.repeatable(SEED, _milliseconds(DEMO_DAY))
    try:
        archive.found(
            folder, OFFICE, first_month=""
        )  # whose reports are there from the campaign's first month on
        with _bigger_cache():
            _fill(SIZES[size], progress or (lambda done, total: None))
    except BaseException:
        _remove(folder)
        raise
    finally:
        ids.repeatable(None)
        clock.set_today(DEMO_DAY)
    return _summary()


def _milliseconds(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp() * 1000)


@contextlib.contextmanager
def _bigger_cache() -> Iterator[None]:
    """A district's indexes do not fit into the usual cache, and every page would be written many times."""
    link = connection.connection()
    link.execute("PRAGMA cache_size = -256000")
    try:
        yield
    finally:
        link.execute(f"PRAGMA cache_size = -{connection.CACHE_KIB}")


def _remove(folder: Path) -> None:
    store.close()
    for name in (store.NAME, media.NAME):
        for leftover in folder.glob(f"{name}*"):
            leftover.unlink()


def _fill(size: Size, progress: Progress) -> None:
    rng = random.Random(SEED)
    namer = Namer(rng)
    with journal.change("演示数据：单位、人员和监管对象", ACTOR, undoable=False):
        add_villages(size.villages)
        staff = add_people(namer, rng)
        sites = add_sites(size.sites, namer, rng)
    with journal.change("演示数据：任务和月度工作情况", ACTOR, undoable=False):
        set_tasks(staff, rng)
    _add_hazards(size, sites, staff, namer, rng, progress)
    with journal.change("演示数据：检查和检查计划", ACTOR, undoable=False):
        # A generator of its own: what is drawn here must not change what comes after.
        add_inspections(size.inspections, CODE, staff, random.Random(SEED + 1))
    issue_notices(NOTICES, ACTOR)


def _add_hazards(
    size: Size,
    sites: dict[int, list[DemoSite]],
    staff: Staff,
    namer: Namer,
    rng: random.Random,
    progress: Progress,
) -> None:
    days = Days()
    findings = Findings(sites, staff, namer, days, rng)
    photographed = set(rng.sample(range(size.hazards), size.photographed))
    found_on = sorted(rng.choices(days.worked, k=size.hazards))
    for start in range(0, size.hazards, CHUNK):
        chunk = found_on[start : start + CHUNK]
        label = f"演示数据：隐患第{start + 1}至{start + len(chunk)}条"
        with journal.change(label, ACTOR, undoable=False):
            _add_chunk(findings, chunk, {at - start for at in photographed}, rng)
        progress(start + len(chunk), size.hazards)


def _add_chunk(
    findings: Findings, found_on: list[dt.date], photographed: set[int], rng: random.Random
) -> None:
    hazards: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    photos: list[dict[str, Any]] = []
    for at, (number, day) in enumerate(zip(_numbers(found_on), found_on, strict=True)):
        story, scene = findings.find(number, day)
        story.tell()
        hazards.append(story.hazard.__data__)
        steps += story.steps
        if at in photographed:
            photos += pictures.photos_of(story.hazard, scene, rng)
    bulk.insert(Hazard, hazards)
    bulk.insert(HazardStep, steps)
    bulk.insert(Photo, photos)


def _numbers(found_on: list[dt.date]) -> Iterator[str]:
    """Hazard numbers for days in order, year by year."""
    for year, days in itertools.groupby(found_on, key=lambda day: day.year):
        for sequence in numbers.take_block(f"hazard.{CODE}", year, len(list(days))):
            yield render_hazard_number(CODE, year, sequence)


def _summary() -> DemoSummary:
    tables = ("office", "person", "site", "task", "monthly_report", "hazard", "hazard_step", "photo")
    return DemoSummary(*(int(connection.scalar(f"SELECT count(*) FROM {table}")) for table in tables))
