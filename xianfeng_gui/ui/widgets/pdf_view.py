"""A PDF in the window, saved to a file or printed. Imported only when a paper is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from db.errors import UserError
from xianfeng_gui.work import outputs

PRINT_DPI = 300


class PdfView(QPdfView):
    """Shows a PDF given as bytes, page below page, as wide as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pdf = b""
        # Beside the view and not its child: a view that still has an open document crashes when it is destroyed.
        self._document = QPdfDocument(parent)
        self._buffer = QBuffer(self._document)
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setAccessibleName("文书预览")

    def show_pdf(self, pdf: bytes) -> None:
        """Show another PDF, keeping the place when it is the same paper drawn again."""
        place = self.verticalScrollBar().value()
        self._pdf = pdf
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.verticalScrollBar().setValue(place)

    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self._document.close()
        self._buffer.close()

    def page_count(self) -> int:
        """Pages shown."""
        return self._document.pageCount()

    def save(self, target: Path) -> None:
        """Write the very bytes to a file."""
        outputs.write(target, self._pdf)

    def print_with_dialog(self) -> bool:
        """Ask for the printer and print; false when the clerk cancelled."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # A printer driver may start with Letter; official papers are A4.
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.page_count())
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        self.print_to(printer)
        return True

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages that the printer is set to, in their true size; UserError when it doesn't begin."""
        printer.setResolution(PRINT_DPI)
        printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(printer):
            raise UserError("打印没有开始，请检查打印机是否接通，或先保存PDF再打印")
        for place, number in enumerate(self._chosen_pages(printer)):
            if place:
                printer.newPage()
            points = self._document.pagePointSize(number)
            size = QSize(round(points.width() / 72 * PRINT_DPI), round(points.height() / 72 * PRINT_DPI))
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._document.render(number, size))
        painter.end()

    def _chosen_pages(self, printer: QPrinter) -> range:
        """Page numbers from 0."""
        if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
            return range(self.page_count())
        return range(printer.fromPage() - 1, min(printer.toPage(), self.page_count()))
