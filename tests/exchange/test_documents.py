"""Hostile and damaged plan documents: each is told in one sentence, soon, and what can still be read is read."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from db.errors import UserError
from xianfeng_gui.exchange import documents
from xianfeng_gui.sheets.text_files import decoded

BODY = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARAGRAPH = "<w:p><w:r><w:t>一、主要任务</w:t></w:r></w:p>"
Change = Callable[[bytes], bytes]


def a_document(path: Path, changes: dict[str, Change | None]) -> Path:
    """A Word file of one paragraph with changed parts (none: the part is missing)."""
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("一、主要任务")
    document.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name, lambda data: data)
            if change is not None:
                new.writestr(name, change(old.read(name)))
    return path


def text_of(path: Path) -> str:
    return documents.read(path, decoded).text


def whole(words: str, before: str = "") -> Change:
    return lambda _: f"{before}<w:document {_W}>{words}</w:document>".encode()


def test_missing_references_and_styles_do_not_stop_the_reading(tmp_path: Path) -> None:
    gone: dict[str, Change | None] = {
        "_rels/.rels": None,
        "word/_rels/document.xml.rels": None,
        "word/styles.xml": None,
        "word/numbering.xml": None,
    }
    assert text_of(a_document(tmp_path / "a.docx", gone)) == "一、主要任务"


def test_a_document_under_another_name_is_found_by_its_references(tmp_path: Path) -> None:
    path = a_document(tmp_path / "a.docx", {})
    moved = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "_rels/.rels":
                data = data.replace(b"word/document.xml", b"word/document2.xml")
            new.writestr("word/document2.xml" if name == BODY else name, data)
    assert text_of(moved) == "一、主要任务"


def test_odd_numbers_in_a_table_are_passed_over(tmp_path: Path) -> None:
    for span in ("2000000000", "x", "", "-3"):
        cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{_PARAGRAPH}</w:tc>'
        table = f"<w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body>"
        found = documents.read(a_document(tmp_path / "a.docx", {BODY: whole(table)}), decoded)
        assert set(found.tables[0].rows[0]) == {"一、主要任务"}


@pytest.mark.parametrize(
    "body",
    [
        whole(""),
        lambda _: b"<w:document><w:body>",
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        whole("<w:body>" + "<w:tbl><w:tr><w:tc>" * 20000 + "</w:tc></w:tr></w:tbl>" * 20000 + "</w:body>"),
        whole(f"<w:body>{_PARAGRAPH}&a;</w:body>", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hosts">]>'),
        whole(f"<w:body>{_PARAGRAPH}</w:body>", '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'),
    ],
)
def test_broken_and_hostile_bodies(tmp_path: Path, body: Change) -> None:
    with pytest.raises(UserError, match="已损坏，打不开"):
        text_of(a_document(tmp_path / "a.docx", {BODY: body}))


def test_other_zip_files_are_no_documents(tmp_path: Path) -> None:
    book = a_document(tmp_path / "a.docx", {BODY: lambda _: b"<workbook/>"})
    with pytest.raises(UserError, match="不是Word文档"):
        text_of(book)
    with pytest.raises(UserError, match="不是Word文档"):
        text_of(a_document(tmp_path / "b.docx", {BODY: None}))


@pytest.mark.parametrize("row", ["<w:tc><w:p/></w:tc>" * 50, "<w:tc/>" * 50])
def test_a_table_of_a_million_empty_cells_is_refused_before_it_is_held(tmp_path: Path, row: str) -> None:
    table = "<w:body><w:tbl>" + f"<w:tr>{row}</w:tr>" * 20000 + "</w:tbl></w:body>"
    path = a_document(tmp_path / "a.docx", {BODY: whole(table)})
    tracemalloc.start()
    with pytest.raises(UserError, match="表格过大"):
        text_of(path)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held < 3 * len(table.encode()), "the text itself, unpacked"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"<html><body>1</body></html>"),
        ("a.doc", "\ufeff<!DOCTYPE html>\n<p>一、".encode()),
        ("a.doc", b'<html xmlns:o="urn:schemas-microsoft-com:office:office">'),
        (
            "a.txt",
            b'<?xml version="1.0"?>\n<!-- x --><?mso-application progid="Word.Document"?><w:wordDocument>',
        ),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related"),
    ],
)
def test_a_web_page_is_no_plain_text(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match="是网页.*另存为.docx"):
        text_of(tmp_path / name)
