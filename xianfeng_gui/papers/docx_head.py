"""The head of a letter in a .docx: mark, number, rule and title at the heights that they have in the PDF.

Word and WPS put a line's baseline four fifths down its exact leading, and take distances from the paragraph above; so what is
measured from the text block's top is turned into distances here. Points.
"""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from xianfeng_gui.papers.document import Head, HeadStyle
from xianfeng_gui.papers.docx_boxes import add_box, add_rule
from xianfeng_gui.papers.docx_parts import DOWN, KAI, LEADING, RED, TITLE, Placing, add_text, rule_below
from xianfeng_gui.papers.fonts import ASCENT, FontBook
from xianfeng_gui.papers.letter import (
    LETTERHEAD_RULES,
    MARK_INK,
    MARK_LEADING,
    HeadPlaces,
    head_places,
    letterhead_rules,
    signer_lines,
)
from xianfeng_gui.papers.page import (
    BLOCK_WIDTH,
    BODY_SIZE,
    LEFT,
    ROW,
    TITLE_LEADING,
    TITLE_SIZE,
    TOP,
    baseline,
)


def add_head(file: Any, head: Head) -> None:
    """Mark, number, rule, title; on preprinted paper the mark's room stays blank."""
    places = head_places(head, FontBook())
    y = (
        _letterhead(file, head, places)
        if head.style is HeadStyle.LETTERHEAD
        else _file_head(file, head, places)
    )
    lines = [line.text for line in places.title_lines]
    first = places.title + ASCENT * TITLE_SIZE - DOWN * TITLE_LEADING
    end = first + len(lines) * TITLE_LEADING
    body = places.first_row * ROW + baseline(BODY_SIZE) - DOWN * LEADING
    placing = Placing(ALIGN.CENTER, above=first - y, below=body - end, leading=TITLE_LEADING)
    add_text(file, "\n".join(lines), TITLE, TITLE_SIZE, placing)


def _letterhead(file: Any, head: Head, places: HeadPlaces) -> float:
    """The head of a 信函: the number in the text block, mark and both double rules at their places of the page, since they stand
    outside it. Where the number's line ends."""
    above = places.number + baseline(BODY_SIZE, BODY_SIZE) - DOWN * LEADING
    paragraph = add_text(file, "", placing=Placing(ALIGN.RIGHT, above=above))
    if not head.preprinted:
        _page_mark(paragraph, places)
        left = LEFT + (BLOCK_WIDTH - LETTERHEAD_RULES) / 2
        for y, weight in letterhead_rules(places.rule):
            add_rule(paragraph, TOP + y, left, left + LETTERHEAD_RULES, weight, RED)
    add_text(file, head.number, onto=paragraph)
    return above + LEADING


def _page_mark(paragraph: Any, places: HeadPlaces) -> None:
    leading = places.size * MARK_LEADING
    top = TOP + places.mark + MARK_INK * places.size - DOWN * leading
    box = add_box(paragraph, LEFT, top, BLOCK_WIDTH, len(places.mark_lines) * leading)
    _mark_text(box, places, Placing(ALIGN.CENTER, leading=leading), RED)


def _mark_text(parent: Any, places: HeadPlaces, placing: Placing, colour: str) -> None:
    text = "\n".join(line.text for line in places.mark_lines)
    add_text(parent, text, TITLE, places.size, placing, colour)


def _file_head(file: Any, head: Head, places: HeadPlaces) -> float:
    """The head of a 文件: mark, number (beside it 签发人 on a paper to a superior), rule. Where the rule is."""
    leading = places.size * MARK_LEADING
    top = places.mark + MARK_INK * places.size - DOWN * leading
    placing = Placing(ALIGN.CENTER, above=top, leading=leading)
    _mark_text(file, places, placing, "FFFFFF" if head.preprinted else RED)
    y = top + len(places.mark_lines) * leading
    above = places.number + baseline(BODY_SIZE) - DOWN * LEADING - y
    paragraph = _number(file, head, above)
    if not head.preprinted:
        rule_below(paragraph, round(places.rule - (y + above + LEADING)))
        return places.rule
    return y + above + LEADING


def _number(file: Any, head: Head, above: float) -> Any:
    """The number, or beside it 签发人 and the last of the names; others stand in rows above."""
    if not head.signer:
        return add_text(file, head.number, placing=Placing(ALIGN.CENTER, above=above))
    label, names = signer_lines(head.signer, FontBook())
    paragraph = None
    for index, line in enumerate(names):
        last = index == len(names) - 1
        placing = Placing(above=0 if paragraph else above - (len(names) - 1) * LEADING)
        paragraph = add_text(file, f"\u3000{head.number}" if last else "", placing=placing)
        for stop in (label.runs[0].x, line.runs[0].x if line.runs else label.right):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(stop))
        add_text(file, "\t\t" if index else "\t签发人：", onto=paragraph)
        add_text(file, line.text, KAI, onto=paragraph)
    return paragraph
