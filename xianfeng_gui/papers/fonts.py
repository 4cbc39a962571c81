"""The five faces of the papers, and which of them draws a character.

A face is read and registered with reportlab the first time a paper needs it (about 50 ms), never at import.
reportlab drops a glyph that a font lacks without a word, so every character is looked up here first: in
the face of its role, then in Song, and what neither has is drawn as 〓 and reported.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

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


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it is drawn: its font's registered name and its advance in em."""

    char: str
    font: str
    width: float

    @property
    def wide(self) -> bool:
        """Whether it takes a whole cell of the grid, as Chinese characters and their punctuation do."""
        return self.width > 0.99


class PaperFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A reportlab font whose text can be copied out of the PDF also beyond the basic plane.

    reportlab writes such code points as five hexadecimal digits, which readers do not understand.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        """Embed the subsets, then give each a table back to Unicode in UTF-16."""
        state = self.state[doc]
        super().addObjects(doc)
        for number, subset in enumerate(state.subsets):
            font = doc.idToObject["BasicFonts"].dict[f"{state.internalName}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = unicode_map(font.BaseFont, subset)


def unicode_map(name: str, codes: Sequence[int]) -> str:
    """A ToUnicode CMap for a one-byte font: code *i* stands for the character ``codes[i]``."""
    pairs = [f"<{i:02X}> <{utf16(code)}>" for i, code in enumerate(codes) if code]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]  # the format's limit for one block
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def utf16(code: int) -> str:
    """A code point in hexadecimal UTF-16, big end first."""
    return chr(code).encode("utf-16-be").hex().upper()


def load(role: Role) -> Any:
    """The registered reportlab font of a role; read from its file at most once a process."""
    with _lock:
        return _load(role)


@cache
def _load(role: Role) -> Any:
    font = PaperFont(role.value, str(FOLDER / f"{role.value}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def clean(text: str) -> str:
    """Text without what has no picture: line ends become ``\\n``, tabs spaces, controls vanish."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\t", " ").replace("\xa0", " ")
    return "".join(char for char in text if char == "\n" or not _invisible(char))


def _invisible(char: str) -> bool:
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or unicodedata.category(char) in ("Cc", "Cf")


class FontBook:
    """The faces that one paper uses, and the characters that none of them has."""

    def __init__(self) -> None:
        self._missing: dict[str, None] = {}
        self._glyphs: dict[tuple[str, Role], Glyph] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters drawn as 〓 so far, in the order they came up."""
        return tuple(self._missing)

    def glyph(self, char: str, role: Role) -> Glyph:
        """The glyph of one character in the face of a role, or in Song, or 〓."""
        key = (char, role)
        if key not in self._glyphs:
            self._glyphs[key] = self._find(char, role)
        return self._glyphs[key]

    def _find(self, char: str, role: Role) -> Glyph:
        for face in (role, Role.SONG):
            metrics = load(face).face
            if ord(char) in metrics.charToGlyph:
                return Glyph(char, face.value, metrics.getCharWidth(ord(char)) / 1000)
        self._missing[char] = None
        return Glyph(UNKNOWN, role.value, 1.0)
