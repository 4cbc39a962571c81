"""The topic page as a clerk uses it: filter, report, assign, finish, split, and take back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from db import journal
from db.records import Task
from db.vocabulary import TaskState
from tests.ui.keyboard import type_in
from tests.ui.modal import when_open
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.history import HistoryDialog
from xianfeng_gui.ui.dialogs.task_report import MonthlyReportDialog
from xianfeng_gui.ui.dialogs.task_split import SplitDialog
from xianfeng_gui.ui.dialogs.tasks import AssignDialog, FinishDialog, StrikeOffDialog, TaskDialog
from xianfeng_gui.ui.pages.topic import TopicPage
from xianfeng_gui.ui.widgets.file_list import FileList
from xianfeng_gui.work import offices, task_list, tasks, topics, undoing
from xianfeng_gui.work.monthly import ReportState
from xianfeng_gui.work.task_detail import task_detail
from xianfeng_gui.work.task_input import MonthlyInput

TODAY = dt.date(2021, 6, 18)
FIRE = 5


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> TopicPage:
    """The page of the fifth topic (fire safety), shown."""
    return open_page(context, qtbot, next(one.id for one in topics.topics() if one.number == FIRE))


def open_page(context: Context, qtbot: QtBot, topic_id: str | None) -> TopicPage:
    made = TopicPage(context, topic_id)
    qtbot.addWidget(made)
    made.resize(1190, 690)
    made.show()
    made.ensure_fresh()
    return made


def in_dialog(trigger: Callable[[], object], do: Callable[[QDialog], object]) -> None:
    """Trigger what opens a dialog, do something in it, and come back when it has closed."""
    seen: list[QDialog] = []
    problems: list[BaseException] = []

    def act(dialog: QDialog) -> None:
        seen.append(dialog)
        try:
            do(dialog)
        except BaseException as error:
            problems.append(error)
        if dialog.isVisible():
            dialog.reject()

    when_open(QDialog, act)
    trigger()
    assert seen, "no dialog was opened"
    if problems:
        raise problems[0]


def drop(paths: list[Path], field: FileList) -> None:
    """Drop files and folders on a field."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, key = Qt.DropAction, Qt.MouseButton, Qt.KeyboardModifier
    event = QDropEvent(QPointF(5, 5), action.CopyAction, data, button.LeftButton, key.NoModifier)
    field.dropEvent(event)


def shown(page: TopicPage) -> list[str]:
    return [row.number for row in page.table.rows.rows]


def cell_text(page: TopicPage, number: str, key: str) -> str:
    row = shown(page).index(number)
    column = [one.key for one in page.table.rows.columns].index(key)
    return str(page.table.rows.index(row, column).data())


def choose(page: TopicPage, *numbers: str) -> list[str]:
    page.table.select([shown(page).index(number) for number in numbers])
    return page.table.selected_ids()


def test_head_names_offices_figures_and_phase(page: TopicPage) -> None:
    assert page.title.text() == "消防安全整治"
    assert "牵头：镇应急办" in page.subtitle.text()
    assert page.figures.text("任务") == f"{len(shown(page))} 项"
    assert page.figures.text("隐患") == "0 条，未销号 0"
    assert page.strip.text() == "动员部署 ✓  排查整治 · 第13个月/共19个月  巩固提升"


def test_safeguards_have_no_hazards(context: Context, qtbot: QtBot) -> None:
    page = open_page(context, qtbot, None)
    assert page.title.text() == "综合保障"
    assert [one.text() for one in page.findChildren(QPushButton) if "隐患" in one.text()] == []
    assert shown(page)[0].startswith("保-")


def test_figure_of_hazards_goes_to_the_register(page: TopicPage, context: Context, qtbot: QtBot) -> None:
    with qtbot.waitSignal(context.wanted) as wanted:
        page.figures.findChild(QPushButton).click()
    assert wanted.args == ["hazard-topic", page.topic_id]
    with qtbot.waitSignal(context.wanted) as wanted:
        page.new()
    assert wanted.args == ["hazard-new", page.topic_id]


def test_filter_by_pinyin_initials(page: TopicPage, qtbot: QtBot) -> None:
    page.search()
    qtbot.keyClicks(page.filters.text, "dtxfsmtd")
    assert [row.title for row in page.table.rows.rows] == ["打通消防“生命通道”"]
    assert page.detail.facts.text("责任单位") == "镇应急办"
    qtbot.keyClicks(page.filters.text, "zzzz")
    assert shown(page) == [] and page.none_found.isVisible()
    assert not page.detail.buttons["report"].isEnabled()


