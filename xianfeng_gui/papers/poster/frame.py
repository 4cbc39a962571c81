"""What stands around the poster's rows (title, phases, legend), set for the room there is; all lengths in ``u``.

Nothing of it is smaller than the tasks' text: what is too long goes on in another line.
"""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng_gui.papers.fonts import Role
from xianfeng_gui.papers.poster.content import Poster
from xianfeng_gui.papers.poster.signs import LEGEND
from xianfeng_gui.papers.poster.words import Words

TITLE_LARGEST, TITLE_ONE_LINE, TITLE_TWO_LINES = 2.6, 1.5, 1.4
"""Size of the title; where it would be smaller than the second it stands in two lines, at most of the third size."""
TITLE_HEIGHT = 3.4
"""Either way."""
LINE = 1.45
"""Of the lines below the title."""
LANE, YEARS, MONTHS = 1.45, 1.5, 1.7
"""Heights in the head of the months: a lane of phases, the years, the months."""
PHASE_PAD = 0.5
"""Between the edge of a phase's bar and its name."""
FOOT_LINE = 1.75
FOOT_GAP = 0.6
SIGN, BETWEEN = 1.6, 1.0
"""In the legend: a sign with the blank behind it, and the blank before the next."""
LATE, LATE_WORDS, LATE_SIGN = "逾期", "过期未完成的任务", 2.5
GAP = "　　"
MOST_SHEETS = 888
"""For the width of the sheet's number while their number is not known."""


@dataclass(frozen=True)
class Place:
    """Where a phase's bar lies, and its name: inside the bar, behind it, or (``before``) to the left of it."""

    lane: int
    inside: bool
    before: bool = False


@dataclass(frozen=True)
class Frame:
    """Title lines and their size, lines below, the places of the legend's signs (line and x), and the heights."""

    title: tuple[str, ...]
    title_size: float
    below: int
    legend: tuple[tuple[int, float], ...]

    @property
    def head(self) -> float:
        """Title and what stands below it."""
        return TITLE_HEIGHT + self.below * LINE + 0.2

    @property
    def foot(self) -> float:
        """The legend."""
        return FOOT_GAP + FOOT_LINE * (self.legend[-1][0] + 1)


def frame(poster: Poster, across: float, words: Words) -> Frame:
    """What stands around the rows on a sheet so wide."""
    title, size = _title(poster.title, across, words)
    below = len(lines_below(poster, across, MOST_SHEETS, MOST_SHEETS, words))
    return Frame(title, size, below, _legend(across, words))


def _title(title: str, across: float, words: Words) -> tuple[tuple[str, ...], float]:
    width = words.width(title, Role.TITLE)
    if (size := across / width) >= TITLE_ONE_LINE:
        return (title,), min(TITLE_LARGEST, size)
    half = (len(title) + 1) // 2
    halves = (title[:half], title[half:])
    widest = max(words.width(part, Role.TITLE) for part in halves)
    return halves, min(TITLE_TWO_LINES, across / widest)


def lines_below(poster: Poster, across: float, number: int, sheets: int, words: Words) -> tuple[str, ...]:
    """Whose poster it is, what it shows, how it stands and of which day, on sheet ``number`` (from 1) of so many."""
    made = poster.made_on
    parts = (
        f"填报单位：{poster.office}",
        poster.scope,
        poster.figures,
        f"{made.year}年{made.month}月{made.day}日",
        f"第{number}张　共{sheets}张" if sheets > 1 else "",
    )
    return words.flow(tuple(filter(None, parts)), across, GAP)


def _legend(across: float, words: Words) -> tuple[tuple[int, float], ...]:
    """Line and x of each sign of the legend, the one of late tasks last."""
    widths = [SIGN + words.width(text) for _, _, text in LEGEND]
    widths.append(LATE_SIGN + 0.3 + words.width(LATE_WORDS))
    places: list[tuple[int, float]] = []
    line, x = 0, 0.0
    for width in widths:
        if x and x + width > across:
            line, x = line + 1, 0.0
        places.append((line, x))
        x += width + BETWEEN
    return tuple(places)


def phase_places(poster: Poster, cell: float, words: Words) -> tuple[Place, ...]:
    """A place for every phase's bar and name, so that none covers another, where a month is ``cell`` wide."""
    ends: list[float] = []
    places = []
    whole = cell * len(poster.months)
    for phase in poster.phases:
        left, right = phase.first * cell, (phase.last + 1) * cell
        named = words.width(phase.name)
        inside = named + PHASE_PAD <= right - left
        before = not inside and right + PHASE_PAD + named > whole
        start = left - PHASE_PAD - named if before else left
        end = right if inside or before else right + PHASE_PAD + named
        lane = next((at for at, used in enumerate(ends) if used <= start + 0.01), len(ends))
        if lane == len(ends):
            ends.append(end)
        ends[lane] = end
        places.append(Place(lane, inside, before))
    return tuple(places)


def column_head(places: tuple[Place, ...]) -> float:
    """Height of the head of the months with the phases in these places."""
    lanes = 1 + max((place.lane for place in places), default=0)
    return lanes * LANE + YEARS + MONTHS
