"""The lists of a campaign's work: tasks, the one sheet, measures, monthly reports, what is late."""

from __future__ import annotations

from collections.abc import Iterable

from db.records import Hazard, Measure, MonthlyReport, Task
from xianfeng_gui.sheets.columns import ORDER, Column, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record
from xianfeng_gui.sheets.hazards import DAYS_LATE

MONTH = "month."
"""Begins the keys of the one sheet's month columns: month.2021-06."""
_SUPPORTING = Column("supporting", "配合单位", 16, Kind.LINES, comes_in=True)
_STATE_IN_WORDS = Column("state_in_words", "进展", 12)

TASKS = Sheet(
    "tasks",
    "任务清单",
    (
        ORDER,
        of_record(Task, "number", 8),
        of_record(Task, "topic", 9),
        of_record(Task, "title", 20, Kind.LINES),
        of_record(Task, "content", 40),
        of_record(Task, "target", 16, Kind.LINES),
        of_record(Task, "office", 11),
        _SUPPORTING,
        of_record(Task, "person", 8),
        of_record(Task, "leader", 8),
        of_record(Task, "deadline", 10.5),
        of_record(Task, "state", 8),
        of_record(MonthlyReport, "percent", 8, Kind.PERCENT, comes_in=False),
        DAYS_LATE,
        Column("report", "本月报送", 8),
        # Beyond the printed page: for sorting and sending on.
        of_record(Task, "measure", 20, Kind.LINES),
        of_record(Task, "parent", 10),
        of_record(Task, "starts_on", 11),
        of_record(Task, "done_on", 11),
        of_record(Task, "closing_remark", 30),
    ),
    frozen=4,
    printed=15,
    unit="项",
)

MEASURES = Sheet(
    "measures",
    "制度措施清单",
    (
        ORDER,
        of_record(Measure, "topic", 9),
        of_record(Measure, "number", 4.5),
        of_record(Measure, "title", 24, Kind.LINES),
        of_record(Measure, "content", 46),
        Column("offices", "责任单位", 16, Kind.LINES),
        Column("people", "责任人", 10, Kind.LINES),
        Column("deadline", "完成期限", 10.5, Kind.DATE),
        Column("tasks", "任务数", 7, Kind.NUMBER, summed=True),
        Column("done", "已完成", 7, Kind.NUMBER, summed=True),
        Column("rate", "完成率", 7, Kind.PERCENT, share=("done", "tasks")),
        _STATE_IN_WORDS,
    ),
    frozen=1,
    unit="条",
)

MONTHLY = Sheet(
    "monthly",
    "月度工作情况",
    (
        ORDER,
        of_record(Task, "topic", 9),
        of_record(Task, "number", 8, comes_in=True),
        of_record(Task, "title", 20, Kind.LINES, comes_in=False),
        of_record(Task, "office", 12, comes_in=False),
        of_record(Task, "person", 8, comes_in=False),
        of_record(MonthlyReport, "month", 9),
        of_record(MonthlyReport, "text", 46),
        of_record(MonthlyReport, "percent", 8, Kind.PERCENT),
        of_record(MonthlyReport, "figure", 8),
        Column("report", "报送", 9),
        of_record(MonthlyReport, "reported_on", 10.5),
        of_record(MonthlyReport, "reporter", 9),
    ),
    frozen=1,
    unit="项",
)

MONTH_BY_TOPIC = Sheet(
    "month_by_topic",
    "各专题情况",
    (
        ORDER,
        Column("topic", "专题", 30, Kind.LINES),
        Column("tasks", "任务", 8, Kind.NUMBER, summed=True),
        Column("done", "已完成", 8, Kind.NUMBER, summed=True),
        Column("late", "任务逾期", 8, Kind.NUMBER, summed=True),
        Column("expected", "应报", 8, Kind.NUMBER, summed=True),
        Column("reported", "已报", 8, Kind.NUMBER, summed=True),
        Column("rate", "报送率", 8, Kind.PERCENT, share=("reported", "expected")),
        Column("found", "当月发现隐患", 8, Kind.NUMBER, summed=True),
        Column("closed", "当月销号", 8, Kind.NUMBER, summed=True),
        Column("open_hazards", "现未销号", 8, Kind.NUMBER, summed=True),
        Column("late_hazards", "现逾期", 8, Kind.NUMBER, summed=True),
        Column("open_major", "重大未销号", 8, Kind.NUMBER, summed=True),
    ),
)

MONTH_BY_OFFICE = Sheet(
    "month_by_office",
    "各单位报送",
    (
        ORDER,
        Column("office", "责任单位", 24),
        Column("expected", "应报", 10, Kind.NUMBER, summed=True),
        Column("reported", "已报", 10, Kind.NUMBER, summed=True),
        Column("missing", "未报", 10, Kind.NUMBER, summed=True),
        Column("rate", "报送率", 10, Kind.PERCENT, share=("reported", "expected")),
        Column("tasks", "未报任务", 60, Kind.LINES),
    ),
)

LATE = Sheet(
    "late",
    "逾期事项",
    (
        ORDER,
        of_record(Task, "office", 12, comes_in=False),
        Column("kind", "类别", 6),
        Column("number", "编号", 15),
        Column("topic", "专题", 9),
        Column("matter", "事项", 40, Kind.LINES),
        of_record(Hazard, "site", 18, Kind.LINES, comes_in=False),
        Column("person", "责任人", 9),
        Column("deadline", "期限", 10.5, Kind.DATE),
        DAYS_LATE,
        Column("state", "状态", 9),
    ),
    frozen=2,
    unit="项",
)

LATE_BY_OFFICE = Sheet(
    "late_by_office",
    "各单位逾期",
    (
        ORDER,
        Column("office", "责任单位", 24),
        Column("tasks", "逾期任务", 12, Kind.NUMBER, summed=True),
        Column("hazards", "逾期隐患", 12, Kind.NUMBER, summed=True),
        Column("all", "合计", 12, Kind.NUMBER, summed=True),
        Column("longest", "最长逾期天数", 14, Kind.NUMBER),
    ),
)


def master_sheet(months: Iterable[str]) -> Sheet:
    """The one sheet (挂图作战“一张表”): every task, and a column for each of the campaign's months ("YYYY-MM")."""
    return Sheet(
        "master",
        "一张表",
        (
            ORDER,
            of_record(Task, "topic", 8),
            of_record(Task, "number", 7),
            of_record(Task, "title", 20, Kind.LINES),
            of_record(Task, "target", 14, Kind.LINES),
            Column("lead", "牵头单位", 11, Kind.LINES),
            of_record(Task, "office", 11),
            _SUPPORTING,
            of_record(Task, "person", 7),
            of_record(Task, "leader", 7),
            of_record(Task, "deadline", 10.5),
            _STATE_IN_WORDS,
            *(Column(MONTH + month, f"{month[2:4]}年\n{int(month[5:])}月", 4) for month in months),
        ),
        frozen=4,
        paper="A3",
        unit="项",
    )
