"""What is new in the program: shown once after an update, and in the help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label, panel
from xianfeng_gui.ui.widgets.fitting import FittedArea
from xianfeng_gui.work.news import News


class WhatsNew(FittedDialog):
    """The versions with their lines; ``kept`` is the backup of data that were brought up to date just now."""

    def __init__(
        self, versions: Sequence[News], kept: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, letters=44)
        self.setWindowTitle("更新内容")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(label("更新内容" if kept is None else "数据已升级", "title"))
        if kept is not None:
            words = f"升级前的数据已备份为“{kept.name}”，在“设置备份”页可以看到（升级前留存）。"
            box.addWidget(label(words, wrap=True))
        self.area = FittedArea(_listed(versions))
        box.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = button("知道了  Esc", self.accept, primary=True)
        self.close_button.setDefault(True)
        foot.addWidget(self.close_button)
        box.addLayout(foot)

    def height_wanted(self, width: int) -> int:
        margins = self.layout().contentsMargins()
        self.area.assume_width(width - margins.left() - margins.right())
        return super().height_wanted(width)


def _listed(versions: Sequence[News]) -> QFrame:
    frame, column = panel()
    for one in versions:
        column.addWidget(label(f"{one.number}（{format_date(one.day)}）", "heading"))
        for line in one.lines:
            column.addWidget(label(f"· {line}", wrap=True))
    column.addStretch(1)
    return frame
