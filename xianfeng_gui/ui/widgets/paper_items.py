"""The hazards that a paper is about: ticked in a list, the selected one edited below as the paper will say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db import clock
from db.errors import UserError
from xianfeng_gui.papers.content import OUTCOMES, ItemError, PaperItem
from xianfeng_gui.rules.dates import parse_date
from xianfeng_gui.ui.widgets.basics import button
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField, TextBox
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.paper_fields import as_typed, tell_edits

_LABELS = {
    "description": "隐患描述",
    "place": "部位",
    "basis": "检查依据",
    "measure": "整改措施",
    "deadline": "整改期限",
    "outcome": "复查结果",
    "remark": "复查说明",
}
_SHOWN_ROWS = 4


class _Editor(Form):
    """The fields of one item."""

    edited = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        for name in (one for one in _LABELS if one in names):
            tell_edits(self.add(name, _LABELS[name], _field(name)), self.edited)


def _field(name: str) -> QWidget:
    if name in ("description", "measure"):
        return TextBox(2)
    if name == "deadline":
        return DateField()
    if name == "outcome":
        return ChoiceField(OUTCOMES.items(), empty="（请选择）")
    return QLineEdit()


class PaperItems(QWidget):
    """``edited``: an item says something else; ``chosen``: other hazards are ticked."""

    edited = Signal()
    chosen = Signal()

    def __init__(
        self, names: Sequence[str], hazards: Sequence[tuple[str, str]], ticked: Sequence[str]
    ) -> None:
        super().__init__()
        self._items: dict[str, PaperItem] = {}
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.list = QListWidget()
        self.list.setProperty("field", True)
        self.list.setAccessibleName("写进文书的隐患")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for hazard_id, text in hazards:
            self._add(hazard_id, text, hazard_id in ticked, tickable=len(hazards) > 1)
        height = self.fontMetrics().height() * 3 // 2
        self.list.setFixedHeight(height * min(_SHOWN_ROWS, max(2, len(hazards))) + 8)
        column.addWidget(self.list)
        self.editor = _Editor(names)
        if "outcome" in names:
            column.addLayout(self._outcome_buttons())
        column.addWidget(self.editor)
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        self.list.itemChanged.connect(lambda _item: self.chosen.emit())
        self.editor.edited.connect(self._keep_current)

    def _add(self, hazard_id: str, text: str, ticked: bool, *, tickable: bool) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, hazard_id)
        item.setToolTip(text)
        if tickable:
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _outcome_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for value, text in OUTCOMES.items():
            row.addWidget(button(f"均{text}", lambda one=value: self.set_all_outcomes(one)))
        row.addStretch(1)
        return row

    def ticked(self) -> list[str]:
        """The hazards that the paper is to be about."""
        items = [self.list.item(row) for row in range(self.list.count())]
        checkable = len(items) > 1
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if not checkable or item.checkState() == Qt.CheckState.Checked
        ]

    def show_items(self, items: Sequence[PaperItem]) -> None:
        """Show what the paper says of its hazards."""
        self._items = {item.hazard_number: item for item in items}
        self._tick()
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(next((row for row in range(self.list.count()) if self._at(row)), 0))
        self._show_current()

    def _tick(self) -> None:
        """Tick the hazards that are shown, and no others."""
        if self.list.count() < 2:
            return
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                shown = self._at(row) is not None
                self.list.item(row).setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)

    def items(self) -> list[PaperItem]:
        """What the paper says of its hazards, in their order; UserError for a date that isn't one."""
        for item in self._items.values():
            try:
                parse_date(item.deadline, clock.today()) if item.deadline else None
            except UserError as error:
                raise ItemError(
                    f"{item.hazard_number}的整改期限：{error}", item.hazard_number, "deadline"
                ) from error
        return self.typed()

    def go_to(self, error: ItemError) -> QWidget | None:
        """Select the item that something is wrong with and go into its field, which is returned; none for an unknown one."""
        rows = (row for row in range(self.list.count()) if self._number_at(row) == error.hazard_number)
        if (row := next(rows, None)) is None:
            return None
        self.list.setCurrentRow(row)
        if not self.editor.show_error(error):
            self.list.setFocus()
            return self.list
        return self.editor.fields[error.field]

    def typed(self) -> list[PaperItem]:
        """The same for a draft, wrong dates as they were typed."""
        return list(self._items.values())

    def set_all_outcomes(self, outcome: str) -> None:
        """The same outcome for every hazard."""
        self._items = {number: replace(item, outcome=outcome) for number, item in self._items.items()}
        self._show_current()
        self.edited.emit()

    def _number_at(self, row: int) -> str:
        item = self.list.item(row)
        return item.text().partition(" ")[0] if item is not None else ""

    def _at(self, row: int) -> PaperItem | None:
        return self._items.get(self._number_at(row))

    def _show_current(self) -> None:
        item = self._at(self.list.currentRow())
        self.editor.clear_errors()
        self.editor.setEnabled(item is not None)
        self._filling = True
        values = {name: getattr(item, name) if item else "" for name in self.editor.fields}
        self.editor.set_values(
            {name: text for name, text in values.items() if text != self.editor.raw()[name]}
        )
        self._filling = False

    def _keep_current(self) -> None:
        item = self._at(self.list.currentRow())
        if item is None or self._filling:
            return
        # A date that is still being typed is kept as it stands; ``items`` refuses it, so that it isn't issued.
        values: dict[str, Any] = as_typed(self.editor)
        self._items[item.hazard_number] = replace(item, **values)
        self.edited.emit()
