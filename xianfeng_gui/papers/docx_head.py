"""The head of a letter in a .docx: mark, number, rule and title at the heights that they have in the PDF.

Word and WPS put a line's baseline four fifths down its exact leading, and take distances from the paragraph above; so what is
measured from the text block's top is turned into distances here. Points.
"""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from xianfeng_gui.papers.document import Head, HeadStyle
from xianfeng_gui.papers.docx_parts import KAI, LEADING, RED, TITLE, Placing, add_rules, add_text
from xianfeng_gui.papers.fonts import ASCENT, FontBook
from xianfeng_gui.papers.letter import (
    LETTERHEAD_NUMBER_DROP,
    MARK_INK,
    MARK_LEADING,
    HeadPlaces,
    head_places,
)
from xianfeng_gui.papers.page import (
    BLOCK_WIDTH,
    BODY_SIZE,
    CELL,
    ROW,
    TITLE_LEADING,
    TITLE_SIZE,
    baseline,
)

DOWN = 0.8
"""Where a line has its baseline, as a share of its exact leading."""


def add_head(file: Any, head: Head) -> None:
    """Mark, number, rule, title; on preprinted paper the mark's room stays blank."""
    places = head_places(head, FontBook())
    y = _mark(file, head, places)
    y = _number(file, head, places, y)
    lines = [line.text for line in places.title_lines]
    first = places.title + ASCENT * TITLE_SIZE - DOWN * TITLE_LEADING
    end = first + len(lines) * TITLE_LEADING
    body = places.first_row * ROW + baseline(BODY_SIZE) - DOWN * LEADING
    placing = Placing(ALIGN.CENTER, above=first - y, below=body - end, leading=TITLE_LEADING)
    add_text(file, "\n".join(lines), TITLE, TITLE_SIZE, placing)


def _mark(file: Any, head: Head, places: HeadPlaces) -> float:
    """The mark's lines; where they end. A letterhead's begins above the text block, which a paragraph can't."""
    size, leading = places.size, places.size * MARK_LEADING
    top = max(0.0, places.mark + MARK_INK * size - DOWN * leading)
    colour = "FFFFFF" if head.preprinted else RED
    text = "\n".join(line.text for line in places.mark_lines)
    placing = Placing(ALIGN.CENTER, above=top, leading=leading)
    paragraph = add_text(file, text, TITLE, size, placing, colour)
    end = top + len(places.mark_lines) * leading
    if head.style is HeadStyle.LETTERHEAD:
        if not head.preprinted:
            add_rules(paragraph, RED, double=True, gap=11)
        end = places.rule
    return end


def _number(file: Any, head: Head, places: HeadPlaces, y: float) -> float:
    """The document number; beside it 签发人 on a paper to a superior. Where the rule is."""
    if head.style is HeadStyle.LETTERHEAD:
        add_text(file, head.number, placing=Placing(ALIGN.RIGHT, above=LETTERHEAD_NUMBER_DROP / 2))
        return y + LETTERHEAD_NUMBER_DROP / 2 + LEADING
    above = places.number + baseline(BODY_SIZE) - DOWN * LEADING - y
    if head.signer:
        paragraph = add_text(
            file, f"\u3000{head.number}", placing=Placing(above=above, right_tab=BLOCK_WIDTH - CELL)
        )
        add_text(file, "\t签发人：", onto=paragraph)
        add_text(file, head.signer, KAI, onto=paragraph)
    else:
        paragraph = add_text(file, head.number, placing=Placing(ALIGN.CENTER, above=above))
    if not head.preprinted:
        add_rules(paragraph, RED, gap=round(places.rule - (y + above + LEADING)))
        return places.rule
    return y + above + LEADING
