"""Printing a PDF: the system's printer dialog (copies, both sides, pages), then the pages drawn in the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.work.papers import batches

PRINT_DPI = 300


def ask_printer(parent: QWidget, pages: int) -> QPrinter | None:
    """The printer that the clerk chose, none when cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # A printer driver may start with Letter; official papers are A4.
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if printer.supportsMultipleCopies():
        printer.setCollateCopies(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_papers(
    context: Context, parent: QWidget, paper_ids: Sequence[str], refused: Callable[[str], object]
) -> None:
    """Ask for the printer and print issued papers, the very PDFs that were kept, on red-head paper where it lies today."""
    try:
        pages = batches.page_count(paper_ids)
    except UserError as error:
        refused(str(error))
        return
    printer = ask_printer(parent, pages)
    if printer is None:
        return
    both_sides = on_both_sides(printer)
    said = f"已发送到打印机：{len(paper_ids)}份文书"
    _send(
        context,
        parent,
        printer,
        lambda: batches.for_printer(paper_ids, both_sides=both_sides),
        said,
        refused,
    )


def print_pdf(
    context: Context,
    parent: QWidget,
    make: Callable[[], bytes],
    pages: int,
    said: str,
    refused: Callable[[str], object],
) -> None:
    """Ask for the printer; then make the PDF and print it in the worker. ``said`` confirms it, ``refused`` gets the reason
    when that fails."""
    printer = ask_printer(parent, pages)
    if printer is not None:
        _send(context, parent, printer, make, said, refused)


def _send(
    context: Context,
    parent: QWidget,
    printer: QPrinter,
    make: Callable[[], bytes],
    said: str,
    refused: Callable[[str], object],
) -> None:
    def work() -> str:
        try:
            print_to(make(), printer)
        except UserError as error:
            return str(error)
        return ""

    def done(reason: str) -> None:
        if reason:
            refused(reason)
        else:
            context.say(said)

    context.run(work, done, "打印", parent)


def on_both_sides(printer: QPrinter) -> bool:
    """Whether whole papers go on both sides of the sheets; a range of pages is printed as it was counted."""
    one_side = printer.duplex() in (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)
    return not one_side and printer.printRange() != QPrinter.PrintRange.PageRange


def print_to(pdf: bytes, printer: QPrinter) -> None:
    """Print the pages that the printer is set to, in their true size; UserError when it doesn't begin."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    painter = QPainter()
    try:
        if not painter.begin(printer):
            raise UserError("打印没有开始，请检查打印机是否接通，或先保存PDF再打印")
        for place, number in enumerate(sides(printer, document.pageCount())):
            if place:
                printer.newPage()
            if number is None:
                continue
            points = document.pagePointSize(number)
            size = QSize(round(points.width() / 72 * PRINT_DPI), round(points.height() / 72 * PRINT_DPI))
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), document.render(number, size))
        painter.end()
    finally:
        # In this order: a document whose buffer has gone crashes.
        document.close()
        buffer.close()


def sides(printer: QPrinter, count: int) -> list[int | None]:
    """The pages in the order in which they are drawn, from 0; none for a back that stays empty, so that each copy begins
    on a sheet of its own."""
    pages: list[int | None] = [*chosen_pages(printer, count)]
    copies = copies_to_draw(printer)
    if copies > 1 and len(pages) % 2 and on_both_sides(printer):
        return ([*pages, None] * copies)[:-1]
    return pages * copies


def copies_to_draw(printer: QPrinter) -> int:
    """How often the pages are to be drawn: once where the printer makes the copies itself."""
    return 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())


def chosen_pages(printer: QPrinter, count: int) -> range:
    """Page numbers from 0."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(count)
    return range(printer.fromPage() - 1, min(printer.toPage(), count))
