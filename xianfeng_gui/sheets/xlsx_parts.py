"""The parts of an .xlsx file: which of them is a worksheet, and what they refer to."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a worksheet; KeyError when the file has no such."""
    return parts(archive)[sheet]


def parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each worksheet's part by the sheet's name; KeyError when the workbook's own parts are missing or odd."""
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    book = small_xml(archive, "xl/workbook.xml")
    targets = links(archive, "xl/workbook.xml")
    return {
        str(sheet.get("name")): targets[str(sheet.get(relation))]
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet") and str(sheet.get(relation)) in targets
    }


def links(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the references' ids; what lies outside of the file is left out."""
    folder, _, file = part.rpartition("/")
    place = f"{folder}/_rels/{file}.rels"
    if place not in archive.NameToInfo:
        return {}
    found = {}
    for link in small_xml(archive, place):
        if link.get("TargetMode") != "External":
            found[str(link.get("Id"))] = _joined(folder, link.get("Target") or "")
    return found


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps = folder.split("/")
    for step in target.split("/"):
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def small_xml(archive: zipfile.ZipFile, part: str, most: int = 5_000_000) -> Element:
    """A part that is never large, parsed; KeyError when it is missing, too large or no XML."""
    if archive.getinfo(part).file_size > most:
        raise KeyError(part)
    try:
        return ElementTree.fromstring(archive.read(part))
    except ElementTree.ParseError as error:
        raise KeyError(part) from error
