"""Wording files: every kind has one, mistakes are named, what the law wants can't be dropped."""

from __future__ import annotations

import pytest

from db.errors import UserError
from db.vocabulary import PaperKind
from tests.papers.samples import OFFICE, content, extracted, stored, wording, wording_text
from xianfeng_gui.papers import produce
from xianfeng_gui.papers.catalogue import form
from xianfeng_gui.papers.fields import ITEM_LIST
from xianfeng_gui.papers.forms import PaperSet, Shape
from xianfeng_gui.papers.wording import load_wording


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_has_a_wording_with_what_its_shape_needs(kind: PaperKind) -> None:
    texts, shape = wording(kind).texts, form(kind)
    wanted = {"title"} | ({"body"} if shape.shape is Shape.LETTER else set())
    wanted |= {"annex"} if shape.has_photos else set()
    wanted |= {"item"} if shape.has_items and shape.shape is Shape.LETTER else set()
    assert wanted <= set(texts)
    assert "item" not in wanted or f"{{{ITEM_LIST}}}" in texts["body"].text
    for text in texts.values():
        assert text.label
        text.check(text.text)


@pytest.mark.parametrize("kind", PaperKind)
def test_only_enforcement_papers_tell_of_review_and_suit(kind: PaperKind) -> None:
    whole = "".join(text.text for text in wording(kind).texts.values())
    enforced = form(kind).paper_set is PaperSet.ENFORCEMENT
    assert ("行政复议" in whole, "行政诉讼" in whole, "60日" in whole, "6个月" in whole) == (enforced,) * 4
    assert enforced or ("责令" not in whole and "罚款" not in whole)


@pytest.mark.parametrize("kind", PaperKind)
def test_the_built_in_texts_speak_for_a_village_too(kind: PaperKind) -> None:
    for text in wording(kind).texts.values():
        assert not [word for word in ("我镇", "我村", "本镇", "先锋") if word in text.text], text.key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{受文单位}：", "{受文单为}：", "{受文单为}"),
        ("措施：{整改措施}", "措施：{整改措施!r}", "{整改措施}"),
        ("）{部位和等级}", "）{部位和等级.x}", "{部位和等级.x}"),
        ("期限：{整改期限}", "期限：{整改期限", "花括号不成对"),
        ("整改期限：{整改期限}{编号说明}。", "整改期限另行通知。", "{整改期限}"),
        ("本通知书一式两份，", "", "一式两份"),
        ('key = "title"', 'kez = "title"', "kez"),
        ('key = "title"', "", "key"),
        ('key = "title"', 'key = "title', "格式有误"),
    ],
)
def test_mistakes_in_the_wording_are_named(old: str, new: str, said: str) -> None:
    assert old in wording_text()
    with pytest.raises(UserError) as caught:
        load_wording(PaperKind.NOTICE, wording_text().replace(old, new, 1))
    assert said in str(caught.value)


def test_an_own_text_that_dropped_what_the_law_wants_is_refused_by_its_key() -> None:
    with pytest.raises(UserError) as caught:
        wording(PaperKind.ORDER).with_own({"rights": "如不服本指令，可以向{复议机关}申请行政复议。"})
    assert caught.value.field == "rights"
    for piece in ("{管辖法院}", "60日", "6个月"):
        assert piece in str(caught.value)


MAY_BE_EMPTY = {"items_intro", "signed", "note", "note_post", "note_announced"}
"""What a paper does without: the sentence above a list, the firm's own words, notes below a date or table."""


@pytest.mark.parametrize("kind", PaperKind)
def test_titles_conclusions_and_all_that_a_paper_must_say_are_not_emptied(kind: PaperKind) -> None:
    own = wording(kind)
    for key, text in own.texts.items():
        if key in MAY_BE_EMPTY:
            assert own.with_own({key: ""})[key] == ""
            continue
        for empty in ("", "\n ", "。") if not text.needs else ("",):
            with pytest.raises(UserError, match="不能留空|必须写有") as caught:
                own.with_own({key: empty})
            assert caught.value.field == key and text.label in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "key", "own", "blank"),
    [
        (PaperKind.NOTICE, "title", "{联系人及电话}整改通知书", "contact"),
        (PaperKind.REINSPECTION, "all_rectified", "经{复查人员}复查，已整改到位。", "officers"),
    ],
)
def test_a_title_or_conclusion_whose_line_is_left_out_is_refused(
    kind: PaperKind, key: str, own: str, blank: str
) -> None:
    words = wording(kind).with_own({key: own})
    assert produce(content(kind), OFFICE, words, stored, draft=False).pages
    with pytest.raises(UserError, match="印出来是空的") as caught:
        produce(content(kind, **{blank: ""}), OFFICE, words, stored, draft=False)
    assert caught.value.field == key


def test_an_item_name_outside_a_text_about_items_is_refused() -> None:
    with pytest.raises(UserError, match="整改期限"):
        wording().with_own({"title": "{整改期限}通知"})


def test_words_beside_the_list_of_items_stand_above_and_below_it() -> None:
    body = wording()["body"].replace("{隐患清单}", "存在下列隐患：{隐患清单}，共{隐患数}项")
    said = extracted(produce(content(), OFFICE, wording().with_own({"body": body}), stored, draft=False).pdf)
    places = [said.find(part) for part in ("存在下列隐患：", "（一）", "（二）", "，共2项")]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("key", ["title", "item", "tail"])
def test_the_list_of_items_stands_in_the_body_only(key: str) -> None:
    with pytest.raises(UserError, match="隐患清单"):
        wording().with_own({key: wording()[key] + "{隐患清单}"})
