"""What stands around papers in the window: which kind, service, voiding, verification, batches, wording, volumes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from db.vocabulary import EventKind, PaperKind, ServiceWay
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added, jpeg
from tests.work.paper_steps import inspected, issued, text_of
from xianfeng_gui.ui import paper_start, printing
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.batch import BatchDialog
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.dialogs.paper_kind import PaperKindDialog
from xianfeng_gui.ui.dialogs.service import ServiceDialog
from xianfeng_gui.ui.dialogs.verify import VerifyDialog
from xianfeng_gui.ui.dialogs.wording import WordingDialog
from xianfeng_gui.ui.pages.papers import PapersPage
from xianfeng_gui.ui.widgets.hazard_panel import HazardPanel
from xianfeng_gui.work import hazard_detail, paper_list, service, wording
from xianfeng_gui.work.papers import facts, issuing, standing

K = PaperKind


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> PapersPage:
    made = PapersPage(context)
    qtbot.addWidget(made)
    made.show()
    made.ensure_fresh()
    return made


def idle(context: Context, qtbot: QtBot) -> None:
    qtbot.waitUntil(context.worker.is_idle)


def test_only_possible_kinds_can_be_chosen_and_the_others_say_why(context: Context, qtbot: QtBot) -> None:
    hazard = added()
    dialog = PaperKindDialog(context, facts.possible([hazard.id]))
    qtbot.addWidget(dialog)
    assert dialog.kind() is K.NOTICE
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    closure = next(row for row, text in enumerate(texts) if text.startswith("隐患销号单"))
    assert "还没有销号" in texts[closure]
    assert not dialog.list.item(closure).flags() & Qt.ItemFlag.ItemIsEnabled
    dialog.choose(K.CIRCULAR)
    assert dialog.kind() is K.CIRCULAR


def test_a_paper_is_begun_from_a_hazard(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hazard = added()
    seen: list[QDialog] = []

    def accept(dialog: QDialog) -> int:
        seen.append(dialog)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(QDialog, "exec", accept)
    paper_start.choose_paper(
        context,
        None,
        lambda: facts.possible([hazard.id]),
        lambda kind: standing.of_hazards(kind, [hazard.id]),
    )
    assert [type(dialog) for dialog in seen] == [PaperKindDialog, PaperDialog]
    idle(context, qtbot)
    said: list[str] = []
    context.said.connect(lambda sentence, _undo: said.append(sentence))
    paper_start.begin_paper(context, None, lambda: standing.of_hazards(K.REINSPECTION, [hazard.id]))
    assert len(seen) == 2 and "请先下达通知" in said[0]


def test_service_says_what_runs_from_it(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    notice = issued(K.NOTICE, added().number)
    dialog = ServiceDialog(context, notice.paper_id)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "2021-06-18" in dialog.effect.text()
    dialog.try_save()
    assert "签收人" in dialog.form.error_text()
    address = dialog.place.text()
    dialog.way.set_value(ServiceWay.ANNOUNCED)
    assert "2021-08-17" in dialog.effect.text() and dialog.place.text() == ""
    dialog.try_save()
    assert "在哪里公告" in dialog.form.error_text()
    dialog.way.set_value(ServiceWay.LEFT)
    assert dialog.place.text() == address
    dialog.slip.set_value([str(jpeg(tmp_path / "slip.jpg", size=(200, 100)))])
    dialog.form.set_values({"witnesses": "村干部李某", "receiver": "罗某"})
    dialog.try_save()
    assert service.in_words(notice.paper_id) == "2021-06-18 留置送达，罗某"
    entry = service.of_paper(notice.paper_id)[0].service
    again = ServiceDialog(context, notice.paper_id, service_id=entry.id)
    qtbot.addWidget(again)
    again.form.set_values({"receiver": "赵某"})
    again.try_save()
    assert service.in_words(notice.paper_id) == "2021-06-18 留置送达，赵某"
    assert service.of_id(entry.id).sha256, "the slip stays"
    kept = service.latest_slip(notice.paper_id)
    assert kept is not None and kept.file_name == "slip.jpg"


def test_a_voided_paper_is_marked_in_the_preview(page: PapersPage) -> None:
    notice = issued(K.NOTICE, added().number)
    other = issued(K.NOTICE, added(site={"name": "另一家店"}).number)
    page.show_record("paper", notice.paper_id)
    assert not page.view._mark.isVisible() and page.problem.text() == "还没有登记送达"
    issuing.void(notice.paper_id, "单位写错", ACTOR)
    page.show_record("paper", notice.paper_id)
    assert page.view._mark.isVisible() and page.view._mark.text() == "作　废"
    assert page.problem.text() == "已作废：单位写错"
    page.show_record("paper", other.paper_id)
    assert not page.view._mark.isVisible()


def test_the_register_is_filtered_by_kind_and_shows_service(page: PapersPage) -> None:
    hazard = added()
    notice = issued(K.NOTICE, hazard.number)
    issued(K.REINSPECTION, hazard.number, failed=[])
    assert len(page.model.rows) == 2
    page.kind.set_value(K.NOTICE)
    assert [row.number for row in page.model.rows] == [notice.number]
    signed = service.ServiceData(ServiceWay.SIGNED, dt.date(2021, 6, 18), receiver="罗某")
    service.record(notice.paper_id, signed, ACTOR)
    assert page.problem.text() == "2021-06-18 直接送达，罗某"
    page.text.setText("没有这份")
    assert page.model.rows == []


def test_several_papers_are_saved_and_printed_together(
    page: PapersPage, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [issued(K.NOTICE, added(site={"name": name}).number).paper_id for name in ("甲厂", "乙厂")]
    page.table.selectAll()
    assert [text.partition("，")[0] for text, _ in page.exports()[2:]] == ["选中的2份", "选中的2份"]
    printer = pdf_printer(tmp_path / "printed.pdf")
    monkeypatch.setattr(printing, "ask_printer", lambda parent, pages: printer)
    page.print_out()
    idle(context, qtbot)
    pages = sum(len(PdfReader(_saved(tmp_path, one)).pages) for one in ids)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == pages
    monkeypatch.setattr(page, "_ask", lambda number, ending: tmp_path / f"all.{ending}")
    page.save_merged()
    idle(context, qtbot)
    assert len(PdfReader(tmp_path / "all.pdf").pages) == pages
    page.save_docx()
    idle(context, qtbot)
    assert (tmp_path / "all.docx").read_bytes().startswith(b"PK")


def test_on_both_sides_each_paper_begins_on_a_sheet_of_its_own(
    page: PapersPage, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [issued(K.NOTICE, added(site={"name": name}).number).paper_id for name in ("甲厂", "乙厂")]
    counts = [len(PdfReader(_saved(tmp_path, one)).pages) for one in ids]
    assert counts[0] % 2, "the first one leaves the back of its last sheet empty"
    printer = pdf_printer(tmp_path / "printed.pdf", TwoSided(QPrinter.PrinterMode.HighResolution))
    monkeypatch.setattr(printing, "ask_printer", lambda parent, pages: printer)
    page.table.selectAll()
    page.print_out()
    idle(context, qtbot)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == sum(count + count % 2 for count in counts)


def test_copies_are_drawn_where_the_printer_makes_none(context: Context, tmp_path: Path) -> None:
    notice = issued(K.NOTICE, added().number)
    printer = pdf_printer(tmp_path / "printed.pdf")
    printer.setCopyCount(2)
    printing.print_to(notice.pdf, printer)
    once = 1 if printer.supportsMultipleCopies() else 2
    (tmp_path / "one.pdf").write_bytes(notice.pdf)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == once * len(PdfReader(tmp_path / "one.pdf").pages)


@pytest.mark.parametrize(
    ("count", "copies", "drawn"),
    [(3, 2, [0, 1, 2, None, 0, 1, 2]), (2, 2, [0, 1, 0, 1]), (3, 1, [0, 1, 2])],
)
def test_on_both_sides_each_copy_begins_on_a_sheet_of_its_own(
    context: Context, tmp_path: Path, count: int, copies: int, drawn: list[int | None]
) -> None:
    printer = pdf_printer(tmp_path / "printed.pdf", TwoSided())
    printer.setCopyCount(copies)
    if not printer.supportsMultipleCopies():
        assert printing.sides(printer, count) == drawn


class TwoSided(QPrinter):
    """Stands in for a printer that can turn the sheet; one that prints into a file can't."""

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexLongSide


