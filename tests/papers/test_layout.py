"""The official page, measured in millimetres from the PDF (GB/T 9704-2012)."""

from __future__ import annotations

import datetime as dt
import math
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from db.vocabulary import PaperKind
from tests.papers.samples import (
    HEIGHT,
    LEFT,
    MM,
    OFFICE,
    PAGE_HEIGHT,
    TOP,
    TOWN,
    WIDTH,
    body_lines,
    find,
    images,
    item,
    items,
    letter,
    lines,
    paper,
    photos,
    rules,
)
from xianfeng_gui.papers.document import FormLine, Heading, Imprint

ROW = HEIGHT / 22
CELL = WIDTH / 28
LONG = ("安全生产检查" * 700,)
RED = (0.85, 0.0, 0.0)


@pytest.fixture(scope="module")
def long_letter() -> bytes:
    """A letter of about eight full pages."""
    return letter(LONG).pdf


@pytest.fixture(scope="module")
def plain_notice() -> bytes:
    return paper(photos=photos(1)).pdf


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is not installed")
def test_the_mark_is_35_mm_below_the_text_block_and_red(plain_notice: bytes, tmp_path: Path) -> None:
    """Measured on the picture of the page: the ink is what the standard measures."""
    (tmp_path / "a.pdf").write_bytes(plain_notice)
    command = ["pdftoppm", "-r", "254", "-png", "-singlefile", "-l", "1", "a.pdf", "a"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "a.png") as page:
        reds = page.convert("RGB").point(lambda value: 255 if value > 128 else 0)
        mask = Image.merge("RGB", reds.split()).convert("HSV").split()[1].point(lambda value: value and 255)
        left, top, right, _ = mask.getbbox() or (0, 0, 0, 0)
    assert top / 10 == pytest.approx(TOP + 35, abs=0.6)
    assert (left + right) / 20 == pytest.approx(LEFT + WIDTH / 2, abs=0.5)
    assert (right - left) / 10 <= WIDTH + 0.5


def test_number_two_rows_below_the_mark_and_the_rule_4_mm_below_it(plain_notice: bytes) -> None:
    mark, number, rule = find(plain_notice, TOWN), find(plain_notice, "先锋府安改"), rules(plain_notice)[0]
    mark_bottom = mark.top + mark.size / MM
    assert number.top - mark_bottom == pytest.approx(2 * ROW + (ROW - 16 / MM) / 2, abs=0.7)
    assert (number.left + number.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.3)
    assert rule["top"] / MM - (number.top + 16 / MM) == pytest.approx(4, abs=0.2)
    assert rule["x0"] / MM == pytest.approx(LEFT, abs=0.01)
    assert rule["x1"] / MM == pytest.approx(LEFT + WIDTH, abs=0.01)
    assert rule["stroking_color"] == pytest.approx(RED)


def test_the_title_is_22_points_two_rows_below_the_rule(plain_notice: bytes) -> None:
    title, rule = find(plain_notice, "安全隐患整改通知书"), rules(plain_notice)[0]
    assert title.size == 22
    assert title.top - rule["top"] / MM == pytest.approx(2 * ROW, abs=0.2)
    assert (title.left + title.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.3)


def test_the_recipient_is_flush_and_one_row_below_the_title(plain_notice: bytes) -> None:
    title, recipient = find(plain_notice, "安全隐患整改通知书"), find(plain_notice, "江津区顺达")
    assert recipient.left == pytest.approx(LEFT, abs=0.1)
    assert ROW < recipient.top - (title.top + 22 / MM) < 2 * ROW + 3


def test_a_full_page_has_22_lines_of_28_characters_in_the_text_block(long_letter: bytes) -> None:
    page = [line for line in body_lines(long_letter) if line.page == 3]
    assert len(page) == 22
    assert {len(line.text) for line in page} == {28}
    assert page[0].top == pytest.approx(TOP + (ROW - 16 / MM) / 2, abs=0.05)
    assert page[-1].top + 16 / MM == pytest.approx(TOP + HEIGHT - (ROW - 16 / MM) / 2, abs=0.05)
    for above, below in zip(page, page[1:], strict=False):
        assert below.top - above.top == pytest.approx(ROW, abs=0.05)
    for line in page:
        assert line.left == pytest.approx(LEFT, abs=0.05)
        assert line.right == pytest.approx(LEFT + WIDTH, abs=0.15)


