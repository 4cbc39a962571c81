"""The page of papers: what is shown, saved and printed is always the selected paper's own PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from db import media
from db.errors import UserError
from db.records import Paper
from tests.work.hazard_rows import hazard
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.pages.papers import PapersPage
from xianfeng_gui.ui.widgets.pdf_view import PdfView
