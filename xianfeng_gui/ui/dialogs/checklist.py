"""A checklist's head, and one of its items."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db import history
from db.records import Checklist, ChecklistItem
from db.vocabulary import Grade
from xianfeng_gui.rules.checklists import ItemData
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField, TextBox, term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import checklists, topics
from xianfeng_gui.work.checklists import ItemRow


class ChecklistDialog(FormDialog):
    """Name, topic and remark of a list; ``list_id`` is its id after saving."""

    def __init__(self, context: Context, list_id: str | None = None, parent: QWidget | None = None) -> None:
        self.list_id = list_id
        form = Form(f"draft.checklist.{list_id or 'new'}")
        fields = Checklist._meta.fields
        form.add("name", f"{fields['name'].verbose_name}*", QLineEdit())
        pairs = [(one.id, f"{one.number} {one.short_name}") for one in topics.topics()]
        form.add("topic_id", str(fields["topic"].verbose_name), ChoiceField(pairs, empty="（不限专题）"))
        form.add("remark", str(fields["remark"].verbose_name), TextBox(3, "用于哪些单位、依据哪些文件"))
        if list_id is not None:
            form.set_values(vars(checklists.checklist(list_id)))
        super().__init__(context, "修改检查表" if list_id else "新建检查表", form, self._store, parent=parent)

    def _store(self, values: dict[str, Any]) -> None:
        self.list_id = checklists.save_list(
            self.list_id, values["name"], values["topic_id"] or None, values["remark"], self.context.actor()
        )
        self.context.say(f"已保存检查表“{values['name']}”", undo=True)


class ItemDialog(FormDialog):
    """One item; ``item_id`` is its id after saving."""

    def __init__(
        self, context: Context, list_id: str, item: ItemRow | None = None, parent: QWidget | None = None
    ) -> None:
        self._list_id = list_id
        self.item_id = item.id if item else None
        version = f"{item.id}.{history.last_entry(item.id)}" if item else "new"
        form = Form(f"draft.checklist.{list_id}.{version}")
        fields = ChecklistItem._meta.fields
        hints = {
            "text": "写成合格的样子，如“安全出口畅通”",
            "finding": "不符合时写入隐患描述",
            "basis": "法规名称和条款",
        }
        for name in ("text", "finding", "basis", "measure"):
            star = "*" if name == "text" else ""
            form.add(
                name, f"{fields[name].verbose_name}{star}", TextBox(2, hints.get(name, "通常的整改要求"))
            )
        form.add("grade", str(fields["grade"].verbose_name), term_field(Grade))
        if item is not None:
            form.set_values(vars(item.data()))
        super().__init__(context, "修改检查项" if item else "添加检查项", form, self._store, parent=parent)

    def _store(self, values: dict[str, Any]) -> None:
        data = ItemData(**values | {"grade": Grade(values["grade"])})
        self.item_id = checklists.save_item(self._list_id, data, self.context.actor(), self.item_id)
        self.context.say("已保存检查项", undo=True)
