"""Writing down an inspection: the visit on the left, the checklist in the middle, the selected item on the right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import panel, start_unless_running
from xianfeng_gui.ui.widgets.fitting import FittedArea
from xianfeng_gui.ui.widgets.form import DRAFT_AFTER_MS
from xianfeng_gui.ui.widgets.inspection_columns import InspectionColumns
from xianfeng_gui.ui.widgets.inspection_form import InspectionForm, head_of
from xianfeng_gui.ui.widgets.inspection_items import InspectionItems
from xianfeng_gui.work import draft_store, inspection_data, inspections, offices, sites
from xianfeng_gui.work.inspection_data import InspectionData
from xianfeng_gui.work.sites import SiteChoice

_MOST_NAMED = 8
"""Numbers of open items that a question names."""


class InspectionEntry(QWidget):
    """One inspection that is not stored yet. ``saved`` carries its id, ``left`` that the clerk goes back to the lists."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._filled: dict[str, str] = {}
        self._left_open: list[int] = []
        """The open items that the clerk has agreed to leave open."""
        self.form = InspectionForm(self._on_site, self._on_day)
        self.items = InspectionItems(context, lambda: self.form.choice("topic_id"))
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.columns = InspectionColumns(self._visit(), self.items, self.items.beside)
        self.items.head.insertWidget(0, self.columns.visit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns, 1)
        self._connect()

    def _visit(self) -> QFrame:
        frame, column = panel()
        inside = QWidget()
        inside.setProperty("scrolled", True)
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.addWidget(self.form)
        box.addStretch(1)
        area = FittedArea(inside)
        area.setProperty("scrolled", True)
        column.addWidget(area, 1)
        return frame

    def _connect(self) -> None:
        self.form.checklist.activated.connect(lambda: self._on_checklist())
        self.items.worked.connect(lambda: self.columns.show_visit(False))
        self.columns.visit_button.clicked.connect(self._enter_shown)
        for signal in (self.items.changed, self.form.typed):
            signal.connect(lambda: start_unless_running(self._timer))
        actions = {
            "Ctrl+Enter": self.save,
            "Ctrl+M": self.items.add_problem,
            "Ctrl+R": self.items.answer_rest,
            "Ctrl+T": self.columns.visit_button.click,
            "F2": self.items.turn,
            "Esc": self.leave,
        }
        bind_keys(self, actions, inside=True)

    def _enter_shown(self) -> None:
        """The cursor goes to what ``visit_button`` has brought into sight."""
        (self.form.site if self.columns.visit_wanted else self.items.table).setFocus()

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
        self._filled, self._left_open = {}, []
        self.form.offer_lists()
        self.form.clear_errors()
        empty: dict[str, Any] = dict.fromkeys(self.form.fields, "")
        empty |= {"inspectors": [], "refused": False, "certificates_shown": True}
        self.form.set_values(empty | {"on": self.context.today(), "office_id": offices.own_office().id})
        self.form.show_new_site(False)
        self.items.begin()
        self._timer.stop()  # what the program fills in is no draft

    def focus_first(self) -> None:
        """What is still to be said first: the site, else the checklist."""
        self.columns.show_visit(not self.form.site.text() or not self.items.entry.rows)
        if not self.form.site.text():
            self.form.site.setFocus()
        elif self.items.entry.rows:
            self.items.table.setFocus()
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
        self._filled = kept["filled"]
        self.items.take_draft(kept)
        self.form.site.editingFinished.emit()
        self._timer.stop()
        return True

    def keep_draft(self) -> None:
        """Keep everything that was typed."""
        self._timer.stop()
        kept = {"head": self.form.raw(), "filled": self._filled}
        draft_store.put(drafts.NEW_INSPECTION, kept | self.items.to_draft())

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
        self.items.editor.take_over()
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
        self.items.entry.set_site(site.id if site else None, representative)
        self._fill("companion", representative)
        self._fill("place", card.address if card else "")
        self.items.table.show_entry(self.items.entry, max(self.items.table.place(), 0))

    def _fill(self, name: str, text: str) -> None:
        if self.form.line(name) in ("", self._filled.get(name, "")):
            self.form.set_values({name: text})
            self._filled[name] = text

    def _on_day(self, day: dt.date) -> None:
        self.items.editor.take_over()
        self.items.entry.set_day(day)
        self.items.show_row()

    def _on_checklist(self) -> None:
        self.items.editor.take_over()
        list_id = self.form.checklist.value()
        if list_id != self.items.entry.checklist_id:
            self.items.entry.set_checklist(list_id)
        self.items.show_open()

    # Saving

    def save(self) -> None:
        """Store the inspection with its hazards (Ctrl+Enter), or say what is wrong."""
        self.items.problem.hide()
        self.form.clear_errors()
        try:
            self.items.editor.check()
            data = inspection_data.checked(self._data())
            if not self._may_leave_open():
                return
            made = inspections.record(data, self.context.actor())
        except UserError as error:
            if self.form.show_error(error):
                self.columns.show_visit(True)
                self.form.fields[error.field].setFocus()
            else:
                self.items.say_wrong(str(error))
            return
        self._timer.stop()
        draft_store.drop(drafts.NEW_INSPECTION)
        hazards = f"，登记隐患{len(made.hazards)}条" if made.hazards else ""
        # The paper wants them, and who was there still knows them now.
        untimed = (
            "" if data.head.starts_at and data.head.ends_at else "；出具检查记录要有起止时间，按 Enter 补上"
        )
        self.context.say(f"已登记检查 {made.number}{hazards}{untimed}", undo=True)
        self._clear()
        self.saved.emit(made.id)

    def _may_leave_open(self) -> bool:
        """Ask once whether what was not looked at may be left out; if not, the cursor goes to the first of it."""
        items = self.items.entry.open_numbers()
        if not items or items == self._left_open:
            return True
        named = "、".join(map(str, items[:_MOST_NAMED])) + ("等" if len(items) > _MOST_NAMED else "")
        text = (
            f"还有{len(items)}项没有判定：第{named}项。\n"
            "没有判定的不写入检查记录，以后也不能补；都没有问题的，可按 Ctrl+R 一次记为符合。"
        )
        if ask(self, "有的项目没有判定", text, yes="照这样保存", no="回去判定"):
            self._left_open = items
            return True
        self.columns.show_visit(False)
        self.items.show_open()
        self.items.table.setFocus()
        return False

    def _data(self) -> InspectionData:
        values = self.form.values()
        if values["on"] is None:
            raise UserError("请填写检查日期", "on")
        new = self.items.entry.site_id is None
        return InspectionData(
            site_name=values["site"],
            site_address=values["site_address"] if new else "",
            site_representative=values["site_representative"] if new else "",
            site_phone=values["site_phone"] if new else "",
            on=values["on"],
            head=head_of(values, self.items.findings.text.text()),
            checklist_id=values["checklist_id"] or None,
            answers=self.items.entry.answers(values["office_id"], values["topic_id"]),
        )
