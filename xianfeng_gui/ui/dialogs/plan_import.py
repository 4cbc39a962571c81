"""Loading a plan document: its text on the left to be corrected, what was understood of it on the right."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserError
from xianfeng_gui.rules.plan_reading.reading import Reading
from xianfeng_gui.ui import drafts, theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label, panel
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.plan_outline import PlanOutline
from xianfeng_gui.work import draft_store, monthly, plan_import, plan_offices
from xianfeng_gui.work.plan_import import Accepted

READ_MS = 400
"""Wait for the next letter before the text is read again."""
_FIRST = "打开方案文件，或者把方案正文粘贴到左边；识别有误时直接改左边的文字，右边随即更新。"


class PlanDialog(FittedDialog):
    """``accepted`` is the campaign that was loaded; the window has to be built anew then, since its tabs follow."""

    chapter: ClassVar[str] = "importing"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, size=(1180, 700))
        self.context = context
        self.accepted_plan: Accepted | None = None
        self.reading: Reading | None = None
        self._read: Reading | None = None
        """The text's own words, before offices are taken for the same."""
        self._has_chosen_day = False
        self._timer = QTimer(self, singleShot=True, interval=READ_MS)
        self._timer.timeout.connect(self.read_text)
        self.setWindowTitle("载入工作方案")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(button("打开文件…  Ctrl+O", self.choose))
        self.summary = label(_FIRST, wrap=True)
        head.addWidget(self.summary, 1)
        box.addLayout(head)
        box.addWidget(self._build_body(), 1)
        box.addLayout(self._build_foot())
        self._take_draft()
        bind_keys(self, {"Ctrl+O": self.choose, "Ctrl+Enter": self.load})

    def _build_body(self) -> QSplitter:
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("方案正文")
        self.text.setPlaceholderText("方案正文")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._timer.start)
        self.outline = PlanOutline()
        self.outline.went_to.connect(self._go_to)
        self.outline.agreed_changed.connect(self._show_merged)
        frame, column = panel(margin=8)
        column.addWidget(self.outline)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.text)
        splitter.addWidget(frame)
        splitter.setSizes([500, 660])
        return splitter

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.carry = QCheckBox("把现有行动未完成的任务和未销号的隐患转入")
        foot.addWidget(self.carry, 1)
        self.reporting_day = ChoiceField([(str(day), f"每月{day}日") for day in range(1, 32)])
        self.reporting_day.setEnabled(False)
        self.reporting_day.activated.connect(lambda: setattr(self, "_has_chosen_day", True))
        foot.addWidget(caption := label("月度工作情况报送日"))
        caption.setBuddy(self.reporting_day)
        foot.addWidget(self.reporting_day)
        foot.addWidget(button("取消  Esc", self.reject))
        self.load_button = button("载入为当前行动  Ctrl+Enter", self.load, primary=True)
        self.load_button.setEnabled(False)
        foot.addWidget(self.load_button)
        return foot

    def _take_draft(self) -> None:
        """What was looked at last and not loaded."""
        if kept := draft_store.get(drafts.PLAN_DOCUMENT):
            self.text.setPlainText(kept["text"])
            self.read_text()
            self.summary.setText(f"已恢复上次没有载入的正文。{self.summary.text()}")

    def done(self, result: int) -> None:
        """Whatever way the dialog is closed, the text is kept until it is loaded or emptied."""
        self._timer.stop()
        text = self.text.toPlainText()
        try:
            if self.accepted_plan is None and text.strip():
                draft_store.put(drafts.PLAN_DOCUMENT, {"text": text})
            else:
                draft_store.drop(drafts.PLAN_DOCUMENT)
        except UserError as error:
            self.summary.setText(f"✗ {error}")
            return
        super().done(result)

    def choose(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(self, "打开工作方案", "", "方案 (*.docx *.txt);;所有文件 (*)")
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Show a document's text and read it."""
        try:
            text = plan_import.open_source(path)
        except UserError as error:
            self.summary.setText(f"✗ {error}")
            return
        self.text.setPlainText(text)
        self.read_text()

    def read_text(self) -> None:
        """Understand the text as it stands."""
        self._timer.stop()
        text = self.text.toPlainText()
        if not text.strip():
            self._show_nothing(_FIRST)
            return
        try:
            self._read = plan_import.understand(text)
        except UserError as error:
            self._show_nothing(f"✗ {error}")
            return
        self.outline.show_similar(plan_offices.alike(self._read))
        self._show_merged()

    def _show_merged(self) -> None:
        """Show what was read, with the offices that the clerk takes for the same."""
        if self._read is not None:
            self.reading = plan_offices.merged(self._read, self.outline.agreed())
            self._show(self.reading)

    def _show_nothing(self, sentence: str) -> None:
        self.reading = self._read = None
        self.outline.show_nothing()
        self.reporting_day.setEnabled(False)
        self.text.setExtraSelections([])
        self.summary.setText(sentence)
        self.load_button.setEnabled(False)

    def _show(self, reading: Reading) -> None:
        plan = reading.plan
        head = plan.campaign
        measures = sum(len(topic.measures) for topic in plan.topics)
        self.summary.setText(
            f"{head.name}　{head.document_number}　{head.starts_on}至{head.ends_on}　"
            f"{len(plan.phases)}个阶段、{len(plan.topics)}个专题、{measures}项措施、{len(plan.offices)}个单位"
        )
        self.outline.show_reading(reading)
        self._show_reporting_day(reading)
        self._mark_text(reading)
        self.load_button.setEnabled(True)

    def _show_reporting_day(self, reading: Reading) -> None:
        """The plan's own day, else the present one; what the clerk chose stays."""
        if not self._has_chosen_day:
            self.reporting_day.set_value(str(reading.plan.campaign.reporting_day or monthly.due_day()))
        self.reporting_day.setEnabled(True)

    def _mark_text(self, reading: Reading) -> None:
        """Give the lines that became nothing a ground of their own."""
        ground = QTextCharFormat()
        ground.setBackground(theme.colour("amber_ground"))
        ground.setProperty(QTextFormat.Property.FullWidthSelection, True)
        marks = []
        for at in (at for rest in reading.left_over for at in range(rest.at, rest.until + 1)):
            mark = QTextEdit.ExtraSelection()
            mark.format = ground
            mark.cursor = QTextCursor(self.text.document().findBlockByNumber(at))
            mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def _go_to(self, line: int) -> None:
        """Show the place of the text that something was read from."""
        block = self.text.document().findBlockByNumber(line)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            self.text.setTextCursor(cursor)
            self.text.centerCursor()

    def load(self) -> None:
        """Make what was understood the current campaign, once the clerk has agreed to what becomes of the present one."""
        self.read_text()
        if self.reading is None:
            return
        reading = plan_import.with_reporting_day(self.reading, int(self.reporting_day.value()))
        carry_over = self.carry.isChecked()
        words = "\n\n".join(plan_import.consequences(reading, carry_over=carry_over).split("\n"))
        if not ask(self, "更换当前行动", words, yes="载入为当前行动", no="暂不载入"):
            return
        try:
            self.accepted_plan = plan_import.accept(reading, self.context.actor(), carry_over=carry_over)
        except UserError as error:
            self.summary.setText(f"✗ {error}")
            return
        self.accept()