def test_page_numbers_7_mm_below_odd_right_even_left(long_letter: bytes) -> None:
    numbers = [line for line in lines(long_letter) if line.text.startswith("— ")]
    assert [line.text for line in numbers] == [f"— {i} —" for i in range(1, len(numbers) + 1)]
    for number in numbers:
        dash = number.top + (0.88 - 0.31) * 14 / MM
        assert dash - (TOP + HEIGHT) == pytest.approx(7, abs=0.2)
        assert number.size == 14
        if number.page % 2:
            assert number.right == pytest.approx(LEFT + WIDTH - CELL, abs=0.1)
        else:
            assert number.left == pytest.approx(LEFT + CELL, abs=0.1)


def test_a_sealed_date_stands_four_characters_in_with_the_name_centred_over_it() -> None:
    pdf = letter(("请认真贯彻落实。",)).pdf
    body, name, date = find(pdf, "请认真"), *body_lines(pdf)[-2:]
    assert (name.text, date.text) == (TOWN, "2020年11月20日")
    assert date.right == pytest.approx(LEFT + WIDTH - 4 * CELL, abs=0.2)
    assert (name.left + name.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.2)
    assert name.top - body.top == pytest.approx(3 * ROW, abs=0.1)


def test_an_unsealed_name_stands_two_characters_in() -> None:
    pdf = letter(("请认真贯彻落实。",), sealed=False).pdf
    name, date = body_lines(pdf)[-2:]
    assert name.right == pytest.approx(LEFT + WIDTH - 2 * CELL, abs=0.2)
    assert date.left - name.left == pytest.approx(2 * CELL, abs=0.1)


def test_faces_by_role(plain_notice: bytes) -> None:
    faces = {
        TOWN: "NotoSerifSC-Bold",
        "先锋府安改": "FandolFang-Regular",
        "安全隐患整改通知书": "NotoSerifSC-Bold",
        "江津区顺达": "FandolFang-Regular",
        "一、": "NotoSansSC-Medium",
        "（一）": "FandolKai-Regular",
        "一层东侧疏散通道堆放": "FandolFang-Regular",
        "— 1 —": "NotoSerifSC-Regular",
    }
    for start, face in faces.items():
        assert find(plain_notice, start).fonts == {face}, start


@pytest.mark.parametrize("count", range(0, 24))
def test_a_signature_never_stands_alone(count: int) -> None:
    """Whatever the length of the body, two of its lines share the page with name and date."""
    pdf = letter(tuple(f"第{i}条要求认真落实。" for i in range(count)) + ("请遵照执行。" * 9,)).pdf
    found = body_lines(pdf)
    last = [line for line in found if line.page == found[-1].page]
    names = [index for index, line in enumerate(last) if line.text == TOWN and line.size == 16]
    assert len(names) == 1
    assert names[0] >= 2
    assert last[names[0] + 1].text == "2020年11月20日"


@pytest.mark.parametrize("count", range(0, 12))
def test_a_heading_is_never_the_last_line_of_a_page(count: int) -> None:
    body = (
        *("检查。" for _ in range(count)),
        Heading("一、要求"),
        Heading("（一）落实", 2),
        "按期完成。" * 20,
    )
    pdf = letter(body).pdf
    pages = {find(pdf, start).page for start in ("一、", "（一）", "按期完成")}
    assert len(pages) == 1


def test_several_annexes_are_numbered_below_the_body() -> None:
    pdf = letter(("请落实。",), annexes=("任务清单", "检查表")).pdf
    first, second = find(pdf, "附件"), find(pdf, "2.")
    assert first.text == "附件：1.任务清单"
    assert first.left == pytest.approx(LEFT + 2 * CELL, abs=0.1)
    assert first.top - find(pdf, "请落实").top == pytest.approx(2 * ROW, abs=0.1)
    assert second.top - first.top == pytest.approx(ROW, abs=0.1)


