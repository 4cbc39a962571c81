"""Takes pictures of widgets and of PDFs into a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from xianfeng_gui.ui.worker import Worker

SETTLE_MS = 200
DRAW_MS = 700
"""A page of a paper is drawn beside the window's own work."""
PAPER_DPI = 80


class Camera:
    """Lets a widget settle, takes its picture, and says what was taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worker: Worker | None = None
        """Waited for before a picture is taken."""
        folder.mkdir(parents=True, exist_ok=True)

    def settle(self) -> None:
        """Let timers run and the worker end."""
        QTest.qWait(SETTLE_MS)
        while self.worker is not None and not self.worker.is_idle():
            QTest.qWait(50)
        QTest.qWait(50)  # what the worker found is laid out

    def take(self, widget: QWidget, name: str) -> None:
        """Show the widget, let it read what it shows, and save its picture."""
        widget.show()
        self.settle()
        if widget.findChild(QPdfView) is not None:
            QTest.qWait(DRAW_MS)
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
        print(f"{self.folder.name}/{target.name}", flush=True)


def _on_white(page: QImage) -> QImage:
    """A page as it comes out of the printer: QtPdf leaves the paper transparent."""
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()
    return sheet
