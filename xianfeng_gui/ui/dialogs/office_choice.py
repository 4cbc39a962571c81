"""Choosing one office, for what is made of one office at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.work import offices


class OfficeChoiceDialog(FittedDialog):
    """``yes`` is the word of the button that goes on."""

    def __init__(self, title: str, yes: str, parent: QWidget) -> None:
        super().__init__(parent, letters=28)
        self.setWindowTitle(title)
        self.office = ChoiceField(((one.id, one.name) for one in offices.choices()), typed=True)
        self.office.setAccessibleName("单位")
        caption = label("单位（可输入名称或拼音首字母）")
        caption.setBuddy(self.office)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(caption)
        column.addWidget(self.office)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消  Esc", self.reject))
        self.yes_button = button(yes, self.accept, primary=True)
        foot.addWidget(self.yes_button)
        column.addLayout(foot)
        bind_keys(self, {"Ctrl+Enter": self.accept})
        self.office.lineEdit().returnPressed.connect(self.accept)
        self.office.setFocus()

    def chosen(self) -> tuple[str, str]:
        """The office's id and name."""
        office_id = self.office.value()
        return office_id, next(one.name for one in offices.choices() if one.id == office_id)
