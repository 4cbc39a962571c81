"""A face embedded in a PDF with only the glyphs that it uses.

reportlab cuts a TrueType font into pieces of 256 characters and copies its whole tables for each, which takes nine tenths of
a one-page paper's time. Here a paper has one font a face, with two-byte codes (Identity-H), and what is the same for
every paper is read once: outlines by glyph, widths, the tables without glyphs.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont

from xianfeng_gui.papers.archive import PACKING

KEPT_TABLES = ("cvt ", "fpgm", "prep")
"""Instructions that glyphs may call; the tables of outlines and widths are written anew."""
KEPT_FILES = 16
"""How many embedded font files are kept for the next paper."""
_WORDS, _SCALED, _MORE, _SCALED_XY, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


class Outlines:
    """The glyphs of a face, as the font file has them."""

    def __init__(self, face: Any) -> None:
        at, length = face.get_table_pos("glyf")
        self._data = memoryview(face._ttf_data)[at : at + length]  # a copy would be as large as the file
        self._long = struct.unpack(">h", face.get_table("head")[50:52])[0]
        self._loca = bytes(face.get_table("loca"))
        self._metrics = bytes(face.get_table("hmtx"))
        self._measured = struct.unpack(">H", face.get_table("hhea")[34:36])[0]
        self.head, self.hhea, self.maxp = (bytearray(face.get_table(tag)) for tag in ("head", "hhea", "maxp"))
        self.kept = {tag: bytes(face.get_table(tag)) for tag in KEPT_TABLES if tag in face.table}

    def outline(self, glyph: int) -> bytes:
        """The bytes of a glyph, empty for a blank one."""
        if self._long:
            start, end = struct.unpack_from(">LL", self._loca, 4 * glyph)
        else:
            start, end = (2 * half for half in struct.unpack_from(">HH", self._loca, 2 * glyph))
        return bytes(self._data[start:end])

    def metric(self, glyph: int) -> bytes:
        """Advance and left side bearing."""
        last = 4 * (self._measured - 1)
        if glyph < self._measured:
            return self._metrics[4 * glyph : 4 * glyph + 4]
        bearing = 4 * self._measured + 2 * (glyph - self._measured)
        return self._metrics[last : last + 2] + self._metrics[bearing : bearing + 2]

    def font(self, glyphs: Sequence[int]) -> bytes:
        """A TrueType font with these glyphs as its glyphs 0, 1, 2 ...; parts of composed glyphs come behind them."""
        order = list(glyphs)
        place = {glyph: index for index, glyph in enumerate(order)}
        glyf, offsets, index = bytearray(), [0], 0
        while index < len(order):
            outline = self.outline(order[index])
            if outline[:1] >= b"\x80":  # a negative number of contours: composed of other glyphs
                outline = _composed(outline, order, place)
            glyf += outline + bytes(-len(outline) % 4)
            offsets.append(len(glyf))
            index += 1
        count = len(order)
        self.head[50:52] = struct.pack(">h", 1)
        self.head[8:12] = bytes(4)
        self.hhea[34:36] = self.maxp[4:6] = struct.pack(">H", count)
        tables = {
            **self.kept,
            "glyf": bytes(glyf),
            "head": bytes(self.head),
            "hhea": bytes(self.hhea),
            "hmtx": b"".join(map(self.metric, order)),
            "loca": struct.pack(f">{count + 1}L", *offsets),
            "maxp": bytes(self.maxp),
        }
        return _file(tables)


def _composed(outline: bytes, order: list[int], place: dict[int, int]) -> bytes:
    """A composed glyph whose parts are named by their new places; parts that are not there yet are put at the end."""
    found, at, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack(">HH", outline[at : at + 4])
        if part not in place:
            place[part] = len(order)
            order.append(part)
        found[at + 2 : at + 4] = struct.pack(">H", place[part])
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALED else 4 if flags & _SCALED_XY else 8 if flags & _MATRIX else 0
    return bytes(found)


def _file(tables: dict[str, bytes]) -> bytes:
    """An sfnt file of these tables."""
    count = len(tables)
    power = count.bit_length() - 1
    start = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    entries, bodies, offset, total = [], [], 12 + 16 * count, 0
    for tag in sorted(tables):
        body = tables[tag]
        checksum = _checksum(body)
        total += checksum
        entries.append(struct.pack(">4sLLL", tag.encode(), checksum, offset, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        offset += len(bodies[-1])
    directory = start + b"".join(entries)
    file = bytearray(directory + b"".join(bodies))
    head = 12 + 16 * sorted(tables).index("head")
    at = struct.unpack(">L", file[head + 8 : head + 12])[0] + 8
    whole = total + _checksum(directory)  # tables begin on words, so the whole's sum is that of its parts
    file[at : at + 4] = struct.pack(">L", (0xB1B0AFBA - whole) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(body: bytes) -> int:
    body += bytes(-len(body) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(body) // 4}L", body)
    return sum(words) & 0xFFFFFFFF


class UsedFont:
    """The characters that a document has used of a face, each with its code, in the order of their use; code 0 is .notdef."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.codes: dict[int, int] = {}
        self.written: dict[str, str] = {}
        """The code of each character in hexadecimal."""

    def hexadecimal(self, text: str) -> str:
        """The codes of a text."""
        written = self.written
        try:
            return "".join([written[char] for char in text])
        except KeyError:
            for char in text:
                written[char] = f"{self.codes.setdefault(ord(char), len(self.codes) + 1):04X}"
            return "".join([written[char] for char in text])


