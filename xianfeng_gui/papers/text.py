"""Chinese text set in lines: the grid, squeezed punctuation, justification.

Lengths are points, x runs from the left edge of the text block. A full line of Chinese characters stands on
the grid exactly; a line that a rule of breaking leaves short is stretched, one that is a little too long is
squeezed in the blank halves of its punctuation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import NamedTuple, TypeVar

from xianfeng_gui.papers.breaking import NO_START, units
from xianfeng_gui.papers.fonts import FontBook, Glyph, Role, clean

BLANK_RIGHT = frozenset("，。、；：！？）》〉」』”’〕】］")
"""Full-width marks whose right half is blank."""
BLANK_LEFT = frozenset("（《〈「『“‘〔【［")
"""Full-width marks whose left half is blank."""
SQUEEZE_INSIDE = 0.25
SQUEEZE_AT_END = 0.5
"""Most that a mark may give up, in em: inside a line, and the last one of it."""
STRETCH_LIMIT = 0.2
"""Most that may be put between two characters, in em; a line that needs more stays ragged."""
KEPT_TEXTS, KEPT_UNITS = 512, 8192
"""How many set texts and measured units are kept for the next paper."""
_TOLERANCE, _SAME = 0.01, 1e-6
"""Points that do not count: of a line's width, of the spacing of neighbours."""
Missing = tuple[str, ...]
_Part = TypeVar("_Part")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: size, line width, the cell of a full-width character, indents; points."""

    size: float
    width: float
    cell: float
    first_indent: float = 0.0
    indent: float = 0.0
    justified: bool = True


class Run(NamedTuple):
    """Characters of one font from ``x`` on, with ``spacing`` points added after each."""

    font: str
    size: float
    x: float
    text: str
    spacing: float


class Line(NamedTuple):
    """One set line: its runs, how far it reaches, and ruled blanks ``(from, to)`` to write on."""

    runs: tuple[Run, ...] = ()
    right: float = 0.0
    blanks: tuple[tuple[float, float], ...] = ()

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)

    def shifted(self, x: float) -> Line:
        """The same line moved to the right."""
        runs = [Run(run.font, run.size, run.x + x, run.text, run.spacing) for run in self.runs]
        return Line(tuple(runs), self.right + x, tuple([(a + x, b + x) for a, b in self.blanks]))


def set_paragraphs(text: str, setting: Setting, book: FontBook, role: Role = Role.FANGSONG) -> list[Line]:
    """Set text in lines; each ``\\n`` in it begins a paragraph, empty ones are left out."""
    lines, missing = _set_paragraphs(text, role, setting, book.system)
    book.report(missing)
    return list(lines)


@lru_cache(maxsize=KEPT_TEXTS)
def _set_paragraphs(
    text: str, role: Role, setting: Setting, system: bool
) -> tuple[tuple[Line, ...], Missing]:
    """The lines, and the characters that no font has; most texts of a paper are the wording's and come again."""
    lines: list[Line] = []
    missing: dict[str, None] = {}
    for part in clean(text).split("\n"):
        if part.strip():
            paragraph = list(_units(part, role, setting, system))
            lines += _set_paragraph(paragraph, setting)
            for unit in paragraph:
                missing.update(dict.fromkeys(unit.missing))
    return tuple(lines), tuple(missing)


def set_line(text: str, role: Role, size: float, book: FontBook, cell: float | None = None) -> Line:
    """Set text in one line of its natural width, from x = 0, whatever its length."""
    line, missing = _set_line(text, role, size, cell or size, book.system)
    book.report(missing)
    return line


@lru_cache(maxsize=KEPT_TEXTS)
def _set_line(text: str, role: Role, size: float, cell: float, system: bool) -> tuple[Line, Missing]:
    """The line, and the characters that no font has; heads and page numbers come again on every paper."""
    composer = _Composer(Setting(size, float("inf"), cell, justified=False), 0.0)
    unit = _unit(clean(text).replace("\n", " "), role, size, cell, system)
    composer.add(unit)
    return composer.line(last=True), unit.missing


