"""Papers: plain values in, bytes out (PDF or .docx). No database, no Qt.

``produce`` and ``produce_docx`` are the doors: a paper's content (``content``), how the office's papers look (``style``)
and its wording (``wording``) give the finished paper. ``catalogue.form`` says what a kind asks for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent
    from xianfeng_gui.papers.style import OfficeStyle
    from xianfeng_gui.papers.wording import Wording

PhotoSource = Callable[[str], bytes]
"""Gives the bytes of a photo by its SHA-256."""


@dataclass(frozen=True)
class PrintedPaper:
    """A finished paper: the PDF's bytes, its number of pages, the characters that no font has (drawn as 〓)."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]


def produce(
    content: PaperContent, office: OfficeStyle, wording: Wording, photo_bytes: PhotoSource, *, draft: bool
) -> PrintedPaper:
    """A paper as PDF; equal input gives equal bytes.

    A draft needs no number (its brackets stay empty), shows blanks as （待填）, says on every page that it is one and carries
    no QR code. Otherwise a missing number, item or photo is a UserError with the field's name. A photo that cannot be
    read is one too.
    """
    from xianfeng_gui.papers.compose import compose
    from xianfeng_gui.papers.render import to_pdf

    return to_pdf(compose(content, office, wording, draft=draft), office, photo_bytes)


def produce_merged(
    papers: Iterable[tuple[PaperContent, Wording]],
    title: str,
    office: OfficeStyle,
    dated: dt.date,
    photo_bytes: PhotoSource,
    *,
    draft: bool,
) -> PrintedPaper:
    """Many papers as one PDF with a bookmark for each, made from their contents in one go: much quicker than ``volume.merge``.

    For a batch that was issued just now, by the same wording and style; papers that were issued before are merged as they were kept.
    """
    from xianfeng_gui.papers.compose import compose
    from xianfeng_gui.papers.render import to_one_pdf

    documents = (compose(content, office, wording, draft=draft) for content, wording in papers)
    return to_one_pdf(documents, title, office, dated, photo_bytes)


def produce_docx(
    content: PaperContent, office: OfficeStyle, wording: Wording, photo_bytes: PhotoSource, *, draft: bool
) -> bytes:
    """The same paper as an editable .docx: same text, same order, fonts and sizes by the names that Word and WPS know."""
    from xianfeng_gui.papers.compose import compose
    from xianfeng_gui.papers.docx import to_docx

    return to_docx(compose(content, office, wording, draft=draft), office, photo_bytes)
