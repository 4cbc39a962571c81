"""Writing down an inspection: the visit on the left, the checklist in the middle, the selected item on the right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.errors import UserError
from db.vocabulary import Answer
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.answer_table import AnswerTable
from xianfeng_gui.ui.widgets.basics import button, label, panel, start_unless_running
from xianfeng_gui.ui.widgets.findings_box import FindingsBox
from xianfeng_gui.ui.widgets.fitting import FittedArea
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.form import DRAFT_AFTER_MS
from xianfeng_gui.ui.widgets.inspection_form import InspectionForm, head_of
from xianfeng_gui.ui.widgets.problem_editor import ProblemEditor
from xianfeng_gui.work import draft_store, inspections, offices, sites
from xianfeng_gui.work.inspection_data import InspectionData
from xianfeng_gui.work.inspection_entry import Entry
from xianfeng_gui.work.sites import SiteChoice

_THREE_COLUMNS = 80
"""Chinese characters that three columns need."""
_EMPTY = "左边选一张检查表，逐项按键判定；没有检查表的，按 Ctrl+M 逐条写问题。"


class InspectionEntry(QWidget):
    """One inspection that is not stored yet. ``saved`` carries its id, ``left`` that the clerk goes back to the lists."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.entry = Entry(context.today())
        self._filled: dict[str, str] = {}
        self.form = InspectionForm(self._on_site, self._on_day)
        self.table = AnswerTable(self.entry)
        self.editor = ProblemEditor(lambda: self.entry.day)
        self.counts = label("", "caption")
        self.visit_button = button(
            "检查信息  Ctrl+T", self.toggle_visit, tip="单位、时间、检查人员，或选中的检查项"
        )
        self._visit_wanted = False
        self.findings = FindingsBox(self._composed)
        self.problem = label("", "error", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._visit, self._item = self._left(), self._right()
        for part in (self._visit, self._middle(), self._item):
            self._splitter.addWidget(part)
        self._splitter.setChildrenCollapsible(False)
        for number, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(number, stretch)
        self._splitter.setSizes([300, 520, 350])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter, 1)

    def _left(self) -> QFrame:
        frame, column = panel()
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.addWidget(self.form)
        box.addStretch(1)
        column.addWidget(_scrolled(inside), 1)
        return frame

    def _middle(self) -> QFrame:
        frame, column = panel(margin=8)
        top = QHBoxLayout()
        top.addWidget(self.visit_button)
        top.addWidget(self.counts, 1)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        keys = FlowLayout()
        for text, answer in (
            ("符合  1", Answer.YES),
            ("不符合  2", Answer.NO),
            ("不涉及  3", Answer.NOT_APPLICABLE),
        ):
            keys.addWidget(button(text, lambda one=answer: self.answer(one)))
        keys.addWidget(button("其余符合  Ctrl+R", self.answer_rest, tip="没有判定的各项都记为符合"))
        keys.addWidget(button("另加问题  Ctrl+M", self.add_problem, tip="检查表以外的问题"))
        column.addLayout(keys)
        column.addWidget(self.findings)
        column.addWidget(self.problem)
        self.problem.hide()
        return frame

    def _right(self) -> QFrame:
        frame, column = panel()
        column.addWidget(_scrolled(self.editor), 1)
        return frame

    def _connect(self) -> None:
        self.form.checklist.activated.connect(lambda: self._on_checklist())
        self.table.answered.connect(self.answer)
        self.table.activated.connect(lambda _index: self.editor.enter())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_row())
        self.editor.changed.connect(self._on_problem)
        self.editor.refused.connect(self.context.say)
        for signal in (self.findings.typed, self.form.typed):
            signal.connect(lambda: start_unless_running(self._timer))
        actions = {
            "Ctrl+Enter": self.save,
            "Ctrl+M": self.add_problem,
            "Ctrl+R": self.answer_rest,
            "Ctrl+T": self.toggle_visit,
            "Esc": self.leave,
        }
        bind_keys(self, actions, inside=True)

    # Where there is little room the visit and the selected item take turns

    def is_narrow(self) -> bool:
        """Whether three columns don't fit."""
        return self.width() < self.fontMetrics().horizontalAdvance("国") * _THREE_COLUMNS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.is_narrow()
        self.visit_button.setVisible(narrow)
        self._visit.setVisible(not narrow or self._visit_wanted)
        self._item.setVisible(not narrow or not self._visit_wanted)

    def toggle_visit(self) -> None:
        """Site, time and inspectors instead of the selected item, or the other way round (Ctrl+T)."""
        self.show_visit(not self._visit_wanted)
        if self._visit_wanted:
            self.form.site.setFocus()
        else:
            self.table.setFocus()

    def show_visit(self, shown: bool) -> None:
        """Choose which of the two is in sight when both aren't."""
        self._visit_wanted = shown
        self._arrange()

    # Beginning and drafts

    def begin(self, *, site_id: str = "", checklist_id: str = "") -> None:
        """A new inspection of a site, by a list, or of neither as yet."""
        self._clear()
        self.form.set_values({"checklist_id": checklist_id})
        if site_id:
            self.form.site.setText(sites.site_detail(site_id, self.context.today()).data.name)
            self.form.site.setCursorPosition(0)  # of a long name the beginning is seen
            self.form.site.editingFinished.emit()
        self._on_checklist()
        self._timer.stop()

    def _clear(self) -> None:
        self.entry = Entry(self.context.today())
        self._filled = {}
        self.findings.show_text("", own=False)
        self.form.offer_lists()
        self.form.clear_errors()
        self.problem.hide()
        empty: dict[str, Any] = dict.fromkeys(self.form.fields, "")
        empty |= {"inspectors": [], "refused": False, "certificates_shown": True}
        self.form.set_values(empty | {"on": self.context.today(), "office_id": offices.own_office().id})
        self.form.show_new_site(False)
        self._show_entry(0)
        self._timer.stop()  # what the program fills in is no draft

    def focus_first(self) -> None:
        """What is still to be said first: the site, else the checklist."""
        self.show_visit(not self.form.site.text() or not self.entry.rows)
        if not self.form.site.text():
            self.form.site.setFocus()
        elif self.entry.rows:
            self.table.setFocus()
        else:
            self.form.checklist.setFocus()

    def resume(self) -> bool:
        """Go on with the kept draft; false when there is none."""
        kept = draft_store.get(drafts.NEW_INSPECTION)
        if not kept:
            return False
        self._clear()
        self.form.set_values(kept["head"])
        self._on_day(self.form.day.day() or self.context.today())
        self.entry.take_draft(kept["entry"])
        self._filled = kept["filled"]
        self.form.site.editingFinished.emit()
        self.findings.show_text(kept["findings"], own=kept["own_findings"])
        self._show_entry(self.entry.next_open(-1))
        self._timer.stop()
        return True

    def keep_draft(self) -> None:
        """Keep everything that was typed."""
        self._timer.stop()
        self.editor.take_over()
        draft_store.put(
            drafts.NEW_INSPECTION,
            {
                "head": self.form.raw(),
                "entry": self.entry.to_draft(),
                "findings": self.findings.text.text(),
                "own_findings": self.findings.own,
                "filled": self._filled,
            },
        )

    def discard(self) -> None:
        """Throw away what was typed."""
        self._timer.stop()
        draft_store.drop(drafts.NEW_INSPECTION)
        self._clear()
        self.left.emit()

    def leave(self) -> None:
        """Back to the lists (Esc); the draft is kept."""
        self.keep_if_typed()
        self.left.emit()

    def keep_if_typed(self) -> None:
        """Keep what was typed since the draft was kept last."""
        self.editor.take_over()
        if self._timer.isActive():
            self.keep_draft()

    def refresh(self) -> None:
        """Something was changed elsewhere: offer the lists in use."""
        self.form.offer_lists()

    # The visit

    def _on_site(self, site: SiteChoice | None) -> None:
        """A known site brings its representative and address, where nothing else was typed."""
        card = sites.site_detail(site.id, self.context.today()).data if site else None
        representative = card.legal_representative if card else ""
        self.entry.set_site(site.id if site else None, representative)
        self._fill("companion", representative)
        self._fill("place", card.address if card else "")
        self.table.show_entry(self.entry, max(self.table.place(), 0))

    def _fill(self, name: str, text: str) -> None:
        if self.form.line(name) in ("", self._filled.get(name, "")):
            self.form.set_values({name: text})
            self._filled[name] = text

    def _on_day(self, day: dt.date) -> None:
        self.editor.take_over()
        self.entry.set_day(day)
        self._show_row()

    def _on_checklist(self) -> None:
        self.editor.take_over()
        list_id = self.form.checklist.value()
        if list_id != self.entry.checklist_id:
            self.entry.set_checklist(list_id)
        self._show_entry(self.entry.next_open(-1))

    # The answers

    def _show_entry(self, place: int) -> None:
        self.table.show_entry(self.entry, place)
        self._show_row()
        self._show_counts()

    def _show_row(self) -> None:
        place = self.table.place()
        row = self.entry.rows[place] if 0 <= place < len(self.entry.rows) else None
        self.editor.show_row(row, self.entry.repeats(place) if row else [])

    def answer(self, answer: Answer | None) -> None:
        """Answer the selected row and go on to the next open one; none takes the answer back and stays."""
        place = self.table.place()
        if place < 0:
            return
        self.show_visit(False)
        self.editor.take_over()
        if answer is None and self.entry.rows[place].item_id is None:
            self.entry.remove(place)
            self._changed()
            self._show_entry(max(place - 1, 0))
            return
        try:
            self.entry.answer(place, answer)
        except UserError as error:
            self.context.say(str(error))
            return
        self.table.row_changed(place)
        self._changed()
        if answer is None:
            self._show_row()
        else:
            self.table.select_row(self.entry.next_open(place))
            self._show_row()

    def answer_rest(self) -> None:
        """Everything that is still open is in order (Ctrl+R)."""
        self.editor.take_over()
        count = self.entry.answer_rest(Answer.YES)
        self.context.say(f"已将其余{count}项记为符合" if count else "各项都已判定")
        self._changed()
        self._show_entry(max(self.table.place(), 0))

    def add_problem(self) -> None:
        """A problem beside the checklist (Ctrl+M)."""
        self.editor.take_over()
        place = self.entry.add_problem(self.form.choice("topic_id"))
        self._changed()
        self._show_entry(place)
        self.show_visit(False)
        self.editor.enter()

    def _on_problem(self) -> None:
        """The selected row's hazard was changed."""
        self.table.row_changed(self.table.place())
        self._changed()

    def _changed(self) -> None:
        start_unless_running(self._timer)
        self._show_counts()

    def _show_counts(self) -> None:
        counts = self.entry.counts()
        parts = [f"{answer.label} {counts[answer]}" for answer in Answer]
        open_rows = f"，还有 {counts[None]} 项没有判定" if counts[None] else ""
        words = f"{'　'.join(parts)}　将登记隐患 {len(self.entry.problems())} 条{open_rows}"
        self.counts.setText(words if self.entry.rows else _EMPTY)
        self.findings.refresh()

    def _composed(self) -> str:
        return self.entry.findings() if any(row.answer for row in self.entry.rows) else ""

    # Saving

    def save(self) -> None:
        """Store the inspection with its hazards (Ctrl+Enter), or say what is wrong."""
        self.problem.hide()
        self.form.clear_errors()
        try:
            self.editor.check()
            made = inspections.record(self._data(), self.context.actor())
        except UserError as error:
            if self.form.show_error(error):
                self.show_visit(True)
                self.form.fields[error.field].setFocus()
            else:
                self.problem.setText(str(error))
                self.problem.show()
            return
        self._timer.stop()
        draft_store.drop(drafts.NEW_INSPECTION)
        hazards = f"，登记隐患{len(made.hazards)}条" if made.hazards else ""
        self.context.say(f"已登记检查 {made.number}{hazards}", undo=True)
        self._clear()
        self.saved.emit(made.id)

    def _data(self) -> InspectionData:
        values = self.form.values()
        if values["on"] is None:
            raise UserError("请填写检查日期", "on")
        new = self.entry.site_id is None
        return InspectionData(
            site_name=values["site"],
            site_address=values["site_address"] if new else "",
            site_representative=values["site_representative"] if new else "",
            site_phone=values["site_phone"] if new else "",
            on=values["on"],
            head=head_of(values, self.findings.text.text()),
            checklist_id=values["checklist_id"] or None,
            answers=self.entry.answers(values["office_id"], values["topic_id"]),
        )


def _scrolled(content: QWidget) -> FittedArea:
    """Scrolls up and down in a panel, and never gets narrower than its fields."""
    content.setProperty("scrolled", True)
    area = FittedArea(content)
    area.setProperty("scrolled", True)
    return area
