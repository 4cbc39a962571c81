"""Weeks of days, painted: each day's events as short lines, days off shaded by name, phases as bands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.day_lines import DayLine, day_lines
from xianfeng_gui.ui.widgets.shrinking import wrapped

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent

_WEEKDAYS = "一二三四五六日"
_ONE_DAY = dt.timedelta(days=1)
_BAND = 4
_WRAPPED_LINES, _WRAP_BELOW = 3, 12
"""In a week there is room below: an event's words take so many lines where a day is narrower than so many characters."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


@dataclass(frozen=True)
class Days:
    """What the grid shows: ``weeks`` weeks from the Monday ``first``.

    ``month`` is the month in view, whose neighbours' days are faint (0 when all count alike); ``off`` names the days
    off, ``swapped`` are the weekend days that are worked, ``bands`` are the phases' events.
    """

    first: dt.date
    weeks: int
    month: int
    today: dt.date
    events: Mapping[dt.date, Sequence[CalendarEvent]] = field(default_factory=dict)
    off: Mapping[dt.date, str] = field(default_factory=dict)
    swapped: frozenset[dt.date] = frozenset()
    bands: Sequence[CalendarEvent] = ()

    @property
    def last(self) -> dt.date:
        """The last day, a Sunday."""
        return self.first + dt.timedelta(days=7 * self.weeks - 1)


