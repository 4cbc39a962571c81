"""Writing down an inspection with one key an item: stored with its hazards, kept as a draft, refused in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import connection, journal
from db.records import Hazard, Inspection
from db.vocabulary import Answer, PhotoMoment, Source
from tests.ui.inspections.doing import SITE, answer, by_fire, settle
from tests.ui.keyboard import type_in
from tests.work import visits
from tests.work.hazard_specs import jpeg
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.dialogs.inspection import InspectionDialog
from xianfeng_gui.ui.pages.inspections import RECORDS, InspectionsPage
from xianfeng_gui.ui.widgets.inspectors_field import InspectorsField
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import checklists, inspections


def test_a_clerk_writes_down_an_inspection_by_keys(
    page: InspectionsPage, window: MainWindow, site: str, qtbot: QtBot
) -> None:
    before = journal.entries(limit=1)[0].seq
    entry = by_fire(page, site)
    assert entry.form.line("companion") == "罗某" and entry.form.line("place") == "绣庄村2组"
    answer(entry, "1y2x", qtbot)
    answers = [row.answer for row in entry.items.entry.rows[:4]]
    assert answers == [Answer.YES, Answer.YES, Answer.NO, Answer.NOT_APPLICABLE]
    assert entry.items.table.place() == 4
    entry.items.table.select_row(2)
    qtbot.keyClick(entry.items.table, Qt.Key.Key_Return)
    location = entry.items.editor.form.fields["location"]
    location.setFocus()
    type_in(location, "东侧大门")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(location, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert entry.items.entry.counts()[None] == 0
    entry.form.set_values({"starts_at": "930", "ends_at": "11"})
    composed = entry.items.findings.text.text()
    assert composed.startswith("对照《消防安全检查表》检查18项，符合16项，不符合1项，不涉及1项。")
    entry.items.table.setFocus()
    qtbot.keyClick(entry.items.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert window.said.text() == "已登记检查 YJB-2021-J001，登记隐患1条"
    assert journal.entries(limit=1)[0].seq == before + 1
    inspection, hazard = Inspection.get(), Hazard.get()
    assert (inspection.starts_at, inspection.ends_at) == ("09:30", "11:00")
    assert (hazard.inspection_id, hazard.source) == (inspection.id, Source.INSPECTION)
    assert hazard.location == "东侧大门" and hazard.basis.startswith("《中华人民共和国消防法》")
    assert hazard.deadline == dt.date(2021, 7, 5), "the 15th day is a Saturday"
    assert page.views.chosen() == [RECORDS] and page.records.panel.title.text() == "YJB-2021-J001"
    assert page.draft_line.isHidden()
    window.undo()
    settle(page, qtbot)
    assert Inspection.select().count() == Hazard.select().count() == 0
    assert page.records.empty.isVisible()


def test_what_is_missing_is_said_beside_its_field(page: InspectionsPage) -> None:
    page.new()
    entry = page.entry
    entry.save()
    assert entry.form.error_text() == "请填写被检查单位（场所）"
    entry.form.site.setText(SITE)
    entry.form.site.editingFinished.emit()
    entry.save()
    assert entry.form.error_text() == "请至少选一名检查人员"
    entry.form.inspectors.list.item(0).setCheckState(Qt.CheckState.Checked)
    entry.form.set_values({"ends_at": "8:00", "starts_at": "9:00"})
    entry.save()
    assert entry.form.error_text() == "结束时间应晚于开始时间，请改正"
    entry.form.set_values({"ends_at": ""})
    entry.items.add_problem()
    entry.save()
    assert entry.items.problem.text() == "第1项没有写明问题，请填写隐患描述"
    assert Inspection.select().count() == 0
    entry.discard()


def test_certificates_are_warned_of_as_they_are_ticked(page: InspectionsPage, qtbot: QtBot) -> None:
    page.new()
    field = page.entry.form.inspectors
    field.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert "不足2人" in field.warning.text() and "何某的执法证2021-07-01到期" in field.warning.text()
    page.entry.form.day.setText("7-2")
    type_in(field.other, "王某 渝A009")
    qtbot.keyClick(field.other, Qt.Key.Key_Return)
    assert [one.name for one in field.chosen()] == ["何某", "王某"]
    assert field.warning.text() == "▲ 何某的执法证已于2021-07-01到期"
    assert field.warning.property("state") == "late"
    page.entry.discard()


def test_a_new_site_is_asked_for_its_card(page: InspectionsPage) -> None:
    page.new()
    form = page.entry.form
    assert not form.fields["site_address"].isVisible()
    form.site.setText("新来的店")
    form.site.editingFinished.emit()
    assert form.fields["site_address"].isVisible()
    form.set_values({"site_address": "桂香街1号"})
    form.inspectors.list.item(0).setCheckState(Qt.CheckState.Checked)
    page.entry.save()
    assert Inspection.get().site.address == "桂香街1号"


def test_esc_keeps_the_draft_and_it_comes_back(
    page: InspectionsPage, window: MainWindow, site: str, qtbot: QtBot
) -> None:
    entry = by_fire(page, site)
    answer(entry, "12", qtbot)
    entry.items.table.select_row(1)
    type_in(entry.items.editor.form.fields["location"], "后门")
    type_in(entry.items.findings.text, "我写的情况")
    own = entry.items.findings.text.text()
    assert "我写的情况" in own
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    entry.items.table.setFocus()
    qtbot.keyClick(entry.items.table, Qt.Key.Key_Escape)
    assert not page.is_writing()
    assert page.draft_label.text() == f"有一次没有保存的检查：{SITE}，2021-06-18，消防安全检查表"
    again = InspectionsPage(page.context)
    qtbot.addWidget(again)
    again.show()
    again.new()
    settle(again, qtbot)
    assert [row.answer for row in again.entry.items.entry.rows[:3]] == [Answer.YES, Answer.NO, None]
    assert again.entry.items.entry.problems()[0].location == "后门"
    assert len(again.entry.form.inspectors.chosen()) == 2
    assert again.entry.items.findings.text.text() == own
    again.entry.items.answer_rest()
    again.entry.save()
    assert Inspection.get().findings == own and Hazard.get().location == "后门"


def test_another_inspection_does_not_take_a_drafts_place(
    page: InspectionsPage, site: str, window: MainWindow, qtbot: QtBot
) -> None:
    answer(by_fire(page, site), "1", qtbot)
    page.entry.leave()
    other = str(connection.scalar("SELECT id FROM site WHERE name = '新街农贸市场'"))
    window.show_record("inspection-new", other)
    assert page.entry.form.site.text() == SITE
    assert "已恢复上次没有保存的检查" in window.said.text()
    page.entry.discard()
    window.show_record("inspection-new", other)
    assert page.entry.form.site.text() == "新街农贸市场"
    page.entry.leave()
    assert page.draft_line.isHidden(), "what the program filled in is no draft"


def test_repeats_and_photos(page: InspectionsPage, site: str, tmp_path: Path, qtbot: QtBot) -> None:
    first = visits.recorded(dt.date(2021, 3, 5), 3)
    entry = by_fire(page, site)
    model = entry.items.table.model()
    assert [model.index(row, 3).data() for row in range(5)] == ["", "", "", "▲ 曾发现", ""]
    entry.items.table.select_row(3)
    assert f"2021-03-05 检查{first.number}时此项不符合" in entry.items.editor.repeats.text()
    answer(entry, "2", qtbot)
    entry.items.table.select_row(3)
    entry.items.editor.photos.add_all([jpeg(tmp_path / "a.jpg")], PhotoMoment.BEFORE)
    entry.items.answer_rest()
    entry.save()
    hazard = Hazard.get(Hazard.number == "YJB-2021-0002")
    assert len(hazard.photos) == 1 and hazard.finder == "何某、李某"


def test_a_wrong_deadline_is_refused_and_not_forgotten(
    page: InspectionsPage, window: MainWindow, site: str, qtbot: QtBot
) -> None:
    entry = by_fire(page, site)
    answer(entry, "2", qtbot)
    entry.items.answer_rest()
    entry.items.table.select_row(0)
    entry.items.editor.deadline.setText("不是日期")
    entry.save()
    assert "不是日期" in entry.items.editor.form.error_text() and Inspection.select().count() == 0
    entry.items.table.select_row(1)
    assert "整改期限没有改变" in window.said.text()
    entry.items.table.select_row(0)
    entry.items.editor.deadline.setText("10工作日")
    entry.save()
    assert Hazard.get().deadline == dt.date(2021, 7, 2)


def test_a_problem_beside_the_list_is_taken_away_again(page: InspectionsPage, qtbot: QtBot) -> None:
    page.new()
    entry = page.entry
    entry.items.add_problem()
    assert entry.items.editor.form.isVisible()
    type_in(entry.items.editor.form.fields["description"], "门口积水")
    qtbot.waitUntil(lambda: entry.items.entry.rows[0].title() == "门口积水")
    qtbot.keyClick(entry.items.table, Qt.Key.Key_Y)
    assert entry.items.entry.rows[0].answer is Answer.NO
    qtbot.keyClick(entry.items.table, Qt.Key.Key_Delete)
    assert entry.items.entry.rows == [] and not entry.items.editor.form.isVisible()
    entry.discard()


def test_in_a_small_window_visit_and_item_take_turns(page: InspectionsPage, site: str, qtbot: QtBot) -> None:
    entry = by_fire(page, site)
    entry.resize(840, 500)
    assert entry.columns.is_narrow() and entry.columns.visit_button.isVisible()
    assert entry.items.editor.isVisible() and not entry.form.isVisible()
    entry.columns.visit_button.click()
    assert entry.form.width() > entry.columns.width() / 3, "its fields have room"
    assert entry.form.isVisible() and not entry.items.editor.isVisible()
    answer(entry, "2", qtbot)
    assert entry.items.editor.isVisible()
    entry.discard()


def test_rows_keep_two_lines_with_other_letters(page: InspectionsPage, site: str, qapp: QApplication) -> None:
    table = by_fire(page, site).items.table
    for points in reversed(theme.SIZES):
        theme.apply(qapp, points=points)
        assert table.rowHeight(0) > table.fontMetrics().lineSpacing() * 2


def test_somebody_typed_without_enter_inspects_too(page: InspectionsPage, site: str, qtbot: QtBot) -> None:
    visit = visits.recorded(dt.date(2021, 6, 1))
    dialog = InspectionDialog(page.context, visit.id, page)
    dialog.show()
    field = dialog.form.fields["inspectors"]
    assert isinstance(field, InspectorsField)
    type_in(field.other, "王五　渝A009")
    dialog.reject()
    again = InspectionDialog(page.context, visit.id, page)
    again.show()
    assert [one["name"] for one in again.form.values()["inspectors"]][-1] == "王五"
    again.try_save()
    names = inspections.inspectors_of(visit.id)
    assert ("王五", "渝A009") in [(one.name, one.certificate_number) for one in names]


def test_a_draft_is_offered_only_for_the_record_it_was_begun_on(page: InspectionsPage, site: str) -> None:
    visit = visits.recorded(dt.date(2021, 6, 1))
    dialog = InspectionDialog(page.context, visit.id, page)
    dialog.show()
    type_in(dialog.form.fields["place"], "二车间")
    dialog.reject()
    head = inspections.head_of(visit.id)
    inspections.correct(visit.id, replace(head, findings="李某更正的情况"), "李某")
    again = InspectionDialog(page.context, visit.id, page)
    assert again.form.values()["findings"] == "李某更正的情况" and again.form.values()["place"] == head.place


def test_rewriting_the_findings_can_be_taken_back(page: InspectionsPage, site: str) -> None:
    entry = by_fire(page, site)
    entry.items.findings.text.set_text("自己写的检查情况")
    entry.items.findings.rewrite()
    assert entry.items.findings.text.text().startswith("对照《") or entry.items.findings.text.text() == ""
    entry.items.findings.text.undo()
    assert entry.items.findings.text.text() == "自己写的检查情况"


def test_a_draft_by_a_list_that_is_gone_does_not_close_the_page(
    page: InspectionsPage, window: MainWindow, site: str, qtbot: QtBot
) -> None:
    list_id = checklists.save_list(None, "临时检查表", None, "", "何某")
    page.start(site_id=site, checklist_id=list_id)
    type_in(page.entry.form.fields["place"], "二车间")
    page.entry.leave()
    journal.undo("何某")
    page.refresh()
    settle(page, qtbot)
    assert page.isVisible()
