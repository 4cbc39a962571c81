"""Tables: one view for all pages, and a model for lists that are small enough to hold whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from db import notes
from xianfeng_gui.ui import theme

if TYPE_CHECKING:
    from xianfeng_gui.sheets.columns import Sheet

Index = QModelIndex | QPersistentModelIndex
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
ROW_AIR = 15
"""Pixels above and below a row's letters together."""


@dataclass(frozen=True)
class TableColumn:
    """A column: its key, title, width in pixels at 10 pt, text of a row, and the row's state colour if any.

    The width is the first one of a column that the clerk can set, and the least one of a stretched column.

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


def of_sheet(
    sheet: Sheet,
    key: str,
    width: int,
    text: Callable[[Any], str],
    state: Callable[[Any], str] | None = None,
    *,
    stretch: bool = False,
) -> TableColumn:
    """A column that is headed as on the sheet which is exported from the table."""
    return TableColumn(key, sheet.column(key).title, width, text, state, stretch=stretch)


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

    Column widths are kept per ``key`` on this PC and grow with the letters. Where there is little room the columns
    named in ``gives_way`` are left out in that order, until the others have at least their width.
    """

    lines: ClassVar[int] = 1
    """Lines of text in a row; more than one wrap."""

    def __init__(self, key: str, columns: Sequence[TableColumn], gives_way: Sequence[str] = ()) -> None:
        super().__init__()
        self._key = key
        self._columns = list(columns)
        self._gives_way = tuple(gives_way)
        self._wide: dict[str, float] = {column.key: column.width for column in columns}
        self._setting = False
        self._unwanted: frozenset[str] = frozenset()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_StateColours(self))
        self.setShowGrid(False)
        self.setWordWrap(self.lines > 1)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        self._wide |= notes.get(f"widths.{self._key}", {})
        for number, column in enumerate(self._columns):
            if column.stretch:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._set_sizes()
        self.horizontalHeader().sectionResized.connect(self._on_resized)

    def _scale(self) -> float:
        return self.font().pointSizeF() / 10

    def _set_sizes(self) -> None:
        """Heights and widths for the present letters."""
        text = self.fontMetrics().lineSpacing() * (self.lines - 1) + self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(text + ROW_AIR)
        self._setting = True
        for number, column in enumerate(self._columns):
            self.setColumnWidth(number, self._width_of(column))
        self._setting = False
        self._fit()

    def _width_of(self, column: TableColumn) -> int:
        return round(self._wide[column.key] * self._scale())

    def _on_resized(self, number: int, old: int, new: int) -> None:
        column = self._columns[number]
        if old and new and not column.stretch and not self._setting:
            self._wide[column.key] = new / self._scale()

    def keep_widths(self) -> None:
        """Remember the widths that the clerk has set, also of columns that are not shown just now."""
        usual = {column.key: column.width for column in self._columns}
        notes.put(
            f"widths.{self._key}", {key: wide for key, wide in self._wide.items() if wide != usual[key]}
        )

    def leave_out(self, keys: Iterable[str]) -> None:
        """The columns that the clerk doesn't want to see."""
        self._unwanted = frozenset(keys)
        self._fit()

    def left_out(self) -> frozenset[str]:
        """The columns that the clerk doesn't want to see."""
        return self._unwanted

    def _fit(self) -> None:
        if self.model() is None:
            return
        wanted = [column for column in self._columns if column.key not in self._unwanted]
        widths = {column.key: self._width_of(column) for column in wanted}
        room = self.viewport().width() - sum(widths.values())
        hidden = set(self._unwanted)
        for key in self._gives_way:
            if room < 0 and key not in hidden:
                hidden.add(key)
                room += widths[key]
        for number, column in enumerate(self._columns):
            self.setColumnHidden(number, column.key in hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._set_sizes()

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

    def select(self, rows: Sequence[int]) -> None:
        """Select exactly these rows, none of them beyond the last; the first one gets the cursor. Without any nothing changes."""
        if not rows or not self.model().rowCount():
            return
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model().index(row, 0), self.model().index(row, 0))
        first, selection = self.model().index(rows[0], 0), self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        selection.setCurrentIndex(first, flags.NoUpdate)
        selection.select(chosen, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row the current one without selecting it: the arrow keys would pass it over."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD and self.currentIndex().isValid() and not self.selected_rows():
            self.select_row(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
