"""The calendar through its page: what a day shows and why, moving by keys, kinds, the way to a record, the .ics file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db import clock, connection
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.pages.calendar import CalendarPage
from xianfeng_gui.ui.widgets.day_lines import day_lines
from xianfeng_gui.work import hazard_data, hazards, offices, topics
from xianfeng_gui.work.hazard_data import HazardData

DAY = dt.timedelta(days=1)


def register(site: str, found_on: dt.date, working_days: int) -> str:
    """A hazard whose deadline is counted in working days from ``found_on``; its id."""
    deadline, basis = hazard_data.deadline_in(found_on, working_days, working=True)
    data = HazardData(
        topic_id=str(topics.topics()[4].id),
        office_id=offices.own_office().id,
        site_name=site,
        found_on=found_on,
        description="疏散通道堆放杂物",
        deadline=deadline,
        deadline_basis=basis,
    )
    return hazards.register(data, "何某").id


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> CalendarPage:
    made = CalendarPage(context)
    qtbot.addWidget(made)
    made.resize(1190, 690)
    made.show()
    made.ensure_fresh()
    settle(made, qtbot)
    return made


def settle(page: CalendarPage, qtbot: QtBot) -> None:
    """Wait for the worker to have read what is shown."""
    qtbot.waitUntil(page.context.worker.is_idle)


def go(page: CalendarPage, qtbot: QtBot, day: dt.date) -> None:
    page.go(day)
    settle(page, qtbot)


def titles(page: CalendarPage) -> list[str]:
    return [event.title for event in page.panel.list.events()]


def test_a_day_explains_its_deadline(page: CalendarPage, qtbot: QtBot) -> None:
    """Ten working days from 4 June 2021 skip the Dragon Boat holiday and end on 21 June."""
    register("兴旺五金厂", dt.date(2021, 6, 4), 10)
    qtbot.waitUntil(lambda: any("兴旺五金厂" in event.title for event in page.events))
    go(page, qtbot, dt.date(2021, 6, 21))
    event = page.panel.list.events()[0]
    assert event.title.endswith("兴旺五金厂")
    assert "自2021年6月4日起第10个工作日" in event.explanation
    assert "端午节6月12日至14日" in event.explanation
    assert page.panel.heading.text() == "2021年6月21日 星期一"
    assert [line.text for line in page.grid.lines_of(dt.date(2021, 6, 21))] == ["■整改 兴旺五金厂"]


def test_a_late_hazard_stands_out_in_words(page: CalendarPage, qtbot: QtBot) -> None:
    register("农贸市场", dt.date(2021, 5, 24), 5)
    go(page, qtbot, dt.date(2021, 5, 31))
    line = page.grid.lines_of(dt.date(2021, 5, 31))[0]
    assert line.text.startswith("■整改逾期")
    assert line.colour == "late"


def test_the_kind_of_day_is_said(page: CalendarPage, qtbot: QtBot) -> None:
    def kind(*day: int) -> str:
        go(page, qtbot, dt.date(*day))
        return page.panel.kind.text()

    assert kind(2021, 6, 18) == "今天，工作日"
    assert kind(2021, 6, 14) == "端午节放假"
    assert kind(2021, 6, 20) == "周末"
    assert kind(2021, 4, 25) == "调休上班"
    assert page.note.text() == ""


def test_beyond_the_holiday_file_only_weekends_are_counted(page: CalendarPage, qtbot: QtBot) -> None:
    go(page, qtbot, dt.date(2035, 10, 1))
    assert page.panel.kind.text().startswith("工作日。")
    assert "2035年仅扣除周末" in page.panel.kind.text()
    assert "2035年仅扣除周末" in page.note.text()


def test_arrow_keys_move_the_day_also_into_the_next_month(page: CalendarPage, qtbot: QtBot) -> None:
    go(page, qtbot, dt.date(2021, 6, 29))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.day == dt.date(2021, 6, 30)
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.day == dt.date(2021, 7, 7)
    assert page.shown() == (dt.date(2021, 6, 28), dt.date(2021, 8, 1))
    assert page.title.text() == "2021年7月"
    qtbot.keyClick(page.grid, Qt.Key.Key_Up)
    qtbot.keyClick(page.grid, Qt.Key.Key_Left)
    assert page.day == dt.date(2021, 6, 29)


def test_page_keys_step_and_home_returns_to_today(page: CalendarPage, qtbot: QtBot) -> None:
    go(page, qtbot, dt.date(2021, 1, 31))
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert page.day == dt.date(2021, 2, 28)
    qtbot.keyClick(page, Qt.Key.Key_PageUp)
    assert page.day == dt.date(2021, 1, 28)
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert page.day == clock.today()


def test_tab_comes_to_the_days_first_and_keys_bring_the_focus_there(context: Context, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    before, page = QLineEdit(), CalendarPage(context)
    row.addWidget(before)
    row.addWidget(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.ensure_fresh()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert page.grid.hasFocus()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_PageDown)
    assert page.day == dt.date(2021, 7, 18)
    assert page.grid.hasFocus()


def test_week_and_list_views(page: CalendarPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(page, qtbot)
    assert page.shown() == (dt.date(2021, 6, 14), dt.date(2021, 6, 20))
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert page.day == dt.date(2021, 6, 25)
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    settle(page, qtbot)
    assert page.stack.currentWidget() is page.list
    listed = [row.date for row in page.list_rows.rows]
    assert listed == sorted(listed)
    assert page.day == dt.date(2021, 6, 25)
    assert page.list_rows.rows[page.list.selected_rows()[0]].date == page.day
    page.list.select_row(listed.index(dt.date(2021, 6, 16)))
    assert page.day == dt.date(2021, 6, 16)
    assert any("咨询日" in title for title in titles(page))


def test_kinds_can_be_left_out(page: CalendarPage, qtbot: QtBot) -> None:
    go(page, qtbot, dt.date(2021, 6, 25))
    assert any("6月工作情况" in title for title in titles(page))
    page.kinds.buttons["monthly_report_due"].click()
    settle(page, qtbot)
    assert not any("6月工作情况" in title for title in titles(page))


def test_enter_goes_to_the_events_and_then_to_the_record(page: CalendarPage, qtbot: QtBot) -> None:
    hazard_id = register("兴旺五金厂", dt.date(2021, 6, 4), 10)
    go(page, qtbot, dt.date(2021, 6, 21))
    page.activateWindow()
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.panel.list.currentIndex().row() == 0
    with qtbot.waitSignal(page.context.wanted) as wanted:
        qtbot.keyClick(page.panel.list, Qt.Key.Key_Return)
    assert wanted.args == ["hazard", hazard_id]


def test_a_click_on_an_event_goes_to_its_record(page: CalendarPage, qtbot: QtBot) -> None:
    task_id, deadline = connection.rows("SELECT id, deadline FROM task ORDER BY deadline LIMIT 1")[0]
    day = dt.date.fromisoformat(deadline)
    go(page, qtbot, day)
    row = next(n for n, event in enumerate(page.panel.list.events()) if event.record == ("task", task_id))
    index = page.panel.list.model().index(row, 0)
    page.panel.list.scrollTo(index)
    with qtbot.waitSignal(page.context.wanted) as wanted:
        spot = page.panel.list.visualRect(index).topLeft() + QPoint(20, 10)
        qtbot.mouseClick(page.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wanted.args == ["task", task_id]


def test_a_click_on_a_day_or_the_strip_chooses_it(page: CalendarPage, qtbot: QtBot) -> None:
    spot = page.grid.rect_of(dt.date(2021, 6, 9)).center()
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=spot)
    assert page.day == dt.date(2021, 6, 9)
    x = round(page.strip.x_of(dt.date(2022, 3, 15))) + 1
    qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert abs(page.day - dt.date(2022, 3, 15)) <= DAY


def test_a_phase_and_a_day_can_be_asked_for(page: CalendarPage, qtbot: QtBot) -> None:
    phase = topics.campaign().phases[-1]
    page.show_record("phase", phase.id)
    settle(page, qtbot)
    assert page.day == phase.starts_on
    assert any(phase.name in title for title in titles(page))
    page.show_record("calendar", "2021-02-03")
    assert page.day == dt.date(2021, 2, 3)


def test_the_shown_month_as_ics(page: CalendarPage, qtbot: QtBot, tmp_path: Path) -> None:
    register("兴旺五金厂", dt.date(2021, 6, 4), 10)
    said: list[str] = []
    page.context.said.connect(lambda sentence, undo: said.append(sentence))
    file = tmp_path / "六月.ics"
    page.export_to(file)
    settle(page, qtbot)
    entries = {str(one["summary"]): one for one in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}
    name = next(name for name in entries if "兴旺五金厂" in name)
    assert entries[name].decoded("dtstart") == dt.date(2021, 6, 21)
    assert "第10个工作日" in str(entries[name]["description"])
    first, last = page.shown()
    assert all(entry.decoded("dtstart") <= last for entry in entries.values())
    assert said == [f"已导出 {first} 至 {last} 的日历：{file}"]


def test_a_file_that_cannot_be_written_is_said(page: CalendarPage, qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []
    page.context.said.connect(lambda sentence, undo: said.append(sentence))
    (tmp_path / "不是文件夹").write_bytes(b"")
    page.export_to(tmp_path / "不是文件夹" / "六月.ics")
    settle(page, qtbot)
    assert "无法写入" in said[0]


def test_a_full_day_is_shown_by_kind_with_its_number(page: CalendarPage, qtbot: QtBot) -> None:
    for number in range(6):
        register(f"第{number}加工厂", dt.date(2021, 6, 4), 10)
    settle(page, qtbot)
    today, day = clock.today(), dt.date(2021, 6, 21)
    events = [event for event in page.events if event.date == day]
    assert [(line.text, line.number) for line in day_lines(events, 3, today)] == [("■整改", "6")]
    assert len(day_lines(events, 6, today)) == 6
    go(page, qtbot, dt.date(2021, 6, 25))
    mixed = [*events, *(event for event in page.events if event.date == dt.date(2021, 6, 25))]
    assert day_lines(mixed, 1, today)[0].text == f"+{len(mixed)}"
    register("农贸市场", dt.date(2021, 5, 24), 5)
    settle(page, qtbot)
    late = [event for event in page.events if event.late]
    [rest] = day_lines([*late, *mixed], 1, today)
    assert (rest.text, rest.colour) == (f"+{len(mixed) + len(late)} 逾期{len(late)}", "late")
