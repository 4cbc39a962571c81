"""Overview and calendar on the made-up township: what they show agrees with the records themselves."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import connection, store
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.pages.calendar import CalendarPage
from xianfeng_gui.ui.pages.overview import OverviewPage
from xianfeng_gui.work.demo import making


@pytest.fixture
def town(tmp_path: Path, dressed: QApplication) -> Iterator[Context]:
    making.build(tmp_path / "town", "town")
    context = Context()
    yield context
    context.close()
    store.close()


def count(sql: str, *parameters: str) -> int:
    return int(connection.scalar(sql, parameters))


def test_pages_agree_with_the_records(town: Context, qtbot: QtBot) -> None:
    overview, calendar = OverviewPage(town), CalendarPage(town)
    for page in (overview, calendar):
        qtbot.addWidget(page)
        page.resize(1190, 690)
        page.show()
        page.ensure_fresh()
    qtbot.waitUntil(town.worker.is_idle)
    _check_figures(overview)
    _check_month(calendar)


def _check_figures(page: OverviewPage) -> None:
    text = page.figures.text
    hazards = "SELECT count(*) FROM hazard WHERE state NOT IN ('closed', 'dismissed')"
    late = "SELECT count(*) FROM hazard WHERE deadline < '2021-06-18' AND state IN ({})".format(
        "'reported', 'verified', 'issued', 'rectifying'"
    )
    assert text("隐患") == f"{count('SELECT count(*) FROM hazard')} 条"
    assert text("未销号") == f"{count(hazards)} 条"
    assert text("隐患逾期") == f"● {count(late)} 条"
    assert text("重大隐患未销号") == f"● {count(hazards + ' AND grade = ?', 'major')} 条"
    column = [int(str(page.topics.index(row, 4).data())) for row in range(page.topics.rowCount())]
    assert sum(column) == count("SELECT count(*) FROM hazard")


def _check_month(page: CalendarPage) -> None:
    first, last = page.shown()
    assert (first, last) == (dt.date(2021, 5, 31), dt.date(2021, 7, 4))
    rows = connection.rows(
        "SELECT deadline, count(*) FROM hazard WHERE state IN ('reported', 'verified', 'issued', 'rectifying') "
        "AND deadline BETWEEN ? AND ? GROUP BY deadline",
        (first.isoformat(), last.isoformat()),
    )
    shown = Counter(str(event.date) for event in page.events if event.kind == "rectification_deadline")
    assert shown == dict(rows)
    for day in (event.date for event in page.events if first <= event.date <= last):
        listed = [event for line in page.grid.lines_of(day) for event in line.events]
        assert sorted(event.key for event in listed) == sorted(
            event.key for event in page.events if event.date == day
        )
