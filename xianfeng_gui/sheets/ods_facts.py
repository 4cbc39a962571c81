"""What a worksheet of an .ods holds besides its cells' values, from content.xml as a stream."""

from __future__ import annotations

import zipfile
from functools import partial
from xml.parsers import expat

from xianfeng_gui.sheets.facts import Area, Facts, Picture, part_bytes
from xianfeng_gui.sheets.limits import LARGEST_PICTURE
from xianfeng_gui.sheets.xml_stream import feed

_MOST_MERGED = 200_000
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_HREF = "http://www.w3.org/1999/xlink href"
_SHEET, _ROW, _COLUMN = _TABLE + "table", _TABLE + "table-row", _TABLE + "table-column"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_IMAGE = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 image"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_VALUE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"


def scan(name: str, archive: zipfile.ZipFile, sheet: str | None) -> Facts:
    """The facts of a worksheet (none: of all, as far as they reach); UserError when the content is no XML or one piece of
    it is far too long."""
    parse = _Parse(archive, sheet)
    with archive.open("content.xml") as stream:
        feed(name, stream, parse)
    return parse.facts()


class _Parse:
    """Follows rows and cells of one worksheet; repeated ones are counted, not gone through."""

    def __init__(self, archive: zipfile.ZipFile, sheet: str | None) -> None:
        self.archive, self.sheet = archive, sheet
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.seen = 0
        self.inside = False
        self.row, self.next_row = -1, 0
        self.column, self.next_column = -1, 0
        self.column_number = 0
        self.rows = self.columns = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.pictures: list[Picture] = []
        self.merged: list[Area] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen += 1
        if tag == _SHEET:
            self.inside = self.sheet is None or attributes.get(_TABLE + "name") == self.sheet
            self.next_row = self.column_number = 0
        if not self.inside:
            return
        if tag == _COLUMN:
            first, self.column_number = self.column_number, self.column_number + _times(attributes, "columns")
            if attributes.get(_TABLE + "visibility") in ("collapse", "filter"):
                self.hidden_columns.update(range(first, min(self.column_number, 16384)))
        elif tag == _ROW:
            self.row, self.next_row = self.next_row, self.next_row + _times(attributes, "rows")
            self.column, self.next_column = -1, 0
            if attributes.get(_TABLE + "visibility") in ("collapse", "filter"):
                self.hidden_rows.update(range(self.row, min(self.next_row, 1_048_576)))
        elif tag in _CELLS:
            self.column, self.next_column = (
                self.next_column,
                self.next_column + _times(attributes, "columns"),
            )
            if attributes.get(_VALUE):
                self._hold()
            self._merge(_spanned(attributes, "rows"), _spanned(attributes, "columns"))
        elif tag == _TEXT:
            self._hold()
        elif tag == _IMAGE:
            self._picture(attributes.get(_HREF, ""))

    def _hold(self) -> None:
        self.rows, self.columns = max(self.rows, self.next_row), max(self.columns, self.next_column)

    def _merge(self, rows: int, columns: int) -> None:
        if (rows > 1 or columns > 1) and len(self.merged) < _MOST_MERGED:
            self.merged.append((self.row, self.column, self.row + rows - 1, self.column + columns - 1))

    def _picture(self, href: str) -> None:
        """Only what the file itself holds: nothing is fetched."""
        info = self.archive.NameToInfo.get(href.removeprefix("./"))
        if info is not None and info.file_size <= LARGEST_PICTURE:
            name = info.filename
            self.pictures.append(
                Picture(
                    max(self.row, 0),
                    max(self.column, 0),
                    name.rpartition("/")[2],
                    partial(part_bytes, str(self.archive.filename), name),
                )
            )

    def _end(self, tag: str) -> None:
        if tag == _SHEET:
            self.inside = False

    def facts(self) -> Facts:
        """What was found."""
        return Facts(
            self.rows,
            self.columns,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            pictures=tuple(self.pictures),
            merged=tuple(self.merged),
        )


def _times(attributes: dict[str, str], what: str) -> int:
    written = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(written) if written.isdigit() else 1


def _spanned(attributes: dict[str, str], what: str) -> int:
    written = attributes.get(f"{_TABLE}number-{what}-spanned", "1")
    return int(written) if written.isdigit() else 1
