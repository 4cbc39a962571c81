"""How papers count: one item is told of plainly, several by number."""

from __future__ import annotations

import pytest

from db.vocabulary import PaperKind
from tests.papers.samples import find, item, items, paper, said, wording
from xianfeng_gui.papers.numerals import hazards_in_words
from xianfeng_gui.papers.texts import unnumbered

MAJOR = {"grade": "major"}
LISTED = [
    kind for kind in PaperKind if "item" in wording(kind).texts and kind is not PaperKind.INSPECTION_RECORD
]


@pytest.mark.parametrize(
    ("count", "major", "words"),
    [
        (1, 0, "1项安全隐患"),
        (1, 1, "1项重大安全隐患"),
        (3, 1, "3项安全隐患，其中重大隐患1项"),
        (2, 2, "2项重大安全隐患"),
    ],
)
def test_hazards_in_words(count: int, major: int, words: str) -> None:
    assert hazards_in_words(count, major) == words


@pytest.mark.parametrize("kind", [PaperKind.NOTICE, PaperKind.DISTRICT_REPORT, PaperKind.REFERRAL])
def test_one_major_hazard_is_not_said_to_be_among_one(kind: PaperKind) -> None:
    text = said(paper(kind, items=(item(1, **MAJOR),)).pdf)
    assert "存在1项重大安全隐患" in text and "其中" not in text


def test_an_order_says_of_one_problem_that_it_is_major_and_by_when() -> None:
    text = said(paper(PaperKind.ORDER, items=(item(1, **MAJOR),)).pdf)
    assert "下列1项问题，属重大隐患：" in text and "要求：于2020年12月4日前整改完毕" in text
    both = said(paper(PaperKind.ORDER, items=items(2, **MAJOR)).pdf)
    assert "下列2项问题，均属重大隐患：" in both
    other = (item(1), item(2, deadline="2020-12-11"))
    assert "第1项于2020年12月4日前，第2项于2020年12月11日前" in said(paper(PaperKind.ORDER, items=other).pdf)


@pytest.mark.parametrize("outcome", ["rectified", "unrectified"])
def test_one_reinspected_hazard_is_not_all_of_them(outcome: str) -> None:
    text = said(paper(PaperKind.REINSPECTION, items=(item(1, outcome=outcome),)).pdf)
    assert "本次复查的1项安全隐患" in text and "均" not in text.partition("本次复查的")[2][:20]


@pytest.mark.parametrize("kind", LISTED)
def test_what_stands_alone_bears_no_number(kind: PaperKind) -> None:
    alone = said(paper(kind, items=(item(1),)).pdf)
    assert "（一）" not in alone and "1.一层东侧" not in alone
    both = said(paper(kind, items=items(2)).pdf)
    assert "（二）" in both or "2.一层东侧" in both


def test_a_heading_without_its_number_stays_one() -> None:
    pdf = paper(items=(item(1),)).pdf
    heading = find(pdf, "一层东侧疏散通道（一般隐患）")
    assert heading.fonts == find(paper(items=items(2)).pdf, "（一）一层东侧").fonts
    assert unnumbered("1.通道") == "通道" and unnumbered("（二）通道") == "（二）通道"
