"""What the kinds share: from filled texts to a letter or a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from xianfeng_gui.papers.document import (
    Block,
    Cell,
    Document,
    Head,
    HeadStyle,
    Imprint,
    Letter,
    PhotoAnnex,
    Signature,
    TablePaper,
    TableRow,
)
from xianfeng_gui.papers.qr import check_code

if TYPE_CHECKING:
    from xianfeng_gui.papers.texts import Texts

LABEL_WIDTH = 26.0
"""The first column of a table, in mm."""
TABLE_WIDTH = 156.0
DRAFT_NOTE = "草稿（未编号，不得送达）"


def letter(
    texts: Texts,
    *,
    lists: Mapping[str, Sequence[Block]] | None = None,
    style: HeadStyle = HeadStyle.FILE,
    signer: str = "",
    annexes: Sequence[str] = (),
    note: str = "",
    imprint: bool = False,
) -> Document:
    """A letter from the wording's ``title``, ``recipient``, ``body`` and, where the kind has them, ``tail`` and ``annex`` (over
    the photos).

    ``lists``: blocks for names of the body that are a list; ``annexes``: papers that go along; ``note``: the 附注;
    ``imprint``: a 版记 with the field ``copies_to`` stands on the last page. A correction closes its body with ``replaces``.
    """
    content, office = texts.content, texts.office
    title = texts.title()
    head = Head(office.mark, texts.number, title, office.preprinted, style, signer)
    annex = photo_annex(texts, len(annexes) + 1)
    copies = content.value("copies_to").rstrip("。")
    printer = "" if style is HeadStyle.LETTERHEAD else office.printed_by or office.issuer
    body = Letter(
        head=head,
        recipient=texts.line("recipient") if "recipient" in texts.wording.texts else "",
        body=(*texts.blocks("body", lists), *(texts.blocks("replaces") if content.replaces else ())),
        signature=Signature(office.issuer, content.issued_on, office.sealed, office.seal_inset),
        annexes=(*annexes, annex.title) if annex else tuple(annexes),
        note=note,
        tail=texts.blocks("tail") if "tail" in texts.wording.texts else (),
        imprint=Imprint(copies, printer, content.issued_on) if imprint else None,
    )
    return document(texts, body, title, annex)


def photo_annex(texts: Texts, number: int) -> PhotoAnnex | None:
    """The pages of photos as the ``number``-th annex, None without photos."""
    if not texts.content.photos:
        return None
    heading = f"附件{number}" if number > 1 else "附件"
    return PhotoAnnex(heading, texts.line(_annex_key(texts)), texts.content.photos)


def _annex_key(texts: Texts) -> str:
    """The annex's title; of before and after only what there is, where the kind's wording tells them apart."""
    moments = {photo.moment for photo in texts.content.photos}
    key = f"annex_{moments.pop()}" if len(moments) == 1 else "annex"
    return key if key in texts.wording.texts else "annex"


def document(texts: Texts, sheet: Letter | TablePaper, title: str, annex: PhotoAnnex | None) -> Document:
    """The whole paper around its sheet."""
    content = texts.content
    about = content.value("recipient") or content.value("site")
    code = "" if texts.draft else check_code(content)
    note = DRAFT_NOTE if texts.draft else ""
    title = title.replace("\n", "")
    subject = title if not about or about in title else f"{title}（{about}）"
    return Document(sheet, subject, texts.number, texts.office.issuer, content.issued_on, annex, note, code)


def table(texts: Texts, rows: Sequence[TableRow], foot: str = "") -> Document:
    """A table under the issuer's name, the wording's ``title`` and the number. A correction says above the signatures what it
    replaces."""
    title = texts.title()
    if texts.content.replaces:
        signed = next(index for index, row in enumerate(rows) if row.whole)
        told = text_row("更正说明", texts.line("replaces"), keep=True)
        rows = [*rows[:signed], told, *rows[signed:]]
    sheet = TablePaper(texts.office.issuer, title, f"编号：{texts.number}", tuple(rows), foot)
    annex = photo_annex(texts, 1)
    return document(texts, sheet, title, replace(annex, heading="") if annex else None)


def field_row(*pairs: tuple[str, str], widths: Sequence[float] = ()) -> TableRow:
    """Labels with their values side by side: ``widths`` in mm for each cell, or one pair or two of equal width."""
    if not widths:
        each = TABLE_WIDTH / len(pairs)
        widths = [width for _ in pairs for width in (LABEL_WIDTH, each - LABEL_WIDTH)]
    texts = [text for pair in pairs for text in pair]
    return TableRow(
        tuple(
            Cell(text, width, label=not index % 2)
            for index, (text, width) in enumerate(zip(texts, widths, strict=True))
        )
    )


def text_row(label: str, text: str, *, keep: bool = False) -> TableRow:
    """A label and a text of any length."""
    cells = (
        Cell(label, LABEL_WIDTH, label=True),
        Cell(text, TABLE_WIDTH - LABEL_WIDTH, indent="\n" in text or len(text) > 30),
    )
    return TableRow(cells, keep=keep)


def sign_row(label: str, text: str, *, last: bool = False) -> TableRow:
    """A label and room to sign below a text; tied to the row that follows unless it is the ``last``."""
    cells = (Cell(label, LABEL_WIDTH, label=True), Cell(text, TABLE_WIDTH - LABEL_WIDTH))
    return TableRow(cells, least=22.0, whole=True, keep=not last)


def list_rows(
    titles: Sequence[str], widths: Sequence[float], entries: Sequence[Sequence[str]]
) -> list[TableRow]:
    """A list under a head that is repeated; its last entry is tied to what follows."""
    head = TableRow(
        tuple(Cell(title, width, label=True) for title, width in zip(titles, widths, strict=True)), head=True
    )
    rows = [
        TableRow(
            tuple(
                Cell(text, width, label=not index)
                for index, (text, width) in enumerate(zip(entry, widths, strict=True))
            )
        )
        for entry in entries
    ]
    return [head, *rows[:-1], replace(rows[-1], keep=True)] if rows else []
