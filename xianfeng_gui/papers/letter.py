"""The official letter of GB/T 9704-2012: head, title, recipient, body, signature, imprint.

Section numbers in the docstrings are those of the standard.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.papers.document import (
    Block,
    FormLine,
    Head,
    Heading,
    HeadStyle,
    Imprint,
    Letter,
    Signature,
)
from xianfeng_gui.papers.flow import KEPT_BLANK, Row, kept, paginate, rows, tie_last
from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.numerals import chinese_date
from xianfeng_gui.papers.page import (
    BLOCK_WIDTH,
    BODY,
    BODY_SIZE,
    CELL,
    MM,
    PAGE_HEIGHT,
    RED,
    ROW,
    ROWS,
    SMALL_SIZE,
    TITLE_LEADING,
    TITLE_SIZE,
    TOP,
    Press,
    baseline,
)
from xianfeng_gui.papers.qr_mark import LARGE_CODE, SMALL_CODE
from xianfeng_gui.papers.text import Line, Setting, remembered, set_balanced, set_line, set_paragraphs

MARK_DROP = 35 * MM
"""From the text block's top to the mark's (7.2.4)."""
MARK_SIZE, MARK_SMALLEST = 48.0, 24.0
"""Sizes of the mark in points; the standard leaves them to the issuer."""
MARK_INK = 0.85
"""Top of the mark's characters above the baseline, in em (measured from the face)."""
MARK_LEADING = 1.2
"""Distance of the lines of a mark, in em."""
RULE_DROP = 4 * MM
"""From the document number down to the red rule (7.2.7)."""
RULE_WEIGHT = 1.5
LETTERHEAD_TOP = 30 * MM - TOP
"""A letterhead's mark begins 30 mm below the page's top edge (10.1)."""
LETTERHEAD_RULES = 170 * MM
"""Width of a letterhead's double rules; the lower one runs 20 mm above the page's bottom edge."""
LETTERHEAD_FOOT = PAGE_HEIGHT - 20 * MM - TOP
LETTERHEAD_NUMBER_DROP = BODY_SIZE * 7 / 8
THICK, THIN, RULE_GAP = 2.0, 0.75, 2.4
"""Weights of a double rule's lines and the distance of their middles, in points."""
SLACK = 0.4
"""How much of a row the title may reach into before it counts: rows have that much air above their text."""
BODY_LINES_WITH_SIGNATURE = 2
"""A signature never stands on a page without text (7.3.5.5)."""
SIGNER_WIDTH = 13 * CELL
"""Room of 签发人 and names beside the number."""
ROOM_TO_SIGN = 4
"""Characters that are left free for a name that is written by hand."""
SHORTEST_BLANK = 4
"""Characters to which a long blank may shrink before its label goes to a new row."""


def print_letter(letter: Letter, press: Press, book: FontBook, check_code: str = "") -> None:
    """Print all pages of a letter, the QR code of ``check_code`` on the last of them; annex pages may follow."""
    first_row = print_head(letter.head, press, book)
    stream = _stream(letter, book)
    pages = paginate(stream, ROWS - first_row)
    if letter.imprint:
        _append_imprint(pages, imprint_rows(letter.imprint, book), ROWS - first_row)
    for index, page in enumerate(pages):
        print_rows(page, press, 0 if index else first_row)
        letterhead = letter.head.style is HeadStyle.LETTERHEAD and not index
        if check_code and index == len(pages) - 1:
            press.check_code(check_code, SMALL_CODE if letterhead else LARGE_CODE)
        # the first page of a 信函 shows no page number (10.1)
        press.end_page(numbered=not letterhead)


def print_rows(page: Sequence[Row], press: Press, first_row: int) -> None:
    """Print rows of a page from row ``first_row`` on."""
    for index, row in enumerate(page, first_row):
        top = index * ROW
        press.line(row.line, top + baseline(row.size))
        if row.rule_above:
            press.rule(top, width=row.rule_above)
        if row.rule_below:
            press.rule(top + ROW, width=row.rule_below)


@dataclass(frozen=True)
class HeadPlaces:
    """The lines of mark and title, and how high the parts of a head stand: the mark's ``size``, tops of mark, number, title,
    the rule's middle (of a letterhead the upper one of its upper pair), the title's bottom, the first row below; points
    from the text block's top."""

    mark_lines: tuple[Line, ...]
    title_lines: tuple[Line, ...]
    size: float
    mark: float
    number: float
    rule: float
    title: float
    title_bottom: float
    first_row: int


