"""The months' cells: a sign and a shade for each state, told apart also in black and white, and the legend's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.vocabulary import MonthMark

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
INK: Colour = (0.1, 0.12, 0.15)
RED: Colour = (0.75, 0.05, 0.05)
HAIRLINE: Colour = (0.72, 0.75, 0.78)


@dataclass(frozen=True)
class Box:
    """A rectangle on the canvas, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


GROUNDS: dict[MonthMark, Colour] = {
    MonthMark.DONE: (0.05, 0.27, 0.16),
    MonthMark.REPORTED: (0.66, 0.84, 0.72),
    MonthMark.MISSING: WHITE,
    MonthMark.CURRENT: WHITE,
    MonthMark.AHEAD: (0.92, 0.94, 0.96),
    MonthMark.NONE: WHITE,
}
"""From nearly black to white, so that a copy in grey keeps the order."""
LEGEND: tuple[tuple[MonthMark, bool, str], ...] = (
    (MonthMark.DONE, False, "当月完成"),
    (MonthMark.REPORTED, False, "已报送"),
    (MonthMark.MISSING, False, "逾期未报"),
    (MonthMark.CURRENT, False, "本月待报"),
    (MonthMark.AHEAD, False, "计划推进"),
    (MonthMark.AHEAD, True, "期限所在月份"),
)
"""Mark, whether with the deadline's sign, and what it means."""


def draw_month(canvas: Any, box: Box, mark: MonthMark) -> None:
    """Draw one month of a task."""
    canvas.setFillColorRGB(*GROUNDS[mark])
    canvas.setStrokeColorRGB(*HAIRLINE)
    canvas.setLineWidth(0.4)
    canvas.rect(box.x, box.y, box.width, box.height, stroke=1, fill=1)
    _draw_sign(canvas, box, mark)


def _draw_sign(canvas: Any, box: Box, mark: MonthMark) -> None:
    x, y = box.centre
    r = 0.36 * min(box.width, box.height)
    canvas.setLineWidth(0.28 * r)
    if mark in (MonthMark.DONE, MonthMark.REPORTED):
        canvas.setStrokeColorRGB(*(WHITE if mark is MonthMark.DONE else INK))
        canvas.lines(
            [(x - r, y, x - 0.25 * r, y - 0.75 * r), (x - 0.25 * r, y - 0.75 * r, x + r, y + 0.8 * r)]
        )
    elif mark is MonthMark.MISSING:
        canvas.setStrokeColorRGB(*RED)
        canvas.setLineWidth(0.45 * r)
        canvas.lines([(x - r, y - r, x + r, y + r), (x - r, y + r, x + r, y - r)])
    elif mark is MonthMark.CURRENT:
        canvas.setFillColorRGB(*INK)
        canvas.circle(x, y, 0.55 * r, stroke=0, fill=1)
    elif mark is MonthMark.AHEAD:
        canvas.setStrokeColorRGB(0.45, 0.5, 0.55)
        canvas.setLineWidth(0.2 * r)
        canvas.circle(x, y, 0.6 * r, stroke=1, fill=0)


def draw_deadline(canvas: Any, box: Box) -> None:
    """The month of a deadline: a heavy frame with a filled upper right corner, over the months beside it."""
    heavy = 0.09 * box.width
    canvas.setStrokeColorRGB(*BLACK)
    canvas.setLineWidth(heavy)
    canvas.rect(box.x + heavy / 2, box.y + heavy / 2, box.width - heavy, box.height - heavy, stroke=1, fill=0)
    corner = canvas.beginPath()
    right, top, leg = box.x + box.width, box.y + box.height, 0.42 * box.width
    corner.moveTo(right, top)
    corner.lineTo(right - leg, top)
    corner.lineTo(right, top - leg)
    corner.close()
    canvas.setFillColorRGB(*BLACK)
    canvas.drawPath(corner, stroke=0, fill=1)
