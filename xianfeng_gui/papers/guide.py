"""The printed guide that goes with a village's stick: one page of steps with pictures, in large letters. No official letter.

Its texts are those of ``resources/wording/guide.toml``; every mistake in that file is the program's own.
"""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.utils import ImageReader

from xianfeng_gui.papers import PrintedPaper
from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.numerals import chinese_date
from xianfeng_gui.papers.page import MM, Press, baseline
from xianfeng_gui.papers.text import Line, Setting, set_balanced, set_line, set_paragraphs

LEFT, WIDTH = -10 * MM, 176 * MM
"""Wider than an official letter: 18 mm are left at each side, as office printers want it."""
TOP, BOTTOM = -21 * MM, 243 * MM
TITLE_SIZE, SUBTITLE_SIZE = 22.0, 12.0
SIZES = (13.0, 12.5, 12.0, 11.0)
"""Of the text, in points: the largest that leaves everything on one page, the last at worst."""
LEADING = 1.42
PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_GAP = 70 * MM, 41 * MM, 5 * MM
"""The room of a picture, and what parts it from the text."""
NUMBER_WIDTH = 1.6
"""The room of a step's number, in heights of a letter."""
WHEN_WIDTH = 7.0
"""The first column of the tables, in heights of a letter."""
GAP = 3.2 * MM
GREY, BLUE = (0.42, 0.47, 0.52), (0.11, 0.37, 0.66)


@dataclass(frozen=True)
class Guide:
    """Whom the guide is for and who made it; ``folder`` and ``program`` as they are named on the stick.

    ``contact`` may be empty. ``pictures`` by the names in the wording, as PNG.
    """

    office: str
    sender: str
    contact: str
    folder: str
    program: str
    made_on: dt.date
    pictures: Mapping[str, bytes]


def picture_names(wording: str) -> list[str]:
    """The pictures that the wording asks for."""
    return [step["picture"] for step in tomllib.loads(wording)["step"] if step["picture"]]


def render_guide(guide: Guide, wording: str) -> PrintedPaper:
    """The guide as PDF; ``wording`` is the text of guide.toml."""
    texts = _filled(tomllib.loads(wording), guide)
    book = FontBook()
    press = Press(book, texts["title"], guide.sender, f"{guide.office}使用说明", guide.made_on)
    pages = (_Page(texts, guide.pictures, size, book) for size in SIZES)
    page = next((page for page in pages if page.height <= BOTTOM - TOP), None)
    (page or _Page(texts, guide.pictures, SIZES[-1], book)).print(press)
    return press.finish()


def _filled(texts: dict[str, Any], guide: Guide) -> dict[str, Any]:
    """The wording with its braces filled in."""
    values = {
        "office": guide.office,
        "sender": guide.sender,
        "contact": guide.contact,
        "folder": guide.folder,
        "program": guide.program,
        "date": chinese_date(guide.made_on),
    }

    def fill(text: Any) -> Any:
        if isinstance(text, str):
            return text.format_map(values).strip("\n")
        if isinstance(text, dict):
            return {key: fill(value) for key, value in text.items()}
        return [fill(value) for value in text]

    filled: dict[str, Any] = fill(texts)
    trouble = filled["trouble"]
    trouble["rows"].append(["问谁", trouble["ask_contact" if guide.contact else "ask"]])
    return filled


@dataclass(frozen=True)
class _Placed:
    """What is printed at a place below the top of its block: a line with its baseline, or a picture with its corner."""

    y: float
    line: Line | None = None
    picture: bytes = b""
    x: float = 0.0
    width: float = 0.0
    height: float = 0.0
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)


Block = tuple[float, list[_Placed]]
"""Its height, and what is in it."""


