"""Annex pages of photos with captions, two beside each other, three rows to a page."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from PIL import Image, ImageOps

from db.errors import UserError
from db.vocabulary import PhotoMoment
from xianfeng_gui.papers import PhotoSource
from xianfeng_gui.papers.content import PaperPhoto
from xianfeng_gui.papers.fonts import FontBook, Role, clean
from xianfeng_gui.papers.page import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    BODY_SIZE,
    CELL,
    MM,
    ROW,
    TITLE_LEADING,
    TITLE_SIZE,
    Press,
    baseline,
)
from xianfeng_gui.papers.text import Line, set_balanced, set_line

GUTTER = 6 * MM
PHOTO_WIDTH = (BLOCK_WIDTH - GUTTER) / 2
PHOTO_HEIGHT = 49 * MM
"""The room of one photo; three rows with one line of caption fill the first annex page below its title."""
CAPTION_SIZE, CAPTION_LEADING = 12.0, 15.0
CAPTION_GAP, ROW_GAP = 1.5 * MM, 4 * MM
LONGEST_CAPTION = 500
"""Characters; more would be a text with a photo, not a photo with a caption."""
LINES_TOGETHER = 2
"""A caption that goes on to the next page has at least so many lines there."""
PIXELS = 1000
"""Longest side of an embedded picture: 300 dots per inch at the size printed."""
JPEG_QUALITY = 85


@dataclass(frozen=True)
class Photo:
    """A picture as the bytes of its file (JPEG, PNG, ... upright by its EXIF orientation) and its caption."""

    image: bytes
    caption: str


PhotoRow = tuple[Photo | None, Photo | None]
"""What stands side by side: two photos of a list, or one hazard before and after rectification."""


def in_pairs(photos: Sequence[Photo]) -> list[PhotoRow]:
    """A list of photos two by two, the last one alone if their number is odd."""
    return [(photos[i], photos[i + 1] if i + 1 < len(photos) else None) for i in range(0, len(photos), 2)]


@dataclass(frozen=True)
class Strip:
    """What stands side by side on one page: photos over their captions, ``top`` points below the text block's top.

    Of a caption that goes on on the next page each page has a strip, the later one without photos. ``words`` is the text of the
    captions, ``captions`` their lines; one of each a column.
    """

    photos: PhotoRow
    words: tuple[str, ...]
    captions: tuple[Sequence[Line], ...]
    top: float

    @property
    def text_top(self) -> float:
        """Where the captions begin."""
        return self.top + (PHOTO_HEIGHT + CAPTION_GAP if any(self.photos) else 0.0)

    @property
    def bottom(self) -> float:
        """Where they end."""
        return self.text_top + max(map(len, self.captions)) * CAPTION_LEADING

    def parted(self, lines: int) -> tuple[Strip, Strip]:
        """With the first lines of the captions, and the other lines at the top of a page."""
        words = [_cut(text, rows[:lines]) for text, rows in zip(self.words, self.captions, strict=True)]
        first = tuple(rows[:lines] for rows in self.captions)
        rest = tuple(rows[lines:] for rows in self.captions)
        return (
            replace(self, words=tuple(text for text, _ in words), captions=first),
            Strip((None, None), tuple(text for _, text in words), rest, 0.0),
        )


@dataclass(frozen=True)
class PhotoPage:
    """An annex page: the lines of its head with their baselines, and what stands below."""

    head: tuple[tuple[Line, float], ...]
    strips: tuple[Strip, ...]


def arranged(photos: Sequence[PaperPhoto], photo_bytes: PhotoSource) -> list[PhotoRow]:
    """Photos in rows: of one pair, those before rectification left, those after right; the others two by two. Captions that are
    alike are counted in the order of the rows."""
    loaded = [(photo, Photo(photo_bytes(photo.sha256), _labelled(photo))) for photo in photos]
    pairs = dict.fromkeys(photo.pair for photo in photos if photo.moment == PhotoMoment.AFTER and photo.pair)
    found: list[PhotoRow] = []
    for pair in pairs:
        before = [one for photo, one in loaded if photo.pair == pair and photo.moment != PhotoMoment.AFTER]
        after = [one for photo, one in loaded if photo.pair == pair and photo.moment == PhotoMoment.AFTER]
        found += zip_longest(before, after)
    return _counted(found + in_pairs([one for photo, one in loaded if photo.pair not in pairs]))


def _counted(photo_rows: Sequence[PhotoRow]) -> list[PhotoRow]:
    """The rows with （1/40）, （2/40） ... behind captions that several photos have."""
    many = Counter(
        photo.caption for photo_row in photo_rows for photo in photo_row if photo and photo.caption
    )
    so_far: Counter[str] = Counter()

    def counted(photo: Photo | None) -> Photo | None:
        if photo is None or many[photo.caption] < 2:
            return photo
        so_far[photo.caption] += 1
        return replace(photo, caption=f"{photo.caption}（{so_far[photo.caption]}/{many[photo.caption]}）")

    return [(counted(left), counted(right)) for left, right in photo_rows]


def _labelled(photo: PaperPhoto) -> str:
    """The caption, with 整改前 or 整改后 before it where it doesn't say so itself; UserError for one that is too long."""
    moment, caption = PhotoMoment.label_of(photo.moment), photo.caption.strip()
    if len(caption) > LONGEST_CAPTION:
        raise UserError(f"照片说明“{caption[:10]}……”超过{LONGEST_CAPTION}字，请缩短。", "photos")
    return caption if moment in caption else "：".join(part for part in (moment, caption) if part)


