"""What papers say of the facts: as the register has them, of the right firm, each once."""

from __future__ import annotations

import pytest

from db.vocabulary import PaperKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added
from tests.work.paper_steps import drafted, issued, text_of
from xianfeng_gui.work import wording
from xianfeng_gui.work.papers import drafting

pytestmark = pytest.mark.usefixtures("township")
K = PaperKind
OTHER = {"name": "另一家店", "address": "绣庄村3组"}


def page(draft: drafting.Draft) -> str:
    """The words of a draft's pages."""
    return text_of(drafting.preview(draft).pdf)


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one behind the other."""
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_a_circular_tells_of_each_firm_by_itself() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    third = added(description="配电箱没有箱门", found_on="2021-06-02")
    one, two = issued(K.NOTICE, first.number, third.number), issued(K.NOTICE, other.number)
    issued(K.REINSPECTION, one.number, failed=[third.number], new_deadline="2021-07-09")
    draft = drafted(K.CIRCULAR, first.number, other.number, third.number)
    assert draft.content.value("site") == "青禾榨菜加工厂、另一家店"
    said = page(draft)
    assert in_order(
        said,
        "（一）青禾榨菜加工厂",
        f"2021年6月18日，以{one.number}下达",
        "第2项尚未整改到位；第1项已整改到位",
        "1.一般隐患：疏散通道堆放杂物",
        "2.一般隐患：配电箱没有箱门",
        "（二）另一家店",
        f"以{two.number}下达《安全隐患整改通知书》",
        "截至2021年6月18日，尚未整改到位",
        "3.一般隐患：灭火器过期",
        "二、工作要求",
    )
    assert said.count("灭火器过期") == 1 and said.count("存在的主要安全隐患如下") == 2
    assert one.number in page(drafted(K.CIRCULAR, first.number)), "and so does one about a single firm"


def test_a_circular_in_other_words_still_lists_firm_by_firm() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    body = wording.built_in(K.CIRCULAR)["body"].replace("\n{通报事实}", "\n经查：{通报事实}")
    wording.save(K.CIRCULAR, {"body": body}, ACTOR)
    draft = drafted(K.CIRCULAR, first.number, other.number, facts="两家单位多次整改不力。")
    assert in_order(page(draft), "经查：两家单位", "（一）青禾", "疏散通道", "（二）另一家店", "灭火器过期")


def test_a_firm_whose_heading_was_dropped_keeps_its_hazards() -> None:
    first, other = added(), added(site=OTHER, description="灭火器过期")
    draft = drafted(K.CIRCULAR, first.number, other.number, facts="（一）另一家店\n屡次违规。")
    assert in_order(
        page(draft), "（一）另一家店", "屡次违规", "灭火器过期", "（二）青禾榨菜加工厂", "疏散通道"
    )


def test_the_title_of_a_circular_about_many_counts_them() -> None:
    numbers = [added(site={"name": f"第{place}加工厂"}).number for place in "一二三四"]
    assert drafted(K.CIRCULAR, *numbers).content.value("site") == "第一加工厂等4家单位"
