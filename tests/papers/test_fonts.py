"""Every character comes back out of the PDF, or is reported."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.papers.samples import ISSUED, lines
from xianfeng_gui.papers.fonts import FontBook, Role, clean, load
from xianfeng_gui.papers.numerals import chinese_numeral
from xianfeng_gui.papers.page import BODY, ROW, Paper, Press
from xianfeng_gui.papers.text import set_paragraphs

RARE = "㎡㎥垚喆堃頔洑浬㳇𬭎㙦㙍✓⚠•①～☆"


@cache
def characters(role: Role) -> tuple[str, ...]:
    """All visible characters that a paper can print in a role."""
    codes = set(load(role).face.charToGlyph) | set(load(Role.SONG).face.charToGlyph)
    found = (chr(code) for code in sorted(codes))
    return tuple(char for char in found if unicodedata.category(char) not in ("Cc", "Cf", "Zs"))


def printed(text: str, role: Role) -> Paper:
    """The text on as many rows as it takes, one page."""
    book = FontBook()
    press = Press(book, "", "", "", ISSUED)
    for index, line in enumerate(set_paragraphs(text, BODY, book, role)):
        press.line(line, index * ROW)
    press.end_page()
    return press.finish()


def extracted(paper: Paper) -> str:
    return "".join(line.text for line in lines(paper.pdf)[:-1])


@pytest.mark.parametrize("role", Role)
@given(data=st.data())
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
def test_every_character_comes_back(role: Role, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(characters(role)), min_size=1, max_size=300)))
    paper = printed(text, role)
    assert extracted(paper) == text
    assert paper.missing == ()


@pytest.mark.parametrize("role", Role)
def test_characters_beyond_the_basic_plane_come_back(role: Role) -> None:
    text = "".join(char for char in characters(role) if ord(char) > 0xFFFF)
    assert len(text) >= 196
    assert extracted(printed(text, role)) == text


@pytest.mark.parametrize("role", Role)
def test_rare_characters_of_names_come_from_song(role: Role) -> None:
    paper = printed("中" + RARE, role)
    assert extracted(paper) == "中" + RARE
    assert lines(paper.pdf)[0].fonts <= {role.value, Role.SONG.value}
    assert paper.missing == ()


def test_what_no_font_has_is_drawn_and_reported_once() -> None:
    paper = printed("甲😀乙☑丙😀", Role.FANGSONG)
    assert extracted(paper) == "甲〓乙〓丙〓"
    assert paper.missing == ("😀", "☑")


def test_half_a_pair_of_surrogates_is_reported_too() -> None:
    assert printed("甲\ud83d乙", Role.FANGSONG).missing == ("\ud83d",)


def test_clean_drops_only_what_has_no_picture() -> None:
    assert clean("甲\u200b\ufeff\x07乙\t丙\xa0丁\r\n戊\ufe0f") == "甲乙 丙 丁\n戊"


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (200, "二百"),
        (1010, "一千零一十"),
    ],
)
def test_numerals(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral
