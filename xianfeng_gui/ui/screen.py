"""How the window looks on this PC, kept beside the drafts and not in the office's settings.

Palette, letter size, and where the window stood; another screen may be there the next time.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from db import notes
from xianfeng_gui.ui import theme

_PALETTE = "screen.palette"
_POINTS = "screen.points"
_WINDOW = "screen.window"

SMALLEST = (1024, 640)
"""The window's least room inside its frame: 1920×1080 at 150 % leaves hardly more beside taskbar and title bar."""
USUAL = QSize(1366, 728)
_ROOMY = 1.2
"""So many times the usual width has a screen on which the window need not be maximised at first."""
TITLE_BAR = 32
"""Pixels that the frame takes above the window's content."""


def kept() -> tuple[str, int]:
    """The palette's name and the letter size in points; the usual ones when nothing was chosen."""
    palette, points = notes.get(_PALETTE, ""), notes.get(_POINTS, 0)
    return (
        palette if palette in theme.PALETTES else next(iter(theme.PALETTES)),
        points if points in theme.SIZES else next(iter(theme.SIZES)),
    )


def keep(palette: str, points: int) -> None:
    """Remember a choice and show it at once."""
    notes.put(_PALETTE, palette)
    notes.put(_POINTS, points)
    apply_kept()


def apply_kept() -> None:
    """Dress the application as this PC's choice says; the archive must be open."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, *kept())


def fitted(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """``wanted``, moved and made smaller so that it stands on one of the ``screens`` (their free places, the main first).

    It stays on the screen that it shares most with; where that is gone, it goes to the main one. Its title bar, above
    it, stays within reach as well.
    """
    shared = [wanted.intersected(one) for one in screens]
    areas = [one.width() * one.height() for one in shared]
    free = screens[areas.index(max(areas))].adjusted(0, TITLE_BAR, 0, 0)
    size = wanted.size().boundedTo(free.size())
    left = min(max(wanted.left(), free.left()), free.right() + 1 - size.width())
    top = min(max(wanted.top(), free.top()), free.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def place(window: QWidget) -> None:
    """Put the window where it stood the last time, as far as the screens of today allow.

    The first time it gets its usual size in the middle, and the whole screen where that leaves little around it.
    """
    screens = [one.availableGeometry() for one in _screens()]
    kept = notes.get(_WINDOW)
    if kept:
        window.setGeometry(fitted(QRect(*kept["place"]), screens))
    else:
        middle = QRect(QPoint(), USUAL)
        middle.moveCenter(screens[0].center())
        window.setGeometry(fitted(middle, screens))
    if kept["whole"] if kept else screens[0].width() < USUAL.width() * _ROOMY:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_place(window: QWidget) -> None:
    """Remember where the window stands; of one over the whole screen also where it would stand without that."""
    place = window.normalGeometry()
    corners = [place.x(), place.y(), place.width(), place.height()]
    notes.put(_WINDOW, {"place": corners, "whole": window.isMaximized()})


def _screens() -> list[QScreen]:
    main = QGuiApplication.primaryScreen()
    return [main, *(one for one in QGuiApplication.screens() if one is not main)]
