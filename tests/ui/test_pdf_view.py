"""A paper's view may be destroyed while it shows a paper."""

from __future__ import annotations

from tests.house.sources import run_python

# In a Python of its own, since the fault looked for ends the process.
PROBE = """
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from reportlab.pdfgen.canvas import Canvas
from xianfeng_gui.ui.widgets.pdf_view import PdfView
app = QApplication([])
paper = Canvas("unused")
paper.showPage()
dialog = QDialog()
view = PdfView(dialog)
view.show_pdf(paper.getpdfdata())
dialog.show()
QTest.qWait(100)
assert view.page_count() == 1
dialog.deleteLater()
QTest.qWait(100)
print("alive")
"""


def test_a_dialog_with_a_paper_can_be_destroyed() -> None:
    assert run_python("-c", PROBE).stdout == "alive\n"
