"""Is this paper one of ours? A PDF chosen or dropped, or the text that a scanner reads from its QR code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import TextBox
from xianfeng_gui.work.papers import verifying
from xianfeng_gui.work.papers.verifying import WORDS, Checked, Verdict

_COLOURS = {
    Verdict.GENUINE: "green",
    Verdict.VOIDED: "amber",
    Verdict.ALTERED: "late",
    Verdict.UNKNOWN: "late",
    Verdict.REGISTERED: "amber",
}
_SYMBOLS = {
    Verdict.GENUINE: "✓",
    Verdict.VOIDED: "△",
    Verdict.ALTERED: "✗",
    Verdict.UNKNOWN: "？",
    Verdict.REGISTERED: "？",
}


class VerifyDialog(FittedDialog):
    """Says: genuine, voided, altered or not ours."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, letters=46)
        self.context = context
        self.found: Checked | None = None
        self.setWindowTitle("核验文书")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(
            label(
                "把文书的PDF拖到这里，或选择文件；纸面文书可扫描二维码，把扫出的文字粘贴在下面。", wrap=True
            )
        )
        self.code = TextBox(4, "扫码得到的文字")
        self.code.setAccessibleName("核验码")
        column.addWidget(self.code)
        self.verdict = label("", "heading")
        self.sentence = label("", wrap=True)
        column.addWidget(self.verdict)
        column.addWidget(self.sentence)
        foot = QHBoxLayout()
        self.show_button = button("查看留存的文书", self.show_kept, link=True)
        self.show_button.hide()
        foot.addWidget(self.show_button)
        foot.addStretch(1)
        foot.addWidget(button("关闭  Esc", self.reject))
        foot.addWidget(button("核对文字", self.check_text))
        foot.addWidget(button("选择PDF…", self.choose, primary=True))
        column.addLayout(foot)

    def choose(self) -> None:
        """Ask for a file."""
        name, _ = QFileDialog.getOpenFileName(self, "核验文书", "", "PDF (*.pdf)")
        if name:
            self.check_file(Path(name))

    def check_file(self, file: Path) -> None:
        """Check a PDF."""
        self._check(lambda: verifying.verify_file(file))

    def check_text(self) -> None:
        """Check the text that was scanned."""
        self._check(lambda: verifying.verify_text(self.code.text()))

    def _check(self, work: Callable[[], Checked]) -> None:
        self.found = None
        try:
            self.found = work()
        except UserError as error:
            theme.mark(self.verdict, "state", "late")
            self.verdict.setText("无法核验")
            self.sentence.setText(str(error))
        else:
            theme.mark(self.verdict, "state", _COLOURS[self.found.verdict])
            self.verdict.setText(f"{_SYMBOLS[self.found.verdict]} {WORDS[self.found.verdict]}")
            self.sentence.setText(self.found.sentence)
        self.show_button.setVisible(self.found is not None and self.found.paper_id is not None)
        self.fit()  # what is said now needs more room than nothing

    def show_kept(self) -> None:
        """Go to the paper in the register."""
        if self.found is not None and self.found.paper_id is not None:
            self.context.show_record("paper", self.found.paper_id)
            self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.check_file(files[0])
