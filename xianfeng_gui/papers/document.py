"""A composed paper before it is set: the same blocks become PDF (``render``) and .docx (``docx``).

Lengths are millimetres. Text is plain; ``\\n`` begins a paragraph.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from xianfeng_gui.papers.content import PaperPhoto


@dataclass(frozen=True)
class Heading:
    """A heading of the first level (一、, Hei) or the second (（一）, Kai); tied to what follows (GB/T 9704-2012, 7.3.3)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class FormLine:
    """Labels, each with a ruled blank behind it: ``(label, characters)``.

    A blank ends at the line's end at most.
    """

    fields: tuple[tuple[str, int], ...]


Block = str | Heading | FormLine
"""A paragraph, a heading, or blanks to write on."""


class HeadStyle(StrEnum):
    """The red head of a 文件 (7.2) or of a 信函 (10.1)."""

    FILE = "file"
    LETTERHEAD = "letterhead"


@dataclass(frozen=True)
class Head:
    """What stands above the body; ``preprinted`` leaves out mark and red rules, which the paper has already.

    ``signer`` stands beside the number of a paper to a superior (7.2.6), else it is empty.
    """

    mark: str
    number: str
    title: str
    preprinted: bool = False
    style: HeadStyle = HeadStyle.FILE
    signer: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs and when; ``sealed`` leaves room for the seal over name and date, the date ``inset`` characters in."""

    issuer: str
    dated: dt.date
    sealed: bool = True
    inset: int = 4


@dataclass(frozen=True)
class Imprint:
    """The imprint at the foot of the last page (7.4): who gets copies (or ""), who printed it, when.

    That of a 信函 has neither printer nor rules (10.1): ``printed_by`` is empty.
    """

    copies_to: str
    printed_by: str
    printed_on: dt.date


@dataclass(frozen=True)
class Letter:
    """An official letter; ``recipient`` may be empty; ``annexes`` are names of what is attached, ``note`` is the 附注 below
    the date, ``tail`` comes below the signature."""

    head: Head
    recipient: str
    body: tuple[Block, ...]
    signature: Signature
    annexes: tuple[str, ...] = ()
    note: str = ""
    tail: tuple[Block, ...] = ()
    imprint: Imprint | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a table, ``width`` of the 156 mm wide. A label is centred; other text begins at the left, with ``indent`` each
    paragraph two characters in; with ``right`` it ends at the right.

    Empty lines in its text stay, so that there is room to write.
    """

    text: str
    width: float
    label: bool = False
    indent: bool = False
    right: bool = False


@dataclass(frozen=True)
class TableRow:
    """Cells side by side. A ``head`` is repeated on every page that the rows below it with the same columns reach; a ``whole`` row
    is not split over pages; ``keep`` ties its end to the next row; ``least`` is its least height."""

    cells: tuple[Cell, ...]
    least: float = 9.0
    head: bool = False
    whole: bool = False
    keep: bool = False


@dataclass(frozen=True)
class TablePaper:
    """A ruled table under a title: ``issuer`` above the title, ``number`` right above the table, ``foot`` lines below it."""

    issuer: str
    title: str
    number: str
    rows: tuple[TableRow, ...]
    foot: str = ""


@dataclass(frozen=True)
class PhotoAnnex:
    """The pages of photos behind a paper: ``heading`` is 附件 or 附件2 (empty behind a table), ``title`` stands over them."""

    heading: str
    title: str
    photos: tuple[PaperPhoto, ...]


@dataclass(frozen=True)
class Document:
    """A whole paper. ``subject`` is the PDF's title; ``note`` stands on every page of a draft; ``check_code`` is the text of the
    QR code, empty for none."""

    sheet: Letter | TablePaper
    subject: str
    number: str
    issuer: str
    dated: dt.date
    annex: PhotoAnnex | None = None
    note: str = ""
    check_code: str = ""
