"""Draws one sheet of the poster: head, blocks of rows under their months, legend."""

from __future__ import annotations

from typing import Any

from db.vocabulary import MonthMark
from xianfeng_gui.papers.fonts import Role
from xianfeng_gui.papers.poster import frame
from xianfeng_gui.papers.poster.content import Poster, PosterTask
from xianfeng_gui.papers.poster.filling import Row
from xianfeng_gui.papers.poster.frame import LANE, LINE, MONTHS, PHASE_PAD, YEARS
from xianfeng_gui.papers.poster.layout import GAP, LEADING, Plan
from xianfeng_gui.papers.poster.pen import Pen
from xianfeng_gui.papers.poster.signs import (
    BLACK,
    INK,
    LEGEND,
    RED,
    WHITE,
    Colour,
    draw_deadline,
    draw_month,
)
from xianfeng_gui.papers.poster.words import Words

BAND_GROUND: Colour = (0.11, 0.24, 0.42)
PHASE_GROUNDS: tuple[Colour, ...] = ((0.80, 0.86, 0.94), (0.90, 0.93, 0.97))
SHADED: Colour = (0.955, 0.965, 0.975)
"""Behind every other task."""
BAND_NAME = 1.15
"""Size of a topic's name."""
CELL_PAD = 0.12
DIGITS_PAD = 0.1
"""Blank on both sides of a month's number, which is made as narrow as its cell asks for."""


