"""The case volume: cover, contents, papers in order, bookmarks, page numbers."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf

from db.vocabulary import PaperKind
from tests.papers.samples import ISSUED, SITE, TOWN, images, lines, paper, photos, stored
from xianfeng_gui.papers.volume import VolumeCover, VolumePart, history_pdf, merge, photos_pdf, volume

COVER = VolumeCover("安全隐患整改案卷", (("隐患编号", "XF-2020-0001"), ("隐患单位", SITE * 4)), TOWN, ISSUED)


def parts() -> list[VolumePart]:
    kinds = (PaperKind.INSPECTION_RECORD, PaperKind.NOTICE, PaperKind.CLOSURE)
    papers = [VolumePart(f"{kind.label}（先锋府安改〔2020〕1号）", ISSUED, paper(kind).pdf) for kind in kinds]
    pictures = photos_pdf("照片", photos(7), stored, TOWN, ISSUED)
    history = history_pdf("办理经过", [("2020-11-18 09:30", "登记隐患。" * 30)] * 20, TOWN, ISSUED)
    return [*papers, VolumePart("照片", None, pictures), VolumePart("办理经过", None, history)]


def test_contents_bookmarks_and_page_numbers_agree(tmp_path: Path) -> None:
    given = parts()
    pdf = volume(COVER, given)
    path = tmp_path / "volume.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    with pikepdf.open(path) as document:
        pages = len(document.pages)
        with document.open_outline() as outline:
            titles = [str(entry.title) for entry in outline.root]
    assert titles == ["封面", "目录", *(part.title for part in given)]
    found = lines(pdf)
    places = [line for line in found if line.text.startswith("卷内第")]
    assert [line.text for line in places] == [f"卷内第{index}页" for index in range(1, pages - 1)]
    contents = [line.text for line in found if line.page == 2]
    first = 1
    for index, part in enumerate(given, 1):
        with pikepdf.open(io.BytesIO(part.pdf)) as document:
            count = len(document.pages)
        assert any(line.startswith(str(index)) and line.endswith(str(first)) for line in contents), contents
        first += count
    assert [line.text for line in found if line.page == 1][0] == COVER.title


def test_the_papers_go_in_as_they_are() -> None:
    given = parts()
    whole = "".join(line.text for line in lines(volume(COVER, given)) if not line.text.startswith("卷内第"))
    for part in given:
        assert "".join(line.text for line in lines(part.pdf)) in whole
    pictures = [images(part.pdf) for part in given]
    assert sum(map(len, pictures[-2])) == 7
    assert [len(page) for page in images(volume(COVER, given))[2:]] == [
        len(page) for part in pictures for page in part
    ]


def test_many_parts_take_several_pages_of_contents() -> None:
    one = paper(PaperKind.SERVICE).pdf
    pdf = volume(COVER, [VolumePart(f"送达回证{i}", ISSUED, one) for i in range(40)])
    heads = [line.page for line in lines(pdf) if line.text == "目\u3000录"]
    assert heads == [2, 3, 4]


def test_what_is_missing_is_named_behind_the_parts() -> None:
    one = VolumePart("整改通知书", ISSUED, paper(PaperKind.SERVICE).pdf)
    pdf = volume(COVER, [one], ["现场检查记录（YJB-2021-J001）", "整改复查意见书（XF-2020-0001）"])
    contents = [line.text for line in lines(pdf) if line.page == 2]
    assert contents[3].endswith("未制作") and "现场检查记录（YJB-2021-J001）" in contents[3]
    assert contents[4].endswith("未制作") and "整改复查意见书（XF-2020-0001）" in contents[4]
    assert not [line for line in lines(volume(COVER, [one])) if "未制作" in line.text]


def test_equal_volumes_have_equal_bytes() -> None:
    assert volume(COVER, parts()) == volume(COVER, parts())


def test_merged_papers_stand_behind_each_other_under_their_names() -> None:
    papers = [paper(), paper(PaperKind.SERVICE)]
    pdf = merge([("甲", papers[0].pdf), ("乙", papers[1].pdf)])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == sum(one.pages for one in papers)
        with document.open_outline() as outline:
            assert [str(entry.title) for entry in outline.root] == ["甲", "乙"]
