"""Invented papers of every kind, and what their PDFs hold when read back."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import subprocess
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
from PIL import Image

from db.vocabulary import PaperKind
from xianfeng_gui.papers import PrintedPaper, produce
from xianfeng_gui.papers.catalogue import form
from xianfeng_gui.papers.content import PaperContent, PaperItem, PaperPhoto
from xianfeng_gui.papers.document import Head, Letter, Signature
from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.forms import FieldKind
from xianfeng_gui.papers.letter import print_letter
from xianfeng_gui.papers.page import Press
from xianfeng_gui.papers.style import OfficeStyle
from xianfeng_gui.papers.wording import Wording, load_wording

MM = 72 / 25.4
PAGE_HEIGHT = 297 * MM
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
ROOT = Path(__file__).resolve().parents[2]
TOWN = "重庆市江津区先锋镇人民政府"
OFFICE = OfficeStyle(issuer=TOWN, mark=TOWN)
ISSUED = dt.date(2020, 11, 20)
DESCRIPTION = "一层东侧疏散通道堆放纸箱，通道净宽不足1.1米，安全出口指示标志损坏2处。"
SITE = "江津区顺达花椒制品有限公司"
VALUES = {
    "recipient": SITE,
    "site": SITE,
    "address": "先锋镇绣庄村2组",
    "legal_rep": "罗某",
    "legal_rep_post": "总经理",
    "legal_rep_phone": "023-00000001",
    "companion": "周某",
    "companion_post": "安全员",
    "companion_phone": "023-00000002",
    "place": "一层生产车间",
    "starts_at": "09:30",
    "ends_at": "11:00",
    "officers": "何某 50011901001\n陈某 50011901002",
    "certificates_shown": "1",
    "findings": "对该单位一层生产车间、仓库和配电室进行了检查，查阅了安全生产责任制、教育培训记录和应急预案。",
    "contact": "陈晓明，023-00000000",
    "earlier_title": "安全隐患整改通知书",
    "earlier_number": "先锋府安改〔2020〕1号",
    "opinion": "",
    "paper_title": "安全隐患整改通知书",
    "paper_number": "先锋府安改〔2020〕1号",
    "copies": "1份",
    "way": "signed",
    "signer": "刘某某",
    "level": "township",
    "facts": "2020年12月5日复查时，疏散通道仍被占用。已两次电话督促、一次上门督促",
    "reasons": "单位以订单紧张为由未安排整改，逾期未整改到位",
    "suggestion": "建议由区级部门依法查处。",
    "risk": "发生火灾时人员无法及时疏散",
    "materials": "现场检查记录\n安全隐患整改通知书",
    "summoned": "罗某（总经理）",
    "meets_at": "14:30",
    "host": "镇长王某",
    "topics": "隐患整改情况和下一步安排。",
    "requirements": "一是立即开展自查；二是按期整改到位。",
    "supervisor": TOWN,
    "person": "罗某",
    "review": "疏散通道已清理完毕，标志已更换，运行正常。",
    "goals": "清理疏散通道，保持畅通。",
    "methods": "清运杂物，划定堆放区。",
    "funds": "自筹2万元。",
    "bodies": "总经理罗某负总责，安全员周某具体负责。",
    "time_limit": "2020年12月31日前完成。",
    "safety": "整改期间停止使用东侧仓库，安排专人值守。",
    "source": "监督检查",
    "rectification": "纸箱已全部清运，标志已更换。",
    "reinspectors": "何某、陈某",
    "conclusion": "经复查，已整改到位。",
    "review_body": "重庆市江津区人民政府",
    "court": "重庆市江津区人民法院",
    "danger": "车间粉尘浓度高，通风设施失效",
    "measures": "从危险区域内撤出作业人员\n暂时停止使用东侧仓库",
}
"""What the fields of the samples hold; dates are the 18th."""


def wording_text(kind: PaperKind = PaperKind.NOTICE) -> str:
    return (ROOT / f"resources/wording/{kind.value}.toml").read_text(encoding="utf-8")


@cache
def wording(kind: PaperKind = PaperKind.NOTICE) -> Wording:
    return load_wording(kind, wording_text(kind))


@cache
def picture(width: int = 400, height: int = 300, orientation: int = 1, form: str = "JPEG") -> bytes:
    """A picture whose left half is red and whose right half is blue, as it is stored."""
    image = Image.new("RGB", (width, height), (0, 0, 200))
    image.paste((200, 0, 0), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    image.save(buffer, form, exif=exif)
    return buffer.getvalue()


def stored(sha256: str) -> bytes:
    """The bytes of the samples' photos, whatever their name."""
    return picture()


def item(number: int = 1, **changes: Any) -> PaperItem:
    values: dict[str, Any] = {
        "number": number,
        "description": DESCRIPTION,
        "place": "一层东侧疏散通道",
        "measure": "立即清理可燃物，更换损坏的标志",
        "deadline": "2020-12-04",
        "hazard_number": f"XF-2020-{number:04d}",
        "outcome": "rectified",
        "basis": "《中华人民共和国消防法》第二十八条",
    }
    return PaperItem(**values | changes)


def items(count: int, **changes: Any) -> tuple[PaperItem, ...]:
    return tuple(item(number, **changes) for number in range(1, count + 1))


def photos(count: int) -> tuple[PaperPhoto, ...]:
    sha256 = hashlib.sha256(picture()).hexdigest()
    return tuple(PaperPhoto(sha256, f"隐患{i}：疏散通道") for i in range(1, count + 1))


def content(kind: PaperKind = PaperKind.NOTICE, **changes: Any) -> PaperContent:
    """A paper of a kind with two items; ``changes`` are attributes, or values of its fields."""
    shape = form(kind)
    filled = {
        spec.name: "2020-11-18" if spec.kind is FieldKind.DATE else VALUES.get(spec.name, "")
        for spec in shape.fields
    }
    values = {name: changes.pop(name) for name in list(changes) if name in filled}
    plain = PaperContent(
        kind, "先锋府安改〔2020〕1号", ISSUED, filled | values, items(2) if shape.has_items else ()
    )
    return replace(plain, **changes)


def paper(
    kind: PaperKind = PaperKind.NOTICE, office: OfficeStyle = OFFICE, draft: bool = False, **changes: Any
) -> PrintedPaper:
    """The PDF of ``content(kind, ...)``."""
    return produce(content(kind, **changes), office, wording(kind), stored, draft=draft)


def letter(body: tuple[Any, ...], sealed: bool = True, **changes: Any) -> PrintedPaper:
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


def said(pdf: bytes) -> str:
    """The text without line ends and page numbers."""
    return "".join(line.text for line in lines(pdf) if not line.text.startswith("— "))


def extracted(pdf: bytes) -> str:
    """The text as pdftotext takes it out, without spaces and line ends: much quicker than ``said``."""
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    assert found.stderr == b""
    return "".join(found.stdout.decode().split())


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