@remembered
def head_places(head: Head, book: FontBook) -> HeadPlaces:
    """Where the parts of a head belong (7.2.4-7.3.1, for a 信函 10.1); its number does not matter."""
    letterhead = head.style is HeadStyle.LETTERHEAD
    size, mark = set_mark(head.mark.removesuffix("文件") if letterhead else head.mark, book)
    top = LETTERHEAD_TOP if letterhead else MARK_DROP
    bottom = top + ((len(mark) - 1) * MARK_LEADING + 1) * size
    if letterhead:
        rule = bottom + RULE_DROP
        number = rule + RULE_GAP + LETTERHEAD_NUMBER_DROP
        title = number + BODY_SIZE + 2 * ROW
    else:
        # names above the number's row need more room when they are many
        number = bottom + max(2, len(signer_lines(head.signer, book)[1])) * ROW
        rule = number + (ROW + BODY_SIZE) / 2 + RULE_DROP
        title = rule + 2 * ROW
    lines = set_balanced(head.title, Role.TITLE, TITLE_SIZE, BLOCK_WIDTH, book)
    title_bottom = title + (len(lines) - 1) * TITLE_LEADING + TITLE_SIZE
    first_row = min(ROWS - 2, math.ceil(title_bottom / ROW - SLACK) + 1)  # one row blank below the title
    return HeadPlaces(tuple(mark), tuple(lines), size, top, number, rule, title, title_bottom, first_row)


def print_head(head: Head, press: Press, book: FontBook) -> int:
    """Print mark, number, rule and title; the index of the first free row."""
    places = head_places(replace(head, number=""), book)  # the number is all that differs from paper to paper
    if not head.preprinted:
        _print_mark(places, head.style, press)
    if head.style is HeadStyle.LETTERHEAD:
        number = set_line(head.number, Role.FANGSONG, BODY_SIZE, book, CELL)
        y = places.number + baseline(BODY_SIZE, BODY_SIZE)
        press.line(number.shifted(BLOCK_WIDTH - number.right), y)
    else:
        _print_number(head, places.number, press, book)
    for index, line in enumerate(places.title_lines):
        press.line(line, places.title + index * TITLE_LEADING + baseline(TITLE_SIZE, TITLE_SIZE))
    return places.first_row


def _print_mark(places: HeadPlaces, style: HeadStyle, press: Press) -> None:
    """The mark and the red rules: one below the number, or a letterhead's two pairs."""
    for index, line in enumerate(places.mark_lines):
        press.line(line, places.mark + (index * MARK_LEADING + MARK_INK) * places.size, RED)
    if style is HeadStyle.FILE:
        press.rule(places.rule, width=RULE_WEIGHT, colour=RED)
        return
    start = (BLOCK_WIDTH - LETTERHEAD_RULES) / 2
    for y, weight in letterhead_rules(places.rule):
        press.rule(y, start, start + LETTERHEAD_RULES, weight, RED)


def letterhead_rules(upper: float) -> tuple[tuple[float, float], ...]:
    """Height and weight of a letterhead's rules: thick over thin below the mark, thin over thick at the page's foot (10.1)."""
    foot = LETTERHEAD_FOOT - RULE_GAP
    return (upper, THICK), (upper + RULE_GAP, THIN), (foot, THIN), (foot + RULE_GAP, THICK)


def _print_number(head: Head, top: float, press: Press, book: FontBook) -> None:
    """The number in the middle, or at the left of who signs (7.2.6)."""
    number = set_line(head.number, Role.FANGSONG, BODY_SIZE, book, CELL)
    if head.signer:
        _print_signer(head.signer, top, press, book)
    left = CELL if head.signer else (BLOCK_WIDTH - number.right) / 2
    press.line(number.shifted(left), top + baseline(BODY_SIZE))


def _print_signer(signer: str, top: float, press: Press, book: FontBook) -> None:
    """签发人 and names, the last name in the number's row."""
    label, names = signer_lines(signer, book)
    top -= (len(names) - 1) * ROW
    press.line(label, top + baseline(BODY_SIZE))
    for index, line in enumerate(names):
        press.line(line, top + index * ROW + baseline(BODY_SIZE))


def signer_lines(signer: str, book: FontBook) -> tuple[Line, list[Line]]:
    """签发人, and behind it the names in lines below each other, one character in from the right (7.2.6); without a name the room
    to sign."""
    label = set_line("签发人：", Role.FANGSONG, BODY_SIZE, book, CELL)
    room = Setting(BODY_SIZE, SIGNER_WIDTH - label.right, CELL, justified=False)
    names = set_paragraphs(_names_by_rows(signer), room, book, Role.KAI) or [Line(right=ROOM_TO_SIGN * CELL)]
    left = BLOCK_WIDTH - CELL - max(line.right for line in names)
    return label.shifted(left - label.right), [line.shifted(left) for line in names]


