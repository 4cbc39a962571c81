"""A topic's hazards on its page: the open ones at first, each leading to the register."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.models.hazards import COLUMNS, GIVES_WAY, HazardModel
from xianfeng_gui.ui.widgets.basics import EmptyNote, label
from xianfeng_gui.ui.widgets.table import Table
from xianfeng_gui.work.hazard_filter import OPEN, HazardFilter

_EMPTY = "本专题没有未销号的隐患。\n按 Ctrl+N 登记新的隐患；去掉上面的勾可看已销号的。"


class TopicHazards(QWidget):
    """``chosen`` gives the id of the hazard to show in the register."""

    chosen = Signal(str)

    def __init__(self, topic_id: str) -> None:
        super().__init__()
        self._topic_id = topic_id
        self.only_open = QCheckBox("只看未销号")
        self.only_open.setChecked(True)
        self.model = HazardModel()
        self.table = Table("topic-hazards", COLUMNS, GIVES_WAY)
        self.table.setModel(self.model)
        self.table.leave_out({"topic"})
        self.empty = EmptyNote(_EMPTY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.only_open)
        line.addWidget(label("双击或按 Enter 到隐患台账办理", "caption"), 1)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.only_open.toggled.connect(lambda _checked: self.refresh())
        self.table.activated.connect(lambda index: self.chosen.emit(self.model.rows[index.row()].id))

    def refresh(self) -> None:
        """Read the topic's hazards again, those with the nearest deadline first."""
        state = OPEN if self.only_open.isChecked() else ""
        self.model.show(HazardFilter(topic_id=self._topic_id, state=state, sort="deadline", descending=False))
        self.table.setVisible(bool(self.model.rows))
        self.empty.setVisible(not self.model.rows)
