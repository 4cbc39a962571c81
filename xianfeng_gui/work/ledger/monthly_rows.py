"""Rows of a monthly report: what a task's office reports for a month, new or again, or the reason why not."""

from __future__ import annotations

from typing import Any

from db import clock, connection, ids
from db.errors import UserError
from db.records import MonthlyReport, Task
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.rules.months import reporting_months
from xianfeng_gui.rules.tasks import percent_of
from xianfeng_gui.work import topics
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, tried


class MonthlyJudge(Judge):
    """Judges rows by the tasks of the active campaign."""

    def __init__(self) -> None:
        self.campaign, self.today = topics.campaign(), clock.today()
        rows = connection.rows("SELECT number, id FROM task WHERE campaign_id = ?", (self.campaign.id,))
        self.tasks: dict[str, str] = dict(rows)
        self.seen: set[tuple[str, str]] = set()

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate."""
        number, text = str(row.values.get("number", "")), str(row.values.get("text", ""))
        judged = tried(row, lambda: self._judged(row, number))
        judged.subject, judged.words = number, text
        return judged

    def _judged(self, row: LedgerRow, number: str) -> Judged:
        values = row.values
        if number not in self.tasks:
            raise UserError(f"没有编号为“{number}”的任务" if number else "缺少任务编号")
        if not values.get("text"):
            return Judged(row.number, Fate.UNCHANGED, remarks=("没有填写工作情况",))
        month = str(values.get("month", ""))
        if not month:
            raise UserError("缺少月份")
        if (number, month) in self.seen:
            raise UserError(f"任务{number}{month}在表中出现了两次")
        self.seen.add((number, month))
        task = Task.get_by_id(self.tasks[number])
        self._check_month(task, month)
        fields = self._fields(values, task)
        known = MonthlyReport.get_or_none(MonthlyReport.task == task.id, MonthlyReport.month == month)
        if known is None:
            record = {"id": ids.new_id(), "task": task.id, "month": month, "reported_on": self.today} | fields
            return Judged(row.number, Fate.CREATE, record=record)
        changed = {key: value for key, value in fields.items() if getattr(known, key) != value}
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=str(known.id))

    def _check_month(self, task: Task, month: str) -> None:
        expected = reporting_months(
            self.campaign.starts_on, self.campaign.ends_on, task.starts_on, task.done_on, self.today
        )
        if month not in expected:
            raise UserError(f"任务{task.number}不填报{month}的工作情况")

    def _fields(self, values: dict[str, Any], task: Task) -> dict[str, Any]:
        fields: dict[str, Any] = {
            key: values[key] for key in ("text", "reported_on", "reporter", "figure") if key in values
        }
        if fields.get("reported_on", self.today) > self.today:
            raise UserError(f"填报日期{fields['reported_on']}晚于今天")
        percent = values.get("percent")
        if percent is None and fields.get("figure") is not None and task.target_value:
            percent = percent_of(fields["figure"], task.target_value)
        if percent is not None:
            if not 0 <= percent <= 100:
                raise UserError("完成比例应为0至100")
            fields["percent"] = round(percent)
        return fields
