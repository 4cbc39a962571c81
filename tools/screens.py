"""A picture of every page, the main dialogs and the papers, from the demo's township: ``python -m tools.screens``.

Everything is drawn off screen into build/screens; a copy of the demo's data is used, since papers are issued.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize  # noqa: E402  # the platform is chosen first
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtPdf import QPdfDocument  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from bench.folders import ROOT, demo  # noqa: E402
from db import clock, connection, store  # noqa: E402
from db.errors import DamagedError  # noqa: E402
from db.vocabulary import HazardState, StepKind  # noqa: E402
from xianfeng_gui.ui import theme  # noqa: E402
from xianfeng_gui.ui.pages.calendar import CalendarPage  # noqa: E402
from xianfeng_gui.ui.pages.hazards import HazardsPage  # noqa: E402
from xianfeng_gui.ui.pages.papers import PapersPage  # noqa: E402
from xianfeng_gui.ui.tabs import tabs  # noqa: E402
from xianfeng_gui.ui.window import MainWindow  # noqa: E402
from xianfeng_gui.ui.worker import Worker  # noqa: E402
from xianfeng_gui.work import hazard_detail, notices, offices, paper_list, task_detail, task_list, topics  # noqa: E402
from xianfeng_gui.work.demo.sizes import DEMO_DAY  # noqa: E402

HOME = ROOT / "build" / "screens"
SHOWN_FOLDER = Path("data")
"""What the status bar names instead of the scratch folder."""
SETTLE_MS = 700
PAPER_DPI = 80


def _on_white(page: QImage) -> QImage:
    """A page as it comes out of the printer: QtPdf leaves the paper transparent."""
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()
    return sheet


class Camera:
    """Takes pictures of widgets into a folder and says what was taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worker: Worker | None = None
        """Waited for before a picture is taken."""
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str) -> None:
        """Show the widget, let it read what it shows, and save its picture."""
        widget.show()
        QTest.qWait(SETTLE_MS)
        while self.worker is not None and not self.worker.is_idle():
            QTest.qWait(50)
        self._save(widget.grab().toImage(), name)

    def take_paper(self, pdf: bytes, name: str) -> None:
        """A picture of each page of a PDF."""
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(buffer)
        document.load(buffer)
        for number in range(document.pageCount()):
            points = document.pagePointSize(number)
            size = QSize(round(points.width() / 72 * PAPER_DPI), round(points.height() / 72 * PAPER_DPI))
            self._save(_on_white(document.render(number, size)), f"{name}-{number + 1}")
        document.close()

    def _save(self, image: QImage, name: str) -> None:
        target = self.folder / f"{name}.png"
        if not image.save(str(target)):
            raise OSError(f"cannot write {target}")
        print(target.relative_to(ROOT))


def main(arguments: list[str]) -> int:
    """Draw everything at the asked size, colours and letters."""
    parser = argparse.ArgumentParser(prog="python -m tools.screens", description=__doc__)
    parser.add_argument("--size", default="1366x728", help="width x height of the window, such as 1024x660")
    parser.add_argument("--palette", choices=list(theme.PALETTES), default="light")
    parser.add_argument("--points", type=int, choices=list(theme.SIZES), default=10)
    options = parser.parse_args(arguments)
    width, height = map(int, options.size.split("x"))
    variant = "" if arguments == [] else f"{options.size}-{options.palette}-{options.points}"
    app = QApplication([sys.argv[0], "-style", "fusion"])
    camera = Camera(HOME / variant)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(demo("town"), Path(scratch) / "data"))
        clock.set_today(DEMO_DAY)
        theme.apply(app, options.palette, options.points)
        _take_first_start(camera)
        store.open_folder(folder)
        theme.apply(app, options.palette, options.points)
        window = MainWindow(SHOWN_FOLDER)
        window.resize(width, height)
        camera.worker = window.context.worker
        _take_pages(camera, window)
        _take_dialogs(camera, window)
        _take_papers(camera)
        window.hide()
        window.context.close()
        window.deleteLater()
        QTest.qWait(0)
        store.close()
    return 0


def _take_first_start(camera: Camera) -> None:
    from xianfeng_gui.ui.dialogs.first_start import FirstStart

    dialog = FirstStart(SHOWN_FOLDER)
    camera.take(dialog, "dialog-first-start")
    dialog.close()


def _take_pages(camera: Camera, window: MainWindow) -> None:
    names = {topic.id: f"topic-{topic.number:02}" for topic in topics.topics()}
    for number, key in enumerate(tab.key for tab in tabs()):
        window.bar.choose(key)
        page = window.page()
        if isinstance(page, HazardsPage | PapersPage):
            window.show()
            QTest.qWait(SETTLE_MS)
            page.table.select_row(1)
        camera.take(window, f"{number:02}-{names.get(key, key)}")
        if isinstance(page, CalendarPage):
            for view in list(page.views.buttons)[1:]:
                page.views.choose(view)
                camera.take(window, f"{number:02}-{key}-{view}")