def pdf_printer(target: Path, printer: QPrinter | None = None) -> QPrinter:
    """A printer that prints into a file."""
    printer = printer or QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_all_papers_of_an_inspection_as_one_file(
    page: PapersPage, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = inspected("配电箱没有箱门")
    papers = [issued(K.INSPECTION_RECORD, visit.number), issued(K.NOTICE, visit.number)]
    issued(K.NOTICE, added(site={"name": "另一家店"}).number)
    page.show_record("paper", papers[1].paper_id)
    text, save = page.exports()[-1]
    assert text.startswith("同一次检查的2份文书")
    monkeypatch.setattr(page, "_ask", lambda number, ending: tmp_path / f"all.{ending}")
    save()
    idle(context, qtbot)
    whole = text_of((tmp_path / "all.pdf").read_bytes())
    assert all(paper.number in whole for paper in papers) and "另一家店" not in whole


def _saved(folder: Path, paper_id: str) -> Path:
    (folder / "one.pdf").write_bytes(issuing.pdf_of(paper_id))
    return folder / "one.pdf"


def test_a_dropped_file_is_verified(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    notice = issued(K.NOTICE, added().number)
    file = tmp_path / "通知.pdf"
    file.write_bytes(notice.pdf)
    dialog = VerifyDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    nothing = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, nothing))
    assert dialog.verdict.text() == "✓ 真实有效" and notice.number in dialog.sentence.text()
    qtbot.waitUntil(lambda: dialog.verdict.geometry().top() > dialog.code.geometry().bottom())
    file.write_bytes(b"hello")
    dialog.check_file(file)
    assert dialog.verdict.text() == "无法核验" and not dialog.show_button.isVisible()
    dialog.code.set_text("你好")
    dialog.check_text()
    assert "核验码" in dialog.sentence.text()
    file.write_bytes(notice.pdf)
    dialog.check_file(file)
    wanted: list[tuple[str, str]] = []
    context.wanted.connect(lambda table, record: wanted.append((table, record)))
    dialog.show_kept()
    assert wanted == [("paper", notice.paper_id)]


