"""The form in which a hazard is registered or corrected; photos can be added before the first save."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from db import history
from db.errors import UserError
from db.records import Hazard
from db.vocabulary import Grade, Source
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.deadline import DeadlineField, DeadlineHint
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField, TextBox, term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.photos import PhotoEditor
from xianfeng_gui.ui.widgets.site_field import SiteField
from xianfeng_gui.work import hazard_detail, hazards, offices, topics
from xianfeng_gui.work.hazard_data import ASSURANCES, HazardData
from xianfeng_gui.work.sites import SiteChoice


def field_label(name: str) -> str:
    """The record field's own Chinese label."""
    return str(Hazard._meta.fields[name].verbose_name)


class HazardForm(Form):
    """The fields, in the order in which a clerk is told them on the spot."""

    def __init__(self, draft_key: str) -> None:
        super().__init__(draft_key, columns=2)
        self.site = SiteField()
        self.found_on = DateField()
        self.deadline = DeadlineField(self._found_on)
        self.add("site", field_label("site") + "*", self.site)
        self.add(
            "topic_id",
            "专题*",
            ChoiceField(
                [(one.id, f"{one.number} {one.short_name}") for one in topics.topics()], empty="（请选择）"
            ),
        )
        self.add("site_address", "地址", QLineEdit())
        self.add(
            "office_id",
            "责任单位*",
            ChoiceField([(one.id, one.name) for one in offices.choices()], typed=True),
        )
        self.add("site_representative", "负责人", QLineEdit())
        self.add("village_id", "属地", _villages())
        self.add("site_phone", "联系电话", QLineEdit())
        self.add("found_on", "发现日期*", self.found_on)
        self.add("source", "来源", term_field(Source))
        self.add("finder", "发现人", QLineEdit())
        self.add("informant", "举报人", QLineEdit(), hint=str(Hazard.informant.help_text))
        self.add("location", "部位", QLineEdit())
        self.add("description", "隐患描述*", TextBox(3, "写清什么地方、什么问题"), wide=True)
        self.add("grade", "等级", term_field(Grade))
        self.add("grade_reason", "定级理由", QLineEdit())
        self.add("basis", field_label("basis"), QLineEdit(), hint=str(Hazard.basis.help_text), wide=True)
        self.add("measure", "整改措施", TextBox(2), wide=True)
        self.add("deadline", "整改期限", self.deadline)
        self.add("person", "整改责任人", QLineEdit())
        self.hint = DeadlineHint(self.deadline)
        self.add_row(self.hint)
        for name in ASSURANCES:
            self.add(f"assured_{name}", field_label(f"assured_{name}"), QLineEdit(), hint="重大隐患“五落实”")
        self._wire()

    def _wire(self) -> None:
        self.choice("source").currentIndexChanged.connect(self._show_needed)
        self.choice("grade").currentIndexChanged.connect(self._show_needed)
        self.site.settled.connect(self._on_site)
        self._show_needed()

    def choice(self, name: str) -> ChoiceField:
        """A choice among the fields."""
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        return field

    def _found_on(self) -> dt.date:
        day = self.found_on.day()
        if day is None:
            raise UserError("请先填写发现日期，再按工作日推算期限", "found_on")
        return day

    def _show_needed(self) -> None:
        """The informant belongs to tips only, the five assurances to major hazards only."""
        self.set_shown("informant", self.choice("source").value() == Source.TIP)
        for name in ASSURANCES:
            self.set_shown(f"assured_{name}", self.choice("grade").value() == Grade.MAJOR)

    def _on_site(self, site: SiteChoice | None) -> None:
        """A known site brings its address; a new one's is asked for."""
        for name in ("site_address", "site_representative", "site_phone"):
            self.fields[name].setEnabled(site is None)
        if site is not None:
            self.set_values({"site_address": site.address, "site_representative": "", "site_phone": ""})
            village = self.choice("village_id")
            index = village.findText(site.village)
            if index > 0 and not village.value():
                village.setCurrentIndex(index)

    def data(self, values: dict[str, Any], photos: Any) -> HazardData:
        """The form's values as the work takes them."""
        if values["found_on"] is None:
            raise UserError("请填写发现日期", "found_on")
        source, grade = Source(values["source"]), Grade(values["grade"])
        plain = {
            name: values[name] for name in ("topic_id", "office_id", "site_address", "site_representative")
        }
        return HazardData(
            **plain,
            site_name=values["site"],
            site_phone=values["site_phone"],
            village_id=values["village_id"] or None,
            source=source,
            found_on=values["found_on"],
            finder=values["finder"],
            informant=values["informant"] if source is Source.TIP else "",
            location=values["location"],
            description=values["description"],
            grade=grade,
            grade_reason=values["grade_reason"],
            basis=values["basis"],
            measure=values["measure"],
            deadline=values["deadline"],
            deadline_basis=self.deadline.basis,
            person=values["person"],
            assurances={name: values[f"assured_{name}"] for name in ASSURANCES if grade is Grade.MAJOR},
            photos=photos,
        )


