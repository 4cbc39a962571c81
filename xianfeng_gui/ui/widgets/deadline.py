"""A rectification deadline: typed as a date or as “10工作日”, with the way it was counted said below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db import clock
from db.errors import UserError
from xianfeng_gui.rules.dates import format_month_day
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import DateField
from xianfeng_gui.work import hazard_data, law, settings

QUICK = (3, 5, 10, 15)
"""Working days offered as buttons."""
_IN_WORKING_DAYS = re.compile(r"(\d{1,4})\s*个?\s*(?:工作日|g)(?:内)?$")


class DeadlineField(DateField):
    """A date, or “10工作日” counted from ``start()``; ``basis`` tells how it was counted."""

    def __init__(self, start: Callable[[], dt.date]) -> None:
        self._start = start
        self._basis = ""
        self._counted: dt.date | None = None
        self._counted_from: dt.date | None = None
        super().__init__()
        self.setPlaceholderText("日期，或如 10工作日")

    def set_counted(self, day: dt.date | None, basis: str) -> None:
        """Show a stored deadline with the way it was counted."""
        self.set_day(day)
        self._counted, self._basis, self._counted_from = day, basis, None

    @property
    def basis(self) -> str:
        """How the date in the field was counted; empty when it was typed, or counted from another day."""
        try:
            fits = self.day() == self._counted and self._counted_from in (None, self._start())
        except UserError:
            return ""
        return self._basis if fits else ""

    def day(self) -> dt.date | None:
        counted = _IN_WORKING_DAYS.match(self.text().strip())
        if counted is None:
            return super().day()
        return self.count_from_start(int(counted[1]))

    def count_from_start(self, days: int) -> dt.date:
        """The day after so many working days; shows it and says how it was counted."""
        if not 1 <= days <= 2000:
            raise UserError("工作日天数应为1至2000", "deadline")
        due, self._basis = hazard_data.deadline_in(self._start(), days, working=True)
        self._counted, self._counted_from = due, self._start()
        self.set_day(due)
        return due

    def count_default(self) -> dt.date:
        """The office's usual term; shows the day and says how it was counted."""
        due, self._basis = hazard_data.usual_deadline(self._start())
        self._counted, self._counted_from = due, self._start()
        self.set_day(due)
        return due

    def explanation(self) -> str:
        """How the date was counted; for a typed date, whether it is a day off."""
        try:
            day = self.day()
        except UserError:
            return ""
        if day is None:
            return ""
        if self.basis:
            return self.basis
        off = law.work_calendar().reason_off(day)
        left = law.work_calendar().working_days_between(clock.today(), day)
        return f"{format_month_day(day)}是休息日（{off}），请确认" if off else f"距今天{left}个工作日"


class DeadlineHint(QWidget):
    """Quick choices of working days and the explanation of the field beside it."""

    def __init__(self, field: DeadlineField) -> None:
        super().__init__()
        self._field = field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        default = settings.terms()["default_rectification"]
        row.addWidget(
            button(default.label, self._take_default, link=True, tip=f"{default.value}日；{default.basis()}")
        )
        for days in QUICK:
            row.addWidget(button(f"{days}个工作日", lambda n=days: self._count(n), link=True))
        self.text = label("", "caption")
        row.addWidget(self.text, 1)
        field.changed.connect(self.refresh)

    def _count(self, days: int) -> None:
        self._field.count_from_start(days)
        self._field.changed.emit()

    def _take_default(self) -> None:
        self._field.count_default()
        self._field.changed.emit()

    def refresh(self) -> None:
        """Say again how the date was counted."""
        self.text.setText(self._field.explanation())
