"""The wall poster: paper, direction and pieces above, the sheets as they will print below; saved as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db import notes
from db.errors import UserError
from xianfeng_gui.papers.poster.content import PrintedPoster
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.exporting import write_file
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.ui.widgets.segments import Segments
from xianfeng_gui.work import poster
from xianfeng_gui.work.master import TaskScope

_KEPT = "poster"
"""The note that keeps the last choice on this PC."""
_WHOLE = "whole"
_DIRECTIONS = {"landscape": "横向", "portrait": "竖向"}
_SPLITS = {_WHOLE: "整张输出", "A4": "拆成A4", "A3": "拆成A3"}


class PosterDialog(FittedDialog):
    """``scope``: the tasks that go onto the poster."""

    chapter: ClassVar[str] = "lists"

    def __init__(self, context: Context, scope: TaskScope, parent: QWidget) -> None:
        super().__init__(parent, size=(1080, 760))
        self.context = context
        self._scope = scope
        self._owner = parent
        self._asked = 0
        self.setWindowTitle("挂图")
        self.size_field = Segments([(size, size) for size in poster.SIZES], name="纸张")
        self.direction = Segments(_DIRECTIONS.items(), name="方向")
        self.split = ChoiceField(_SPLITS.items())
        self.split.setAccessibleName("拆分")
        self.note = label("", "caption")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.view = PdfView(self)
        self._lay_out()
        self._take_kept()
        for changed in (self.size_field.changed, self.direction.changed, self.split.currentIndexChanged):
            changed.connect(lambda *_: self.refresh())
        bind_keys(self, {"Ctrl+Enter": self.save, "Ctrl+S": self.save})
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        for name, field in (("纸张", self.size_field), ("方向", self.direction), ("拆分", self.split)):
            top.addWidget(label(name))
            top.addWidget(field)
            top.addSpacing(12)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(button("取消  Esc", self.reject))
        self.save_button = button("保存PDF…  Ctrl+Enter", self.save, primary=True)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def _take_kept(self) -> None:
        size, direction, split = notes.get(_KEPT, ["A1", "landscape", _WHOLE])
        self.size_field.choose(size)
        self.direction.choose(direction)
        self.split.set_value(split)

    def chosen(self) -> tuple[str, bool, str]:
        """Paper, whether it lies, and the paper of its pieces (empty: whole)."""
        split = self.split.value()
        pieces = "" if split == _WHOLE else split
        return self.size_field.chosen()[0], self.direction.chosen()[0] == "landscape", pieces

    def refresh(self) -> None:
        """Draw the poster anew, in the worker."""
        self._asked += 1
        asked, (size, landscape, pieces) = self._asked, self.chosen()
        self.note.setText("正在排版…")

        def draw() -> tuple[PrintedPoster | None, str]:
            if asked != self._asked:
                return None, ""  # another choice was made while this one was waiting
            try:
                return poster.printed_poster(self._scope, size, landscape=landscape, pieces=pieces), ""
            except UserError as error:
                return None, str(error)

        self.context.run(draw, lambda found: self._show(asked, *found), "排挂图", self)

    def _show(self, asked: int, printed: PrintedPoster | None, problem: str) -> None:
        if asked != self._asked:
            return
        self.save_button.setEnabled(printed is not None)
        self.problem.setText(problem)
        self.problem.setVisible(printed is None)
        if printed is None:
            self.note.clear()
            self.view.clear()
            return
        size, _, pieces = self.chosen()
        self.view.show_pdf(printed.pdf)
        self.note.setText(
            f"共{printed.pages}张{pieces or size}；文字都不小于{printed.text_size:g}磅，两米外可以看清"
        )

    def save(self) -> None:
        """Ask where to, and write it (Ctrl+Enter)."""
        if not self.save_button.isEnabled():
            return
        size, _, _ = self.chosen()
        name = f"挂图{size}_{self.context.today()}.pdf"
        if target := ask_target(self, "保存挂图", name, "PDF (*.pdf)", ".pdf"):
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write it to a known place, in the worker, and close."""
        size, landscape, pieces = self.chosen()
        notes.put(_KEPT, [size, self.direction.chosen()[0], self.split.value()])
        scope = self._scope
        write_file(
            self.context,
            self._owner,
            target,
            "挂图",
            lambda file, progress: poster.write(
                scope, file, size, landscape=landscape, pieces=pieces, progress=progress
            ),
            lambda pages, file: f"已导出挂图 {pages} 张：{file}",
        )
        self.accept()