def _take_dialogs(camera: Camera, window: MainWindow) -> None:
    for name, dialog in [*_dialogs(window), *_smaller_dialogs(window)]:
        camera.take(dialog, f"dialog-{name}")
        dialog.hide()
        dialog.deleteLater()


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    from xianfeng_gui.ui.dialogs.hazard import HazardDialog
    from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
    from xianfeng_gui.ui.dialogs.help import HelpDialog
    from xianfeng_gui.ui.dialogs.history import HistoryDialog
    from xianfeng_gui.ui.dialogs.notice import NoticeDialog
    from xianfeng_gui.ui.dialogs.operator import OperatorDialog
    from xianfeng_gui.ui.dialogs.task_report import MonthlyReportDialog
    from xianfeng_gui.ui.dialogs.tasks import TaskDialog

    context = window.context
    hazard, number = _hazard("rectified")
    yield "register-hazard", HazardDialog(context, window)
    yield "correct-hazard", HazardDialog(context, window, hazard_id=hazard)
    yield "step", StepDialog(context, [hazard], HazardState.RECTIFIED, StepKind.FAIL_REINSPECTION, window)
    yield "history", HistoryDialog(context, "hazard", hazard, f"隐患 {number} 的历史", window)
    yield "notice", NoticeDialog(context, _for_notice(), window)
    task = task_detail.task_detail(_task(), DEMO_DAY)
    yield "monthly-report", MonthlyReportDialog(context, task, window)
    yield "task", TaskDialog(context, task.topic_id, task, window)
    yield "operator", OperatorDialog(window)
    yield "help", HelpDialog(window)


def _smaller_dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen
    from xianfeng_gui.ui.dialogs.office import OfficeDialog
    from xianfeng_gui.ui.dialogs.person import PersonDialog
    from xianfeng_gui.ui.dialogs.photo import PhotoDialog
    from xianfeng_gui.ui.dialogs.site import SiteDialog
    from xianfeng_gui.ui.dialogs.task_split import SplitDialog
    from xianfeng_gui.ui.dialogs.tasks import AssignDialog, FinishDialog, StrikeOffDialog
    from xianfeng_gui.ui.dialogs.void import VoidDialog

    context = window.context
    task = task_detail.task_detail(_task(), DEMO_DAY)
    rows = [row for row in task_list.task_rows(task.topic_id, DEMO_DAY) if row.id == task.id]
    paper = paper_list.rows()[0]
    photo = hazard_detail.photo(str(connection.scalar("SELECT id FROM photo LIMIT 1")))
    yield "assign", AssignDialog(context, rows, window)
    yield "finish", FinishDialog(context, task, window)
    yield "split", SplitDialog(context, task, window)
    yield "strike-off", StrikeOffDialog(context, task, window)
    yield "site", SiteDialog(context, str(connection.scalar("SELECT id FROM site LIMIT 1")), parent=window)
    yield "office", OfficeDialog(context, window)
    yield "person", PersonDialog(context, offices.own_office().id, parent=window)
    yield "void", VoidDialog(context, paper.id, paper.number, window)
    yield "photo", PhotoDialog(context, photo, window)
    yield "cannot-open", CannotOpen(SHOWN_FOLDER, DamagedError("数据文件已损坏，请用最近的备份恢复"))


def _take_papers(camera: Camera) -> None:
    camera.take_paper(notices.issue(_for_notice(), "何某").pdf, "paper-notice")


def _hazard(state: str) -> tuple[str, str]:
    """The id and number of a hazard in that state with photos."""
    row = connection.one(
        "SELECT id, number FROM hazard WHERE state = ? "
        "ORDER BY id IN (SELECT hazard_id FROM photo) DESC, found_on DESC LIMIT 1",
        (state,),
    )
    assert row is not None
    return str(row[0]), str(row[1])


def _for_notice() -> list[str]:
    """Up to three hazards of one site that wait for their notice."""
    sql = (
        "SELECT site_id, id FROM hazard WHERE state = 'verified' AND deadline > '2021-06-18' "
        "ORDER BY count(*) OVER (PARTITION BY site_id) DESC, site_id"
    )
    rows = connection.rows(sql)
    return [str(hazard) for site, hazard in rows if site == rows[0][0]][:3]


def _task() -> str:
    """A task in progress that has been reported."""
    sql = "SELECT id FROM task WHERE state = 'in_progress' AND id IN (SELECT task_id FROM monthly_report) LIMIT 1"
    return str(connection.scalar(sql))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
