"""What dialogs share: a form, errors beside fields, Ctrl+Enter to save, Esc that never loses typed text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import DateField
from xianfeng_gui.ui.widgets.fitting import FittedArea
from xianfeng_gui.ui.widgets.form import Form


class FormDialog(FittedDialog):
    """A dialog around a form. ``save`` gets the form's values and may raise UserError; then the dialog stays open.

    Closing it by Esc keeps the draft, which comes back when the dialog is opened again. The form scrolls where the
    screen is too low for it, the buttons never do. ``below`` stands beneath the form, or beside it where that saves
    scrolling.
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
        letters: int = 42,
    ) -> None:
        super().__init__(parent, letters=letters)
        self.context = context
        self.form = form
        self._save = save
        self.setWindowTitle(title)
        self.below = below
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 16, 16, 12)
        self.box.setSpacing(8)
        self.content = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.area = self._make_area()
        self.box.addWidget(self.area, 1)
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
        bind_keys(self, {"Ctrl+Enter": self.try_save})
        context.warned.connect(self._warn)
        self._before_draft = form.raw()
        if form.take_draft():
            self.tell_of_draft()

    def setVisible(self, visible: bool) -> None:
        """Qt selects what stands in the first field, as after Tab: the next letter would replace what was kept there."""
        super().setVisible(visible)
        field = self.focusWidget()
        if visible and isinstance(field, QLineEdit) and not isinstance(field, DateField):
            field.end(False)

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
            if self.form.show_error(error):
                self.area.ensureWidgetVisible(self.form.fields[error.field])
            else:
                self.problem.setText(str(error))
                self.problem.show()
                self._grow()
            return
        self.forget_draft()
        self.accept()

    def _make_area(self) -> FittedArea:
        content = QWidget()
        content.setLayout(self.content)
        self.content.setContentsMargins(0, 0, 4, 0)
        self.content.setSpacing(12)
        self.content.addWidget(self.form, 1)
        if self.below is not None:
            self.content.addWidget(self.below)
        area = FittedArea(content)
        area.changed.connect(self._grow)
        return area

    def fit(self) -> None:
        """As every dialog; what stands below the form goes beside it where that saves scrolling."""
        self._lay_out(QBoxLayout.Direction.TopToBottom, (0, 1))
        super().fit()
        if self.below is not None and self.height_wanted(self.width()) > self.height():
            beside = self.width_wanted() + self.content.spacing() + self.below.minimumSizeHint().width()
            if beside <= self.room().width():
                self._lay_out(QBoxLayout.Direction.LeftToRight, (5, 3))
                self.take_width(beside)

    def _lay_out(self, direction: QBoxLayout.Direction, shares: tuple[int, int]) -> None:
        if self.below is not None:
            self.content.setDirection(direction)
            for place, share in enumerate(shares):
                self.content.setStretch(place, share)

    def height_wanted(self, width: int) -> int:
        margins = self.box.contentsMargins()
        self.area.assume_width(width - margins.left() - margins.right())
        return super().height_wanted(width)

    def _grow(self) -> None:
        """Other fields or an error of several lines: grow for them as far as the screen allows."""
        high = min(self.height_wanted(self.width()), self.room().height())
        if self.isVisible() and high > self.height():
            self.resize(self.width(), high)

    def _warn(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._grow()

    def reject(self) -> None:
        if self.form.has_pending_draft():
            try:
                self.form.keep_draft()
            except UserError as error:
                self._warn(str(error))
                return
        super().reject()
