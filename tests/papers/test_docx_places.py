"""Letters as .docx, as LibreOffice sets them: every part where the PDF has it, in millimetres from the page's edges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.vocabulary import PaperKind
from tests.papers.samples import (
    LEFT,
    OFFICE,
    TOWN,
    WIDTH,
    Printed,
    content,
    find,
    images,
    items,
    lines,
    photos,
    rules,
    stored,
    wording,
)
from tools.libreoffice import to_pdf
from xianfeng_gui.papers import produce, produce_docx
from xianfeng_gui.papers.content import PaperPhoto
from xianfeng_gui.papers.style import OfficeStyle


def captioned(count: int, length: int) -> tuple[PaperPhoto, ...]:
    """Photos with captions of so many characters."""
    return tuple(replace(photo, caption=("疏散通道堆放纸箱" * 63)[:length]) for photo in photos(count))


COPIES = "，".join(["区应急局"] * 24)
PAPERS = {
    "referral": content(PaperKind.REFERRAL, copies_to="区应急局"),
    "circular": content(PaperKind.CIRCULAR, copies_to="区应急局，区安委办"),
    "report": content(PaperKind.DISTRICT_REPORT),
    "photos": content(PaperKind.CIRCULAR, copies_to=COPIES, photos=photos(2)),
    "rows": content(PaperKind.CIRCULAR, copies_to=COPIES, photos=photos(6)),
    "captions": content(PaperKind.CIRCULAR, copies_to=COPIES, photos=captioned(4, 400)),
    "caption": content(PaperKind.CIRCULAR, copies_to=COPIES, photos=captioned(1, 450)),
    "full": content(PaperKind.CIRCULAR, copies_to=COPIES, items=items(7)),
}
NEAR = 0.6
"""Word processors round leadings to twentieths of a point, and draw a face a little higher or lower than we do."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each paper as its own PDF and as LibreOffice makes one of its .docx."""
    folder = tmp_path_factory.mktemp("docx")
    files = [folder / f"{name}.docx" for name in PAPERS]
    for file, one in zip(files, PAPERS.values(), strict=True):
        file.write_bytes(produce_docx(one, OFFICE, wording(one.kind), stored, draft=False))
    made: Path = to_pdf(files, folder, 240)
    return {
        name: (
            produce(one, OFFICE, wording(one.kind), stored, draft=False).pdf,
            (made / f"{name}.pdf").read_bytes(),
        )
        for name, one in PAPERS.items()
    }


def test_a_letterhead_has_mark_and_both_double_rules_outside_the_text_block(
    shown: dict[str, tuple[bytes, bytes]],
) -> None:
    ours, theirs = shown["referral"]
    for start in (TOWN, "先锋府安改", "关于移送"):
        assert find(theirs, start).top == pytest.approx(find(ours, start).top, abs=NEAR), start
    assert len(rules(theirs)) == 4
    for mine, other in zip(rules(ours), rules(theirs), strict=True):
        for side in ("top", "x0", "x1", "linewidth"):
            assert other[side] == pytest.approx(mine[side], abs=0.3), side
        assert other["stroking_color"] == pytest.approx((0.85, 0, 0), abs=0.01)


@pytest.mark.parametrize("name", ["circular", "report"])
def test_a_file_has_its_mark_and_rule_where_the_standard_wants_them(
    shown: dict[str, tuple[bytes, bytes]], name: str
) -> None:
    ours, theirs = shown[name]
    assert find(theirs, TOWN).top == pytest.approx(find(ours, TOWN).top, abs=NEAR)
    assert rules(theirs)[0]["top"] == pytest.approx(rules(ours)[0]["top"], abs=1)


def from_here(pdf: bytes, start: Printed) -> str:
    """What stands on a page from a line downwards, without blanks."""
    found = [line for line in lines(pdf) if line.page == start.page and line.top > start.top - 0.1]
    return "".join("".join(line.text.split()) for line in found)


@pytest.mark.parametrize("name", list(PAPERS))
def test_the_imprint_stands_at_the_foot_of_the_last_page(
    shown: dict[str, tuple[bytes, bytes]], name: str
) -> None:
    ours, theirs = shown[name]
    last = lines(theirs)[-1].page
    assert last == lines(ours)[-1].page
    start = "抄送" if PAPERS[name].value("copies_to") else f"{TOWN}2020"
    mine, other = find(ours, start), find(theirs, start)
    assert (other.page, other.size) == (last, 14)
    assert (other.top, other.left) == (pytest.approx(mine.top, abs=NEAR), pytest.approx(mine.left, abs=NEAR))
    assert from_here(theirs, other) == from_here(ours, mine)
    above = [line for line in lines(theirs) if line.page == last and line.top < other.top - 0.1]
    assert above, "the imprint is not alone on its page"
    if PAPERS[name].photos:
        assert [len(page) for page in images(theirs)][2:] == [len(page) for page in images(ours)][2:]
    if name != "referral":  # that of a 信函 has no rules
        black = [rule for rule in rules(theirs, last) if rule["x1"] - rule["x0"] > 400]
        wanted = [rule for rule in rules(ours, last) if rule["x1"] - rule["x0"] > 400]
        assert [rule["top"] for rule in black] == pytest.approx([rule["top"] for rule in wanted], abs=1)
        assert all(rule["x0"] == pytest.approx(LEFT * 72 / 25.4, abs=1) for rule in black)
        assert black[-1]["x1"] == pytest.approx((LEFT + WIDTH) * 72 / 25.4, abs=1)


def test_long_names_of_the_office_stand_where_the_pdf_has_them(tmp_path: Path) -> None:
    name = ("重庆市江津区先锋镇安全生产委员会办公室" * 4)[:60]
    long = content(PaperKind.DISTRICT_REPORT, signer="刘某某、王某某、陈某某、赵某某、钱某某", items=items(1))
    offices = {sealed: OfficeStyle(name, name, sealed=sealed) for sealed in (True, False)}
    files = {sealed: tmp_path / f"{sealed}.docx" for sealed in offices}
    for sealed, office in offices.items():
        made = produce_docx(long, office, wording(long.kind), stored, draft=False)
        files[sealed].write_bytes(made)
    folder = to_pdf(list(files.values()), tmp_path, 240)
    for sealed, office in offices.items():
        ours = lines(produce(long, office, wording(long.kind), stored, draft=False).pdf)
        theirs = lines((folder / f"{sealed}.pdf").read_bytes())
        assert len(of_office(ours)) == 2 + 3 + 4 + 1 + 1 + 4, "mark, signers, name, date, contact, imprint"
        for index, (mine, other) in enumerate(zip(of_office(ours), of_office(theirs), strict=True)):
            assert "".join(other.text.split()) == "".join(mine.text.split())
            if not 5 <= index < 11:  # the signature stands where the text ends
                assert other.top == pytest.approx(mine.top, abs=NEAR), mine.text
            assert other.right == pytest.approx(mine.right, abs=1.5), mine.text


def of_office(found: list[Printed]) -> list[Printed]:
    """The lines above the title, and those from the signature on; without page numbers."""
    found = [line for line in found if "—" not in line.text]
    title = next(index for index, line in enumerate(found) if line.text.startswith("关于"))
    signed = next(
        index for index, line in enumerate(found) if index > title and line.text.strip() == "特此报告。"
    )
    return [*found[:title], *found[signed + 1 :]]
