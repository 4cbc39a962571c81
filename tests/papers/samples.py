"""Invented notices and letters, and what their PDFs hold when read back."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from PIL import Image

from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.letter import Head, Letter, Signature, print_letter
from xianfeng_gui.papers.notice import Notice, NoticeItem, NoticePhoto, NoticeWording, load_wording
from xianfeng_gui.papers.page import Paper, Press

MM = 72 / 25.4
PAGE_HEIGHT = 297 * MM
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
ROOT = Path(__file__).resolve().parents[2]
TOWN = "重庆市江津区先锋镇人民政府"
ISSUED = dt.date(2020, 11, 20)
DESCRIPTION = "一层东侧疏散通道堆放纸箱，通道净宽不足1.1米，安全出口指示标志损坏2处。"


def wording_text() -> str:
    return (ROOT / "resources/wording/notice.toml").read_text(encoding="utf-8")


def wording() -> NoticeWording:
    return load_wording(wording_text())


def picture(width: int = 400, height: int = 300, orientation: int = 1, form: str = "JPEG") -> bytes:
    """A picture whose left half is red and whose right half is blue, as it is stored."""
    image = Image.new("RGB", (width, height), (0, 0, 200))
    image.paste((200, 0, 0), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    image.save(buffer, form, exif=exif)
    return buffer.getvalue()


def item(number: int = 1, **changes: Any) -> NoticeItem:
    values: dict[str, Any] = {
        "number": number,
        "description": DESCRIPTION,
        "place": "一层东侧疏散通道",
        "grade": "一般隐患",
        "measure": "立即清理可燃物，更换损坏的标志。",
        "deadline": dt.date(2020, 12, 4),
        "hazard_number": f"XF-2020-{number:04d}",
    }
    return NoticeItem(**values | changes)


def photos(count: int) -> tuple[NoticePhoto, ...]:
    return tuple(NoticePhoto(picture(), f"隐患{i}：疏散通道") for i in range(1, count + 1))


def notice(**changes: Any) -> Notice:
    values: dict[str, Any] = {
        "mark": TOWN,
        "number": "先锋府安改〔2020〕1号",
        "issuer": TOWN,
        "issued_on": ISSUED,
        "recipient": "江津区顺达花椒制品有限公司",
        "inspected_on": dt.date(2020, 11, 18),
        "items": (item(1), item(2)),
        "photos": (),
        "contact": "陈晓明，023-00000000",
    }
    return Notice(**values | changes)


def letter(body: tuple[Any, ...], sealed: bool = True, **changes: Any) -> Paper:
    """A plain letter with the given body."""
    book = FontBook()
    press = Press(book, "测试", TOWN, "", ISSUED)
    head = Head(TOWN, "先锋府发〔2020〕137号", "关于开展检查的通知")
    signature = Signature(TOWN, ISSUED, sealed)
    print_letter(Letter(head, "各村（社区）：", body, signature, **changes), press, book)
    return press.finish()


@dataclass(frozen=True)
class Printed:
    """A line as read from the PDF; ``top`` and ``left`` of its em boxes and ``right`` in mm from the page's edges."""

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float
    fonts: frozenset[str]


def lines(pdf: bytes) -> list[Printed]:
    """All lines of a PDF from top to bottom: characters on one baseline."""
    found: list[Printed] = []
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            rows: dict[float, list[dict[str, Any]]] = defaultdict(list)
            for char in page.chars:
                rows[round(char["matrix"][5], 1)].append(char)
            for y in sorted(rows, reverse=True):
                found.append(_line(sorted(rows[y], key=lambda char: char["matrix"][4]), number))
    return found


def _line(chars: list[dict[str, Any]], page: int) -> Printed:
    size = round(chars[0]["size"], 2)
    return Printed(
        "".join(char["text"] for char in chars),
        page,
        chars[0]["x0"] / MM,
        chars[-1]["x1"] / MM,
        (PAGE_HEIGHT - chars[0]["matrix"][5] - 0.88 * size) / MM,
        size,
        frozenset(char["fontname"].split("+")[-1] for char in chars),
    )


def body_lines(pdf: bytes) -> list[Printed]:
    """The lines inside the text block."""
    return [line for line in lines(pdf) if TOP - 1 < line.top < TOP + HEIGHT]


def find(pdf: bytes, start: str) -> Printed:
    """The first line that begins with ``start``."""
    return next(line for line in lines(pdf) if line.text.strip().startswith(start))


def rules(pdf: bytes, page: int = 1) -> list[dict[str, Any]]:
    """Drawn rules of a page, from the top down."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return sorted(document.pages[page - 1].lines, key=lambda rule: rule["top"])


def images(pdf: bytes) -> list[list[dict[str, Any]]]:
    """The pictures of each page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.images for page in document.pages]
