"""The list of backups with what can be done: make one, carry one away, go back to one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QVBoxLayout

from db.errors import UserError
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import backups

_COLUMNS = [
    TableColumn("made_on", "时间", 126, lambda row: f"{row.made_on:%Y-%m-%d %H:%M}"),
    TableColumn("kind", "种类", 84, lambda row: row.kind, stretch=True),
    TableColumn("size", "大小", 76, lambda row: _size(row.size), right=True),
]
_LEAST_ROWS = 4
"""With the header's."""
_FILTER = f"备份文件 (*{backups.ENDING})"
_FILTER_ALL = f"备份文件 (*{backups.ENDING} *.db);;所有文件 (*)"


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


class BackupPanel(QFrame):
    """Backups are made in the worker; going back to one ends with ``context.wanted("restart", "")``."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("panel", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addWidget(label("备份和恢复", "heading"))
        box.addWidget(label("每天和退出时自动备份到数据文件夹；每周另存一份到U盘。", "empty", wrap=True))
        self.rows = RowsModel(_COLUMNS)
        self.table = Table("backups", _COLUMNS)
        self.table.setModel(self.rows)
        self.table.setAccessibleName("备份")
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * _LEAST_ROWS)
        self.empty = EmptyNote("还没有备份，请按“立即备份”")
        box.addWidget(self.table, 1)
        box.addWidget(self.empty, 1)
        actions = FlowLayout(8)
        self.restore_button = button("恢复选中的…", self.restore_selected)
        actions.addWidget(button("立即备份", self.back_up_now))
        actions.addWidget(button("备份到文件（U盘）…", self._choose_target))
        actions.addWidget(self.restore_button)
        actions.addWidget(button("从文件恢复…", self._choose_source))
        box.addLayout(actions)
        self.said = label("", "", wrap=True)
        self.said.hide()
        box.addWidget(self.said)
        self.table.selectionModel().selectionChanged.connect(lambda: self._enable())

    def refresh(self) -> None:
        """Read the list again."""
        found = backups.list_backups()
        self.rows.set_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._enable()

    def _enable(self) -> None:
        self.restore_button.setEnabled(len(self.table.selected_rows()) == 1)

    def back_up_now(self) -> None:
        """Make today's backup in the data folder."""
        self.said.hide()
        self.context.run(backups.back_up_now, lambda path: self._done("已备份到数据文件夹"), "备份", self)

    def back_up_to(self, path: Path) -> None:
        """Write one file with records and photos."""
        self.said.hide()
        self.context.run(
            lambda: backups.back_up_to(path), lambda made: self._done(f"已备份到“{made}”"), "备份到文件", self
        )

    def _done(self, sentence: str) -> None:
        self.context.say(sentence)
        self._say(f"✓ {sentence}", "green")
        self.refresh()

    def _say(self, sentence: str, state: str) -> None:
        theme.mark(self.said, "state", state)
        self.said.setText(sentence)
        self.said.show()

    def _choose_target(self) -> None:
        name = backups.suggested_name(self.context.today())
        path, _ = QFileDialog.getSaveFileName(self, "备份到文件", name, _FILTER)
        if path:
            self.back_up_to(Path(path))

    def _choose_source(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "从文件恢复", "", _FILTER_ALL)
        if path:
            self.restore(Path(path))

    def restore_selected(self) -> None:
        """Go back to the backup that is selected in the list."""
        chosen = self.table.selected_rows()
        if chosen:
            self.restore(self.rows.rows[chosen[0]].path)

    def restore(self, path: Path) -> None:
        """Ask, go back to a backup, and have the window opened again."""
        text = (
            f"将用“{path.name}”恢复全部数据。\n\n"
            "备份之后登记、修改的内容不会出现在恢复后的数据里。"
            "现在的数据会留存一份在备份文件夹中（恢复前留存），需要时还可以换回来。\n\n"
            "恢复完成后，程序窗口会重新打开。"
        )
        if ask(self, "恢复数据", text, yes="恢复"):
            self._restore(path)

    def _restore(self, path: Path) -> None:
        self._say("正在恢复，请稍候…", "")
        self.repaint()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            # Not in the worker: nothing may read or write while the archive is exchanged. The worker isn't ended,
            # since the clerk works on with the present data when the file turns out to be no backup.
            self.context.worker.wait()
            backups.restore(backups.data_folder(), path)
        except UserError as error:
            self._say(f"✗ {error}", "late")
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.context.show_record("restart", "")
