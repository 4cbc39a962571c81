"""Adding a village, a community or a department."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.errors import UserError
from db.vocabulary import OfficeKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices

_LOCAL = "local"


class OfficeDialog(FormDialog):
    """``office_id`` is the new office's id after saving."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.office_id = ""
        form = Form("draft.office.new")
        kinds = ((_LOCAL, "村、社区"), (OfficeKind.DEPARTMENT.value, OfficeKind.DEPARTMENT.label))
        form.add("kind", "单位类别", ChoiceField(kinds))
        name = QLineEdit()
        name.setPlaceholderText("全名，如“绣庄村”“新街社区”")
        form.add("name", "单位名称*", name)
        form.add("market_town", "", QCheckBox("有场镇（城市运行专题只涉及有场镇的村、社区）"))
        super().__init__(context, "添加单位", form, self._store, save_text="添加", parent=parent)
        name.setFocus()

    def _store(self, values: dict[str, Any]) -> None:
        name, actor = values["name"], self.context.actor()
        if values["kind"] != _LOCAL:
            self.office_id = offices.add_department(name, actor)
        elif not name.endswith(("村", "社区")):
            raise UserError("村、社区请写全名，如“绣庄村”“新街社区”", "name")
        else:
            self.office_id = offices.add_village(name, actor, market_town=values["market_town"])
        self.context.say(f"已添加“{name}”", undo=True)
