"""The five faces of the papers, and which of them draws a character.

A face is read and registered with reportlab the first time a paper needs it (about 50 ms), never at import.
reportlab drops a glyph that a font lacks without a word, so every character is looked up here first: in
the face of its role, then in Song, and what neither has is drawn as 〓 and reported.
"""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from xianfeng_gui.papers.embedding import PaperFont

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
UNKNOWN = "〓"
ASCENT = 0.88
"""Top of the em box above the baseline, in em; the same in all five faces."""
_lock = threading.Lock()


class Role(StrEnum):
    """What a face is for; the value is the font's file name without ``.ttf`` and its name in the PDF."""

    FANGSONG = "FandolFang-Regular"
    KAI = "FandolKai-Regular"
    HEI = "NotoSansSC-Medium"
    TITLE = "NotoSerifSC-Bold"
    SONG = "NotoSerifSC-Regular"


SYSTEM_FACES = {
    Role.FANGSONG: "simfang.ttf",
    Role.KAI: "simkai.ttf",
    Role.HEI: "simhei.ttf",
    Role.SONG: "simsun.ttc",
}
"""Files of the faces that come with Chinese Windows; it has none for 小标宋."""


class Glyph(NamedTuple):
    """One character as it is drawn: its font's registered name, its advance in em, and whether it takes a whole cell of the
    grid, as Chinese characters and their punctuation do."""

    char: str
    font: str
    width: float
    wide: bool


def load(role: Role) -> Any:
    """The registered reportlab font of a role; read from its file at most once a process."""
    with _lock:
        return _load(role)


@cache
def _load(role: Role) -> Any:
    font = PaperFont(role.value, str(FOLDER / f"{role.value}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def load_system(name: str) -> Any:
    """A registered face of Windows by its file's name; None where it isn't installed or may not be embedded."""
    path = Path(os.environ.get("WINDIR", "")) / "Fonts" / name
    if not path.is_file():
        return None
    with _lock:
        try:
            font = PaperFont(path.stem, str(path))
        except TTFError:
            return None
        pdfmetrics.registerFont(font)
        return font


def clean(text: str) -> str:
    """Text without what has no picture: line ends become ``\\n``, tabs spaces, controls vanish."""
    return text.replace("\r\n", "\n").translate(_PRINTED)


class _Printed(dict[int, str | int]):
    """What each character becomes, found out when it first comes up."""

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
        found = "" if selector or unicodedata.category(char) in ("Cc", "Cf") else code
        self[code] = found
        return found


_LINE_ENDS, _SPACES = "\n\r\u2028\u2029", "\t\xa0"
_PRINTED = _Printed({**dict.fromkeys(map(ord, _LINE_ENDS), "\n"), **dict.fromkeys(map(ord, _SPACES), " ")})


class FontBook:
    """The faces that one paper uses, and the characters that none of them has.

    ``system``: Windows' own faces come first where they are installed.
    """

    def __init__(self, *, system: bool = False) -> None:
        self.system = system
        self._missing: dict[str, None] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters drawn as 〓 so far, in the order they came up."""
        return tuple(self._missing)

    def report(self, missing: Iterable[str]) -> None:
        """Add to the characters that no face has."""
        self._missing.update(dict.fromkeys(missing))

    def glyph(self, char: str, role: Role) -> Glyph:
        """The glyph of one character in the face of a role, or in Song, or 〓."""
        found = _glyph(char, role, self.system)
        if found is None:
            self._missing[char] = None
            return Glyph(UNKNOWN, role.value, 1.0, True)
        return found


@cache
def _glyph(char: str, role: Role, system: bool) -> Glyph | None:
    """The first face that has a character: at most as many are kept as the faces hold."""
    names = [name for one in (role, Role.SONG) if system and (name := SYSTEM_FACES.get(one))]
    for font in (*filter(None, map(load_system, names)), load(role), load(Role.SONG)):
        if ord(char) in font.face.charToGlyph:
            width = font.face.getCharWidth(ord(char)) / 1000
            return Glyph(char, font.fontName, width, width > 0.99)
    return None
