"""A paper of any kind: its fields beside the page as it will print; then issued with a number, saved or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.papers.catalogue import form
from xianfeng_gui.papers.content import ItemError
from xianfeng_gui.ui import paper_drafts, printing
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import button, label, scrolled
from xianfeng_gui.ui.widgets.paper_fields import PaperFields
from xianfeng_gui.ui.widgets.paper_items import PaperItems
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.work import outputs
from xianfeng_gui.work.papers import batches, drafting, issuing, offering, unprintable
from xianfeng_gui.work.papers.drafting import Draft, Preview
from xianfeng_gui.work.papers.issuing import Issued

_T = TypeVar("_T")

DRAW_AFTER_MS = 400
"""After the last key: long enough not to draw while somebody is typing."""
_MOST_PROBLEMS = 6
_AROUND = 60
"""Pixels that are to be seen above and below a field that is gone to: its reason stands there."""


class PaperDialog(FittedDialog):
    """``draft``: the paper as filled in from the records. ``issued`` is set once it has its number."""

    chapter: ClassVar[str] = "papers"

    def __init__(self, context: Context, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent, size=(1240, 700))
        self.context = context
        self.issued: Issued | None = None
        self.draft = draft
        self._opened = draft
        self._key = paper_drafts.key_of(draft)
        self._shape = form(draft.content.kind)
        self._round = 0
        self._changed = False
        self._wrong: UserError | None = None
        self.setWindowTitle(draft.content.kind.label + ("（更正）" if draft.grounds.replaces_id else ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.addLayout(self._build_left(), 4)
        self.view = PdfView(self)
        row.addWidget(self.view, 5)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DRAW_AFTER_MS)
        self._later.timeout.connect(self.refresh)
        self._show(draft)
        self.note.setText(draft.note)
        self._take_kept()
        self._connect()
        self.refresh()

    def _build_left(self) -> QVBoxLayout:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 8, 8, 8)
        self.items: PaperItems | None = None
        if self._shape.has_items and self.draft.grounds.hazard_ids:
            hazards = offering.selectable(self.draft.grounds)
            self.items = PaperItems(self._shape.item_fields, hazards, self.draft.grounds.hazard_ids)
            column.addWidget(label("写进文书的隐患", "heading"))
            column.addWidget(self.items)
        self.fields = PaperFields(self._shape)
        column.addWidget(self.fields)
        column.addStretch(1)
        left = QVBoxLayout()
        self._area = area = scrolled(content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields scroll into view when Tab comes to them
        left.addWidget(area, 1)
        self.note = label("", "caption", wrap=True)
        self.problems = label("", "error", wrap=True)
        self.enters = label("", "caption", wrap=True)
        left.addWidget(self.note)
        left.addWidget(self.enters)
        left.addWidget(self.problems)
        self.goto_button = button("去改第一处  Ctrl+Enter", self.go_to_problem, link=True)
        self.goto_button.hide()
        left.addWidget(self.goto_button)
        left.addLayout(self._build_buttons())
        return left

    def _build_buttons(self) -> QVBoxLayout:
        self.issue_button = button("编号并出具  Ctrl+Enter", self.issue, primary=True)
        self.save_button = button("保存PDF…  Ctrl+S", self.save)
        self.docx_button = button("另存为.docx…", self.save_docx, tip="供在WPS中修改；留存的仍是PDF")
        self.print_button = button("打印…  Ctrl+P", self.print_out)
        self.discard_button = button("放弃草稿", self.discard_draft, link=True)
        self.discard_button.hide()
        above, below = QHBoxLayout(), QHBoxLayout()
        for one in (self.issue_button, self.discard_button, button("关闭  Esc", self.reject)):
            above.addWidget(one)
        for one in (self.save_button, self.docx_button, self.print_button):
            one.setEnabled(False)
            below.addWidget(one)
        column = QVBoxLayout()
        column.addLayout(above)
        column.addLayout(below)
        bind_keys(self, {"Ctrl+Enter": self.issue, "Ctrl+S": self.save, "Ctrl+P": self.print_out})
        return column

    def _connect(self) -> None:
        self.fields.edited.connect(self._on_edited)
        if self.items is not None:
            self.items.edited.connect(self._on_edited)
            self.items.chosen.connect(self._on_edited)

    def _take_kept(self) -> None:
        kept = paper_drafts.take(self._key, self.draft)
        if kept is not None:
            self._show(kept)
            self.note.setText("已恢复上次没有出具的内容")
            self.discard_button.show()

    def discard_draft(self) -> None:
        """Back to what the records say."""
        paper_drafts.drop(self._key)
        self._show(self._opened)
        self._changed = False
        self.note.setText(self._opened.note)
        self.discard_button.hide()
        self.refresh()

    def _show(self, draft: Draft) -> None:
        self.draft = draft
        self.fields.on.set_day(draft.content.issued_on)
        self.fields.show_texts(draft.content.values)
        if self.items is not None:
            self.items.show_items(draft.content.items)

    def _on_edited(self) -> None:
        self._changed = True
        self.issue_button.setEnabled(False)
        self._later.start()

    def _follow_ticks(self) -> None:
        """Other hazards are ticked: what was not changed by hand is filled in anew. UserError when none is."""
        if self.items is None:
            return
        ticked = self.items.ticked()
        if set(ticked) != set(self.draft.grounds.hazard_ids):
            draft = drafting.reselected(self.draft, ticked, self.context.actor())
            with QSignalBlocker(self.fields):
                self._show(draft)

    def _read(self) -> None:
        """Take what stands in the fields into the draft; UserError for a text that isn't a date."""
        content = self.draft.content
        items = tuple(self.items.items()) if self.items is not None else content.items
        values = self.fields.texts()
        said = replace(content, issued_on=self.fields.issued_on(), values=values, items=items)
        self.draft = replace(self.draft, content=said)

    def refresh(self) -> None:
        """Draw the page again in the worker, and say what still stands in the way."""
        self._later.stop()
        if self.issued is not None:
            return
        self.issue_button.setEnabled(False)
        self._round += 1
        try:
            self._read()
            self._follow_ticks()
        except UserError as error:
            self._refuse([error])
            if self._changed:
                self._keep()
            return
        if self._changed:
            paper_drafts.keep(self._key, self.draft)
        draft = self.draft
        mine = self._round
        self._in_worker(lambda: drafting.preview(draft), lambda shown: self._drawn(mine, shown), "绘制文书")

    def _drawn(self, mine: int, shown: Preview) -> None:
        if mine != self._round or self.issued is not None:
            return
        self.view.show_pdf(shown.pdf)
        self.enters.setText(shown.enters)
        found = [*shown.problems, *unprintable.problems(self.draft.content, shown.missing)]
        self._refuse(found)
        self.issue_button.setEnabled(not found and not self._later.isActive())

    def _refuse(self, problems: Sequence[UserError]) -> None:
        """What stands in the way, the first ones in full."""
        shown = [str(problem) for problem in problems[:_MOST_PROBLEMS]]
        if len(problems) > _MOST_PROBLEMS:
            shown.append(f"……还有{len(problems) - _MOST_PROBLEMS}处")
        self.problems.setText("\n".join(shown))
        self._wrong = next((problem for problem in problems if problem.field), None)
        self.goto_button.setVisible(self._wrong is not None)
        if self._wrong is None:
            self.fields.clear_errors()
            if self.items is not None:
                self.items.editor.clear_errors()

    def go_to_problem(self) -> None:
        """Into the first field that something is wrong with, which is scrolled into view with the reason below it."""
        if self._wrong is None:
            return
        field: QWidget | None = None
        if isinstance(self._wrong, ItemError):
            field = self.items.go_to(self._wrong) if self.items is not None else None
        elif self.fields.show_error(self._wrong):
            field = self.fields.fields[self._wrong.field]
        if field is not None:
            QTimer.singleShot(0, field, lambda: self._area.ensureWidgetVisible(field, 0, _AROUND))

    def _in_worker(self, work: Callable[[], _T], done: Callable[[_T], object], what: str) -> None:
        """Work for the worker; a person's mistake is said here and not in the status bar behind the dialog."""
        self.context.worker.run(work, done, lambda sentence: self._refuse([UserError(sentence)]), what, self)

    def issue(self) -> None:
        """Give the paper its number; from then on it is the very paper that was shown."""
        if self.issued is not None:
            return
        if not self.issue_button.isEnabled():
            self.go_to_problem()
            return
        self.issue_button.setEnabled(False)
        draft, actor = self.draft, self.context.actor()

        def work() -> tuple[Issued | None, UserError | None]:
            try:
                return issuing.issue(draft, actor), None
            except UserError as error:
                return None, error  # with the field that it is about: the worker hands over sentences only

        self._in_worker(work, self._on_outcome, "出具文书")

    def _on_outcome(self, outcome: tuple[Issued | None, UserError | None]) -> None:
        issued, error = outcome
        if issued is not None:
            self._on_issued(issued)
        elif error is not None:
            self._refuse([error])
            self.go_to_problem()
            # What belongs to no field may go well the next time: the disk was full, the stick was out.
            self.issue_button.setEnabled(not error.field)

    def _on_issued(self, issued: Issued) -> None:
        self.issued = issued
        paper_drafts.drop(self._key)
        self.view.show_pdf(issued.pdf)
        self.setWindowTitle(f"{self.draft.content.kind.label} {issued.number}")
        self._refuse([])
        self.enters.clear()
        self.note.setText(f"已出具 {issued.number}")
        self.discard_button.hide()
        for part in (self.items, self.fields):
            if part is not None:
                part.setEnabled(False)
        for one in (self.save_button, self.docx_button, self.print_button):
            one.setEnabled(True)
        self.print_button.setFocus()
        self.context.say(f"已出具 {issued.number}，请打印并送达")

    def save(self) -> None:
        """Save the issued PDF to a file."""
        self._ask_file("pdf", self.save_to)

    def save_docx(self) -> None:
        """Save the issued paper for a word processor."""
        self._ask_file("docx", self.save_docx_to)

    def _ask_file(self, ending: str, save: Callable[[Path], None]) -> None:
        if self.issued is None:
            return
        name = f"{batches.file_name(self.issued.number)}.{ending}"
        if target := ask_target(self, "保存文书", name, f"*.{ending}", f".{ending}"):
            save(target)

    def save_to(self, target: Path) -> None:
        """Save the PDF to a known place."""
        if self.issued is not None:
            self._write(target, self.issued.pdf)

    def save_docx_to(self, target: Path) -> None:
        """Save the .docx to a known place."""
        if self.issued is not None:
            paper_id = self.issued.paper_id
            self._in_worker(
                lambda: issuing.docx_of(paper_id), lambda body: self._write(target, body), "另存文书"
            )

    def _write(self, target: Path, body: bytes) -> None:
        try:
            outputs.write(target, body)
        except UserError as error:
            self.problems.setText(str(error))
            return
        self.context.say(f"已保存 {target}")

    def print_out(self) -> None:
        """Print the issued paper."""
        if self.issued is None:
            return
        printing.print_papers(self.context, self, [self.issued.paper_id], self.problems.setText)

    def done(self, result: int) -> None:
        """Closing keeps what was typed; nothing is drawn any more."""
        if self._later.isActive():
            self._later.stop()
            self._keep()
        self._round += 1
        super().done(result)

    def _keep(self) -> None:
        """What was typed, half-typed dates included."""
        if self.issued is None:
            content = self.draft.content
            items = tuple(self.items.typed()) if self.items is not None else content.items
            typed = replace(content, values=self.fields.typed(), items=items)
            paper_drafts.keep(self._key, replace(self.draft, content=typed))
