"""Who inspects: ticks beside the office's people and their certificates, and room for somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.ui.widgets.fields import CompoundField
from xianfeng_gui.work import inspectors
from xianfeng_gui.work.inspectors import InspectorChoice, InspectorData

_LINES = 4
"""People in sight at once; more scroll."""


class InspectorsField(CompoundField):
    """Space ticks a person; somebody who isn't in the list is typed below and taken with Enter.

    ``day`` gives the day on which the certificates must hold. A value is a list of name, certificate and person's id.
    """

    def __init__(self, day: Callable[[], dt.date | None]) -> None:
        super().__init__()
        self._day = day
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.list = QListWidget()
        self.list.setAccessibleName("检查人员")
        # A long certificate number goes into a line of its own, and is never cut.
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(round(self.list.fontMetrics().height() * 1.5) * _LINES + 6)
        self.other = QLineEdit()
        self.other.setPlaceholderText("名单外：姓名 证号")
        self.other.setToolTip("名单外人员：姓名、空格、执法证号，回车加入")
        self.other.setAccessibleName("名单外的检查人员")
        self.warning = label("", "caption", wrap=True, state="amber")
        for widget in (self.list, self.other, self.warning):
            column.addWidget(widget)
        for choice in inspectors.choices():
            inspector = InspectorData(choice.name, choice.certificate_number, choice.person_id)
            self._add(inspector).setToolTip(_words(choice))
        self.setFocusProxy(self.list)
        self.list.itemChanged.connect(lambda _item: self._on_changed())
        self.other.editingFinished.connect(self._take_other)
        self.other.textEdited.connect(lambda _text: self.edited.emit())

    def _add(self, inspector: InspectorData, *, ticked: bool = False) -> QListWidgetItem:
        item = QListWidgetItem(f"{inspector.name}  {inspector.certificate_number or '无执法证号'}")
        item.setData(Qt.ItemDataRole.UserRole, inspector)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)
        return item

    def _take_other(self) -> None:
        if pending := self._pending():
            self._tick(pending)
            self.other.clear()
            self._on_changed()

    def _pending(self) -> list[InspectorData]:
        """Who is typed below and isn't taken yet; any blank divides, the wide one of Chinese input methods too."""
        name, *number = self.other.text().split(maxsplit=1) or [""]
        return [inspectors.known(name, "".join(number))] if name else []

    def _tick(self, chosen: Sequence[InspectorData]) -> None:
        """Tick these, adding those that aren't listed."""
        for inspector in chosen:
            for row in range(self.list.count()):
                item = self.list.item(row)
                if item.data(Qt.ItemDataRole.UserRole) == inspector:
                    item.setCheckState(Qt.CheckState.Checked)
                    break
            else:
                self.list.scrollToItem(self._add(inspector, ticked=True))

    def _on_changed(self) -> None:
        self.refresh()
        self.edited.emit()

    def refresh(self) -> None:
        """Say again what is to be said of the certificates."""
        day = self._day()
        found = inspectors.warnings(self.chosen(), day) if day and self.chosen() else []
        self.warning.setText("\n".join(f"▲ {one}" for one in found))
        self.warning.setVisible(bool(found))
        theme.mark(self.warning, "state", "late" if any("已于" in one for one in found) else "amber")

    def chosen(self) -> tuple[InspectorData, ...]:
        """Those who are ticked, in the list's order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    def value(self) -> list[dict[str, Any]]:
        """Those who are ticked, and whoever is typed below without Enter."""
        return [vars(one) for one in dict.fromkeys((*self.chosen(), *self._pending()))]

    def set_value(self, value: Any) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Unchecked)
        self._tick([InspectorData(**one) for one in value or []])
        self.list.blockSignals(False)
        self.refresh()


def _words(choice: InspectorChoice) -> str:
    if not choice.certificate_number:
        return f"{choice.office}，无执法证号"
    until = f"，有效期至{choice.expires_on.isoformat()}" if choice.expires_on else ""
    return f"{choice.office}，{choice.certificate_number}{until}"
