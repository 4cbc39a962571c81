"""The pieces that a .docx is made of: page, footers, text in the official fonts. Sizes and distances are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xianfeng_gui.papers.fonts import clean

FANGSONG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
"""Names of the fonts that GB/T 9704 asks for, as Word and WPS know them."""
RED = "D90000"
LEADING = 28.95
"""22 lines to the text block's 225 mm, in whole twentieths of a point: 29 would leave room for 21."""
DOWN = 0.8
"""Where a line has its baseline, as a share of its exact leading."""
BODY_SIZE = 16.0
TIGHTER = -0.25
"""Points between characters of the body, so that 28 of them fill a line of 156 mm."""


@dataclass(frozen=True)
class Placing:
    """How a paragraph stands: alignment, first-line indent in characters, space above and below, distance from the right edge,
    leading (the grid's unless given), whether it stays with the next, a right tab."""

    align: Any = None
    indent: int = 0
    above: float = 0.0
    below: float = 0.0
    right: float = 0.0
    leading: float = LEADING
    keep: bool = False
    right_tab: float = 0.0


def page_setup(file: Any, note: str, *, first_page_differs: bool, table: bool) -> None:
    """A4 with the margins of GB/T 9704 (a table begins higher) and its grid of 22 lines; ``note`` above every page."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    # A table of ours that fills a page to its end must do so here too, where the rules take room.
    section.top_margin, section.bottom_margin = Mm(22 if table else 37), Mm(31 if table else 35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    section.different_first_page_header_footer = first_page_differs
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    normal = file.styles["Normal"]
    _face(normal, FANGSONG, BODY_SIZE)
    normal.paragraph_format.space_after = Pt(0)
    _speak_chinese(file, normal)
    if note:
        add_text(section.header, note, HEI, 14, onto=section.header.paragraphs[0])
        add_text(section.even_page_header, note, HEI, 14, onto=section.even_page_header.paragraphs[0])
        if first_page_differs:
            add_text(section.first_page_header, note, HEI, 14, onto=section.first_page_header.paragraphs[0])


def _speak_chinese(file: Any, normal: Any) -> None:
    """Chinese rules for the beginnings and ends of lines, and no air that nobody typed beside Latin letters and digits."""
    (language,) = file.styles.element.iter(qn("w:lang"))
    language.set(qn("w:eastAsia"), "zh-CN")
    form = normal.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        form.insert_element_before(off, "w:spacing", "w:ind", "w:jc")


def footers(file: Any, *, of_total: bool) -> None:
    """Page numbers: outside between dashes, or 第1页 共2页 in the middle."""
    section = file.sections[0]
    file.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER if of_total else align
        inset = paragraph.paragraph_format
        if not of_total:
            inset.left_indent = inset.right_indent = Pt(BODY_SIZE)
        parts = ("第", "PAGE", "页 共", "NUMPAGES", "页") if of_total else ("— ", "PAGE", " —")
        for part in parts:
            if part.isupper():
                _field(paragraph, part)
            else:
                add_text(footer, part, SONG, 14, onto=paragraph)


def add_text(
    parent: Any,
    text: str,
    font: str = FANGSONG,
    size: float = BODY_SIZE,
    placing: Placing | None = None,
    colour: str = "",
    *,
    onto: Any = None,
    underlined: bool = False,
) -> Any:
    """A paragraph with a text in one font, or more text at the end of the paragraph ``onto``; returns the paragraph."""
    paragraph = parent.add_paragraph() if onto is None else onto
    if onto is None:
        _place(paragraph, placing or Placing(), size)
    if text:
        run = paragraph.add_run(_printable(text))
        _face(run, font, size)
        run.font.underline = underlined or None
        if size == BODY_SIZE:
            _tighten(run)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
    return paragraph


def _printable(text: str) -> str:
    """Without what XML can't hold; the tabs of a paragraph's own stay."""
    return "\t".join(clean(part) for part in text.split("\t")).encode("utf-8", "replace").decode("utf-8")


def _place(paragraph: Any, placing: Placing, size: float) -> None:
    form = paragraph.paragraph_format
    paragraph.alignment = placing.align
    form.space_before, form.space_after = Pt(placing.above), Pt(placing.below)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(placing.leading)
    if placing.indent:
        form.first_line_indent = Pt(placing.indent * (size + (TIGHTER if size == BODY_SIZE else 0)))
    if placing.right:
        form.right_indent = Pt(placing.right)
    if placing.right_tab:
        form.tab_stops.add_tab_stop(Pt(placing.right_tab), WD_TAB_ALIGNMENT.RIGHT)
    form.keep_with_next = placing.keep or None
    form.widow_control = placing.keep  # else a page would not have all its 22 lines


def _face(styled: Any, font: str, size: float) -> None:
    """Font and size of a run or style, for Chinese and Latin alike."""
    styled.font.name = font
    styled.font.size = Pt(size)
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _tighten(run: Any) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(TIGHTER * 20)))
    run._r.get_or_add_rPr().insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u"
    )


def rule_below(paragraph: Any, gap: int) -> None:
    """The red rule below a paragraph, ``gap`` points from its line."""
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", str(gap)), ("color", RED)):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    )


def _field(paragraph: Any, name: str) -> None:
    """A number that Word fills in: PAGE or NUMPAGES."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        _face(run, SONG, 14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = name
        run._r.append(mark)
