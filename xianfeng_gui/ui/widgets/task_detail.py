"""All that is known of the selected task, beside the table, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.vocabulary import TaskState
from xianfeng_gui.ui.widgets.basics import button, label, scrolled
from xianfeng_gui.ui.widgets.facts import Facts
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.ui.widgets.task_table import report_text
from xianfeng_gui.work.evidence import EvidenceRow
from xianfeng_gui.work.task_detail import PersonCard, ReportRow, TaskDetail

_LINES_WIDE, _LINES_NARROW = 17, 14  # the panel's width in heights of a line
_KILOBYTE = 1024

ACTIONS = (
    ("report", "填报本月", "R"),
    ("assign", "指派", "A"),
    ("finish", "办结", "D"),
    ("split", "分解", "S"),
    ("edit", "修改", "F2"),
    ("strike_off", "移出清单", "Del"),
)
"""What can be done with a task: key, word, shortcut in the table."""


class TaskDetailPanel(QFrame):
    """Shows one task. Its signals ask the page to act."""

    wanted = Signal(str)
    """An action's key, ``history`` or ``hazards``."""
    evidence_wanted = Signal(str, str, bool)
    """An evidence file's id and name, and whether to save it under another name instead of opening it."""
    task_wanted = Signal(str)
    """Another task's id: a part or the task that this one is a part of."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.area = scrolled(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.area, 1)
        self.buttons: dict[str, QPushButton] = {}
        column.addLayout(self._make_buttons())
        self.facts = Facts()
        self.show_task(None)

    def _make_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, (key, word, keys) in enumerate(ACTIONS):
            made = button(f"{word} {keys}", lambda key=key: self.wanted.emit(key), primary=not place)
            made.setProperty("compact", True)
            self.buttons[key] = made
            grid.addWidget(made, place // 3, place % 3)
        return grid

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room to the table on a small screen."""
        self.setFixedWidth(self.fontMetrics().height() * (_LINES_NARROW if narrow else _LINES_WIDE))

    def show_task(self, task: TaskDetail | None) -> None:
        """Show a task; none when nothing is selected."""
        inner = QWidget()
        inner.setProperty("scrolled", True)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(6)
        if task is None:
            box.addWidget(label("选中一项任务，这里显示它的详情", "caption", wrap=True))
        else:
            self._fill(box, task)
        box.addStretch(1)
        self.area.setWidget(inner)
        self._set_buttons(task)

    def _set_buttons(self, task: TaskDetail | None) -> None:
        ended = task is not None and task.state in (TaskState.DONE, TaskState.STRUCK_OFF)
        for key, made in self.buttons.items():
            made.setEnabled(task is not None and (not ended or key in ("report", "finish", "edit")))
        self.buttons["finish"].setText("重新启动 D" if ended else "办结 D")

    def _fill(self, box: QVBoxLayout, task: TaskDetail) -> None:
        box.addWidget(label(f"{task.number} {task.title}", "heading", wrap=True))
        box.addWidget(label(_state_words(task), state=_state_colour(task), wrap=True))
        self.facts = Facts()
        self.facts.show_facts(_facts(task))
        box.addWidget(self.facts)
        if task.content:
            box.addWidget(label(task.content, wrap=True))
        self._add_parts(box, task)
        self._add_evidence(box, task.evidence)
        self._add_reports(box, task.reports)
        if task.earlier:
            box.addWidget(label(f"原行动中的填报 {len(task.earlier)} 次", "caption"))
            self._add_reports(box, task.earlier)
        if task.hazards:
            box.addWidget(
                button(f"相关隐患 {task.hazards} 条", lambda: self.wanted.emit("hazards"), link=True)
            )
        words = f"查看历史 Ctrl+H（{task.history}次改动）"
        box.addWidget(button(words, lambda: self.wanted.emit("history"), link=True))

    def _add_parts(self, box: QVBoxLayout, task: TaskDetail) -> None:
        if task.parent_id:
            parent_id = task.parent_id
            box.addWidget(button("查看分解前的任务", lambda: self.task_wanted.emit(parent_id), link=True))
        if task.parts:
            box.addWidget(label(f"分解为 {len(task.parts)} 项", "caption"))
        for part in task.parts:
            words = f"{part.number} {part.title}  {part.label}"
            box.addLayout(_line(words, [("查看", lambda part=part: self.task_wanted.emit(part.id))]))

    def _add_evidence(self, box: QVBoxLayout, evidence: Iterable[EvidenceRow]) -> None:
        rows = list(evidence)
        if rows:
            box.addWidget(label(f"佐证材料 {len(rows)} 份", "caption"))
        for row in rows:
            actions = [
                ("打开", lambda row=row: self.evidence_wanted.emit(row.id, row.name, False)),
                ("另存", lambda row=row: self.evidence_wanted.emit(row.id, row.name, True)),
            ]
            box.addLayout(_line(f"{row.name}（{size_words(row.size)}）", actions))

    def _add_reports(self, box: QVBoxLayout, reports: Iterable[ReportRow]) -> None:
        for report in reports:
            box.addWidget(label(_report_head(report), "caption"))
            box.addWidget(label(report.text, wrap=True))


