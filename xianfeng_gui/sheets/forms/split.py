"""A worksheet's XML in parts, read as a stream: before its rows, the rows, a long rest of empty rows, and what follows.

A form may be framed or coloured down to the last row of the sheet. Such a rest holds nothing, so it is not kept in memory
but copied from file to file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from db.errors import UserError
from xianfeng_gui.sheets.limits import LARGEST_ROW, abnormal

MOST_BLANK = 2_000_000
"""Bytes of empty rows that are kept like other rows; some 15,000 rows of six columns."""
MOST_HELD = 12_000_000
"""Bytes of all rows that are kept; what holds more is no form to be filled."""
_BLOCK = 1 << 17
_HOLDING = (b"<v", b"<is", b"<f")
_BEGIN = re.compile(rb"<sheetData\s*/>|<sheetData\b[^>]*>")
_END = b"</sheetData>"
_ROW = b"<row "
_NUMBER = re.compile(rb'<row\b[^>]*?\sr="(\d{1,7})"')


@dataclass(frozen=True)
class Rest:
    """Empty rows, from ``first`` to ``last``, that stay in the file: its part's bytes from ``start`` up to ``end``."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Split:
    """The parts in order; without ``rest`` when all rows are kept."""

    before: str
    rows: str
    rest: Rest | None
    after: str


def split(name: str, stream: IO[bytes]) -> Split:
    """UserError naming the file ``name`` when it is written in a way that isn't understood, or too large for a form."""
    before, following = _head(name, stream)
    if before.endswith(b"/>"):
        return Split(_decoded(name, before), "", None, _decoded(name, following + _tail(name, stream)))
    rows = _Rows(name, len(before))
    while _END not in following:
        block = stream.read(_BLOCK)
        if not block:
            raise not_understood(name)
        cut = following.rfind(_ROW)
        if cut > 0:
            rows.take(following[:cut])
            following = following[cut:]
        if len(following) > LARGEST_ROW:
            raise abnormal(name)
        following += block
    last, _, after = following.partition(_END)
    rows.take(last)
    after += _tail(name, stream)
    return Split(_decoded(name, before), _decoded(name, bytes(rows.held)), rows.rest, _decoded(name, after))


def not_understood(name: str) -> UserError:
    """What is said of a file whose rows are written in a way that no usual program writes."""
    return UserError(f"“{name}”不能直接填写，请用WPS或Excel打开后另存为.xlsx，再选择它")


def copied(stream: IO[bytes], rest: Rest, written: int) -> Iterator[bytes]:
    """The rest of empty rows from the part opened anew, without those up to the row ``written``."""
    _skip(stream, rest.start)
    left, piece = rest.end - rest.start, b""
    found = rest.first > written
    while left:
        block = stream.read(min(_BLOCK, left))
        if not block:
            raise EOFError
        left -= len(block)
        piece += block
        if not found:
            at = next((one.start() for one in _NUMBER.finditer(piece) if int(one[1]) > written), None)
            found = at is not None
            piece = piece[at:] if at is not None else piece[max(piece.rfind(_ROW), 0) :]
        if found:
            yield piece
            piece = b""


def _skip(stream: IO[bytes], count: int) -> None:
    while count:
        block = stream.read(min(_BLOCK, count))
        if not block:
            raise EOFError
        count -= len(block)


def _head(name: str, stream: IO[bytes]) -> tuple[bytes, bytes]:
    """What stands up to the rows, and the beginning of what follows."""
    text = b""
    while block := stream.read(_BLOCK):
        text += block
        found = _BEGIN.search(text)
        if found is not None:
            return text[: found.end()], text[found.end() :]
        if len(text) > LARGEST_ROW:
            raise abnormal(name)
    raise not_understood(name)


def _tail(name: str, stream: IO[bytes]) -> bytes:
    text = stream.read(LARGEST_ROW + 1)
    if len(text) > LARGEST_ROW:
        raise abnormal(name)
    return text


def _decoded(name: str, text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_understood(name) from error


class _Rows:
    """Keeps rows, and of a long stretch of empty ones only where it lies."""

    def __init__(self, name: str, at: int) -> None:
        self.held = bytearray()
        self.rest: Rest | None = None
        self._name, self._at, self._blank = name, at, 0

    def take(self, piece: bytes) -> None:
        """One piece of whole rows."""
        start, self._at = self._at, self._at + len(piece)
        if any(mark in piece for mark in _HOLDING):
            if self.rest is not None or len(self.held) + len(piece) > MOST_HELD:
                raise UserError(
                    f"“{self._name}”里的行太多，不像待填的表格；请删去表头下面多余的行和空行，再选择它"
                )
            self._blank = 0
            self.held += piece
        elif self.rest is None and self._blank + len(piece) <= MOST_BLANK:
            self._blank += len(piece)
            self.held += piece
        elif piece:
            self._leave(start, piece)

    def _leave(self, start: int, piece: bytes) -> None:
        numbers = _NUMBER.findall(piece)
        if not numbers:
            raise not_understood(self._name)
        old = self.rest
        self.rest = Rest(
            old.start if old else start, self._at, old.first if old else int(numbers[0]), int(numbers[-1])
        )
