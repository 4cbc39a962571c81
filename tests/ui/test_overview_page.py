"""The overview through its page: figures, topics, what is overdue and due, who owes reports, and the ways from there."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from db import clock, connection, journal
from db.vocabulary import Grade
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.pages.overview import OverviewPage
from xianfeng_gui.work import hazards, offices, settings, topics
from xianfeng_gui.work.hazard_data import ASSURANCES, HazardData

TODAY = dt.date(2021, 6, 18)


def register(topic: int, deadline: dt.date, grade: Grade = Grade.GENERAL) -> str:
    """A hazard of a topic by its number; its id."""
    data = HazardData(
        topic_id=str(topics.topics()[topic - 1].id),
        office_id=offices.own_office().id,
        site_name="兴旺五金厂",
        found_on=dt.date(2021, 6, 1),
        description="疏散通道堆放杂物",
        deadline=deadline,
        grade=grade,
        grade_reason="可能造成群死群伤" if grade is Grade.MAJOR else "",
        assurances=dict.fromkeys(ASSURANCES, "已落实") if grade is Grade.MAJOR else {},
    )
    return hazards.register(data, "何某").id


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> OverviewPage:
    made = OverviewPage(context)
    qtbot.addWidget(made)
    made.resize(1190, 690)
    made.show()
    return made


def read(page: OverviewPage, qtbot: QtBot) -> None:
    """Read the page and wait for the agenda, which comes a moment later."""
    for heading in page.headings.values():
        heading.clear()
    page.refresh()
    qtbot.waitUntil(lambda: all(heading.text() for heading in page.headings.values()))


def test_figures_and_topics(page: OverviewPage, qtbot: QtBot) -> None:
    register(5, TODAY - dt.timedelta(days=3))
    register(5, TODAY + dt.timedelta(days=3), Grade.MAJOR)
    read(page, qtbot)
    tasks = connection.scalar("SELECT count(*) FROM task WHERE state <> 'struck_off'")
    assert page.figures.text("任务") == f"{tasks} 项"
    assert page.figures.text("隐患") == "2 条"
    assert page.figures.text("未销号") == "2 条"
    assert page.figures.text("隐患逾期") == "● 1 条"
    assert page.figures.text("重大隐患未销号") == "● 1 条"
    texts = [str(page.topics.index(4, column).data()) for column in range(page.topics.columnCount())]
    assert texts[0].startswith("5 ")
    assert texts[-4:] == ["2", "2", "● 1", "● 1"]
    assert page.topics.rowCount() == len(topics.topics()) + 1


def test_agenda_by_day_with_counts(page: OverviewPage, qtbot: QtBot) -> None:
    late, due, soon = (register(5, TODAY + dt.timedelta(days=days)) for days in (-3, 0, 7))
    register(5, TODAY + dt.timedelta(days=8))
    read(page, qtbot)

    def hazards_of(key: str) -> list[str]:
        return [one.record[1] for one in page.lists[key].events() if one.record and one.record[0] == "hazard"]

    assert hazards_of("overdue") == [late]
    assert hazards_of("today") == [due]
    assert hazards_of("next_seven") == [soon]
    assert page.headings["today"].text() == "今天  1"
    assert page.headings["overdue"].text() == f"● 逾期  {len(page.lists['overdue'].events())}"


def test_a_change_is_shown_at_once(page: OverviewPage, qtbot: QtBot) -> None:
    page.ensure_fresh()
    register(1, TODAY)
    qtbot.waitUntil(lambda: page.headings["today"].text() == "今天  1")
    assert page.figures.text("隐患") == "1 条"


def test_a_topic_is_reached_by_click_and_by_enter(page: OverviewPage, qtbot: QtBot) -> None:
    read(page, qtbot)
    wanted_id = topics.topics()[2].id
    spot = page.table.visualRect(page.topics.index(2, 0)).center()
    with qtbot.waitSignal(page.context.wanted) as wanted:
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wanted.args == ["topic", wanted_id]
    page.table.select_row(page.topics.rowCount() - 1)
    with qtbot.waitSignal(page.context.wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == ["topic", "safeguards"]


def test_an_entry_leads_to_its_record(page: OverviewPage, qtbot: QtBot) -> None:
    hazard_id = register(5, TODAY)
    read(page, qtbot)
    agenda = page.lists["today"]
    with qtbot.waitSignal(page.context.wanted) as wanted:
        spot = agenda.visualRect(agenda.model().index(0, 0)).center()
        qtbot.mouseClick(agenda.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wanted.args == ["hazard", hazard_id]


def test_missing_reports_lead_to_the_office_and_the_day(page: OverviewPage, qtbot: QtBot) -> None:
    read(page, qtbot)
    assert page.missing.count() > 0
    assert "缺报" in page.missing_title.text()
    with qtbot.waitSignal(page.context.wanted) as wanted:
        spot = page.missing.visualItemRect(page.missing.item(0)).center()
        qtbot.mouseClick(page.missing.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    table, office_id = wanted.args
    assert table == "office"
    assert connection.scalar("SELECT count(*) FROM office WHERE id = ?", (office_id,)) == 1
    month = next(event for event in page.lists["next_seven"].events() if event.record is None)
    with qtbot.waitSignal(page.context.wanted) as wanted:
        page.lists["next_seven"].opened.emit(month)
    assert wanted.args == ["calendar", "2021-06-25"]


def test_the_strip_shows_today_and_leads_to_the_calendar(page: OverviewPage, qtbot: QtBot) -> None:
    read(page, qtbot)
    assert "排查整治 2020-06-01 至 2021-12-31，进行中" in page.strip.accessibleDescription()
    x = round(page.strip.x_of(dt.date(2021, 3, 10))) + 1
    with qtbot.waitSignal(page.context.wanted) as wanted:
        qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=QPoint(x, 5))
    assert wanted.args == ["calendar", "2021-03-10"]


def test_after_the_campaign_nothing_breaks(page: OverviewPage, qtbot: QtBot) -> None:
    clock.set_today(dt.date(2026, 1, 5))
    read(page, qtbot)
    page.grab()
    assert page.strip.accessibleDescription().count("已结束") == 3


def test_the_page_is_made_without_heavy_libraries() -> None:
    """It is drawn first: what it needs itself must not bring in the makers of papers and sheets."""
    code = (
        "import sys, xianfeng_gui.ui.pages.overview\n"
        "print([one for one in ('reportlab', 'openpyxl', 'PIL', 'icalendar') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_village_is_told_of_its_own_reports_only(page: OverviewPage, qtbot: QtBot) -> None:
    village = offices.add_village("兴隆村", "何某")
    with journal.change("换单位", "何某"):
        settings.write(settings.OWN_OFFICE, village)
    read(page, qtbot)
    assert page.missing_title.text() == "月度工作情况：✓ 本单位已报全"
    assert page.missing.isHidden()
