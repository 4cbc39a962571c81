"""The campaign's months as a grid: a row an office, a column a month, a sign for what was reported.

Signs and words carry the meaning, the ground's colour only helps, so that it reads the same in black and white.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.table import Index
from xianfeng_gui.work.monthly import GridCell, MonthlyGrid, ReportState

_LONGEST_NAME = 10  # characters

_SIGNS = {
    ReportState.REPORTED: "✓",
    ReportState.PARTLY: "部分",
    ReportState.MISSING: "缺",
    ReportState.CURRENT: "·",
}
NARROW_PARTLY = "◐"
"""Stands for 部分 where the months are too narrow for two characters."""
_COLOURS = {
    ReportState.REPORTED: ("green", "green_ground"),
    ReportState.PARTLY: ("amber", "amber_ground"),
    ReportState.MISSING: ("late", "late_ground"),
    ReportState.CURRENT: ("blue", "panel"),
}
_PLAIN = ("secondary", "panel")


def words(office: str, cell: GridCell) -> str:
    """A cell in words, such as 绣庄村 2021年5月：缺，应报3项，已报0项."""
    year, month = cell.month.split("-")
    counts = f"，应报{cell.expected}项，已报{cell.reported}项" if cell.expected else ""
    return f"{office} {year}年{int(month)}月：{cell.state.label}{counts}"


class _Model(QAbstractTableModel):
    """The grid's cells: a sign to see, words for the tooltip and the screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.grid: MonthlyGrid | None = None

    def show_grid(self, grid: MonthlyGrid) -> None:
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() or self.grid is None else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() or self.grid is None else len(self.grid.months)

    def cell(self, index: Index) -> GridCell:
        assert self.grid is not None
        return self.grid.rows[index.row()].cells[index.column()]

    def words(self, index: Index) -> str:
        assert self.grid is not None
        return words(self.grid.rows[index.row()].office, self.cell(index))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _SIGNS.get(self.cell(index).state, "")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.grid is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.grid.rows[section].office
        return self.grid.months[section]


class _Delegate(QStyledItemDelegate):
    """Paints a cell: a rounded ground with its sign; this month and the chosen cell have a blue edge."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, _Model) and model.grid is not None
        cell = model.cell(index)
        ink, ground = _COLOURS.get(cell.state, _PLAIN)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        marked = cell.month == model.grid.current or bool(option.state & QStyle.StateFlag.State_Selected)
        edge = theme.colour("blue" if marked or focused else "hairline")
        box = option.rect.adjusted(1, 1, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(theme.colour(ground))
        if cell.state is not ReportState.NOT_NEEDED or focused:
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour(ink))
        sign = str(index.data() or "")
        if option.fontMetrics.horizontalAdvance(sign) > box.width():
            sign = NARROW_PARTLY
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        painter.restore()


class _MonthHeader(QHeaderView):
    """Months as numbers, with the year above the first month that is shown of it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() * 2 + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("secondary"))
        line = self.fontMetrics().height()
        years: set[str] = set()
        for section in range(self.count()):
            left, width = self.sectionViewportPosition(section), self.sectionSize(section)
            if left + width <= 0:
                continue
            year, month = str(self.model().headerData(section, self.orientation())).split("-")
            painter.drawText(QRect(left, line, width, line), Qt.AlignmentFlag.AlignCenter, str(int(month)))
            if year not in years:
                years.add(year)
                painter.drawText(left + 2, line - self.fontMetrics().descent(), f"{year}年")


class MonthlyGridView(QTableView):
    """Shows a ``MonthlyGrid``. Arrows move, Enter, Space or a click chooses a cell.

    ``chosen`` carries the office's name and the ``GridCell``; ``described`` what the cell at the cursor means.
    """

    chosen = Signal(str, object)
    described = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("monthly")
        self.setAccessibleName("月度报送")
        self.cells = _Model()
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_MonthHeader())
        self.setModel(self.cells)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self._set_sizes()
        self.clicked.connect(self._choose)
        self.entered.connect(lambda index: self.described.emit(self.cells.words(index)))

    def _set_sizes(self) -> None:
        names = self.verticalHeader()
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setMinimumSectionSize(10)
        names.setDefaultSectionSize(round(self.fontMetrics().height() * 1.4))
        names.setSectionsClickable(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setMinimumSectionSize(10)

    def set_grid(self, grid: MonthlyGrid) -> None:
        """Show another state of the grid, the cursor staying on its cell."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.cells.show_grid(grid)
        present = grid.months.index(grid.current) if grid.current in grid.months else 0
        index = self.cells.index(max(row, 0), column if column >= 0 else present)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self.verticalHeader().setFixedWidth(self._name_width(grid))
        self._fit()
        if index.isValid():
            self.scrollTo(index)

    def _name_width(self, grid: MonthlyGrid) -> int:
        """Enough for the longest name, within reason; longer ones end with … and have a tooltip."""
        widths = [self.fontMetrics().horizontalAdvance(row.office) for row in grid.rows]
        return min(max(widths, default=0) + 12, self.fontMetrics().height() * _LONGEST_NAME)

    def height_wanted(self, most_rows: int) -> int:
        """Enough for the offices, at most for ``most_rows``; more scroll."""
        rows = min(max(self.cells.rowCount(), 1), most_rows)
        head = self.horizontalHeader().sizeHint().height()
        scrolls = self.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        foot = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        return head + rows * self.verticalHeader().defaultSectionSize() + foot + 2

    def _fit(self) -> None:
        """Months share the width; where there is too little of it, they scroll."""
        count = self.cells.columnCount()
        if count:
            needed = self.fontMetrics().horizontalAdvance("12") + 6
            share = self.viewport().width() // count
            policy = Qt.ScrollBarPolicy
            self.setHorizontalScrollBarPolicy(
                policy.ScrollBarAlwaysOff if share >= needed else policy.ScrollBarAlwaysOn
            )
            self.horizontalHeader().setDefaultSectionSize(max(needed, share))
            self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.described.emit(self.cells.words(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        if index.isValid() and self.cells.grid is not None:
            self.chosen.emit(self.cells.grid.rows[index.row()].office, self.cells.cell(index))
