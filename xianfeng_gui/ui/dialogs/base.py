"""What dialogs share: a form, errors beside fields, Ctrl+Enter to save, Esc that never loses typed text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.form import Form


class FormDialog(QDialog):
    """A dialog around a form. ``save`` gets the form's values and may raise UserError; then the dialog stays open.

    Closing it by Esc keeps the draft, which comes back when the dialog is opened again. With ``below`` the form and
    that widget share a scrolled area.
    """

    def __init__(
        self,
        context: Context,
        title: str,
        form: Form,
        save: Callable[[dict[str, Any]], object],
        *,
        save_text: str = "保存",
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.form = form
        self._save = save
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 16, 16, 12)
        self.box.setSpacing(8)
        self.box.addWidget(form if below is None else _scrolled(form, below), 1)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.note = label("", "caption", wrap=True)
        keeps_room = self.note.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # else the buttons would spread over the whole foot
        self.note.setSizePolicy(keeps_room)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.note, 1)
        self.discard_button = button("放弃草稿", self.discard_draft, link=True, tip="不要上次没有保存的内容")
        self.discard_button.hide()
        self.foot.addWidget(self.discard_button)
        self.foot.addWidget(button("取消  Esc", self.reject))
        self.save_button = button(f"{save_text}  Ctrl+Enter", self.try_save, primary=True)
        self.foot.addWidget(self.save_button)
        self.box.addWidget(self.problem)
        self.box.addLayout(self.foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.try_save)
        self._before_draft = form.raw()
        if form.take_draft():
            self.tell_of_draft()

    def say(self, sentence: str) -> None:
        """A remark at the foot of the dialog."""
        self.note.setText(sentence)

    def tell_of_draft(self) -> None:
        """Something comes from a draft: say so and offer to throw it away."""
        self.say("已恢复上次没有保存的内容")
        self.discard_button.show()

    def discard_draft(self) -> None:
        """Back to what stood here before the draft."""
        self.form.set_values(self._before_draft)
        self.forget_draft()
        self.discard_button.hide()
        self.say("")

    def forget_draft(self) -> None:
        """What was typed has been saved, or isn't wanted any more."""
        self.form.drop_draft()

    def try_save(self) -> None:
        """Save and close, or say what is wrong."""
        self.problem.hide()
        self.form.clear_errors()
        try:
            self._save(self.form.values())
        except UserError as error:
            if not self.form.show_error(error):
                self.problem.setText(str(error))
                self.problem.show()
            self._make_room()
            return
        self.forget_draft()
        self.accept()

    def _make_room(self) -> None:
        """Grow for an error of several lines, or it would be squeezed between the fields."""
        self.box.activate()
        wanted = self.box.totalHeightForWidth(self.width()) if self.box.hasHeightForWidth() else 0
        self.resize(self.width(), max(self.height(), wanted, self.sizeHint().height()))

    def reject(self) -> None:
        if self.form.has_pending_draft():
            self.form.keep_draft()
        super().reject()


def _scrolled(form: QWidget, below: QWidget) -> QScrollArea:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(10)
    column.addWidget(form)
    column.addWidget(below)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area
