"""The checklist on the screen: each row is answered with one key, and the cursor goes on to what is still open."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from db.vocabulary import Answer
from xianfeng_gui.ui.widgets.table import Index, Table, TableColumn, cell_data
from xianfeng_gui.work.inspection_entry import Entry, Row

SIGNS = {Answer.YES: "✓", Answer.NO: "✗", Answer.NOT_APPLICABLE: "—"}
KEYS = {
    Qt.Key.Key_1: Answer.YES,
    Qt.Key.Key_Y: Answer.YES,
    Qt.Key.Key_2: Answer.NO,
    Qt.Key.Key_N: Answer.NO,
    Qt.Key.Key_3: Answer.NOT_APPLICABLE,
    Qt.Key.Key_X: Answer.NOT_APPLICABLE,
}


def answer_words(row: Row) -> str:
    """A row's answer with its sign; empty while it is open."""
    return f"{SIGNS[row.answer]} {row.answer.label}" if row.answer is not None else ""


def _colour(row: Row) -> str:
    return {Answer.YES: "green", Answer.NO: "late", None: ""}.get(row.answer, "secondary")


class _Model(QAbstractTableModel):
    """The rows of an entry."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.columns = [
            TableColumn("number", "项次", 46, lambda row: ""),
            TableColumn("text", "检查内容", 200, lambda row: row.title(), stretch=True),
            TableColumn("answer", "结果", 92, answer_words, _colour),
            TableColumn("repeat", "提示", 84, lambda row: "", lambda row: "amber"),
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.entry.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole and column.key == "number":
            return str(index.row() + 1)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and column.key == "repeat":
            found = self.entry.repeats(index.row())
            if role == Qt.ItemDataRole.ToolTipRole:
                return "\n".join(one.text for one in found)
            return "▲ 曾发现" if found else ""
        return cell_data(column, self.entry.rows[index.row()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None


class AnswerTable(Table):
    """1 or Y, 2 or N, 3 or X answer; Backspace takes an answer back; Enter goes to the hazard beside the table."""

    lines: ClassVar[int] = 2  # of an item's text; the editor beside it has all of it

    answered = Signal(object)
    """An ``Answer`` for the selected row, none to take it back."""

    def __init__(self, entry: Entry) -> None:
        self.rows = _Model(entry)
        super().__init__("inspection-answers", self.rows.columns, ("repeat",))
        self.setModel(self.rows)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setAccessibleName("检查项目")

    def show_entry(self, entry: Entry, place: int = 0) -> None:
        """Show the rows anew, with the cursor at ``place``."""
        self.rows.beginResetModel()
        self.rows.entry = entry
        self.rows.endResetModel()
        self.select_row(min(place, len(entry.rows) - 1))

    def row_changed(self, place: int) -> None:
        """A row reads otherwise now."""
        last = len(self.rows.columns) - 1
        self.rows.dataChanged.emit(self.rows.index(place, 0), self.rows.index(place, last))

    def place(self) -> int:
        """The selected row, or -1."""
        found = self.selected_rows()
        return found[0] if found else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if plain and self.place() >= 0 and key in KEYS:
            self.answered.emit(KEYS[key])
        elif plain and self.place() >= 0 and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.answered.emit(None)
        else:
            super().keyPressEvent(event)
