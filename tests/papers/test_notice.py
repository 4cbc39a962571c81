"""The notice as a whole: what it says, how long it may be, its file."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys

import pikepdf
import pytest

from db.errors import UserError
from tests.papers.samples import (
    OFFICE,
    ROOT,
    TOWN,
    extracted,
    find,
    images,
    item,
    items,
    lines,
    paper,
    photos,
    said,
    stored,
)
from tests.papers.samples import content as filled
from tests.papers.samples import wording as usual
from xianfeng_gui.papers import produce


def test_it_says_what_a_notice_must_say() -> None:
    text = said(paper(photos=photos(1)).pdf)
    for part in (
        "先锋府安改〔2020〕1号",
        "江津区顺达花椒制品有限公司：",
        "2020年11月18日",
        "发现存在2项安全隐患。",
        "《中华人民共和国安全生产法》",
        "（一）一层东侧疏散通道（一般隐患）",
        "通道净宽不足1.1米",
        "检查依据：《中华人民共和国消防法》第二十八条。",
        "整改措施：立即清理可燃物，更换损坏的标志。",
        "整改期限：2020年12月4日",
        "XF-2020-0002",
        "书面报告",
        "申请复查",
        "陈晓明，023-00000000。",
        "附件：隐患照片",
        "今收到重庆市江津区先锋镇人民政府《安全隐患整改通知书》（先锋府安改〔2020〕1号）。",
        "被通知单位签收人（签名）：",
        "签收时间：",
        "检查人员（签名）：",
        "一式两份",
    ):
        assert part in text, part


def test_it_is_no_penalty_and_cites_no_article() -> None:
    text = said(paper(items=items(2, basis="")).pdf)
    for word in ("复议", "诉讼", "罚款", "责令", "第八条", "第九条"):
        assert word not in text


def test_a_major_hazard_brings_the_five_assurances() -> None:
    plain = said(paper().pdf)
    major = said(paper(items=(item(1), item(2, grade="major"))).pdf)
    assert "五落实" not in plain
    assert "其中重大隐患1项" in major
    assert "整改责任、措施、资金、时限、预案“五落实”" in major


def test_without_inspection_place_measure_basis_contact_and_photos() -> None:
    bare = (item(1, place="", measure="", basis="", hazard_number=""),)
    text = said(paper(inspected_on="", items=bare, contact="").pdf)
    assert "经核查，你单位存在1项安全隐患。" in text
    assert "一般隐患一层东侧" in text and "（一）" not in text, "what stands alone bears no number"
    assert "整改期限：2020年12月4日。" in text
    assert not [part for part in ("检查，发现", "整改措施：", "依据：", "联系人", "附件") if part in text]


def test_a_village_speaks_of_itself() -> None:
    village = OFFICE.__class__(
        issuer="先锋镇绣庄村村民委员会", mark="先锋镇绣庄村村民委员会", our_side="我村"
    )
    text = said(paper(office=village).pdf)
    assert "我村安全生产检查人员" in text
    assert "我镇" not in text


def test_a_draft_has_no_number_and_says_so_on_every_page() -> None:
    found = paper(draft=True, photos=photos(7))
    assert "先锋府安改〔\u3000\u3000〕\u3000\u3000号" in said(found.pdf)
    assert "1号" not in said(found.pdf)
    notes = [line.page for line in lines(found.pdf) if line.text.startswith("草稿")]
    assert notes == list(range(1, found.pages + 1))


@pytest.mark.parametrize("count", [1, 2, 7, 40, 200])
def test_any_number_of_items(count: int) -> None:
    found = paper(items=items(count))
    text = extracted(found.pdf)
    assert text.count("整改期限：") == count
    assert text.count("通道净宽不足1.1米") == count
    assert all(f"XF-2020-{i:04d}" in text for i in range(1, count + 1))
    assert f"—{found.pages}—" in text and f"—{found.pages + 1}—" not in text


def test_a_description_of_3000_characters_is_printed_whole() -> None:
    long = "".join(chr(0x4E00 + i) for i in range(3000))
    found = paper(items=(item(1, description=long),))
    assert long in said(found.pdf)
    assert found.missing == ()


def test_a_description_that_looks_like_a_heading_stays_text() -> None:
    pdf = paper(items=(item(1, description="一、灭火器过期"),)).pdf
    line = next(line for line in lines(pdf) if line.text == "一、灭火器过期。")
    assert line.fonts == {"FandolFang-Regular"}


def test_forty_photos() -> None:
    pdf = paper(photos=photos(40)).pdf
    # The code with number and hash is a picture too, and the only small one.
    assert sum(image["x1"] - image["x0"] > 60 for page in images(pdf) for image in page) == 40
    assert "附件" in {line.text for line in lines(pdf)}


def test_characters_no_font_has_are_reported_from_every_part() -> None:
    odd = photos(1)[0].__class__("0" * 64, "🧯")
    found = paper(recipient="😀公司", items=(item(1, place="🚒旁"),), photos=(odd,))
    assert set(found.missing) == {"😀", "🚒", "🧯"}


def test_equal_notices_give_equal_bytes_in_another_process_too() -> None:
    program = (
        "import hashlib; from tests.papers.samples import *;"
        "print(hashlib.sha256(paper(photos=photos(3)).pdf).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_the_file_says_what_it_is_and_takes_its_date_from_the_notice() -> None:
    with pikepdf.open(io.BytesIO(paper().pdf)) as document:
        info = document.docinfo
        assert str(info["/Title"]) == "安全隐患整改通知书（江津区顺达花椒制品有限公司）"
        assert str(info["/Author"]) == TOWN
        assert str(info["/Subject"]) == "先锋府安改〔2020〕1号"
        assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20201120000000+08'00'"


@pytest.mark.parametrize(
    ("changes", "office", "field"),
    [
        ({"items": ()}, OFFICE, "items"),
        ({}, OFFICE.__class__(issuer=TOWN, mark=" "), "mark"),
        ({}, OFFICE.__class__(issuer="", mark=TOWN), "issuer"),
        ({"recipient": ""}, OFFICE, "recipient"),
        ({"number": ""}, OFFICE, "number"),
        ({"inspected_on": "昨天"}, OFFICE, "inspected_on"),
    ],
)
def test_what_is_missing_or_wrong_is_named(changes: dict[str, object], office: object, field: str) -> None:
    with pytest.raises(UserError) as caught:
        produce(filled(**changes), office, usual(), stored, draft=False)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_the_wording_may_be_changed() -> None:
    changed = usual().with_own({"title": "事故隐患整改通知书", "gone": "旧版本的一项"})
    found = produce(filled(issued_on=dt.date(2021, 1, 2)), OFFICE, changed, stored, draft=False)
    assert find(found.pdf, "事故隐患整改通知书").size == 22
    assert "2021年1月2日" in said(found.pdf)
