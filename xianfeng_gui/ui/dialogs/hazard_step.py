"""One step of one or more hazards: its date, who, and what this step asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.vocabulary import HazardState, StepKind, SupervisionLevel
from xianfeng_gui.rules.steps import demand
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.deadline import DeadlineField, DeadlineHint
from xianfeng_gui.ui.widgets.fields import DateField, TextBox, term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.photos import PhotoEditor
from xianfeng_gui.work import hazards, offices
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.papers import standing


class StepDialog(FormDialog):
    """Asks for what the step needs and nothing else; a remark may stay empty unless the rules ask for it.

    ``and_close`` goes on to closure in the same entry, as is usual after a passed reinspection.
    """

    def __init__(
        self,
        context: Context,
        hazard_ids: Sequence[str],
        state: HazardState,
        kind: StepKind,
        parent: QWidget | None = None,
        *,
        and_close: bool = False,
    ) -> None:
        self._ids = list(hazard_ids)
        self._kinds = [kind, StepKind.CLOSE] if and_close else [kind]
        asked = demand(state, kind)
        form = Form(drafts.of_step(self._ids, kind.value))
        self.on = DateField(context.today())
        form.add("on", "日期*", self.on)
        form.add("person", "经办人", QLineEdit(offices.operator()))
        if asked.new_deadline:
            deadline = DeadlineField(lambda: self.on.day() or context.today())
            form.add("new_deadline", asked.new_deadline + ("*" if asked.deadline_needed else ""), deadline)
            form.add_row(DeadlineHint(deadline))
        if asked.level:
            form.add("level", "督办层级*", term_field(SupervisionLevel))
        form.add("remark", f"{asked.remark}*" if asked.remark else "说明", TextBox(3))
        # Photos of what was put right come with the report or the reinspection.
        self.photos = PhotoEditor() if len(self._ids) == 1 and kind in _WITH_PHOTOS else None
        title = "、".join(one.label for one in self._kinds)
        if len(self._ids) > 1:
            title += f"（{len(self._ids)}条）"
        super().__init__(
            context, title, form, self._take, save_text="确定", below=self.photos, parent=parent, letters=54
        )
        if self.photos is not None:
            if self.photos.use_draft(f"{drafts.of_step(self._ids, kind.value)}.photos"):
                self.tell_of_draft()
            self.photos.refused.connect(self.say)
        if kind is StepKind.REOPEN and (numbers := standing.untrue_once_reopened(self._ids)):
            self.say(f"{'、'.join(numbers)}仍然有效，重新启动后请在“文书”中作废")

    def forget_draft(self) -> None:
        super().forget_draft()
        if self.photos is not None:
            self.photos.drop_draft()

    def discard_draft(self) -> None:
        if self.photos is not None:
            self.photos.set_value(())
        super().discard_draft()

    def _take(self, values: dict[str, Any]) -> None:
        level = SupervisionLevel(values["level"]) if "level" in values else None
        first = StepData(
            self._kinds[0],
            values["on"],
            values["person"],
            values["remark"],
            values.get("new_deadline"),
            level,
        )
        rest = [StepData(kind, values["on"], values["person"]) for kind in self._kinds[1:]]
        photos = self.photos.value() if self.photos is not None else ()
        hazards.take_steps(self._ids, [first, *rest], self.context.actor(), photos)
        done = "、".join(kind.label for kind in self._kinds)
        self.context.say(
            f"已办理：{done}" + (f"（{len(self._ids)}条）" if len(self._ids) > 1 else ""), undo=True
        )


_WITH_PHOTOS = (StepKind.REPORT_RECTIFIED, StepKind.PASS_REINSPECTION, StepKind.FAIL_REINSPECTION)
