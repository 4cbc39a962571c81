"""What a worksheet of an .xls holds besides its cells' values, from its records ([MS-XLS], [MS-ODRAW])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from xianfeng_gui.sheets.facts import Facts, Picture
from xianfeng_gui.sheets.limits import damaged, refuse_huge
from xianfeng_gui.sheets.ole import BrokenError, CompoundFile

_SHEET, _PASSWORD, _CONTINUE = 0x0085, 0x002F, 0x003C
_BEGIN, _END = 0x0809, 0x000A
_ROW, _COLUMNS, _DRAWINGS, _DRAWING = 0x0208, 0x007D, 0x00EB, 0x00EC
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x0006, 0x00D6})
_MANY_CELLS = 0x00BD
_BLIP_ENTRY, _SHAPE, _OPTIONS, _ANCHOR = 0xF007, 0xF004, 0xF00B, 0xF010
_PICTURE_OF_SHAPE = 0x0104
_BLIP_HEADS = {0xF01D: 17, 0xF01E: 17, 0xF01F: 17, 0xF029: 17, 0xF02A: 17}
"""Bytes before the picture itself in JPEG, PNG, DIB, TIFF and CMYK JPEG; 16 more when it has two fingerprints."""


class Locked(Exception):
    """The workbook opens with a password only."""


def scan(path: Path, sheet: str) -> Facts:
    """The facts of a worksheet; Locked when it is encrypted, UserError when the file is damaged."""
    try:
        book = _book(path)
        found = _Sheet()
        for kind, body in _of_sheet(book, sheet):
            found.take(kind, body)
        return found.facts(_blips(book) if found.drawing else [])
    except (BrokenError, struct.error) as error:
        raise damaged(path.name) from error


def check(path: Path) -> None:
    """UserError when a worksheet reaches too far or the file is damaged, Locked when it is encrypted: the reader of cells
    takes all of them at once."""
    try:
        book = _book(path)
        for kind, body in _records(book, 0):
            if kind == _SHEET:
                found = _Sheet()
                for record in _records(book, struct.unpack_from("<I", body)[0]):
                    found.take(*record)
                refuse_huge(path.name, found.rows, found.columns)
    except (BrokenError, struct.error) as error:
        raise damaged(path.name) from error


def _book(path: Path) -> bytes:
    file = CompoundFile(path)
    found = file.stream("Workbook", "Book")
    if found is None:
        if file.stream("EncryptedPackage") is not None:
            raise Locked
        raise BrokenError
    if any(kind == _PASSWORD for kind, _ in _records(found, 0)):
        raise Locked
    return found


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, up to its end."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _of_sheet(book: bytes, sheet: str) -> Iterator[tuple[int, bytes]]:
    for kind, body in _records(book, 0):
        if kind == _SHEET and _name(body) == sheet:
            return _records(book, struct.unpack_from("<I", body)[0])
    return iter(())


def _name(body: bytes) -> str:
    """BIFF8: a count of characters, then whether each takes two bytes. What BIFF5 has there is not told apart."""
    length, wide = body[6], body[7] & 1
    text = body[8 : 8 + length * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


class _Sheet:
    """Adds up the records of one worksheet."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.drawing = bytearray()
        self._last = 0

    def take(self, kind: int, body: bytes) -> None:
        """One record."""
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            self._hold(row, column)
        elif kind == _MANY_CELLS:
            self._hold(struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0])
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H", body)[0], struct.unpack_from("<I", body, 12)[0]
            if flags & 0x20:
                self.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<HH", body)
            if struct.unpack_from("<H", body, 8)[0] & 1:
                self.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _DRAWING or (kind == _CONTINUE and self._last == _DRAWING):
            self.drawing += body
            kind = _DRAWING
        self._last = kind

    def _hold(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)

    def facts(self, blips: list[bytes]) -> Facts:
        """What was found; ``blips``: the workbook's pictures."""
        pictures = tuple(
            Picture(row, column, f"图片{number}", partial(bytes, blips[number - 1]))
            for row, column, number in _shapes(bytes(self.drawing))
            if 0 < number <= len(blips) and blips[number - 1]
        )
        return Facts(
            self.rows,
            self.columns,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            pictures=pictures,
        )


def _art(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of a drawing, containers opened: kind, instance, body (empty for a container)."""
    at = 0
    while at + 8 <= len(data):
        head, kind, length = struct.unpack_from("<HHI", data, at)
        at += 8
        if head & 0xF == 0xF:
            yield kind, head >> 4, b""
        else:
            yield kind, head >> 4, data[at : at + length]
            at += length


def _shapes(drawing: bytes) -> Iterator[tuple[int, int, int]]:
    """Row, column and number of the picture of each shape that shows one."""
    number = 0
    for kind, count, body in _art(drawing):
        if kind == _SHAPE:
            number = 0
        elif kind == _OPTIONS:
            for at in range(0, min(count * 6, len(body) - 5), 6):
                name, value = struct.unpack_from("<HI", body, at)
                if name & 0x3FFF == _PICTURE_OF_SHAPE:
                    number = value
        elif kind == _ANCHOR and number and len(body) >= 10:
            column, row = struct.unpack_from("<H2xH", body, 2)
            yield row, column, number


def _blips(book: bytes) -> list[bytes]:
    """The workbook's pictures in order; empty where it is of a kind that is no photo (EMF, WMF)."""
    group, last = bytearray(), 0
    for kind, body in _records(book, 0):
        if kind == _DRAWINGS or (kind == _CONTINUE and last == _DRAWINGS):
            group += body
            kind = _DRAWINGS
        last = kind
    return [_blip(body) for kind, _, body in _art(bytes(group)) if kind == _BLIP_ENTRY]


def _blip(entry: bytes) -> bytes:
    """The picture in an entry of the store: 36 bytes and a name stand before it."""
    if len(entry) < 44:
        return b""
    at = 36 + entry[33]
    head, kind, length = struct.unpack_from("<HHI", entry, at)
    before = _BLIP_HEADS.get(kind, 0)
    if not before:
        return b""
    two = (head >> 4) & 1
    return entry[at + 8 + before + 16 * two : at + 8 + length]
