"""Importing a ledger: the file, what each of its columns is, what becomes of each row; then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserError
from xianfeng_gui.sheets.opening import SheetName, open_workbook
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.exporting import write_file
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.latest_job import LatestJob
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import button, label, panel
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.ledger_reading import LedgerReading
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import topics
from xianfeng_gui.work.ledger import importing, preview, refused_rows
from xianfeng_gui.work.ledger.finding import HeadRow, NoHeadError
from xianfeng_gui.work.ledger.importing import Imported, StaleError
from xianfeng_gui.work.ledger.judged import FATES, Fate
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Preview
from xianfeng_gui.work.progress import Progress

_FILES = "表格 (*.xlsx *.xlsm *.xls *.ods *.csv *.txt);;所有文件 (*)"
_FIRST = "选择一个台账文件：表头、标题行、合并单元格、合计行和日期写法由程序识别，写入之前先在这里核对。"
_WIDE_LIST = 420
"""Pixels of the list of rows that the head is chosen from."""
_HEADINGS, _TOPIC = 18, 16
"""Letters of the chosen head and topic that are in view; a Chinese one takes the room of two."""
_BUSY = "正在处理，按 Esc 可取消…"
_COLOURS = {Fate.REFUSE: "late", Fate.CREATE: "green", Fate.UPDATE: "blue", Fate.UNCHANGED: "secondary"}
_SIGNS = {Fate.REFUSE: "✗", Fate.CREATE: "＋", Fate.UPDATE: "✎", Fate.UNCHANGED: "＝"}


def _columns() -> list[TableColumn]:
    names = {one.id: one.short_name for one in topics.topics()}
    return [
        TableColumn("number", "行号", 50, lambda one: str(one.number), right=True),
        TableColumn(
            "fate",
            "处理",
            80,
            lambda one: f"{_SIGNS[one.fate]} {FATES[one.fate]}",
            lambda one: _COLOURS[one.fate],
        ),
        TableColumn(
            "site",
            "单位（场所）",
            140,
            lambda one: one.subject,
        ),
        TableColumn("what", "内容", 150, lambda one: one.words.replace("\n", " ")),
        TableColumn("topic", "专题", 90, lambda one: names.get(one.record.get("topic", ""), "")),
        TableColumn(
            "why",
            "说明",
            140,
            lambda one: one.reason or "；".join(one.remarks),
            lambda one: _COLOURS[one.fate] if one.reason else "amber",
            stretch=True,
        ),
    ]


class LedgerDialog(FittedDialog):
    """``kind``: what the page that opened it lists; the clerk may say otherwise. ``imported`` is what was written."""

    chapter: ClassVar[str] = "importing"

    def __init__(self, context: Context, kind: LedgerKind, parent: QWidget | None = None) -> None:
        super().__init__(parent, size=(1340, 700))
        self.context = context
        self.imported: Imported | None = None
        self.preview: Preview | None = None
        self.path: Path | None = None
        self._jobs = LatestJob(context, self, "处理台账", self._refuse)
        self._told = ""
        """Said before the next counts."""
        self._kept: list[int] = []
        """Rows, as the ledger counts, that are selected again once they are judged anew."""
        self.setWindowTitle("导入台账")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addLayout(self._build_head(kind))
        self.summary = label(_FIRST, wrap=True)
        box.addWidget(self.summary)
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self._build_reading(), 1)
        body.addWidget(self._build_rows(), 2)
        box.addLayout(body, 1)
        box.addLayout(self._build_foot())
        bind_keys(self, {"Ctrl+O": self.choose, "Ctrl+Enter": self.accept_rows})
        self.context.worker.stepped.connect(self._show_progress)
        self._show_buttons()

    def _build_head(self, kind: LedgerKind) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("选择文件…  Ctrl+O", self.choose))
        self.file_name = ElidedLabel("", least=8)
        row.addWidget(self.file_name, 1)
        self.sheet = ChoiceField()
        self.kind = ChoiceField([(one.value, one.label) for one in LedgerKind])
        self.kind.set_value(kind.value)
        self.head = ChoiceField()
        self.head.setMinimumContentsLength(_HEADINGS)
        self.head.view().setMinimumWidth(_WIDE_LIST)
        for caption, field, chosen in (
            ("工作表", self.sheet, lambda: self._look_anew(None)),
            ("表头", self.head, lambda: self._look_anew(self._head())),
            ("内容", self.kind, lambda: self._look_anew(self.reading.said.head)),
        ):
            text = label(caption)
            text.setBuddy(field)
            field.setAccessibleName(caption)
            field.activated.connect(chosen)
            row.addWidget(text)
            row.addWidget(field)
        return row

    def _build_reading(self) -> QWidget:
        frame, column = panel()
        self.reading = LedgerReading()
        self.reading.changed.connect(lambda: self._look(self._kind()))
        column.addWidget(self.reading)
        return frame

    def _build_rows(self) -> QWidget:
        frame, column = panel(margin=0)
        columns = _columns()
        self.rows = RowsModel(columns)
        self.table = Table("ledger-import", columns)
        self.table.setModel(self.rows)
        self.table.setAccessibleName("台账各行")
        column.addWidget(self.table, 1)
        return frame

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.only_refused = QCheckBox("只看不导入的行")
        self.only_refused.toggled.connect(lambda: self._show_rows())
        foot.addWidget(self.only_refused)
        self.topic_caption = label("选中行的专题")
        self.topic = ChoiceField(
            [(one.id, one.short_name) for one in topics.topics()], empty="（由程序判断）"
        )
        self.topic.setMinimumContentsLength(_TOPIC)
        self.topic.setAccessibleName(self.topic_caption.text())
        self.topic_caption.setBuddy(self.topic)
        self.topic.activated.connect(self._set_topic)
        foot.addWidget(self.topic_caption)
        foot.addWidget(self.topic)
        foot.addWidget(label("写入后按 Ctrl+Z 可一次撤销", "caption"), 1)
        self.save_refused = button("另存不导入的行…", self._ask_where)
        foot.addWidget(self.save_refused)
        foot.addWidget(button("取消  Esc", self.reject))
        self.import_button = button("导入  Ctrl+Enter", self.accept_rows, primary=True)
        foot.addWidget(self.import_button)
        return foot

    # The file

    def choose(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(self, "选择台账", "", _FILES)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Look at a file, as another one than before."""
        self.path = path
        self.reading.forget()
        self.file_name.setText(str(path))

        def done(sheets: list[tuple[str, str]]) -> None:
            _offer(self.sheet, sheets)
            self._look(self._kind(), "")

        self._work(
            lambda _progress: [
                (one.name, f"{one.name}（隐藏）" if one.hidden else one.name)
                for one in _seen_first(open_workbook(path).sheets)
            ],
            done,
        )

    def _kind(self) -> LedgerKind:
        return LedgerKind(self.kind.value())

    def _head(self) -> int | None:
        return int(self.head.value()) if self.head.value() else None

    def _look_anew(self, head: int | None) -> None:
        """Another sheet, head or kind: what the columns are is proposed anew."""
        self.reading.forget(head)
        self._look(self._kind())

    def _look(self, kind: LedgerKind, sheet: str | None = None) -> None:
        """``sheet``: empty for the likeliest, none for the one that is shown."""
        path = self.path
        if path is None:
            return
        self.preview = None  # nothing is written that isn't shown yet
        self._show_buttons()
        sheet = self.sheet.value() if sheet is None else sheet
        said = self.reading.said
        self._work(
            lambda progress: preview.look(path, sheet=sheet, kind=kind, said=said, progress=progress),
            self._show,
        )

    def _work(
        self, work: Callable[[Progress], object], done: Callable[..., None], *, writes: bool = False
    ) -> None:
        """In the worker; a refusal is said in the dialog."""
        self.summary.setText(_BUSY)
        self._jobs.run(work, done, writes=writes)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way in the worker."""
        return self._jobs.is_running()

    def _show_progress(self, words: str) -> None:
        if self._jobs.is_running():
            self.summary.setText(f"{_BUSY} {words}")

    def reject(self) -> None:
        """Esc stops what is under way before it closes the dialog."""
        if self._jobs.is_running():
            self._jobs.cancel()
        else:
            super().reject()

    def _refuse(self, error: UserError) -> None:
        if isinstance(error, StaleError):
            self._told = f"{error}。"
            self._look(self._kind())
            return
        if isinstance(error, NoHeadError):
            self.sheet.set_value(error.sheet)
            self._show_heads([(0, "（请选择）"), *error.rows], 0)
        self.preview = None
        self.summary.setText(f"✗ {error}")
        self.rows.set_rows([])
        self._show_buttons()

    # What was found

    def _show(self, found: Preview) -> None:
        self.preview = found
        self.sheet.set_value(found.sheet)
        self._show_heads(found.head_rows, found.head.last + 1)
        counts = "，".join(f"{FATES[fate]} {found.count(fate)} 行" for fate in Fate)
        unknown = sum(one.means is None for one in found.met)
        told = f"；有{unknown}种写法不认识，请在左边“单元格写法”选定含义" if unknown else ""
        told += "".join(f"；{remark}" for remark in found.remarks)
        told_before, self._told = self._told, ""
        self.summary.setText(f"{told_before}表头在第 {found.head.last + 1} 行；{counts}{told}")
        self.reading.show_reading(found)
        self._show_rows()
        self._show_buttons()

    def _show_heads(self, rows: list[HeadRow], chosen: int) -> None:
        """The rows that the head may be; 0 stands for none."""
        _offer(
            self.head,
            [(str(row) if row else "", f"第{row}行 {words}" if row else words) for row, words in rows],
        )
        self.head.set_value(str(chosen) if chosen else "")

    def _show_rows(self) -> None:
        found = self.preview.judged if self.preview else []
        if self.only_refused.isChecked():
            found = [one for one in found if one.fate is Fate.REFUSE]
        self.rows.set_rows(found)
        if self._kept:
            self.table.select([at for at, one in enumerate(found) if one.number in self._kept])
            self._kept = []

    def _set_topic(self) -> None:
        """The chosen topic is that of the selected rows, which stay selected."""
        self._kept = [self.rows.rows[row].number for row in self.table.selected_rows()]
        if self._kept:
            self.reading.say_topic(self._kept, self.topic.value())

    def _show_buttons(self) -> None:
        found = self.preview
        for one in (self.topic_caption, self.topic):
            one.setVisible(self._kind() is LedgerKind.HAZARDS)
            one.setEnabled(found is not None)
        writable = found.count(Fate.CREATE) + found.count(Fate.UPDATE) if found else 0
        self.import_button.setEnabled(bool(writable))
        self.import_button.setText(f"导入 {writable} 行  Ctrl+Enter" if writable else "导入  Ctrl+Enter")
        self.save_refused.setEnabled(bool(found and found.count(Fate.REFUSE)))

    # Writing

    def accept_rows(self) -> None:
        """Write every row that is not refused."""
        found = self.preview
        if found is None or not self.import_button.isEnabled():
            return
        self.import_button.setEnabled(False)
        actor = self.context.actor()

        def done(imported: Imported) -> None:
            self.imported = imported
            self.context.say(imported.in_words(), undo=True)
            self.accept()

        self._work(
            lambda progress: importing.accept(found, actor, progress, confirmed=True), done, writes=True
        )

    def _ask_where(self) -> None:
        if self.preview is None:
            return
        name = f"{self.preview.path.stem}-未导入.xlsx"
        if target := ask_target(self, "另存不导入的行", name, "Excel (*.xlsx)", ".xlsx"):
            self.write_refused(target)

    def write_refused(self, target: Path) -> None:
        """Save the refused rows, each with its reason."""
        found = self.preview
        if found is not None:
            write_file(
                self.context,
                self,
                target,
                "未导入的行",
                lambda path, progress: refused_rows.write(found, path, progress),
                lambda rows, path: f"已另存 {rows} 行：{path}",
            )


def _offer(field: ChoiceField, pairs: list[tuple[str, str]]) -> None:
    """Other choices, without the one that was chosen among the earlier ones."""
    field.clear()
    field.set_pairs(pairs)


def _seen_first(sheets: tuple[SheetName, ...]) -> list[SheetName]:
    return sorted(sheets, key=lambda sheet: sheet.hidden)
