"""What was understood of a plan document: topics, measures and tasks, and below them what a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import PhaseKind
from xianfeng_gui.rules.plan_reading.alike_offices import Alike
from xianfeng_gui.rules.plan_reading.reading import Reading
from xianfeng_gui.rules.plan_values import PlanTask, PlanTopic, task_number
from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.work import plan_import

_LINE = _NAME = Qt.ItemDataRole.UserRole
_TICKED = Qt.CheckState.Checked


class PlanOutline(QWidget):
    """``went_to`` names the line of the text (from 0) that the chosen part was read from, -1 for none."""

    went_to = Signal(int)
    agreed_changed = Signal()
    """Other offices than before are taken for the same."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("识别结果")
        self.tree.setHeaderLabels(["专题、措施和任务", "单位", "期限"])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.setColumnWidth(0, 300)
        self.tree.setColumnWidth(2, 150)
        self.tree.currentItemChanged.connect(lambda item, _: self._go_to(item and item.data(0, _LINE)))
        self.doubts = QListWidget()
        self.doubts.setAccessibleName("需要核对")
        self.doubts.setWordWrap(True)
        self.doubts.currentItemChanged.connect(lambda item, _: self._go_to(item and item.data(_LINE)))
        self.doubts_title = label("需要核对", "heading")
        self.similar = QListWidget()
        self.similar.setAccessibleName("名称相近的单位")
        self.similar.itemChanged.connect(self._choose)
        self.similar_title = label("名称相近的单位（打勾的并为一个单位）", "heading")
        self._found: dict[str, Alike] = {}
        self._chosen: dict[Alike, bool] = {}
        """What the clerk decided, also while other words are typed."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("识别结果（点击可找到原文）", "heading"))
        column.addWidget(self.tree, 4)
        column.addWidget(self.similar_title)
        column.addWidget(self.similar, 1)
        column.addWidget(self.doubts_title)
        column.addWidget(self.doubts, 1)
        self._show_lists_with_rows()

    def _go_to(self, line: int | None) -> None:
        if line is not None:
            self.went_to.emit(line)

    def show_nothing(self) -> None:
        """The text says nothing that is a plan."""
        self.tree.clear()
        self.doubts.clear()
        self.show_similar(())
        self._show_lists_with_rows()

    def show_similar(self, found: Sequence[Alike]) -> None:
        """Offer these offices for merging; the sure ones are ticked as long as the clerk says nothing else."""
        self._found = {one.name: one for one in found}
        self.similar.blockSignals(True)
        self.similar.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name} → {one.kept}")
            item.setData(_NAME, one.name)
            item.setCheckState(_TICKED if self._chosen.get(one, one.sure) else Qt.CheckState.Unchecked)
            self.similar.addItem(item)
        self.similar.blockSignals(False)

    def agreed(self) -> list[Alike]:
        """The offices that are taken for the same."""
        return [one for one in self._found.values() if self._chosen.get(one, one.sure)]

    def _choose(self, item: QListWidgetItem) -> None:
        self._chosen[self._found[item.data(_NAME)]] = item.checkState() == _TICKED
        self.agreed_changed.emit()

    def show_reading(self, reading: Reading) -> None:
        """Show the plan as it is understood now."""
        self.tree.blockSignals(True)
        self.tree.clear()
        for topic in reading.plan.topics:
            self.tree.addTopLevelItem(_topic_item(topic, reading))
        safeguards = QTreeWidgetItem(["保障措施", "", ""])
        for task in reading.plan.safeguards:
            safeguards.addChild(_task_item(task, task_number(None, None, task.number), reading))
        self.tree.addTopLevelItem(safeguards)
        self.tree.addTopLevelItem(_phases_item(reading))
        self.tree.setColumnWidth(0, self.tree.width() // 2)
        self.tree.blockSignals(False)
        self._show_doubts(reading)

    def _show_doubts(self, reading: Reading) -> None:
        """What to look at, and below it what was not taken over."""
        self.doubts.clear()
        for sentence in plan_import.reminders(reading.plan.campaign):
            self._add_doubt(f"● {sentence}", -1)
        for doubt in reading.doubts:
            self._add_doubt(f"● {doubt.sentence}", doubt.at)
        for rest in reading.left_over:
            self._add_doubt(f"○ 没有载入：{plan_import.in_words(rest)}", rest.at, rest.text)
        lost = len(reading.left_over)
        self.doubts_title.setText(f"需要核对（{lost}处正文没有载入，左边有底色）" if lost else "需要核对")
        self._show_lists_with_rows()

    def _show_lists_with_rows(self) -> None:
        for title, found in ((self.doubts_title, self.doubts), (self.similar_title, self.similar)):
            title.setVisible(found.count() > 0)
            found.setVisible(found.count() > 0)

    def _add_doubt(self, words: str, at: int, whole: str = "") -> None:
        item = QListWidgetItem(words)
        item.setData(_LINE, at)
        item.setToolTip(whole)
        self.doubts.addItem(item)


def _topic_item(topic: PlanTopic, reading: Reading) -> QTreeWidgetItem:
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


def _phases_item(reading: Reading) -> QTreeWidgetItem:
    item = QTreeWidgetItem(["阶段", "", ""])
    for number, phase in enumerate(reading.plan.phases, 1):
        kind = PhaseKind.label_of(phase.kind)
        node = QTreeWidgetItem([f"{phase.name}（{phase.starts_on}至{phase.ends_on}）", kind, ""])
        node.setData(0, _LINE, reading.places.get(f"阶段{number}", -1))
        node.setToolTip(0, phase.summary)
        item.addChild(node)
    return item


def _task_item(task: PlanTask, number: str, reading: Reading) -> QTreeWidgetItem:
    others = "、".join([*task.supporting, *task.local_names])
    offices = "；".join(filter(None, [task.lead, others, plan_import.people_in_words(task)]))
    item = QTreeWidgetItem(
        [f"{number}  {task.title}", offices, f"{task.deadline}{'' if task.dated else '（行动结束）'}"]
    )
    item.setToolTip(0, task.content)
    item.setToolTip(1, offices)
    item.setData(0, _LINE, reading.places.get(number, -1))
    return item