def remembered(make: Callable[[_Part, FontBook], _Made]) -> Callable[[_Part, FontBook], _Made]:
    """Keep what a function makes of a part, for the next paper; the book is told what no font has each time."""

    @lru_cache(maxsize=KEPT_TEXTS)
    def kept(part: _Part, system: bool) -> tuple[_Made, Missing]:
        book = FontBook(system=system)
        return make(part, book), book.missing

    @wraps(make)
    def told(part: _Part, book: FontBook) -> _Made:
        made, missing = kept(part, book.system)
        book.report(missing)
        return made

    return told


def set_balanced(text: str, role: Role, size: float, width: float, book: FontBook) -> list[Line]:
    """Set a title in as few lines as fit, all about equally long, each centred on ``width``."""
    lines: list[Line] = []
    for part in clean(text).split("\n"):
        lines += _balance(part, role, size, width, book)
    return [line.shifted((width - line.right) / 2) for line in lines]


def _balance(text: str, role: Role, size: float, width: float, book: FontBook) -> list[Line]:
    """The narrowest setting that needs no more lines than the full width."""
    best = set_paragraphs(text, Setting(size, width, size, justified=False), book, role)
    narrow, wide = width / max(len(best), 1) * 0.8, width
    while wide - narrow > size / 4:
        middle = (narrow + wide) / 2
        lines = set_paragraphs(text, Setting(size, middle, size, justified=False), book, role)
        if len(lines) <= len(best):
            best, wide = lines, middle
        else:
            narrow = middle
    return best


class _Unit(NamedTuple):
    """Glyphs that stay together: their natural width, what their punctuation may give up, what the last mark may give more at
    a line's end. ``blank``: nothing but spaces; ``closing``: it ends with a mark that begins no line. ``missing``: the
    characters that no font has."""

    glyphs: tuple[Glyph, ...]
    width: float
    give: float
    end_bonus: float
    blank: bool
    closing: bool
    missing: Missing


def _units(paragraph: str, role: Role, setting: Setting, system: bool) -> Iterable[_Unit]:
    """The pieces between which lines may break; those that fit on no line are taken apart into single characters."""
    size, cell = setting.size, setting.cell
    room = setting.width - max(setting.indent, setting.first_indent)
    for piece in units(paragraph):
        unit = _unit(piece, role, size, cell, system)
        if unit.width > room:
            yield from (_unit(char, role, size, cell, system) for char in piece)
        else:
            yield unit


@lru_cache(maxsize=KEPT_UNITS)
def _unit(piece: str, role: Role, size: float, cell: float, system: bool) -> _Unit:
    """Measured once for each: most pieces are one character, which comes again and again."""
    book = FontBook(system=system)
    glyphs = tuple(book.glyph(char, role) for char in piece)
    last = next((glyph for glyph in reversed(glyphs) if glyph.char != " "), None)
    return _Unit(
        glyphs,
        sum(_advance(glyph, size, cell) for glyph in glyphs),
        sum(SQUEEZE_INSIDE * size for glyph in glyphs if _squeezable(glyph)),
        _end_bonus(last, size) if last else 0.0,
        last is None,
        last is not None and last.char in NO_START,
        book.missing,
    )


def _advance(glyph: Glyph, size: float, cell: float) -> float:
    """A full-width glyph takes a cell of the grid; any other its own width and, in the grid, the same spacing behind it, so that
    a line is one run."""
    return cell if glyph.wide else glyph.width * size + cell - size


def _end_bonus(glyph: Glyph, size: float) -> float:
    """What the last mark of a line may give beyond what it gives inside."""
    return (SQUEEZE_AT_END - SQUEEZE_INSIDE) * size if glyph.wide and glyph.char in BLANK_RIGHT else 0.0


def _squeezable(glyph: Glyph) -> bool:
    return glyph.wide and (glyph.char in BLANK_RIGHT or glyph.char in BLANK_LEFT)


