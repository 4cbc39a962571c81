"""The imprint of a letter in a .docx: at the foot of its last page, where the PDF has it (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from xianfeng_gui.papers.document import Imprint
from xianfeng_gui.papers.docx_boxes import Box, add_box, add_rule
from xianfeng_gui.papers.docx_parts import DOWN, FANGSONG, LEADING, Placing, add_text
from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.letter import imprint_rows, printed_day, printer_lines
from xianfeng_gui.papers.page import BLOCK_WIDTH, LEFT, ROW, ROWS, SMALL_SIZE, TOP, baseline

BLACK = "000000"
_WIDTH = BLOCK_WIDTH - 2 * SMALL_SIZE


def add_imprint(file: Any, imprint: Imprint) -> None:
    """Who gets copies, who printed it and when, between rules.

    They hang on a blank paragraph with as much room above as they take: where the page has it not, that goes to a new page, and
    what is kept with it goes along.
    """
    book = FontBook()
    rows = imprint_rows(imprint, book)
    hook = add_text(file, "", placing=Placing(above=len(rows) * LEADING - 1, leading=1))
    top = TOP + (ROWS - len(rows)) * ROW
    for index, row in enumerate(rows):
        for y, weight in ((top + index * ROW, row.rule_above), (top + (index + 1) * ROW, row.rule_below)):
            if weight:
                add_rule(hook, y, LEFT, LEFT + BLOCK_WIDTH, weight, BLACK)
    lines = top + baseline(SMALL_SIZE) - DOWN * LEADING
    box = add_box(hook, LEFT + SMALL_SIZE, lines, _WIDTH, len(rows) * ROW)
    if imprint.copies_to:
        _copies(box, imprint.copies_to)
    if imprint.printed_by:
        name = "\n".join(line.text for line in printer_lines(imprint, book))
        last = add_text(box, name, FANGSONG, SMALL_SIZE, Placing(right_tab=_WIDTH))
        add_text(box, f"\t{printed_day(imprint)}", FANGSONG, SMALL_SIZE, onto=last)


def _copies(box: Box, copies_to: str) -> None:
    """Further lines begin below the first name, three characters in."""
    paragraph = add_text(box, f"抄送：{copies_to}。", FANGSONG, SMALL_SIZE)
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Pt(3 * SMALL_SIZE), Pt(-3 * SMALL_SIZE)
