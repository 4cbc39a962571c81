"""The automatic backup when the window closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog

from db.errors import UserError
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.work import backups, faults

if TYPE_CHECKING:
    from xianfeng_gui.ui.window import MainWindow

PROGRESS_AFTER_MS = 500


def back_up_before_exit(window: MainWindow) -> bool:
    """Back up; true when the window may close. Says something only when it takes long or fails."""
    problem = _back_up(window)
    if problem is None:
        return True
    text = f"{problem}。\n\n已保存的内容仍在数据文件中，只是这次没有备份。仍要关闭程序吗？"
    return ask(window, "退出时没有备份成功", text, yes="仍然关闭", no="返回程序")


def _back_up(window: MainWindow) -> str | None:
    """Run the backup in the worker while the window stays painted; the reason when it failed."""
    loop = QEventLoop()
    outcome: list[str | None] = []

    def arrived(problem: str | None) -> None:
        outcome.append(problem)
        loop.quit()

    progress = QProgressDialog("正在备份，请稍候…", "", 0, 0, window)
    progress.setWindowTitle("退出")
    progress.setCancelButton(None)
    progress.setWindowModality(Qt.WindowModality.ApplicationModal)
    progress.setMinimumDuration(PROGRESS_AFTER_MS)
    window.context.worker.run(_attempt, arrived, arrived, "备份")
    # A second click on the window's × meanwhile must not begin a second backup.
    window.setEnabled(False)
    if not outcome:  # a refused job has answered already: nothing would end the loop
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    window.setEnabled(True)
    progress.close()
    progress.deleteLater()
    return outcome[0]


def _attempt() -> str | None:
    # Any failure comes back as a sentence: a window that can't be closed would be worse than a missing backup.
    try:
        backups.back_up_now()
    except UserError as error:
        return str(error).rstrip("。")
    except Exception as error:
        faults.record(backups.data_folder(), error)
        return "备份没有完成：程序出错，已写入日志"
    return None
