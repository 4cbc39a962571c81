"""What makes a PDF fit for keeping: PDF/A-2b (ISO 19005-2).

Fonts are embedded and nothing is transparent anyway; here come the metadata as XMP, the meaning of red, green and blue (sRGB),
and what reportlab does otherwise than the standard wants, or slowly.
"""

from __future__ import annotations

import datetime as dt
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

PROFILE = Path(__file__).resolve().parents[2] / "resources" / "colour" / "srgb.icc"
PRODUCER = "ReportLab PDF Library"
PACKING = 1
"""zlib's quickest level: a tenth larger than with the slowest, in a quarter of the time."""
KEPT_NAMES = 1024
"""Names of a PDF's dictionaries that are kept as they are written: every paper has the same two hundred."""
_format = pdfdoc.PDFStream.format


def _with_line_end(self: Any, document: Any) -> bytes:
    """A stream with the line end before ``endstream`` that PDF/A asks for (6.1.7.1); a page's is packed here, quickly."""
    if self.filters and not self.dictionary.dict:
        packed = zlib.compress(self.content.encode("ascii"), PACKING)
        return b"<<\n/Filter /FlateDecode /Length %d\n>>\nstream\n%b\nendstream\n" % (len(packed), packed)
    return bytes(_format(self, document).removesuffix(b"endstream\n")) + b"\nendstream\n"


class _Page(pdfdoc.PDFPage):  # type: ignore[misc]  # reportlab has no types
    """A page whose dictionary is written in one go: reportlab takes as long for one as for printing four lines."""

    def format(self, document: Any) -> bytes:
        """The dictionary; that of a page with pictures is reportlab's own."""
        if self.XObjects:
            return bytes(super().format(document))
        stream = pdfdoc.PDFStream(content=self.stream, filters=[pdfdoc.PDFZCompress])
        parts = (document.Pages, pdfdoc.PDFObjectReference(pdfdoc.BasicFonts), stream)
        parent, fonts, contents = (document.Reference(part).format(document).decode() for part in parts)
        size = f"{self.pagewidth:.6g} {self.pageheight:.6g}"
        return (
            f"<<\n/Type /Page /Parent {parent} /MediaBox [0 0 {size}] /Contents {contents}\n"
            f"/Resources << /Font {fonts} /ProcSet [/PDF /Text] >>\n>>"
        ).encode("ascii")


pdfdoc.PDFStream.format = _with_line_end
pdfdoc.PDFPage = _Page
pdfdoc.PDFName = lru_cache(maxsize=KEPT_NAMES)(pdfdoc.PDFName)
rl_config.useA85 = 0  # text armour that only makes files larger


def make_archival(document: Any, dated: dt.date) -> None:
    """Give reportlab's document what PDF/A-2b wants; its properties must be set before."""
    document.info.producer = PRODUCER
    catalog = document.Catalog
    catalog.__NoDefault__ = catalog.__Refs__ = [*type(catalog).__NoDefault__, "OutputIntents"]
    metadata = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}),
        _xmp(document.info, dated).encode("utf-8", "replace"),
    )
    catalog.Metadata = metadata
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3, "Filter": pdfdoc.PDFName("FlateDecode")}), _profile()
    )
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
            "Info": pdfdoc.PDFString("sRGB"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    catalog.OutputIntents = pdfdoc.PDFArray([intent])


@cache
def _profile() -> bytes:
    return zlib.compress(PROFILE.read_bytes(), 9)


def _xmp(info: Any, dated: dt.date) -> str:
    """The document's properties as XMP, the same as in its information dictionary."""
    moment = f"{dated.isoformat()}T00:00:00+08:00"
    title, author, subject = (escape(text) for text in (info.title, info.author, info.subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{escape(info.keywords)}</pdf:Keywords><pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{escape(info.creator)}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