def photo_pages(
    heading: str, title: str, photo_rows: Sequence[PhotoRow], book: FontBook, foot: float = 0.0
) -> list[PhotoPage]:
    """Annex pages: ``heading`` (附件) top left, the title in the third row (7.3.4), photos.

    ``foot``: points that something else needs at the foot of the last page: where it has no room there, the last photos go to a
    new page with it. Captions for which a page is too short go on on the next one.
    """
    head, y = _titled(heading, title, book)
    pages: list[list[Strip]] = [[]]
    for index, photo_row in enumerate(photo_rows, 1):
        end = BLOCK_HEIGHT - (foot + ROW_GAP if foot and index == len(photo_rows) else 0.0)
        strip = _strip(photo_row, y, book)
        if strip.bottom > end and pages[-1]:
            pages.append([])
            strip = replace(strip, top=0.0)
        if strip.bottom > end:
            strip, rest = strip.parted(_lines_here(strip))
            pages += [[*pages.pop(), strip], []]
            strip = rest
        pages[-1].append(strip)
        y = strip.bottom + ROW_GAP
    return [PhotoPage(() if index else tuple(head), tuple(page)) for index, page in enumerate(pages)]


def _strip(photo_row: PhotoRow, top: float, book: FontBook) -> Strip:
    words = tuple(clean(photo.caption) if photo else "" for photo in photo_row)
    return Strip(photo_row, words, tuple(_caption(photo, book) for photo in photo_row), top)


def _lines_here(strip: Strip) -> int:
    """How many lines of captions that go on stand below their photos: all that have room, but for some to go on with."""
    room = int((BLOCK_HEIGHT - strip.text_top) // CAPTION_LEADING)
    return min(room, max(map(len, strip.captions)) - LINES_TOGETHER)


def _cut(text: str, lines: Sequence[Line]) -> tuple[str, str]:
    """A caption's text behind what its first lines show; they leave out blanks at their ends."""
    left = sum(not char.isspace() for line in lines for char in line.text)
    for place, char in enumerate(text):
        if not left:
            return text[:place], text[place:]
        left -= not char.isspace()
    return text, ""


def _titled(heading: str, title: str, book: FontBook) -> tuple[list[tuple[Line, float]], float]:
    """Heading and title, and where the photos begin."""
    first = set_line(heading, Role.HEI, BODY_SIZE, book, CELL)
    lines = [(first, baseline(BODY_SIZE))] if heading else []
    y = 2 * ROW if heading else 0.0
    for line in set_balanced(title, Role.TITLE, TITLE_SIZE, BLOCK_WIDTH, book):
        lines.append((line, y + baseline(TITLE_SIZE)))
        y += TITLE_LEADING
    return lines, y + ROW / 3


def print_photo_page(page: PhotoPage, press: Press) -> None:
    """Print one of ``photo_pages``; what else stands on it may follow, then ``press.end_page``."""
    for line, y in page.head:
        press.line(line, y)
    for strip in page.strips:
        for column, (photo, caption) in enumerate(zip(strip.photos, strip.captions, strict=True)):
            x = column * (PHOTO_WIDTH + GUTTER)
            if photo:
                _print_picture(photo, x, strip.top, press)
            first = strip.text_top + baseline(CAPTION_SIZE, CAPTION_LEADING)
            for index, line in enumerate(caption):
                press.line(line.shifted(x), first + index * CAPTION_LEADING)


def _caption(photo: Photo | None, book: FontBook) -> list[Line]:
    """A caption's lines, centred under the photo."""
    if photo is None:
        return []
    return set_balanced(photo.caption, Role.FANGSONG, CAPTION_SIZE, PHOTO_WIDTH, book)


def _print_picture(photo: Photo, x: float, y: float, press: Press) -> None:
    """Print a picture as large as its room allows, centred, at the foot of the room."""
    jpeg, width, height = printable(photo)
    scale = min(PHOTO_WIDTH / width, PHOTO_HEIGHT / height)
    left = x + (PHOTO_WIDTH - width * scale) / 2
    press.picture(jpeg, left, y + PHOTO_HEIGHT - height * scale, width * scale, height * scale)


def printable(photo: Photo) -> tuple[bytes, int, int]:
    """The picture as an upright JPEG no larger than print can show; its bytes, width and height in pixels."""
    try:
        with Image.open(io.BytesIO(photo.image)) as opened:
            opened.draft("RGB", (PIXELS, PIXELS))  # lets the JPEG decoder skip what is scaled away
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((PIXELS, PIXELS))
            picture = _on_white(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(
            f"照片“{photo.caption}”的文件已损坏或格式不支持，请删除后重新添加。", "photos"
        ) from error
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue(), picture.width, picture.height


def _on_white(picture: Image.Image) -> Image.Image:
    """Red, green and blue only: what is transparent becomes white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground
