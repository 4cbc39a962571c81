"""The year's plan as a grid: a row a site, a column a month, a sign for what is planned and what was done.

Signs and words carry the meaning, the ground's colour only helps, so that it reads the same in black and white.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from db.vocabulary import RiskLevel
from xianfeng_gui.rules.inspections import PlanState
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.table import Index
from xianfeng_gui.work.inspection_plan import SIGNS, PlanCell, PlanRow, PlanYear, SiteMonth, risk_words

_COLOURS = {
    PlanState.PLANNED: ("blue", "panel"),
    PlanState.DONE: ("green", "green_ground"),
    PlanState.UNPLANNED: ("green", "panel"),
    PlanState.OVERDUE: ("late", "late_ground"),
}
_HEADS = ("单位（场所）", "属地", "风险", "上次检查")
_FIRST_MONTH = len(_HEADS)
_LETTERS = (12, 6, 9, 7)
"""Widths of the first columns in Chinese characters; where there is little room all but the name give way."""
_GIVES_WAY = (1, 2, 3)
_HEAD_AIR = 22
"""Pixels beside the words of a column's head."""


def cell_words(row: PlanRow, cell: PlanCell) -> str:
    """A cell in words, such as 兴旺五金厂 2021年5月：逾期未查（镇应急办）."""
    year, month = cell.month.split("-")
    state = SIGNS[cell.state][1] if cell.state in SIGNS else "没有安排"
    when = cell.done_on if cell.done_on else cell.office
    return f"{row.name} {year}年{int(month)}月：{state}" + (f"（{when}）" if when else "")


class _Model(QAbstractTableModel):
    """Sites with four columns of facts, then the months."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: PlanYear | None = None
        self.short_heads = False
        """Whether the months' columns are too narrow for more than a number."""

    def show_plan(self, plan: PlanYear) -> None:
        self.beginResetModel()
        self.plan = plan
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() or self.plan is None else len(self.plan.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else _FIRST_MONTH + 12

    def row(self, index: Index) -> PlanRow:
        assert self.plan is not None
        return self.plan.rows[index.row()]

    def cell(self, index: Index) -> PlanCell | None:
        """The month's cell; none in the columns of facts."""
        return (
            self.row(index).cells[index.column() - _FIRST_MONTH] if index.column() >= _FIRST_MONTH else None
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, cell = self.row(index), self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return _fact(row, index.column()) if cell is None else SIGNS.get(cell.state, ("", ""))[0]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _fact(row, index.column()) if cell is None else cell_words(row, cell)
        if role == Qt.ItemDataRole.ForegroundRole and cell is None:
            name = _fact_colour(row, index.column())
            return theme.colour(name) if name else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if section < _FIRST_MONTH:
                return _HEADS[section]
            return f"{section - _FIRST_MONTH + 1}{'' if self.short_heads else '月'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= _FIRST_MONTH:
            return Qt.AlignmentFlag.AlignCenter
        return None


def _fact(row: PlanRow, column: int) -> str:
    return (row.name, row.village, risk_words(row), row.last_on or "从未检查")[column]


def _fact_colour(row: PlanRow, column: int) -> str:
    if column == 2 and row.is_key:
        return "late" if row.risk_level is RiskLevel.RED else "amber"
    if column == 3 and not row.last_on:
        return "late" if row.is_key else "secondary"
    return ""


class _Delegate(QStyledItemDelegate):
    """Paints a month: a rounded ground with its sign; the present month and the cells chosen have a blue edge."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            option.palette.setColor(option.palette.ColorRole.HighlightedText, colour)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, _Model) and model.plan is not None
        cell = model.cell(index)
        if cell is None:
            super().paint(painter, option, index)
            return
        ink, ground = _COLOURS.get(cell.state, ("secondary", "panel"))
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        present = cell.month == model.plan.present
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.colour("blue" if chosen or focused or present else "hairline")
        painter.setPen(QPen(edge, 2 if chosen or focused else 1))
        painter.setBrush(theme.colour("selected" if chosen else ground))
        painter.drawRoundedRect(option.rect.adjusted(2, 2, -3, -3), 3, 3)
        painter.setPen(theme.colour(ink))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        painter.restore()


class PlanGrid(QTableView):
    """Shows a ``PlanYear``. Arrows move, Shift and Ctrl choose several cells, Space plans them or takes the plan back,
    Enter opens."""

    toggled = Signal()
    opened = Signal(object, object)
    """The ``PlanRow`` and ``PlanCell`` (none in the columns of facts) that Enter or a double click opens."""
    described = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("检查计划")
        self.cells = _Model()
        self.setItemDelegate(_Delegate(self))
        self.setModel(self.cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(10)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)

    def show_plan(self, plan: PlanYear) -> None:
        """Show another state of the plan, the cursor staying on its site and column."""
        kept = self.cells.row(self.currentIndex()).id if self.currentIndex().isValid() else ""
        column = self.currentIndex().column() if kept else _FIRST_MONTH + int(plan.present[5:]) - 1
        self.cells.show_plan(plan)
        place = next((at for at, row in enumerate(plan.rows) if row.id == kept), 0)
        self._fit()
        if plan.rows:
            self.setCurrentIndex(self.cells.index(place, column))

    def go_to(self, site_id: str = "", month: str = "") -> None:
        """Put the cursor on a site or a month ("YYYY-MM")."""
        rows = self.cells.plan.rows if self.cells.plan else ()
        place = next(
            (at for at, row in enumerate(rows) if row.id == site_id), max(self.currentIndex().row(), 0)
        )
        column = _FIRST_MONTH + int(month[5:]) - 1 if month else max(self.currentIndex().column(), 0)
        if rows:
            self.setCurrentIndex(self.cells.index(place, column))

    def chosen(self) -> list[SiteMonth]:
        """The months that are chosen, by site."""
        cells = ((index, self.cells.cell(index)) for index in self.selectedIndexes())
        return [(self.cells.row(index).id, cell.month) for index, cell in cells if cell is not None]

    def chosen_sites(self) -> list[str]:
        """The sites in whose rows something is chosen, from the top."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self.cells.plan.rows[row].id for row in rows] if self.cells.plan else []

    def _fit(self) -> None:
        """Facts have their widths, the months share what is left."""
        letter = self.fontMetrics().horizontalAdvance("国")
        least = letter * 2 + 4
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        widths = [letters * letter + 12 for letters in _LETTERS]
        room = self.viewport().width() - sum(widths) - 12 * least
        hidden = set()
        for column in _GIVES_WAY:
            if room < 0:
                hidden.add(column)
                room += widths[column]
        for column, width in enumerate(widths):
            self.setColumnHidden(column, column in hidden)
            self.setColumnWidth(column, width)
        share = least + max(room, 0) // 12
        self.cells.short_heads = share < self.fontMetrics().horizontalAdvance("12月") + _HEAD_AIR
        for month in range(12):
            self.setColumnWidth(_FIRST_MONTH + month, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            cell = self.cells.cell(current)
            row = self.cells.row(current)
            self.described.emit(cell_words(row, cell) if cell else f"{row.name}：{row.last_on or '从未检查'}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.cells.row(index), self.cells.cell(index))
