"""Several PDFs as one: papers behind each other, and the case volume with cover, contents, page numbers and bookmarks.

The pages of issued papers go in as they are. Their place in the volume stands in the outer bottom corner, below their own page numbers.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xianfeng_gui.papers import PhotoSource
from xianfeng_gui.papers.content import PaperPhoto
from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.numerals import chinese_date
from xianfeng_gui.papers.page import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    BODY_SIZE,
    CELL,
    MM,
    ROW,
    ROWS,
    SMALL_SIZE,
    Press,
    baseline,
)
from xianfeng_gui.papers.photos import arranged, photo_pages, print_photo_page
from xianfeng_gui.papers.reading import reader
from xianfeng_gui.papers.text import Line, Setting, set_balanced, set_line, set_paragraphs

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

COVER_TITLE_SIZE, COVER_TITLE_LEADING = 36.0, 54.0
CONTENTS_ROWS = ROWS - 3
PLACE_DROP = 17 * MM
"""From the text block's bottom edge to the row with the place in the volume."""
PLACE_SIZE = 10.5
NOT_MADE = "未制作"
"""In the place of a page number: this paper belongs here and isn't there."""


@dataclass(frozen=True)
class VolumeCover:
    """What the cover says: a title such as 安全隐患整改案卷, lines of ``(label, text)``, who keeps it, when it was put together."""

    title: str
    lines: tuple[tuple[str, str], ...]
    issuer: str
    dated: dt.date


@dataclass(frozen=True)
class VolumePart:
    """A piece of a volume: what it is called in the contents, its date (None for none), its PDF."""

    title: str
    dated: dt.date | None
    pdf: bytes


def merge(parts: Sequence[tuple[str, bytes]], *, on_front: bool = False) -> bytes:
    """PDFs one after the other with a bookmark ``(title, pdf)`` for each; ``on_front``: printed on both sides of the sheets,
    each still begins on a sheet of its own."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for title, pdf in parts:
        _append(writer, title, reader(pdf))
        if on_front and len(writer.pages) % 2:
            writer.add_blank_page()
    return _written(writer)


def moved(pdf: bytes, right: float, down: float) -> bytes:
    """The same PDF with everything on its pages moved by millimetres, as it is for no distance."""
    from pypdf import PdfWriter, Transformation

    if not right and not down:
        return pdf
    writer = PdfWriter(clone_from=reader(pdf))
    for page in writer.pages:
        page.add_transformation(Transformation().translate(right * MM, -down * MM))
    return _written(writer)


def volume(cover: VolumeCover, parts: Sequence[VolumePart], missing: Sequence[str] = ()) -> bytes:
    """Cover, contents and all parts in order; numbered through from the first part on; equal input gives equal bytes.

    ``missing``: papers that belong here and were not made; the contents name them behind the others.
    """
    from pypdf import PdfWriter

    opened = [reader(part.pdf) for part in parts]
    counts = [len(one.pages) for one in opened]
    writer = PdfWriter()
    _append(writer, "封面", reader(_cover(cover)))
    _append(writer, "目录", reader(_contents(cover, parts, counts, missing)))
    places = iter(reader(_places(cover, sum(counts))).pages)
    for part, one in zip(parts, opened, strict=True):
        first = len(writer.pages)
        _append(writer, part.title, one)
        for page in writer.pages[first:]:
            page.merge_page(next(places))
    writer.add_metadata({"/Title": cover.title, "/Author": cover.issuer})
    return _written(writer)


def _append(writer: PdfWriter, title: str, opened: PdfReader) -> None:
    """All pages of a PDF under one bookmark."""
    writer.append(opened, outline_item=title, import_outline=False)


def _written(writer: PdfWriter) -> bytes:
    """The file; what several parts hold alike, such as a font, is kept once."""
    writer.compress_identical_objects(remove_unreferenced=True)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _press(cover: VolumeCover, book: FontBook) -> Press:
    return Press(book, cover.title, cover.issuer, "", cover.dated)


def _cover(cover: VolumeCover) -> bytes:
    book = FontBook()
    press = _press(cover, book)
    y = 3 * ROW
    for line in set_balanced(cover.title, Role.TITLE, COVER_TITLE_SIZE, BLOCK_WIDTH, book):
        press.line(line, y + baseline(COVER_TITLE_SIZE, COVER_TITLE_LEADING))
        y += COVER_TITLE_LEADING
    y += 3 * ROW
    for label, text in cover.lines:
        for line in _cover_lines(label, text, book):
            press.line(line, y + baseline(BODY_SIZE))
            y += ROW
    y = BLOCK_HEIGHT - 2 * ROW
    for text in (cover.issuer, chinese_date(cover.dated)):
        line = set_line(text, Role.FANGSONG, BODY_SIZE, book, CELL)
        press.line(line.shifted((BLOCK_WIDTH - line.right) / 2), y + baseline(BODY_SIZE))
        y += ROW
    press.end_page(numbered=False)
    return press.finish().pdf


def _cover_lines(label: str, text: str, book: FontBook) -> list[Line]:
    """A label and its text, hanging behind the label."""
    start = set_line(f"{label}：", Role.HEI, BODY_SIZE, book, CELL)
    setting = Setting(BODY_SIZE, BLOCK_WIDTH - start.right - 2 * CELL, CELL, justified=False)
    lines = [line.shifted(start.right + 2 * CELL) for line in set_paragraphs(text or "—", setting, book)]
    return (
        [start.shifted(2 * CELL), *lines]
        if not lines
        else [_joined(start.shifted(2 * CELL), lines[0]), *lines[1:]]
    )


def _joined(first: Line, second: Line) -> Line:
    return Line(first.runs + second.runs, second.right)


def _contents(
    cover: VolumeCover, parts: Sequence[VolumePart], counts: Sequence[int], missing: Sequence[str]
) -> bytes:
    """Number, title, date and first page of each part, and what is missing; as many pages as it takes."""
    book = FontBook()
    press = _press(cover, book)
    entries: list[list[Line]] = []
    page = 1
    for index, (part, count) in enumerate(zip(parts, counts, strict=True), 1):
        dated = chinese_date(part.dated) if part.dated else ""
        entries.append(_entry(str(index), part.title, dated, str(page), book))
        page += count
    entries += [_entry("—", title, "", NOT_MADE, book) for title in missing]
    rows = 0
    _contents_title(press, book)
    for lines in entries:
        if rows and rows + len(lines) > CONTENTS_ROWS:
            press.end_page(numbered=False)
            _contents_title(press, book)
            rows = 0
        for line in lines:
            press.line(line, (3 + rows) * ROW + baseline(SMALL_SIZE))
            rows += 1
    press.end_page(numbered=False)
    return press.finish().pdf


def _contents_title(press: Press, book: FontBook) -> None:
    title = set_line("目　录", Role.TITLE, 22.0, book)
    press.line(title.shifted((BLOCK_WIDTH - title.right) / 2), baseline(22.0, 36.0))
    for text, x in (("序号", 0.0), ("文书（材料）名称", 14 * MM), ("日期", 112 * MM)):
        press.line(set_line(text, Role.HEI, 12.0, book).shifted(x), 2 * ROW + baseline(12.0))
    page = set_line("页号", Role.HEI, 12.0, book)
    press.line(page.shifted(BLOCK_WIDTH - page.right), 2 * ROW + baseline(12.0))
    press.rule(3 * ROW)


def _entry(index: str, title: str, dated: str, page: str, book: FontBook) -> list[Line]:
    """The lines of an entry of the contents; number, date and page in the first."""
    setting = Setting(SMALL_SIZE, 96 * MM, SMALL_SIZE, justified=False)
    lines = [line.shifted(14 * MM) for line in set_paragraphs(title, setting, book)] or [Line()]
    place = set_line(page, Role.FANGSONG, SMALL_SIZE, book)
    runs = lines[0].runs
    for text, x in ((index, 0.0), (page, BLOCK_WIDTH - place.right), (dated, 112 * MM)):
        runs += set_line(text, Role.FANGSONG, SMALL_SIZE, book).shifted(x).runs
    return [Line(runs, BLOCK_WIDTH), *lines[1:]]


def _places(cover: VolumeCover, count: int) -> bytes:
    """Pages with nothing but their place in the volume, to be laid over the parts' pages."""
    book = FontBook()
    press = _press(cover, book)
    for number in range(1, count + 1):
        line = set_line(f"卷内第{number}页", Role.SONG, PLACE_SIZE, book)
        press.line(line.shifted((BLOCK_WIDTH - line.right) / 2), BLOCK_HEIGHT + PLACE_DROP)
        press.end_page(numbered=False)
    return press.finish().pdf


