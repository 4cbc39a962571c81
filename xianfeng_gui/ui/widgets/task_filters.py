"""The line above the task table: what is searched for, and which state, office and deadlines are wanted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.vocabulary import DueFilter, TaskState
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import ChoiceField, SearchField, term_field
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.work.monthly import GridCell
from xianfeng_gui.work.task_list import TaskFilter, TaskRow


class TaskFilters(QWidget):
    """Emits ``changed`` when the table should show something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = SearchField("搜索任务、单位、责任人", "搜索任务")
        self.state = term_field(TaskState, empty="全部状态")
        self.office = ChoiceField(empty="全部单位")
        self.due = term_field(DueFilter, empty="全部期限")
        names = {self.state: "状态", self.office: "责任单位", self.due: "期限"}
        row = FlowLayout(8)
        self.setLayout(row)
        row.addWidget(self.text)
        for field, name in names.items():
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.currentIndexChanged.connect(lambda: self.changed.emit())
            row.addWidget(field)
        self.text.textChanged.connect(lambda: self.changed.emit())

    def filters(self) -> TaskFilter:
        """What is chosen."""
        return TaskFilter(
            text=self.text.text(),
            state=TaskState(self.state.value()) if self.state.value() else None,
            office_id=self.office.value() or None,
            due=DueFilter(self.due.value()) if self.due.value() else None,
        )

    def offer_offices(self, rows: Iterable[TaskRow]) -> None:
        """Offer the offices that have a task here."""
        offices = {row.office_id: row.office for row in rows if row.office_id}
        self.office.set_pairs((office_id, name) for office_id, name in offices.items())

    def clear(self) -> None:
        """Show everything again."""
        for field in (self.state, self.office, self.due):
            field.set_value("")
        self.text.clear()


class CellNote(QWidget):
    """Says that only the tasks of one cell of the monthly grid are shown, and takes that back."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cell: GridCell | None = None
        self.words = label("", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(button("显示全部任务", self.clear, link=True))
        self.hide()

    def show_cell(self, words: str, cell: GridCell) -> None:
        """Show the tasks behind ``cell`` only."""
        self.cell = cell
        self.words.setText(f"只显示：{words}")
        self.show()

    def lets_through(self, row: TaskRow) -> bool:
        """Whether a row belongs to the cell chosen."""
        return self.cell is None or any(task.id == row.id for task in self.cell.tasks)

    def limits(self) -> tuple[frozenset[str] | None, str]:
        """The ids of the only tasks that are shown (none: all), and why in words."""
        if self.cell is None:
            return None, ""
        return frozenset(task.id for task in self.cell.tasks), self.words.text()

    def clear(self) -> None:
        """Show all tasks again."""
        if self.cell is not None:
            self.cell = None
            self.hide()
            self.cleared.emit()
