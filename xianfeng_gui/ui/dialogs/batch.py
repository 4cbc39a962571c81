"""Many papers at once: what is due in these days, ticked, issued in the worker, then saved or printed together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.ui import printing
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField
from xianfeng_gui.work import outputs
from xianfeng_gui.work.papers import batches
from xianfeng_gui.work.papers.batches import DuePaper, Outcome
from xianfeng_gui.work.progress import Progress

_KINDS = (PaperKind.NOTICE, PaperKind.REINSPECTION)


class BatchDialog(FittedDialog):
    """Notices and reinspection opinions that may be written in the days asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, size=(720, 520))
        self.context = context
        self.outcome: Outcome | None = None
        self._waiting: list[DuePaper] = []
        self._asked: object = None
        self.setWindowTitle("成批出具文书")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addLayout(self._build_filters())
        self.list = QListWidget()
        self.list.setAccessibleName("待出具的文书")
        column.addWidget(self.list, 1)
        self.note = label("", wrap=True)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        self.files_button = button("存入文件夹…", self.save_each)
        self.merged_button = button("合成一个PDF…", self.save_merged)
        self.print_button = button("一起打印…", self.print_out)
        for one in (self.files_button, self.merged_button, self.print_button):
            one.setEnabled(False)
            foot.addWidget(one)
        foot.addStretch(1)
        foot.addWidget(button("关闭  Esc", self.reject))
        self.issue_button = button("出具勾选的  Ctrl+Enter", self.issue, primary=True)
        bind_keys(self, {"Ctrl+Enter": self.issue})
        foot.addWidget(self.issue_button)
        column.addLayout(foot)
        self.refresh()

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.kind = ChoiceField([(kind.value, kind.label) for kind in _KINDS], empty="通知书和复查意见书")
        self.first, self.last = DateField(None), DateField(self.context.today())
        self.first.setPlaceholderText("不填：含逾期的")
        for caption, field in (
            ("种类", self.kind),
            ("应在此日起出具", self.first),
            ("发现或复查到", self.last),
        ):
            text = label(caption)
            text.setBuddy(field)
            field.setAccessibleName(caption)
            row.addWidget(text)
            row.addWidget(field, 1)
        self.kind.currentIndexChanged.connect(lambda _index: self.refresh())
        self.first.changed.connect(self.refresh)
        self.last.changed.connect(self.refresh)
        return row

    def refresh(self) -> None:
        """Read in the worker what waits in these days; without a first day the late ones too."""
        if self.outcome is not None:
            return
        self._show([])
        try:
            first, last = self.first.day(), self.last.day() or self.context.today()
        except UserError as error:
            self.note.setText(str(error))
            return
        kinds = [kind for kind in _KINDS if self.kind.value() in ("", kind.value)]
        asked = self._asked = (first, last, tuple(kinds))

        def show(found: list[DuePaper]) -> None:
            if asked == self._asked and self.outcome is None:
                self._show(found)
                self.note.setText("" if found else "这段日子没有待出具的通知书和复查意见书。")

        self.note.setText("正在查找…")
        self.context.run(lambda: batches.due(first, last, kinds), show, "查找待出具的文书", self)

    def _show(self, waiting: list[DuePaper]) -> None:
        self._waiting = waiting
        self.list.clear()
        for one in waiting:
            item = QListWidgetItem(f"{one.title}，应在 {one.due.isoformat()} 前出具")
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.issue_button.setEnabled(bool(waiting))

    def ticked(self) -> list[DuePaper]:
        """The papers that are to be issued."""
        return [
            one
            for row, one in enumerate(self._waiting)
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]

    def issue(self) -> None:
        """Issue what is ticked, after asking: a number can't be taken back."""
        chosen = self.ticked()
        if not chosen or self.outcome is not None:
            return
        text = f"将出具{len(chosen)}份文书并编号，编号后只能作废、不能撤销。"
        if ask(self, "成批出具", text, yes=f"出具{len(chosen)}份"):
            self.issue_now(chosen)

    def issue_now(self, chosen: list[DuePaper]) -> None:
        """Issue them in the worker."""
        self.issue_button.setEnabled(False)
        actor, progress = self.context.actor(), Progress()
        self.context.run(
            lambda: batches.issue_all(chosen, actor, None, progress), self._done, "成批出具", self, progress
        )

    def _done(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.list.clear()
        self.list.addItems([f"✓ {one.number}" for one in outcome.issued])
        self.list.addItems([f"✗ {reason}" for reason in outcome.refused])
        left = f"，{len(outcome.refused)}份没有出具，原因见上" if outcome.refused else ""
        self.note.setText(f"已出具{len(outcome.issued)}份{left}。")
        for one in (self.files_button, self.merged_button, self.print_button):
            one.setEnabled(bool(outcome.issued))
        self.context.say(f"已出具{len(outcome.issued)}份文书")

    def _ids(self) -> list[str]:
        return [one.paper_id for one in self.outcome.issued] if self.outcome else []

    def save_each(self) -> None:
        """A file each, into a folder."""
        if folder := QFileDialog.getExistingDirectory(self, "保存文书"):
            ids = self._ids()
            self.context.run(
                lambda: batches.save(ids, Path(folder)),
                lambda files: self.note.setText(f"已保存{len(files)}份：{folder}"),
                "保存文书",
                self,
            )

    def save_merged(self) -> None:
        """All in one file."""
        if target := ask_target(self, "保存文书", "文书.pdf", "PDF (*.pdf)", ".pdf"):
            ids = self._ids()
            self.context.run(
                lambda: outputs.write(target, batches.merged(ids)),
                lambda file: self.note.setText(f"已保存：{file}"),
                "保存文书",
                self,
            )

    def print_out(self) -> None:
        """All of them on the printer."""
        printing.print_papers(self.context, self, self._ids(), self.note.setText)