def original_pdf(
    title: str, lines: Sequence[tuple[str, str]], told: str, issuer: str, dated: dt.date
) -> bytes:
    """In the place of a paper that is not in the volume itself: where it is, and what it is as ``(label, text)``."""
    book = FontBook()
    press = Press(book, title, issuer, "", dated)
    setting = Setting(BODY_SIZE, BLOCK_WIDTH, CELL, first_indent=2 * CELL)
    body = [*set_paragraphs(told, setting, book), Line()]
    body += [line for label, text in lines for line in _cover_lines(label, text, book)]
    _print_titled(title, body, press, book, drop=2, first=5, size=BODY_SIZE)
    return press.finish().pdf


def history_pdf(title: str, entries: Sequence[tuple[str, str]], issuer: str, dated: dt.date) -> bytes:
    """A plain list of ``(when, what)``, such as a hazard's history, as pages of a volume."""
    book = FontBook()
    press = Press(book, title, issuer, "", dated)
    flow: list[Line] = []
    for when, what in entries:
        flow += _history_lines(when, what, book)
    _print_titled(title, flow, press, book, drop=0, first=2, size=SMALL_SIZE)
    return press.finish().pdf


def _print_titled(
    title: str, lines: Sequence[Line], press: Press, book: FontBook, *, drop: int, first: int, size: float
) -> None:
    """Lines from row ``first`` on of as many pages as they take, each under the title ``drop`` rows down."""
    heading = set_line(title, Role.TITLE, 22.0, book)
    room = ROWS - first
    for start in range(0, max(len(lines), 1), room):
        press.line(heading.shifted((BLOCK_WIDTH - heading.right) / 2), drop * ROW + baseline(22.0, 36.0))
        for index, line in enumerate(lines[start : start + room]):
            press.line(line, (first + index) * ROW + baseline(size))
        press.end_page(numbered=False)


def _history_lines(when: str, what: str, book: FontBook) -> list[Line]:
    label = set_line(when, Role.FANGSONG, SMALL_SIZE, book)
    setting = Setting(SMALL_SIZE, BLOCK_WIDTH - 40 * MM, SMALL_SIZE)
    lines = [line.shifted(40 * MM) for line in set_paragraphs(what, setting, book)] or [Line()]
    return [_joined(label, lines[0]), *lines[1:]]


def photos_pdf(
    title: str, photos: Sequence[PaperPhoto], photo_bytes: PhotoSource, issuer: str, dated: dt.date
) -> bytes:
    """Photos as pages of a volume; UserError for one that can't be read."""
    book = FontBook()
    press = Press(book, title, issuer, "", dated)
    for page in photo_pages("", title, arranged(photos, photo_bytes), book):
        print_photo_page(page, press)
        press.end_page(numbered=False)
    return press.finish().pdf
