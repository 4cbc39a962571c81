"""Papers issued: the register of numbers, the very PDF of each, its service, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QWidget

from db.errors import UserError
from db.vocabulary import ListKind, PaperKind
from xianfeng_gui.ui import paper_start, printing
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice, form_choice, list_choice
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.fields import SearchField, term_field
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import outputs, paper_list, service
from xianfeng_gui.work.paper_list import PaperRow
from xianfeng_gui.work.papers import batches, facts, issuing, standing
from xianfeng_gui.work.papers.kept import ONLY_REGISTERED
from xianfeng_gui.work.sheets_registers import PaperFilter


def _colour(paper: PaperRow) -> str:
    return "secondary" if paper.voided else "green" if paper.is_kept else "blue"


COLUMNS = (
    TableColumn("number", "发文字号", 168, lambda row: row.number),
    TableColumn("kind", "种类", 100, lambda row: row.kind),
    TableColumn("site", "受文单位", 120, lambda row: row.site, stretch=True),
    TableColumn("issued_on", "发文日期", 92, lambda row: row.issued_on),
    TableColumn("served", "送达", 92, lambda row: row.served.partition(" ")[0]),
    TableColumn("state", "状态", 84, lambda row: row.sign, _colour),
    TableColumn("hazards", "隐患", 56, lambda row: f"{row.hazards} 条", right=True),
)
_EMPTY = (
    "还没有出具过文书。\n在“隐患台账”选中隐患，按 Ctrl+P 下达整改通知书，或按 Ctrl+Shift+P 选择其他文书。\n"
    "以前手工出具的文书，按 Ctrl+I 导入登记表。"
)


class PapersPage(Page):
    """The numbers run without gaps in one's hand: also voided ones are listed."""

    chapter: ClassVar[str] = "papers"
    tables: ClassVar[frozenset[str]] = frozenset({"paper", "paper_hazard", "site", "service"})
    offers: ClassVar[frozenset[str]] = frozenset({"bring_in", "export", "print_out", "search", "history"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "文书")
        self.head.addWidget(button("成批出具…  Ctrl+B", self.batch))
        self.head.addWidget(button("核验文书…", self.verify))
        self.head.addWidget(button("导入  Ctrl+I", self.bring_in))
        self.head.addWidget(button("导出  Ctrl+E", self.export))
        self.head.addWidget(button("打印…  Ctrl+P", self.print_out))
        self.text = SearchField("搜索字号、受文单位", "搜索文书")
        self.kind = term_field(PaperKind, empty="全部种类")
        self.kind.setAccessibleName("文书种类")
        self.model = RowsModel(COLUMNS)
        self.table = Table("papers", COLUMNS, ("kind", "hazards", "served", "issued_on"))
        self.table.setModel(self.model)
        self.empty = EmptyNote(_EMPTY)
        self.view = PdfView(self)
        self.problem = label("", "caption", wrap=True)
        self._build_body()
        self.text.textChanged.connect(lambda _text: self.refresh())
        self.kind.currentIndexChanged.connect(lambda _index: self.refresh())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())

    def _build_body(self) -> None:
        frame, column = panel(margin=8)
        filters = QHBoxLayout()
        filters.addWidget(self.text, 3)
        filters.addWidget(self.kind, 2)
        column.addLayout(filters)
        for widget in (self.table, self.empty, self.problem):
            column.addWidget(widget)
        self.actions_row = QWidget()
        flow = FlowLayout()
        self.actions_row.setLayout(flow)
        for text, action in (
            ("登记送达…  S", self.serve),
            ("依此出具…  Ctrl+Shift+P", self.follow),
            ("更正重发…  G", self.correct),
            ("作废…  Del", self.void),
            ("案卷…  A", self.volume),
        ):
            flow.addWidget(button(text, action))
        bind_keys(self, {"Ctrl+Shift+P": self.follow, "Ctrl+B": self.batch})
        letters = {"S": self.serve, "G": self.correct, "Del": self.void, "A": self.volume}
        for part in (self.table, self.actions_row):
            bind_keys(part, letters, inside=True)
        column.addWidget(self.actions_row)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(frame)
        splitter.addWidget(self.view)
        splitter.setSizes([620, 520])
        splitter.setChildrenCollapsible(False)
        self.box.addWidget(splitter, 1)

    def refresh(self) -> None:
        """Read the register again."""
        selected = self.selected()
        self.model.set_rows(paper_list.rows(self.text.text(), self.kind.value()))
        found = bool(self.model.rows)
        self.table.setVisible(found)
        self.actions_row.setVisible(found)
        self.view.setVisible(found)
        self.empty.setVisible(not found and not self.text.text() and not self.kind.value())
        kept = self.model.row_of(selected.id) if selected is not None else 0
        self.table.select_row(kept if found else -1)
        if self.selected() is None:
            self._show_selected()

    def selected(self) -> PaperRow | None:
        """The selected paper, of several the first."""
        rows = self.all_selected()
        return rows[0] if rows else None

    def all_selected(self) -> list[PaperRow]:
        """All selected papers, from the top."""
        return [self.model.rows[row] for row in self.table.selected_rows()]

    def _show_selected(self) -> None:
        paper = self.selected()
        # Never another paper's pages beside this one's number.
        self.view.clear()
        self.problem.setText("")
        if paper is None:
            return
        self.problem.setText(_told(paper))
        if paper.is_kept:
            try:
                self.view.show_pdf(issuing.pdf_of(paper.id))
            except UserError as error:
                self.problem.setText(str(error))
        self.view.set_mark("作　废" if paper.voided else "")

    def show_record(self, table: str, record_id: str) -> None:
        """Select a paper."""
        self.text.clear()
        self.kind.setCurrentIndex(0)
        self.table.select_row(self.model.row_of(record_id))

    def search(self) -> None:
        """Into the search field (Ctrl+F)."""
        self.text.setFocus()

    def _filter(self) -> PaperFilter:
        return PaperFilter(self.text.text(), self.kind.value())

    def exports(self) -> list[Choice]:
        """The register of papers that is shown, or the selected papers (Ctrl+E)."""
        choices = [
            list_choice(self, ListKind.PAPERS, self._filter),
            form_choice(self, (ListKind.PAPERS, self._filter)),
        ]
        if len(self.all_selected()) > 1:
            return [
                *choices,
                (f"选中的{len(self.all_selected())}份，每份一个PDF…", self.save_each),
                (f"选中的{len(self.all_selected())}份，合成一个PDF…", self.save_merged),
            ]
        choices += [("选中文书的PDF…", self.save), ("选中文书的.docx（供修改）…", self.save_docx)]
        paper = self.selected()
        if paper is not None and (kept := service.latest_slip(paper.id)) is not None:
            choices.append((f"签收件“{kept.file_name}”…", lambda: self.save_slip(kept.id, kept.file_name)))
        of_inspection = batches.papers_of_same_inspection(paper.id) if paper is not None else []
        if of_inspection:
            text = f"同一次检查的{len(of_inspection)}份文书，合成一个PDF…"
            choices.append((text, lambda: self.save_merged(of_inspection)))
        return choices

    def save(self) -> None:
        """Save the selected paper's PDF."""
        if (paper := self._wanted_kept()) is not None and (target := self._ask(paper.number, "pdf")):
            self.save_to(paper.id, target)

    def save_docx(self) -> None:
        """Save the selected paper for a word processor."""
        if (paper := self._wanted_kept()) is not None and (target := self._ask(paper.number, "docx")):
            self._write(target, lambda: issuing.docx_of(paper.id))

    def save_slip(self, service_id: str, name: str) -> None:
        """Save the signed slip that was kept, under its own name."""
        chosen, _ = QFileDialog.getSaveFileName(self, "保存签收件", name)
        if chosen:
            self.context.run(
                lambda: service.save_slip(service_id, Path(chosen)),
                lambda _none: self.context.say(f"已保存 {chosen}"),
                "保存签收件",
                self,
            )

    def save_each(self) -> None:
        """Save the selected papers into a folder, a file each."""
        ids = [paper.id for paper in self.all_selected()]
        if self._are_kept(ids) and (folder := QFileDialog.getExistingDirectory(self, "保存文书")):
            self.context.run(
                lambda: batches.save(ids, Path(folder)),
                lambda files: self.context.say(f"已保存{len(files)}份文书：{folder}"),
                "保存文书",
                self,
            )

    def save_merged(self, paper_ids: Sequence[str] = ()) -> None:
        """Save these papers, or those selected, as one PDF."""
        ids = list(paper_ids) or [paper.id for paper in self.all_selected()]
        if self._are_kept(ids) and (target := self._ask("文书", "pdf")):
            self._write(target, lambda: batches.merged(ids))

    def save_to(self, paper_id: str, target: Path) -> None:
        """Save a paper's PDF to a known place."""
        try:
            outputs.write(target, issuing.pdf_of(paper_id))
        except UserError as error:
            self.context.say(str(error))
            return
        self.context.say(f"已保存 {target}")

    def _ask(self, number: str, ending: str) -> Path | None:
        name = f"{batches.file_name(number)}.{ending}"
        return ask_target(self, "保存文书", name, f"*.{ending}", f".{ending}")

    def _write(self, target: Path, make: Callable[[], bytes]) -> None:
        self.context.run(
            lambda: outputs.write(target, make()),
            lambda file: self.context.say(f"已保存 {file}"),
            "保存文书",
            self,
        )

    def print_out(self) -> None:
        """Print the selected papers (Ctrl+P)."""
        if self._wanted() is not None:
            ids = [paper.id for paper in self.all_selected()]
            printing.print_papers(self.context, self, ids, self.context.say)

    def bring_in(self) -> None:
        """Import a register of papers that were issued by hand (Ctrl+I)."""
        from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
        from xianfeng_gui.work.ledger.kinds import LedgerKind

        LedgerDialog(self.context, LedgerKind.PAPERS, self.window()).exec()

    def history(self) -> None:
        """What happened to the paper (Ctrl+H)."""
        from xianfeng_gui.ui.dialogs.history import HistoryDialog

        if (paper := self._wanted()) is not None:
            HistoryDialog(self.context, "paper", paper.id, f"{paper.number} 的历史", self.window()).exec()

    def serve(self) -> None:
        """Enter how the selected paper was served, or correct the entry that there is."""
        from xianfeng_gui.ui.dialogs.service import ServiceDialog

        if (paper := self._wanted()) is None:
            return
        if paper.voided:
            self.context.say(f"{paper.number}已经作废，不能登记送达")
            return
        known = service.of_paper(paper.id)
        entry = known[-1].service.id if known else None
        ServiceDialog(self.context, paper.id, self.window(), service_id=entry).exec()

    def follow(self) -> None:
        """A paper that follows the selected one (Ctrl+Shift+P)."""
        if (paper := self._wanted()) is not None:
            paper_start.choose_paper(
                self.context,
                self.window(),
                lambda: facts.possible_after(paper.id),
                lambda kind: standing.of_paper(kind, paper.id),
            )

    def correct(self) -> None:
        """Replace the selected paper by a corrected one, which voids it."""
        if (paper := self._wanted()) is not None:
            paper_start.begin_correction(self.context, self.window(), paper.id)

    def void(self) -> None:
        """Void the selected paper; asks for the reason."""
        from xianfeng_gui.ui.dialogs.void import VoidDialog

        if (paper := self._wanted()) is not None:
            VoidDialog(self.context, paper.id, paper.number, self.window()).exec()

    def volume(self) -> None:
        """The whole matter that the selected paper belongs to, as one PDF."""
        if (paper := self._wanted()) is not None:
            paper_start.save_volume(self.context, self, "paper", paper.id, paper.number)

    def batch(self) -> None:
        """Issue many papers at once."""
        from xianfeng_gui.ui.dialogs.batch import BatchDialog

        BatchDialog(self.context, self.window()).exec()

    def verify(self) -> None:
        """Is a paper one of ours?"""
        from xianfeng_gui.ui.dialogs.verify import VerifyDialog

        VerifyDialog(self.context, self.window()).exec()

    def leave(self) -> None:
        """Remember the widths of columns."""
        self.table.keep_widths()

    def _wanted(self) -> PaperRow | None:
        paper = self.selected()
        if paper is None:
            self.context.say("请先选中一份文书")
        return paper

    def _wanted_kept(self) -> PaperRow | None:
        paper = self._wanted()
        return paper if paper is not None and self._are_kept([paper.id]) else None

    def _are_kept(self, paper_ids: Sequence[str]) -> bool:
        """Whether there is a PDF of each of them; says which has none."""
        try:
            batches.kept_papers(paper_ids)
        except UserError as error:
            self.context.say(str(error))
            return False
        return True


def _told(paper: PaperRow) -> str:
    """What is to be said about a paper below the list."""
    parts = [f"{paper.number}{ONLY_REGISTERED}"] if not paper.is_kept else []
    if paper.voided:
        parts.append(f"已作废：{paper.void_reason or '没有写明原因'}")
    elif paper.served:
        parts.append(service.in_words(paper.id))
    elif paper.is_served_kind:
        parts.append("还没有登记送达")
    return "\n".join(parts)
