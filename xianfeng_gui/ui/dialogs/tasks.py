"""Dialogs around a task: assign several, finish one, strike it off, add or change one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.dialogs.task_people import Responsible
from xianfeng_gui.ui.dialogs.task_report import number_text, parse_number
from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.ui.widgets.fields import DateField, TextBox
from xianfeng_gui.ui.widgets.file_list import FileList
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import tasks
from xianfeng_gui.work.task_detail import TaskDetail
from xianfeng_gui.work.task_input import TaskData
from xianfeng_gui.work.task_list import TaskRow

_LISTED = 6


class AssignDialog(FormDialog):
    """Office, person and leader for all selected tasks at once; what is left unchanged stays."""

    def __init__(self, context: Context, rows: Sequence[TaskRow], parent: QWidget | None = None) -> None:
        self._ids = [row.id for row in rows]
        offices = {row.office_id or "" for row in rows}
        form = Form(f"task-assign.{self._ids[0]}")
        self.responsible = Responsible(context, form, "不变", offices.pop() if len(offices) == 1 else "")
        title = f"指派 {rows[0].number} {rows[0].title}" if len(rows) == 1 else f"指派 {len(rows)} 项任务"
        super().__init__(context, title, form, self._assign, save_text="指派", parent=parent)
        self.box.insertWidget(0, label(_listed(rows), "caption", wrap=True))
        self.responsible.office.setFocus()

    def _assign(self, values: dict[str, Any]) -> None:
        office_id, person_id, leader_id = self.responsible.chosen()
        if not (office_id or person_id or leader_id):
            raise UserError("请选择责任单位、责任人或分管领导", "office_id")
        tasks.assign(self._ids, office_id, person_id, leader_id, self.context.actor())
        self.context.say(f"已指派{len(self._ids)}项任务", undo=True)


def _listed(rows: Sequence[TaskRow]) -> str:
    names = "、".join(f"{row.number} {row.title}" for row in rows[:_LISTED])
    return names if len(rows) <= _LISTED else f"{names} 等{len(rows)}项"


class FinishDialog(FormDialog):
    """When the task was done, and what shows it."""

    def __init__(self, context: Context, task: TaskDetail, parent: QWidget | None = None) -> None:
        self._task = task
        form = Form(f"task-finish.{task.id}")
        self.done_on = DateField(context.today())
        form.add("done_on", "完成日期*", self.done_on)
        self.remark = TextBox(4, "完成情况，或没有佐证材料的原因")
        form.add("remark", "完成情况", self.remark)
        self.files = FileList()
        form.add("files", "佐证材料", self.files)
        super().__init__(
            context, f"办结 {task.number} {task.title}", form, self._finish, save_text="办结", parent=parent
        )
        if not self.note.text() and task.evidence:
            self.say(f"已有佐证材料{len(task.evidence)}份")
        self.remark.setFocus()

    def _finish(self, values: dict[str, Any]) -> None:
        if values["done_on"] is None:
            raise UserError("请填写完成日期", "done_on")
        actor, files = self.context.actor(), self.files.paths()
        tasks.finish(self._task.id, values["done_on"], values["remark"], files, actor)
        self.context.say(f"{self._task.number} 已办结", undo=True)


class StrikeOffDialog(FormDialog):
    """Why the task is taken off the list."""

    def __init__(self, context: Context, task: TaskDetail, parent: QWidget | None = None) -> None:
        self._task = task
        form = Form(f"task-strike-off.{task.id}")
        self.reason = TextBox(3, "为什么不再需要这项任务")
        form.add("reason", "移出理由*", self.reason)
        super().__init__(
            context,
            f"移出清单 {task.number} {task.title}",
            form,
            self._strike_off,
            save_text="移出清单",
            parent=parent,
        )
        self.say("不再要求办理，状态为“已取消”；以后可以重新启动")
        self.reason.setFocus()

    def _strike_off(self, values: dict[str, Any]) -> None:
        tasks.strike_off(self._task.id, values["reason"], self.context.actor())
        self.context.say(f"已移出清单 {self._task.number}", undo=True)


class TaskDialog(FormDialog):
    """Adds a task to a topic (``None``: to the safeguards), or changes ``task``. ``saved_id`` is the task's id."""

    def __init__(
        self,
        context: Context,
        topic_id: str | None,
        task: TaskDetail | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._topic_id = topic_id
        self._task = task
        self.saved_id = task.id if task else ""
        form = Form(f"task-edit.{task.id}" if task else f"task-new.{topic_id or 'safeguards'}", columns=2)
        self._build(form, context)
        if task:
            form.set_values(_values_of(task))
        title = f"修改任务 {task.number}" if task else "新增任务"
        super().__init__(context, title, form, self._save_task, parent=parent, letters=48)
        self.task_title.setFocus()

    def _build(self, form: Form, context: Context) -> None:
        self.task_title = QLineEdit()
        form.add("title", "任务*", self.task_title, wide=True)
        form.add("content", "任务内容", TextBox(4), wide=True)
        form.add("target", "指标", QLineEdit(), wide=True, hint="用文字写明要达到什么")
        value = QLineEdit()
        value.setPlaceholderText("有数量的才填")
        form.add("target_value", "指标值", value)
        unit = QLineEdit()
        unit.setPlaceholderText("处、家、%")
        form.add("target_unit", "单位", unit)
        form.add("starts_on", "开始日期", DateField())
        form.add("deadline", "期限*", DateField())
        self.responsible = Responsible(context, form, "未定")

    def _save_task(self, values: dict[str, Any]) -> None:
        office_id, person_id, leader_id = self.responsible.chosen()
        data = TaskData(
            title=values["title"],
            deadline=values["deadline"],
            content=values["content"],
            target=values["target"],
            target_value=parse_number(values["target_value"], "target_value"),
            target_unit=values["target_unit"],
            office_id=office_id,
            person_id=person_id,
            leader_id=leader_id,
            starts_on=values["starts_on"],
        )
        if self._task is None:
            self.saved_id = tasks.add(self._topic_id, None, data, self.context.actor())
            self.context.say(f"已新增任务“{data.title}”", undo=True)
        else:
            tasks.edit(self._task.id, data, self.context.actor())
            self.context.say(f"已保存任务 {self._task.number}", undo=True)


def _values_of(task: TaskDetail) -> dict[str, Any]:
    """The form's values; the office first, since the people offered follow it."""
    return {
        "office_id": task.office_id,
        "person_id": task.person.id if task.person else "",
        "leader_id": task.leader.id if task.leader else "",
        "title": task.title,
        "content": task.content,
        "target": task.target,
        "target_value": number_text(task.target_value),
        "target_unit": task.target_unit,
        "starts_on": task.starts_on,
        "deadline": task.deadline,
    }
