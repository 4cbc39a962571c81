"""The task table of a topic: its columns, and which of them stay when there is little room."""

from __future__ import annotations

from db.vocabulary import TaskState
from xianfeng_gui.sheets.tasks import TASKS
from xianfeng_gui.ui.widgets.table import RowsModel, Table, of_sheet
from xianfeng_gui.work.monthly import ReportState
from xianfeng_gui.work.task_list import TaskRow

_REPORT_SIGNS = {
    ReportState.REPORTED: "✓ 已报",
    ReportState.PARTLY: "◐ 部分",
    ReportState.MISSING: "● 缺报",
    ReportState.CURRENT: "○ 待报",
    ReportState.FUTURE: "○ 未到",
    ReportState.NOT_NEEDED: "— 不需报",
}
_REPORT_COLOURS = {ReportState.REPORTED: "green", ReportState.PARTLY: "amber", ReportState.MISSING: "late"}
_STATE_COLOURS = {TaskState.DONE: "green", TaskState.IN_PROGRESS: "amber"}

# In this order columns give way when the table is narrow: the detail beside it has them too.
_DISPENSABLE = ("leader", "target", "person", "report", "office", "deadline")


def state_colour(row: TaskRow) -> str:
    """The colour of a task's state; late before all others."""
    return "late" if row.late_days else _STATE_COLOURS.get(row.state, "secondary")


def report_text(state: ReportState) -> str:
    """How the month's report stands, with its sign."""
    return _REPORT_SIGNS[state]


COLUMNS = (
    of_sheet(TASKS, "number", 58, lambda row: row.number),
    of_sheet(TASKS, "title", 220, lambda row: row.title, stretch=True),
    of_sheet(TASKS, "target", 120, lambda row: row.target),
    of_sheet(TASKS, "office", 112, lambda row: row.office or "未指派"),
    of_sheet(TASKS, "person", 72, lambda row: row.person),
    of_sheet(TASKS, "leader", 84, lambda row: row.leader),
    of_sheet(TASKS, "deadline", 98, lambda row: row.deadline.isoformat()),
    of_sheet(TASKS, "state", 126, lambda row: row.label, state_colour),
    of_sheet(
        TASKS,
        "report",
        84,
        lambda row: report_text(row.report),
        lambda row: _REPORT_COLOURS.get(row.report, "secondary"),
    ),
)


class TaskTable(Table):
    """The tasks; several may be selected. Columns that the detail repeats give way to the task's name."""

    def __init__(self) -> None:
        super().__init__("tasks", COLUMNS, _DISPENSABLE)
        self.rows = RowsModel(COLUMNS)
        self.setModel(self.rows)
        self.setAccessibleName("任务清单")

    def selected_ids(self) -> list[str]:
        """The selected tasks, from the top."""
        return [self.rows.rows[number].id for number in self.selected_rows()]

    def set_rows(self, rows: list[TaskRow]) -> None:
        """Show other rows; what was selected stays selected, otherwise the first row is."""
        kept = self.selected_ids()
        self.rows.set_rows(rows)
        found = [self.rows.row_of(task_id) for task_id in kept]
        self.select([row for row in found if row >= 0] or [0])
