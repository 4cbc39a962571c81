"""Annex pages: six photos to a page, upright, whole, with captions."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

from db.errors import UserError
from db.vocabulary import PaperKind
from tests.papers.samples import (
    HEIGHT,
    ISSUED,
    LEFT,
    MM,
    TOP,
    WIDTH,
    find,
    images,
    lines,
    paper,
    picture,
)
from xianfeng_gui.papers.content import PaperPhoto
from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.page import Press
from xianfeng_gui.papers.photos import (
    PIXELS,
    Photo,
    PhotoRow,
    arranged,
    in_pairs,
    photo_pages,
    print_photo_page,
    printable,
)


def annex(rows: list[PhotoRow]) -> bytes:
    book = FontBook()
    press = Press(book, "", "", "", ISSUED)
    for page in photo_pages("附件", "隐患照片", rows, book):
        print_photo_page(page, press)
        press.end_page()
    return press.finish().pdf


def photos(count: int, **shape: Any) -> list[PhotoRow]:
    return in_pairs([Photo(picture(**shape), f"隐患{i}") for i in range(1, count + 1)])


def test_forty_photos_take_seven_pages_of_six() -> None:
    pdf = annex(photos(40))
    assert [len(page) for page in images(pdf)] == [6, 6, 6, 6, 6, 6, 4]
    captions = [line.text for line in lines(pdf) if line.text.startswith("隐患") and line.size == 12]
    assert "".join(captions) == "".join(f"隐患{i}" for i in range(1, 41))


def test_captions_that_are_alike_are_counted() -> None:
    alike = [PaperPhoto("", "隐患现场", "before", f"甲/{i}") for i in range(20)]
    after = [PaperPhoto("", "", "after", f"甲/{i}") for i in range(20)]
    others = [PaperPhoto("", "配电箱"), PaperPhoto(""), PaperPhoto("")]
    rows = arranged([*alike, *after, *others], lambda _sha256: picture())
    captions = [photo.caption for row in rows for photo in row if photo]
    assert captions[:4] == [
        "整改前：隐患现场（1/20）",
        "整改后（1/20）",
        "整改前：隐患现场（2/20）",
        "整改后（2/20）",
    ]
    assert captions[38:] == ["整改前：隐患现场（20/20）", "整改后（20/20）", "配电箱", "", ""]


def test_a_caption_may_have_500_characters_besides_its_count() -> None:
    rows = arranged([PaperPhoto("", "长" * 500), PaperPhoto("", "长" * 500)], lambda _sha256: picture())
    text = "".join(line.text for line in lines(annex(rows)))
    assert text.count("长") == 1000 and "（1/2）" in text and "（2/2）" in text


def test_photos_stay_in_the_text_block_and_keep_their_shape() -> None:
    pdf = annex(
        in_pairs([Photo(picture(w, h), "图") for w, h in ((400, 300), (300, 400), (1600, 200), (99, 990))])
    )
    for image, ratio in zip(images(pdf)[0], (4 / 3, 3 / 4, 8, 0.1), strict=True):
        width, height = image["x1"] - image["x0"], image["bottom"] - image["top"]
        assert width / height == pytest.approx(ratio, rel=0.02)
        assert image["x0"] / MM >= LEFT - 0.1 and image["x1"] / MM <= LEFT + WIDTH + 0.1
        assert image["top"] / MM >= TOP and image["bottom"] / MM <= TOP + HEIGHT


def test_before_and_after_stand_side_by_side() -> None:
    before, after = Photo(picture(), "整改前"), Photo(picture(), "整改后")
    pdf = annex([(before, after), (None, after)])
    first, second, third = images(pdf)[0]
    assert first["top"] == second["top"]
    assert first["x1"] < second["x0"] == third["x0"]
    assert first["bottom"] < third["top"]


@pytest.mark.parametrize(("orientation", "red"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_exif_orientation_is_honoured(orientation: int, red: str) -> None:
    jpeg, width, height = printable(Photo(picture(400, 300, orientation), ""))
    spots = {"left": (10, height // 2), "right": (width - 10, height // 2)}
    spots |= {"top": (width // 2, 10), "bottom": (width // 2, height - 10)}
    with Image.open(io.BytesIO(jpeg)) as image:
        colour = image.getpixel(spots[red])
    assert isinstance(colour, tuple)
    assert colour[0] > 150 > colour[2]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_usual_formats_are_taken(form: str) -> None:
    assert printable(Photo(picture(form=form), ""))[1:] == (400, 300)


def test_transparent_becomes_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    jpeg, *_ = printable(Photo(buffer.getvalue(), ""))
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.getpixel((25, 25)) == (255, 255, 255)


def test_large_photos_are_scaled_to_print() -> None:
    _, width, height = printable(Photo(picture(4000, 3000), ""))
    assert (width, height) == (PIXELS, PIXELS * 3 // 4)


def test_position_data_of_the_camera_does_not_go_out() -> None:
    jpeg, *_ = printable(Photo(picture(orientation=6), ""))
    with Image.open(io.BytesIO(jpeg)) as image:
        assert not image.getexif()


@pytest.mark.parametrize("data", [b"", b"not a picture", picture()[:300]])
def test_a_broken_file_is_named(data: bytes) -> None:
    with pytest.raises(UserError, match="照片“隐患1”"):
        printable(Photo(data, "隐患1"))


def test_long_captions_wrap_and_push_the_next_row_down() -> None:
    caption = "隐患一：疏散通道堆放纸箱；" * 12
    pdf = annex(in_pairs([Photo(picture(), caption)] * 6))
    text = "".join(line.text for line in lines(pdf) if line.size == 12)
    assert len(text) == len(caption) * 6
    assert all(image["bottom"] / MM <= TOP + HEIGHT for page in images(pdf) for image in page)
    assert find(pdf, "隐患一").size == 12


def test_a_caption_for_which_its_page_is_too_short_goes_on_on_the_next() -> None:
    pdf = annex([(Photo(picture(), "长" * 500), Photo(picture(), "短" * 30)), (Photo(picture(), "后"), None)])
    caption = [line for line in lines(pdf) if line.text.startswith("长")]
    assert [len(page) for page in images(pdf)] == [2, 1]
    assert sum(line.text.count("长") for line in caption) == 500
    assert sum(line.page == 2 for line in caption) >= 2
    assert all(line.top * MM + 12 <= (TOP + HEIGHT) * MM for line in caption)
    assert images(pdf)[1][0]["top"] / MM > caption[-1].top + 4, "the next photo stands below it"


def test_a_text_instead_of_a_caption_is_refused() -> None:
    with pytest.raises(UserError, match="请缩短"):
        arranged([PaperPhoto("", "长" * 501)], lambda _sha256: picture())


def test_the_same_picture_is_stored_once() -> None:
    with pikepdf.open(io.BytesIO(annex(photos(3)))) as document:
        assert len(document.pages[0].get_images()) == 1


def test_photos_of_a_pair_stand_before_left_and_after_right_the_others_follow() -> None:
    kept = [
        PaperPhoto("a", "通道", "before", "XF-1"),
        PaperPhoto("b", "院坝"),
        PaperPhoto("c", "通道", "after", "XF-1"),
        PaperPhoto("d", "标志", "after", "XF-1"),
    ]
    rows = arranged(kept, lambda sha256: sha256.encode())
    shown = [[photo and (photo.image, photo.caption) for photo in row] for row in rows]
    assert shown == [
        [(b"a", "整改前：通道"), (b"c", "整改后：通道")],
        [None, (b"d", "整改后：标志")],
        [(b"b", "院坝"), None],
    ]


@pytest.mark.parametrize("kind", [PaperKind.REINSPECTION, PaperKind.CLOSURE, PaperKind.DELISTING])
@pytest.mark.parametrize(
    ("moments", "title"),
    [
        (("before", "after"), "整改前后照片"),
        (("before", "before"), "整改前照片"),
        (("after",), "整改后照片"),
    ],
)
def test_the_annex_is_called_by_what_it_shows(kind: PaperKind, moments: tuple[str, ...], title: str) -> None:
    shown = tuple(PaperPhoto(moment * 10, "疏散通道", moment) for moment in moments)
    assert [line.text for line in lines(paper(kind, photos=shown).pdf) if line.size == 22][-1] == title


def test_a_notice_calls_its_photos_as_its_wording_does() -> None:
    shown = (PaperPhoto("a", "疏散通道", "before"),)
    assert [line.text for line in lines(paper(photos=shown).pdf) if line.size == 22][-1] == "隐患照片"
