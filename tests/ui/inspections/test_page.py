"""Inspections planned, looked up and led on from; checklists changed in the window."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db import connection, journal
from db.vocabulary import PaperKind
from tests.ui.inspections.doing import SITE, settle
from tests.ui.keyboard import type_in
from tests.ui.modal import in_dialog
from tests.work import visits
from tests.work.acts import ACTOR
from xianfeng_gui.rules.inspections import PlanState
from xianfeng_gui.ui.dialogs.checklist import ChecklistDialog, ItemDialog
from xianfeng_gui.ui.dialogs.inspection import InspectionDialog
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.dialogs.plan_inspections import PlanDialog
from xianfeng_gui.ui.pages.inspections import LISTS, PLAN, RECORDS, InspectionsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import checklists, inspection_plan


def test_the_tab_stands_after_the_calendar(window: MainWindow) -> None:
    keys = list(window._tabs)
    assert keys[keys.index("calendar") + 1] == "inspections"


def test_space_plans_the_chosen_months(
    page: InspectionsPage, site: str, window: MainWindow, qtbot: QtBot
) -> None:
    plan = page.plan
    assert plan.grid.cells.rowCount() == 2 and plan.figures.text("重点单位从未检查") == "1 家"
    plan.grid.go_to(site, "2021-09")
    qtbot.keyClick(plan.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(plan.grid, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert window.said.text() == "已安排检查 2 家次"
    cells = inspection_plan.plan_year(2021, dt.date(2021, 6, 18)).rows[0].cells
    assert [cell.month for cell in cells if cell.state is PlanState.PLANNED] == ["2021-09", "2021-10"]
    plan.grid.go_to(site, "2021-10")
    qtbot.keyClick(plan.grid, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert window.said.text() == "已取消安排 1 家次"
    plan.grid.go_to(site, "2021-02")
    qtbot.keyClick(plan.grid, Qt.Key.Key_Space)
    assert "过去的月份不能再安排" in window.said.text()
    assert plan.described.text() == f"{SITE} 2021年2月：没有安排"


def test_enter_in_the_plan_begins_or_shows(page: InspectionsPage, site: str, qtbot: QtBot) -> None:
    page.plan.grid.go_to(site, "2021-06")
    qtbot.keyClick(page.plan.grid, Qt.Key.Key_Return)
    assert page.is_writing() and page.entry.form.site.text() == SITE
    page.entry.leave()
    made = visits.recorded(dt.date(2021, 6, 1))
    settle(page, qtbot)
    page.plan.grid.go_to(site, "2021-06")
    qtbot.keyClick(page.plan.grid, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert page.records.panel.title.text() == made.number
    page.show_record("inspection-plan", "2021-05")
    settle(page, qtbot)
    assert page.views.chosen() == [PLAN] and "2021年5月" in page.plan.described.text()


def test_the_plan_is_filtered(page: InspectionsPage, qtbot: QtBot) -> None:
    plan = page.plan
    plan.key_only.setChecked(True)
    settle(page, qtbot)
    assert plan.grid.cells.rowCount() == 1
    plan.text.setText("没有这家")
    plan.refresh()
    settle(page, qtbot)
    assert plan.empty.isVisible() and "没有符合条件" in plan.empty.text()
    plan.go(1999)
    assert plan.year == 2021
    plan.go(2022)
    settle(page, qtbot)
    assert plan.year_label.text() == "2022年"


def test_key_sites_that_are_left_out_are_spread_over_months(page: InspectionsPage, qtbot: QtBot) -> None:
    dialog = PlanDialog(page.context, 2021, [], page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.set_values({"first": "2021-09", "last": "2021-08"})
    dialog.try_save()
    assert dialog.form.error_text() == "结束月份早于开始月份，请改正"
    dialog.form.set_values({"last": "2021-10"})
    dialog.try_save()
    assert not dialog.isVisible()
    assert connection.rows("SELECT month FROM planned_inspection") == [("2021-09",)]
    settle(page, qtbot)
    assert page.plan.figures.text("重点单位未查未排") == "0 家"
    page.plan.distribute()  # nothing is left: no dialog opens
    past = PlanDialog(page.context, 2020, [], page)
    qtbot.addWidget(past)
    past.try_save()
    assert "已经过去" in past.problem.text()


def test_records_are_searched_corrected_and_lead_on(
    page: InspectionsPage, window: MainWindow, site: str, qtbot: QtBot
) -> None:
    one = visits.recorded(dt.date(2021, 3, 5), 3)
    visits.recorded(dt.date(2021, 6, 1), site="新街农贸市场")
    page.views.choose(RECORDS)
    settle(page, qtbot)
    assert [row.site for row in page.records.rows.rows] == ["新街农贸市场", SITE]
    page.records.text.setText("qhzc")
    page.records.refresh()
    settle(page, qtbot)
    assert [row.site for row in page.records.rows.rows] == [SITE]
    assert "消防器材" in page.records.panel.facts.text("检查情况")
    dialog = InspectionDialog(page.context, one.id, page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.set_values({"ends_at": "9:00", "starts_at": "10:00"})
    dialog.try_save()
    assert dialog.form.error_text() == "结束时间应晚于开始时间，请改正"
    dialog.form.set_values({"ends_at": "11:00", "findings": "已核对。"})
    dialog.try_save()
    settle(page, qtbot)
    assert page.records.panel.facts.text("检查情况") == "已核对。"
    assert page.records.panel.facts.text("时间") == "2021-03-05 10:00至11:00"
    page.records.panel.record_wanted.emit("hazard", one.hazards[0].id)
    assert window.bar.currentItem().text() == "隐患台账"
    window.show_record("inspection-site", site)
    settle(page, qtbot)
    assert [row.number for row in page.records.rows.rows] == [one.number]
    window.show_record("inspection", one.id)
    settle(page, qtbot)
    assert len(page.records.rows.rows) == 2 and page.records.panel.title.text() == one.number
    page.records.panel.again_wanted.emit()
    assert page.entry.form.site.text() == SITE and len(page.entry.items.entry.rows) == 18
    page.entry.discard()


def test_the_record_of_the_inspection_is_offered_as_a_paper(
    page: InspectionsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[PaperDialog] = []
    monkeypatch.setattr(PaperDialog, "exec", lambda dialog: opened.append(dialog))
    made = visits.recorded(dt.date(2021, 6, 1), 3)
    page.show_inspection(made.id)
    settle(page, qtbot)
    page.print_out()
    assert [dialog.draft.content.kind for dialog in opened] == [PaperKind.INSPECTION_RECORD]
    opened[0].close()


def test_lists_and_items_are_changed_in_the_window(
    page: InspectionsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.views.choose(LISTS)
    view = page.lists
    assert len(view.lists.rows) == 10 and view.restore.isHidden()
    dialog = ChecklistDialog(page.context, None, page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.try_save()
    assert dialog.form.error_text() == "检查表名称应为1至60个字"
    type_in(dialog.form.fields["name"], "夜查表")
    dialog.try_save()
    assert dialog.list_id
    view.list_table.select_row(view.lists.row_of(dialog.list_id))
    assert view.empty.isVisible()
    for text in ("甲", "乙"):
        item = ItemDialog(page.context, dialog.list_id, None, page)
        qtbot.addWidget(item)
        item.show()
        type_in(item.form.fields["text"], text)
        item.try_save()
    assert [row.text for row in view.items.rows] == ["甲", "乙"]
    view.item_table.select_row(0)
    view.move_item(1)
    assert [row.text for row in view.items.rows] == ["乙", "甲"]
    chosen, row = view.selected_item(), view.selected()
    assert chosen is not None and chosen.text == "甲" and row is not None
    view.toggle_item()
    assert [row.text for row in view.items.rows] == ["乙"]
    view.retired.setChecked(True)
    assert [row.active for row in view.items.rows] == [True, False]
    view.export_to(row, tmp_path / "夜查二.xlsx")
    settle(page, qtbot)
    view.import_from(tmp_path / "夜查二.xlsx")
    imported = view.selected()
    assert imported is not None and imported.name == "夜查二"
    view.toggle_list()
    assert not checklists.checklist(imported.id).active
    view.import_from(tmp_path / "没有.xlsx")
    assert len(view.lists.rows) == 12
    view.start()
    assert page.is_writing()
    page.entry.leave()


def test_lists_and_items_are_reached_by_keys(
    page: InspectionsPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.views.choose(LISTS)
    view = page.lists

    def press(table: QWidget, key: Qt.Key) -> None:
        window.activateWindow()  # which the test's platform doesn't do when a dialog closes
        qtbot.waitUntil(window.isActiveWindow)
        table.setFocus()
        qtbot.keyClick(table, key)

    def named(dialog: QDialog) -> None:
        assert isinstance(dialog, ChecklistDialog)
        type_in(dialog.form.fields["name"], "夜查表")
        dialog.try_save()

    def written(dialog: QDialog) -> None:
        assert isinstance(dialog, ItemDialog)
        type_in(dialog.form.fields["text"], "值班人员在岗")
        dialog.try_save()

    def looked_at(dialog: QDialog) -> None:
        assert isinstance(dialog, ChecklistDialog) and dialog.form.values()["name"] == row.name
        dialog.reject()

    in_dialog(qtbot, lambda: press(view.list_table, Qt.Key.Key_Insert), named)
    row = view.selected()
    assert row is not None and row.name == "夜查表"
    in_dialog(qtbot, lambda: press(view.list_table, Qt.Key.Key_F2), looked_at)
    view.list_table.select_row(0)
    in_dialog(qtbot, lambda: press(view.item_table, Qt.Key.Key_Insert), written)
    item = view.selected_item()
    assert item is not None and item.text == "值班人员在岗"
    count = len(view.items.rows)
    press(view.item_table, Qt.Key.Key_Delete)
    assert len(view.items.rows) == count - 1
    press(view.list_table, Qt.Key.Key_Delete)
    row = view.selected()
    assert row is not None and not row.active
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda _parent, title, *_rest: (asked.append(title) or "", "")
    )
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["导入检查表"] and page.views.chosen() == [LISTS]
    view.list_table.select_row(1)
    press(view.list_table, Qt.Key.Key_Return)
    assert page.is_writing()
    page.entry.leave()


def test_an_old_archive_gets_the_lists_when_the_page_is_first_shown(window: MainWindow, qtbot: QtBot) -> None:
    with journal.change("x", ACTOR):
        connection.connection().execute("DELETE FROM checklist_item")
        connection.connection().execute("DELETE FROM checklist")
    window.bar.choose("inspections")
    found = window.page()
    assert isinstance(found, InspectionsPage)
    settle(found, qtbot)
    assert len(checklists.checklist_rows()) == 10
    window.undo()
    settle(found, qtbot)
    assert checklists.checklist_rows() == [], "taken back, they are only brought in when asked for"
    found.views.choose(LISTS)
    assert found.lists.restore.isVisible()
    found.lists.load_built_in()
    assert len(found.lists.lists.rows) == 10
