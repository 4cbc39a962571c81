"""Adding a person, or changing their card."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.records import Person
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices
from xianfeng_gui.work.directory import PersonRow


class PersonDialog(FormDialog):
    """A new person of ``office_id``, or ``person``; ``person_id`` is the id after saving."""

    def __init__(
        self,
        context: Context,
        office_id: str,
        person: PersonRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.person_id = person.id if person else None
        form = Form(f"draft.person.{self.person_id or 'new.' + office_id}", columns=2)
        _add_fields(form)
        form.set_values(asdict(person.data) if person else {"office_id": office_id, "active": True})
        title = f"修改人员：{person.data.name}" if person else "添加人员"
        super().__init__(context, title, form, self._store, parent=parent, letters=52)
        form.fields["name"].setFocus()

    def _store(self, values: dict[str, Any]) -> None:
        data = offices.PersonData(**values)
        self.person_id = offices.save_person(data, self.context.actor(), self.person_id)
        self.context.say(f"已保存“{data.name}”", undo=True)


def _label(name: str) -> str:
    return str(Person._meta.fields[name].verbose_name)


def _add_fields(form: Form) -> None:
    choices = [(one.id, one.name) for one in offices.choices()]
    form.add("name", _label("name") + "*", QLineEdit())
    form.add("office_id", _label("office") + "*", ChoiceField(choices, typed=True))
    form.add("post", _label("post"), QLineEdit())
    form.add("phone", _label("phone"), QLineEdit())
    form.add("certificate_number", _label("certificate_number"), QLineEdit())
    form.add("certificate_expires_on", _label("certificate_expires_on"), DateField())
    form.add("leader", "", QCheckBox("分管领导"))
    form.add("active", "", QCheckBox("在岗（调离、退休的取消勾选，记录仍保留）"))
