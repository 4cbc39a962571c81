"""Ledgers of inspections and plans brought in from the page that shows them, by key, and taken back by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from db.records import Inspection, PlannedInspection
from tests.sheets.workbooks import xlsx
from tests.ui.inspections.doing import SITE, settle
from tests.ui.modal import in_dialog
from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
from xianfeng_gui.ui.pages.inspections import PLAN, RECORDS, InspectionsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work.ledger.judged import Judged
from xianfeng_gui.work.ledger.kinds import LedgerKind

VISITS = (
    ("检查时间", "受检单位", "检查人员", "检查情况"),
    ("2021-6-1", SITE, "何某、李某", "疏散通道堵塞"),
    ("2021-6-2", "好运来副食店", "何某", "未发现问题"),
)
PLANNED = (("2021年安全检查计划",), ("单位名称", "6月", "9月"), (SITE, "√", "√"))

Bring = Callable[[Path], tuple[str, list[Judged], str]]


@pytest.fixture
def bring(window: MainWindow, page: InspectionsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Press Ctrl+I, choose a file by Ctrl+O, accept by Ctrl+Enter; tells the kind, the rows and the summary that were shown."""
    seen: list[tuple[str, list[Judged], str]] = []

    def by_key(dialog: QDialog) -> None:
        assert isinstance(dialog, LedgerDialog)
        qtbot.keyClick(dialog, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: dialog.preview is not None)
        seen.append((dialog.kind.value(), dialog.rows.rows, dialog.summary.text()))
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: dialog.imported is not None)

    def bring_in(file: Path) -> tuple[str, list[Judged], str]:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        in_dialog(
            qtbot,
            lambda: qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier),
            by_key,
        )
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        settle(page, qtbot)
        return seen[-1]

    return bring_in


def test_visits_come_into_the_records(
    page: InspectionsPage, window: MainWindow, bring: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    page.views.choose(RECORDS)
    kind, rows, _ = bring(xlsx(tmp_path / "检查.xlsx", VISITS))
    assert kind == LedgerKind.INSPECTIONS
    assert [(one.subject, one.words) for one in rows] == [row[1::2] for row in VISITS[1:]]
    assert "已导入：新增 2 条" in window.said.text()
    settle(page, qtbot)
    assert page.records.table.model().rowCount() == Inspection.select().count() == 2
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.records.table.model().rowCount() == 0)
    assert Inspection.select().count() == 0


def test_a_plan_comes_into_the_plan(
    page: InspectionsPage, site: str, window: MainWindow, bring: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    page.views.choose(PLAN)
    kind, rows, summary = bring(xlsx(tmp_path / "计划.xlsx", PLANNED))
    assert (kind, rows[0].words) == (LedgerKind.INSPECTION_PLAN, "2021年6月、9月")
    assert "按2021年的计划导入" in summary
    settle(page, qtbot)
    page.plan.grid.go_to(site, "2021-09")
    assert page.plan.described.text().startswith(f"{SITE} 2021年9月：已计划")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: PlannedInspection.select().count() == 0)
    settle(page, qtbot)


def test_nothing_comes_in_while_an_inspection_is_written(
    page: InspectionsPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[LedgerDialog] = []
    monkeypatch.setattr(LedgerDialog, "exec", opened.append)
    page.new()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.is_writing() and not opened and not page.import_button.isVisible()
    page.entry.leave()
