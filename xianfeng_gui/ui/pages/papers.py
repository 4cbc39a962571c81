"""Papers issued: the register of numbers, the very PDF of each, and voiding."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSplitter

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import notices, outputs, paper_list
from xianfeng_gui.work.paper_list import PaperRow

COLUMNS = (
    TableColumn("number", "发文字号", 190, lambda row: row.number),
    TableColumn("kind", "种类", 100, lambda row: row.kind),
    TableColumn("site", "受文单位", 180, lambda row: row.site, stretch=True),
    TableColumn("issued_on", "发文日期", 92, lambda row: row.issued_on),
    TableColumn(
        "state", "状态", 90, lambda row: row.state, lambda row: "secondary" if row.voided else "green"
    ),
    TableColumn("hazards", "隐患", 56, lambda row: f"{row.hazards} 条", right=True),
)


class PapersPage(Page):
    """The numbers run without gaps in one's hand: also voided ones are listed."""

    tables: ClassVar[frozenset[str]] = frozenset({"paper", "paper_hazard", "site"})
    offers: ClassVar[frozenset[str]] = frozenset({"export", "print_out", "search", "history"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "文书")
        self.head.addWidget(button("保存PDF…  Ctrl+E", self.export))
        self.head.addWidget(button("打印…  Ctrl+P", self.print_out))
        self.head.addWidget(button("作废…", self.void))
        self.text = QLineEdit()
        self.text.setPlaceholderText("搜索字号、受文单位（可输拼音首字母）  Ctrl+F")
        self.text.setClearButtonEnabled(True)
        self.model = RowsModel(COLUMNS)
        self.table = Table("papers", COLUMNS)
        self.table.setModel(self.model)
        self.empty = EmptyNote("还没有下达过文书。\n在“隐患台账”选中隐患，按 Ctrl+P 下达整改通知书。")
        self.view = PdfView(self)
        self.problem = label("", "caption", wrap=True)
        frame, column = panel(margin=8)
        for widget in (self.text, self.table, self.empty, self.problem):
            column.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(frame)
        splitter.addWidget(self.view)
        splitter.setSizes([620, 520])
        splitter.setChildrenCollapsible(False)
        self.box.addWidget(splitter, 1)
        self.text.textChanged.connect(lambda _text: self.refresh())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())

    def refresh(self) -> None:
        """Read the register again."""
        selected = self.selected()
        self.model.set_rows(paper_list.rows(self.text.text()))
        self.table.setVisible(bool(self.model.rows))
        self.empty.setVisible(not self.model.rows and not self.text.text())
        kept = self.model.row_of(selected.id) if selected is not None else 0
        self.table.select_row(kept if self.model.rows else -1)
        if self.selected() is None:
            self._show_selected()

    def selected(self) -> PaperRow | None:
        """The selected paper."""
        rows = self.table.selected_rows()
        return self.model.rows[rows[0]] if rows else None

    def _show_selected(self) -> None:
        paper = self.selected()
        self.problem.setText(f"已作废：{paper.void_reason}" if paper and paper.voided else "")
        # Never another paper's pages beside this one's number.
        self.view.clear()
        if paper is None:
            return
        try:
            self.view.show_pdf(notices.pdf_of(paper.id))
        except UserError as error:
            self.problem.setText(str(error))

    def show_record(self, table: str, record_id: str) -> None:
        """Select a paper."""
        self.text.clear()
        self.table.select_row(self.model.row_of(record_id))

    def search(self) -> None:
        """Into the search field (Ctrl+F)."""
        self.text.setFocus()

    def export(self) -> None:
        """Save the selected paper's PDF (Ctrl+E)."""
        if (paper := self._wanted()) is not None:
            name, _ = QFileDialog.getSaveFileName(self, "保存文书", f"{paper.number}.pdf", "PDF (*.pdf)")
            if name:
                self.save_to(paper.id, Path(name))

    def save_to(self, paper_id: str, target: Path) -> None:
        """Save a paper's PDF to a known place."""
        try:
            outputs.write(target, notices.pdf_of(paper_id))
        except UserError as error:
            self.context.say(str(error))
            return
        self.context.say(f"已保存 {target}")

    def print_out(self) -> None:
        """Print the selected paper (Ctrl+P)."""
        if (paper := self._wanted()) is None:
            return
        try:
            self.view.show_pdf(notices.pdf_of(paper.id))
            if self.view.print_with_dialog():
                self.context.say(f"已发送到打印机：{paper.number}")
        except UserError as error:
            self.context.say(str(error))

    def history(self) -> None:
        """What happened to the paper (Ctrl+H)."""
        from xianfeng_gui.ui.dialogs.history import HistoryDialog

        if (paper := self._wanted()) is not None:
            HistoryDialog(self.context, "paper", paper.id, f"{paper.number} 的历史", self.window()).exec()

    def void(self) -> None:
        """Void the selected paper; asks for the reason."""
        from xianfeng_gui.ui.dialogs.void import VoidDialog

        if (paper := self._wanted()) is not None:
            VoidDialog(self.context, paper.id, paper.number, self.window()).exec()

    def leave(self) -> None:
        """Remember the widths of columns."""
        self.table.keep_widths()

    def _wanted(self) -> PaperRow | None:
        paper = self.selected()
        if paper is None:
            self.context.say("请先选中一份文书")
        return paper