def _names_by_rows(signer: str) -> str:
    """Several names as lines of as many as a row has room for, so that none is broken."""
    room = int(SIGNER_WIDTH / CELL) - len("签发人：")
    found: list[str] = []
    for name in signer.split("、"):
        joined = f"{found[-1]}、{name}" if found else name
        if found and len(joined) <= room:
            found[-1] = joined
        else:
            found.append(name)
    return "\n".join(found)


def set_mark(mark: str, book: FontBook) -> tuple[float, list[Line]]:
    """The issuer's mark in the largest size that fits; size in points and the centred lines.

    It has a line for each line of ``mark``; what would come out too small is cut into two.
    """
    parts = mark.strip().split("\n")
    widest = max(set_line(part, Role.TITLE, 1.0, book).right for part in parts)
    size = min(MARK_SIZE, BLOCK_WIDTH / max(widest, 1.0))
    if size < MARK_SMALLEST:
        size = min(MARK_SMALLEST, 2 * 0.93 * BLOCK_WIDTH / widest)
        return size, set_balanced(mark, Role.TITLE, size, BLOCK_WIDTH, book)
    lines = [set_line(part, Role.TITLE, size, book) for part in parts]
    return size, [line.shifted((BLOCK_WIDTH - line.right) / 2) for line in lines]


def _stream(letter: Letter, book: FontBook) -> list[Row]:
    """All rows between head and imprint."""
    flush = Setting(BODY_SIZE, BLOCK_WIDTH, CELL)
    stream = rows(set_paragraphs(letter.recipient, flush, book))
    for part in letter.body:
        stream += part_rows(part, book)
    signature = [*annex_note(letter.annexes, book), *signature_rows(letter.signature, book)]
    if letter.note:
        signature += rows(set_paragraphs(letter.note, BODY, book))
    if letter.tail:
        # What is signed for never stands alone: signature and the last lines of the body go with it to a new page.
        signature += [KEPT_BLANK, *(row for part in letter.tail for row in part_rows(part, book))]
    return tie_last(stream, BODY_LINES_WITH_SIGNATURE) + kept(signature)


def part_rows(part: Block, book: FontBook) -> list[Row]:
    """The rows of one part of a body."""
    if isinstance(part, FormLine):
        return form_rows(part, book)
    if isinstance(part, Heading):
        role = Role.HEI if part.level == 1 else Role.KAI
        return rows(set_paragraphs(part.text, BODY, book, role), keep=True)
    return rows(set_paragraphs(part, BODY, book))


def form_rows(form: FormLine, book: FontBook) -> list[Row]:
    """Labels and blanks one after the other, from two characters in; what has no room goes to a new row."""
    lines = [Line(right=2 * CELL)]
    for label, cells in form.fields:
        text = set_line(label, Role.FANGSONG, BODY_SIZE, book, CELL)
        needed = text.right + min(cells, SHORTEST_BLANK) * CELL
        if lines[-1].runs and lines[-1].right + needed > BLOCK_WIDTH:
            lines.append(Line(right=2 * CELL))
        lines[-1] = _with_field(lines[-1], text.shifted(lines[-1].right), cells)
    return rows(lines)


def _with_field(line: Line, label: Line, cells: int) -> Line:
    """A form line with one more label and the blank behind it."""
    end = min(label.right + cells * CELL, BLOCK_WIDTH)
    blank = ((label.right, end),) if end > label.right else ()
    return Line(line.runs + label.runs, max(end, label.right), line.blanks + blank)


def annex_note(annexes: Sequence[str], book: FontBook) -> list[Row]:
    """“附件：” and the annexes' names, one row below the body, two characters in (7.3.4)."""
    if not annexes:
        return []
    stream = [KEPT_BLANK]
    for index, name in enumerate(annexes, 1):
        start = "附件：" if index == 1 else "\u3000\u3000\u3000"
        number = f"{index}." if len(annexes) > 1 else ""
        hanging = Setting(BODY_SIZE, BLOCK_WIDTH, CELL, first_indent=2 * CELL, indent=5 * CELL)
        stream += rows(set_paragraphs(start + number + name, hanging, book))
    return stream


