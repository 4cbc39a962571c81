"""Who is at the keyboard: the journal names this person."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.work import offices


class OperatorDialog(FittedDialog):
    """A name, typed or chosen from the people of this PC's office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, letters=32)
        own = offices.own_office()
        self.setWindowTitle("经办人")
        self.name = QComboBox()
        self.typed = QLineEdit()
        self.name.setLineEdit(self.typed)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setAccessibleName("经办人姓名")
        self.name.addItems([person.name for person in offices.people(own.id)])
        self.typed.setPlaceholderText(f"姓名；留空则记为“{own.name}”")
        self.name.setEditText(offices.operator())
        self.typed.selectAll()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(8)
        box.addWidget(
            label("现在由谁操作？登记、办理和操作日志都按此记名，发现人、送达人等也按此预填。", wrap=True)
        )
        box.addWidget(self.name)
        box.addSpacing(8)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消  Esc", self.reject))
        done = button("确定  Enter", self.accept, primary=True)
        done.setDefault(True)
        foot.addWidget(done)
        box.addLayout(foot)
        self.name.setFocus()

    def accept(self) -> None:
        """Remember the name on this PC."""
        offices.set_operator(self.name.currentText())
        super().accept()


def ask_operator(parent: QWidget | None) -> bool:
    """Ask for the name and remember it; false when nothing was changed."""
    return OperatorDialog(parent).exec() == QDialog.DialogCode.Accepted