def test_a_batch_is_issued_in_the_worker(context: Context, qtbot: QtBot) -> None:
    for name in ("甲厂", "乙厂"):
        added(found_on="2021-06-17", site={"name": name})
    added(found_on="2021-06-17", site={"name": "丙厂"}, deadline=None)
    dialog = BatchDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    idle(context, qtbot)
    assert dialog.list.count() == 3 and not dialog.print_button.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.issue_now(dialog.ticked())
    idle(context, qtbot)
    assert dialog.outcome is not None
    assert len(dialog.outcome.issued) + len(dialog.outcome.refused) == 2
    assert dialog.print_button.isEnabled() and "已出具" in dialog.note.text()
    dialog.reject()
    empty = BatchDialog(context)
    qtbot.addWidget(empty)
    idle(context, qtbot)
    assert empty.list.count() == 1, "the one that was not ticked"
    empty.last.setText("2021-6-2x")
    empty.refresh()
    assert "日期" in empty.note.text() and empty.list.count() == 0 and empty.ticked() == []


def test_words_are_changed_beside_the_page(context: Context, qtbot: QtBot) -> None:
    dialog = WordingDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    idle(context, qtbot)
    assert "【受文单位】" in text_of(dialog.view.pdf())
    title = dialog.form.fields["title"]
    title.set_text("")
    assert not dialog.save() and "“标题”不能留空" in dialog.problem.text()
    assert wording.own_texts(K.NOTICE) == {}
    title.set_text("安全生产整改通知")
    body = dialog.form.fields["body"]
    whole = body.text()
    body.set_text(whole.replace("{隐患清单}", ""))
    assert not dialog.save() and "隐患清单" in dialog.problem.text()
    body.set_text(whole)
    dialog.refresh()
    idle(context, qtbot)
    assert "安全生产整改通知" in text_of(dialog.view.pdf()) and dialog.problem.text() == ""
    assert dialog.save()
    dialog.kind.set_value(K.CIRCULAR)
    assert "title" in dialog.form.fields and wording.own_texts(K.NOTICE) == {"title": "安全生产整改通知"}
    dialog.kind.set_value(K.NOTICE)
    dialog.reset_now()
    idle(context, qtbot)
    assert wording.own_texts(K.NOTICE) == {}
    dialog.form.fields["title"].set_text("又改")
    dialog.reject()
    again = WordingDialog(context)
    qtbot.addWidget(again)
    assert again.form.fields["title"].text() == "又改", "Esc loses nothing"
    idle(context, qtbot)
    again.reset_now()
    idle(context, qtbot)
    again.reject()


def test_the_panel_says_what_comes_next(context: Context, qtbot: QtBot) -> None:
    hazard = added()
    issued(K.NOTICE, hazard.number)
    panel = HazardPanel()
    qtbot.addWidget(panel)
    panel.show_hazard(hazard_detail.detail(hazard.id))
    assert {"papers", "volume"} <= set(panel.buttons)
    (event,) = hazard_detail.detail(hazard.id).reminders
    assert event.kind is EventKind.SERVICE_DUE
    asked: list[bool] = []
    panel.papers_wanted.connect(lambda: asked.append(True))
    panel.buttons["papers"].click()
    assert asked == [True]
    served: list[str] = []
    panel.paper_wanted.connect(served.append)
    (link,) = [one for one in panel.findChildren(QLabel) if "登记送达" in one.text()]
    assert "前送达整改通知书" in link.text()
    link.linkActivated.emit(paper_list.rows()[0].id)
    assert served == [paper_list.rows()[0].id]


def test_a_volume_is_written_in_the_worker(
    context: Context, qtbot: QtBot, page: PapersPage, tmp_path: Path
) -> None:
    issued(K.NOTICE, added().number)
    paper = paper_list.rows()[0]
    paper_start.write_volume(context, page, "paper", paper.id, tmp_path / "v.pdf")
    told: list[str] = []
    context.said.connect(lambda sentence, *_: told.append(sentence))
    idle(context, qtbot)
    assert paper.number in text_of((tmp_path / "v.pdf").read_bytes())
    assert any("缺2份，目录中写明“未制作”" in sentence for sentence in told), told
