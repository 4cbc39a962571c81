"""Lists of calendar events: one line each, or with the whole explanation beneath; click or Enter opens the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.event_marks import event_colour, event_mark, event_tip

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent

Index = QModelIndex | QPersistentModelIndex
EVENT = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_MARGIN = 10
_TITLE_LINES = 9
"""Heights of a line that a title needs beside its day and mark; with less it goes beneath them."""


class EventModel(QAbstractListModel):
    """Events held whole, in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[CalendarEvent] = []

    def set_events(self, events: Sequence[CalendarEvent]) -> None:
        """Show other events."""
        self.beginResetModel()
        self.events = list(events)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        event = self.events[index.row()]
        if role == EVENT:
            return event
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{event_mark(event)} {event.title}"
        return event_tip(event) if role == Qt.ItemDataRole.ToolTipRole else None


def short_day(day: dt.date, today: dt.date) -> str:
    """06-18 within this year, else with the year: columns of dates align."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


class _Line(QStyledItemDelegate):
    """Day, symbol and word, title: in one line, or where there is little room the title in a second one."""

    def __init__(self, view: AgendaList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._view.line_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        event = index.data(EVENT)
        painter.save()
        _paint_ground(painter, option)
        metrics = option.fontMetrics
        whole = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        first, rest = QRect(whole), QRect(whole)
        if self._view.has_two_lines():
            first.setBottom(whole.center().y())
            rest.setTop(first.bottom())
        parts = (
            (short_day(event.date, self._view.today), "secondary", self._view.day_width),
            (event_mark(event), event_colour(event, self._view.today), self._view.mark_width),
        )
        for text, colour, width in parts:
            painter.setPen(theme.colour(colour))
            painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, text)
            first.setLeft(first.left() + width)
        painter.setPen(theme.colour("ink"))
        rect = rest if self._view.has_two_lines() else first
        title = metrics.elidedText(event.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class _Explained(QStyledItemDelegate):
    """Symbol and word, the whole title, the explanation: each beneath the other, wrapped."""

    def __init__(self, view: AgendaList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        parts = _parts(index.data(EVENT), option.font, QRect(0, 0, width, 0), self._view.today)
        return QSize(100, parts[-1][1].bottom() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        _paint_ground(painter, option)
        for text, rect, font, colour in _parts(index.data(EVENT), option.font, option.rect, self._view.today):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(rect, _WRAP, text)
        painter.restore()


def _parts(
    event: CalendarEvent, font: QFont, rect: QRect, today: dt.date
) -> list[tuple[str, QRect, QFont, str]]:
    """Texts of an explained event with their places, fonts and colours, from the top of ``rect`` down."""
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    texts = [
        (event_mark(event), font, event_colour(event, today)),
        (event.title, strong, "ink"),
        (event.explanation, font, "secondary"),
    ]
    found = []
    top = rect.top() + 6
    for text, used, colour in texts:
        if text:
            room = QRect(rect.left() + _MARGIN, top, rect.width() - 2 * _MARGIN, 10_000)
            place = QFontMetrics(used).boundingRect(room, _WRAP, text)
            place.setRight(room.right())
            found.append((text, place, used, colour))
            top = place.bottom() + 3
    return found


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    from PySide6.QtWidgets import QStyle  # takes as long to load as a whole page; the first window needs none

    view = option.widget
    focused = isinstance(view, QListView) and view.hasFocus()
    if option.state & QStyle.StateFlag.State_Selected and focused:
        painter.fillRect(option.rect, theme.colour("selected"))
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.colour("blue"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme.colour("ground"))
    painter.setPen(theme.colour("hairline"))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


class AgendaList(QListView):
    """Emits ``opened`` with the event that was clicked or confirmed with Enter.

    ``explained`` shows each event in full; otherwise it is one line, the whole in a tooltip.
    """

    opened = Signal(object)

    def __init__(self, name: str, *, explained: bool = False) -> None:
        super().__init__()
        self.today = dt.date.min
        self.day_width = self.mark_width = 0
        self._explained = explained
        self._events = EventModel()
        self.setModel(self._events)
        self.setItemDelegate(_Explained(self) if explained else _Line(self))
        self.setUniformItemSizes(not explained)
        self.setObjectName("agenda")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.clicked.connect(lambda index: self.opened.emit(index.data(EVENT)))

    def show_events(self, events: Sequence[CalendarEvent], today: dt.date) -> None:
        """Show other events, seen from ``today``."""
        self.today = today
        width = self.fontMetrics().horizontalAdvance
        self.day_width = width(max((short_day(one.date, today) for one in events), key=len, default="")) + 10
        self.mark_width = width(max((event_mark(one) for one in events), key=len, default="")) + 10
        self._events.set_events(events)
        self._limit_height()

    def events(self) -> list[CalendarEvent]:
        """What is shown."""
        return self._events.events

    def line_height(self) -> int:
        """The height of an event that isn't explained, in pixels."""
        return round(self.fontMetrics().height() * (2.5 if self.has_two_lines() else 1.7))

    def has_two_lines(self) -> bool:
        """Whether titles stand beneath their day and mark."""
        room = self.viewport().width() - 2 * _MARGIN - self.day_width - self.mark_width
        return room < self.fontMetrics().height() * _TITLE_LINES

    def _limit_height(self) -> None:
        """A list of lines needs no more room than its lines."""
        if not self._explained:
            self.setMaximumHeight(self.line_height() * len(self.events()) + 2)

    def take_focus(self) -> None:
        """Go to the list by keyboard: to its first event unless one is chosen already."""
        if self.events():
            if not self.currentIndex().isValid():
                self.setCurrentIndex(self._events.index(0))
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Narrower means more lines: heights are asked for again.
        self._limit_height()
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(EVENT))
            return
        super().keyPressEvent(event)
