"""Chinese text set in lines: the grid, squeezed punctuation, justification.

Lengths are points, x runs from the left edge of the text block. A full line of Chinese characters stands on
the grid exactly; a line that a rule of breaking leaves short is stretched, one that is a little too long is
squeezed in the blank halves of its punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
KEPT_TEXTS = 512
"""How many set texts are kept for the next paper."""
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face."""

    text: str
    role: Role = Role.FANGSONG


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: size, line width, the cell of a full-width character, indents; points."""

    size: float
    width: float
    cell: float
    first_indent: float = 0.0
    indent: float = 0.0
    justified: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font from ``x`` on, with ``spacing`` points added after each."""

    font: str
    size: float
    x: float
    text: str
    spacing: float


@dataclass(frozen=True, slots=True)
class Line:
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
        runs = tuple(Run(run.font, run.size, run.x + x, run.text, run.spacing) for run in self.runs)
        return Line(runs, self.right + x, tuple((a + x, b + x) for a, b in self.blanks))


def set_paragraphs(spans: Sequence[Span], setting: Setting, book: FontBook) -> list[Line]:
    """Set text in lines; each ``\\n`` in it begins a paragraph, empty ones are left out."""
    lines, missing = _set_paragraphs(tuple(spans), setting, book.system)
    book.report(missing)
    return list(lines)