class DayGrid(QWidget):
    """A month or a week. Arrow keys move the day, also beyond the edge: the page then shows other weeks."""

    day_changed = Signal(object)
    """The day chosen by key or click (``datetime.date``)."""
    entered = Signal()
    """Enter: go to the chosen day's events."""
    opened = Signal(object)
    """The event that was double-clicked; a line of several is ``entered`` instead."""

    def __init__(self) -> None:
        super().__init__()
        self._days = Days(dt.date(1, 1, 1), 1, 0, dt.date.min)
        self._day = dt.date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("日历")
        self.setMinimumSize(420, 240)

    def sizeHint(self) -> QSize:
        return QSize(700, 460)

    def show_days(self, days: Days, chosen: dt.date) -> None:
        """Show other days, ``chosen`` among them framed."""
        self._days = days
        self.choose(chosen)

    def choose(self, day: dt.date) -> None:
        """Frame another of the days shown."""
        self._day = day
        count = len(self._days.events.get(day, ()))
        self.setAccessibleDescription(f"{day.year}年{day.month}月{day.day}日，{count}项")
        self.update()

    def rect_of(self, day: dt.date) -> QRect:
        """A day's cell."""
        week, column = divmod((day - self._days.first).days, 7)
        head = self._head_height()
        left, right = (self.width() * edge // 7 for edge in (column, column + 1))
        top, bottom = (head + (self.height() - head) * edge // self._days.weeks for edge in (week, week + 1))
        return QRect(left, top, right - left, bottom - top)

    def day_at(self, point: QPoint) -> dt.date | None:
        """The day at a point; none above the first week."""
        head = self._head_height()
        if point.y() < head or not self.rect().contains(point):
            return None
        week = (point.y() - head) * self._days.weeks // max(self.height() - head, 1)
        return self._days.first + dt.timedelta(days=week * 7 + point.x() * 7 // self.width())

    def line_at(self, point: QPoint) -> DayLine | None:
        """The line at a point."""
        day = self.day_at(point)
        if day is None:
            return None
        lines = self.lines_of(day)
        number = (point.y() - self._lines_top(self.rect_of(day))) // self._line_height()
        return lines[number] if 0 <= number < len(lines) else None

    def lines_of(self, day: dt.date) -> list[DayLine]:
        """The lines of a day's cell."""
        cell = self.rect_of(day)
        room = max((cell.bottom() - _BAND - self._lines_top(cell)) // self._line_height(), 1)
        return day_lines(self._days.events.get(day, ()), room, self._days.today)

    def _head_height(self) -> int:
        return self.fontMetrics().height() + 8

    def _line_height(self) -> int:
        return self.fontMetrics().height() * self._lines_each() + 1

    def _lines_each(self) -> int:
        narrow = self.width() // 7 < self.fontMetrics().horizontalAdvance("国") * _WRAP_BELOW
        return _WRAPPED_LINES if narrow and self._days.weeks == 1 else 1

    def _lines_top(self, cell: QRect) -> int:
        return cell.top() + self.fontMetrics().height() + 5

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        self._paint_head(painter)
        day = self._days.first
        while day <= self._days.last:
            self._paint_day(painter, day, self.rect_of(day))
            day += _ONE_DAY
        self._paint_frame(painter)

    def _paint_head(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("secondary"))
        for column, name in enumerate(_WEEKDAYS):
            left, right = (self.width() * edge // 7 for edge in (column, column + 1))
            box = QRect(left, 0, right - left, self._head_height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"周{name}")

    def _paint_day(self, painter: QPainter, day: dt.date, cell: QRect) -> None:
        if self._days.off.get(day):
            painter.fillRect(cell, theme.colour("ground"))
        self._paint_bands(painter, day, cell)
        painter.setPen(theme.colour("hairline"))
        # Each cell draws its right and lower edge only: two edges side by side would be a thick line.
        painter.drawLine(cell.topRight(), cell.bottomRight())
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        self._paint_number(painter, day, cell.adjusted(5, 3, -5, 0))
        box = QRect(cell.left() + 5, self._lines_top(cell), cell.width() - 8, self._line_height())
        for line in self.lines_of(day):
            self._paint_line(painter, line, box)
            box.translate(0, self._line_height())

    def _paint_number(self, painter: QPainter, day: dt.date, box: QRect) -> None:
        """The day's number; today on blue; at the right the holiday's name or 班."""
        metrics = self.fontMetrics()
        text = f"{day.month}月{day.day}日" if day.day == 1 else str(day.day)
        box.setHeight(metrics.height())
        if day == self._days.today:
            text = f"{text} 今天"
            painter.fillRect(
                box.adjusted(-2, 0, metrics.horizontalAdvance(text) + 4 - box.width(), 0),
                theme.colour("blue"),
            )
            painter.setPen(theme.colour("on_blue"))
        else:
            strange = self._days.month and day.month != self._days.month
            painter.setPen(theme.colour("faint" if strange else "ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(theme.colour("secondary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, self._remark(day))

    def _remark(self, day: dt.date) -> str:
        if day in self._days.swapped:
            return "班"
        name = self._days.off.get(day, "")
        return "" if name in ("周六", "周日") else name

    def _paint_bands(self, painter: QPainter, day: dt.date, cell: QRect) -> None:
        """What lasts longer than a day as a band at the cell's foot; what is going on now in blue."""
        bottom = cell.bottom()
        for band in self._days.bands:
            if band.date <= day <= band.until:
                current = band.date <= self._days.today <= band.until
                box = QRect(cell.left(), bottom - _BAND + 1, cell.width(), _BAND - 1)
                painter.fillRect(box, theme.colour("blue" if current else "field_edge"))
                bottom -= _BAND

    def _paint_line(self, painter: QPainter, line: DayLine, box: QRect) -> None:
        painter.setPen(theme.colour(line.colour))
        metrics = self.fontMetrics()
        room = box.width() - (metrics.horizontalAdvance(line.number) + 2 if line.number else 0)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignTop, wrapped(line.text, metrics, room, self._lines_each())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, line.number)

    def _paint_frame(self, painter: QPainter) -> None:
        if self._days.first <= self._day <= self._days.last:
            painter.setPen(QPen(theme.colour("blue"), 3 if self.hasFocus() else 1))
            painter.drawRect(self.rect_of(self._day).adjusted(1, 1, -2, -2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.day_changed.emit(self._day + step * _ONE_DAY)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.day_changed.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.line_at(event.position().toPoint())
        if found is not None and len(found.events) == 1:
            self.opened.emit(found.events[0])
        else:
            self.entered.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().event(event)

    def _tip(self, point: QPoint) -> str:
        """The line under the pointer in full, else what lasts over the day."""
        found = self.line_at(point)
        if found is not None:
            return found.tip()
        day = self.day_at(point)
        return "\n".join(band.title for band in self._days.bands if day and band.date <= day <= band.until)
