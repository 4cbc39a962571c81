"""Draws the tick of boxes and the arrow of choices in each palette's colours: ``python -m tools.build_marks``.

They are files since a style sheet takes pictures from nowhere else. Drawn large, Qt makes them smaller for the screen's
scale.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

from xianfeng_gui.ui import theme
from xianfeng_gui.work import resources

SIDE = 96
"""Pixels; enough for 20 at 400 %."""
MARKS = {
    "tick": ("on_blue", 13, ((20, 50), (40, 70), (77, 27))),
    "arrow": ("secondary", 11, ((20, 36), (48, 64), (76, 36))),
}
"""A mark's colour, width of its line and corners."""


def draw(mark: str, colours: dict[str, str]) -> QImage:
    """A mark in a palette's colours on nothing."""
    name, width, corners = MARKS[mark]
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colours[name]), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(x, y) for x, y in corners])
    painter.end()
    return image


def main() -> None:
    """Draw them into resources/style."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QGuiApplication([])
    for palette in theme.PALETTES:
        colours = theme.read_palette(resources.resource("style", f"{palette}.palette"))
        for mark in MARKS:
            target: Path = resources.resource("style", f"{mark}-{palette}.png")
            draw(mark, colours).save(str(target))
            print(target.name)


if __name__ == "__main__":
    main()
