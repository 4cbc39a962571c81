"""The parts of a .docx that hold its words, parsed with care: what is damaged, hostile or far too large is a ``UserError``.

They are found by the file's own references where it has these, else where every program writes them, so that a file whose
references are gone can still be read. Nothing outside of the file is fetched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import UserError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST_PART = 60_000_000
"""Bytes of one part once unpacked."""
MOST_MARKS = 1_000_000
"""Tags of one part; a plan of a hundred pages has about a tenth."""
MOST_CELLS = 100_000
"""Cells of all tables."""
_CELL = re.compile(rb"<\w+:tc[ >/]")
_PLACE = "word/document.xml"


@dataclass(frozen=True)
class Parts:
    """``body``: the document's body. ``numbering``, ``styles``: the parts' roots, none where the file has no such."""

    body: Any
    numbering: Any | None
    styles: Any | None


def read(path: Path) -> Parts:
    """UserError when the file is no .docx or can't be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            main = _target(path.name, archive, "_rels/.rels", "officeDocument", _PLACE)
            root = _parsed(path.name, archive, main)
            if root is None or not root.tag.endswith("}document"):
                raise UserError(f"“{path.name}”不是Word文档（.docx），请核对")
            body = root.find(f"{W}body")
            if body is None:
                raise damaged(path.name)
            folder, _, file = main.rpartition("/")
            links = f"{folder}/_rels/{file}.rels"
            numbering = _target(path.name, archive, links, "numbering", "word/numbering.xml")
            styles = _target(path.name, archive, links, "styles", "word/styles.xml")
            return Parts(body, _parsed(path.name, archive, numbering), _parsed(path.name, archive, styles))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise damaged(path.name) from error
    except RuntimeError as error:  # a zip file with a password of its own
        raise UserError(f"“{path.name}”设有密码，请取消密码后再导入") from error


def damaged(name: str) -> UserError:
    """What is said of a file whose parts can't be read."""
    return UserError(f"“{name}”已损坏，打不开；请用WPS或Word打开后另存一份再导入")


def _target(name: str, archive: zipfile.ZipFile, links: str, kind: str, usual: str) -> str:
    """The part that the references call ``kind``; the usual place without references."""
    root = _parsed(name, archive, links)
    if root is None:
        return usual
    folder = links.partition("_rels/")[0]
    for link in root:
        if str(link.get("Type")).endswith(f"/{kind}") and link.get("TargetMode") != "External":
            target = str(link.get("Target"))
            return target.lstrip("/") if target.startswith("/") else folder + target
    return usual


def _parsed(name: str, archive: zipfile.ZipFile, part: str) -> Any | None:
    """A part's root element; none when the file has no such part."""
    from docx.oxml import parse_xml

    info = archive.NameToInfo.get(part)
    if info is None:
        return None
    if info.file_size > LARGEST_PART:
        raise _too_large(name)
    data = archive.read(info)
    if data.count(b"<") > MOST_MARKS or sum(1 for _ in _CELL.finditer(data)) > MOST_CELLS:
        raise _too_large(name)
    try:
        root = parse_xml(data)
    except SyntaxError as error:  # what lxml raises for text that is no XML
        raise damaged(name) from error
    if root.getroottree().docinfo.doctype:
        # No word processor declares entities; they are used to make a little text endless or to fetch files.
        raise damaged(name)
    return root


def _too_large(name: str) -> UserError:
    return UserError(f"“{name}”解开后过大或表格过大，不像一份方案，没有读取；请删去多余的空行空格后再导入")
