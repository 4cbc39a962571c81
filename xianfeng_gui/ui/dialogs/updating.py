"""Older data are brought up to date: a word to wait, while a backup is made and the schema changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from db.errors import UserError
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.ui.worker import Worker
from xianfeng_gui.work import update


class Updating(FittedDialog):
    """Accepted with ``kept``, the backup; rejected with ``problem``. It can't be closed before."""

    def __init__(self, folder: Path) -> None:
        super().__init__(letters=36)
        self.kept: Path | None = None
        self.problem: UserError | None = None
        self._folder = folder
        self._worker = Worker(self)
        self.setWindowTitle("升级数据")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(label("正在升级数据，请稍候…", "title"))
        box.addWidget(label("数据是较早的程序写成的。先备份，再升级；请不要关机，也不要拔出U盘。", wrap=True))
        busy = QProgressBar()
        busy.setRange(0, 0)
        box.addWidget(busy)
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        self._worker.run(self._update, self._done, lambda sentence: None, "升级数据")

    def _update(self) -> Path | UserError:
        try:
            return update.update(self._folder)
        except UserError as error:
            return error  # as it is: damaged data are offered another way out than others

    def _done(self, result: Path | UserError) -> None:
        if isinstance(result, UserError):
            self.problem = result
            super().reject()
        else:
            self.kept = result
            self.accept()

    def reject(self) -> None:
        """Not before it has ended."""
