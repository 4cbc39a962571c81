"""A PDF in the window. Imported only when a paper is shown."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from xianfeng_gui.ui.widgets.basics import label


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
        self._mark = label("", "stamp")
        self._mark.setParent(self)
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark.hide()

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
        self.set_mark("")
        self._pdf = b""
        self._document.close()
        self._buffer.close()

    def page_count(self) -> int:
        """Pages shown."""
        return self._document.pageCount()

    def pdf(self) -> bytes:
        """What is shown."""
        return self._pdf

    def set_mark(self, text: str) -> None:
        """Words across the view, such as 作废; empty for none."""
        self._mark.setText(text)
        self._mark.setVisible(bool(text))
        self._place_mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_mark()

    def _place_mark(self) -> None:
        size = self._mark.sizeHint()
        self._mark.resize(size)
        self._mark.move((self.width() - size.width()) // 2, self.height() // 5)