def test_report_a_month_by_keyboard_changes_row_grid_and_figures(page: TopicPage, qtbot: QtBot) -> None:
    before = page.grid.cells.cell(page.grid.currentIndex())
    assert before.month == "2021-06" and before.reported == 0
    (task_id,) = choose(page, "5-1-1")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, MonthlyReportDialog)
        assert dialog.month.value() == "2021-06"
        type_in(dialog.text, "已排查高层建筑12栋")
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClicks(dialog.percent, "60")
        qtbot.keyClick(dialog.percent, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    in_dialog(lambda: qtbot.keyClick(page.table, Qt.Key.Key_Return), fill)
    assert cell_text(page, "5-1-1", "state") == "◐ 进行中 60%"
    assert cell_text(page, "5-1-1", "report") == "✓ 已报"
    assert page.grid.cells.cell(page.grid.currentIndex()).reported == 1
    assert page.table.selected_ids() == [task_id]
    undoing.undo("测试员")
    assert cell_text(page, "5-1-1", "state") == "○ 未开始"
    assert page.grid.cells.cell(page.grid.currentIndex()).reported == 0


def test_a_reported_month_comes_back_for_correction(page: TopicPage, context: Context) -> None:
    (task_id,) = choose(page, "5-1-1")
    tasks.report_month(task_id, MonthlyInput("2021-05", "五月工作", percent=40), "测试员")

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, MonthlyReportDialog)
        dialog.text.set_text("六月写了一半")
        dialog.month.set_value("2021-05")
        assert dialog.text.text() == "五月工作" and "已填报" in dialog.note.text()
        dialog.month.set_value("2021-06")
        assert dialog.text.text() == "六月写了一半"
        dialog.month.set_value("2021-05")
        dialog.text.set_text("五月工作（更正）")
        dialog.try_save()

    in_dialog(lambda: page.act("report"), correct)
    (found,) = task_detail(task_id, TODAY).reports
    assert (found.month, found.text, found.percent) == ("2021-05", "五月工作（更正）", 40)


def test_errors_stand_beside_the_field(page: TopicPage) -> None:
    choose(page, "5-1-1")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, MonthlyReportDialog)
        dialog.try_save()
        assert dialog.form.error_text() == "请填写工作情况"
        dialog.text.set_text("有")
        for text in ("六成", "nan", "inf", "1e999"):
            dialog.percent.setText(text)
            dialog.try_save()
            assert dialog.form.error_text() == f"“{text}”不是数字，请改正"
        assert dialog.isVisible()

    in_dialog(lambda: page.act("report"), fill)


def test_escape_keeps_the_draft(page: TopicPage, qtbot: QtBot) -> None:
    choose(page, "5-1-1")

    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, MonthlyReportDialog)
        type_in(dialog.text, "写到一半")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    def come_back(dialog: QDialog) -> None:
        assert isinstance(dialog, MonthlyReportDialog)
        assert dialog.text.text() == "写到一半"
        assert "已恢复" in dialog.note.text()

    in_dialog(lambda: page.act("report"), leave)
    in_dialog(lambda: page.act("report"), come_back)


def test_grid_cell_filters_the_table(page: TopicPage, qtbot: QtBot) -> None:
    (task_id,) = choose(page, "5-1-1")
    village = next(one for one in offices.choices(local=True) if one.name == "绣庄村")
    tasks.assign([task_id], village.id, None, None, "测试员")
    row = [one.office for one in page.grid.cells.grid.rows].index("绣庄村")
    column = page.grid.cells.grid.months.index("2021-05")
    index = page.grid.cells.index(row, column)
    assert page.grid.cells.cell(index).state is ReportState.MISSING
    assert index.data() == "缺"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "绣庄村 2021年5月：缺，应报1项，已报0项"
    everything = shown(page)
    page.grid.setFocus()
    page.grid.setCurrentIndex(index)
    assert page.cell_words.text() == "绣庄村 2021年5月：缺，应报1项，已报0项"
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert shown(page) == ["5-1-1"] and page.cell_note.isVisible()
    page.cell_note.clear()
    assert shown(page) == everything


def test_assign_two_tasks_to_a_new_person(page: TopicPage, qtbot: QtBot) -> None:
    chosen = choose(page, "5-1-1", "5-1-2")
    police = offices.by_name("先锋派出所")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.responsible.office.set_value(police.id)
        dialog.responsible.person.begin_new()
        type_in(dialog.responsible.person.name, "李大勇")
        dialog.try_save()

    in_dialog(lambda: qtbot.keyClick(page.table, Qt.Key.Key_A), fill)
    for number in ("5-1-1", "5-1-2"):
        assert cell_text(page, number, "office") == "先锋派出所"
        assert cell_text(page, number, "person") == "李大勇"
    assert page.table.selected_ids() == chosen
    undoing.undo("测试员")
    assert cell_text(page, "5-1-1", "office") == "镇应急办"


def test_finish_with_evidence_dropped_on_the_dialog(page: TopicPage, tmp_path: Path) -> None:
    (task_id,) = choose(page, "5-1-2")
    proof = tmp_path / "验收单.pdf"
    proof.write_bytes(b"%PDF-1.4 test")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, FinishDialog)
        dialog.try_save()
        assert "佐证材料" in dialog.form.error_text()
        drop([proof, tmp_path], dialog.files)
        assert dialog.files.paths() == [proof]
        dialog.try_save()

    in_dialog(lambda: page.act("finish"), fill)
    assert cell_text(page, "5-1-2", "state") == "✓ 已完成"
    assert page.figures.text("已完成") == "1 项"
    (kept,) = task_detail(task_id, TODAY).evidence
    assert kept.name == "验收单.pdf"
    assert page.detail.buttons["finish"].text().startswith("重新启动")
    page.act("finish")
    assert cell_text(page, "5-1-2", "state") == "○ 未开始"


