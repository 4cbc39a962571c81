"""The inspections that were made: search, the list, the selected one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.fields import DateField, SearchField
from xianfeng_gui.ui.widgets.inspection_panel import InspectionPanel
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import inspection_list
from xianfeng_gui.work.inspection_list import InspectionDetail, InspectionFilter, InspectionRow

TYPING_MS = 200
_EMPTY = (
    "还没有登记检查。\n按 Ctrl+N 开始第一次：选单位和检查表，逐项按 1、2、3 判定，不符合的自动登记为隐患。"
)
_NOTHING = "没有符合条件的检查，请改变查找的文字或日期"
COLUMNS = (
    TableColumn("number", "编号", 114, lambda row: row.number),
    TableColumn("on", "日期", 92, lambda row: row.on),
    TableColumn("site", "单位（场所）", 160, lambda row: row.site, stretch=True),
    TableColumn("checklist", "检查表", 150, lambda row: row.checklist),
    TableColumn("inspectors", "检查人员", 110, lambda row: row.inspectors),
    TableColumn("outcome", "结果", 138, inspection_list.outcome, lambda row: _colour(row)),
)
_GIVES_WAY = ("checklist", "inspectors", "on")


def _colour(row: InspectionRow) -> str:
    return "amber" if row.open_hazards else "green"


class InspectionRecords(QWidget):
    """``again`` asks for another inspection of a site by a list, by their ids."""

    again = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.detail: InspectionDetail | None = None
        self._site_id = ""
        self._wanted = ""
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.rows = RowsModel(COLUMNS)
        self.table = Table("inspections", COLUMNS, _GIVES_WAY)
        self.table.setModel(self.rows)
        self.table.setAccessibleName("检查记录")
        self.empty = EmptyNote(_EMPTY)
        self.empty.hide()
        self.count = label("", "caption")
        self.panel = InspectionPanel()
        frame, column = panel(margin=8)
        column.addLayout(self._filters())
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.count)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(frame)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([820, 320])
        splitter.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(splitter)
        self._connect()

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.text = SearchField("搜索编号、单位、检查人员", "搜索检查")
        self.first, self.last = DateField(), DateField()
        for field, name in ((self.first, "开始日期"), (self.last, "结束日期")):
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.setPlaceholderText(name)
        row.addWidget(self.text, 1)
        row.addWidget(self.first)
        row.addWidget(label("至"))
        row.addWidget(self.last)
        row.addWidget(button("清空", self.clear, link=True))
        return row

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda: self._typing.start())
        for field in (self.first, self.last):
            field.changed.connect(self.refresh)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())
        self.table.activated.connect(lambda _index: self.edit())
        self.panel.edit_wanted.connect(self.edit)
        self.panel.history_wanted.connect(self.history)
        self.panel.again_wanted.connect(self._again)
        self.panel.record_paper_wanted.connect(self.print_out)
        self.panel.papers_wanted.connect(self.papers)
        self.panel.volume_wanted.connect(self.volume)
        self.panel.record_wanted.connect(self.context.show_record)
        bind_keys(self, {"Ctrl+Shift+P": self.papers})
        for part in (self.table, self.panel):
            bind_keys(part, {"A": self.volume}, inside=True)

    def clear(self) -> None:
        """Show all inspections again."""
        self._site_id = ""
        self.text.clear()
        for field in (self.first, self.last):
            field.set_day(None)
        self.refresh()

    def filters(self) -> InspectionFilter:
        """What is chosen above the list; a date that is none filters nothing."""
        days = []
        for field in (self.first, self.last):
            try:
                days.append(field.day())
            except UserError:
                days.append(None)
        return InspectionFilter(self.text.text().strip(), days[0], days[1], self._site_id)

    def refresh(self) -> None:
        """Read the list again, in the worker."""
        self._typing.stop()
        wanted = self.filters()

        def done(found: list[InspectionRow]) -> None:
            if wanted == self.filters():
                self._show(found, wanted)

        self.context.run(lambda: inspection_list.rows(wanted), done, "读取检查记录", self)

    def _show(self, found: list[InspectionRow], wanted: InspectionFilter) -> None:
        kept = self._wanted or (str(self.detail.inspection.id) if self.detail else "")
        self._wanted = ""
        self.rows.set_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.setText(_EMPTY if wanted == InspectionFilter() else _NOTHING)
        found_hazards = sum(row.hazards for row in found)
        self.count.setText(f"共 {len(found)} 次检查，查出隐患 {found_hazards} 条" if found else "")
        self.table.select_row(max(self.rows.row_of(kept), 0) if found else -1)
        self._show_selected()

    def selected(self) -> InspectionRow | None:
        """The selected inspection."""
        chosen = self.table.selected_rows()
        return self.rows.rows[chosen[0]] if chosen and chosen[0] < len(self.rows.rows) else None

    def _show_selected(self) -> None:
        row = self.selected()
        self.detail = inspection_list.detail(row.id, self.context.today()) if row else None
        self.panel.show_inspection(self.detail)

    def show_inspection(self, inspection_id: str) -> None:
        """Select an inspection, whatever is filtered."""
        self._wanted = inspection_id
        self.clear()

    def show_site(self, site_id: str) -> None:
        """Only the inspections of a site."""
        self.clear()
        self._site_id = site_id
        self.refresh()

    def edit(self) -> None:
        """Correct the selected inspection (Enter)."""
        from xianfeng_gui.ui.dialogs.inspection import InspectionDialog

        if (row := self._one()) is not None:
            InspectionDialog(self.context, row.id, self.window()).exec()

    def history(self) -> None:
        """What happened to it (Ctrl+H)."""
        from xianfeng_gui.ui.dialogs.history import HistoryDialog

        if (row := self._one()) is not None:
            title = f"检查 {row.number} 的历史"
            HistoryDialog(self.context, "inspection", row.id, title, self.window()).exec()

    def print_out(self) -> None:
        """The record of the inspection as a paper (Ctrl+P)."""
        from xianfeng_gui.ui.paper_start import begin_paper
        from xianfeng_gui.work.papers import standing

        if (row := self._one()) is not None:
            kind = PaperKind.INSPECTION_RECORD
            begin_paper(self.context, self.window(), lambda: standing.of_inspection(kind, row.id))

    def papers(self) -> None:
        """Any paper that stands on the inspection."""
        from xianfeng_gui.ui.paper_start import choose_paper
        from xianfeng_gui.work.papers import facts, standing

        if (row := self._one()) is not None:
            choose_paper(
                self.context,
                self.window(),
                lambda: facts.possible_of_inspection(row.id),
                lambda kind: standing.of_inspection(kind, row.id),
            )

    def volume(self) -> None:
        """The whole matter as one PDF."""
        from xianfeng_gui.ui.paper_start import save_volume

        if (row := self._one()) is not None:
            save_volume(self.context, self.window(), "inspection", row.id, row.number)

    def _again(self) -> None:
        if self.detail is not None:
            inspection = self.detail.inspection
            self.again.emit(inspection.site_id, inspection.checklist_id or "")

    def _one(self) -> InspectionRow | None:
        row = self.selected()
        if row is None:
            self.context.say("请先选中一次检查")
        return row
