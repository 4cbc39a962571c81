"""Loading a plan document: its text on the left to be corrected, what was understood of it on the right."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserError
from xianfeng_gui.rules.plan_reading.reading import Reading
from xianfeng_gui.rules.plan_values import PlanTask, PlanTopic, task_number
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label, panel
from xianfeng_gui.work import draft_store, plan_import
from xianfeng_gui.work.plan_import import Accepted, Source

READ_MS = 400
"""Wait for the next letter before the text is read again."""
_LINE = Qt.ItemDataRole.UserRole
_FIRST = "打开方案文件，或者把方案正文粘贴到左边；识别有误时直接改左边的文字，右边随即更新。"


class PlanDialog(FittedDialog):
    """``accepted`` is the campaign that was loaded; the window has to be built anew then, since its tabs follow."""

    chapter: ClassVar[str] = "importing"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, size=(1180, 700))
        self.context = context
        self.accepted_plan: Accepted | None = None
        self.reading: Reading | None = None
        self._source = Source("")
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
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("识别结果")
        self.tree.setHeaderLabels(["专题、措施和任务", "单位", "期限"])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.setColumnWidth(2, 150)
        self.tree.currentItemChanged.connect(lambda item, _: self._go_to(item))
        self.doubts = QListWidget()
        self.doubts.setAccessibleName("需要核对")
        self.doubts.setWordWrap(True)
        self.doubts.currentItemChanged.connect(lambda item, _: self._go_to(item))
        frame, column = panel(margin=8)
        column.addWidget(label("识别结果（点击可找到原文）", "heading"))
        column.addWidget(self.tree, 4)
        self.doubts_title = label("需要核对", "heading")
        column.addWidget(self.doubts_title)
        column.addWidget(self.doubts, 1)
        self.doubts_title.hide()
        self.doubts.hide()
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
        foot.addWidget(button("取消  Esc", self.reject))
        self.load_button = button("载入为当前行动  Ctrl+Enter", self.load, primary=True)
        self.load_button.setEnabled(False)
        foot.addWidget(self.load_button)
        return foot

    def _take_draft(self) -> None:
        """What was looked at last and not loaded."""
        if kept := draft_store.get(drafts.PLAN_DOCUMENT):
            self._source = Source(kept["text"], tuple(tuple(map(tuple, rows)) for rows in kept["tables"]))
            self.text.setPlainText(kept["text"])
            self.read_text()
            self.summary.setText(f"已恢复上次没有载入的正文。{self.summary.text()}")

    def done(self, result: int) -> None:
        """Whatever way the dialog is closed, the text is kept until it is loaded or emptied."""
        self._timer.stop()
        text = self.text.toPlainText()
        try:
            if self.accepted_plan is None and text.strip():
                tables = [list(map(list, rows)) for rows in self._source.tables]
                draft_store.put(drafts.PLAN_DOCUMENT, {"text": text, "tables": tables})
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
            self._source = plan_import.open_source(path)
        except UserError as error:
            self.summary.setText(f"✗ {error}")
            return
        self.text.setPlainText(self._source.text)
        self.read_text()

    def read_text(self) -> None:
        """Understand the text as it stands."""
        self._timer.stop()
        text = self.text.toPlainText()
        if not text.strip():
            self._show_nothing(_FIRST)
            return
        try:
            self.reading = plan_import.understand(Source(text, self._source.tables))
        except UserError as error:
            self._show_nothing(f"✗ {error}")
            return
        self._show(self.reading)

    def _show_nothing(self, sentence: str) -> None:
        self.reading = None
        self.tree.clear()
        self.doubts.clear()
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
        self.tree.blockSignals(True)
        self.tree.clear()
        for topic in plan.topics:
            self.tree.addTopLevelItem(self._topic_item(topic, reading))
        safeguards = QTreeWidgetItem(["保障措施", "", ""])
        for task in plan.safeguards:
            safeguards.addChild(_task_item(task, "保-" + str(task.number), reading))
        self.tree.addTopLevelItem(safeguards)
        self.tree.setColumnWidth(0, self.tree.width() // 2)
        self.tree.blockSignals(False)
        self._show_doubts(reading)
        self.load_button.setEnabled(True)

    def _topic_item(self, topic: PlanTopic, reading: Reading) -> QTreeWidgetItem:
        others = f"；{'、'.join(topic.supporting)}" if topic.supporting else ""
        item = QTreeWidgetItem([f"{topic.number}  {topic.name}", f"{'、'.join(topic.lead)}牵头{others}", ""])
        item.setToolTip(1, "；".join([item.text(1), topic.local_text or "、".join(topic.local_names)]))
        item.setData(0, _LINE, reading.places.get(str(topic.number), -1))
        for measure in topic.measures:
            number = f"{topic.number}-{measure.number}"
            node = QTreeWidgetItem([f"{number}  {measure.title}", "", ""])
            node.setData(0, _LINE, reading.places.get(number, -1))
            node.setToolTip(0, measure.content or measure.title)
            for task in measure.tasks:
                full = task_number(topic.number, measure.number, task.number)
                node.addChild(_task_item(task, full, reading))
            item.addChild(node)
        return item

    def _show_doubts(self, reading: Reading) -> None:
        self.doubts.clear()
        for doubt in reading.doubts:
            item = QListWidgetItem(f"● {doubt.sentence}")
            item.setData(_LINE, doubt.at)
            self.doubts.addItem(item)
        self.doubts_title.setVisible(bool(reading.doubts))
        self.doubts.setVisible(bool(reading.doubts))

    def _go_to(self, item: QTreeWidgetItem | QListWidgetItem | None) -> None:
        """Show the place of the text that an item was read from."""
        if item is None:
            return
        line = item.data(0, _LINE) if isinstance(item, QTreeWidgetItem) else item.data(_LINE)
        block = self.text.document().findBlockByNumber(-1 if line is None else int(line))
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            self.text.setTextCursor(cursor)
            self.text.centerCursor()

    def load(self) -> None:
        """Make what was understood the current campaign."""
        self.read_text()
        if self.reading is None:
            return
        try:
            self.accepted_plan = plan_import.accept(
                self.reading, self.context.actor(), carry_over=self.carry.isChecked()
            )
        except UserError as error:
            self.summary.setText(f"✗ {error}")
            return
        self.accept()


def _task_item(task: PlanTask, number: str, reading: Reading) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [f"{number}  {task.title}", task.lead, f"{task.deadline}{'' if task.dated else '（行动结束）'}"]
    )
    item.setToolTip(0, task.content)
    item.setData(0, _LINE, reading.places.get(number, -1))
    return item
