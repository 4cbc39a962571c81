"""The page of papers: what is shown, saved and printed is always the selected paper's own PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from db import journal, media
from db.errors import UserError
from db.records import Paper, Site
from db.vocabulary import PaperKind
from tests.work.test_ledger_import import workbook
from xianfeng_gui.ui import printing
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
from xianfeng_gui.ui.pages.papers import COLUMNS, PapersPage
from xianfeng_gui.work import offices
from xianfeng_gui.work.ledger.kinds import LedgerKind

ACTOR = "李某"


def pdf(pages: int) -> bytes:
    canvas = Canvas("unused")
    for _ in range(pages):
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def put(sequence: int, key: str) -> str:
    """A paper in the register whose PDF is kept under ``key`` (empty: it came in from a register); returns its id."""
    with journal.change("下达整改通知", ACTOR):
        site = Site.get_or_none(Site.name == "兴隆机械厂") or Site.create(name="兴隆机械厂")
        paper = Paper.create(
            kind=PaperKind.NOTICE,
            number=f"先锋府安改〔2021〕{sequence}号",
            year=2021,
            sequence=sequence,
            office=offices.own_office().id,
            site=site,
            issued_on=dt.date(2021, 6, 18),
            issuer_name=ACTOR,
            sha256=key,
            pages=3,
        )
    return str(paper.id)


@pytest.fixture
def whole(context: Context) -> str:
    return put(1, media.put(pdf(3)))


@pytest.fixture
def lost(whole: str) -> str:
    """A paper whose PDF is missing, as after a restore without the media file."""
    return put(2, "0" * 64)


@pytest.fixture
def page(context: Context, lost: str, qtbot: QtBot) -> PapersPage:
    made = PapersPage(context)
    qtbot.addWidget(made)
    made.show()
    made.ensure_fresh()
    return made


def test_a_paper_without_its_pdf_does_not_show_or_save_another_ones(
    page: PapersPage, whole: str, lost: str, context: Context, tmp_path: Path
) -> None:
    said: list[str] = []
    context.said.connect(lambda sentence, undo: said.append(sentence))
    page.show_record("paper", whole)
    assert page.view.page_count() == 3
    page.show_record("paper", lost)
    assert page.view.page_count() == 0
    assert "找不到照片或文件的内容" in page.problem.text()
    page.save_to(lost, tmp_path / "2.pdf")
    assert not (tmp_path / "2.pdf").exists()
    assert len(said) == 1 and "找不到" in said[0]
    page.save_to(whole, tmp_path / "1.pdf")
    assert (tmp_path / "1.pdf").read_bytes() == media.get(Paper.get_by_id(whole).sha256)


def test_nothing_is_shown_when_the_search_has_left_the_paper_out(page: PapersPage, whole: str) -> None:
    page.show_record("paper", whole)
    page.text.setText("没有这份")
    assert page.selected() is None
    assert page.view.page_count() == 0


def printer_to(file: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(file))
    return made


@pytest.mark.parametrize(("first", "last", "printed"), [(0, 0, 3), (2, 3, 2), (2, 9, 2), (3, 3, 1)])
def test_only_the_chosen_pages_are_printed(
    page: PapersPage, whole: str, tmp_path: Path, first: int, last: int, printed: int
) -> None:
    import pikepdf

    page.show_record("paper", whole)
    printer = printer_to(tmp_path / "printed.pdf")
    if first:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(first, last)
    printing.print_to(page.view.pdf(), printer)
    with pikepdf.open(tmp_path / "printed.pdf") as made:
        assert len(made.pages) == printed


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_said(page: PapersPage, whole: str, tmp_path: Path) -> None:
    page.show_record("paper", whole)
    with pytest.raises(UserError, match="打印没有开始"):
        printing.print_to(page.view.pdf(), printer_to(tmp_path / "no such folder" / "printed.pdf"))


def test_printing_begins_with_a4(page: PapersPage, whole: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrintDialog

    seen: list[tuple[QPageSize.PageSizeId, int, int]] = []

    def cancel(dialog: QPrintDialog) -> int:
        size = dialog.printer().pageLayout().pageSize().id()
        seen.append((size, dialog.minPage(), dialog.maxPage()))
        return QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", cancel)
    page.show_record("paper", whole)
    page.print_out()
    assert seen == [(QPageSize.PageSizeId.A4, 1, 3)]


@pytest.fixture
def registered(whole: str) -> str:
    """A paper that was issued by hand and came in from a register."""
    return put(3, "")


def test_a_paper_from_a_register_says_that_there_is_no_pdf(
    page: PapersPage, registered: str, whole: str, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog
    from PySide6.QtWidgets import QFileDialog

    def not_asked(*_: object) -> None:
        raise AssertionError("nobody is asked for a place or a printer")

    for dialog, question in (
        (QFileDialog, "getSaveFileName"),
        (QFileDialog, "getExistingDirectory"),
        (QPrintDialog, "exec"),
    ):
        monkeypatch.setattr(dialog, question, not_asked)
    said: list[str] = []
    context.said.connect(lambda sentence, _undo: said.append(sentence))
    sentence = "先锋府安改〔2021〕3号由登记表导入，原件在案卷，本程序没有电子件"
    page.refresh()
    page.show_record("paper", registered)
    assert page.problem.text() == f"{sentence}\n还没有登记送达"
    assert page.view.page_count() == 0
    state = next(one for one in COLUMNS if one.key == "state")
    assert state.text(page.selected()) == "○ 登记"
    for action in (page.save, page.save_docx, page.print_out):
        action()
    page.table.select([page.model.row_of(registered), page.model.row_of(whole)])
    for action in (page.save_each, page.save_merged, page.print_out):
        action()
    assert said == [sentence] * 6
    page.show_record("paper", registered)
    page.correct()
    assert said[-1] == f"{sentence}，不能更正重发；有错的请作废，再另出一份"


def test_a_register_comes_in_from_the_page(
    page: PapersPage, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    file = workbook(
        tmp_path / "发文登记簿.xlsx",
        [["先锋府安复〔2021〕7号", "复查意见书", "兴隆机械厂", "2021-6-10", "何某"]],
        ["文号", "文书名称", "受文单位", "发文日期", "经办人"],
    )

    def take(dialog: LedgerDialog) -> int:
        dialog.show()
        dialog.open_file(file)
        qtbot.waitUntil(lambda: not dialog.is_busy)
        assert dialog.kind.value() == LedgerKind.PAPERS.value
        assert dialog.summary.text() == "表头在第 2 行；新增 1 行，更新 0 行，无变化 0 行，不导入 0 行"
        assert [one.words for one in dialog.rows.rows] == ["先锋府安复〔2021〕7号 整改复查意见书"]
        dialog.accept_rows()
        qtbot.waitUntil(lambda: not dialog.is_busy)
        return 0

    monkeypatch.setattr(LedgerDialog, "exec", take)
    page.bring_in()
    page.refresh()
    assert [one.number for one in page.model.rows][-1] == "先锋府安复〔2021〕7号"
    journal.undo(ACTOR)
    assert Paper.select().where(Paper.kind == PaperKind.REINSPECTION).count() == 0
