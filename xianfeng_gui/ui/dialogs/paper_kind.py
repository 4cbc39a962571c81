"""Which paper? Those that are possible now first; the others with what has to be done before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.vocabulary import PaperKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label


class PaperKindDialog(FittedDialog):
    """``offers``: for each kind an empty text when it is possible, else the reason why not."""

    chapter: ClassVar[str] = "papers"

    def __init__(
        self, context: Context, offers: Mapping[PaperKind, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, size=(620, 560))
        self.setWindowTitle("出具文书")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(label("选择文书", "heading"))
        column.addWidget(label("灰色的现在还不能出具，原因写在后面。", "caption"))
        self.list = QListWidget()
        self.list.setAccessibleName("文书种类")
        self.list.setWordWrap(True)
        for kind, reason in sorted(offers.items(), key=lambda offer: bool(offer[1])):
            item = QListWidgetItem(kind.label if not reason else f"{kind.label}：{reason}")
            item.setData(Qt.ItemDataRole.UserRole, kind.value)
            if reason:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消  Esc", self.reject))
        self.choose_button = button("填写…  Enter", self.accept, primary=True)
        foot.addWidget(self.choose_button)
        column.addLayout(foot)
        self.choose_button.setDefault(True)
        self.list.itemActivated.connect(lambda _item: self.accept())
        if not all(offers.values()):
            self.list.setCurrentRow(0)
        else:
            self.choose_button.setEnabled(False)

    def kind(self) -> PaperKind | None:
        """The kind that was chosen."""
        item = self.list.currentItem()
        return PaperKind(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def choose(self, kind: PaperKind) -> None:
        """Choose a kind."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == kind.value:
                self.list.setCurrentRow(row)
