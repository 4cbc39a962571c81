"""The office's own words: each text of a kind of paper with the names that may stand in it, beside the page."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label, scrolled
from xianfeng_gui.ui.widgets.fields import TextBox, term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.work import wording

DRAW_AFTER_MS = 600
_MOST_LINES = 12
_HINT = "花括号内是程序填入的内容，一行一段；没有填的内容，所在的行不印。"


def _braced(names: list[str]) -> str:
    return "、".join(f"{{{name}}}" for name in names)


class WordingDialog(FittedDialog):
    """A text is kept only when it differs from the built-in one, so that later versions' texts still reach the office."""

    chapter: ClassVar[str] = "papers"

    def __init__(
        self, context: Context, parent: QWidget | None = None, kind: PaperKind = PaperKind.NOTICE
    ) -> None:
        super().__init__(parent, size=(1240, 700))
        self.context = context
        self.form = Form()
        self._round = 0
        self.setWindowTitle("文书用语")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        left = QVBoxLayout()
        self.kind = term_field(PaperKind)
        self.kind.set_value(kind)
        self.kind.setAccessibleName("文书种类")
        left.addWidget(self.kind)
        self.names = label("", "caption", wrap=True)
        left.addWidget(self.names)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(8, 8, 8, 8)
        left.addWidget(scrolled(self._holder), 1)
        self.problem = label("", "error", wrap=True)
        left.addWidget(self.problem)
        left.addLayout(self._build_buttons())
        row.addLayout(left, 4)
        self.view = PdfView(self)
        row.addWidget(self.view, 5)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DRAW_AFTER_MS)
        self._later.timeout.connect(self.refresh)
        self._kind = kind
        self.kind.currentIndexChanged.connect(lambda _index: self._change_kind())
        bind_keys(self, {"Ctrl+Enter": self.save})
        self._show_texts()

    def _build_buttons(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(button("恢复程序自带的用语", self.reset, link=True))
        foot.addStretch(1)
        foot.addWidget(button("关闭  Esc", self.reject))
        foot.addWidget(button("保存  Ctrl+Enter", self.save, primary=True))
        return foot

    def _change_kind(self) -> None:
        """Another kind; what was typed for the last one is kept first, or stays in view with what is wrong."""
        if self._typed() != self._kept() and not self.save():
            self.kind.blockSignals(True)
            self.kind.set_value(self._kind)
            self.kind.blockSignals(False)
            return
        self._kind = PaperKind(self.kind.value())
        self._show_texts()

    def _show_texts(self) -> None:
        """A field for each text of the kind."""
        self._column.removeWidget(self.form)
        self.form.deleteLater()
        self.form = Form(f"draft.wording.{self._kind.value}")
        texts = list(wording.built_in(self._kind).texts.values())
        common = [name for name in texts[0].names if all(name in text.names for text in texts)]
        self.names.setText(f"{_HINT}可用：{_braced(common)}")
        for text in texts:
            lines = min(_MOST_LINES, 2 + text.text.count("\n") + len(text.text) // 40)
            more = [name for name in text.names if name not in common]
            notes = [f"还可用：{_braced(more)}"] if more else []
            notes += [f"不能删去：{'、'.join(text.needs)}"] if text.needs else []
            notes += ["可以留空"] if text.may_be_empty else []
            box = TextBox(lines)
            self.form.add(text.key, text.label, box, note="\n".join(notes))
            box.textChanged.connect(self._later.start)
        self._column.addWidget(self.form)
        self.form.set_values(self._kept())
        if self.form.take_draft():
            self.context.say("已恢复上次没有保存的用语")
        self.refresh()

    def _kept(self) -> dict[str, str]:
        plain = {key: text.text for key, text in wording.built_in(self._kind).texts.items()}
        return plain | {key: text for key, text in wording.own_texts(self._kind).items() if key in plain}

    def _typed(self) -> dict[str, str]:
        return {key: str(text) for key, text in self.form.values().items()}

    def refresh(self) -> None:
        """Draw a made-up paper in the words typed, in the worker."""
        self._later.stop()
        kind, texts = self._kind, self._typed()
        self._round += 1
        mine = self._round
        self.context.worker.run(
            lambda: wording.preview(kind, texts),
            lambda made: self._drawn(mine, made),
            lambda sentence: self._refuse(mine, sentence),
            "绘制文书",
            self,
        )

    def _drawn(self, mine: int, made: bytes) -> None:
        if mine == self._round:
            self.problem.clear()
            self.view.show_pdf(made)

    def _refuse(self, mine: int, sentence: str) -> None:
        if mine == self._round:
            self.problem.setText(sentence)

    def save(self) -> bool:
        """Keep the words; false when something in them isn't possible."""
        self.form.clear_errors()
        try:
            wording.save(self._kind, self._typed(), self.context.actor())
        except UserError as error:
            self.form.show_error(error)
            self.problem.setText(str(error))
            return False
        self.form.drop_draft()
        self.context.say(f"已保存{self._kind.label}的用语", undo=True)
        return True

    def reset(self) -> None:
        """Back to the program's own words, after asking."""
        text = f"{self._kind.label}的用语将恢复为程序自带的内容，本单位改过的文字不再使用。"
        if ask(self, "恢复用语", text, yes="恢复"):
            self.reset_now()

    def reset_now(self) -> None:
        """Back to the program's own words."""
        wording.reset(self._kind, self.context.actor())
        self.form.drop_draft()
        self._show_texts()

    def done(self, result: int) -> None:
        """Closing keeps what was typed as a draft; nothing is drawn any more."""
        self._later.stop()
        self._round += 1
        if self._typed() != self._kept():
            self.form.keep_draft()
        else:
            self.form.drop_draft()
        super().done(result)
