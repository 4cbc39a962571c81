"""The dialog that makes a campaign of a plan document, through the real window's context and archive."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from db.records import Office
from tests.rules.plan_reading import documents
from tests.ui.modal import when_open
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.plan_import import PlanDialog
from xianfeng_gui.work import monthly, topics


@pytest.fixture
def plan(context: Context, qtbot: QtBot) -> PlanDialog:
    made = PlanDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_plan_is_read_as_its_text_is_corrected(plan: PlanDialog, qtbot: QtBot) -> None:
    plan.text.setPlainText(documents.RUNNING.replace("镇应急办牵头，青石学区办", "青石学区办"))
    qtbot.waitUntil(lambda: plan.reading is not None)
    assert plan.outline.tree.topLevelItemCount() == 4  # with safeguards and phases
    assert plan.outline.tree.topLevelItem(1).text(1).startswith("青石学区办牵头")
    plan.text.setPlainText(documents.RUNNING)
    qtbot.waitUntil(lambda: plan.outline.tree.topLevelItem(1).text(1).startswith("镇应急办牵头"))


def test_esc_keeps_the_text_for_the_next_time(plan: PlanDialog, context: Context, qtbot: QtBot) -> None:
    text = documents.RUNNING.replace("青石镇", "白沙湾镇")
    plan.text.setPlainText(text)
    plan.reject()
    again = PlanDialog(context)
    qtbot.addWidget(again)
    assert again.text.toPlainText() == text and again.summary.text().startswith("已恢复上次没有载入的正文")
    again.text.clear()
    again.reject()
    assert PlanDialog(context).text.toPlainText() == ""


def test_a_part_leads_to_its_place_in_the_text(plan: PlanDialog) -> None:
    plan.text.setPlainText(documents.RUNNING)
    plan.read_text()
    plan.outline.tree.setCurrentItem(plan.outline.tree.topLevelItem(1))
    assert "消防安全整治" in plan.text.textCursor().selectedText()


def test_a_table_is_corrected_beside_what_was_read(plan: PlanDialog, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("桐子镇粮油仓储整治任务清单（2023—2024年）")
    table = document.add_table(rows=0, cols=3)
    for row in (("任务", "责任单位", "完成时限"), ("检查粮仓", "镇粮管办", "2024年9月底前")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(str(path := tmp_path / "清单.docx"))
    plan.open_file(path)
    task = plan.outline.tree.topLevelItem(0).child(0).child(0)
    assert task.text(1) == "镇粮管办"
    plan.outline.tree.setCurrentItem(task)
    assert plan.text.textCursor().selectedText().strip("\u2029") == "｜检查粮仓｜镇粮管办｜2024年9月底前｜"
    plan.text.setPlainText(plan.text.toPlainText().replace("镇粮管办", "镇经济办"))
    plan.read_text()
    assert plan.outline.tree.topLevelItem(0).child(0).child(0).text(1) == "镇经济办"


def test_phases_and_every_office_of_a_task_are_shown(plan: PlanDialog) -> None:
    plan.text.setPlainText(documents.NUMBERED)
    plan.read_text()
    tree = plan.outline.tree
    phases = tree.topLevelItem(4)
    assert phases.childCount() == 3
    assert phases.child(0).text(0) == "动员部署（2024-04-01至2024-05-31）"
    tree.setCurrentItem(phases.child(1))
    assert "集中攻坚阶段" in plan.text.textCursor().selectedText()
    task = tree.topLevelItem(0).child(0).child(0)
    assert task.text(1) == "镇应急办；镇党群工作办公室、镇经济发展办公室"


def test_lines_that_became_nothing_are_shown_beside_the_text(plan: PlanDialog) -> None:
    text = documents.RUNNING.replace("青石镇", "先锋镇")
    plan.text.setPlainText(text)
    plan.read_text()
    [row] = [plan.outline.doubts.item(at) for at in range(plan.outline.doubts.count())]
    assert row.text() == "○ 没有载入：正文第19行：先摸清底数，再分类施策"
    assert plan.outline.doubts_title.text() == "需要核对（1处正文没有载入，左边有底色）"
    assert [one.cursor.selectedText() for one in plan.text.extraSelections()] == ["先摸清底数，再分类施策。"]
    plan.outline.doubts.setCurrentRow(0)
    assert "先摸清底数" in plan.text.textCursor().selectedText()
    plan.text.setPlainText(text.replace("先摸清底数，再分类施策。", ""))
    plan.read_text()
    assert plan.outline.doubts.isHidden() and plan.text.extraSelections() == []


def test_another_towns_plan_reminds_of_the_papers_names(plan: PlanDialog) -> None:
    plan.text.setPlainText(documents.RUNNING)
    plan.read_text()
    assert plan.outline.doubts.item(0).text().startswith("● 方案是“渝江区青石镇人民政府”的，而文书落款现在是")
    asked: list[str] = []
    answer("暂不载入", asked)
    plan.load()
    assert "请在“设置备份”中核对发文机关" in asked[0]


def test_the_reporting_day_is_shown_and_corrected(plan: PlanDialog) -> None:
    assert not plan.reporting_day.isEnabled()
    plan.text.setPlainText(documents.RUNNING)
    plan.read_text()
    assert plan.reporting_day.value() == "25"
    plan.text.setPlainText(documents.RUNNING.replace("定期通报", "每月20日前报送情况"))
    plan.read_text()
    assert plan.reporting_day.value() == "20"
    plan.reporting_day.set_value("22")
    plan.reporting_day.activated.emit(21)
    answer("载入为当前行动", [])
    plan.load()
    assert monthly.due_day() == 22


def test_offices_of_like_names_are_offered_as_one(plan: PlanDialog) -> None:
    text = documents.RUNNING.replace("镇财政 办和", "镇市场监管所、市场监督管理所、镇财政 办和")
    plan.text.setPlainText(text)
    plan.read_text()
    [row] = [plan.outline.similar.item(at) for at in range(plan.outline.similar.count())]
    assert row.text() == "市场监督管理所 → 镇市场监管所" and row.checkState() == Qt.CheckState.Checked
    assert not plan.outline.similar.isHidden()
    assert "市场监督管理所" not in plan.outline.tree.topLevelItem(0).text(1)
    row.setCheckState(Qt.CheckState.Unchecked)
    assert "市场监督管理所" in plan.outline.tree.topLevelItem(0).text(1)
    plan.text.setPlainText("\n" + text)
    plan.read_text()
    assert plan.outline.similar.item(0).checkState() == Qt.CheckState.Unchecked
    plan.outline.similar.item(0).setCheckState(Qt.CheckState.Checked)
    answer("载入为当前行动", [])
    plan.load()
    assert Office.select().where(Office.name.contains("市场监督管理所")).count() == 0
    assert Office.select().where(Office.name == "镇市场监管所").count() == 1


def answer(words: str, asked: list[str]) -> None:
    """Press the button of these words in the question that comes; with none, only Enter."""

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        default = next(one for one in box.buttons() if isinstance(one, QPushButton) and one.isDefault())
        (next(one for one in box.buttons() if one.text().startswith(words)) if words else default).click()

    when_open(QMessageBox, press)


@pytest.mark.parametrize("carry_over", [True, False])
def test_the_campaign_is_replaced_only_when_the_clerk_agrees(plan: PlanDialog, carry_over: bool) -> None:
    asked: list[str] = []
    plan.text.setPlainText(documents.RUNNING)
    plan.carry.setChecked(carry_over)
    answer("", asked)
    plan.load()
    assert plan.accepted_plan is None and plan.isVisible()
    assert topics.campaign().name == "先锋镇安全生产专项整治三年行动"
    fate = "转入新的行动，继续办理" if carry_over else "不转入：任务不再列出和催办"
    assert f"原行动未完成的任务153项、未销号的隐患0条{fate}" in asked[0]
    answer("载入为当前行动", asked)
    plan.load()
    assert plan.accepted_plan is not None and len(asked) == 2
    assert plan.accepted_plan.carried_tasks == (153 if carry_over else 0)


def test_loading_makes_it_the_campaign(plan: PlanDialog, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(documents.NUMBERED, "gb18030")
    plan.open_file(path)
    plan.carry.setChecked(True)
    answer("载入为当前行动", [])
    plan.load()
    assert plan.accepted_plan is not None and plan.accepted_plan.carried_tasks > 100
    assert topics.campaign().name == "白沙镇安全生产治本攻坚三年行动"


def test_what_is_no_plan_is_told(plan: PlanDialog) -> None:
    plan.text.setPlainText("今天开会。")
    plan.read_text()
    assert "没有从文件中认出任务" in plan.summary.text()
    assert not plan.load_button.isEnabled()
