"""Draws areas, rules and words on a sheet of the poster, in ``u``: x from the left margin, y down from the upper one."""

from __future__ import annotations

from typing import Any

from xianfeng_gui.papers.fonts import ASCENT, Role
from xianfeng_gui.papers.poster.layout import Plan
from xianfeng_gui.papers.poster.signs import HAIRLINE, INK, Box, Colour
from xianfeng_gui.papers.poster.words import Words
from xianfeng_gui.papers.text import Line

_THIN = 0.4
"""Of rules and frames, in points."""


class Pen:
    """Draws on a canvas with the text size and margins of a plan."""

    def __init__(self, canvas: Any, plan: Plan, words: Words) -> None:
        self.canvas = canvas
        self._plan = plan
        self._words = words

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """The place in points from the sheet's lower left corner."""
        plan, u = self._plan, self._plan.size
        return Box(plan.margin + x * u, plan.height - plan.margin - (y + height) * u, width * u, height * u)

    def fill(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, framed: bool = False
    ) -> None:
        """An area of a colour."""
        box = self.box(x, y, width, height)
        self.canvas.setFillColorRGB(*colour)
        self.canvas.setStrokeColorRGB(*HAIRLINE)
        self.canvas.setLineWidth(_THIN)
        self.canvas.rect(box.x, box.y, box.width, box.height, stroke=int(framed), fill=1)

    def rule(self, x: float, y: float, width: float) -> None:
        """A thin level line."""
        box = self.box(x, y, width, 0)
        self.canvas.setStrokeColorRGB(*HAIRLINE)
        self.canvas.setLineWidth(_THIN)
        self.canvas.line(box.x, box.y, box.x + box.width, box.y)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float = 1.0,
        colour: Colour = INK,
        *,
        role: Role = Role.HEI,
    ) -> float:
        """Words with their upper edge at ``y``; returns how wide they are."""
        line = self._words.line(text, role)
        self.line(line, x, y, size, colour)
        return line.right * size

    def centred(
        self, text: str, x: float, y: float, width: float, size: float = 1.0, colour: Colour = INK
    ) -> None:
        """Words in the middle of ``width``, made narrower (never lower) where they are wider than it."""
        line = self._words.line(text)
        squeezed = min(1.0, width / (line.right * size))
        left = x + (width - line.right * size * squeezed) / 2
        self.line(line, left, y, size, colour, squeezed)

    def line(
        self, line: Line, x: float, y: float, size: float = 1.0, colour: Colour = INK, squeezed: float = 1.0
    ) -> None:
        """A line set at size 1; ``squeezed`` is how wide its characters are, of their own width."""
        place, scale = self.box(x, y, 0, ASCENT * size), size * self._plan.size
        text = self.canvas.beginText()
        text.setFillColorRGB(*colour)
        text.setHorizScale(100 * squeezed)
        for run in line.runs:
            text.setTextOrigin(place.x + run.x * scale * squeezed, place.y)
            text.setFont(run.font, run.size * scale)
            text.setCharSpace(run.spacing * scale)
            text.textOut(run.text)
        self.canvas.drawText(text)
