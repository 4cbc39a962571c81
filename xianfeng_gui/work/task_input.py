"""What a clerk types of a task and of a month, checked and made ready for the records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import connection
from db.errors import UserError
from db.records import Task
from db.records.base import ShortText
from xianfeng_gui.rules.tasks import percent_of


@dataclass(frozen=True)
class TaskData:
    """A task as typed. ``starts_on`` ``None``: as it was, for a new one today; ``target_value`` in ``target_unit``."""

    title: str
    deadline: dt.date | None
    content: str = ""
    target: str = ""
    target_value: float | None = None
    target_unit: str = ""
    office_id: str | None = None
    person_id: str | None = None
    leader_id: str | None = None
    starts_on: dt.date | None = None


@dataclass(frozen=True)
class MonthlyInput:
    """A month's report as typed: ``month`` "YYYY-MM"; ``percent`` 0 to 100, or ``figure`` towards the target."""

    month: str
    text: str
    percent: int | None = None
    figure: float | None = None
    reporter: str = ""
    files: tuple[Path, ...] = ()


def task_fields(data: TaskData, starts_on: dt.date) -> dict[str, Any]:
    """The record's fields; raises UserError naming the field that is wrong."""
    texts = {name: _text(name, getattr(data, name)) for name in ("title", "content", "target", "target_unit")}
    if not texts["title"]:
        raise UserError("请填写任务", "title")
    if data.deadline is None:
        raise UserError("请填写期限", "deadline")
    starts_on = data.starts_on or starts_on
    if data.deadline < starts_on:
        raise UserError("期限不能早于开始日期，请改正", "deadline")
    if data.target_value is not None and not 0 < data.target_value < 1e12:
        raise UserError("指标值应大于0；没有数量指标的请留空", "target_value")
    check_people(data.office_id, data.person_id, data.leader_id)
    return {
        **texts,
        "target_value": data.target_value,
        "office": data.office_id,
        "person": data.person_id,
        "leader": data.leader_id,
        "starts_on": starts_on,
        "deadline": data.deadline,
    }


def _text(name: str, text: str) -> str:
    """Stripped, and within the field's limit."""
    field, text = Task._meta.fields[name], text.strip()
    if isinstance(field, ShortText) and len(text) > field.max_length:
        raise UserError(f"“{field.verbose_name}”最多{field.max_length}个字，请缩短", name)
    return text


def check_people(office_id: str | None, person_id: str | None, leader_id: str | None) -> None:
    """The office, person and leader exist, and the person in charge belongs to the office."""
    if office_id and not connection.scalar("SELECT 1 FROM office WHERE id = ?", (office_id,)):
        raise UserError("没有这个责任单位，请重新选择", "office_id")
    if person_id:
        home = connection.scalar("SELECT office_id FROM person WHERE id = ?", (person_id,))
        if home is None or home != office_id:
            raise UserError("责任人不在该责任单位，请重新选择，或先在“机构人员”中调整", "person_id")
    if leader_id and not connection.scalar("SELECT 1 FROM person WHERE id = ?", (leader_id,)):
        raise UserError("没有这位分管领导，请重新选择", "leader_id")


def report_fields(data: MonthlyInput, task: Task, today: dt.date) -> dict[str, Any]:
    """The monthly report's fields; a figure decides the percentage. Raises UserError."""
    if not data.text.strip():
        raise UserError("请填写工作情况", "text")
    return {
        "text": data.text.strip(),
        "percent": _percent(data, task),
        "figure": data.figure,
        "reported_on": today,
        "reporter": data.reporter.strip(),
    }


def _percent(data: MonthlyInput, task: Task) -> int | None:
    if data.figure is not None:
        if task.target_value is None:
            raise UserError("该任务没有指标值，请直接填写完成比例，或先在任务中填写指标值", "figure")
        return percent_of(data.figure, task.target_value)
    if data.percent is not None and not 0 <= data.percent <= 100:
        raise UserError("完成比例应为0至100之间的整数，请改正", "percent")
    return data.percent
