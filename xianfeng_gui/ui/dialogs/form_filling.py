"""Filling the superior's form: which list goes in, what each of its columns is, then a filled copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserError
from db.vocabulary import ListKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.exporting import write_file
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.latest_job import LatestJob
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import button, label, panel, scrolled
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.work import form_filling, form_reading, form_values
from xianfeng_gui.work.form_reading import Form
from xianfeng_gui.work.form_values import ListWords

Source = tuple[ListKind, Callable[[], Any], str]
"""A list that a page shows: its kind, what gives the filter of that moment, and its name on screen."""

_FIRST = "选择上级发来的.xlsx表格：程序认出表头，对应各栏，把当前筛选出的内容填进去；表格的格式、公式、下拉选项和其他工作表都不变，原文件不动。"
_NOT_FILLED = "（不填）"


class FormFillingDialog(FittedDialog):
    """``sources``: the lists that the page can fill a form with, the one on screen first."""

    chapter: ClassVar[str] = "lists"

    def __init__(self, context: Context, sources: Sequence[Source], parent: QWidget) -> None:
        super().__init__(parent, size=(820, 640))
        self.context = context
        self.form: Form | None = None
        self.path: Path | None = None
        self.columns: dict[int, ChoiceField] = {}
        self._owner = parent
        self._sources = list(sources)
        self._unsettled = False
        self._jobs = LatestJob(context, self, "读取表格", self._refuse)
        self.setWindowTitle("填入上级表格")
        self.list_field = ChoiceField([(str(at), name) for at, (_, _, name) in enumerate(self._sources)])
        self.page_field = ChoiceField()
        self.file_name = ElidedLabel("", least=8)
        self.summary = label(_FIRST, wrap=True)
        self._lay_out()
        self.list_field.activated.connect(lambda: self._look())
        self.page_field.activated.connect(lambda: self._look())
        bind_keys(self, {"Ctrl+O": self.choose, "Ctrl+Enter": self.save, "Ctrl+S": self.save})
        self._show(None)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(button("选择表格…  Ctrl+O", self.choose))
        top.addWidget(self.file_name, 1)
        for caption, field in (("工作表", self.page_field), ("填入", self.list_field)):
            text = label(caption)
            text.setBuddy(field)
            field.setAccessibleName(caption)
            top.addWidget(text)
            top.addWidget(field)
        box.addLayout(top)
        box.addWidget(self.summary)
        frame, column = panel()
        column.addWidget(label("各栏对应", "heading"))
        column.addWidget(
            label("左边是表格的表头，右边是填入的内容；改一次就记住，下次同样的表头不用再选", "caption")
        )
        holder = QWidget()
        self.pairs = QGridLayout(holder)
        self.pairs.setContentsMargins(0, 0, 8, 0)
        self.pairs.setColumnStretch(0, 1)
        self.pairs.setColumnStretch(1, 1)
        column.addWidget(scrolled(holder), 1)
        box.addWidget(frame, 1)
        foot = QHBoxLayout()
        self.values_button = button("对应下拉选项…", self.correct_values)
        foot.addWidget(self.values_button)
        foot.addStretch(1)
        foot.addWidget(button("取消  Esc", self.reject))
        self.save_button = button("填写并另存…  Ctrl+Enter", self.save, primary=True)
        foot.addWidget(self.save_button)
        box.addLayout(foot)

    def choose(self) -> None:
        """Ask for the form."""
        path, _ = QFileDialog.getOpenFileName(self, "选择上级的表格", "", "Excel (*.xlsx)")
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Look at a form, as another one than before."""
        self.path = path
        self.file_name.setText(str(path))

        def done(pages: list[str]) -> None:
            self.page_field.set_pairs([("", "自动选择"), *((one, one) for one in pages)])
            self.page_field.set_value("")
            self._look()

        self._work(lambda: form_reading.pages(path), done)

    def _source(self) -> Source:
        return self._sources[int(self.list_field.value() or 0)]

    def _look(self) -> None:
        path, (kind, wanted, _), page = self.path, self._source(), self.page_field.value()
        if path is not None:
            chosen = wanted()
            self._work(lambda: form_reading.look(path, kind, chosen, page), self._show)

    def _work(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """In the worker; a refusal is said in the dialog."""
        self.summary.setText("正在读取…")
        self._jobs.run(lambda _progress: work(), done)

    def _refuse(self, error: UserError) -> None:
        self._show(None)
        self.summary.setText(f"✗ {error}")

    def _show(self, form: Form | None) -> None:
        self.form = form
        self._unsettled = False
        self._show_columns(form)
        self.save_button.setEnabled(form is not None)
        self.values_button.setVisible(form is not None and bool(form.lists or form.ticked))
        if form is None:
            self.summary.setText(_FIRST)
            return
        known = "，各栏按上次的对应" if form.remembered else ""
        replaced = f"，表头下现有的{form.prepared}行视为示例，将被替换" if form.prepared else ""
        ticks = "".join(f"，“{one.heading}”按内容打√" for one in form.ticked)
        doubt = "▲ 几乎没有能对应上的栏，请确认选对了表格和清单。" if form.is_doubtful else ""
        self.summary.setText(
            f"{doubt}工作表“{form.page}”，表头在第{form.head.last + 1}行{known}{ticks}{replaced}"
        )

    def _show_columns(self, form: Form | None) -> None:
        while self.pairs.count():
            item = self.pairs.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.columns = {}
        if form is None:
            return
        choices = [("", _NOT_FILLED), *((column.key, _title(column.title)) for column in form.sheet.columns)]
        for row, (at, heading) in enumerate(form.headings()):
            field = ChoiceField(choices)
            field.set_value(form.columns.get(at, ""))
            field.setAccessibleName(heading)
            self.columns[at] = field
            self.pairs.addWidget(ElidedLabel(heading, least=5), row, 0)
            self.pairs.addWidget(field, row, 1)
        self.pairs.setRowStretch(len(self.columns), 1)

    def save(self) -> None:
        """Ask what the drop-down lists leave open, then where to, and write the filled copy (Ctrl+Enter)."""

        def go_on(words: list[ListWords]) -> None:
            if self._agreed(words if self._unsettled else [one for one in words if one.new]):
                self._ask_target()

        self._list_words(go_on)

    def correct_values(self) -> None:
        """Show what goes into the drop-down lists, also what was said before."""

        def show(words: list[ListWords]) -> None:
            if words:
                self._agreed(words)
            else:
                self.summary.setText("要填的内容在各栏的下拉选项里都有，不用对应")

        self._list_words(show)

    def _list_words(self, done: Callable[[list[ListWords]], None]) -> None:
        """Find the words that the form's lists don't have, in the worker."""
        form = self._chosen()
        if form is None:
            return
        wanted, summary = self._source()[1](), self.summary.text()

        def found(words: list[ListWords]) -> None:
            self.summary.setText(summary)
            done(words)

        self._work(lambda: form_values.listed(form, wanted), found)

    def _chosen(self) -> Form | None:
        """The form with the columns as they are chosen; says when there are none."""
        if self.form is None:
            return None
        form = self.form.with_columns({at: key for at, one in self.columns.items() if (key := one.value())})
        if form.columns:
            return form
        self.summary.setText("✗ 还没有一栏对应上，请先为表格的各栏选择内容")
        return None

    def _agreed(self, words: list[ListWords]) -> bool:
        """Ask for them, if any; what was chosen stays chosen after Esc too, and is shown again."""
        if not words:
            return True
        from xianfeng_gui.ui.dialogs.form_values import FormValuesDialog

        dialog = FormValuesDialog(words, self)
        self._unsettled = not dialog.exec()
        if self.form is not None:
            self.form = self.form.with_values(dialog.said())
        return not self._unsettled

    def _ask_target(self) -> None:
        if self.form is None:
            return
        name = f"{self.form.path.stem}_{self.context.today()}.xlsx"
        if target := ask_target(self, "另存填好的表格", name, "Excel (*.xlsx)", ".xlsx"):
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write it to a known place, in the worker, and close; what is refused at once is said here."""
        form = self._chosen()
        if form is None:
            return
        chosen, actor = self._source()[1](), self.context.actor()
        write_file(
            self.context,
            self._owner,
            target,
            "上级表格",
            lambda file, progress: form_filling.fill(form, chosen, file, actor, progress, confirmed=True),
            lambda rows, file: f"已填写 {rows} 行：{file}",
        )
        self.accept()


def _title(title: str) -> str:
    return title.replace("\n", "")
