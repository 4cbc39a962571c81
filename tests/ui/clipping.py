"""Finds what a window cuts off: words without room, buttons outside, tables and forms wider than their place."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from xianfeng_gui.ui.widgets.shrinking import ElidedLabel


def faults(window: QWidget) -> list[str]:
    """One line for each thing cut off, with its words."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window and not _in_a_view(widget, window):
            found += [
                f"{type(widget).__name__} “{_words(widget)}”: {fault}" for fault in _faults(widget, window)
            ]
    return found


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return str(text or widget.accessibleName() or widget.objectName())[:40]


def _in_a_view(widget: QWidget, window: QWidget) -> bool:
    """Parts of tables, fields and page views are their own business: cells elide, fields scroll."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QComboBox | QLineEdit):
            return True
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _faults(widget: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label_faults(widget)
    if isinstance(widget, QAbstractButton):
        least = widget.minimumSizeHint()
        if widget.width() < least.width() or widget.height() < least.height():
            yield f"{widget.width()}×{widget.height()} of {least.width()}×{least.height()}"
    # The months of the grids scroll on purpose, and their bar always says so.
    on_purpose = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    if (
        isinstance(widget, QTableView)
        and widget.horizontalScrollBarPolicy() != on_purpose
        and widget.horizontalScrollBar().maximum() > 0
    ):
        yield f"scrolls sideways by {widget.horizontalScrollBar().maximum()}"
    if isinstance(widget, QScrollArea) and widget.widget() is not None:
        too_wide = widget.widget().width() - widget.viewport().width()
        if too_wide > 0:
            yield f"content {too_wide} wider than its place"
    yield from _place_faults(widget, window)


def _label_faults(label: QLabel) -> Iterator[str]:
    if isinstance(label, ElidedLabel) or not label.text():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() < needed:
            yield f"{label.height()} high of {needed}"
    elif label.width() < label.sizeHint().width():
        yield f"{label.width()} wide of {label.sizeHint().width()}"


def _place_faults(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Outside its parent; what scrolls up and down may be below, but never beside."""
    parent = widget.parentWidget()
    if parent is None or widget is window or widget.isWindow():
        return
    place = QRect(widget.mapTo(parent, QPoint()), widget.size())
    if place.left() < 0 or place.right() > parent.width():
        yield f"from {place.left()} to {place.right()} in a width of {parent.width()}"
    scrolls = isinstance(parent.parentWidget(), QScrollArea)
    if not scrolls and (place.top() < 0 or place.bottom() > parent.height()):
        yield f"from {place.top()} to {place.bottom()} in a height of {parent.height()}"
