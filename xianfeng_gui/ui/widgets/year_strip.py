"""The campaign's months as a strip: its phases as bands, today's mark, the months in view; a click picks a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from xianfeng_gui.ui import theme

_MARGIN = 10


class PhaseBand(Protocol):
    """What the strip needs of a phase; both days belong to it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def starts_on(self) -> dt.date: ...  # noqa: D102
    @property
    def ends_on(self) -> dt.date: ...  # noqa: D102


class YearStrip(QWidget):
    """Phases that overlap in time stand in lanes above each other."""

    picked = Signal(object)
    """The day that was clicked (``datetime.date``)."""

    def __init__(self) -> None:
        super().__init__()
        self._lanes: list[list[PhaseBand]] = []
        self._first = self._last = self._today = dt.date.min
        self._shown: tuple[dt.date, dt.date] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("行动各阶段")

    def set_phases(self, phases: Sequence[PhaseBand], today: dt.date) -> None:
        """Show these phases and where today is."""
        self._today = today
        self._lanes = _lanes(phases)
        if phases:
            self._first = min(phase.starts_on for phase in phases).replace(day=1)
            self._last = max(phase.ends_on for phase in phases)
        self.setAccessibleDescription("；".join(_words(phase, today) for phase in phases))
        self.updateGeometry()
        self.update()

    def set_shown(self, first: dt.date, last: dt.date) -> None:
        """Frame the days that the page beneath shows."""
        self._shown = (first, last)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self._lane_height() * max(len(self._lanes), 1) + self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _lane_height(self) -> int:
        return self.fontMetrics().height() + 4

    def x_of(self, day: dt.date) -> float:
        """Where a day begins, in pixels from the left."""
        days = (self._last - self._first).days + 1
        return _MARGIN + (self.width() - 2 * _MARGIN) * (day - self._first).days / max(days, 1)

    def day_at(self, x: float) -> dt.date:
        """The day at ``x`` pixels, within the campaign."""
        days = (self._last - self._first).days + 1
        offset = int((x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1) * days)
        return self._first + dt.timedelta(days=min(max(offset, 0), days - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, lane in enumerate(self._lanes):
            for phase, free_until in zip(lane, _next_starts(lane), strict=True):
                self._paint_phase(painter, phase, number, free_until)
        self._paint_axis(painter, self._today_place())
        self._paint_shown(painter)
        self._paint_today(painter)

    def _paint_phase(
        self, painter: QPainter, phase: PhaseBand, lane: int, free_until: dt.date | None
    ) -> None:
        left, right = self.x_of(phase.starts_on), self.x_of(phase.ends_on + dt.timedelta(days=1))
        height = self._lane_height()
        band = QRectF(left, lane * height + 1, right - left - 1, height - 3)
        current = phase.starts_on <= self._today <= phase.ends_on
        painter.setPen(theme.colour("blue" if current else "field_edge"))
        painter.setBrush(theme.colour("selected" if current else "ground"))
        painter.drawRoundedRect(band, 3, 3)
        painter.setPen(theme.colour("blue" if current else "secondary"))
        text = _words(phase, self._today, short=True)
        room = band.adjusted(6, 0, -4, 0)
        if painter.fontMetrics().horizontalAdvance(text) > room.width():
            # A phase of a month is narrower than its name: write it into the free part of the lane.
            end = self.x_of(free_until) if free_until else self.width()
            room = QRectF(band.right() + 6, band.top(), end - band.right() - 8, band.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_axis(self, painter: QPainter, taken: QRectF) -> None:
        """Months with their names, except where the words of today stand."""
        top = len(self._lanes) * self._lane_height()
        painter.setPen(theme.colour("secondary"))
        months = list(_months(self._first, self._last))
        step = (
            1 if self.width() / max(len(months), 1) > self.fontMetrics().horizontalAdvance("2020-12") else 3
        )
        for month in months:
            if (month.month - 1) % step == 0:
                x = self.x_of(month)
                painter.drawLine(round(x), top + 1, round(x), top + 4)
                text = f"{month.year}年" if month.month == 1 else f"{month.month}月"
                width = self.fontMetrics().horizontalAdvance(text)
                place = QRectF(x + 3, top, width + 1, self.fontMetrics().height() + 4)
                if not place.intersects(taken) and place.right() <= self.width():
                    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_shown(self, painter: QPainter) -> None:
        if self._shown is None:
            return
        first, last = self._shown
        if last < self._first or first > self._last:
            return
        left = self.x_of(max(first, self._first))
        right = self.x_of(min(last, self._last) + dt.timedelta(days=1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("secondary"), 1, Qt.PenStyle.DashLine))
        height = len(self._lanes) * self._lane_height()
        painter.drawRoundedRect(QRectF(left, 0.5, max(right - left, 6), height), 3, 3)

    def _today_words(self) -> str:
        return f"今天 {self._today.month}月{self._today.day}日"

    def _today_place(self) -> QRectF:
        """Where the words of today stand; nowhere outside the campaign."""
        if not self._first <= self._today <= self._last:
            return QRectF()
        x = self.x_of(self._today)
        width = self.fontMetrics().horizontalAdvance(self._today_words()) + 8
        left = x + 2 if x + width + 4 < self.width() else x - width - 2
        top = len(self._lanes) * self._lane_height() + 2
        return QRectF(left, top, width, self.fontMetrics().height() + 2)

    def _paint_today(self, painter: QPainter) -> None:
        place = self._today_place()
        if place.isNull():
            return
        x = self.x_of(self._today)
        painter.setPen(QPen(theme.colour("blue"), 2))
        painter.drawLine(round(x), 0, round(x), self.height() - 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._today_words())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._lanes and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.day_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._lanes:
            day = self.day_at(event.x())
            phases = [
                phase for lane in self._lanes for phase in lane if phase.starts_on <= day <= phase.ends_on
            ]
            QToolTip.showText(event.globalPos(), "\n".join(_words(one, self._today) for one in phases), self)
            return True
        return super().event(event)


def _lanes(phases: Sequence[PhaseBand]) -> list[list[PhaseBand]]:
    """Each phase in the first lane that is free when it begins."""
    lanes: list[list[PhaseBand]] = []
    for phase in sorted(phases, key=lambda one: (one.starts_on, one.ends_on)):
        for lane in lanes:
            if lane[-1].ends_on < phase.starts_on:
                lane.append(phase)
                break
        else:
            lanes.append([phase])
    return lanes


def _next_starts(lane: list[PhaseBand]) -> list[dt.date | None]:
    return [*(phase.starts_on for phase in lane[1:]), None]


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=32)).replace(day=1)


def _words(phase: PhaseBand, today: dt.date, *, short: bool = False) -> str:
    """A phase with its state in words, and with its days unless ``short``."""
    over = " ✓" if phase.ends_on < today else ""
    current = phase.starts_on <= today <= phase.ends_on
    if short:
        return f"{phase.name}{over}" + (" · 进行中" if current else "")
    state = "，已结束" if over else "，进行中" if current else "，未开始"
    return f"{phase.name} {phase.starts_on} 至 {phase.ends_on}{state}"
