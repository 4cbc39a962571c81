"""Pictures on a worksheet of an .xlsx: floating ones by their anchors, and those that WPS puts inside cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import partial

from xianfeng_gui.sheets.facts import Picture, part_bytes
from xianfeng_gui.sheets.letters import column_of
from xianfeng_gui.sheets.limits import LARGEST_PICTURE
from xianfeng_gui.sheets.xlsx_parts import links, small_xml

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_IN_CELL = re.compile(
    rb'<c\b[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:(?!</c>).){0,400}?DISPIMG\((?:&quot;|")(\w+)', re.DOTALL
)
_CELL_IMAGES = "xl/cellimages.xml"
_LARGEST_DRAWING = 50_000_000


def find(archive: zipfile.ZipFile, part: str) -> tuple[Picture, ...]:
    """The pictures of the worksheet in ``part``, floating ones first; a drawing that can't be read has none."""
    return (*_floating(archive, part), *_in_cells(archive, part))


def _floating(archive: zipfile.ZipFile, part: str) -> Iterator[Picture]:
    for drawing in _links_to(archive, part, "/drawings/drawing"):
        try:
            tree = small_xml(archive, drawing, _LARGEST_DRAWING)
            media = links(archive, drawing)
        except KeyError:
            continue
        for anchor in tree:
            place = next((one for one in anchor if _tag(one.tag) == "from"), None)
            if place is None:
                continue
            where = {_tag(one.tag): int(one.text or 0) for one in place if (one.text or "").strip().isdigit()}
            for shown in anchor.iter():
                if _tag(shown.tag) == "blip" and (target := media.get(shown.get(_EMBED, ""))):
                    yield from _picture(archive, target, where.get("row", 0), where.get("col", 0))


def _in_cells(archive: zipfile.ZipFile, part: str) -> Iterator[Picture]:
    """WPS keeps a cell's picture as a formula DISPIMG("ID_…",1), and the pictures by these names in a part of its own."""
    if _CELL_IMAGES not in archive.NameToInfo:
        return
    try:
        tree = small_xml(archive, _CELL_IMAGES, _LARGEST_DRAWING)
        media = links(archive, _CELL_IMAGES)
    except KeyError:
        return
    named: dict[str, str] = {}
    for image in tree:
        name = next((str(one.get("name")) for one in image.iter() if _tag(one.tag) == "cNvPr"), "")
        shown = next((one for one in image.iter() if _tag(one.tag) == "blip"), None)
        if shown is not None and (target := media.get(shown.get(_EMBED, ""))):
            named[name] = target
    for column, row, name in _IN_CELL.findall(archive.read(part)):
        if target := named.get(name.decode("ascii", "replace")):
            yield from _picture(archive, target, int(row) - 1, column_of(column.decode("ascii")) - 1)


def _picture(archive: zipfile.ZipFile, part: str, row: int, column: int) -> Iterator[Picture]:
    info = archive.NameToInfo.get(part)
    if info is not None and info.file_size <= LARGEST_PICTURE:
        yield Picture(row, column, part.rpartition("/")[2], partial(part_bytes, str(archive.filename), part))


def _links_to(archive: zipfile.ZipFile, part: str, words: str) -> list[str]:
    try:
        return [target for target in links(archive, part).values() if words in target]
    except KeyError:
        return []


def _tag(name: str) -> str:
    return name.rpartition("}")[2]
