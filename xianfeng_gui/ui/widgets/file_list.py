"""A field for files: chosen by dialog, dropped from a folder or a chat program, or pasted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QListWidget, QVBoxLayout

from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import CompoundField

_SHOWN_LINES = 3


class FileList(CompoundField):
    """Paths of files to be added. Its value is a list of path texts, so that a draft keeps them too."""

    def __init__(self, hint: str = "可把文件拖到这里，或复制后按 Ctrl+V") -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.list = QListWidget()
        self.list.setProperty("field", True)
        self.list.setAccessibleName("已选文件")
        self.list.setFixedHeight(self.fontMetrics().height() * 2 * _SHOWN_LINES)
        self.choose_button = button("选择文件…", self.choose)
        self.remove_button = button("移除", self.remove_selected, tip="移除选中的文件（Delete）")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(label(hint, "caption"), 1)
        column.addLayout(buttons)
        column.addWidget(self.list)
        self.setFocusProxy(self.choose_button)
        bind_keys(self.list, {"Del": self.remove_selected}, inside=True)
        bind_keys(self, {"Ctrl+V": self.paste, "Shift+Ins": self.paste}, inside=True)
        self._show_state()

    def value(self) -> list[str]:
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def set_value(self, value: Any) -> None:
        self.list.clear()
        self._add(Path(text) for text in value or [])

    def paths(self) -> list[Path]:
        """The files chosen."""
        return [Path(text) for text in self.value()]

    def choose(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择佐证材料")
        self.add(Path(name) for name in names)

    def add(self, paths: Iterable[Path]) -> None:
        """Add files as the person's own doing; those already there are passed over."""
        before = self.list.count()
        self._add(paths)
        if self.list.count() > before:
            self.edited.emit()

    def paste(self) -> None:
        """Add files that were copied elsewhere."""
        self.add(_files(QApplication.clipboard().mimeData()))

    def remove_selected(self) -> None:
        """Take the selected files off the list; the files themselves stay."""
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._show_state()
        self.edited.emit()

    def _add(self, paths: Iterable[Path]) -> None:
        present = set(self.value())
        for path in paths:
            if str(path) not in present:
                present.add(str(path))
                self.list.addItem(path.name)
                item = self.list.item(self.list.count() - 1)
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                item.setToolTip(str(path))
        self._show_state()

    def _show_state(self) -> None:
        self.list.setVisible(self.list.count() > 0)
        self.remove_button.setEnabled(self.list.count() > 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(_files(event.mimeData()))
        event.acceptProposedAction()


def _files(data: QMimeData) -> list[Path]:
    """The files (not folders) that a drop or the clipboard names."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]