def _line(words: str, actions: Iterable[tuple[str, Callable[[], object]]]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(0)
    line.addWidget(ElidedLabel(words), 1)
    for word, action in actions:
        line.addWidget(button(word, action, link=True))
    return line


def _state_words(task: TaskDetail) -> str:
    """The state with its sign, and the day that matters."""
    day = task.done_on or task.deadline
    kind = {TaskState.DONE: "完成于", TaskState.STRUCK_OFF: "取消于"}.get(task.state, "期限")
    return f"{task.label}（{kind}{day.year}年{day.month}月{day.day}日）"


def _state_colour(task: TaskDetail) -> str:
    if task.late_days:
        return "late"
    return {TaskState.DONE: "green", TaskState.IN_PROGRESS: "amber"}.get(task.state, "")


def _facts(task: TaskDetail) -> list[tuple[str, ...]]:
    missing = "、".join(f"{int(month[:4])}年{int(month[5:])}月" for month in task.missing)
    return [
        ("来源", _carried_words(task) or task.origin),
        ("期限", "" if not task.dated else "原方案明确" if task.carried_from else "方案原文明确"),
        ("责任单位", task.office or "未指派"),
        ("责任人", _person_words(task.person)),
        ("分管领导", _person_words(task.leader)),
        ("指标", task.target),
        ("进度", _progress(task)),
        ("本月", report_text(task.report)),
        ("缺报", missing, "late"),
        ("完成情况" if task.state == TaskState.DONE else "取消理由", task.closing_remark),
    ]


def _carried_words(task: TaskDetail) -> str:
    old = task.carried_from
    if old is None:
        return ""
    late = "逾期转入" if task.deadline == old.deadline and task.late_days else "转入"
    day = old.deadline
    return f"由《{old.campaign}》任务{old.number}{late}，原期限{day.year}年{day.month}月{day.day}日"


def _person_words(person: PersonCard | None) -> str:
    return f"{person.name} {person.phone}".strip() if person else ""


def _progress(task: TaskDetail) -> str:
    if task.figure is None or task.target_value is None:
        return "" if task.percent is None else f"{task.percent}%"
    return f"{task.figure:.10g}/{task.target_value:.10g}{task.target_unit}（{task.percent or 0}%）"


def _report_head(report: ReportRow) -> str:
    percent = "" if report.percent is None else f" {report.percent}%"
    year, month = report.month.split("-")
    return f"{year}年{int(month)}月{percent}  {report.reporter} {report.reported_on:%m-%d}填报"


def size_words(size: int) -> str:
    """A file's size as people read it."""
    if size < _KILOBYTE * _KILOBYTE:
        return f"{max(1, round(size / _KILOBYTE))}KB"
    return f"{size / _KILOBYTE / _KILOBYTE:.1f}MB"
