"""How the window looks on this PC: palette and letter size, kept beside the drafts and not in the office's settings."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from db import notes
from xianfeng_gui.ui import theme

_PALETTE = "screen.palette"
_POINTS = "screen.points"


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
