"""Correcting what was written down of an inspection; site, day and answers stay as they were."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db import history
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import TextBox
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.inspection_form import add_companion, add_times, field_label, head_of
from xianfeng_gui.ui.widgets.inspectors_field import InspectorsField
from xianfeng_gui.work import inspection_list, inspections


class InspectionDialog(FormDialog):
    """The form of one recorded inspection."""

    def __init__(self, context: Context, inspection_id: str, parent: QWidget | None = None) -> None:
        self._id = inspection_id
        detail = inspection_list.detail(inspection_id, context.today())
        head = inspections.head_of(inspection_id)
        form = Form(f"draft.inspection.{inspection_id}.{history.last_entry(inspection_id)}", columns=2)
        add_times(form)
        form.add("place", field_label("place"), QLineEdit(), wide=True)
        day = detail.inspection.on_date
        form.add("inspectors", "检查人员*", InspectorsField(lambda: day), wide=True)
        form.add("findings", field_label("findings"), TextBox(6), wide=True)
        add_companion(form)
        form.set_values(vars(head) | {"inspectors": [vars(one) for one in head.inspectors]})
        title = f"修改检查 {detail.inspection.number}"
        super().__init__(context, title, form, self._store, parent=parent, letters=60)
        if detail.papers:
            numbers = "、".join(paper.number for paper in detail.papers)
            self.say(f"已出具的{numbers}不会随之改变；需要更正的，请在“文书”中选中它再“更正重发”")

    def _store(self, values: dict[str, Any]) -> None:
        inspections.correct(self._id, head_of(values, values["findings"]), self.context.actor())
        self.context.say("已保存修改", undo=True)
