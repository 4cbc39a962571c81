"""Ctrl+E on every page with a list, through the real window: the file holds what the screen shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from db import journal
from db.records import Hazard, Task
from db.vocabulary import ListKind
from tests.ui.keyboard import type_in
from tests.ui.modal import when_open
from tests.ui.windows import opened
from tests.work.acts import ACTOR, office_id
from tests.work.hazard_specs import spec
from tests.work.lists import records
from xianfeng_gui.ui import exporting
from xianfeng_gui.ui.dialogs.office_choice import OfficeChoiceDialog
from xianfeng_gui.ui.dialogs.poster import PosterDialog
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.pages.calendar import CalendarPage
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.pages.inspections import LISTS, RECORDS, InspectionsPage
from xianfeng_gui.ui.pages.sites import SitesPage
from xianfeng_gui.ui.pages.topic import TopicPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import hazards, sheets, topics
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.progress import Progress

# Said by the offscreen platform of every menu; it means nothing there.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)

FORM = "填入上级表格（.xlsx）…"


@pytest.fixture
def window(dressed: QApplication, township: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    hazards.register_all(
        [spec(), spec(description="电线私拉乱接", site={"name": "重庆华夏机械厂"})], ACTOR, Path()
    )
    with opened(township) as made:
        qtbot.waitUntil(made.context.worker.is_idle)
        yield made


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place that the file dialog answers with."""
    chosen = tmp_path / "导出" / "清单.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    return chosen


def page_of(window: MainWindow, key: str, qtbot: QtBot) -> Page:
    window.bar.choose(key)
    qtbot.waitUntil(window.context.worker.is_idle)
    return window.page()


