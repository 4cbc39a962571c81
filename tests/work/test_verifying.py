"""Is a paper ours? The very file, a changed one, a voided one, a stranger's; and the text of a QR code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from db.errors import UserError
from db.records import Paper
from db.vocabulary import PaperKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added
from tests.work.paper_steps import drafted, issued
from xianfeng_gui.papers.content import PaperContent
from xianfeng_gui.papers.qr import check_code
from xianfeng_gui.work.papers import drafting, issuing, verifying
from xianfeng_gui.work.papers.verifying import Verdict

pytestmark = pytest.mark.usefixtures("township")


def saved_again(pdf: bytes) -> bytes:
    """The same pages, as another program would write them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def stranger() -> bytes:
    canvas = Canvas("unused")
    canvas.showPage()
    return bytes(canvas.getpdfdata())


def test_the_kept_file_is_genuine_until_it_is_voided(tmp_path: Path) -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    (tmp_path / "a.pdf").write_bytes(notice.pdf)
    found = verifying.verify_file(tmp_path / "a.pdf")
    assert (found.verdict, found.paper_id) == (Verdict.GENUINE, notice.paper_id)
    assert notice.number in found.sentence
    issuing.void(notice.paper_id, "单位写错", ACTOR)
    voided = verifying.verify(notice.pdf)
    assert voided.verdict is Verdict.VOIDED and "单位写错" in voided.sentence


def test_a_changed_file_is_told_from_a_stranger() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    assert verifying.verify(saved_again(notice.pdf)).verdict is Verdict.ALTERED
    assert verifying.verify(notice.pdf + b"\n% more").verdict is Verdict.ALTERED
    assert verifying.verify(stranger()).verdict is Verdict.UNKNOWN
    draft = drafting.preview(drafted(PaperKind.NOTICE, added().number))
    assert verifying.verify(draft.pdf).verdict is Verdict.UNKNOWN


def test_the_text_of_a_code() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    content = PaperContent.from_json(Paper.get_by_id(notice.paper_id).content)
    text = check_code(content)
    assert verifying.verify_text(f" {text}\n").verdict is Verdict.GENUINE
    wrong = text[:-1] + ("0" if text[-1] != "0" else "1")
    assert verifying.verify_text(wrong).verdict is Verdict.ALTERED
    assert verifying.verify_text(text.replace("1号", "9号")).verdict is Verdict.ALTERED
    assert verifying.verify_text(wrong.replace("1号", "9号")).verdict is Verdict.UNKNOWN
    with pytest.raises(UserError, match="核验码"):
        verifying.verify_text("你好")


def test_what_is_no_pdf_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="读不出文件"):
        verifying.verify_file(tmp_path / "none.pdf")
    (tmp_path / "a.pdf").write_bytes(b"hello")
    with pytest.raises(UserError, match="不是可以读取的PDF"):
        verifying.verify_file(tmp_path / "a.pdf")
