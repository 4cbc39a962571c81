"""The notice as a whole: what it says, how long it may be, its file."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from db.errors import UserError
from tests.papers.samples import ROOT, TOWN, find, images, item, lines, notice, photos, wording, wording_text
from xianfeng_gui.papers.notice import NoticePhoto, load_wording, render_notice
from xianfeng_gui.papers.page import Paper


def text(paper: Paper) -> str:
    """The paper's text without line ends and page numbers."""
    return "".join(line.text for line in lines(paper.pdf) if not line.text.startswith("— "))


def test_it_says_what_a_notice_must_say() -> None:
    said = text(render_notice(notice(photos=photos(1)), wording()))
    for part in (
        "先锋府安改〔2020〕1号",
        "江津区顺达花椒制品有限公司：",
        "2020年11月18日",
        "发现存在2项安全隐患。",
        "《中华人民共和国安全生产法》",
        "（一）一层东侧疏散通道（一般隐患）",
        "通道净宽不足1.1米",
        "整改措施：立即清理可燃物",
        "整改期限：2020年12月4日",
        "XF-2020-0002",
        "书面报告",
        "申请复查",
        "陈晓明，023-00000000",
        "附件：隐患照片",
        "被通知单位签收人（签名）：",
        "签收时间：",
        "检查人员（签名）：",
        "一式两份",
    ):
        assert part in said, part


def test_it_is_no_penalty_and_cites_no_article() -> None:
    said = text(render_notice(notice(), wording()))
    for word in ("复议", "诉讼", "罚款", "责令", "第八条", "第九条"):
        assert word not in said


def test_a_major_hazard_brings_the_five_assurances() -> None:
    plain = text(render_notice(notice(), wording()))
    major = text(render_notice(notice(items=(item(1), item(2, grade="重大隐患"))), wording()))
    assert "五落实" not in plain
    assert "其中重大隐患1项" in major
    assert "整改责任、措施、资金、时限、预案“五落实”" in major


def test_without_inspection_place_measure_contact_and_photos() -> None:
    bare = notice(inspected_on=None, items=(item(1, place="", measure=""),), contact="")
    said = text(render_notice(bare, wording()))
    assert "经核查，你单位存在1项安全隐患。" in said
    assert "（一）一般隐患" in said
    assert not [part for part in ("检查，发现", "整改措施：", "联系人", "附件") if part in said]


def test_a_draft_has_no_number_and_says_so_on_every_page() -> None:
    paper = render_notice(notice(draft=True, photos=photos(7)), wording())
    assert "先锋府安改〔\u3000\u3000〕\u3000\u3000号" in text(paper)
    assert "1号" not in text(paper)
    notes = [line.page for line in lines(paper.pdf) if line.text.startswith("草稿")]
    assert notes == list(range(1, paper.pages + 1))


@pytest.mark.parametrize("count", [1, 2, 7, 40, 200])
def test_any_number_of_items(count: int) -> None:
    paper = render_notice(notice(items=tuple(item(i) for i in range(1, count + 1))), wording())
    said = text(paper)
    assert said.count("整改期限：") == count
    assert said.count("通道净宽不足1.1米") == count
    assert all(f"XF-2020-{i:04d}" in said for i in range(1, count + 1))
    assert paper.pages == lines(paper.pdf)[-1].page


def test_a_description_of_3000_characters_is_printed_whole() -> None:
    long = "".join(chr(0x4E00 + i) for i in range(3000))
    paper = render_notice(notice(items=(item(1, description=long),)), wording())
    assert long in text(paper)
    assert paper.missing == ()


def test_forty_photos() -> None:
    paper = render_notice(notice(photos=photos(40)), wording())
    assert sum(map(len, images(paper.pdf))) == 40
    assert "附件" in {line.text for line in lines(paper.pdf)}


def test_characters_no_font_has_are_reported_from_every_part() -> None:
    odd = notice(
        recipient="😀公司", items=(item(1, place="🚒旁"),), photos=(NoticePhoto(photos(1)[0].image, "🧯"),)
    )
    assert set(render_notice(odd, wording()).missing) == {"😀", "🚒", "🧯"}


def test_equal_notices_give_equal_bytes_in_another_process_too() -> None:
    program = (
        "import hashlib; from tests.papers.samples import *; from xianfeng_gui.papers.notice import render_notice;"
        "print(hashlib.sha256(render_notice(notice(photos=photos(3)), wording()).pdf).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_the_file_says_what_it_is_and_takes_its_date_from_the_notice() -> None:
    with pikepdf.open(io.BytesIO(render_notice(notice(), wording()).pdf)) as document:
        info = document.docinfo
        assert str(info["/Title"]) == "安全隐患整改通知书（江津区顺达花椒制品有限公司）"
        assert str(info["/Author"]) == TOWN
        assert str(info["/Subject"]) == "先锋府安改〔2020〕1号"
        assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20201120000000+08'00'"


def test_all_fonts_are_embedded_subsets_with_a_way_back_to_unicode() -> None:
    with pikepdf.open(io.BytesIO(render_notice(notice(photos=photos(1)), wording()).pdf)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.FontDescriptor
            assert str(font.BaseFont)[7] == "+"


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(render_notice(notice(photos=photos(7), recipient="㳇𬭎公司"), wording()).pdf)
    result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items": ()}, "items"),
        ({"mark": " "}, "mark"),
        ({"issuer": ""}, "issuer"),
        ({"recipient": ""}, "recipient"),
        ({"number": ""}, "number"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(UserError) as caught:
        render_notice(notice(**changes), wording())
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{recipient}：", "{recipent}：", "{recipent}"),
        ("措施：{measure}", "措施：{measure!r}", "{measure}"),
        ("）{place}", "）{place.x}", "{place.x}"),
        ("期限：{deadline}", "期限：{deadline", "花括号不成对"),
        ('title = "安全', 'titel = "安全', "title"),
        ('title = "安全隐患整改通知书"', "title = 5", "title"),
        ("title =", "title", "格式有误"),
        ("requirements = [", "requirements = [3,", "requirements"),
        ("blank = 28", 'blank = "x"', "被通知单位签收人"),
        ('label = "签收时间：", ', "", "label"),
        ('receipt_note = "', 'receipt_notes = "', "receipt_note"),
        ("annex =", 'extra = "x"\nannex =', "extra"),
    ],
)
def test_mistakes_in_the_wording_are_named(old: str, new: str, said: str) -> None:
    assert old in wording_text()
    with pytest.raises(UserError) as caught:
        load_wording(wording_text().replace(old, new, 1))
    assert said in str(caught.value)


def test_the_wording_may_be_changed() -> None:
    changed = load_wording(wording_text().replace("安全隐患整改通知书", "事故隐患整改通知书"))
    paper = render_notice(notice(issued_on=dt.date(2021, 1, 2)), changed)
    assert find(paper.pdf, "事故隐患整改通知书").size == 22
    assert "2021年1月2日" in text(paper)
