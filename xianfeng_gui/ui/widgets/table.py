"""Tables: one view for all pages, and a model for lists that are small enough to hold whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from db import notes
from xianfeng_gui.ui import theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 34
STRETCHED_LINES = 8


@dataclass(frozen=True)
class TableColumn:
    """A column: its key, title, first width in pixels at 10 pt, text of a row, and the row's state colour if any.

    ``state`` returns a colour's name (late, amber, green, secondary) or an empty text; the text itself must carry
    the symbol and word, colour only helps.
    """

    key: str
    title: str
    width: int
    text: Callable[[Any], str]
    state: Callable[[Any], str] | None = None
    right: bool = False
    stretch: bool = False


class RowsModel(QAbstractTableModel):
    """Rows held whole; each row has an ``id`` attribute."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def row(self, index: Index) -> Any:
        """The row behind an index."""
        return self.rows[index.row()]

    def row_of(self, record_id: str) -> int:
        """Where a record stands, or -1."""
        return next((number for number, row in enumerate(self.rows) if row.id == record_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return cell_data(self.columns[index.column()], self.rows[index.row()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return (
            cell_data(self.columns[section], None, role)
            if role == Qt.ItemDataRole.TextAlignmentRole
            else None
        )


def cell_data(column: TableColumn, row: Any, role: int) -> Any:
    """A cell's text, tooltip, colour or alignment."""
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return column.text(row)
    if role == Qt.ItemDataRole.ForegroundRole and column.state is not None:
        name = column.state(row)
        return theme.colour(name) if name else None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
    return None


class _StateColours(QStyledItemDelegate):
    """Keeps a cell's own colour where its row is selected."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)


class Table(QTableView):
    """A table of records: whole rows are selected, Enter opens, the state's colour also shows on a selected row.

    Column widths are kept per ``key`` on this PC. Where there is little room the columns named in ``gives_way`` are
    left out in that order, until the stretched column has at least STRETCHED_LINES heights of a line.
    """

    def __init__(self, key: str, columns: Sequence[TableColumn], gives_way: Sequence[str] = ()) -> None:
        super().__init__()
        self._key = key
        self._columns = list(columns)
        self._gives_way = tuple(gives_way)
        self._wide: dict[str, int] = {}
        self._unwanted: frozenset[str] = frozenset()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_StateColours(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        scale = self.font().pointSizeF() / 10
        self.verticalHeader().setDefaultSectionSize(max(ROW_HEIGHT, round(self.fontMetrics().height() * 1.9)))
        kept = notes.get(f"widths.{self._key}", {})
        for number, column in enumerate(self._columns):
            self._wide[column.key] = int(kept.get(column.key, column.width * scale))
            self.setColumnWidth(number, self._wide[column.key])
            if column.stretch:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().sectionResized.connect(self._on_resized)

    def _on_resized(self, number: int, old: int, new: int) -> None:
        column = self._columns[number]
        if old and new and not column.stretch:
            self._wide[column.key] = new

    def keep_widths(self) -> None:
        """Remember the widths that the clerk has set, also of columns that are not shown just now."""
        notes.put(f"widths.{self._key}", self._wide)

    def leave_out(self, keys: Iterable[str]) -> None:
        """The columns that the clerk doesn't want to see."""
        self._unwanted = frozenset(keys)
        self._fit()

    def left_out(self) -> frozenset[str]:
        """The columns that the clerk doesn't want to see."""
        return self._unwanted

    def _fit(self) -> None:
        wanted = [column for column in self._columns if column.key not in self._unwanted]
        fixed = sum(self._wide.get(column.key, 0) for column in wanted if not column.stretch)
        room = self.viewport().width() - self.fontMetrics().height() * STRETCHED_LINES - fixed
        hidden = set(self._unwanted)
        for key in self._gives_way:
            if room < 0 and key not in hidden:
                hidden.add(key)
                room += self._wide.get(key, 0)
        for number, column in enumerate(self._columns):
            self.setColumnHidden(number, column.key in hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def selected_rows(self) -> list[int]:
        """Numbers of the selected rows, from the top."""
        selection = self.selectionModel()
        return sorted(index.row() for index in selection.selectedRows()) if selection else []

    def select_row(self, row: int) -> None:
        """Select a row and bring it into view."""
        if row >= 0:
            index = self.model().index(row, 0)
            # Not selectRow: it would add to the selection while Ctrl is held, as it is after Ctrl+Enter.
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