@remembered
def signature_rows(signature: Signature, book: FontBook) -> tuple[Row, ...]:
    """Issuer and date (7.3.5).

    Sealed: the name centred over a date four characters in (``inset``). Unsealed: the name two characters in, the date
    begins two characters right of it.
    """
    date = set_line(chinese_date(signature.dated), Role.FANGSONG, BODY_SIZE, book, CELL)
    name = _name_lines(signature.issuer, book)
    widest = max(line.right for line in name)
    if signature.sealed:
        date_left = BLOCK_WIDTH - signature.inset * CELL - date.right
        centre = min(date_left + date.right / 2, BLOCK_WIDTH - widest / 2)
        lines = [line.shifted(centre - line.right / 2) for line in name]
        # two rows above: a seal of 42 mm over name and date reaches up to within a row of the text
        return (KEPT_BLANK, KEPT_BLANK, *rows(lines), Row(date.shifted(date_left)))
    name_left = BLOCK_WIDTH - 2 * CELL - widest
    date_left = min(name_left + 2 * CELL, BLOCK_WIDTH - 2 * CELL - date.right)
    name_left = min(name_left, date_left - 2 * CELL)
    lines = [line.shifted(name_left) for line in name]
    return (KEPT_BLANK, *rows(lines), Row(date.shifted(date_left)))


def _name_lines(issuer: str, book: FontBook) -> list[Line]:
    """The issuer's name in lines that begin at x = 0, no longer than half the text block and a bit."""
    setting = Setting(BODY_SIZE, 18 * CELL, CELL, justified=False)
    return set_paragraphs(issuer, setting, book)


def imprint_rows(imprint: Imprint, book: FontBook) -> list[Row]:
    """Imprint rows (7.4.3): thick rules outside, a thin one between, one character in on both sides."""
    setting = Setting(SMALL_SIZE, BLOCK_WIDTH - 2 * SMALL_SIZE, SMALL_SIZE, indent=3 * SMALL_SIZE)
    copies = f"抄送：{imprint.copies_to}。" if imprint.copies_to else ""
    copied = [line.shifted(SMALL_SIZE) for line in set_paragraphs(copies, setting, book)]
    if not imprint.printed_by:
        return [Row(line, True, SMALL_SIZE) for line in copied]
    printed = [line.shifted(SMALL_SIZE) for line in printer_lines(imprint, book)]
    right = set_line(printed_day(imprint), Role.FANGSONG, SMALL_SIZE, book)
    right = right.shifted(BLOCK_WIDTH - SMALL_SIZE - right.right)
    printed[-1] = Line(printed[-1].runs + right.runs, right.right)
    lines, thick = [*copied, *printed], 0.35 * MM
    above = {len(copied): 0.25 * MM, 0: thick}
    return [
        Row(line, True, SMALL_SIZE, above.get(index, 0.0), thick if index == len(lines) - 1 else 0.0)
        for index, line in enumerate(lines)
    ]


def printer_lines(imprint: Imprint, book: FontBook) -> list[Line]:
    """Who printed it, from x = 0: a long name in lines below each other at the left of the date, which stands in the last."""
    date = set_line(printed_day(imprint), Role.FANGSONG, SMALL_SIZE, book)
    room = BLOCK_WIDTH - 2 * SMALL_SIZE - date.right - SMALL_SIZE
    return set_paragraphs(imprint.printed_by, Setting(SMALL_SIZE, room, SMALL_SIZE, justified=False), book)


def printed_day(imprint: Imprint) -> str:
    """The day of printing as the imprint has it."""
    return f"{chinese_date(imprint.printed_on)}印发"


def imprint_room(imprint: Imprint | None, book: FontBook) -> float:
    """What an imprint needs at the foot of a page of photos, the blank row above it included; points."""
    return (len(imprint_rows(imprint, book)) + 1) * ROW if imprint else 0.0


def _last_group(page: Sequence[Row]) -> int:
    """Where the last rows of a page begin that stay together."""
    start = len(page) - 1
    while start > 0 and page[start - 1].keep:
        start -= 1
    return start


def _append_imprint(pages: list[list[Row]], imprint: list[Row], first_room: int) -> None:
    """Put the imprint at the foot of the last page; where it has no room, of a new one, to which the signature and the lines
    tied to it go along, so that no page holds an imprint only."""
    room = first_room if len(pages) == 1 else ROWS
    if len(pages[-1]) + len(imprint) > room:
        start = _last_group(pages[-1])
        pages.append(pages[-1][start:] if start else [])
        if start:
            del pages[-2][start:]
        room = ROWS
    gap = room - len(pages[-1]) - len(imprint)
    pages[-1] += [KEPT_BLANK] * gap + imprint
