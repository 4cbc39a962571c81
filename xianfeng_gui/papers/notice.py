"""The rectification notice (整改通知书): a supervision paper, no penalty and so without appeal clause."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from db.errors import UserError
from db.vocabulary import Grade
from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.letter import FormLine, Head, Heading, Letter, Signature, print_letter, shown_number
from xianfeng_gui.papers.numerals import chinese_date, chinese_numeral
from xianfeng_gui.papers.page import Paper, Press
from xianfeng_gui.papers.photos import Photo, in_pairs, print_photos
from xianfeng_gui.papers.wording import check_keys, read_table, template, templates

PAPER_FIELDS = (
    "recipient",
    "date",
    "inspected_on",
    "issuer",
    "number",
    "count",
    "general_count",
    "major_count",
    "contact",
)
"""Fields that every text of the wording may use."""
ITEM_FIELDS = (*PAPER_FIELDS, "numeral", "place", "grade", "hazard_number", "measure", "deadline")
"""Fields of the texts about one item."""
DRAFT_NOTE = "草稿（未编号，不得送达）"
LONGEST_LABEL = 20
"""Characters of a form label: a longer one leaves no room to write."""


@dataclass(frozen=True)
class NoticeItem:
    """One hazard. ``grade`` is the label (一般隐患, 重大隐患); place and measure may be empty."""

    number: int
    description: str
    place: str
    grade: str
    measure: str
    deadline: dt.date
    hazard_number: str


@dataclass(frozen=True)
class NoticePhoto:
    """A photo of the annex: the bytes of its file, its caption with the item's number."""

    image: bytes
    caption: str


@dataclass(frozen=True)
class Notice:
    """A rectification notice.

    ``mark`` is the issuer's mark in red (a line end in it breaks it), ``issuer`` the name that signs, ``recipient`` the site.
    ``preprinted``: red-head paper is in the printer, so mark and rule are left out; the number is printed.
    ``draft``: the number's brackets stay empty and every page says so.
    """

    mark: str
    number: str
    issuer: str
    issued_on: dt.date
    recipient: str
    inspected_on: dt.date | None
    items: tuple[NoticeItem, ...]
    photos: tuple[NoticePhoto, ...]
    contact: str
    sealed: bool = True
    preprinted: bool = False
    draft: bool = False


@dataclass(frozen=True)
class FormField:
    """A label of the service receipt and its blank's width in characters, cut at the end of the line."""

    label: str
    blank: int


@dataclass(frozen=True)
class NoticeWording:
    """The notice's texts, as ``resources/wording/notice.toml`` explains them one by one."""

    title: str
    recipient: str
    opening: str
    opening_without_inspection: str
    major_note: str
    basis: str
    items_heading: str
    item_heading: str
    item_heading_without_place: str
    item_measure: str
    item_deadline: str
    requirements_heading: str
    requirements: tuple[str, ...]
    major_requirements: tuple[str, ...]
    contact: str
    copies: str
    annex: str
    receipt_heading: str
    receipt_note: str
    receipt: tuple[tuple[FormField, ...], ...]


_ITEM_TEXTS = ("item_heading", "item_heading_without_place", "item_measure", "item_deadline")
_LISTS = ("requirements", "major_requirements")


def load_wording(text: str) -> NoticeWording:
    """Read the notice's wording from TOML; unknown keys and fields are a UserError that names them."""
    names = list(NoticeWording.__dataclass_fields__)
    table = read_table(text, names)
    values: dict[str, object] = {}
    for name in names:
        fields = ITEM_FIELDS if name in _ITEM_TEXTS else PAPER_FIELDS
        if name == "receipt":
            values[name] = _receipt(table[name])
        elif name in _LISTS:
            values[name] = templates(table, name, fields)
        else:
            values[name] = template(table, name, fields)
    return NoticeWording(**values)  # type: ignore[arg-type]  # each value was made for its name just above


def _receipt(value: object) -> tuple[tuple[FormField, ...], ...]:
    """The receipt's lines, each a list of ``{label, blank}``."""
    if not isinstance(value, list) or not all(isinstance(line, list) for line in value):
        raise UserError("文书用语“receipt”应当是方括号括起的若干行签收栏，请改正。", "receipt")
    return tuple(tuple(_form_field(field) for field in line) for line in value)


def _form_field(value: object) -> FormField:
    if not isinstance(value, dict):
        raise UserError(
            '文书用语“receipt”的每一栏应当写成{label = "名称", blank = 字数}，请改正。', "receipt"
        )
    check_keys(value, ("label", "blank"))
    label, blank = value["label"], value["blank"]
    if not isinstance(label, str) or len(label) > LONGEST_LABEL or not isinstance(blank, int) or blank < 0:
        raise UserError(
            f"签收栏“{label}”的名称不能超过{LONGEST_LABEL}个字，空格字数应为整数，请改正。", "receipt"
        )
    return FormField(label, blank)


