"""Beside the checklist: the whole of the selected item, what was found before, and the hazard that a "no" becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import UserError
from db.records import Hazard
from db.vocabulary import Grade, PhotoMoment
from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.ui.widgets.deadline import DeadlineField
from xianfeng_gui.ui.widgets.fields import ChoiceField, TextBox, term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.photos import PhotoEditor
from xianfeng_gui.work.hazard_data import ASSURANCES
from xianfeng_gui.work.inspection_entry import Problem, Row
from xianfeng_gui.work.inspection_repeats import Repeat

_TAKE_OVER_MS = 150
"""What is typed goes into the problem when the typing pauses, and before anything else is done."""
_TEXTS = ("description", "location", "basis", "measure", "grade_reason", "person")


def _label(name: str) -> str:
    return str(Hazard._meta.fields[name].verbose_name)


class ProblemEditor(QWidget):
    """Shows a row; what is typed goes into its problem. ``changed`` tells so, ``refused`` why a picture is not taken."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, day: Callable[[], dt.date]) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self._showing = self._typed = False
        self.title = label("", wrap=True)
        self.basis = label("", "caption", wrap=True)
        self.repeats = label("", wrap=True, state="amber")
        self.form = Form()
        self.deadline = DeadlineField(day)
        self.explanation = label("", "caption", wrap=True)
        self._add_fields()
        self.photos = PhotoEditor(moments=(PhotoMoment.BEFORE,))
        self.photos.refused.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for widget in (self.title, self.basis, self.repeats, self.form, self.photos):
            column.addWidget(widget)
        column.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=_TAKE_OVER_MS)
        self._timer.timeout.connect(self._take_texts)
        self._watch()
        self.show_row(None, [])

    def _add_fields(self) -> None:
        form = self.form
        form.add("description", _label("description") + "*", TextBox(3))
        form.add("location", _label("location"), QLineEdit())
        form.add("measure", _label("measure"), TextBox(2))
        form.add("basis", _label("basis"), TextBox(2))
        form.add("grade", _label("grade"), term_field(Grade))
        form.add("grade_reason", _label("grade_reason"), QLineEdit())
        form.add("deadline", _label("deadline"), self.deadline, hint="日期，或如 10工作日")
        form.add_row(self.explanation)
        form.add("person", _label("person"), QLineEdit())
        for name in ASSURANCES:
            form.add(f"assured_{name}", _label(f"assured_{name}"), QLineEdit(), hint="重大隐患“五落实”")

    def _watch(self) -> None:
        for field in self.form.fields.values():
            if isinstance(field, TextBox):
                field.textChanged.connect(self._on_typed)
            elif isinstance(field, ChoiceField):
                field.currentIndexChanged.connect(self._on_typed)
            elif isinstance(field, QLineEdit) and field is not self.deadline:
                field.textChanged.connect(self._on_typed)
        self.deadline.changed.connect(self._take_deadline)
        self.photos.changed.connect(self._on_typed)

    def _on_typed(self) -> None:
        if not self._showing:
            self._typed = True
            self._timer.start()
            self._show_needed()

    def _show_needed(self) -> None:
        """Reason and five assurances belong to major hazards only."""
        field = self.form.fields["grade"]
        assert isinstance(field, ChoiceField)
        for name in ("grade_reason", *(f"assured_{name}" for name in ASSURANCES)):
            self.form.set_shown(name, field.value() == Grade.MAJOR)

    def show_row(self, row: Row | None, repeats: list[Repeat]) -> None:
        """Show another row, after what was typed for the last one is taken over."""
        self.take_over()
        self._problem = row.problem if row is not None and row.is_problem() else None
        self._showing = True
        self.title.setText(row.title() if row and row.item_id else "另加的问题" if row else "")
        self.basis.setText(f"依据：{row.standard.basis}" if row and row.standard.basis else "")
        self.basis.setVisible(bool(self.basis.text()))
        self.repeats.setText("\n".join(f"▲ {one.text}" for one in repeats))
        self.repeats.setVisible(bool(repeats))
        self.form.setVisible(self._problem is not None)
        self.photos.setVisible(self._problem is not None)
        if self._problem is not None:
            self._show_problem(self._problem)
        self._showing = False

    def _show_problem(self, problem: Problem) -> None:
        self.form.clear_errors()
        values: dict[str, Any] = {name: getattr(problem, name) for name in _TEXTS}
        values |= {f"assured_{name}": problem.assurances.get(name, "") for name in ASSURANCES}
        self.form.set_values(values | {"grade": problem.grade})
        self.deadline.set_counted(problem.deadline, problem.deadline_basis)
        self.explanation.setText(self.deadline.explanation())
        self.photos.set_value(problem.photos)
        self._show_needed()

    def take_over(self) -> None:
        """Put all that is typed into the problem; a wrong date is refused, and the old one stays."""
        self._take_texts()
        try:
            self._take_deadline()
        except UserError as error:
            self.refused.emit(f"{error}；这一项的整改期限没有改变")

    def check(self) -> None:
        """As ``take_over``; a UserError beside the deadline when it is wrong."""
        self._take_texts()
        try:
            self._take_deadline()
        except UserError as error:
            wrong = UserError(str(error), "deadline")
            self.form.show_error(wrong)
            raise wrong from error

    def _take_texts(self) -> None:
        problem = self._problem
        if problem is None or not self._typed:
            return
        self._timer.stop()
        self._typed = False
        values = self.form.raw()
        for name in _TEXTS:
            setattr(problem, name, values[name])
        problem.grade = Grade(values["grade"])
        problem.assurances = {name: values[f"assured_{name}"] for name in ASSURANCES}
        problem.photos = self.photos.value()
        self.changed.emit()

    def _take_deadline(self) -> None:
        self.explanation.setText(self.deadline.explanation())
        problem = self._problem
        if problem is None or self._showing:
            return
        found = (self.deadline.day(), self.deadline.basis)
        if found != (problem.deadline, problem.deadline_basis):
            problem.deadline, problem.deadline_basis = found
            self.changed.emit()

    def enter(self) -> None:
        """Put the cursor where something is to be written: in the place, or in a description that is still empty."""
        described = self._problem is not None and bool(self._problem.description)
        self.form.fields["location" if described else "description"].setFocus()
