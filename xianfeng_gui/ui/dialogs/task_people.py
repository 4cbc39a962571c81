"""Who carries a task: office, person in charge and leader in charge, with a new person added on the spot."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.basics import button
from xianfeng_gui.ui.widgets.fields import ChoiceField, CompoundField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices


class PersonField(CompoundField):
    """A choice of people; “新增” opens a line for a name and a phone. Its value is the person's id."""

    def __init__(self, context: Context, empty: str, *, leaders: bool = False) -> None:
        super().__init__()
        self._context = context
        self._leaders = leaders
        self._office_id = ""
        self.choice = ChoiceField(empty=empty, typed=True)
        self.new_button = button("新增", self.begin_new, tip="名单里没有的人，在这里直接添加")
        self.name = QLineEdit()
        self.name.setPlaceholderText("姓名")
        self.phone = QLineEdit()
        self.phone.setPlaceholderText("电话（可不填）")
        self.home = ChoiceField((one.id, one.name) for one in offices.choices())
        self.home.setToolTip("分管领导所在单位")
        self._line = QWidget()
        self._build()
        self.choice.activated.connect(lambda: self.edited.emit())
        for field in (self.name, self.phone):
            field.textEdited.connect(lambda: self.edited.emit())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        first = QHBoxLayout()
        first.addWidget(self.choice, 1)
        first.addWidget(self.new_button)
        column.addLayout(first)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        for field in (self.name, self.phone):
            line.addWidget(field, 1)
        if self._leaders:
            line.addWidget(self.home)
        else:
            self.home.setParent(self._line)
            self.home.hide()
        line.addWidget(button("添加", self.try_add))
        column.addWidget(self._line)
        self._line.hide()
        self.setFocusProxy(self.choice)

    def offer(self, office_id: str) -> None:
        """Offer the people of an office (leaders: of all)."""
        self._office_id = office_id
        found = (
            offices.people(leaders=True) if self._leaders else offices.people(office_id) if office_id else []
        )
        self.choice.set_pairs((one.id, f"{one.name}　{one.post}".strip()) for one in found)
        self.choice.setEnabled(self._leaders or bool(office_id))
        self.new_button.setEnabled(self.choice.isEnabled())
        self.new_button.setToolTip("" if self.choice.isEnabled() else "请先选择责任单位")

    def begin_new(self) -> None:
        """Open the line for a new person."""
        self._line.show()
        self.name.setFocus()

    def try_add(self) -> None:
        """Add the person typed and choose them, or say what is missing."""
        try:
            self.add_pending(required=True)
        except UserError as error:
            self.name.setPlaceholderText(str(error))
            self.name.setFocus()

    def add_pending(self, *, required: bool = False) -> None:
        """Add the person typed, if one is; the form calls it before it saves."""
        if not self.name.text().strip() and not required:
            return
        office_id = self.home.value() if self._leaders else self._office_id
        if not office_id:
            raise UserError("添加责任人前，请先选择责任单位", "office_id")
        data = offices.PersonData(
            office_id=office_id,
            name=self.name.text(),
            phone=self.phone.text(),
            leader=self._leaders,
        )
        person_id = offices.save_person(data, self._context.actor())
        self.name.clear()
        self.phone.clear()
        self._line.hide()
        self.offer(self._office_id)
        self.choice.set_value(person_id)
        self.edited.emit()

    def value(self) -> str:
        return self.choice.value()

    def set_value(self, value: Any) -> None:
        self.choice.set_value(value)


class Responsible:
    """The three fields in a form; the people offered follow the office.

    ``office_id`` is the office that stands when the field is left on ``empty``.
    """

    def __init__(self, context: Context, form: Form, empty: str, office_id: str = "") -> None:
        self._office_id = office_id
        pairs = [(one.id, one.name) for one in offices.choices()]
        self.office = ChoiceField(pairs, empty=empty, typed=True)
        self.person = PersonField(context, empty)
        self.leader = PersonField(context, empty, leaders=True)
        form.add("office_id", "责任单位", self.office, wide=True)
        form.add("person_id", "责任人", self.person, wide=True)
        form.add("leader_id", "分管领导", self.leader, wide=True)
        self.office.currentIndexChanged.connect(lambda: self.offer_people())
        self.leader.offer("")
        self.offer_people()

    def offer_people(self) -> None:
        """Offer the people of the office that is chosen."""
        self.person.offer(self.office.value() or self._office_id)

    def chosen(self) -> tuple[str | None, str | None, str | None]:
        """Office, person and leader, each ``None`` where nothing is chosen; adds people still being typed."""
        self.person.add_pending()
        self.leader.add_pending()
        return self.office.value() or None, self.person.value() or None, self.leader.value() or None