def render_notice(notice: Notice, wording: NoticeWording) -> Paper:
    """The notice as PDF; equal input gives equal bytes."""
    _check(notice)
    book = FontBook()
    fields = _paper_fields(notice)
    subject = f"{wording.title.format(**fields)}（{notice.recipient}）"
    note = DRAFT_NOTE if notice.draft else ""
    press = Press(book, subject, notice.issuer, fields["number"], notice.issued_on, note)
    annex = wording.annex.format(**fields)
    print_letter(_letter(notice, wording, fields, annex), press, book)
    if notice.photos:
        photos = [Photo(photo.image, photo.caption) for photo in notice.photos]
        print_photos("附件", annex, in_pairs(photos), press, book)
    return press.finish()


def _check(notice: Notice) -> None:
    """Refuse a notice that says nothing to nobody."""
    if not notice.items:
        raise UserError("整改通知书至少要有一条隐患，请先选择隐患。", "items")
    for field, label in (("mark", "发文机关标志"), ("issuer", "发文机关署名"), ("recipient", "被通知单位")):
        if not getattr(notice, field).strip():
            raise UserError(f"整改通知书缺少{label}，请先填写。", field)
    if not notice.draft and not notice.number.strip():
        raise UserError("整改通知书还没有发文字号，请先编号，或按草稿打印。", "number")


def _paper_fields(notice: Notice) -> dict[str, str]:
    grades = Counter(item.grade for item in notice.items)
    major = grades[Grade.MAJOR.label]
    return {
        "recipient": notice.recipient,
        "date": chinese_date(notice.issued_on),
        "inspected_on": chinese_date(notice.inspected_on) if notice.inspected_on else "",
        "issuer": notice.issuer,
        "number": shown_number(notice.number, notice.draft),
        "count": str(len(notice.items)),
        "general_count": str(len(notice.items) - major),
        "major_count": str(major),
        "contact": notice.contact,
    }


def _letter(notice: Notice, wording: NoticeWording, fields: dict[str, str], annex: str) -> Letter:
    head = Head(notice.mark, fields["number"], wording.title.format(**fields), notice.preprinted)
    return Letter(
        head,
        wording.recipient.format(**fields),
        _body(notice, wording, fields),
        Signature(notice.issuer, notice.issued_on, notice.sealed),
        (annex,) if notice.photos else (),
        _receipt_part(wording, fields),
    )


def _body(notice: Notice, wording: NoticeWording, fields: dict[str, str]) -> tuple[str | Heading, ...]:
    major = fields["major_count"] != "0"
    opening = wording.opening if notice.inspected_on else wording.opening_without_inspection
    if major:
        opening += wording.major_note
    body: list[str | Heading] = [(opening + wording.basis).format(**fields)]
    body.append(Heading(wording.items_heading.format(**fields)))
    for item in notice.items:
        body += _item(item, wording, fields)
    body.append(Heading(wording.requirements_heading.format(**fields)))
    requirements = wording.requirements + (wording.major_requirements if major else ())
    body += [f"{index}.{text.format(**fields)}" for index, text in enumerate(requirements, 1)]
    if notice.contact.strip():
        body.append(wording.contact.format(**fields))
    return tuple(body)


def _item(item: NoticeItem, wording: NoticeWording, fields: dict[str, str]) -> list[str | Heading]:
    """Heading with place, grade and number; then description, measure and deadline."""
    own = fields | {
        "numeral": chinese_numeral(item.number),
        "place": item.place.strip(),
        "grade": item.grade,
        "hazard_number": item.hazard_number,
        "measure": item.measure.strip(),
        "deadline": chinese_date(item.deadline),
    }
    heading = wording.item_heading if own["place"] else wording.item_heading_without_place
    parts: list[str | Heading] = [Heading(heading.format(**own), 2), item.description]
    if own["measure"]:
        parts.append(wording.item_measure.format(**own))
    return [*parts, wording.item_deadline.format(**own)]


def _receipt_part(wording: NoticeWording, fields: dict[str, str]) -> tuple[str | Heading | FormLine, ...]:
    """What the site signs when it gets the notice."""
    forms = [FormLine(tuple((field.label, field.blank) for field in line)) for line in wording.receipt]
    note = [wording.receipt_note.format(**fields)] if wording.receipt_note else []
    return (Heading(wording.receipt_heading.format(**fields)), *note, *forms, wording.copies.format(**fields))
