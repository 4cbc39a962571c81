"""Voiding a paper: the reason is what the register will show."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import TextBox
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work.papers import after_void, issuing


class VoidDialog(FormDialog):
    """Says what follows before asking."""

    def __init__(self, context: Context, paper_id: str, number: str, parent: QWidget | None = None) -> None:
        form = Form(f"draft.void.{paper_id}")
        form.add("reason", "作废原因*", TextBox(3))
        super().__init__(
            context,
            f"作废 {number}",
            form,
            lambda values: issuing.void(paper_id, values["reason"], context.actor()),
            save_text="作废",
            parent=parent,
        )
        self.say(after_void.before(paper_id))
