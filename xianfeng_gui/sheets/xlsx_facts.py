"""What a worksheet of an .xlsx holds besides its cells' values, from its XML as a stream.

The usual form is searched as bytes, which is ten times as quick as parsing; anything unusual is parsed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from xianfeng_gui.sheets.facts import Facts
from xianfeng_gui.sheets.letters import column_of
from xianfeng_gui.sheets.limits import LARGEST_ROW, MOST_CELLS, MOST_ROWS, abnormal, too_long
from xianfeng_gui.sheets.xml_stream import feed

_HIDDEN, _FORMULA = re.compile(rb"hidden="), re.compile(rb"f>")
"""What a hidden row and a formula can't be without; an expression that begins with a rare letter is quick to search for."""
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_HIDDEN_COLUMNS = re.compile(rb'<col\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_NUMBER, _MIN, _MAX = (re.compile(rb'\b%s="(\d{1,7})"' % name) for name in (b"r", b"min", b"max"))
_FORMULA_ALONE = re.compile(
    rb"<c\b[^>]*><f\b[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>|<c\b[^>]*><f\b[^>]*/></c>"
)
_NOT_PLAIN = re.compile(rb'<c(?:[\t\r\n>/]| (?!r="[A-Z]\d{1,5}"))')
"""A cell beyond column Z or row 99,999, or in an unusual form: what most pieces have none of."""
_FAR_CELL = re.compile(rb'<c(?:([\t\r\n>/]| (?!r="[A-Z]{1,3}\d))| r="(?:([A-Z]{2,3})(\d+)|[A-Z](\d{6,})))')
"""Such a cell: what is unusual in it, else its column's letters and row beyond Z, else its row alone."""
_ROW_OF_CELL = re.compile(rb'<c r="[A-Z]+(\d+)')
_HOLDING = (b"<v>", b"<is", b"<f", b"<v ", b":v>", b":is>", b":f>")
_NEAR_ROW = 99_999
"""The last row whose number has five digits."""
_BLOCK = 1 << 17
"""Bytes that are searched at once: they stay in the processor's cache meanwhile."""


class _Unusual(Exception):
    """The XML is not in the form that every usual program writes."""


def scan(name: str, archive: zipfile.ZipFile, part: str) -> Facts:
    """The facts of the worksheet in ``part``, without pictures; ``name`` is the file's. UserError when it is no XML or
    too large to be a worksheet."""
    with archive.open(part) as stream:
        found = _searched(name, stream)
    if found is not None and max(found.rows, _NEAR_ROW) * found.columns <= MOST_CELLS:
        return found
    with archive.open(part) as stream:
        return _parsed(name, stream)


def _searched(name: str, stream: IO[bytes]) -> Facts | None:
    """None when something is unusual."""
    search = _Search()
    try:
        for piece in _pieces(name, stream):
            search.take(piece)
            if search.least > MOST_ROWS:
                raise too_long(name)
    except _Unusual:
        return None
    return search.facts()


class _Search:
    """Adds up what is found piece by piece."""

    def __init__(self) -> None:
        self.rows = self.columns = self.lone = 0
        self.least = 0
        """Cells that hold something reach at least so far."""
        self.formulas = False
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def take(self, piece: bytes) -> None:
        """One piece of whole rows."""
        if not self.rows:
            self._take_columns(piece)
        if not any(
            mark in piece for mark in _HOLDING
        ):  # cells that are only coloured or framed, by the million
            return
        first, last = piece.find(b'<c r="'), piece.rfind(b'<c r="')
        if last < 0:
            raise _Unusual
        self.least = max(self.least, _row_at(piece, first))
        self.rows, self.columns = max(self.rows, _row_at(piece, last)), max(self.columns, 26)
        if (beyond := _NOT_PLAIN.search(piece)) is not None:
            self._take_far(piece, beyond.start())
        if _HIDDEN.search(piece):
            for row in _HIDDEN_ROW.findall(piece):
                if found := _NUMBER.search(row):
                    self.hidden_rows.add(int(found[1]) - 1)
        if self.formulas or _FORMULA.search(piece):
            self.formulas = True
            self.lone += len(_FORMULA_ALONE.findall(piece))

    def _take_far(self, piece: bytes, start: int) -> None:
        """``start``: where the first cell stands that isn't plain."""
        far = _FAR_CELL.findall(piece, start)
        if any(unusual for unusual, _, _, _ in far):
            raise _Unusual
        letters = {one[1] for one in far} - {b""}
        self.columns = max([self.columns, *(column_of(one.decode("ascii")) for one in letters)])
        self.rows = max([self.rows, *(int(one[2] or one[3]) for one in far)])

    def _take_columns(self, piece: bytes) -> None:
        for column in _HIDDEN_COLUMNS.findall(piece):
            first, last = _MIN.search(column), _MAX.search(column)
            if first and last:
                self.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), 16384)))

    def facts(self) -> Facts:
        """What was found; the columns as a bound from above."""
        return Facts(
            self.rows,
            self.columns,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.lone,
        )


def _row_at(piece: bytes, place: int) -> int:
    """The row of the cell that begins there; 0 when it is written in an unusual form."""
    number = _ROW_OF_CELL.match(piece[place : place + 40])
    return int(number[1]) if number else 0


def _pieces(name: str, stream: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end with a row."""
    rest = b""
    while block := stream.read(_BLOCK):
        whole, mark, tail = (rest + block).rpartition(b"</row>")
        if mark:
            yield whole
        rest = tail
        if len(rest) > LARGEST_ROW:
            raise abnormal(name)
    yield rest


def _parsed(name: str, stream: IO[bytes]) -> Facts:
    parse = _Parse()
    feed(name, stream, parse)
    return parse.facts()


class _Parse:
    """Follows rows and cells through any form of XML: other prefixes, cells without a place, other encodings."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.seen = 0
        self.row = self.column = -1
        self.rows = self.columns = self.lone = 0
        self.formula = self.value = False
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "row":
                self.seen += 1
                number = attributes.get("r", "")
                self.row = int(number) - 1 if number.isdigit() else self.row + 1
                self.column = -1
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden_rows.add(self.row)
            case "c":
                self._place(attributes.get("r", ""))
                self.formula = self.value = False
            case "v" | "is":
                self.value = True
                self._hold()
            case "f":
                self.formula = True
                self._hold()
            case "col" if attributes.get("hidden") in ("1", "true"):
                first, last = attributes.get("min", ""), attributes.get("max", "")
                if first.isdigit() and last.isdigit():
                    self.hidden_columns.update(range(int(first) - 1, min(int(last), 16384)))

    def _place(self, written: str) -> None:
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", written)
        self.column = column_of(match[1]) - 1 if match else self.column + 1
        if match:
            self.row = int(match[2]) - 1

    def _hold(self) -> None:
        self.rows, self.columns = max(self.rows, self.row + 1), max(self.columns, self.column + 1)

    def _end(self, tag: str) -> None:
        if tag.rpartition(" ")[2] == "c" and self.formula and not self.value:
            self.lone += 1

    def facts(self) -> Facts:
        """What was found."""
        return Facts(
            self.rows,
            self.columns,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.lone,
        )
