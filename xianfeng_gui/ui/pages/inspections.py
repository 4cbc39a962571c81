"""Inspections: the plan, what was done, the checklists, and writing one down."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from db.vocabulary import ListKind
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice, form_choice, list_choice
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.checklist_view import ChecklistView
from xianfeng_gui.ui.widgets.inspection_entry import InspectionEntry
from xianfeng_gui.ui.widgets.inspection_records import InspectionRecords
from xianfeng_gui.ui.widgets.plan_view import PlanView
from xianfeng_gui.ui.widgets.segments import Segments
from xianfeng_gui.work import checklists, draft_store

PLAN, RECORDS, LISTS = "plan", "records", "lists"
_HOW = "登记一次检查：逐项按 1 符合、2 不符合、3 不涉及，不符合的登记为隐患"
_VIEWS = {PLAN: "检查计划  Alt+1", RECORDS: "检查记录  Alt+2", LISTS: "检查表  Alt+3"}


class InspectionsPage(Page):
    """Three views, and the inspection that is being written down in their place."""

    chapter: ClassVar[str] = "inspections"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "inspection", "inspection_inspector", "planned_inspection", "checklist", "checklist_item", "site",
            "hazard", "paper", "office", "person",
        }
    )  # fmt: skip
    offers: ClassVar[frozenset[str]] = frozenset(
        {"new", "bring_in", "export", "print_out", "search", "history"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "检查")
        self.views = Segments(_VIEWS.items(), name="检查")
        self.plan = PlanView(context)
        self.records = InspectionRecords(context)
        self.lists = ChecklistView(context)
        self.entry = InspectionEntry(context)
        self._by_key: dict[str, PlanView | InspectionRecords | ChecklistView] = {
            PLAN: self.plan,
            RECORDS: self.records,
            LISTS: self.lists,
        }
        self.stack = QStackedWidget()
        for view in (*self._by_key.values(), self.entry):
            self.stack.addWidget(view)
        self._build_head()
        self.box.addWidget(self._build_draft_line())
        self.box.addWidget(self.stack, 1)
        self._connect()
        if checklists.is_first_need():
            checklists.load_built_in(context.actor())

    def _build_head(self) -> None:
        self.start_button = button("开始检查  Ctrl+N", self.new, primary=True)
        self.save_button = button("保存  Ctrl+Enter", self.entry.save, primary=True)
        self.import_button = button("导入  Ctrl+I", self.bring_in)
        self.export_button = button("导出  Ctrl+E", self.export)
        self.back_button = button("返回  Esc", self.entry.leave, tip="已填内容留作草稿")
        self.discard_button = button("放弃", self.entry.discard, tip="不要这次没有保存的内容")
        for widget in (
            self.views, self.start_button, self.import_button, self.export_button, self.discard_button, self.back_button,
            self.save_button,
        ):  # fmt: skip
            self.head.addWidget(widget)

    def _build_draft_line(self) -> QWidget:
        self.draft_line = QWidget()
        row = QHBoxLayout(self.draft_line)
        row.setContentsMargins(0, 0, 0, 0)
        self.draft_label = label("", "caption", state="amber")
        row.addWidget(self.draft_label, 1)
        row.addWidget(button("接着填写", self.new, link=True))
        row.addWidget(button("放弃草稿", self.entry.discard, link=True))
        return self.draft_line

    def _connect(self) -> None:
        self.views.changed.connect(self._change_view)
        self.plan.inspect.connect(lambda site_id: self.start(site_id=site_id))
        self.plan.show_inspection.connect(self.show_inspection)
        self.records.again.connect(lambda site_id, list_id: self.start(site_id=site_id, checklist_id=list_id))
        self.lists.inspect.connect(lambda list_id: self.start(checklist_id=list_id))
        self.entry.saved.connect(self.show_inspection)
        self.entry.left.connect(self._change_view)
        actions = {f"Alt+{n}": partial(self.views.choose, key) for n, key in enumerate(_VIEWS, 1)}
        bind_keys(self, actions, inside=True)

    def _view(self) -> PlanView | InspectionRecords | ChecklistView:
        return self._by_key[self.views.chosen()[0]]

    def is_writing(self) -> bool:
        """Whether an inspection is being written down."""
        return self.stack.currentWidget() is self.entry

    def _change_view(self) -> None:
        """Show the chosen view; an inspection that is being written is kept as a draft."""
        if self.is_writing():
            self.entry.keep_if_typed()
        self._show(self._view())
        self._view().refresh()

    def _show(self, view: QWidget) -> None:
        self.stack.setCurrentWidget(view)
        writing = view is self.entry
        for one in (self.start_button, self.import_button, self.export_button, self.views):
            one.setVisible(not writing)
        self.set_subtitle(_HOW if writing else "")
        for one in (self.save_button, self.back_button, self.discard_button):
            one.setVisible(writing)
        words = "" if writing else _draft_words()
        self.draft_label.setText(f"有一次没有保存的检查：{words}")
        self.draft_line.setVisible(bool(words))

    def refresh(self) -> None:
        if self.is_writing():
            self.entry.refresh()
        else:
            self._show(self._view())
            self._view().refresh()

    def start(self, *, site_id: str = "", checklist_id: str = "") -> None:
        """Write down an inspection; one that was begun before is gone on with first."""
        resumed = self.entry.resume()
        if not resumed:
            self.entry.begin(site_id=site_id, checklist_id=checklist_id)
        self._show(self.entry)
        self.entry.focus_first()
        if resumed:
            self.context.say("已恢复上次没有保存的检查；不需要的请按“放弃”，再开始新的")

    def new(self) -> None:
        """Begin an inspection (Ctrl+N)."""
        if not self.is_writing():
            self.start()

    def show_inspection(self, inspection_id: str) -> None:
        """Show a recorded inspection."""
        self._choose(RECORDS)
        self.records.show_inspection(inspection_id)
        self.records.table.setFocus()

    def _choose(self, key: str) -> None:
        if self.is_writing():
            self.entry.keep_if_typed()
        self.views.choose(key)
        self._show(self._by_key[key])

    def show_record(self, table: str, record_id: str) -> None:
        """An inspection; with ``inspection-site`` those of a site, ``inspection-new`` begins one of a site,
        ``inspection-plan`` shows a month."""
        if table == "inspection-new":
            self.start(site_id=record_id)
        elif table == "inspection-plan":
            self._choose(PLAN)
            self.plan.show_month(record_id)
        elif table == "inspection-site":
            self._choose(RECORDS)
            self.records.show_site(record_id)
        else:
            self.show_inspection(record_id)

    def search(self) -> None:
        """Into the search field (Ctrl+F)."""
        view = self._view()
        if not self.is_writing() and not isinstance(view, ChecklistView):
            view.text.setFocus()
            view.text.selectAll()

    def exports(self) -> list[Choice]:
        """First what the view shows (Ctrl+E): the plan, the inspections, or the selected checklist."""
        lists = [
            (ListKind.INSPECTION_PLAN, self.plan.list_filter),
            (ListKind.INSPECTIONS, self.records.filters),
        ]
        if self.views.chosen()[0] != PLAN:
            lists.reverse()
        choices = [*(list_choice(self, *one) for one in lists), form_choice(self, *lists)]
        if self._view() is self.lists and self.lists.selected() is not None:
            choices.insert(0, ("检查表（Excel）…", self.lists.ask_export))
        return choices

    def bring_in(self) -> None:
        """Import a checklist where the checklists are in view, a plan where the plan is, else a ledger of inspections (Ctrl+I)."""
        from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
        from xianfeng_gui.work.ledger.kinds import LedgerKind

        if self.is_writing():
            return
        shown = self.views.chosen()[0]
        if shown == LISTS:
            self.lists.ask_import()
            return
        kind = LedgerKind.INSPECTION_PLAN if shown == PLAN else LedgerKind.INSPECTIONS
        LedgerDialog(self.context, kind, self.window()).exec()

    def print_out(self) -> None:
        """The selected inspection's record as a paper (Ctrl+P)."""
        if self.stack.currentWidget() is self.records:
            self.records.print_out()

    def history(self) -> None:
        """What happened to the selected inspection (Ctrl+H)."""
        if self.stack.currentWidget() is self.records:
            self.records.history()

    def leave(self) -> None:
        """The window closes: keep what was typed, and the widths of columns."""
        if self.is_writing():
            self.entry.keep_if_typed()
        self.records.table.keep_widths()
        self.lists.keep_widths()


def _draft_words() -> str:
    """What the kept draft is about, empty when there is none."""
    kept = draft_store.get(drafts.NEW_INSPECTION)
    if not kept:
        return ""
    head, list_id = kept["head"], kept["entry"]["checklist_id"]
    name = checklists.name_of(list_id) or "检查表已不在" if list_id else ""
    return "，".join(part for part in (head["site"] or "（未填单位）", head["on"], name) if part)
