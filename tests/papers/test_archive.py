"""What PDF/A-2b (ISO 19005-2) asks for, read from the file's structure."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest

from db.vocabulary import PaperKind
from tests.papers.samples import paper, photos
from xianfeng_gui.papers.catalogue import form

FORBIDDEN = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/AA", "/OpenAction", "/XFA")


@pytest.fixture(scope="module", params=[PaperKind.NOTICE, PaperKind.INSPECTION_RECORD, PaperKind.REFERRAL])
def pdf(request: pytest.FixtureRequest) -> bytes:
    return paper(request.param, photos=photos(2) if form(request.param).has_photos else ()).pdf


def test_header_identifier_and_no_encryption(pdf: bytes) -> None:
    assert re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.trailer.ID) == 2
        assert not document.is_encrypted
    for word in FORBIDDEN:
        assert word.encode() + b" " not in pdf


def test_every_stream_ends_on_a_line_of_its_own(pdf: bytes) -> None:
    """6.1.7.1: Length counts the bytes between the line ends after stream and before endstream."""
    found = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    assert len(found) > 5
    for match in found:
        end = match.end() + int(match.group(1))
        assert pdf[end : end + 10] == b"\nendstream"
    assert b"/LZWDecode" not in pdf and b"/ASCII85Decode" not in pdf


def test_metadata_says_pdf_a_2b_and_agrees_with_the_properties(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/Filter" not in document.Root.Metadata
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        info = document.docinfo
        assert meta["dc:title"] == str(info["/Title"])
        assert meta["dc:creator"] == [str(info["/Author"])]
        assert meta["dc:description"] == str(info["/Subject"])
        assert meta["pdf:Producer"] == str(info["/Producer"])
        assert meta["xmp:CreatorTool"] == str(info["/Creator"])
        assert meta["xmp:CreateDate"] == "2020-11-20T00:00:00+08:00"
        assert meta["pdf:Keywords"].split() == str(info["/Keywords"]).split()


def test_colours_have_a_meaning(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (intent,) = document.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile
        assert profile.N == 3
        assert profile.read_bytes()[12:20] == b"mntrRGB "


def test_nothing_is_transparent_or_interpolated(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
                for name in ("/SMask", "/ca", "/CA", "/BM", "/Group"):
                    assert name not in thing
                assert not thing.get("/Interpolate", False)


def test_fonts_are_embedded_with_the_widths_of_their_glyphs(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            (inner,) = font.DescendantFonts
            assert "/ToUnicode" in font and font.Encoding == "/Identity-H"
            assert inner.CIDToGIDMap == "/Identity"
            assert str(font.BaseFont)[7] == "+" and font.BaseFont == inner.BaseFont
            assert _widths(inner) == _advances(bytes(inner.FontDescriptor.FontFile2.read_bytes()))


def _widths(font: Any) -> dict[int, float]:
    """Codes whose width is not 1000."""
    flat = list(font.W)
    return {int(code): float(width[0]) for code, width in zip(flat[::2], flat[1::2], strict=True)}


def _advances(file: bytes) -> dict[int, float]:
    """The same from the font file itself, which must be one that other programs can read."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(file), checkChecksums=2)
    for name in font.getGlyphOrder():
        font["glyf"][name].getCoordinates(font["glyf"])
    scale = 1000 / font["head"].unitsPerEm
    advances = [font["hmtx"][name][0] * scale for name in font.getGlyphOrder()]
    return {code: round(width, 2) for code, width in enumerate(advances) if width != 1000}
