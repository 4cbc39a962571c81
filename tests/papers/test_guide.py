"""The printed guide: one page in large letters, with pictures, naming the village and whom to ask."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pdfplumber
import pytest

from xianfeng_gui.papers import PrintedPaper
from xianfeng_gui.papers.guide import Guide, picture_names, render_guide
from xianfeng_gui.work import resources

WORDING = resources.read("wording", "guide.toml")
PICTURES = {name: resources.resource("guide", name).read_bytes() for name in picture_names(WORDING)}
GUIDE = Guide(
    office="新林村",
    sender="镇应急办",
    contact="何某，023-00000000",
    folder="先锋安全-新林村",
    program="xianfeng.exe",
    made_on=dt.date(2021, 6, 18),
    pictures=PICTURES,
)
LONG = replace(
    GUIDE,
    office="很长名字的" * 7 + "新街社区",
    folder="先锋安全-" + "很长名字的" * 7 + "新街社区",
    sender="先锋镇应急管理和安全生产监督管理办公室",
    contact="何某、李某（工作时间），023-00000000；夜间和节假日请打值班电话023-00000001",
)


def words(paper: PrintedPaper) -> list[dict[str, object]]:
    with pdfplumber.open(io.BytesIO(paper.pdf)) as pdf:
        return [char for page in pdf.pages for char in page.chars]


def text(paper: PrintedPaper) -> str:
    return "".join(str(char["text"]) for char in words(paper)).replace(" ", "")


def test_it_says_for_whom_what_to_do_and_whom_to_ask() -> None:
    paper = render_guide(GUIDE, WORDING)
    said = text(paper)
    for part in (
        "先锋安全使用说明",
        "镇应急办制",
        "2021年6月18日",
        "“先锋安全-新林村”",
        "“xianfeng.exe”",
        "这是新林村的程序",
        "Ctrl+N",
        "每周一次",
        "其他问题请问镇应急办：何某，023-00000000。",
    ):
        assert part in said, part
    assert paper.missing == () and "{" not in said
    with pdfplumber.open(io.BytesIO(paper.pdf)) as pdf:
        assert len(pdf.pages[0].images) == len(PICTURES) == 3


def test_without_a_contact_the_office_alone_is_named() -> None:
    assert "其他问题请问镇应急办。" in text(render_guide(replace(GUIDE, contact=""), WORDING))


@pytest.mark.parametrize("guide", [GUIDE, LONG], ids=["usual", "long names"])
def test_one_page_in_large_letters_within_the_margins(guide: Guide) -> None:
    paper = render_guide(guide, WORDING)
    assert paper.pages == 1
    chars = words(paper)
    smallest = min(float(str(char["size"])) for char in chars)
    assert smallest > (11.99 if guide is GUIDE else 10.99)
    assert min(float(str(char["x0"])) for char in chars) > 40
    assert max(float(str(char["x1"])) for char in chars) < 595 - 40
    assert max(float(str(char["bottom"])) for char in chars) < 842 - 40


def test_text_and_pictures_do_not_meet() -> None:
    with pdfplumber.open(io.BytesIO(render_guide(LONG, WORDING).pdf)) as pdf:
        page = pdf.pages[0]
        for image in page.images:
            box = (image["x0"], image["top"], image["x1"], image["bottom"])
            assert page.within_bbox(box, strict=False).chars == []


def test_equal_guides_are_equal_bytes() -> None:
    assert render_guide(GUIDE, WORDING).pdf == render_guide(GUIDE, WORDING).pdf


def test_the_pictures_are_small_and_all_used() -> None:
    files = {path.name: path.stat().st_size for path in resources.resource("guide").iterdir()}
    assert sorted(files) == sorted(PICTURES)
    assert sum(files.values()) <= 150 * 1024
