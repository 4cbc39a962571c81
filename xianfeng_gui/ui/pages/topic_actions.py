"""What can be done with the tasks of a topic's page, by button or shortcut: opening the right dialog for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog

from db.errors import UserError
from db.vocabulary import TaskState
from xianfeng_gui.ui import opened_files
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.work.task_detail import TaskDetail
from xianfeng_gui.work.task_list import TaskRow

_ENDED = (TaskState.DONE, TaskState.STRUCK_OFF)


class TaskActions:
    """Acts for one page. A dialog is open at a time; what cannot be done is said in the status bar."""

    def __init__(self, context: Context, page: Page, topic_id: str | None) -> None:
        self._context = context
        self._page = page
        self._topic_id = topic_id

    def do(self, key: str, rows: Sequence[TaskRow]) -> None:
        """Do ``key`` (see ``widgets.task_detail.ACTIONS``) with the selected rows, or with the page as a whole."""
        if key == "hazards" and self._topic_id is not None:
            self._context.show_record("hazard-topic", self._topic_id)
            return
        try:
            dialog = self._new_task() if key == "add" else self._dialog(key, rows)
        except UserError as error:
            self._context.say(str(error))
            return
        if dialog is not None:
            dialog.exec()
            dialog.deleteLater()

    def _new_task(self) -> QDialog:
        from xianfeng_gui.ui.dialogs.tasks import TaskDialog

        return TaskDialog(self._context, self._topic_id, parent=self._page)

    def _dialog(self, key: str, rows: Sequence[TaskRow]) -> QDialog | None:
        """The dialog for an action; none when it needs no dialog. UserError when it isn't possible."""
        from xianfeng_gui.ui.dialogs.tasks import AssignDialog

        if not rows:
            raise UserError("请先在清单中选择任务")
        if key == "assign":
            return AssignDialog(self._context, rows, self._page)
        if len(rows) > 1:
            raise UserError("请只选择一项任务；多项任务只能一起指派")
        return self._dialog_of_one(key, rows[0])

    def _dialog_of_one(self, key: str, row: TaskRow) -> QDialog | None:
        from xianfeng_gui.ui.dialogs.history import HistoryDialog
        from xianfeng_gui.ui.dialogs.task_report import MonthlyReportDialog
        from xianfeng_gui.ui.dialogs.task_split import SplitDialog
        from xianfeng_gui.ui.dialogs.tasks import FinishDialog, StrikeOffDialog, TaskDialog

        context, page = self._context, self._page
        if key == "history":
            return HistoryDialog(context, "task", row.id, f"{row.number} {row.title}", page)
        task = self._read(row)
        if key == "edit":
            return TaskDialog(context, self._topic_id, task, page)
        if key == "report":
            return MonthlyReportDialog(context, task, page)
        if key == "finish" and row.state in _ENDED:
            self._reopen(row)
            return None
        if row.state in _ENDED:
            raise UserError(f"任务{row.number}“{row.state.label}”，如需继续请先重新启动（D）")
        return {"finish": FinishDialog, "split": SplitDialog, "strike_off": StrikeOffDialog}[key](
            context, task, page
        )

    def _read(self, row: TaskRow) -> TaskDetail:
        from xianfeng_gui.work.task_detail import task_detail

        return task_detail(row.id, self._context.today())

    def _reopen(self, row: TaskRow) -> None:
        from xianfeng_gui.work import tasks

        tasks.reopen(row.id, self._context.actor())
        self._context.say(f"已重新启动任务 {row.number}", undo=True)

    def take_evidence(self, evidence_id: str, name: str, save: bool) -> None:
        """Open an evidence file with the program that this PC has for it, or save it elsewhere."""
        from xianfeng_gui.work.evidence import save_evidence

        try:
            target = self._ask_target(name) if save else opened_files.place_for(name)
            if target is None:
                return
            save_evidence(evidence_id, target)
            if save:
                self._context.say(f"已另存为 {target}")
            else:
                opened_files.open_file(target)
        except UserError as error:
            self._context.say(str(error))

    def _ask_target(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._page, "另存佐证材料", name)
        return Path(chosen) if chosen else None