def _set_paragraph(paragraph: Iterable[_Unit], setting: Setting) -> list[Line]:
    """Greedy breaking: a unit goes on the line if it fits."""
    lines: list[Line] = []
    composer = _Composer(setting, setting.first_indent)
    for unit in paragraph:
        if not composer.fits(unit):
            lines.append(composer.line(last=False))
            composer = _Composer(setting, setting.indent)
        composer.add(unit)
    lines.append(composer.line(last=True))
    return lines


class _Composer:
    """A line being filled."""

    def __init__(self, setting: Setting, indent: float) -> None:
        self.glyphs: list[Glyph] = []
        self.setting = setting
        self.indent = indent
        self.room = setting.width - indent
        self.natural = 0.0
        self.give = 0.0

    def add(self, unit: _Unit) -> None:
        """Put a unit at the end; spaces do not begin a line that follows a break."""
        if unit.blank and not self.glyphs:
            return
        self.glyphs += unit.glyphs
        self.natural += unit.width
        self.give += unit.give

    def fits(self, unit: _Unit) -> bool:
        """Whether the line can take it too; it is squeezed only for a mark that may not begin the next."""
        natural = self.natural + unit.width
        if natural <= self.room + _TOLERANCE or unit.blank or not self.glyphs:
            return True
        return unit.closing and natural - self.give - unit.give - unit.end_bonus <= self.room + _TOLERANCE

    def line(self, last: bool) -> Line:
        """The finished line; the last of a paragraph is not stretched."""
        size, cell = self.setting.size, self.setting.cell
        while self.glyphs and self.glyphs[-1].char == " ":
            self.natural -= _advance(self.glyphs.pop(), size, cell)
        slack = self.room - self.natural
        advances = [_advance(glyph, size, cell) for glyph in self.glyphs]
        offsets: dict[int, float] = {}
        if slack < -_TOLERANCE:
            offsets = self._squeeze(advances, -slack)
        elif not last and self.setting.justified:
            self._stretch(advances, slack)
        return self._placed(advances, offsets)

    def _squeeze(self, advances: list[float], excess: float) -> dict[int, float]:
        """Take the excess from the marks' blank halves, each in proportion to what it may give; how far which glyph is moved."""
        size = self.setting.size
        gives = [SQUEEZE_INSIDE * size if _squeezable(glyph) else 0.0 for glyph in self.glyphs]
        gives[-1] += _end_bonus(self.glyphs[-1], size)
        total = sum(gives)
        share = min(1.0, excess / total) if total else 0.0
        offsets = {}
        for i, glyph in enumerate(self.glyphs):
            advances[i] -= gives[i] * share
            if glyph.char in BLANK_LEFT:
                offsets[i] = -gives[i] * share
        return offsets

    def _stretch(self, advances: list[float], slack: float) -> None:
        """Spread the slack over the gaps, but not inside Latin words and numbers."""
        if slack < _TOLERANCE:
            return
        gaps = [i for i in range(len(advances) - 1) if not self._inside_word(i)]
        if gaps and slack / len(gaps) <= STRETCH_LIMIT * self.setting.size:
            for i in gaps:
                advances[i] += slack / len(gaps)

    def _inside_word(self, i: int) -> bool:
        left, right = self.glyphs[i], self.glyphs[i + 1]
        return not left.wide and not right.wide and left.char != " " and right.char != " "

    def _placed(self, advances: list[float], offsets: dict[int, float]) -> Line:
        """Join neighbours of one font and one spacing into runs."""
        runs: list[Run] = []
        size, x = self.setting.size, self.indent
        chars = "".join([glyph.char for glyph in self.glyphs])
        font, spacing, start, first = "", 0.0, x, 0
        for i, (glyph, advance) in enumerate(zip(self.glyphs, advances, strict=True)):
            offset = offsets.get(i, 0.0)
            gap = advance - offset - glyph.width * size
            if glyph.font != font or offset or not -_SAME < gap - spacing < _SAME:
                if i:
                    runs.append(Run(font, size, start, chars[first:i], spacing))
                font, spacing, start, first = glyph.font, gap, x + offset, i
            x += advance
        if chars:
            runs.append(Run(font, size, start, chars[first:], spacing))
        return Line(tuple(runs), x)
