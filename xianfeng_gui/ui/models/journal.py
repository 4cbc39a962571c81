"""The journal's entries, read in pages as the view scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from db.journal import Entry
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.table import Index, RowsModel, TableColumn
from xianfeng_gui.work import undoing

PAGE = 100


class EntriesModel(RowsModel):
    """Reads ``PAGE`` entries at a time in the worker: a search may look through the whole journal."""

    arrived = Signal()
    """A page has come, perhaps an empty one."""

    def __init__(self, columns: Sequence[TableColumn], context: Context, owner: QWidget) -> None:
        super().__init__(columns)
        self._context = context
        self._owner = owner
        self._text = ""
        self._reading = 0
        self._more = False

    def read(self, text: str) -> None:
        """Begin again with the newest entries that have ``text``."""
        self._text = text
        self._more = False
        self._ask(None)

    def _ask(self, before: int | None) -> None:
        # A newer question makes the answer to an older one worthless.
        self._reading += 1
        number, text = self._reading, self._text
        self._context.run(
            lambda: undoing.entries(text, before, PAGE),
            lambda found: self._take(number, before, found),
            "读取操作日志",
            self._owner,
        )

    def _take(self, number: int, before: int | None, found: list[Entry]) -> None:
        if number != self._reading:
            return
        self._more = len(found) == PAGE
        if before is None:
            self.set_rows(found)
        elif found:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(found) - 1)
            self.rows.extend(found)
            self.endInsertRows()
        self.arrived.emit()

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008  # Qt's own signature
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008  # Qt's own signature
        if self.canFetchMore(parent):
            self._more = False  # until the answer is here
            self._ask(self.rows[-1].seq)
