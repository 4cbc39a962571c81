"""The fields of a kind of paper as a form: what it asks for is told by ``papers.forms``, so that all kinds share one form."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.errors import UserError
from xianfeng_gui.papers.forms import FieldKind, FieldSpec, PaperForm
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField, TextBox
from xianfeng_gui.ui.widgets.form import Form

ISSUED_ON = "issued_on"
_LINES = {FieldKind.TEXT: 4, FieldKind.LINES: 3, FieldKind.OFFICERS: 2}


class PaperFields(Form):
    """Emits ``edited`` whenever something in it has changed, also by the program."""

    edited = Signal()

    def __init__(self, shape: PaperForm) -> None:
        super().__init__()
        self.on = DateField()
        tell_edits(self.add(ISSUED_ON, "发文日期*", self.on), self.edited)
        for spec in shape.fields:
            field = self.add(
                spec.name, spec.label + ("*" if spec.required else ""), _field(spec), hint=spec.help
            )
            tell_edits(field, self.edited)

    def texts(self) -> dict[str, str]:
        """The values as a paper's content holds them, without the date of issue; UserError for a text that isn't a date."""
        return {name: as_text(value) for name, value in self.values().items() if name != ISSUED_ON}

    def typed(self) -> dict[str, str]:
        """The texts for a draft, wrong dates as they were typed."""
        return {name: text for name, text in as_typed(self).items() if name != ISSUED_ON}

    def issued_on(self) -> dt.date:
        """The date of issue; UserError when there is none."""
        if (day := self.on.day()) is None:
            raise UserError("请填写发文日期", ISSUED_ON)
        return day

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show a content's values."""
        shown = {name: text == "1" if self._is_flag(name) else text for name, text in texts.items()}
        self.set_values({name: value for name, value in shown.items() if value != self._shown(name)})

    def _is_flag(self, name: str) -> bool:
        return isinstance(self.fields.get(name), QCheckBox)

    def _shown(self, name: str) -> object:
        """What stands there now, so that what is the same isn't set again under the cursor."""
        return self.raw().get(name)


def as_typed(form: Form) -> dict[str, str]:
    """The form's values as a content holds them; a date that isn't one stays as it was typed."""
    found: dict[str, str] = {}
    for name, value in form.raw().items():
        field = form.fields[name]
        if isinstance(field, DateField):
            with contextlib.suppress(UserError):
                value = field.day()
        found[name] = as_text(value)
    return found


def as_text(value: object) -> str:
    """A field's value as a content holds it: dates ISO, flags ``1`` or empty."""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value or "")


def tell_edits(field: QWidget, signal: SignalInstance) -> None:
    """Emit ``signal`` when the field's content has changed."""
    if isinstance(field, QLineEdit):
        field.textChanged.connect(lambda _text: signal.emit())
    elif isinstance(field, TextBox):
        field.textChanged.connect(signal.emit)
    elif isinstance(field, ChoiceField):
        field.currentIndexChanged.connect(lambda _index: signal.emit())
    elif isinstance(field, QCheckBox):
        field.toggled.connect(lambda _on: signal.emit())


def _field(spec: FieldSpec) -> QWidget:
    if spec.kind in _LINES:
        return TextBox(_LINES[spec.kind], spec.help)
    if spec.kind is FieldKind.DATE:
        return DateField()
    if spec.kind is FieldKind.FLAG:
        return QCheckBox(spec.label)
    if spec.kind is FieldKind.CHOICE:
        return ChoiceField(spec.choices, empty="（请选择）")
    field = QLineEdit()
    field.setPlaceholderText("如 09:30" if spec.kind is FieldKind.TIME else spec.help)
    return field
