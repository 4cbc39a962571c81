"""A paper's content as JSON, its hash and its check code."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from db.vocabulary import PaperKind
from tests.papers.samples import content, items, paper, photos
from xianfeng_gui.papers.compose import problems
from xianfeng_gui.papers.content import Officer, PaperContent, PaperItem, officer_lines, officers
from xianfeng_gui.papers.qr import check_code, code_of_pdf, read_code


@pytest.mark.parametrize("kind", PaperKind)
def test_json_gives_the_content_back(kind: PaperKind) -> None:
    one = content(kind, photos=photos(2))
    assert PaperContent.from_json(one.to_json()) == one


@given(st.dictionaries(st.text(), st.text(), max_size=4), st.text(), st.text())
def test_any_text_survives_json(values: dict[str, str], number: str, description: str) -> None:
    one = dataclasses.replace(content(), values=values, number=number, items=(PaperItem(1, description),))
    back = PaperContent.from_json(one.to_json())
    assert back == one
    assert back.digest() == one.digest()


def test_the_order_of_values_does_not_matter_but_each_character_does() -> None:
    one = content()
    turned = dataclasses.replace(one, values=dict(reversed(one.values.items())))
    assert turned.digest() == one.digest()
    assert content(recipient="江津区顺达花椒制品公司").digest() != one.digest()
    assert content(items=items(3)).digest() != one.digest()


def test_the_hash_of_a_paper_from_before_items_had_firms_stays() -> None:
    assert '"site"' not in content(PaperKind.NOTICE, items=items(1)).to_json().partition('"items"')[2]
    of_several = content(PaperKind.CIRCULAR, items=items(1, site="另一家店"))
    assert PaperContent.from_json(of_several.to_json()) == of_several


def test_what_a_correction_replaces_is_kept_and_changes_no_other_paper_s_hash() -> None:
    correction = content(replaces="先锋府安改〔2020〕9号")
    assert PaperContent.from_json(correction.to_json()) == correction
    assert "replaces" not in content().to_json() and correction.digest() != content().digest()


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"kind": "notice"}', '{"kind": "no"}'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="无法读取"):
        PaperContent.from_json(text)


def test_officers_are_read_a_line_each() -> None:
    people = (Officer("何某", "50011901001"), Officer("陈某", ""))
    assert officers("  何某\u300050011901001\n\n陈某 ") == people
    assert officers(officer_lines(people)) == people


def test_blanks_and_officers_without_certificates_stand_in_the_way() -> None:
    one = content(PaperKind.ORDER, court="", officers="何某 50011901001\n陈某")
    assert [error.field for error in problems(one)] == ["court", "officers"]
    assert problems(content(PaperKind.ORDER)) == []


def test_a_pdf_can_be_checked_against_its_content() -> None:
    one = content()
    code = code_of_pdf(paper().pdf)
    assert code is not None
    assert code == read_code(check_code(one))
    assert code.matches(one)
    assert not code.matches(content(contact="另一人"))
    assert code_of_pdf(paper(draft=True).pdf) is None


@pytest.mark.parametrize("text", ["", "你好", "XFAQ1\n1号\n2020-11-20", "XFAQ1\n1号\n昨天\n" + "0" * 32])
def test_other_codes_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="核验码"):
        read_code(text)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(UserError, match="PDF"):
        code_of_pdf(b"PK\x03\x04")
