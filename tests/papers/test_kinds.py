"""Every kind of paper: what it says, any length, a sound file, the same text as .docx."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx
from docx.oxml.ns import qn

from db.errors import UserError
from db.vocabulary import PaperKind
from tests.papers.samples import (
    LEFT,
    MM,
    OFFICE,
    PAGE_HEIGHT,
    SITE,
    TOWN,
    WIDTH,
    content,
    extracted,
    find,
    item,
    items,
    lines,
    paper,
    photos,
    said,
    stored,
    wording,
)
from tools.libreoffice import to_pdf
from xianfeng_gui.papers import produce, produce_docx
from xianfeng_gui.papers.breaking import NO_END, NO_START
from xianfeng_gui.papers.catalogue import form
from xianfeng_gui.papers.forms import FieldKind, Shape

RARE = "湖㳇镇麦㙦村𬭎垚喆㎡"


def filled(kind: PaperKind) -> dict[str, Any]:
    """Everything that a kind can show."""
    return {"photos": photos(3)} if form(kind).has_photos else {}


@pytest.mark.parametrize("kind", PaperKind)
def test_it_shows_every_field_and_item(kind: PaperKind) -> None:
    """Each field gets a text of its own; dates and choices are shown in their Chinese form."""
    shape = form(kind)
    own = {
        spec.name: f"甲乙{index}丙"
        for index, spec in enumerate(shape.fields)
        if spec.kind.value in ("line", "text", "lines")
    }
    if kind is PaperKind.INSPECTION_RECORD:
        own["refused"] = "1"
    text = said(paper(kind, **own).pdf)
    assert [name for name, value in own.items() if value not in text and name != "refused"] == []
    assert "{" not in text and "（待填）" not in text
    assert not shape.has_items or text.count("1.1米") == 2


@pytest.mark.parametrize("kind", PaperKind)
def test_an_empty_draft_shows_what_is_to_be_filled_in(kind: PaperKind) -> None:
    shape = form(kind)
    empty = {spec.name: "" for spec in shape.fields}
    found = paper(kind, draft=True, number="", **empty)
    text = said(found.pdf)
    assert text.count("（待填）") >= 1
    assert "草稿" in text
    with pytest.raises(UserError) as caught:
        paper(kind, **empty)
    assert caught.value.field == next(spec.name for spec in shape.fields if spec.required)


@pytest.mark.parametrize("kind", PaperKind)
def test_the_file_is_sound_and_its_text_can_be_taken_out(kind: PaperKind, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper(kind, recipient=RARE, **filled(kind)).pdf)
    check = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout + check.stderr
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    assert listed.stderr == ""
    for row in listed.stdout.splitlines()[2:]:
        assert row[7:].split()[-5:-2] == ["yes", "yes", "yes"], row
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    assert text.stderr == ""
    assert RARE in text.stdout.replace("\n", "")


@pytest.mark.parametrize("kind", PaperKind)
def test_long_texts_stay_on_the_page_and_keep_the_rules_of_breaking(kind: PaperKind) -> None:
    name = "重庆市江津区先锋镇顺达花椒制品加工专业合作社联合社有限责任公司" * 2
    own = {spec.name: name[:60] for spec in form(kind).fields if spec.kind is FieldKind.LINE}
    own |= {
        spec.name: "通道堆放可燃物（纸箱、木板），应当立即清理；" * 70
        for spec in form(kind).fields
        if spec.kind is FieldKind.TEXT
    }
    long = (item(1, description="通道堆放可燃物，应当“立即清理”；" * 180, place=name[:60]), item(2))
    found = paper(kind, **own, **({"items": long} if form(kind).has_items else {}))
    assert found.missing == ()
    for line in lines(found.pdf):
        assert line.left > LEFT - 8 and line.right < LEFT + WIDTH + 3, line
        assert 10 < line.top and line.top * MM < PAGE_HEIGHT
    if form(kind).shape is Shape.LETTER:
        for line in lines(found.pdf):
            body = line.text.strip("\u3000 ")
            if body and not body.startswith("—"):
                assert body[0] not in NO_START and body[-1] not in NO_END, line


@pytest.mark.parametrize("kind", PaperKind)
def test_a_correction_says_which_paper_it_replaces_above_the_signature(kind: PaperKind) -> None:
    correction = content(kind, replaces="先锋府安改〔2020〕9号")
    text = extracted(produce(correction, OFFICE, wording(kind), stored, draft=False).pdf)
    (told,) = re.findall("本[^本]{1,3}替代先锋府安改〔2020〕9号，原件同时作废。", text)
    signature = f"{TOWN}2020年11月20日" if form(kind).shape is Shape.LETTER else "（签名）"
    assert text.index(told) < text.rindex(signature)
    assert "替代" not in extracted(paper(kind).pdf)
    made = read_docx(io.BytesIO(produce_docx(correction, OFFICE, wording(kind), stored, draft=False)))
    assert told in "".join(node.text or "" for node in made.element.body.iter(qn("w:t")))


def test_the_office_words_what_a_correction_says() -> None:
    own = wording().with_own({"replaces": "原{被替代文书字号}作废，以本件为准。"})
    text = extracted(produce(content(replaces="甲1号"), OFFICE, own, stored, draft=False).pdf)
    assert "原甲1号作废，以本件为准。" in text and "替代" not in text
    with pytest.raises(UserError, match="被替代文书字号"):
        wording().with_own({"replaces": "原件作废。"})
    beside = wording().with_own({"body": wording()["body"] + "\n更正说明：{被替代文书字号}写错。"})
    assert "更正说明" not in extracted(produce(content(), OFFICE, beside, stored, draft=False).pdf)


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if form(kind).has_items])
def test_two_hundred_items(kind: PaperKind) -> None:
    found = paper(kind, items=items(200))
    text = extracted(found.pdf)
    assert text.count("1.1米") == 200
    assert f"—{found.pages}—" in text or f"共{found.pages}页" in text


@pytest.mark.parametrize("kind", PaperKind)
def test_the_docx_has_the_same_text_in_the_same_order(kind: PaperKind) -> None:
    one = content(kind, **filled(kind))
    made = produce_docx(one, OFFICE, wording(kind), stored, draft=False)
    shown = produce(one, OFFICE, wording(kind), stored, draft=False).pdf
    numbers = ("— ", "第1页", "第2页", "第3页")
    rows = [line for line in lines(shown) if not line.text.startswith(numbers)]
    if form(kind).shape is Shape.LETTER:
        assert _plain("".join(docx_text(made))) == _plain("".join(line.text for line in rows))
    else:  # cells stand side by side: the same characters, in the order of rows
        assert sorted(_plain("".join(docx_text(made)))) == sorted(_plain("".join(line.text for line in rows)))


def _plain(text: str) -> str:
    return "".join(text.split())


def docx_text(made: bytes) -> Iterator[str]:
    """The texts of a .docx in their order."""
    for node in read_docx(io.BytesIO(made)).element.body.iter(qn("w:t")):
        yield node.text or ""


def test_the_docx_names_the_official_fonts_and_sizes() -> None:
    made = produce_docx(content(), OFFICE, wording(), stored, draft=False)
    fonts = {}
    for paragraph in read_docx(io.BytesIO(made)).paragraphs:
        for run in paragraph.runs:
            face = run._r.rPr.rFonts.get(qn("w:eastAsia"))
            fonts[paragraph.text[:6]] = (face, run.font.size.pt)
    assert fonts["安全隐患整改"] == ("方正小标宋简体", 22)
    assert fonts["一、隐患情况"] == ("黑体", 16)
    assert fonts["（一）一层东"] == ("楷体_GB2312", 16)
    assert fonts["1.你单位是"[:6]] == ("仿宋_GB2312", 16)
    section = read_docx(io.BytesIO(made)).sections[0]
    margins = [
        round(side.mm)
        for side in (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    ]
    assert margins == [37, 28, 35, 26]


def test_libreoffice_shows_the_docx_as_it_is_meant(tmp_path: Path) -> None:
    """The same text again, on A4, each part in the face that stands for the one it names."""
    path = tmp_path / "paper.docx"
    path.write_bytes(produce_docx(content(photos=photos(2)), OFFICE, wording(), stored, draft=True))
    shown = (to_pdf([path], tmp_path, 240) / "paper.pdf").read_bytes()
    assert "草稿" in find(shown, "草稿").text
    assert find(shown, "安全隐患整改通知书").size == 22
    assert "通道净宽不足1.1米" in said(shown)
    assert find(shown, "江津区顺达").left == pytest.approx(LEFT, abs=0.3)
    faces = {
        "安全隐患整改通知书": "NotoSerifSC-Bold",
        "一、": "NotoSansSC-Medium",
        "江津区顺达": "FandolFang",
    }
    for start, face in faces.items():
        assert any(face in name for name in find(shown, start).fonts), (start, find(shown, start).fonts)


@pytest.mark.parametrize(
    ("outcomes", "said_of_it"),
    [
        (("rectified", "rectified"), "均已整改到位"),
        (("rectified", "unrectified"), "1项已整改到位，1项未整改到位"),
        (("unrectified", "unrectified"), "均未整改到位"),
    ],
)
def test_the_reinspection_opinion_concludes_from_its_items(
    outcomes: tuple[str, str], said_of_it: str
) -> None:
    checked = tuple(item(index, outcome=outcome) for index, outcome in enumerate(outcomes, 1))
    text = said(paper(PaperKind.REINSPECTION, items=checked).pdf)
    assert said_of_it in text
    assert "2020年11月18日，我镇以《安全隐患整改通知书》（先锋府安改〔2020〕1号）" in text


def test_the_order_says_which_item_is_due_when_and_where_to_turn() -> None:
    due = (item(1), item(2, deadline="2020-12-24"), item(3))
    text = said(paper(PaperKind.ORDER, items=due).pdf)
    assert "第1、3项于2020年12月4日前，第2项于2020年12月24日前整改完毕" in text
    assert "何某（50011901001）、陈某（50011901002）" in text
    assert "60日内依法向重庆市江津区人民政府申请行政复议" in text
    assert "6个月内依法向重庆市江津区人民法院提起行政诉讼" in text


def test_the_decision_numbers_its_measures() -> None:
    text = said(paper(PaperKind.SITE_MEASURES).pdf)
    assert "1.从危险区域内撤出作业人员。2.暂时停止使用东侧仓库。" in text


def test_the_imprint_names_who_gets_copies() -> None:
    pdf = paper(PaperKind.CIRCULAR, copies_to="区应急局，区安委办").pdf
    assert find(pdf, "抄送").text == "抄送：区应急局，区安委办。"
    assert find(pdf, TOWN + "2020").size == 14


def test_the_record_tells_of_a_refusal_to_sign() -> None:
    text = said(paper(PaperKind.INSPECTION_RECORD, refused="1", witnesses="李某、张某").pdf)
    assert "拒绝签字。见证人：李某、张某。" in text
    assert "以上记录已阅" not in text
    assert "出示证件" not in said(paper(PaperKind.INSPECTION_RECORD, certificates_shown="").pdf)
    assert "未发现安全隐患" in said(paper(PaperKind.INSPECTION_RECORD, items=()).pdf)


def test_the_slip_leaves_room_for_what_is_not_known() -> None:
    text = said(paper(PaperKind.SERVICE, way="", served_on="", servers="").pdf)
    assert SITE in text
    assert "年\u3000\u3000月\u3000\u3000日" in text
