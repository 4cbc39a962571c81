"""The items of an inspection that is being written: the checklist with its answers, and the hazard of the selected one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from db.errors import UserError
from db.vocabulary import Answer
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.answer_table import AnswerTable
from xianfeng_gui.ui.widgets.basics import button, label, panel
from xianfeng_gui.ui.widgets.findings_box import FindingsBox
from xianfeng_gui.ui.widgets.fitting import FittedArea
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.problem_editor import ProblemEditor
from xianfeng_gui.work.inspection_entry import Entry, Row

_EMPTY = "左边选一张检查表，逐项按键判定；没有检查表的，按 Ctrl+M 逐条写问题。"
_GO = "写部位、照片，再按一次回来  F2"
_LOW = 29
"""Heights of a line: with fewer, the findings leave room to the checklist."""
_WANTED = "▲ 第{}项不符合：写部位、照片  F2"


class InspectionItems(QWidget):
    """The middle column; ``beside`` is the column on its right. ``topic`` gives the topic of problems beside the list."""

    changed = Signal()
    """Something was answered or written."""
    worked = Signal()
    """The selected item has to be in sight."""

    def __init__(self, context: Context, topic: Callable[[], str]) -> None:
        super().__init__()
        self._context = context
        self._topic = topic
        self.entry = Entry(context.today())
        self._last_no: Row | None = None
        self.table = AnswerTable(self.entry)
        self.editor = ProblemEditor(lambda: self.entry.day)
        self.turn_button = button(_GO, self.turn)
        self.counts = label("", "caption")
        self.findings = FindingsBox(self._composed)
        self.problem = label("", "error", wrap=True)
        self.head = QHBoxLayout()
        self.beside = self._build_beside()
        self._build()
        self._connect()

    def _build(self) -> None:
        frame, column = panel(margin=8)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.head.addWidget(self.counts, 1)
        column.addLayout(self.head)
        column.addWidget(self.table, 1)
        buttons = FlowLayout()
        for text, answer in (
            ("符合  1", Answer.YES),
            ("不符合  2", Answer.NO),
            ("不涉及  3", Answer.NOT_APPLICABLE),
        ):
            buttons.addWidget(button(text, lambda one=answer: self.answer(one)))
        buttons.addWidget(button("其余符合  Ctrl+R", self.answer_rest, tip="没有判定的各项都记为符合"))
        buttons.addWidget(button("另加问题  Ctrl+M", self.add_problem, tip="检查表以外的问题"))
        column.addLayout(buttons)
        column.addWidget(self.findings)
        column.addWidget(self.problem)
        self.problem.hide()

    def _build_beside(self) -> QFrame:
        frame, column = panel()
        self.editor.setProperty("scrolled", True)
        area = FittedArea(self.editor)
        area.setProperty("scrolled", True)
        column.addWidget(self.turn_button)
        column.addWidget(area, 1)
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.findings.set_low(self.height() < self.fontMetrics().height() * _LOW)

    def _connect(self) -> None:
        self.table.answered.connect(self.answer)
        self.table.activated.connect(lambda _index: self.turn())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.show_row())
        self.editor.changed.connect(self._on_problem)
        self.editor.refused.connect(self._context.say)
        self.findings.typed.connect(self.changed)
        bind_keys(self.editor, {"Ctrl+Shift+V": self.editor.photos.paste}, inside=True)

    # What is shown

    def begin(self) -> None:
        """Nothing is answered and no list is chosen."""
        self.entry = Entry(self._context.today())
        self._last_no = None
        self.findings.show_text("", own=False)
        self.problem.hide()
        self.show_entry(0)

    def show_entry(self, place: int) -> None:
        """Show the rows anew, with the cursor at ``place``."""
        self.table.show_entry(self.entry, place)
        self.show_row()
        self._show_counts()

    def show_open(self) -> None:
        """Show the rows anew, with the cursor at the first that is open."""
        self.show_entry(self.entry.next_open(-1))

    def say_wrong(self, sentence: str) -> None:
        """What keeps the inspection from being stored."""
        self.problem.setText(sentence)
        self.problem.show()

    def to_draft(self) -> dict[str, Any]:
        """All that was answered and written, as JSON values."""
        self.editor.take_over()
        return {
            "entry": self.entry.to_draft(),
            "findings": self.findings.text.text(),
            "own_findings": self.findings.own,
        }

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Go on where a draft ended."""
        self.entry.take_draft(kept["entry"])
        self.findings.show_text(kept["findings"], own=kept["own_findings"])
        self.show_open()

    def show_row(self) -> None:
        """Show the selected row anew, as after another day was chosen."""
        place = self.table.place()
        row = self.entry.rows[place] if 0 <= place < len(self.entry.rows) else None
        self.editor.show_row(row, self.entry.repeats(place) if row else [])
        self._show_turn()

    def _show_turn(self) -> None:
        """The button says where F2 leads; it stands out while a "no" has neither place nor photo."""
        place = self._to_write()
        self.turn_button.setVisible(place >= 0)
        if place >= 0:
            elsewhere = place != self.table.place()
            self.turn_button.setText(_WANTED.format(place + 1) if elsewhere else _GO)
            theme.mark(self.turn_button, "primary", elsewhere and not self.entry.rows[place].is_described())

    def _to_write(self) -> int:
        """The "no" whose hazard is written next: the selected one, else the one that was answered last; or -1."""
        at = self.table.place()
        if 0 <= at < len(self.entry.rows) and self.entry.rows[at].is_problem():
            return at
        found = (at for at, row in enumerate(self.entry.rows) if row is self._last_no and row.is_problem())
        return next(found, -1)

    def _show_counts(self) -> None:
        counts = self.entry.counts()
        parts = [f"{answer.label} {counts[answer]}" for answer in Answer]
        still_open = f"还有 {counts[None]} 项没有判定　" if counts[None] else ""
        words = f"{still_open}将登记隐患 {len(self.entry.problems())} 条　{'　'.join(parts)}"
        self.counts.setText(words if self.entry.rows else _EMPTY)
        self.findings.refresh()

    def _composed(self) -> str:
        return self.entry.findings() if any(row.answer for row in self.entry.rows) else ""

    # What is done

    def turn(self) -> None:
        """From the checklist to the hazard of a "no", and back to what is still open (F2)."""
        focus = self.window().focusWidget()
        if focus is not None and self.editor.isAncestorOf(focus):
            self.editor.take_over()
            self.table.setFocus()
            self.table.select_row(self.entry.next_open(self.table.place()))
            return
        place = self._to_write()
        if place < 0:
            self._context.say("还没有判为不符合的项目；按 2 判定后，再按 F2 写部位、照片")
            return
        self.worked.emit()
        self.table.select_row(place)
        self.editor.enter()

    def answer(self, answer: Answer | None) -> None:
        """Answer the selected row and go on to the next open one; none takes the answer back and stays."""
        place = self.table.place()
        if place < 0:
            return
        self.worked.emit()
        self.editor.take_over()
        row = self.entry.rows[place]
        if answer is None and row.item_id is None:
            self.entry.remove(place)
            self._changed()
            self.show_entry(max(place - 1, 0))
            return
        try:
            self.entry.answer(place, answer)
        except UserError as error:
            self._context.say(str(error))
            return
        if answer is Answer.NO:
            self._last_no = row
        self.table.row_changed(place)
        self._changed()
        if answer is not None:
            self.table.select_row(self.entry.next_open(place))
        self.show_row()

    def answer_rest(self) -> None:
        """Everything that is still open is in order (Ctrl+R)."""
        self.editor.take_over()
        count = self.entry.answer_rest(Answer.YES)
        self._context.say(f"已将其余{count}项记为符合" if count else "各项都已判定")
        self._changed()
        self.show_entry(max(self.table.place(), 0))

    def add_problem(self) -> None:
        """A problem beside the checklist (Ctrl+M)."""
        self.editor.take_over()
        place = self.entry.add_problem(self._topic())
        self._changed()
        self.show_entry(place)
        self.worked.emit()
        self.editor.enter()

    def _on_problem(self) -> None:
        """The selected row's hazard was changed."""
        self.table.row_changed(self.table.place())
        self._changed()

    def _changed(self) -> None:
        self.changed.emit()
        self._show_counts()
