"""The text and tables of a document that came from elsewhere: .docx or plain text in any usual encoding.

Nothing in it is run or fetched; a damaged or hostile file is a ``UserError`` in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.exchange import docx_parts
from xianfeng_gui.exchange.docx_parts import Parts
from xianfeng_gui.exchange.docx_parts import W as _W

LARGEST_TEXT = 5_000_000
"""Bytes of a plain text file; a plan has some ten thousand."""
_START = 1024
_NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
_MARKED_UP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*|<\?mso[^>]*>\s*)*"
    rb"(?:<!doctype\s+html|<(?:html|head|body|meta|table|div|w:worddocument)\b|mime-version:)",
    re.IGNORECASE | re.DOTALL,
)
"""A web page, one in a single file (.mht), or Word's old XML, whatever its name."""
_MOST_COLUMNS = 63
"""Word's own limit for a table."""

_NOT_SHOWN = {
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class DocumentTable:
    """A table: rows of cell texts, a merged cell's text in each of its places; ``at`` is the line it stands before."""

    rows: tuple[tuple[str, ...], ...]
    at: int


@dataclass(frozen=True)
class Document:
    """Paragraphs as lines of ``text`` in order, and the tables among them."""

    text: str
    tables: tuple[DocumentTable, ...] = ()


def read(path: Path, decode: Callable[[bytes, str], str]) -> Document:
    """Read a .docx or text file; ``decode`` makes text of a file's bytes (its name is for the message)."""
    try:
        with path.open("rb") as file:
            start = file.read(_START)
        size = path.stat().st_size
    except OSError as error:
        raise UserError(f"打不开文件“{path}”，请检查文件是否还在、U盘是否插好") from error
    if not size:
        raise UserError(f"“{path.name}”是空文件，请核对")
    if start.startswith(b"PK"):
        return _document(docx_parts.read(path))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(f"“{path.name}”是旧版Word文件或加了密码，请用WPS或Word打开后另存为.docx再导入")
    if start.startswith(_NO_TEXT) or _MARKED_UP.match(start):
        raise UserError(
            f"“{path.name}”不是.docx或文本文件（是网页、PDF、图片等），请用WPS或Word打开后另存为.docx，或者把正文粘贴进来"
        )
    if size > LARGEST_TEXT:
        raise UserError(f"“{path.name}”太大，不像一份方案，请核对")
    return Document(decode(path.read_bytes(), path.name))


def _document(parts: Parts) -> Document:
    lines: list[str] = []
    tables: list[DocumentTable] = []
    numbering = _Numbering(parts)
    for element in _blocks(parts.body):
        if element.tag == f"{_W}p":
            lines.append(numbering.of(element) + _text(element))
        elif element.tag == f"{_W}tbl":
            tables.append(DocumentTable(tuple(_rows(element)), len(lines)))
    return Document("\n".join(lines), tuple(tables))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body, rows of a table, cells of a row in order, also inside of content controls."""
    for element in parent.iterchildren():
        if element.tag == f"{_W}sdt":
            content = element.find(f"{_W}sdtContent")
            yield from _blocks(content) if content is not None else ()
        else:
            yield element


def _text(element: Any) -> str:
    """The words of a paragraph or cell, also those of text boxes and tracked insertions, not those of deletions, of what
    was moved away, or what an old Word shows in place of a text box."""
    parts = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p"):
        if any(above.tag in _NOT_SHOWN for above in node.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag != f"{_W}p" or (parts and node is not element):
            parts.append(" ")
    return "".join(parts).strip()


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Rows with merged cells filled: over columns by repetition, over rows from above."""
    above: list[str] = []
    for row in (one for one in _blocks(table) if one.tag == f"{_W}tr"):
        cells: list[str] = []
        for cell in (one for one in _blocks(row) if one.tag == f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            continued = merge is not None and merge.get(f"{_W}val") != "restart"
            at = len(cells)
            text = above[at] if continued and at < len(above) else _text(cell)
            cells += [text] * min(_whole(span, "val", 1), _MOST_COLUMNS)
        above = cells
        yield tuple(cells)


class _Numbering:
    """The numbers that Word shows before paragraphs of automatic lists; they are no part of the text."""

    def __init__(self, parts: Parts) -> None:
        self.counts: dict[tuple[str, int], int] = {}
        self.levels: dict[str, dict[int, tuple[str, str]]] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        root = parts.numbering
        if root is None:
            return
        abstract = {one.get(f"{_W}abstractNumId"): one for one in root.iterchildren(f"{_W}abstractNum")}
        for num in root.iterchildren(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            found = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if found is not None:
                self.levels[num.get(f"{_W}numId")] = {
                    _whole(level, "ilvl"): _format(level) for level in found.iterchildren(f"{_W}lvl")
                }
        for style in parts.styles.iter(f"{_W}style") if parts.styles is not None else ():
            place = _place(style.find(f"{_W}pPr/{_W}numPr"))
            if place:
                self.styles[style.get(f"{_W}styleId")] = place

    def of(self, paragraph: Any) -> str:
        """The paragraph's number as Word prints it, or nothing."""
        place = _place(paragraph.find(f"{_W}pPr/{_W}numPr"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if place is None and style is not None:
            place = self.styles.get(style.get(f"{_W}val"))
        if place is None or place[1] not in self.levels.get(place[0], {}):
            return ""
        key, level = place
        self.counts[place] = self.counts.get(place, 0) + 1
        for deeper in range(level + 1, 9):
            self.counts.pop((key, deeper), None)
        form, words = self.levels[key][level]
        for one in range(level + 1):
            written = self.levels[key].get(one, (form, ""))[0]
            words = words.replace(f"%{one + 1}", _number(self.counts.get((key, one), 1), written))
        return words


def _whole(element: Any, name: str, missing: int = 0) -> int:
    """An attribute that is a number; ``missing`` without the element, or where a damaged file says something else."""
    written = "" if element is None else element.get(f"{_W}{name}") or ""
    return int(written) if written.isdecimal() else missing


def _place(numbering: Any) -> tuple[str, int] | None:
    if numbering is None:
        return None
    number, level = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
    if number is None:
        return None
    return number.get(f"{_W}val"), _whole(level, "val")


def _format(level: Any) -> tuple[str, str]:
    form, words = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
    return (
        form.get(f"{_W}val") if form is not None else "decimal",
        words.get(f"{_W}val") or "" if words is not None else "",
    )


def _number(value: int, form: str) -> str:
    if form == "bullet":
        return ""
    if form.startswith(("chinese", "japanese", "ideograph", "taiwanese")) and 0 < value < 100:
        tens, ones = divmod(value, 10)
        digits = _DIGITS[ones] if ones else ""
        return digits if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十" + digits
    return str(value)
