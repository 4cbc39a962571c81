"""Splitting a task: a line a part, each with its own office and deadline."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import ChoiceField, CompoundField, DateField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices, tasks
from xianfeng_gui.work.task_detail import TaskDetail
from xianfeng_gui.work.task_input import TaskData

_FIRST_LINES = 2
_TITLE_LENGTH = 60


class _Part:
    """One line: what the part is, whose, until when."""

    def __init__(self, pairs: list[tuple[str, str]], values: dict[str, str]) -> None:
        self.title = QLineEdit(values.get("title", ""))
        self.title.setPlaceholderText("分解任务")
        self.title.setMaxLength(_TITLE_LENGTH)
        self.office = ChoiceField(pairs, empty="未定", typed=True)
        self.office.set_value(values.get("office_id"))
        self.deadline = DateField()
        self.deadline.setText(values.get("deadline", ""))

    def fields(self) -> tuple[QWidget, QWidget, QWidget]:
        return self.title, self.office, self.deadline

    def value(self) -> dict[str, str]:
        return {
            "title": self.title.text().strip(),
            "office_id": self.office.value(),
            "deadline": self.deadline.text(),
        }


class PartsField(CompoundField):
    """The parts as lines; Enter in the last one opens another. Lines without a name don't count."""

    def __init__(self, task: TaskDetail, today: dt.date) -> None:
        super().__init__()
        self._task = task
        # Parts begin today, so a deadline that is past is of no use to them.
        self._deadline = task.deadline.isoformat() if task.deadline >= today else ""
        self._pairs = [(one.id, one.name) for one in offices.choices()]
        self.parts: list[_Part] = []
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(190)
        self._build()
        for _ in range(_FIRST_LINES):
            self.add_part()

    def _build(self) -> None:
        for column, caption in enumerate(("分解任务", "责任单位", "期限")):
            self._grid.addWidget(label(caption, "caption", wrap=True), 0, column)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.addWidget(self._area)
        buttons = QHBoxLayout()
        self._more = button("再加一项  Enter", self.add_part)
        buttons.addWidget(self._more)
        tip = "为每个村、社区各加一项同名任务"
        self._for_all = button("每个村、社区一项", self.one_for_each_village, tip=tip)
        buttons.addWidget(self._for_all)
        buttons.addStretch(1)
        column_box.addLayout(buttons)

    def add_part(self, values: dict[str, str] | None = None) -> None:
        """Add a line; by default with the task's own office and deadline."""
        own = {"office_id": self._task.office_id or "", "deadline": self._deadline}
        part = _Part(self._pairs, own if values is None else values)
        self.parts.append(part)
        for column, field in enumerate(part.fields()):
            self._grid.addWidget(field, len(self.parts), column)
            field.show()  # at once, so that the cursor can go there
        part.title.textEdited.connect(lambda: self.edited.emit())
        part.deadline.textEdited.connect(lambda: self.edited.emit())
        part.office.activated.connect(lambda: self.edited.emit())
        part.title.returnPressed.connect(lambda: self._go_on(part))
        if len(self.parts) == 1:
            self.setFocusProxy(part.title)
        if self.isVisible():
            self._set_tab_order()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """From line to line, then to the buttons below. Only inside the dialog: joining it puts the order back."""
        fields = [field for part in self.parts for field in part.fields()]
        for before, after in pairwise([*fields, self._more, self._for_all]):
            self.setTabOrder(before, after)

    def _go_on(self, part: _Part) -> None:
        row = self.parts.index(part) + 1
        if row == len(self.parts):
            self.add_part()
        self.parts[row].title.setFocus()

    def one_for_each_village(self) -> None:
        """A part of the same name for each village and community."""
        kept = [one for one in self.value() if one["title"]]
        made = [
            {
                "title": f"{one.name}：{self._task.title}"[:_TITLE_LENGTH],
                "office_id": one.id,
                "deadline": self._deadline,
            }
            for one in offices.choices(local=True)
        ]
        self.set_value(kept + made)
        self.edited.emit()

    def value(self) -> list[dict[str, str]]:
        return [part.value() for part in self.parts]

    def set_value(self, value: Any) -> None:
        for part in self.parts:
            for field in part.fields():
                self._grid.removeWidget(field)
                field.hide()
                field.deleteLater()
        self.parts = []
        for values in value or [{}]:
            self.add_part(values)

    def data(self) -> list[TaskData]:
        """The parts that have a name; UserError for a text that isn't a date."""
        return [
            TaskData(
                title=part.title.text(),
                deadline=part.deadline.day(),
                target=self._task.target if not self._task.target_value else "",
                office_id=part.office.value() or None,
            )
            for part in self.parts
            if part.title.text().strip()
        ]


class SplitDialog(FormDialog):
    """The task stays, its parts get the next numbers beside it."""

    def __init__(self, context: Context, task: TaskDetail, parent: QWidget | None = None) -> None:
        self._task = task
        self.parts = PartsField(task, context.today())
        form = Form(f"task-split.{task.id}")
        form.add("parts", "分解为*", self.parts)
        title = f"分解 {task.number} {task.title}"
        super().__init__(context, title, form, self._split, parent=parent, letters=54)
        self.parts.setFocus()

    def _split(self, values: dict[str, Any]) -> None:
        made = tasks.split(self._task.id, self.parts.data(), self.context.actor())
        self.context.say(f"已把 {self._task.number} 分解为{len(made)}项", undo=True)
