"""Line breaks: rules of punctuation, whole numbers and words, over random text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng_gui.papers.breaking import NO_END, NO_START, units
from xianfeng_gui.papers.fonts import FontBook, Role
from xianfeng_gui.papers.page import BLOCK_WIDTH, BODY, BODY_SIZE, CELL
from xianfeng_gui.papers.text import Line, Setting, set_balanced, set_paragraphs

BOOK = FontBook()
HAN = st.text("安全生产隐患整改通知书的一是在有和国中大垚喆㳇𬭎", min_size=1, max_size=40)
MARK = st.sampled_from("，。、；：！？）》」』”’〕】％℃（《「『“‘〔【,.:)(")
WHOLE = st.sampled_from(
    [
        "5日",
        "3200.5",
        "2020〔1〕",
        "〔2020〕12号",
        "PM2.5",
        "XF-2020-0012",
        "100%",
        "2020年",
        "3,200米",
        "——",
        "……",
    ]
)
TEXT = st.lists(HAN | MARK | WHOLE, min_size=1, max_size=60).map("".join)


def broken(text: str) -> list[Line]:
    return set_paragraphs(text, BODY, BOOK)


@given(TEXT)
def test_units_give_the_text_again(text: str) -> None:
    assert "".join(units(text)) == text


@given(TEXT)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(line.text for line in broken(text)) == text


@given(TEXT)
def test_no_line_begins_or_ends_with_a_forbidden_mark(text: str) -> None:
    """A run of marks longer than a line has no legal break and is not what this is about."""
    if max(map(len, units(text))) > 25:
        return
    lines = [line.text for line in broken(text)]
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]


@given(TEXT)
def test_lines_stay_in_the_text_block(text: str) -> None:
    assert all(line.right <= BLOCK_WIDTH + 0.5 * BODY_SIZE for line in broken(text))
    assert all(line.right <= BLOCK_WIDTH + 0.1 for line in broken(text) if max(map(len, units(text))) <= 25)


@given(HAN, WHOLE, HAN)
def test_numbers_and_words_stay_whole(before: str, whole: str, after: str) -> None:
    lines = [line.text for line in broken(before + whole + after)]
    assert any(whole in line for line in lines)


@pytest.mark.parametrize("length", range(20, 30))
@pytest.mark.parametrize(
    "whole", ["5日", "3200.5元", "2020〔1〕", "第12条", "GB/T9704-2012", "2018—2020年", "12℃"]
)
def test_a_number_at_the_edge_moves_as_a_whole(length: int, whole: str) -> None:
    lines = [line.text for line in broken("安" * length + whole + "全" * 10)]
    assert any(whole in line for line in lines)


@pytest.mark.parametrize("tail", ["，", "。”", "！）", "》，", "……", "——"])
def test_a_mark_at_the_edge_takes_a_character_along_or_is_squeezed(tail: str) -> None:
    for length in range(24, 30):
        lines = [line.text for line in broken("安" * length + tail + "全" * 10)]
        assert not [line for line in lines[1:] if line[0] in tail]


def test_a_full_line_has_28_characters_on_the_grid() -> None:
    second = broken("安" * 100)[1]
    assert len(second.text) == 28
    assert second.right == pytest.approx(BLOCK_WIDTH)
    assert [run.spacing for run in second.runs] == [pytest.approx(CELL - BODY_SIZE, abs=1e-3)]


def test_the_first_line_is_indented_by_two_characters() -> None:
    first, second, *_ = broken("安" * 60)
    assert first.runs[0].x == pytest.approx(2 * CELL)
    assert len(first.text) == 26
    assert second.runs[0].x == 0


def test_ideographic_spaces_are_kept() -> None:
    assert broken("甲\u3000\u3000乙")[0].text == "甲\u3000\u3000乙"


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = broken("A" * 200)
    assert "".join(line.text for line in lines) == "A" * 200
    assert all(line.right <= BLOCK_WIDTH + 0.1 for line in lines)


def test_line_ends_in_the_text_begin_paragraphs() -> None:
    lines = broken("第一段\r\n第二段\n\n第三段")
    assert [line.text for line in lines] == ["第一段", "第二段", "第三段"]
    assert {line.runs[0].x for line in lines} == {2 * CELL}


def test_spaces_vanish_at_a_break_only() -> None:
    words = "safety check " * 20
    lines = [line.text for line in broken(words)]
    assert all(line == line.strip() for line in lines)
    assert " ".join(lines) == words.strip()


@given(HAN.filter(lambda text: len(text) > 3), st.integers(100, 440))
def test_title_lines_are_balanced(text: str, width: int) -> None:
    """No title ends in a line that is much shorter than the others."""
    lines = set_balanced(text, Role.TITLE, 22, float(width), BOOK)
    lengths = [len(line.text) for line in lines]
    assert sum(lengths) == len(text)
    assert max(lengths) - min(lengths) <= max(1, len(lengths))
    for line in lines:
        assert line.runs[0].x + line.right == pytest.approx(width, abs=0.1)


def test_squeezing_takes_only_the_blank_of_marks() -> None:
    """28 characters and a full stop fit on one line of 28 cells, the character after them does not."""
    text = "安全，" * 9 + "产。"
    setting = Setting(BODY_SIZE, BLOCK_WIDTH, CELL)
    lines = set_paragraphs(text + "生产安全", setting, BOOK)
    assert lines[0].text == text
    assert lines[0].right == pytest.approx(BLOCK_WIDTH)
    spacing = {run.text[-1]: run.spacing for run in lines[0].runs}
    assert spacing["，"] > -0.26 * BODY_SIZE - 0.5
    assert not re.search("，$", lines[0].text)
