"""Every list of the made-up township, exported, imported into an empty archive and exported again: the same cells.

What comes in: people, sites, inspections and their plan, hazards and their steps, papers, tasks and monthly reports. What
follows from them must come out the same as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import check, store
from db.vocabulary import ListKind
from tests.work.acts import ACTOR
from tests.work.lists import written
from xianfeng_gui.rules.months import month_of, months
from xianfeng_gui.work import archive, demo, topics
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.preview import Fate, look
from xianfeng_gui.work.sheets_monthly import MonthFilter
from xianfeng_gui.work.sheets_registers import CalendarFilter

Rows = list[tuple[Any, ...]]


def export(folder: Path) -> None:
    """Every list, and the monthly report of every month so far."""
    folder.mkdir()
    for kind in ListKind:
        written(kind, folder)
    campaign = topics.campaign()
    written(ListKind.CALENDAR, folder, CalendarFilter(campaign.starts_on, campaign.ends_on))
    for month in months(campaign.starts_on, DEMO_DAY):
        written(ListKind.MONTHLY, folder, MonthFilter(month)).rename(folder / f"monthly-{month}.xlsx")


def import_all(folder: Path) -> None:
    """The lists that may come in; of every row nothing is refused."""
    for file in (
        "people",
        "sites",
        "inspections",
        "hazards",
        "tasks",
        "steps",
        "papers",
        *sorted(one.stem for one in folder.glob("monthly-*.xlsx")),
        "inspection_plan",
    ):
        preview = look(folder / f"{file}.xlsx")
        assert preview.count(Fate.REFUSE) == 0 and file.startswith(preview.kind.value), file
        importing.accept(preview, ACTOR)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The lists of the township, and those of the archive that they were brought into, which stays open."""
    place = tmp_path_factory.mktemp("trip")
    demo.build(place / "town", "town")
    export(place / "first")
    store.close()
    archive.found(place / "empty", "镇应急办", first_month="")  # as the demo counts its reports
    import_all(place / "first")
    export(place / "again")
    yield place / "first", place / "again"
    store.close()


def sheets_of(file: Path) -> dict[str, Rows]:
    return {
        one.title: list(one.iter_rows(values_only=True)) for one in openpyxl.load_workbook(file).worksheets
    }


@pytest.mark.parametrize("kind", list(ListKind))
def test_the_same_cells(trip: tuple[Path, Path], kind: ListKind) -> None:
    first, again = trip
    files = [one.name for one in first.glob(f"{kind.value}*.xlsx")]
    assert len(files) == (13 if kind is ListKind.MONTHLY else 1)
    for file in files:
        assert sheets_of(again / file) == sheets_of(first / file), file


def test_what_comes_in_changes_nothing_the_second_time(trip: tuple[Path, Path]) -> None:
    first, _ = trip
    for file in (
        "people",
        "sites",
        "inspections",
        "inspection_plan",
        "hazards",
        "steps",
        "papers",
        "two_lists",
        "tasks",
        f"monthly-{month_of(DEMO_DAY)}",
    ):
        assert {one.fate for one in look(first / f"{file}.xlsx").judged} == {Fate.UNCHANGED}, file
    assert check.problems() == []
