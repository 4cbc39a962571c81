"""The fields of an inspection beside its checklist: where, when, who; shared by recording and correcting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from db.errors import UserError
from db.records import Inspection
from xianfeng_gui.rules.inspections import parse_time
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField, TextBox
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.inspectors_field import InspectorsField
from xianfeng_gui.ui.widgets.site_field import SiteField
from xianfeng_gui.work import checklists, offices, topics
from xianfeng_gui.work.inspection_data import InspectionHead
from xianfeng_gui.work.inspectors import InspectorData
from xianfeng_gui.work.sites import SiteChoice

_NEW_SITE = ("site_address", "site_representative", "site_phone")


def field_label(name: str) -> str:
    """The record field's own Chinese label."""
    return str(Inspection._meta.fields[name].verbose_name)


class TimeField(QLineEdit):
    """A time of day as a clerk types it: 9:30, 930, 9点半; shown as 09:30."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("如 9:30、930")
        self.editingFinished.connect(self._tidy)

    def _tidy(self) -> None:
        try:
            self.setText(parse_time(self.text()))
        except UserError as error:
            theme.mark(self, "wrong", True)
            self.setToolTip(str(error))
            return
        theme.mark(self, "wrong", False)
        self.setToolTip("")


def add_times(form: Form) -> None:
    """From when to when."""
    form.add("starts_at", field_label("starts_at"), TimeField())
    form.add("ends_at", field_label("ends_at"), TimeField())


def add_companion(form: Form) -> None:
    """Who was there for the site, and how the visit ended."""
    form.add("companion", "现场负责人", QLineEdit(), hint="陪同检查并在记录上签字的人")
    form.add("companion_post", "职务", QLineEdit())
    form.add("companion_phone", "电话", QLineEdit())
    form.add("certificates_shown", "", QCheckBox(field_label("certificates_shown")))
    form.add("refused", "", QCheckBox(field_label("refused")))
    form.add("witnesses", field_label("witnesses"), QLineEdit(), hint="拒绝签字的，写明在场见证的人")
    form.add("remark", field_label("remark"), TextBox(2))


def head_of(values: dict[str, Any], findings: str) -> InspectionHead:
    """The form's values as the work takes them."""
    names = [name for name in InspectionHead.__dataclass_fields__ if name in values and name != "inspectors"]
    found = tuple(InspectorData(**one) for one in values["inspectors"])
    return InspectionHead(**{name: values[name] for name in names} | {"findings": findings}, inspectors=found)


class InspectionForm(Form):
    """A new inspection's fields; ``on_site`` and ``on_day`` hear of another site or day, ``typed`` of every edit."""

    typed = Signal()

    def __init__(
        self, on_site: Callable[[SiteChoice | None], object], on_day: Callable[[dt.date], object]
    ) -> None:
        super().__init__()
        self.site = SiteField()
        self.day = DateField()
        self.inspectors = InspectorsField(self._day_or_none)
        self.checklist = ChoiceField(empty="（不用检查表）")
        self.add("site", field_label("site").removeprefix("被检查") + "*", self.site)
        self.add("site_address", "地址", QLineEdit())
        self.add("site_representative", "负责人", QLineEdit())
        self.add("site_phone", "联系电话", QLineEdit())
        self.add("checklist_id", field_label("checklist"), self.checklist)
        self.add("on", field_label("on_date") + "*", self.day)
        add_times(self)
        self.add("place", field_label("place"), QLineEdit(), hint="检查了哪些部位")
        self.add("inspectors", "检查人员*", self.inspectors)
        add_companion(self)
        self.add("topic_id", "隐患专题", ChoiceField(_topics(), empty="（按检查表）"))
        self.add("office_id", "责任单位", ChoiceField(_offices(), typed=True), hint="督促整改的单位")
        self._on_site, self._on_day = on_site, on_day
        self.site.settled.connect(self._site_settled)
        self.day.changed.connect(self._day_changed)
        self.offer_lists()
        self.show_new_site(False)

    def _on_edited(self, name: str) -> None:
        super()._on_edited(name)
        self.typed.emit()

    def line(self, name: str) -> str:
        """What stands in a field of one line."""
        field = self.fields[name]
        assert isinstance(field, QLineEdit)
        return field.text().strip()

    def choice(self, name: str) -> str:
        """What is chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        return field.value()

    def offer_lists(self) -> None:
        """The checklists in use."""
        self.checklist.set_pairs((one.id, one.name) for one in checklists.checklist_rows(retired=False))

    def _day_or_none(self) -> dt.date | None:
        try:
            return self.day.day()
        except UserError:
            return None

    def _day_changed(self) -> None:
        self.inspectors.refresh()
        if (day := self._day_or_none()) is not None:
            self._on_day(day)

    def _site_settled(self, site: SiteChoice | None) -> None:
        """A new site's address is asked for; a known one's is known."""
        self.show_new_site(site is None and bool(self.site.text().strip()))
        self._on_site(site)

    def show_new_site(self, shown: bool) -> None:
        """Ask for what is not known of a new site."""
        for name in _NEW_SITE:
            self.set_shown(name, shown)


def _topics() -> list[tuple[str, str]]:
    return [(one.id, f"{one.number} {one.short_name}") for one in topics.topics()]


def _offices() -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in offices.choices()]
