"""The campaign's phases in one line: which are over, which month of which phase it is, what comes."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.work.topics import PhaseInfo, TopicPage


class PhaseStrip(QWidget):
    """Such as 动员部署 ✓  排查整治 · 第13个月/共19个月  巩固提升."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        caption = QLabel("阶段")
        caption.setProperty("role", "caption")
        column.addWidget(caption)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        column.addLayout(self._line)
        self._labels: list[QLabel] = []
        self._present: QLabel | None = None

    def show_phases(self, page: TopicPage, today: dt.date) -> None:
        """Show where the campaign is."""
        for old in self._labels:
            self._line.removeWidget(old)
            old.deleteLater()
        self._labels = [self._make(phase, page, today) for phase in page.phases]
        self._present = next(
            (one for one, phase in zip(self._labels, page.phases, strict=True) if phase == page.phase), None
        )
        for made in self._labels:
            self._line.addWidget(made)

    def _make(self, phase: PhaseInfo, page: TopicPage, today: dt.date) -> QLabel:
        if phase == page.phase:
            made = label(f"{phase.name} · 第{page.phase_month}个月/共{page.phase_months}个月", state="blue")
        else:
            made = label(f"{phase.name} ✓" if phase.ends_on < today else phase.name)
        first, last = phase.starts_on, phase.ends_on
        made.setToolTip(f"{first.year}年{first.month}月—{last.year}年{last.month}月：{phase.summary}")
        return made

    def text(self) -> str:
        """The whole line."""
        return "  ".join(one.text() for one in self._labels)

    def set_short(self, short: bool) -> None:
        """Where there is little room only the present phase stays."""
        for one in self._labels:
            one.setVisible(not short or one is self._present or self._present is None)
