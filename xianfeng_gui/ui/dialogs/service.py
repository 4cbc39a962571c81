"""How a paper was served: the way and its date, who received it, the signed slip; what runs from it is said at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import UserError
from db.records import Service
from db.vocabulary import ServiceWay
from xianfeng_gui.rules.service import DATE_LABELS
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.basics import label
from xianfeng_gui.ui.widgets.fields import DateField, TextBox, term_field
from xianfeng_gui.ui.widgets.file_list import FileList
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import offices, service
from xianfeng_gui.work.service import ServiceData


def field_label(name: str) -> str:
    """The record field's own Chinese label."""
    return str(Service._meta.fields[name].verbose_name)


class ServiceDialog(FormDialog):
    """Enters a service of ``paper_id``, or corrects the entry of ``service_id``."""

    def __init__(
        self, context: Context, paper_id: str, parent: QWidget | None = None, *, service_id: str | None = None
    ) -> None:
        self._paper = service.paper_of(paper_id)
        self._service_id = service_id
        form = Form(f"draft.service.{service_id or paper_id}")
        self.way = term_field(ServiceWay)
        self.on = DateField(context.today())
        form.add("way", field_label("way"), self.way)
        form.add("served_on", "送达日期*", self.on)
        self.place = QLineEdit()
        for name in ("receiver", "receiver_post", "place", "servers", "witnesses"):
            form.add(name, field_label(name), self.place if name == "place" else QLineEdit())
        form.add("remark", field_label("remark"), TextBox(2, "拒收的事由、邮件号码、公告载体等"))
        self.slip = FileList("签收件的照片或扫描件，可拖到这里")
        form.add("slip", "签收件", self.slip)
        self.effect = label("", "caption", wrap=True)
        form.add_row(self.effect)
        form.set_values(self._known())
        title = f"{'更正' if service_id else '登记'}送达 {self._paper.number}"
        super().__init__(context, title, form, self._store, parent=parent, letters=46)
        self.way.currentIndexChanged.connect(lambda _index: self._change_way())
        self.on.changed.connect(self._show_effect)
        self._show_effect()

    def _known(self) -> dict[str, Any]:
        """What stands in the entry that is corrected, or what is usual."""
        if self._service_id is None:
            return dict(service.usual(str(self._paper.id), offices.operator()))
        entry = service.of_id(self._service_id)
        names = ("way", "served_on", "receiver", "receiver_post", "place", "servers", "witnesses", "remark")
        return {name: getattr(entry, name) for name in names}

    def _change_way(self) -> None:
        """An announcement is not made at the receiver's address, which was filled in beforehand."""
        way = ServiceWay(self.way.value())
        address = service.usual(str(self._paper.id), "")["place"]
        if way is ServiceWay.ANNOUNCED and self.place.text() == address:
            self.place.clear()
        elif way is not ServiceWay.ANNOUNCED and not self.place.text():
            self.place.setText(address)
        self._show_effect()

    def _show_effect(self) -> None:
        """What the date is the date of, when service takes effect, and which terms run from then."""
        way = ServiceWay(self.way.value())
        self.form.set_required("receiver", way is ServiceWay.SIGNED)
        self.form.set_required("witnesses", way is ServiceWay.LEFT)
        self.form.set_required("place", way is ServiceWay.ANNOUNCED)
        try:
            day = self.on.day()
        except UserError:
            day = None
        if day is None:
            self.effect.setText(f"请填写{DATE_LABELS[way]}")
            return
        on, reason, terms = service.effect(self._paper.kind, way, day)
        lines = [f"送达日期 {on.isoformat()}：{reason}"]
        lines += [f"{term.title} {term.due.isoformat()}：{term.explanation}" for term in terms]
        if late := service.too_late_for(str(self._paper.id), on):
            lines.append(f"▲ {late}")
        self.effect.setText("\n".join(lines))

    def _store(self, values: dict[str, Any]) -> None:
        files = values.pop("slip")
        if len(files) > 1:
            raise UserError("签收件只留一个文件，多张请先合成一个PDF", "slip")
        way = ServiceWay(values.pop("way"))
        data = ServiceData(way, slip=Path(files[0]) if files else None, **values)
        if self._service_id is None:
            service.record(self._paper.id, data, self.context.actor())
        else:
            service.correct(self._service_id, data, self.context.actor())
        self.context.say(f"已登记{self._paper.number}的送达", undo=True)
