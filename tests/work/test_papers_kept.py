"""An issued paper stays what it was: its .docx, its place on red-head paper, its check code as scanners type it."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from docx import Document

from db.errors import UserError
from db.records import Paper
from db.vocabulary import PaperKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, jpeg
from tests.work.paper_steps import issued, text_of
from xianfeng_gui.papers.qr import check_code
from xianfeng_gui.work import settings, wording
from xianfeng_gui.work.papers import batches, issuing, kept, verifying
from xianfeng_gui.work.papers.verifying import Verdict

pytestmark = pytest.mark.usefixtures("township")
MM = 72 / 25.4


def docx_text(body: bytes) -> str:
    return "".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs)


def first_char(pdf: bytes) -> tuple[float, float]:
    """Where the first character stands, in mm from the upper left corner."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        char = opened.pages[0].chars[0]
        return char["x0"] / MM, char["top"] / MM


def test_the_docx_says_what_was_issued_whatever_was_changed_since() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    before = docx_text(issuing.docx_of(notice.paper_id))
    wording.save(PaperKind.NOTICE, {"title": "整改通知"}, ACTOR)
    settings.save({"paper.township": "先锋镇应急办", "paper.preprinted": "1"}, ACTOR)
    assert docx_text(issuing.docx_of(notice.paper_id)) == before
    another = issued(PaperKind.NOTICE, added(site={"name": "另一家店"}).number)
    assert "先锋镇应急办" in docx_text(issuing.docx_of(another.paper_id))


def test_a_paper_on_red_head_paper_is_printed_where_the_office_has_moved_it_since(tmp_path: Path) -> None:
    settings.save({"paper.preprinted": "1", "paper.nudge_x": "0.5"}, ACTOR)
    notice = issued(PaperKind.NOTICE, added().number)
    assert batches.for_printer([notice.paper_id]) == notice.pdf
    settings.save({"paper.nudge_x": "1.2", "paper.nudge_y": "-0.3"}, ACTOR)
    moved = batches.for_printer([notice.paper_id])
    before, after = first_char(notice.pdf), first_char(moved)
    assert after[0] - before[0] == pytest.approx(0.7, abs=0.02)
    assert after[1] - before[1] == pytest.approx(-0.3, abs=0.02)
    assert issuing.pdf_of(notice.paper_id) == notice.pdf
    another = issued(PaperKind.NOTICE, added(site={"name": "另一家店"}).number)
    both = batches.for_printer([notice.paper_id, another.paper_id])
    assert first_char(both)[0] == pytest.approx(after[0], abs=0.02)
    assert text_of(both) == text_of(notice.pdf) + text_of(another.pdf)


@pytest.mark.parametrize("between", ["\n", "\r\n", " ", "", "\t"])
def test_a_scanned_code_is_read_however_the_scanner_types_it(between: str) -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    code = check_code(kept.content_of(Paper.get_by_id(notice.paper_id)))
    typed = between.join(code.split("\n"))
    assert verifying.verify_text(f" {typed}\n").verdict is Verdict.GENUINE
    assert verifying.verify_text(typed.upper()).verdict is Verdict.GENUINE


def test_a_scanner_that_cannot_type_chinese_still_finds_the_paper() -> None:
    notice = issued(PaperKind.NOTICE, added().number)
    mark, number, day, digest = check_code(kept.content_of(Paper.get_by_id(notice.paper_id))).split("\n")
    found = verifying.verify_text("\n".join((mark, "?????2021?1?", day, digest)))
    assert found.verdict is Verdict.GENUINE and number in found.sentence and "?????2021?1?" in found.sentence
    wrong = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    assert verifying.verify_text("\n".join((mark, number, day, wrong))).verdict is Verdict.ALTERED
    assert verifying.verify_text("\n".join((mark, "?", day, wrong))).verdict is Verdict.UNKNOWN
    for text in (
        "",
        "你好",
        f"{mark}\n{number}\n2021-13-45\n{digest}",
        f"{mark}\n{number}\n{day}\n{digest[1:]}",
    ):
        with pytest.raises(UserError):
            verifying.verify_text(text)


def placed(pdf: bytes) -> list[tuple[str, str, float, float]]:
    """Every character with its face and place."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        chars = [char for page in opened.pages for char in page.chars]
    return [
        (char["text"], char["fontname"].split("+")[-1], round(char["x0"], 1), round(char["top"], 1))
        for char in chars
    ]


@pytest.mark.parametrize("change", ["", "wording", "mark", "version"])
def test_merged_papers_are_those_that_were_issued(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they are set again or their PDFs joined: every character stands where it stood."""
    first = issued(PaperKind.NOTICE, added().number)
    if change == "wording":
        wording.save(PaperKind.NOTICE, {"title": "整改通知"}, ACTOR)
    if change == "mark":
        settings.save({"paper.mark": "先锋镇应急办"}, ACTOR)
    second = issued(PaperKind.NOTICE, added(site={"name": "另一家店"}).number)
    ids = [first.paper_id, second.paper_id]
    if change == "version":
        monkeypatch.setattr(kept, "__version__", "99.0.0")
    assert (kept.style_of_all([Paper.get_by_id(one) for one in ids]) is None) == (
        change in ("mark", "version")
    )
    whole = batches.merged(ids)
    assert placed(whole) == placed(first.pdf) + placed(second.pdf)
    with pikepdf.open(io.BytesIO(whole)) as opened, opened.open_outline() as outline:
        assert [str(entry.title).split()[-1] for entry in outline.root] == [first.number, second.number]


def test_papers_with_photos_are_joined_so_that_a_lost_photo_does_not_matter(tmp_path: Path) -> None:
    photo = jpeg(tmp_path / "a.jpg", size=(200, 100))
    notice = issued(PaperKind.NOTICE, added(photos=[str(photo)]).number)
    assert Paper.get_by_id(notice.paper_id).content.count('"sha256"') == 1
    assert kept.style_of_all([Paper.get_by_id(notice.paper_id)]) is None
    assert placed(batches.merged([notice.paper_id])) == placed(notice.pdf)