@pytest.mark.parametrize("count", [1, 5, 12, 20])
def test_the_imprint_closes_the_last_page(count: int) -> None:
    imprint = Imprint("区应急局，各镇街" * 6, "先锋镇党政办", dt.date(2020, 10, 15))
    pdf = letter(tuple("检查。" for _ in range(count)), imprint=imprint).pdf
    last = lines(pdf)[-1].page
    closing = find(pdf, "先锋镇党政办")
    assert (closing.page, closing.size) == (last, 14)
    assert closing.text.endswith("2020年10月15日印发")
    assert closing.left == pytest.approx(LEFT + 14 / MM, abs=0.2)
    assert rules(pdf, last)[-1]["top"] / MM == pytest.approx(TOP + HEIGHT, abs=0.1)


@pytest.mark.parametrize("copies", ["区应急局", ""])
@pytest.mark.parametrize("length", [18, 19, 20, 39, 60])
def test_a_long_printer_stands_in_lines_beside_the_day_of_printing(length: int, copies: str) -> None:
    name = ("重庆市江津区先锋镇安全生产委员会办公室" * 4)[:length]
    pdf = letter(("请落实。",), imprint=Imprint(copies, name, dt.date(2020, 12, 15))).pdf
    closing = [
        line
        for line in lines(pdf)
        if line.size == 14 and line.top > TOP + HEIGHT - 60 and "—" not in line.text
    ]
    printed = closing[bool(copies) :]
    assert "".join(line.text for line in printed) == f"{name}2020年12月15日印发"
    assert len(printed) == math.ceil(length / 19)
    assert {round(line.left, 1) for line in printed} == {round(LEFT + 14 / MM, 1)}
    assert all(line.right < LEFT + WIDTH - 4.5 for line in printed)
    assert printed[-1].text.endswith("印发") and printed[-1].top < TOP + HEIGHT
    ruled = [rule for rule in rules(pdf, printed[-1].page) if rule["stroking_color"] != pytest.approx(RED)]
    assert len(ruled) == 2 + bool(copies)


@pytest.mark.parametrize("count", range(6, 32))
def test_no_page_holds_an_imprint_only(count: int) -> None:
    imprint = Imprint("区应急局，各镇街" * 6, "先锋镇党政办", dt.date(2020, 10, 15))
    found = lines(letter(tuple("检查。" for _ in range(count)), imprint=imprint).pdf)
    last = [line.text for line in found if line.page == found[-1].page]
    assert any(text.startswith("检查") for text in last) and any("2020年11月20日" in text for text in last)


@pytest.mark.parametrize("count", [1, 4, 6, 11, 12, 14, 18, 24])
def test_the_imprint_comes_behind_the_annexes(count: int) -> None:
    """7.3.7: annexes stand before the imprint."""
    pdf = paper(PaperKind.CIRCULAR, photos=photos(count), copies_to="区应急局").pdf
    found = lines(pdf)
    closing = find(pdf, TOWN + "2020")
    assert closing.page == found[-1].page
    assert rules(pdf, closing.page)[-1]["top"] / MM == pytest.approx(TOP + HEIGHT, abs=0.1)
    pictures = images(pdf)[closing.page - 1]
    assert all(one["bottom"] / MM < find(pdf, "抄送").top - 1 for one in pictures)
    assert len(pictures) == {1: 1, 4: 4, 6: 2, 11: 5, 12: 6, 14: 2, 18: 6, 24: 6}[count]


@pytest.mark.parametrize("length", [60, 200, 300, 380, 420, 450, 480, 500])
@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("copies", ["区应急局", "，".join(["区应急局"] * 30)])
def test_the_imprint_has_photos_or_their_captions_above_it(length: int, count: int, copies: str) -> None:
    """However long the captions are: the last lines of one that fills a page go to the next with the imprint."""
    caption = ("疏散通道堆放纸箱" * 63)[:length]
    shown = tuple(replace(photo, caption=caption) for photo in photos(count))
    pdf = paper(PaperKind.CIRCULAR, photos=shown, copies_to=copies).pdf
    found, closing = lines(pdf), find(pdf, "抄送")
    assert closing.page == found[-1].page
    above = [line for line in found if line.page == closing.page and line.size == 12]
    assert len(above) >= 2 and above[-1].top + 1 < closing.top
    assert "".join(line.text for line in found if line.size == 12).count("疏") == count * caption.count("疏")
    assert all(line.top < TOP + HEIGHT - 12 / MM for line in found if line.size == 12)
    assert sum(map(len, images(pdf))) == count + 1, "the photos and the QR code"


