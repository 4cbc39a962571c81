"""Data lie in two places, or in another than beside the program: which are meant?"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from db.errors import UserError
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label, panel
from xianfeng_gui.work import choosing
from xianfeng_gui.work.choosing import Choice

_BOTH = "程序旁和本机的用户文件夹里都有数据，两份互不相通。请选这次要用的一份；另一份不动。"
_ONE = "这个程序旁边没有数据，本机的用户文件夹里有以前的数据。请选用以前的，还是在程序旁另建一份。"


class WhichData(FittedDialog):
    """Accepted with ``chosen``; rejected to leave everything as it is."""

    chapter: ClassVar[str] = "troubles"

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__(letters=44)
        self._choices = choices
        self.setWindowTitle("用哪一份数据？")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        both = all(choice.exists for choice in choices)
        box.addWidget(label("有两份数据，用哪一份？" if both else "数据不在程序旁，怎么办？", "title"))
        box.addWidget(label(_BOTH if both else _ONE, wrap=True))
        self.group = QButtonGroup(self)
        for number, choice in enumerate(choices):
            box.addWidget(self._card(number, choice))
        self.group.button(0).setChecked(True)
        self.group.button(0).setFocus()
        self.again = QCheckBox("以后都这样，不再问")
        box.addWidget(self.again)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("退出  Esc", self.reject))
        self.go_on = button("打开  Enter", self.accept, primary=True)
        self.go_on.setDefault(True)
        foot.addWidget(self.go_on)
        box.addLayout(foot)

    def _card(self, number: int, choice: Choice) -> QFrame:
        frame, column = panel(margin=10)
        mark = QRadioButton(_title(choice))
        self.group.addButton(mark, number)
        folder = label(str(choice.folder), "caption", wrap=True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(mark)
        column.addWidget(folder)
        return frame

    @property
    def chosen(self) -> Choice:
        """What is marked."""
        return self._choices[self.group.checkedId()]

    def accept(self) -> None:
        if self.again.isChecked():
            try:
                choosing.remember(self._choices, self.chosen)
            except UserError as error:
                self.problem.setText(str(error))
                self.problem.show()
                self.again.setChecked(False)
                return
        super().accept()


def _title(choice: Choice) -> str:
    place = "本机的用户文件夹" if choice.is_own else "程序旁"
    if choice.seen is not None:
        return f"{place}：{choice.seen.office}，最近一次操作在{format_date(choice.seen.last_at.date())}"
    return f"{place}：读不出内容" if choice.exists else f"{place}：还没有数据，从头建立"