class SheetDrawer:
    """Draws on a canvas in the plan's ``u``."""

    def __init__(self, canvas: Any, poster: Poster, plan: Plan, words: Words) -> None:
        self._pen = Pen(canvas, plan, words)
        self._poster = poster
        self._plan = plan
        self._words = words
        self._across = (plan.width - 2 * plan.margin) / plan.size
        self._down = (plan.height - 2 * plan.margin) / plan.size
        self._spare = plan.block - plan.widths.words - plan.cell * len(poster.months)

    def draw(self, number: int) -> None:
        """Draw the sheet of that number, from 0."""
        self._head(number)
        top = self._plan.frame.head
        for at, rows in enumerate(self._plan.sheets[number]):
            left = at * (self._plan.block + GAP)
            self._months_head(left, top)
            y = top + frame.column_head(self._plan.phases)
            for place, row in enumerate(rows):
                if row.task is None:
                    self._band(row, left, y)
                else:
                    self._task(row.task, row.height, left, y, shaded=place % 2 == 0)
                y += row.height
        self._foot()

    # Head and foot

    def _head(self, number: int) -> None:
        around = self._plan.frame
        for at, part in enumerate(around.title):
            width = self._words.width(part, Role.TITLE) * around.title_size
            y = at * around.title_size * LEADING
            self._pen.words(part, (self._across - width) / 2, y, around.title_size, role=Role.TITLE)
        sheets = len(self._plan.sheets)
        lines = frame.lines_below(self._poster, self._across, number + 1, sheets, self._words)
        for at, line in enumerate(lines):
            self._pen.words(line, 0, frame.TITLE_HEIGHT + at * LINE)

    def _foot(self) -> None:
        top = self._down - self._plan.frame.foot + frame.FOOT_GAP
        *places, (late_line, late_x) = self._plan.frame.legend
        for (mark, deadline, words), (line, x) in zip(LEGEND, places, strict=True):
            y = top + line * frame.FOOT_LINE
            box = self._pen.box(x, y, 1.3, 1.5)
            draw_month(self._pen.canvas, box, mark)
            if deadline:
                draw_deadline(self._pen.canvas, box)
            self._pen.words(words, x + frame.SIGN, y + 0.25)
        y = top + late_line * frame.FOOT_LINE
        self._pen.fill(late_x, y, frame.LATE_SIGN, 1.5, RED)
        self._pen.words(frame.LATE, late_x + 0.25, y + 0.25, 1.0, WHITE)
        self._pen.words(frame.LATE_WORDS, late_x + frame.LATE_SIGN + 0.3, y + 0.25)

    # The months above each block

    def _months_head(self, left: float, top: float) -> None:
        start = left + self._plan.block - self._plan.cell * len(self._poster.months)
        self._phases(start, top)
        years = top + frame.column_head(self._plan.phases) - MONTHS - YEARS
        self._years(start, years)
        y, cell = years + YEARS, self._plan.cell
        for at, month in enumerate(self._poster.months):
            now = at == self._poster.current_at
            x = start + at * cell
            self._pen.fill(x, y, cell, MONTHS, BLACK if now else SHADED, framed=True)
            digits = (str(int(month[5:])), x + DIGITS_PAD, y + 0.35, cell - 2 * DIGITS_PAD)
            self._pen.centred(*digits, colour=WHITE if now else INK)
        x = left
        for name, width in self._columns():
            self._pen.words(name, x + 0.3, y + 0.35)
            x += width

    def _columns(self) -> list[tuple[str, float]]:
        widths = self._plan.widths
        both = "期限　进展" if widths.stacked else "期限"
        return [
            ("编号", widths.number),
            ("任务", widths.title + self._spare),
            ("责任单位", widths.office),
            ("责任人", widths.person),
            (both, widths.deadline),
            ("" if widths.stacked else "进展", widths.state),
        ]

    def _phases(self, start: float, top: float) -> None:
        """Bars over their months, each with its name inside or beside it."""
        for at, (phase, place) in enumerate(zip(self._poster.phases, self._plan.phases, strict=True)):
            x, y = start + phase.first * self._plan.cell, top + place.lane * LANE
            width = (phase.last - phase.first + 1) * self._plan.cell
            self._pen.fill(x, y + 0.1, width, LANE - 0.2, PHASE_GROUNDS[at % 2], framed=True)
            if place.inside:
                named = x + PHASE_PAD / 2
            elif place.before:
                named = x - PHASE_PAD / 2 - self._words.width(phase.name)
            else:
                named = x + width + PHASE_PAD / 2
            self._pen.words(phase.name, named, y + 0.2)

    def _years(self, start: float, y: float) -> None:
        years = [month[:4] for month in self._poster.months]
        for year in dict.fromkeys(years):
            x = start + years.index(year) * self._plan.cell
            width = years.count(year) * self._plan.cell
            self._pen.fill(x, y, width, YEARS, WHITE, framed=True)
            name = f"{year}年"
            # A campaign that begins in December has one month of its first year.
            fits = self._words.width(name) <= width
            self._pen.centred(name if fits else year[2:], x, y + 0.25, width)

    # Rows

    def _band(self, row: Row, left: float, y: float) -> None:
        """A topic's name, whose it is, and how it stands; where there is no room for all, the offices go first."""
        band = row.band
        self._pen.fill(left, y + 0.1, self._plan.block, row.height - 0.2, BAND_GROUND)
        right = left + self._plan.block - self._words.width(band.figures) - 0.5
        self._pen.words(band.figures, right, y + 0.42, 1.0, WHITE)
        x = left + 0.5
        name = self._words.fitted(band.name + ("（续）" if row.again else ""), (right - x - 0.8) / BAND_NAME)
        x += self._pen.words(name, x, y + 0.35, BAND_NAME, WHITE) + 1.2
        self._pen.words(self._words.fitted(band.offices, right - x - 0.8), x, y + 0.42, 1.0, WHITE)

    def _task(self, task: PosterTask, height: float, left: float, y: float, *, shaded: bool) -> None:
        widths = self._plan.widths
        if shaded:
            self._pen.fill(left, y, self._plan.block, height, SHADED)
        self._pen.rule(left, y + height, self._plan.block)
        if task.days_late:
            self._pen.fill(left, y + 0.08, 0.35, height - 0.16, RED)
        x = left
        for text, width, indent, spare in (
            (task.number, widths.number, 0.55, 0.0),
            (task.title, widths.title, 0.3, self._spare),
            (task.office, widths.office, 0.3, 0.0),
            (task.person, widths.person, 0.3, 0.0),
        ):
            lines = self._words.lines(text, width + spare)
            for at, line in enumerate(lines):
                self._pen.line(line, x + indent, y + self._middle(height, len(lines)) + at * LEADING)
            x += width + spare
        self._deadline(task, height, x, y)
        self._marks(task, height, left, y)

    def _deadline(self, task: PosterTask, height: float, x: float, y: float) -> None:
        """The day and how the task stands, late ones white on red (on a grey copy: on dark)."""
        widths = self._plan.widths
        day_y = y + self._middle(height, 2 if widths.stacked else 1)
        self._pen.words(task.deadline.isoformat(), x + 0.3, day_y)
        state_x, state_y = (
            (x + 0.3, day_y + LEADING) if widths.stacked else (x + widths.deadline + 0.2, day_y)
        )
        if task.days_late:
            words = f"逾期{task.days_late}天"
            self._pen.fill(state_x - 0.1, state_y - 0.12, self._words.width(words) + 0.2, 1.24, RED)
            self._pen.words(words, state_x, state_y, 1.0, WHITE)
        else:
            self._pen.words(task.state, state_x, state_y)

    def _marks(self, task: PosterTask, height: float, left: float, y: float) -> None:
        cell = self._plan.cell
        start = left + self._plan.block - cell * len(self._poster.months)
        boxes = [
            self._pen.box(start + at * cell, y + CELL_PAD, cell, height - 2 * CELL_PAD)
            for at in range(len(task.marks))
        ]
        for box, mark in zip(boxes, task.marks, strict=True):
            if mark is not MonthMark.NONE:
                draw_month(self._pen.canvas, box, mark)
        if task.deadline_at is not None:
            draw_deadline(self._pen.canvas, boxes[task.deadline_at])

    @staticmethod
    def _middle(height: float, lines: int) -> float:
        """Where the first of so many lines begins, in a row of that height."""
        return (height - 1 - (lines - 1) * LEADING) / 2
