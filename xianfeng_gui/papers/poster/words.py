"""The poster's words, set at size 1 so that all lengths are in ``u``; each text is set once, however often it is asked for."""

from __future__ import annotations

from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.text import Line, Setting, set_line, set_paragraphs

PAD = 0.6
"""What a column leaves blank beside its words."""


class Words:
    """Sets and measures words with the faces of one book."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._lines: dict[tuple[str, float], tuple[Line, ...]] = {}
        self._single: dict[tuple[str, Role], Line] = {}

    def line(self, text: str, role: Role = Role.HEI) -> Line:
        """The text in one line, whatever its length."""
        if (text, role) not in self._single:
            self._single[text, role] = set_line(text, role, 1.0, self._book)
        return self._single[text, role]

    def width(self, text: str, role: Role = Role.HEI) -> float:
        """How wide that line is."""
        return self.line(text, role).right

    def lines(self, text: str, width: float) -> tuple[Line, ...]:
        """The whole text in lines of a column ``width`` wide, all about equally long: no character stands alone."""
        key = (text, round(width, 3))
        if key not in self._lines:
            room = max(width - PAD, 1.0)
            found = self._set(text, room)
            fair = self.width(text) / max(len(found), 1)
            while len(found) > 1 and fair < room and len(found) < len(self._set(text, fair)):
                fair += 0.5
            self._lines[key] = self._set(text, min(fair, room)) if len(found) > 1 else found
        return self._lines[key]

    def _set(self, text: str, room: float) -> tuple[Line, ...]:
        setting = Setting(1.0, room, 1.0, justified=False)
        return tuple(set_paragraphs(text, setting, self._book, Role.HEI))

    def fitted(self, text: str, width: float) -> str:
        """The text, or as much of it as has room with … behind it; empty where not even that has."""
        if self.width(text) <= width:
            return text
        for end in range(len(text) - 1, 0, -1):
            if self.width(cut := text[:end].rstrip() + "…") <= width:
                return cut
        return ""

    def flow(self, parts: tuple[str, ...], width: float, gap: str) -> tuple[str, ...]:
        """Parts in lines, ``gap`` between two of a line; only a part that is longer than a line is broken."""
        found: list[str] = []
        for part in parts:
            joined = f"{found[-1]}{gap}{part}" if found else part
            if found and self.width(joined) <= width:
                found[-1] = joined
            else:
                found += [line.text for line in self.lines(part, width + PAD)]
        return tuple(found)
