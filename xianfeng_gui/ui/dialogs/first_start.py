"""The first start: which office is this? Then the data are made, with the plan in them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from db.errors import UserError
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import archive

LOCAL = "local"
"""The choice for a village or community, whose name is typed."""


class FirstStart(QDialog):
    """Asks for the office; accepted once its data are made and open, rejected with nothing made."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.setWindowTitle("第一次使用")
        self.setFixedWidth(560)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(label("这台电脑属于哪个单位？", "title"))
        words = (
            "请选择本单位，村、社区请填写全名，程序会按它编隐患编号、写操作日志。"
            "确定后在下面的文件夹建立数据，并载入内置的专项整治三年行动方案。"
        )
        box.addWidget(label(words, wrap=True))
        self.form = Form()
        departments = [(name, name) for name in archive.plan_offices()]
        self.office = ChoiceField([*departments, (LOCAL, "村、社区（请在下面填写名称）")])
        self.village = QLineEdit()
        self.village.setPlaceholderText("如 绣庄村、某某社区")
        self.form.add("office", "本单位", self.office, wide=True)
        self.form.add("village", "村、社区名称", self.village, wide=True)
        box.addWidget(self.form)
        place = label(f"数据文件夹：{folder}", "caption", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(place)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("退出  Esc", self.reject))
        foot.addWidget(button("建立数据  Ctrl+Enter", self.try_found, primary=True))
        box.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.try_found)
        self.office.currentIndexChanged.connect(self._on_office)
        self._on_office()

    def _on_office(self) -> None:
        local = self.office.value() == LOCAL
        self.village.setEnabled(local)
        if local:
            self.village.setFocus()

    def try_found(self) -> None:
        """Make the data, or say beside the field what is wrong."""
        self.form.clear_errors()
        local = self.office.value() == LOCAL
        name = self.village.text() if local else self.office.value()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            archive.found(self._folder, name)
        except UserError as error:
            field = "village" if local else "office"
            self.form.show_error(UserError(str(error), field))
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.accept()
