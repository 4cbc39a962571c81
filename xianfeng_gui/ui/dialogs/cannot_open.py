"""The data can't be opened: why, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from db import backup
from db.errors import DamagedError, UserError
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.report_saver import ReportSaver
from xianfeng_gui.work import rescue


class CannotOpen(FittedDialog):
    """Accepted once a backup has been restored and is open, or to try again (``wants_again``, offered by ``again``);
    rejected to leave everything as it is.

    Restoring is offered for damaged data only: data of a newer program, or a stick that is not plugged in, are
    not made better by an older state.
    """

    chapter: ClassVar[str] = "troubles"

    def __init__(self, folder: Path, error: UserError, *, again: bool = False) -> None:
        super().__init__(letters=45)
        self._folder = folder
        self.wants_again = False
        self.setWindowTitle("打不开数据")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(label("现在打不开数据", "title"))
        self.reason = label(str(error), wrap=True)
        box.addWidget(self.reason)
        box.addWidget(label(f"数据文件夹：{folder}", "caption", wrap=True))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        foot = QHBoxLayout()
        self.saver = ReportSaver(folder)
        self.saver.button.setProperty("link", True)
        foot.addWidget(self.saver.button)
        foot.addStretch(1)
        leave = button("退出  Esc", self.reject)
        foot.addWidget(leave)
        if again:
            retry = button("再试一次", self.try_again, primary=True)
            retry.setDefault(True)
            foot.addWidget(retry)
        if isinstance(error, DamagedError):
            box.addWidget(label("恢复时，现有文件会另行保留在backups文件夹里。", wrap=True))
            foot.addWidget(button("选择备份文件…", self.choose))
            if rescue.copies(folder):
                foot.addWidget(button("用最近的完好备份恢复", self.restore_last_good, primary=True))
        box.addWidget(self.problem)
        box.addWidget(self.saver)
        box.addLayout(foot)
        (retry if again else leave).setFocus()

    def try_again(self) -> None:
        """Something has been done about it."""
        self.wants_again = True
        self.accept()

    def restore_last_good(self) -> None:
        """Go back to the newest backup that is sound."""
        self._try(lambda: rescue.restore_last_good(self._folder))

    def choose(self) -> None:
        """Go back to a backup file of the person's choice."""
        file, _ = QFileDialog.getOpenFileName(
            self, "选择备份文件", str(self._folder), "备份 (*.xfbak *.db *.zip)"
        )
        if file:
            self._try(lambda: backup.restore(self._folder, Path(file)))

    def _try(self, restore: Callable[[], object]) -> None:
        try:
            restore()
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.accept()
