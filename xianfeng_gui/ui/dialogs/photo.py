"""One photo, as large as the window allows, with what is said about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from db.records import Photo
from db.vocabulary import PhotoMoment
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import term_field
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.photos import image_of
from xianfeng_gui.ui.widgets.picture import PictureView
from xianfeng_gui.work import hazards

LARGE = QSize(820, 460)


class PhotoDialog(FormDialog):
    """Shows a hazard's photo; its caption and whether it shows the state before or after can be corrected."""

    def __init__(self, context: Context, photo: Photo, parent: QWidget | None = None) -> None:
        self._photo = photo
        form = Form(columns=2)
        caption = QLineEdit(photo.caption)
        caption.setMaxLength(Photo.caption.max_length)
        form.add("caption", "照片说明", caption)
        form.add("moment", "拍摄时段", term_field(PhotoMoment))
        form.set_values({"moment": photo.moment})
        picture = PictureView(image_of(photo.sha256), LARGE)
        super().__init__(context, "照片", form, self._store, below=picture, parent=parent, letters=64)

    def _store(self, values: dict[str, Any]) -> None:
        moment = PhotoMoment(values["moment"])
        actor = self.context.actor()
        hazards.change_photo(self._photo.id, actor, caption=values["caption"], moment=moment)
        self.context.say("已保存照片说明", undo=True)
