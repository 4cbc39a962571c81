"""Adding a site, or changing its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from db.records import Site
from db.vocabulary import RiskLevel, SiteKind, StandardizationGrade
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField, CompoundField, TextBox, term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices, sites


class SiteDialog(FormDialog):
    """``site_id`` is the site's id after it was saved; ``name`` begins a new one."""

    def __init__(
        self, context: Context, site_id: str | None = None, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        self.site_id = site_id
        form = Form(f"draft.site.{site_id or 'new'}", columns=2)
        _add_fields(form)
        data = sites.site_detail(site_id, context.today()).data if site_id else sites.SiteData(name)
        card = asdict(data)
        form.set_values(card | {"special": [name for name in sites.SPECIAL_RISKS if card[name]]})
        title = "修改单位（场所）" if site_id else "添加单位（场所）"
        super().__init__(context, title, form, self._store, parent=parent, letters=54)
        form.fields["name"].setFocus()

    def _store(self, values: dict[str, Any]) -> None:
        special = values.pop("special")
        chosen = {
            "village_id": values["village_id"] or None,
            "kind": SiteKind(values["kind"]),
            "standardization_grade": StandardizationGrade(values["standardization_grade"]),
            "risk_level": RiskLevel(values["risk_level"]) if values["risk_level"] else None,
        }
        data = sites.SiteData(**values | chosen | {name: name in special for name in sites.SPECIAL_RISKS})
        self.site_id = sites.save_site(data, self.context.actor(), self.site_id)
        self.context.say(f"已保存“{data.name}”", undo=True)


def _label(name: str) -> str:
    return str(Site._meta.fields[name].verbose_name)


def _add_fields(form: Form) -> None:
    form.add("name", _label("name") + "*", QLineEdit(), wide=True)
    form.add("kind", _label("kind"), term_field(SiteKind))
    form.add("village_id", _label("village"), _village_field())
    form.add("address", _label("address"), QLineEdit(), wide=True)
    form.add("legal_representative", _label("legal_representative"), QLineEdit())
    form.add("phone", _label("phone"), QLineEdit())
    form.add("credit_code", _label("credit_code"), QLineEdit())
    form.add("industry", _label("industry"), QLineEdit())
    form.add("standardization_grade", _label("standardization_grade"), term_field(StandardizationGrade))
    form.add("risk_level", _label("risk_level"), term_field(RiskLevel, empty="未评定"))
    form.add("special", "特殊风险", FlagsField(), wide=True)
    form.add("remark", _label("remark"), TextBox(2), wide=True)
    form.add("active", "", QCheckBox("在营（停业、关闭的取消勾选，记录仍保留）"), wide=True)


def _village_field() -> ChoiceField:
    villages = offices.choices(local=True)
    return ChoiceField([(one.id, one.name) for one in villages], empty="（不在村、社区）", typed=True)


class FlagsField(CompoundField):
    """The special risks as ticks in one line; its value is the list of those that are set."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        self.flags = {name: QCheckBox(_label(name)) for name in sites.SPECIAL_RISKS}
        for flag in self.flags.values():
            flag.clicked.connect(lambda: self.edited.emit())
            row.addWidget(flag)
        row.addStretch(1)

    def value(self) -> list[str]:
        return [name for name, flag in self.flags.items() if flag.isChecked()]

    def set_value(self, value: Sequence[str]) -> None:
        for name, flag in self.flags.items():
            flag.setChecked(name in value)
