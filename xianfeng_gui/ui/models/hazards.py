"""The register as a Qt model: windows of rows by keyset, more as the view scrolls, never the whole table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from xianfeng_gui.sheets.hazards import HAZARDS
from xianfeng_gui.ui.widgets.table import Index, cell_data, of_sheet
from xianfeng_gui.work import hazard_list
from xianfeng_gui.work.hazard_filter import SORTS, HazardFilter
from xianfeng_gui.work.hazard_list import HazardRow

COLUMNS = (
    of_sheet(HAZARDS, "number", 118, lambda row: row.number),
    of_sheet(
        HAZARDS,
        "state",
        172,
        lambda row: hazard_list.state_in_words(row.state, row.days_late),
        lambda row: hazard_list.state_colour(row.state, row.days_late),
    ),
    of_sheet(HAZARDS, "deadline", 90, lambda row: row.deadline),
    of_sheet(HAZARDS, "site", 130, lambda row: row.site),
    of_sheet(HAZARDS, "description", 110, lambda row: row.description, stretch=True),
    of_sheet(
        HAZARDS,
        "grade",
        88,
        lambda row: ("▲ " if row.grade.startswith("重大") else "") + row.grade,
        lambda row: "late" if row.grade.startswith("重大") else "",
    ),
    of_sheet(HAZARDS, "topic", 80, lambda row: row.topic),
    of_sheet(HAZARDS, "office", 130, lambda row: row.office),
    of_sheet(HAZARDS, "village", 80, lambda row: row.village),
    of_sheet(HAZARDS, "found_on", 92, lambda row: row.found_on),
    of_sheet(HAZARDS, "source", 96, lambda row: row.source),
    of_sheet(HAZARDS, "location", 100, lambda row: row.location),
    of_sheet(HAZARDS, "person", 88, lambda row: row.person),
)

GIVES_WAY = (
    "person",
    "location",
    "source",
    "found_on",
    "village",
    "topic",
    "office",
    "grade",
    "deadline",
    "number",
)
"""In this order columns are left out where there is little room: the detail beside the table has them too."""


class HazardModel(QAbstractTableModel):
    """Rows of one filter. ``shown`` tells that other rows are there."""

    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filter = HazardFilter()
        self.rows: list[HazardRow] = []
        self._complete = True

    def show(self, wanted: HazardFilter) -> None:
        """Show another filter from its top."""
        first = hazard_list.window(wanted)
        self.beginResetModel()
        self.filter = wanted
        self.rows = first
        self._complete = len(first) < hazard_list.WINDOW
        self.endResetModel()
        self.shown.emit()

    def reload(self) -> None:
        """Read again as many rows as are there, after a change."""
        wanted = max(len(self.rows), hazard_list.WINDOW)
        found = hazard_list.window(self.filter, None, wanted)
        self.beginResetModel()
        self.rows = found
        self._complete = len(found) < wanted
        self.endResetModel()
        self.shown.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index) -> None:
        """The view has come near the end: the next window."""
        more = hazard_list.window(self.filter, self.rows[-1].anchor if self.rows else None)
        self._complete = len(more) < hazard_list.WINDOW
        if more:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
            self.rows.extend(more)
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return cell_data(COLUMNS[index.column()], self.rows[index.row()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = COLUMNS[section]
        if column.key == self.filter.sort:
            return f"{column.title} {'▼' if self.filter.descending else '▲'}"
        return column.title

    def sortable(self, section: int) -> bool:
        """Whether the register can be sorted by this column."""
        return COLUMNS[section].key in SORTS

    def row_of(self, record_id: str) -> int:
        """Where a hazard stands among the rows read so far, or -1."""
        return next((number for number, row in enumerate(self.rows) if row.id == record_id), -1)