@lru_cache(maxsize=KEPT_TEXTS)
def _set_paragraphs(
    spans: tuple[Span, ...], setting: Setting, system: bool
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines, and the characters that no font has; most texts of a paper are the wording's and come again."""
    book = FontBook(system=system)
    lines: list[Line] = []
    for glyph_units in _paragraphs(spans, book):
        lines += _set_paragraph(glyph_units, setting)
    return tuple(lines), book.missing


def set_line(text: str, role: Role, size: float, book: FontBook, cell: float | None = None) -> Line:
    """Set text in one line of its natural width, from x = 0, whatever its length."""
    glyphs = [book.glyph(char, role) for char in clean(text).replace("\n", " ")]
    setting = Setting(size, float("inf"), cell or size, justified=False)
    return _Composer(glyphs, setting, 0.0).line(last=True)


def set_balanced(text: str, role: Role, size: float, width: float, book: FontBook) -> list[Line]:
    """Set a title in as few lines as fit, all about equally long, each centred on ``width``."""
    lines: list[Line] = []
    for part in clean(text).split("\n"):
        lines += _balance([Span(part, role)], size, width, book)
    return [line.shifted((width - line.right) / 2) for line in lines]


def _balance(spans: Sequence[Span], size: float, width: float, book: FontBook) -> list[Line]:
    """The narrowest setting that needs no more lines than the full width."""
    best = set_paragraphs(spans, Setting(size, width, size, justified=False), book)
    narrow, wide = width / max(len(best), 1) * 0.8, width
    while wide - narrow > size / 4:
        middle = (narrow + wide) / 2
        lines = set_paragraphs(spans, Setting(size, middle, size, justified=False), book)
        if len(lines) <= len(best):
            best, wide = lines, middle
        else:
            narrow = middle
    return best


def _paragraphs(spans: Sequence[Span], book: FontBook) -> Iterable[list[list[Glyph]]]:
    """The paragraphs as units of glyphs between which lines may break."""
    marked = [(char, span.role) for span in spans for char in clean(span.text)]
    start = 0
    for part in "".join(char for char, _ in marked).split("\n"):
        glyphs = [book.glyph(char, role) for char, role in marked[start : start + len(part)]]
        start += len(part) + 1
        if part.strip():
            yield _grouped(glyphs, units(part))


def _grouped(glyphs: list[Glyph], pieces: list[str]) -> list[list[Glyph]]:
    groups, start = [], 0
    for piece in pieces:
        groups.append(glyphs[start : start + len(piece)])
        start += len(piece)
    return groups


def _set_paragraph(groups: list[list[Glyph]], setting: Setting) -> list[Line]:
    """Greedy breaking: a unit goes on the line if it fits."""
    lines: list[Line] = []
    composer = _Composer([], setting, setting.first_indent)
    for group in _no_wider_than(groups, setting):
        if not composer.fits(group):
            lines.append(composer.line(last=False))
            composer = _Composer([], setting, setting.indent)
        composer.add(group)
    lines.append(composer.line(last=True))
    return lines


def _no_wider_than(groups: list[list[Glyph]], setting: Setting) -> Iterable[list[Glyph]]:
    """The units, with those that fit on no line taken apart into single glyphs."""
    room = setting.width - max(setting.indent, setting.first_indent)
    for group in groups:
        if len(group) * max(setting.cell, setting.size) > room and _width(group, setting) > room:
            yield from ([glyph] for glyph in group)
        else:
            yield group


def _width(group: list[Glyph], setting: Setting) -> float:
    return sum(setting.cell if glyph.wide else glyph.width * setting.size for glyph in group)


class _Composer:
    """A line being filled."""

    def __init__(self, glyphs: list[Glyph], setting: Setting, indent: float) -> None:
        self.glyphs: list[Glyph] = []
        self.setting = setting
        self.indent = indent
        self.natural = 0.0
        self.give = 0.0
        self.add(glyphs)

    def add(self, glyphs: list[Glyph]) -> None:
        """Put glyphs at the end; spaces do not begin a line that follows a break."""
        if not self.glyphs and glyphs and all(glyph.char == " " for glyph in glyphs):
            return
        self.glyphs += glyphs
        self.natural += sum(map(self.advance, glyphs))
        self.give += sum(map(self._inner_give, glyphs))

    def fits(self, glyphs: list[Glyph]) -> bool:
        """Whether the line can take these too; it is squeezed only for a mark that may not begin the next."""
        tail = [glyph for glyph in glyphs if glyph.char != " "]
        if not self.glyphs or not tail:
            return True
        natural = self.natural + sum(map(self.advance, glyphs))
        if tail[-1].char in NO_START:
            natural -= self.give + sum(map(self._inner_give, glyphs)) + self._end_bonus(tail[-1])
        return natural <= self._room + _TOLERANCE

    def line(self, last: bool) -> Line:
        """The finished line; the last of a paragraph is not stretched."""
        while self.glyphs and self.glyphs[-1].char == " ":
            self.natural -= self.advance(self.glyphs.pop())
        slack = self._room - self.natural
        advances = [self.advance(glyph) for glyph in self.glyphs]
        offsets = [0.0] * len(advances)
        if slack < -_TOLERANCE:
            self._squeeze(advances, offsets, -slack)
        elif not last and self.setting.justified:
            self._stretch(advances, slack)
        return self._placed(advances, offsets)

    @property
    def _room(self) -> float:
        return self.setting.width - self.indent

    def advance(self, glyph: Glyph) -> float:
        """A full-width glyph takes a cell of the grid, any other its own width."""
        return self.setting.cell if glyph.wide else glyph.width * self.setting.size

    def _inner_give(self, glyph: Glyph) -> float:
        squeezable = glyph.wide and (glyph.char in BLANK_RIGHT or glyph.char in BLANK_LEFT)
        return SQUEEZE_INSIDE * self.setting.size if squeezable else 0.0

    def _end_bonus(self, glyph: Glyph) -> float:
        """What the last mark of a line may give beyond what it gives inside."""
        if glyph.wide and glyph.char in BLANK_RIGHT:
            return (SQUEEZE_AT_END - SQUEEZE_INSIDE) * self.setting.size
        return 0.0

    def _squeeze(self, advances: list[float], offsets: list[float], excess: float) -> None:
        """Take the excess from the marks' blank halves, each in proportion to what it may give."""
        gives = [self._inner_give(glyph) for glyph in self.glyphs]
        gives[-1] += self._end_bonus(self.glyphs[-1])
        total = sum(gives)
        share = min(1.0, excess / total) if total else 0.0
        for i, glyph in enumerate(self.glyphs):
            advances[i] -= gives[i] * share
            if glyph.char in BLANK_LEFT:
                offsets[i] = -gives[i] * share

    def _stretch(self, advances: list[float], slack: float) -> None:
        """Spread the slack over the gaps, but not inside Latin words and numbers."""
        gaps = [i for i in range(len(advances) - 1) if not self._inside_word(i)]
        if gaps and slack / len(gaps) <= STRETCH_LIMIT * self.setting.size:
            for i in gaps:
                advances[i] += slack / len(gaps)

    def _inside_word(self, i: int) -> bool:
        left, right = self.glyphs[i], self.glyphs[i + 1]
        return not left.wide and not right.wide and left.char != " " and right.char != " "

    def _placed(self, advances: list[float], offsets: list[float]) -> Line:
        """Join neighbours of one font and one spacing into runs."""
        runs: list[Run] = []
        size, x = self.setting.size, self.indent
        font, spacing, start, chars = "", 0.0, x, [""]
        for glyph, advance, offset in zip(self.glyphs, advances, offsets, strict=True):
            gap = round(advance - offset - glyph.width * size, 4)
            if offset or glyph.font != font or gap != spacing:
                runs.append(Run(font, size, start, "".join(chars), spacing))
                font, spacing, start, chars = glyph.font, gap, x + offset, []
            chars.append(glyph.char)
            x += advance
        runs.append(Run(font, size, start, "".join(chars), spacing))
        return Line(tuple(run for run in runs if run.font), x)