def export(window: MainWindow, qtbot: QtBot, chosen: int = 0) -> list[str]:
    """Ctrl+E, and the choice of that place where several are offered; returns them."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    offered: list[str] = []
    if isinstance(menu, QMenu):
        offered = [action.text() for action in menu.actions()]
        for _ in range(chosen):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(window.context.worker.is_idle)
    return offered


def title(target: Path) -> object:
    return load_workbook(target).worksheets[0]["A1"].value


def test_the_hazards_that_are_shown(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    page = page_of(window, "hazards", qtbot)
    assert isinstance(page, HazardsPage)
    type_in(page.filters.text, "电线")
    qtbot.waitUntil(lambda: len(page.model.rows) == 1)
    assert export(window, qtbot) == [
        "隐患台账（Excel）…",
        "两个清单（Excel）…",
        "隐患办理经过（Excel）…",
        "隐患统计表（Excel）…",
        FORM,
    ]
    assert [row["隐患描述"] for row in records(target)] == ["电线私拉乱接"]
    assert window.said.text() == f"已导出隐患台账（1行）：{target}"
    assert export(window, qtbot, 1) and len(load_workbook(target).worksheets) == 2


def test_the_tasks_that_are_shown(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    topic = topics.topics()[4]
    page = page_of(window, topic.id, qtbot)
    assert isinstance(page, TopicPage)
    type_in(page.filters.text, page.table.rows.rows[0].number)
    shown = [row.number for row in page.table.rows.rows]
    offered = export(window, qtbot)
    assert [row["编号"] for row in records(target)] == shown and len(shown) == 1
    kinds = (
        "任务清单",
        "隐患台账",
        "两个清单",
        "挂图作战一张表",
        "挂图（PDF",
        "逾期事项",
        "月度工作情况（5月）",
        "月度工作情况（6月）",
        FORM,
    )
    assert len(offered) == len(kinds) and all(
        text.startswith(kind) for text, kind in zip(offered, kinds, strict=True)
    )
    page.choose_view("hazards")
    assert export(window, qtbot)[0].startswith("隐患台账")
    assert {row["专题"] for row in records(target)} == {topic.short_name}


def test_the_office_chosen_above_the_tasks_holds_for_all_lists_of_the_topic(
    window: MainWindow, target: Path, qtbot: QtBot
) -> None:
    police, other = office_id("先锋派出所"), office_id("镇经济办")
    topic = topics.topics()[4]
    with journal.change("分派", ACTOR):
        Hazard.update(topic=topic.id, office=other).execute()
        Hazard.update(office=police).where(Hazard.description == "电线私拉乱接").execute()
    page = page_of(window, topic.id, qtbot)
    assert isinstance(page, TopicPage)
    with journal.change("分派", ACTOR):
        Task.update(office=police).where(Task.number.in_(["5-1-1", "5-2-1"])).execute()
    page.ensure_fresh()
    page.filters.office.set_value(police)
    shown = [row.number for row in page.table.rows.rows]
    assert shown == ["5-1-1", "5-2-1"]
    for at, name in enumerate(("任务清单", "隐患台账", "两个清单", "挂图作战一张表")):
        assert export(window, qtbot, at)[at].startswith(name)
        words = [sheet["A3"].value for sheet in load_workbook(target).worksheets]
        assert all("先锋派出所" in text for text in words), name
        if name == "隐患台账":
            assert [row["隐患描述"] for row in records(target)] == ["电线私拉乱接"]
        elif name == "两个清单":
            assert [row["隐患描述"] for row in records(target)] == ["电线私拉乱接"]
            assert all("先锋派出所" in row["责任单位"] for row in records(target, 1)) and records(target, 1)
        else:
            assert [row["编号"] for row in records(target)] == shown
    offered = export(window, qtbot, 7)
    assert offered[7].startswith("月度工作情况（6月）")
    assert {row["责任单位"] for row in records(target, 1)} == {"先锋派出所"}
    page.choose_view("hazards")
    assert export(window, qtbot)[0].startswith("隐患台账")
    assert len(records(target)) == 2, "the hazards have no filter of offices"


def test_sites_and_inspections_and_papers(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    page = page_of(window, "sites", qtbot)
    assert isinstance(page, SitesPage)
    type_in(page.text, "华夏")
    qtbot.waitUntil(lambda: len(page.rows.rows) == 1)
    assert export(window, qtbot) == ["监管对象台账（Excel）…", FORM]
    assert [row["单位（场所）名称"] for row in records(target)] == ["重庆华夏机械厂"]
    page_of(window, "papers", qtbot)
    export(window, qtbot)
    assert title(target) == "文书登记表"


def test_inspections_and_their_plan(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    page = page_of(window, "inspections", qtbot)
    assert isinstance(page, InspectionsPage)
    type_in(page.plan.text, "华夏")
    qtbot.waitUntil(lambda: page.plan.plan is not None and len(page.plan.plan.rows) == 1)
    page.plan.toggle()
    qtbot.waitUntil(window.context.worker.is_idle)
    plan, inspections = "检查计划表（Excel）…", "检查登记表（Excel）…"
    assert export(window, qtbot) == [plan, inspections, FORM]
    [row] = records(target)
    assert title(target) == "2021年安全检查计划表" and row["单位（场所）名称"] == "重庆华夏机械厂"
    assert [month for month in range(1, 13) if row[f"{month}月"] == "○"] == [6]
    page.plan.go(2022)
    qtbot.waitUntil(window.context.worker.is_idle)
    export(window, qtbot)
    assert title(target) == "2022年安全检查计划表" and not any(
        records(target)[0][f"{n}月"] for n in range(1, 13)
    )
    page.views.choose(RECORDS)
    assert export(window, qtbot) == [inspections, plan, FORM] and title(target) == "检查登记表"
    page.views.choose(LISTS)
    qtbot.waitUntil(window.context.worker.is_idle)
    offered = export(window, qtbot)
    assert offered == ["检查表（Excel）…", inspections, plan, FORM]
    assert window.said.text().startswith("已导出检查表")


def test_what_is_late_of_one_office(
    window: MainWindow, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: OfficeChoiceDialog) -> bool:
        dialog.show()
        dialog.office.lineEdit().selectAll()
        type_in(dialog.office.lineEdit(), "xzc")
        dialog.accept()
        return True

    monkeypatch.setattr(OfficeChoiceDialog, "exec", choose)
    page = page_of(window, "overview", qtbot)
    [late] = [action for text, action in page.exports() if text == "逾期事项（选一个单位）…"]
    late()
    qtbot.waitUntil(window.context.worker.is_idle)
    assert load_workbook(target).worksheets[0]["A3"].value == "范围：绣庄村；全部专题"
    page = page_of(window, topics.topics()[4].id, qtbot)
    assert isinstance(page, TopicPage)
    page.filters.office.setCurrentIndex(1)
    office = page.filters.office.currentText()
    qtbot.waitUntil(window.context.worker.is_idle)
    dict(page.exports())["逾期事项（Excel）…"]()
    qtbot.waitUntil(window.context.worker.is_idle)
    assert str(load_workbook(target).worksheets[0]["A3"].value).startswith(f"范围：{office}；")


def test_the_days_that_are_shown(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    page = page_of(window, "calendar", qtbot)
    assert isinstance(page, CalendarPage)
    export(window, qtbot)
    first, last = page.shown()
    assert load_workbook(target).worksheets[0]["A3"].value == f"范围：{first}至{last}；全部事项"
    assert [row["内容"] for row in records(target)] == [event.title for event in page.events]


def test_everything_from_the_overview(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    page_of(window, "overview", qtbot)
    offered = export(window, qtbot)
    assert str(title(target)).endswith("挂图作战“一张表”")
    assert len(offered) == 10
    for at, text in enumerate(offered):
        if "PDF" not in text and "选一个" not in text and text != FORM:
            export(window, qtbot, at)
            assert window.said.text().startswith(f"已导出{text.partition('（')[0]}"), text


def test_a_list_that_wps_holds_gets_another_name(window: MainWindow, target: Path, qtbot: QtBot) -> None:
    target.parent.mkdir()
    target.write_bytes(b"open in WPS")
    (target.parent / "~$清单.xlsx").write_bytes(b"")
    asked: list[str] = []

    def agree(box: QMessageBox) -> None:
        asked.append(box.text())
        next(one for one in box.buttons() if one.text().startswith("改存为“清单（2）.xlsx”")).click()

    page_of(window, "sites", qtbot)
    when_open(QMessageBox, agree)
    export(window, qtbot)
    qtbot.waitUntil(lambda: (target.parent / "清单（2）.xlsx").exists())
    qtbot.waitUntil(window.context.worker.is_idle)
    assert "请先关闭" in asked[0] and target.read_bytes() == b"open in WPS"
    assert len(records(target.parent / "清单（2）.xlsx")) == 2


def test_long_work_can_be_cancelled(
    window: MainWindow, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = sheets.write

    def slowly(kind: ListKind, wanted: object, file: Path, progress: Progress) -> int:
        """As with a hundred thousand rows: the list is not written before somebody has cancelled it."""
        while not progress._cancelled.wait(0.05):
            progress.step(500)
        return write(kind, wanted, file, progress)

    monkeypatch.setattr(sheets, "write", slowly)
    page = page_of(window, "hazards", qtbot)
    exporting.write_list(page, ListKind.HAZARDS, HazardFilter(), target)
    qtbot.waitUntil(lambda: window.progress.text() == "正在导出隐患台账… 500")
    assert window.cancel_button.isVisible()
    QTest.mouseClick(window.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.context.worker.is_idle)
    assert window.said.text().startswith("已取消") and not window.cancel_button.isVisible()
    assert not target.exists()


def test_the_poster_is_seen_before_it_is_saved(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    topic = topics.topics()[4]
    dialog = PosterDialog(window.context, TaskScope(topic.id), window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.page_count() == 1)
    assert dialog.note.text() == "共1张A1；文字都不小于35.5磅，两米外可以看清"
    dialog.size_field.choose("A3")
    dialog.split.set_value("A4")
    qtbot.waitUntil(lambda: dialog.note.text().startswith("共4张A4"))
    dialog.split.set_value("A3")
    qtbot.waitUntil(lambda: "请选比它小的" in dialog.problem.text())
    assert not dialog.save_button.isEnabled()
    dialog.split.set_value("whole")
    qtbot.waitUntil(lambda: dialog.note.text().startswith("共1张A3"))
    target = tmp_path / "挂图.pdf"
    dialog.save_to(target)
    qtbot.waitUntil(window.context.worker.is_idle)
    assert target.read_bytes().startswith(b"%PDF") and window.said.text() == f"已导出挂图 1 张：{target}"
    again = PosterDialog(window.context, TaskScope(topic.id), window)
    assert again.chosen() == ("A3", True, ""), "the last choice is kept"
    qtbot.waitUntil(window.context.worker.is_idle)
    again.deleteLater()
    dialog.deleteLater()