def _villages() -> ChoiceField:
    return ChoiceField(
        [(one.id, one.name) for one in offices.choices(local=True)], empty="（按单位确定）", typed=True
    )


class HazardDialog(FormDialog):
    """Register a hazard, or correct the one of ``hazard_id``. ``saved_id`` is its id after saving."""

    chapter: ClassVar[str] = "hazards"

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        hazard_id: str | None = None,
        topic_id: str = "",
    ) -> None:
        self._hazard_id = hazard_id
        self.saved_id = hazard_id or ""
        draft_key = drafts.of_hazard(hazard_id, history.last_entry(hazard_id) if hazard_id else 0)
        self.photos = PhotoEditor()
        self.hazard_form = HazardForm(draft_key)
        self._preset(context, topic_id)
        title = "修改隐患" if hazard_id else "登记隐患"
        super().__init__(
            context, title, self.hazard_form, self._store, below=self.photos, parent=parent, letters=60
        )
        if self.photos.use_draft(f"{draft_key}.photos"):
            self.tell_of_draft()
        self.photos.refused.connect(self.say)
        # In a text field Ctrl+V pastes text; anywhere else, and with Ctrl+Shift+V everywhere, it pastes a picture.
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.photos.paste)
        self.hazard_form.site.setFocus()

    def _preset(self, context: Context, topic_id: str) -> None:
        form = self.hazard_form
        if self._hazard_id is None:
            form.set_values({"found_on": context.today(), "finder": offices.operator(), "topic_id": topic_id})
            form.set_values({"office_id": offices.own_office().id})
            return
        data = hazard_detail.data_of(self._hazard_id)
        values = {name: getattr(data, name) for name in form.fields if hasattr(data, name)}
        assured = {f"assured_{name}": text for name, text in data.assurances.items()}
        form.set_values(values | assured | {"site": data.site_name})
        form.deadline.set_counted(data.deadline, data.deadline_basis)
        form.site.editingFinished.emit()

    def _store(self, values: dict[str, Any]) -> None:
        data = self.hazard_form.data(values, self.photos.value())
        actor = self.context.actor()
        if self._hazard_id is not None:
            # The form doesn't offer the related task; it stays what it was.
            task_id = hazard_detail.data_of(self._hazard_id).task_id
            hazards.edit(self._hazard_id, replace(data, task_id=task_id), actor)
            self.context.say("已保存修改", undo=True)
        else:
            made = hazards.register(data, actor)
            self.saved_id = made.id
            self.context.say(f"已登记隐患 {made.number}", undo=True)

    def forget_draft(self) -> None:
        super().forget_draft()
        self.photos.drop_draft()

    def discard_draft(self) -> None:
        self.photos.set_value(())
        super().discard_draft()
