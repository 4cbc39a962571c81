"""The clerk's day, from an empty folder to the printed notice and the list, through the real window.

One test on purpose: what one step leaves behind is what the next one starts from.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pdfplumber
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import check, store
from db.vocabulary import HazardState, ListKind, PaperKind, PhotoMoment, StepKind
from tests.ui.windows import opened
from tests.work.hazard_specs import jpeg, png_bytes
from xianfeng_gui.ui import printing, theme
from xianfeng_gui.ui.dialogs.first_start import FirstStart
from xianfeng_gui.ui.dialogs.hazard import HazardDialog
from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.exporting import write_list
from xianfeng_gui.ui.pages.hazards import HazardsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import hazards
from xianfeng_gui.work.papers import drafting, standing


def begin(folder: Path, qtbot: QtBot) -> None:
    """First start: which office is this?"""
    dialog = FirstStart(folder)
    qtbot.addWidget(dialog)
    dialog.office.set_value("镇应急办")
    dialog.try_found()
    assert store.exists(folder)


def register(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A hazard with photos, before it is saved for the first time."""
    dialog = HazardDialog(window.context, window)
    dialog.show()
    dialog.hazard_form.set_values(
        {
            "site": "青禾榨菜加工厂",
            "location": "二楼车间",
            "description": "疏散通道堆放杂物",
            "measure": "清理并保持畅通",
        }
    )
    dialog.hazard_form.choice("office_id").set_value(_office("镇应急办"))
    dialog.hazard_form.choice("topic_id").setCurrentIndex(5)
    dialog.hazard_form.deadline.setText("10工作日")
    dialog.photos.add_all([jpeg(tmp_path / "phone.jpg"), png_bytes()], PhotoMoment.BEFORE)
    dialog.try_save()
    assert dialog.saved_id


def _office(name: str) -> str:
    from xianfeng_gui.work import offices

    return offices.by_name(name).id


def issue(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> bytes:
    """The notice: seen, numbered, saved, printed."""
    page = window.page()
    assert isinstance(page, HazardsPage)
    grounds = standing.of_hazards(PaperKind.NOTICE, page.selected_ids())
    dialog = PaperDialog(window.context, drafting.open_draft(grounds, window.context.actor()), window)
    dialog.show()
    qtbot.waitUntil(dialog.issue_button.isEnabled)
    dialog.issue()
    qtbot.waitUntil(lambda: dialog.issued is not None)
    dialog.save_to(tmp_path / "notice.pdf")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.print_to(dialog.view.pdf(), printer)
    dialog.close()
    return (tmp_path / "notice.pdf").read_bytes()


def step(
    window: MainWindow, qtbot: QtBot, state: HazardState, kind: StepKind, *, and_close: bool = False
) -> None:
    page = window.page()
    assert isinstance(page, HazardsPage)
    dialog = StepDialog(window.context, page.selected_ids(), state, kind, window, and_close=and_close)
    dialog.show()
    if dialog.photos is not None:
        dialog.photos.add_all([png_bytes("green")], PhotoMoment.AFTER)
    dialog.try_save()


def test_from_an_empty_folder_to_the_printed_notice_and_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    folder = tmp_path / "先锋 数据"
    begin(folder, qtbot)
    with opened(folder) as window:
        assert [window.bar.item(row).text() for row in range(1, 11)][4] == "5 消防"
        window.bar.choose("hazards")
        register(window, qtbot, tmp_path)
        page = window.page()
        assert isinstance(page, HazardsPage)
        page.table.select_row(0)
        notice = issue(window, qtbot, tmp_path)
        step(window, qtbot, HazardState.ISSUED, StepKind.REPORT_RECTIFIED)
        step(window, qtbot, HazardState.RECTIFIED, StepKind.PASS_REINSPECTION, and_close=True)
        write_list(page, ListKind.HAZARDS, page.model.filter, tmp_path / "台账.xlsx")
        qtbot.waitUntil((tmp_path / "台账.xlsx").exists)
        qtbot.waitUntil(window.context.worker.is_idle)
        assert hazards.by_number("YJB-2021-0001").state is HazardState.CLOSED
        assert check.problems() == []
        window.close()
    read_back(notice, tmp_path)
    assert len(list((folder / "backups").glob("*.db"))) >= 1, "closing the window makes a backup"
    store.open_folder(folder)
    assert hazards.by_number("YJB-2021-0001").closed_on == dt.date(2021, 6, 18)
    store.close()


def read_back(notice: bytes, tmp_path: Path) -> None:
    """What left the house says what the clerk typed."""
    with pdfplumber.open(io.BytesIO(notice)) as pdf:
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
        wide = [image for page in pdf.pages for image in page.images if image["x1"] - image["x0"] > 60]
        assert len(wide) == 2, "both photos are on the notice, beside the small check code"
    for words in (
        "先锋府安改〔2021〕1号",
        "青禾榨菜加工厂",
        "疏散通道堆放杂物",
        "清理并保持畅通",
        "2021年7月2日",
    ):
        assert words in text
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        assert len(printed.pages) >= 2
        assert abs(float(printed.pages[0].width) - 595) < 3, "printed in its true size"
    rows = list(openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0].iter_rows(values_only=True))
    assert any("疏散通道堆放杂物" in row and "已销号" in row for row in rows)