def test_split_gives_parts_beside_the_task(page: TopicPage, qtbot: QtBot) -> None:
    (task_id,) = choose(page, "5-1-1")
    last = max(int(number.split("-")[2]) for number in shown(page) if number.startswith("5-1-"))

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, SplitDialog)
        for part, words in zip(dialog.parts.parts, ("高层住宅", "高层公共建筑"), strict=True):
            type_in(part.title, words)
        qtbot.keyClick(dialog.parts.parts[-1].title, Qt.Key.Key_Return)
        assert len(dialog.parts.parts) == 3
        assert dialog.focusWidget() is dialog.parts.parts[2].title
        dialog.try_save()

    in_dialog(lambda: page.act("split"), fill)
    parts = [(part.number, part.title) for part in task_detail(task_id, TODAY).parts]
    assert parts == [(f"5-1-{last + 1}", "高层住宅"), (f"5-1-{last + 2}", "高层公共建筑")]
    assert f"5-1-{last + 2}" in shown(page)


def test_split_draft_survives(page: TopicPage, qtbot: QtBot) -> None:
    choose(page, "5-1-1")

    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, SplitDialog)
        dialog.parts.one_for_each_village()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def come_back(dialog: QDialog) -> None:
        assert isinstance(dialog, SplitDialog)
        titles = [part.title.text() for part in dialog.parts.parts]
        assert len(titles) == len(offices.choices(local=True)) and titles[0].startswith("绣庄村：")

    in_dialog(lambda: page.act("split"), leave)
    in_dialog(lambda: page.act("split"), come_back)


def test_late_is_said_by_symbol_and_word(page: TopicPage) -> None:
    (task_id,) = choose(page, "5-1-1")
    with journal.change("改期限", "测试员"):
        Task.update(deadline=dt.date(2021, 5, 31)).where(Task.id == task_id).execute()
    assert cell_text(page, "5-1-1", "state") == "● 逾期 18 天"
    assert page.figures.text("逾期") == "1 项"
    page.filters.due.set_value("late")
    assert shown(page) == ["5-1-1"]


def test_strike_off_needs_a_reason(page: TopicPage, qtbot: QtBot) -> None:
    (task_id,) = choose(page, "5-1-1")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, StrikeOffDialog)
        dialog.try_save()
        assert "理由" in dialog.form.error_text()
        dialog.reason.set_text("上级已取消该项工作")
        dialog.try_save()

    in_dialog(lambda: page.act("strike_off"), fill)
    assert Task.get_by_id(task_id).state == TaskState.STRUCK_OFF
    assert cell_text(page, "5-1-1", "state") == "✕ 已取消"


def test_history_of_the_selected_task(page: TopicPage, context: Context, qtbot: QtBot) -> None:
    (task_id,) = choose(page, "5-1-1")
    tasks.report_month(task_id, MonthlyInput("2021-05", "五月工作"), "测试员")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        assert dialog.windowTitle().endswith("5-1-1 开展高层建筑消防专项整治")
        qtbot.waitUntil(context.worker.is_idle)
        assert dialog.events[0].actor == "测试员"

    in_dialog(page.history, look)


def test_add_and_edit_a_task(page: TopicPage) -> None:
    def add(dialog: QDialog) -> None:
        assert isinstance(dialog, TaskDialog)
        typed = {"title": "九小场所排查", "deadline": "2021-12-31", "target_value": "12", "target_unit": "家"}
        dialog.form.set_values(typed)
        dialog.try_save()

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, TaskDialog)
        assert dialog.form.raw()["target_value"] == "12"
        dialog.task_title.setText("九小场所逐一排查")
        dialog.try_save()

    in_dialog(lambda: page.act("add"), add)
    (made,) = [row for row in page.table.rows.rows if row.title == "九小场所排查"]
    page.show_record("task", made.id)
    in_dialog(lambda: page.act("edit"), edit)
    assert task_list.task_rows(page.topic_id, TODAY)[-1].title == "九小场所逐一排查"


def test_show_record_takes_filters_away(page: TopicPage) -> None:
    target = page.table.rows.rows[3].id
    page.filters.text.setText("没有这样的任务")
    page.show_record("task", target)
    assert page.table.selected_ids() == [target]
    assert page.filters.text.text() == ""


def test_several_tasks_are_refused_in_words(page: TopicPage, context: Context, qtbot: QtBot) -> None:
    choose(page, "5-1-1", "5-1-2")
    with qtbot.waitSignal(context.said) as said:
        page.act("report")
    assert "只选择一项任务" in said.args[0]


@pytest.mark.parametrize("size", [(850, 626), (1190, 690), (2400, 1300)])
def test_page_holds_at_every_size(page: TopicPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    QApplication.processEvents()
    assert (page.width(), page.height()) == size
    assert page.table.horizontalScrollBar().maximum() == 0
    assert page.grid.horizontalScrollBar().maximum() == 0
    assert not page.table.isColumnHidden(0) and not page.table.isColumnHidden(7)
