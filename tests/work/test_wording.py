"""The office's own words on papers: kept, checked for what the law needs, and taken back."""

from __future__ import annotations

import pytest

from db import journal
from db.errors import UserError
from db.vocabulary import PaperKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added
from tests.work.paper_steps import issued, text_of
from xianfeng_gui.work import wording

pytestmark = pytest.mark.usefixtures("township")


def test_own_words_are_printed_and_taken_back() -> None:
    plain = wording.built_in(PaperKind.NOTICE)["title"]
    wording.save(PaperKind.NOTICE, {"title": "安全生产整改通知"}, ACTOR)
    assert wording.own_texts(PaperKind.NOTICE) == {"title": "安全生产整改通知"}
    assert "安全生产整改通知" in text_of(issued(PaperKind.NOTICE, added().number).pdf)
    wording.save(PaperKind.NOTICE, {"title": plain}, ACTOR)
    assert wording.own_texts(PaperKind.NOTICE) == {}, "a text equal to the program's own isn't kept"
    journal.undo(ACTOR)
    assert wording.of_kind(PaperKind.NOTICE)["title"] == "安全生产整改通知"
    wording.reset(PaperKind.NOTICE, ACTOR)
    assert wording.of_kind(PaperKind.NOTICE)["title"] == plain


def test_what_the_law_needs_is_not_dropped() -> None:
    body = wording.built_in(PaperKind.NOTICE)["body"].replace("{隐患清单}", "")
    with pytest.raises(UserError, match="隐患清单") as caught:
        wording.save(PaperKind.NOTICE, {"title": "通知", "body": body}, ACTOR)
    assert caught.value.field == "body" and wording.own_texts(PaperKind.NOTICE) == {}
    with pytest.raises(UserError, match="不能识别"):
        wording.save(PaperKind.NOTICE, {"title": "{单位名称}通知"}, ACTOR)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        *((kind, "title") for kind in PaperKind),
        (PaperKind.REINSPECTION, "all_rectified"),
        (PaperKind.REINSPECTION, "none_rectified"),
        (PaperKind.CLOSURE, "opinion"),
    ],
)
def test_a_title_and_a_conclusion_are_not_emptied(kind: PaperKind, key: str) -> None:
    with pytest.raises(UserError) as caught:
        wording.save(kind, {key: " "}, ACTOR)
    assert caught.value.field == key and wording.own_texts(kind) == {}
    with pytest.raises(UserError):
        wording.preview(kind, {key: ""})


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_is_shown_in_its_own_words(kind: PaperKind) -> None:
    assert "草稿" in text_of(wording.preview(kind, {}))
