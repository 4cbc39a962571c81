"""The monthly report of a task: a month, what was done, how far it is, and the files that show it."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import UserError
from xianfeng_gui.rules.months import month_of, reporting_months
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField, TextBox
from xianfeng_gui.ui.widgets.file_list import FileList
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices, tasks, topics
from xianfeng_gui.work.task_detail import ReportRow, TaskDetail
from xianfeng_gui.work.task_input import MonthlyInput

_CONTENT = ("text", "percent", "figure", "reporter", "files")


def month_words(month: str) -> str:
    """2021年6月 for 2021-06."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def number_text(value: float | None) -> str:
    """A figure as it is typed: no .0, empty for none."""
    return "" if value is None else f"{value:.10g}"


def parse_number(text: str, field: str) -> float | None:
    """The figure typed; UserError when it isn't one."""
    if not text:
        return None
    try:
        figure = float(text)
    except ValueError:
        figure = math.nan
    # Python also reads “nan” and “inf” as numbers.
    if not math.isfinite(figure):
        raise UserError(f"“{text}”不是数字，请改正", field)
    return figure


class MonthlyReportDialog(FormDialog):
    """Reports a month; a month that is reported already is shown for correction."""

    def __init__(self, context: Context, task: TaskDetail, parent: QWidget | None = None) -> None:
        self._task = task
        self._reports = {report.month: report for report in task.reports}
        self._typed: dict[str, dict[str, Any]] = {}
        form = Form(f"task-report.{task.id}", columns=2)
        self._build(form, context)
        super().__init__(
            context, f"填报 {task.number} {task.title}", form, self._report, save_text="保存", parent=parent
        )
        self._month = self.month.value()
        if not form.raw()["text"]:
            self._load(self._month)
        self.month.currentIndexChanged.connect(lambda: self._change_month())
        self.text.setFocus()

    def _build(self, form: Form, context: Context) -> None:
        unit = self._task.target_unit or "数"
        self.month = ChoiceField(self._months(context))
        self.month.setMinimumContentsLength(20)
        self.text = TextBox(5, "本月做了什么，取得什么结果，还有什么问题")
        form.add("month", "月份*", self.month)
        self.reporter = QLineEdit()
        form.add("reporter", "填报人", self.reporter)
        form.add("text", "工作情况*", self.text, wide=True)
        self.figure = QLineEdit()
        if self._task.target_value is not None:
            aim = f"{number_text(self._task.target_value)}{self._task.target_unit}"
            form.add(
                "figure", f"完成数（{unit}）", self.figure, hint=f"指标{aim}；填了完成数，完成比例自动算出"
            )
            self.figure.setPlaceholderText(f"指标 {aim}")
        self.percent = QLineEdit()
        self.percent.setPlaceholderText("0—100")
        form.add("percent", "完成比例（%）", self.percent)
        self.files = FileList()
        form.add("files", "佐证材料", self.files, wide=True)

    def _months(self, context: Context) -> list[tuple[str, str]]:
        """The months that may be reported, the newest first."""
        campaign, today = topics.campaign(), context.today()
        found = reporting_months(
            campaign.starts_on, campaign.ends_on, self._task.starts_on, self._task.done_on, today
        )
        if not found:
            raise UserError(f"任务{self._task.number}还没有开始，没有需要填报的月份")
        return [(month, self._month_label(month, month_of(today))) for month in reversed(found)]

    def _month_label(self, month: str, current: str) -> str:
        state = "✓ 已报" if month in self._reports else "缺报" if month in self._task.missing else "未报"
        return f"{month_words(month)}{'（本月）' if month == current else ''} {state}"

    def _change_month(self) -> None:
        """What was typed for the month left comes back with it; an unreported month takes the text along."""
        raw = self.form.raw()
        self._typed[self._month] = {name: raw[name] for name in _CONTENT if name in raw}
        self._month = self.month.value()
        if self._month in self._typed:
            self.form.set_values(self._typed[self._month])
        else:
            self._load(self._month)

    def _load(self, month: str) -> None:
        report = self._reports.get(month)
        self.say("该月已填报，以下为原内容，保存即更正" if report else "")
        self.form.set_values(self._content(report))

    def _content(self, report: ReportRow | None) -> dict[str, Any]:
        if report is None:
            reporter = self._task.person.name if self._task.person else offices.operator()
            return {"text": "", "percent": "", "figure": "", "reporter": reporter}
        return {
            "text": report.text,
            "percent": "" if report.percent is None else str(report.percent),
            "figure": number_text(report.figure),
            "reporter": report.reporter,
        }

    def _report(self, values: dict[str, Any]) -> None:
        percent = parse_number(values["percent"], "percent")
        if percent is not None and percent != int(percent):
            raise UserError("完成比例请填整数", "percent")
        data = MonthlyInput(
            month=values["month"],
            text=values["text"],
            percent=None if percent is None else int(percent),
            figure=parse_number(values.get("figure", ""), "figure"),
            reporter=values["reporter"],
            files=tuple(self.files.paths()),
        )
        tasks.report_month(self._task.id, data, self.context.actor())
        self.context.say(f"已保存 {self._task.number} {month_words(data.month)}工作情况", undo=True)