def test_form_lines_wrap_and_their_blanks_stay_in_the_text_block() -> None:
    form = FormLine((("检查人员（签名）：", 10), ("签收人（签名）：", 28), ("时间：", 28)))
    pdf = letter(("请落实。",), tail=(form,)).pdf
    blanks = [rule for rule in rules(pdf) if rule["stroking_color"] != pytest.approx(RED)]
    assert len(blanks) == 3
    assert max(rule["x1"] for rule in blanks) / MM <= LEFT + WIDTH + 0.1
    assert find(pdf, "检查人员").top < find(pdf, "时间").top


def test_preprinted_paper_leaves_mark_and_rule_out_and_moves_nothing() -> None:
    printed, blank = (paper(office=replace(OFFICE, preprinted=value)).pdf for value in (False, True))
    assert lines(blank) == [
        line for line in lines(printed) if line.fonts != {"NotoSerifSC-Bold"} or line.size == 22
    ]
    assert not [rule for rule in rules(blank) if rule["stroking_color"] == pytest.approx(RED)]


@pytest.mark.parametrize(
    "mark",
    [
        "先锋镇人民政府",
        "重庆市江津区先锋镇安全生产委员会办公室文件",
        "先锋" * 30,
        "中共先锋镇委员会\n先锋镇人民政府",
    ],
)
def test_marks_of_any_length_stay_in_the_text_block(mark: str) -> None:
    pdf = paper(office=replace(OFFICE, mark=mark)).pdf
    above = [line for line in lines(pdf) if line.page == 1 and line.top < find(pdf, "先锋府安改").top]
    assert "".join(line.text for line in above) == mark.replace("\n", "")
    assert all(LEFT - 0.1 < line.left and line.right < LEFT + WIDTH + 0.1 for line in above)


def test_everything_stays_on_the_paper() -> None:
    """Names of 60 characters, a description of 3,000, rare characters."""
    long_name = "江津区顺达㳇𬭎花椒制品加工有限责任公司" * 3
    long = (item(1, description="通道堆放可燃物，应当立即清理；" * 200, place=long_name),)
    found = paper(office=replace(OFFICE, issuer=long_name), recipient=long_name, items=long)
    for line in lines(found.pdf):
        assert line.left > LEFT - 0.1 and line.right < LEFT + WIDTH + 3, line
        assert line.top > TOP - 0.1 and line.top * MM < PAGE_HEIGHT
    assert found.missing == ()


def test_preprinted_paper_is_nudged_by_tenths_of_a_millimetre() -> None:
    red_head = replace(OFFICE, preprinted=True)
    plain, moved = (
        paper(office=replace(red_head, nudge_x_mm=x, nudge_y_mm=y)).pdf for x, y in ((0, 0), (0.7, -1.3))
    )
    assert paper(office=replace(OFFICE, nudge_x_mm=3)).pdf == paper().pdf, "only on red-head paper"
    for before, after in zip(lines(plain), lines(moved), strict=True):
        assert after.left - before.left == pytest.approx(0.7, abs=0.02)
        assert after.top - before.top == pytest.approx(-1.3, abs=0.02)


def test_the_seal_may_be_further_in() -> None:
    pdf = paper(office=replace(OFFICE, issuer="先锋镇人民政府", seal_inset=6)).pdf
    date = [line for line in lines(pdf) if line.text == "2020年11月20日"][-1]
    assert date.right == pytest.approx(LEFT + WIDTH - 6 * CELL, abs=0.2)


