"""Ruled tables over pages: heads are repeated, rows are split, signatures keep company."""

from __future__ import annotations

import pytest

from db.vocabulary import PaperKind
from tests.papers.samples import LEFT, MM, WIDTH, Printed, items, lines, paper, rules

RECORD = PaperKind.INSPECTION_RECORD


def on_page(found: list[Printed], page: int) -> list[Printed]:
    return [line for line in found if line.page == page]


def test_the_page_numbers_count_all_pages() -> None:
    found = paper(RECORD, items=items(40))
    numbers = [line.text for line in lines(found.pdf) if line.text.startswith("第") and "页" in line.text]
    assert numbers == [f"第{page}页 共{found.pages}页" for page in range(1, found.pages + 1)]
    assert found.pages > 3


@pytest.mark.parametrize("kind", [RECORD, PaperKind.CLOSURE])
def test_the_list_repeats_its_head_on_every_page(kind: PaperKind) -> None:
    found = lines(paper(kind, items=items(40)).pdf)
    for page in range(1, found[-1].page):
        assert any(line.text.startswith("序号") for line in on_page(found, page))
    assert on_page(found, 2)[0].text.startswith("序号")


@pytest.mark.parametrize("count", range(1, 25, 2))
def test_signatures_stand_together_below_an_item(count: int) -> None:
    found = lines(paper(RECORD, items=items(count)).pdf)
    page = on_page(found, found[-1].page)
    text = "".join(line.text for line in page)
    assert "现场负责人（签名）" in text and "检查人员" in text
    assert "1.1米" in text or page[0].page == 1


@pytest.mark.parametrize("count", [0, 3, 10, 20, 33, 61])
def test_a_long_text_is_split_and_its_label_repeated(count: int) -> None:
    findings = "检查了仓库、车间和配电室。" * 300
    found = lines(paper(RECORD, findings=findings, items=items(count)).pdf)
    pages = {line.page for line in found if "仓库、车间" in line.text}
    assert len(pages) > 2
    for page in pages:
        assert any("检查情况" in line.text for line in on_page(found, page))
    texts = [line.text.replace("检查情况", "") for line in found if line.size == 12]
    assert "".join(texts).count("配电室") == 300


def test_a_signature_cell_is_never_split_and_text_goes_with_it() -> None:
    for length in range(20, 60, 4):
        found = lines(
            paper(PaperKind.CLOSURE, items=items(1), conclusion="经复查已整改到位。" * 4 * length).pdf
        )
        last = on_page(found, found[-1].page)
        text = "".join(line.text for line in last)
        assert "同意销号" in text and "负责人审批" in text
        assert "已整改到位。经复查" in text or last[0].page == 1


def test_rules_stay_in_the_text_block() -> None:
    pdf = paper(RECORD, items=items(12)).pdf
    for rule in rules(pdf) + rules(pdf, 2):
        assert LEFT - 0.1 < rule["x0"] / MM and rule["x1"] / MM < LEFT + WIDTH + 0.1
        assert 20 < rule["top"] / MM and rule["bottom"] / MM < 263