class _Page:
    """The page with letters of one size; measured when made, printed when it fits."""

    def __init__(
        self, texts: Mapping[str, Any], pictures: Mapping[str, bytes], size: float, book: FontBook
    ) -> None:
        self._size = size
        self._leading = size * LEADING
        self._book = book
        self._head: Block = self._title(texts["title"], texts["subtitle"])
        self._blocks: list[Block] = [
            self._step(number, step["heading"], step["text"], pictures.get(step["picture"], b""))
            for number, step in enumerate(texts["step"], 1)
        ]
        self._blocks.append(self._table(texts["when"]["heading"], texts["when"]["rows"]))
        self._blocks.append(self._table(texts["trouble"]["heading"], texts["trouble"]["rows"]))
        self.height = self._head[0] + sum(height + GAP for height, _ in self._blocks)

    def print(self, press: Press) -> None:
        """Print the page; room that is left is spread between the blocks."""
        spare = max(0.0, BOTTOM - TOP - self.height) / len(self._blocks)
        y = TOP
        self._print_block(press, self._head, y)
        y += self._head[0]
        for block in self._blocks:
            press.rule(y, LEFT, LEFT + WIDTH, 0.4, GREY)
            self._print_block(press, block, y + (GAP + spare) / 2)
            y += block[0] + GAP + spare
        press.end_page(numbered=False)

    @staticmethod
    def _print_block(press: Press, block: Block, top: float) -> None:
        for one in block[1]:
            if one.line is not None:
                press.line(one.line.shifted(LEFT + one.x), top + one.y, one.colour)
            else:
                press.picture(one.picture, LEFT + one.x, top + one.y, one.width, one.height)

    def _title(self, title: str, subtitle: str) -> Block:
        first = set_line(title, Role.TITLE, TITLE_SIZE, self._book)
        second = set_balanced(subtitle, Role.SONG, SUBTITLE_SIZE, WIDTH, self._book)
        height, leading = TITLE_SIZE * 1.3, SUBTITLE_SIZE * 1.5
        placed = [_Placed(baseline(TITLE_SIZE, height), first, x=(WIDTH - first.right) / 2)]
        placed += [
            _Placed(height + row * leading + baseline(SUBTITLE_SIZE, leading), line)
            for row, line in enumerate(second)
        ]
        return height + len(second) * leading + SUBTITLE_SIZE * 0.4, placed

    def _step(self, number: int, heading: str, text: str, picture: bytes) -> Block:
        """Number, heading and text on the left, the picture on the right if there is one."""
        indent = NUMBER_WIDTH * self._size
        room = WIDTH - indent - (PICTURE_WIDTH + PICTURE_GAP if picture else 0.0)
        lines = self._set(text, room)
        placed = [
            _Placed(self._baseline(0), self._bold(str(number)), colour=BLUE),
            _Placed(self._baseline(0), self._bold(heading), x=indent),
            *self._lines(lines, 1, indent),
        ]
        height = self._leading * (1 + len(lines))
        if picture:
            across, down = ImageReader(io.BytesIO(picture)).getSize()
            scale = min(PICTURE_WIDTH / across, PICTURE_HEIGHT / down)
            wide, tall = across * scale, down * scale
            placed.append(_Placed(0.0, picture=picture, x=WIDTH - wide, width=wide, height=tall))
            height = max(height, tall)
        return height, placed

    def _table(self, heading: str, rows: Iterable[Sequence[str]]) -> Block:
        placed = [_Placed(self._baseline(0), self._bold(heading))]
        indent, count = WHEN_WIDTH * self._size, 1
        for when, what in rows:
            lines = self._set(what, WIDTH - indent)
            label = set_line(when, Role.HEI, self._size, self._book)
            placed.append(_Placed(self._baseline(count), label, colour=BLUE))
            placed += self._lines(lines, count, indent)
            count += len(lines)
        return self._leading * count, placed

    def _lines(self, lines: Sequence[Line], first: int, x: float) -> list[_Placed]:
        return [_Placed(self._baseline(row), line, x=x) for row, line in enumerate(lines, first)]

    def _set(self, text: str, width: float) -> list[Line]:
        setting = Setting(self._size, width, self._size, justified=False)
        return set_paragraphs(text, setting, self._book, Role.SONG)

    def _bold(self, text: str) -> Line:
        return set_line(text, Role.HEI, self._size + 1, self._book)

    def _baseline(self, row: int) -> float:
        return row * self._leading + baseline(self._size, self._leading)
