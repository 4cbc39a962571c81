"""What stands at a fixed place of a .docx page, whatever the text does: rules, and boxes of text.

They are drawn in VML, which every Word since 2003, WPS and LibreOffice show alike. Each hangs on a paragraph, with which it moves
to another page. Points from the page's left and top edges.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_FIXED = "position:absolute;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"


class Box:
    """A box of text, to which ``docx_parts.add_text`` adds paragraphs as to a file."""

    def __init__(self, content: Any, parent: Any) -> None:
        self._content = content
        self._parent = parent

    def add_paragraph(self) -> Paragraph:
        """A new paragraph at its end."""
        made: Any = OxmlElement("w:p")
        self._content.append(made)
        return Paragraph(made, self._parent)


def add_box(paragraph: Any, left: float, top: float, width: float, height: float) -> Box:
    """A box without a frame that hangs on the paragraph."""
    place = (
        f"{_FIXED};margin-left:{left:.2f}pt;margin-top:{top:.2f}pt;width:{width:.2f}pt;height:{height:.2f}pt"
    )
    picture = _hang(
        paragraph,
        f'<v:rect style="{place}" stroked="f" filled="f"><v:textbox inset="0,0,0,0"><w:txbxContent/></v:textbox></v:rect>',
    )
    (content,) = picture.iter(qn("w:txbxContent"))
    return Box(content, paragraph)


def add_rule(paragraph: Any, y: float, left: float, right: float, weight: float, colour: str) -> None:
    """A rule that hangs on the paragraph; its middle is at ``y``."""
    ends = f'from="{left:.2f}pt,{y:.2f}pt" to="{right:.2f}pt,{y:.2f}pt"'
    _hang(
        paragraph, f'<v:line style="{_FIXED}" {ends} strokecolor="#{colour}" strokeweight="{weight:.2f}pt"/>'
    )


def _hang(paragraph: Any, shape: str) -> Any:
    picture = parse_xml(f"<w:pict {nsdecls('w')} {_VML}>{shape}</w:pict>")
    paragraph.add_run()._r.append(picture)
    return picture
