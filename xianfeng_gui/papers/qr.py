"""The text of a paper's QR code: number, date and hash of the content, by which the office can check the paper.

Four lines: a mark, the document number, the date of issue, the first 32 hexadecimal digits of the content's SHA-256. The same
text stands in the PDF's keywords, so that a file can be checked without a picture.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from db.errors import UserError
from xianfeng_gui.papers.content import PaperContent

MARK = "XFAQ1"
DIGITS = 32
_TYPED = re.compile(
    rf"{MARK}\s*(.+?)\s*(\d{{4}}-\d\d-\d\d)\s*([0-9a-f]{{{DIGITS}}})", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class CheckCode:
    """What a QR code says."""

    number: str
    issued_on: dt.date
    digest: str

    def matches(self, content: PaperContent) -> bool:
        """Whether it was printed on a paper with this very content."""
        return check_code(content) == self.text()

    def same_content(self, content: PaperContent) -> bool:
        """Whether the hash is this content's, whatever the number reads: some scanners can't type Chinese."""
        return self.digest == content.digest()[:DIGITS]

    def text(self) -> str:
        """The text as it is encoded."""
        return "\n".join((MARK, self.number, self.issued_on.isoformat(), self.digest))


def check_code(content: PaperContent) -> str:
    """The QR code's text for an issued paper."""
    return CheckCode(content.number, content.issued_on, content.digest()[:DIGITS]).text()


def read_code(text: str) -> CheckCode:
    """Read the text of a QR code as a scanner types it: with line ends, blanks or nothing between its parts, in whatever case;
    UserError for any other text."""
    found = _TYPED.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        number, issued_on, digest = found.groups()
        return CheckCode(number.strip(), dt.date.fromisoformat(issued_on), digest.lower())
    except ValueError as error:
        raise UserError("这不是本程序文书上的核验码，请重新扫描") from error


def code_of_pdf(pdf: bytes) -> CheckCode | None:
    """The code in a PDF's keywords; None for a draft or a PDF from elsewhere, UserError for what is no PDF."""
    from pypdf.errors import PyPdfError

    from xianfeng_gui.papers.reading import reader

    try:
        metadata = reader(pdf).metadata
    except (PyPdfError, ValueError, OSError) as error:
        raise UserError("这个文件不是可以读取的PDF，请选择由本程序出具的文书") from error
    keywords = str(metadata.get("/Keywords", "")) if metadata else ""
    return read_code(keywords) if keywords.startswith(MARK) else None