def test_a_letterhead_stands_30_mm_below_the_edge_over_double_rules() -> None:
    pdf = paper(PaperKind.REFERRAL).pdf
    mark, number = find(pdf, TOWN), find(pdf, "先锋府安改")
    assert mark.top + (0.88 - 0.85) * mark.size / MM == pytest.approx(30, abs=0.3)
    red = [rule for rule in rules(pdf) if rule["stroking_color"] == pytest.approx(RED)]
    assert len(red) == 4
    for rule in red:
        assert (rule["x0"] / MM, rule["x1"] / MM) == (pytest.approx(21, abs=0.1), pytest.approx(191, abs=0.1))
    assert red[-1]["top"] / MM == pytest.approx(277, abs=1)
    assert number.top - red[1]["top"] / MM == pytest.approx(14 / MM, abs=0.3)
    assert number.right == pytest.approx(LEFT + WIDTH, abs=0.2)
    assert not [line for line in lines(pdf) if line.page == 1 and line.text.startswith("— ")]


def test_the_draft_s_note_keeps_clear_of_the_mark() -> None:
    for kind in (PaperKind.REFERRAL, PaperKind.NOTICE, PaperKind.INSPECTION_RECORD):
        pdf = paper(kind, draft=True).pdf
        note, mark = find(pdf, "草稿"), find(pdf, TOWN)
        assert note.top > 10 and note.top + note.size / MM < mark.top


def test_without_a_name_there_is_room_to_sign() -> None:
    pdf = paper(PaperKind.DISTRICT_REPORT, signer="").pdf
    number = find(pdf, "先锋府安改")
    assert number.text.endswith("签发人：")
    assert number.right == pytest.approx(LEFT + WIDTH - 5 * CELL, abs=0.2)


def test_a_paper_to_a_superior_names_its_signer_beside_the_number() -> None:
    pdf = paper(PaperKind.DISTRICT_REPORT).pdf
    number = find(pdf, "先锋府安改")
    assert number.text.endswith("签发人：刘某某")
    assert number.left == pytest.approx(LEFT + CELL, abs=0.2)
    assert number.right == pytest.approx(LEFT + WIDTH - CELL, abs=0.2)
    assert "FandolKai-Regular" in number.fonts


@pytest.mark.parametrize("count", [1, 3, 5, 9, 15])
def test_many_signers_stand_in_rows_between_mark_and_number(count: int) -> None:
    """7.2.6: the last of them in the number's row."""
    pdf = paper(PaperKind.DISTRICT_REPORT, signer="、".join(["刘某某"] * count)).pdf
    number = find(pdf, "先锋府安改")
    above = [line for line in lines(pdf) if line.page == 1 and line.top < number.top]
    marks, names = [line for line in above if line.size > 16], [line for line in above if line.size == 16]
    assert "".join(line.text for line in [*names, number]).count("刘某某") == count
    assert not names or names[0].text.startswith("签发人：")
    assert all(line.top > marks[-1].top + marks[-1].size / MM for line in names)
    assert all(line.right < LEFT + WIDTH - CELL + 0.2 for line in names)
    assert rules(pdf)[0]["top"] / MM > number.top + 16 / MM + 3.9


def test_the_qr_code_stands_below_the_text_block_beside_the_page_number() -> None:
    pdf = paper().pdf
    last = lines(pdf)[-1]
    *before, after = images(pdf)
    assert not any(before)
    (code,) = after
    assert (code["x1"] - code["x0"]) / MM == pytest.approx(19, abs=0.1)
    assert code["top"] / MM > TOP + HEIGHT
    assert code["x1"] / MM < last.left
    assert code["bottom"] / MM < 290


@pytest.mark.parametrize("count", range(1, 12))
def test_a_receipt_never_stands_without_the_signature(count: int) -> None:
    pdf = paper(items=items(count)).pdf
    found = body_lines(pdf)
    names = [line for line in found if line.text == TOWN and line.size == 16]
    assert names[-1].page == found[-1].page == find(pdf, "被通知单位签收人").page
    above = [line for line in found if line.page == found[-1].page and line.top < names[-1].top]
    assert len(above) >= 2


@pytest.mark.parametrize(
    "site", ["江津区顺达花椒制品有限公司", "顺达", "江津区先锋镇顺达花椒制品加工有限责任公司绣庄村分公司"]
)
def test_a_long_title_is_not_broken_inside_a_name_that_fits(site: str) -> None:
    pdf = paper(PaperKind.REFERRAL, site=site).pdf
    title = [line.text for line in lines(pdf) if line.size == 22]
    assert "".join(title) == f"关于移送{site}安全隐患的函"
    assert len(site) > 16 or any(site in line for line in title)