@lru_cache(maxsize=KEPT_FILES)
def _packed_file(outlines: Outlines, glyphs: tuple[int, ...]) -> tuple[bytes, int]:
    """A font file of these glyphs, compressed, and its length before: mark, title and page numbers need the same on every paper."""
    file = outlines.font(glyphs)
    return zlib.compress(file, PACKING), len(file)


class PaperFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A TrueType face that reportlab's canvas writes with two-byte codes."""

    @cached_property
    def outlines(self) -> Outlines:
        """The face's glyphs, read when it is first embedded."""
        return Outlines(self.face)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802  # reportlab's name
        """The codes of a text, all in the one font."""
        return [(0, bytes.fromhex(self.used(doc).hexadecimal(text)))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802  # reportlab's name
        """The font's name in the document."""
        return f"/{self.used(doc).name}"

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        """Embed the face; called once, when the document is closed."""
        used = self.state.pop(doc)
        glyphs = [0, *(self.face.charToGlyph[code] for code in used.codes)]
        name = f"{_tag(used.codes)}+{self.fontName}"
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [doc.Reference(self._descendant(doc, used, glyphs, name))]
                ),
                "ToUnicode": doc.Reference(_packed(unicode_map(name, list(used.codes)).encode())),
            }
        )
        doc.idToObject["BasicFonts"].dict[used.name] = doc.Reference(font)

    def used(self, doc: Any) -> UsedFont:
        """What a document uses of the face."""
        used: UsedFont | None = self.state.get(doc)
        if used is None:
            used = self.state[doc] = UsedFont(f"F{len(doc.fontMapping) + 1}")
            doc.fontMapping[self.fontName] = f"/{used.name}"
            doc.delayedFonts.append(self)
        return used

    def _descendant(self, doc: Any, used: UsedFont, glyphs: Sequence[int], name: str) -> Any:
        packed, length = _packed_file(self.outlines, tuple(glyphs))
        file = pdfdoc.PDFStream(_compressed(Length1=length), packed)
        face = self.face
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,  # symbolic: codes are glyphs, not characters
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "ItalicAngle": face.italicAngle,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "StemV": face.stemV,
                "FontFile2": doc.Reference(file),
            }
        )
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(descriptor),
                "DW": 1000,
                "W": self._widths(glyphs),
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
            }
        )

    def _widths(self, glyphs: Sequence[int]) -> str:
        """The array ``[code [width] ...]`` for every glyph that is not as wide as high."""
        scale, found = 1000 / self.face.unitsPerEm, []
        for code, glyph in enumerate(glyphs):
            width = struct.unpack(">H", self.outlines.metric(glyph)[:2])[0] * scale
            if width != 1000:
                found.append(f"{code} [{round(width, 2):g}]")
        return f"[{' '.join(found)}]"


def _tag(codes: Iterable[int]) -> str:
    """Six capital letters that tell subsets of a face apart, the same for the same characters."""
    digest = hashlib.sha256(",".join(map(str, codes)).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _compressed(**entries: int) -> Any:
    """The dictionary of a compressed stream."""
    return pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode"), **entries})


def _packed(content: bytes) -> Any:
    """A compressed stream."""
    return pdfdoc.PDFStream(_compressed(), zlib.compress(content, PACKING))


def unicode_map(name: str, codes: Sequence[int]) -> str:
    """A ToUnicode CMap for two-byte codes: code *i* + 1 stands for the character ``codes[i]``, in UTF-16."""
    pairs = [f"<{i:04X}> <{utf16(code)}>" for i, code in enumerate(codes, 1)]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]  # the format's limit for one block
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def utf16(code: int) -> str:
    """A code point in hexadecimal UTF-16, big end first."""
    return chr(code).encode("utf-16-be").hex().upper()
