"""Captions with their values, one a line: what a detail panel says of the selected record."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from xianfeng_gui.ui.widgets.basics import label


class Facts(QWidget):
    """Lines of ``(caption, value)`` or ``(caption, value, state)``, state as in ``label``; empty values are left out."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        self._grid = QGridLayout()
        box.addLayout(self._grid)
        box.addStretch(1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}

    def show_facts(self, facts: Iterable[tuple[str, ...]]) -> None:
        """Say these and nothing else."""
        while (item := self._grid.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.hide()
                shown.deleteLater()
        self._values.clear()
        for caption, value, *state in facts:
            if value:
                self._add(caption, value, state[0] if state else "")

    def _add(self, caption: str, value: str, state: str) -> None:
        row = len(self._values)
        name = QLabel(caption)
        name.setProperty("role", "caption")
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown = label(value, wrap=True, state=state)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._values[caption] = shown
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(shown, row, 1)

    def text(self, caption: str) -> str:
        """What stands beside a caption; empty when it isn't shown."""
        found = self._values.get(caption)
        return found.text() if found is not None else ""
