"""Draws one sheet of the poster: head, blocks of rows under their months, legend."""

from __future__ import annotations

from typing import Any

from db.vocabulary import MonthMark
from xianfeng_gui.papers.fonts import ASCENT, FontBook, Role
from xianfeng_gui.papers.poster.content import Poster, PosterTask
from xianfeng_gui.papers.poster.layout import (
    COLUMN_HEAD,
    FOOT,
    GAP,
    HEAD,
    LEADING,
    Plan,
    Row,
    set_words,
)
from xianfeng_gui.papers.poster.signs import (
    BLACK,
    HAIRLINE,
    INK,
    LEGEND,
    RED,
    WHITE,
    Box,
    Colour,
    draw_deadline,
    draw_month,
)
from xianfeng_gui.papers.text import Line, set_line

BAND_GROUND: Colour = (0.11, 0.24, 0.42)
PHASE_GROUNDS: tuple[Colour, ...] = ((0.80, 0.86, 0.94), (0.90, 0.93, 0.97))
SHADED: Colour = (0.955, 0.965, 0.975)
"""Behind every other task."""
LANE, YEARS, MONTHS = 1.45, 1.5, 1.7
"""Heights of the head of the months: two lanes of phases, years, months."""
CELL_PAD = 0.12


class SheetDrawer:
    """Draws on a canvas in the plan's ``u``: x from the left margin, y down from the upper one."""

    def __init__(self, canvas: Any, poster: Poster, plan: Plan, book: FontBook) -> None:
        self._canvas = canvas
        self._poster = poster
        self._plan = plan
        self._book = book
        self._u = plan.size
        self._across = (plan.width - 2 * plan.margin) / plan.size
        self._down = (plan.height - 2 * plan.margin) / plan.size
        self._spare = plan.block - plan.widths.words - plan.cell * len(poster.months)

    def draw(self, number: int) -> None:
        """Draw the sheet of that number, from 0."""
        self._head(number)
        for at, rows in enumerate(self._plan.sheets[number]):
            left = at * (self._plan.block + GAP)
            self._months_head(left, HEAD)
            y = HEAD + COLUMN_HEAD
            for place, row in enumerate(rows):
                if row.task is None:
                    self._band(row, left, y)
                else:
                    self._task(row.task, row.height, left, y, shaded=place % 2 == 0)
                y += row.height
        self._foot()

    # Head and foot

    def _head(self, number: int) -> None:
        title = set_line(self._poster.title, Role.TITLE, 1.0, self._book)
        size = min(2.6, self._across / title.right)
        self._line(
            self._set(self._poster.title, size, Role.TITLE), (self._across - title.right * size) / 2, 0, size
        )
        made = self._poster.made_on
        sheets = len(self._plan.sheets)
        parts = [
            f"填报单位：{self._poster.office}",
            self._poster.scope,
            self._poster.figures,
            f"{made.year}年{made.month}月{made.day}日"
            + (f"　第{number + 1}张 共{sheets}张" if sheets > 1 else ""),
        ]
        words = "　　".join(part for part in parts if part)
        line = self._set(words, 1.1, Role.HEI)
        squeezed = min(1.1, 1.1 * self._across * self._u / line.right)
        self._line(self._set(words, squeezed, Role.HEI), 0, 3.3, squeezed)

    def _foot(self) -> None:
        y, x, size = self._down - FOOT + 0.7, 0.0, 1.1
        for mark, deadline, words in LEGEND:
            box = self._box(x, y, 1.3, 1.5)
            draw_month(self._canvas, box, mark)
            if deadline:
                draw_deadline(self._canvas, box)
            x += 1.6
            x += self._words(words, x, y + 0.2, size) + 1.2
        self._canvas.setFillColorRGB(*RED)
        self._fill(x, y, 2.6, 1.5, RED)
        self._words("逾期", x + 0.2, y + 0.2, size, WHITE)
        self._words("过期未完成的任务", x + 2.9, y + 0.2, size)

    # The months above each block

    def _months_head(self, left: float, top: float) -> None:
        start = left + self._plan.block - self._plan.cell * len(self._poster.months)
        self._phases(start, top)
        self._years(start, top + 2 * LANE)
        y = top + 2 * LANE + YEARS
        digits = min(0.9, 0.76 * self._plan.cell)
        for at, month in enumerate(self._poster.months):
            now = at == self._poster.current_at
            x = start + at * self._plan.cell
            self._fill(x, y, self._plan.cell, MONTHS, BLACK if now else SHADED, framed=True)
            self._centred(str(int(month[5:])), x, y + 0.4, self._plan.cell, digits, WHITE if now else INK)
        x = left
        for name, width in self._columns():
            self._words(name, x + 0.3, y + 0.25, 1.0)
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
        """Bars over their months, in two lanes; the name of a short one stands behind it."""
        ends = [-1, -1]
        for at, phase in enumerate(self._poster.phases):
            lane = 0 if ends[0] < phase.first else 1
            ends[lane] = phase.last
            x, y = start + phase.first * self._plan.cell, top + lane * LANE
            width = (phase.last - phase.first + 1) * self._plan.cell
            self._fill(x, y + 0.1, width, LANE - 0.2, PHASE_GROUNDS[at % 2], framed=True)
            named = set_line(phase.name, Role.HEI, 1.0, self._book).right
            self._words(phase.name, x + 0.3 if named + 0.6 < width else x + width + 0.2, y + 0.2, 1.0)

    def _years(self, start: float, y: float) -> None:
        years = [month[:4] for month in self._poster.months]
        for year in dict.fromkeys(years):
            x = start + years.index(year) * self._plan.cell
            width = years.count(year) * self._plan.cell
            self._fill(x, y, width, YEARS, WHITE, framed=True)
            self._centred(f"{year}年", x, y + 0.2, width, 1.0)

    # Rows

    def _band(self, row: Row, left: float, y: float) -> None:
        self._fill(left, y + 0.1, self._plan.block, row.height - 0.2, BAND_GROUND)
        name = row.band.name + ("（续）" if row.again else "")
        x = left + 0.5 + self._words(name, left + 0.5, y + 0.35, 1.15, WHITE) + 1.2
        figures = set_line(row.band.figures, Role.HEI, 1.0, self._book).right
        right = left + self._plan.block - figures - 0.5
        self._words(row.band.figures, right, y + 0.42, 1.0, WHITE)
        offices = set_words(row.band.offices, max(right - x - 1, 4), self._book)
        if offices:
            cut = offices[0].text + ("…" if len(offices) > 1 else "")
            self._words(cut, x, y + 0.42, 1.0, WHITE)

    def _task(self, task: PosterTask, height: float, left: float, y: float, *, shaded: bool) -> None:
        widths = self._plan.widths
        late = task.days_late > 0
        if shaded:
            self._fill(left, y, self._plan.block, height, SHADED)
        self._rule(left, y + height)
        if late:
            self._fill(left, y + 0.08, 0.35, height - 0.16, RED)
        x = left
        self._words(task.number, x + 0.55, y + self._middle(height, 1), 1.0)
        x += widths.number
        for words, width in (
            (task.title, widths.title + self._spare),
            (task.office, widths.office),
            (task.person, widths.person),
        ):
            lines = set_words(words, width * self._u, self._book, self._u)
            for at, line in enumerate(lines):
                self._line(line, x + 0.3, y + self._middle(height, len(lines)) + at * LEADING, 1.0)
            x += width
        self._deadline(task, height, x, y)
        self._marks(task, height, left, y)

    def _deadline(self, task: PosterTask, height: float, x: float, y: float) -> None:
        """The day and how the task stands, late ones white on red (on a grey copy: on dark)."""
        widths = self._plan.widths
        day_y = y + self._middle(height, 2 if widths.stacked else 1)
        self._words(task.deadline.isoformat(), x + 0.3, day_y, 0.95)
        state_x, state_y = (
            (x + 0.3, day_y + LEADING) if widths.stacked else (x + widths.deadline + 0.2, day_y)
        )
        if task.days_late:
            words = f"逾期{task.days_late}天"
            width = set_line(words, Role.HEI, 0.95, self._book).right
            self._fill(state_x - 0.1, state_y - 0.12, width + 0.2, 1.2, RED)
            self._words(words, state_x, state_y, 0.95, WHITE)
        else:
            self._words(task.state, state_x, state_y, 0.95)

    def _marks(self, task: PosterTask, height: float, left: float, y: float) -> None:
        cell = self._plan.cell
        start = left + self._plan.block - cell * len(self._poster.months)
        boxes = [
            self._box(start + at * cell, y + CELL_PAD, cell, height - 2 * CELL_PAD)
            for at in range(len(task.marks))
        ]
        for box, mark in zip(boxes, task.marks, strict=True):
            if mark is not MonthMark.NONE:
                draw_month(self._canvas, box, mark)
        if task.deadline_at is not None:
            draw_deadline(self._canvas, boxes[task.deadline_at])

    # In u, downwards

    @staticmethod
    def _middle(height: float, lines: int) -> float:
        return (height - 1 - (lines - 1) * LEADING) / 2

    def _box(self, x: float, y: float, width: float, height: float) -> Box:
        plan, u = self._plan, self._u
        return Box(plan.margin + x * u, plan.height - plan.margin - (y + height) * u, width * u, height * u)

    def _fill(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, framed: bool = False
    ) -> None:
        box = self._box(x, y, width, height)
        self._canvas.setFillColorRGB(*colour)
        self._canvas.setStrokeColorRGB(*HAIRLINE)
        self._canvas.setLineWidth(0.4)
        self._canvas.rect(box.x, box.y, box.width, box.height, stroke=int(framed), fill=1)

    def _rule(self, left: float, y: float) -> None:
        box = self._box(left, y, self._plan.block, 0)
        self._canvas.setStrokeColorRGB(*HAIRLINE)
        self._canvas.setLineWidth(0.4)
        self._canvas.line(box.x, box.y, box.x + box.width, box.y)

    def _set(self, words: str, size: float, role: Role) -> Line:
        return set_line(words, role, size * self._u, self._book)

    def _words(self, words: str, x: float, y: float, size: float, colour: Colour = INK) -> float:
        """Words with their upper edge at ``y``; returns how wide they are."""
        line = self._set(words, size, Role.HEI)
        self._line(line, x, y, size, colour)
        return line.right / self._u

    def _centred(
        self, words: str, x: float, y: float, width: float, size: float, colour: Colour = INK
    ) -> None:
        line = self._set(words, size, Role.HEI)
        self._line(line, x + (width - line.right / self._u) / 2, y, size, colour)

    def _line(self, line: Line, x: float, y: float, size: float, colour: Colour = INK) -> None:
        place = self._box(x, y, 0, ASCENT * size)
        text = self._canvas.beginText()
        text.setFillColorRGB(*colour)
        for run in line.runs:
            text.setTextOrigin(place.x + run.x, place.y)
            text.setFont(run.font, run.size)
            text.setCharSpace(run.spacing)
            text.textOut(run.text)
        self._canvas.drawText(text)
