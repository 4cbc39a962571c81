"""The form of the office's settings: a field for each rule, with where its default comes from."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import UserError
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.shrinking import WrappedCheckBox
from xianfeng_gui.work import settings
from xianfeng_gui.work.settings import SettingRule


class SettingsForm(Form):
    """Fields by the settings' keys."""

    def __init__(self) -> None:
        super().__init__(drafts.SETTINGS)
        terms = settings.terms()
        for rule in settings.rules().values():
            term = terms.get(rule.key.removeprefix(settings.TERM_PREFIX))
            unconfirmed = term is not None and not term.confirmed
            self.add(rule.key, _caption(rule), _field(rule), note=_note(rule, unconfirmed))

    def show_settings(self) -> None:
        """Show the values that hold now."""
        self.clear_errors()
        self.set_values({key: _shown(rule) for key, rule in settings.rules().items()})

    def changed_values(self) -> dict[str, str]:
        """What differs from what holds now, by key, as settings are stored."""
        typed = {key: _stored(value) for key, value in self.values().items()}
        return {key: value for key, value in typed.items() if value != settings.get(key)}

    def show_error(self, error: UserError) -> bool:
        """As in a form; an error of a term names the term."""
        keys = [error.field, settings.TERM_PREFIX + error.field]
        key = next((key for key in keys if key in self.fields), "")
        return super().show_error(UserError(str(error), key))


def _caption(rule: SettingRule) -> str:
    return "" if rule.kind == "flag" else rule.label


def _field(rule: SettingRule) -> QWidget:
    if rule.kind == "flag":
        return WrappedCheckBox(rule.label)
    field = QLineEdit()
    field.setPlaceholderText(rule.default)
    if rule.kind == "days":
        field.setMaximumWidth(field.fontMetrics().horizontalAdvance("国") * 8)
    return field


def _note(rule: SettingRule, unconfirmed: bool) -> str:
    default = {"flag": "是" if rule.default == "1" else "否"}.get(rule.kind, rule.default)
    parts = [rule.help, f"默认：{default or '空'}", "？尚无文件确认，可按本地规定修改" if unconfirmed else ""]
    return "\n".join(part for part in parts if part)


def _shown(rule: SettingRule) -> Any:
    value = settings.get(rule.key)
    return value == "1" if rule.kind == "flag" else value


def _stored(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
