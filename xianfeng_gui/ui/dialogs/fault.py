"""The calm window after a fault of the program's own: work on, or save a report for those who mend it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.report_saver import ReportSaver


class FaultDialog(FittedDialog):
    """Accepted to go on working (also by Esc), rejected to close the program. ``log`` is none when it can't be written."""

    chapter: ClassVar[str] = "troubles"

    def __init__(self, folder: Path, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, letters=42)
        self.setWindowTitle("程序出错")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(label("刚才的操作没有完成：程序内部出错。", "heading", wrap=True))
        words = (
            "已保存的内容不受影响，可以继续工作。如果反复出现，请保存一份问题报告，交给维护人员；"
            "报告里有程序的日志、版本和检查结果，没有台账内容和个人信息。"
        )
        box.addWidget(label(words, wrap=True))
        where = f"经过已记入日志：{log}" if log else "日志写不进去，请检查磁盘空间"
        box.addWidget(label(where, "caption", wrap=True))
        self.saver = ReportSaver(folder)
        box.addWidget(self.saver)
        foot = QHBoxLayout()
        foot.addWidget(button("关闭程序", super().reject, link=True))
        foot.addStretch(1)
        foot.addWidget(self.saver.button)
        self.go_on = button("继续工作", self.accept, primary=True)
        self.go_on.setDefault(True)
        foot.addWidget(self.go_on)
        box.addLayout(foot)
        self.go_on.setFocus()

    def reject(self) -> None:
        self.accept()  # Esc is the harmless answer
