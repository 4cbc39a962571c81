"""Photos of a hazard in a form: before on the left, after on the right, the same row being a pair.

They come from files, by dragging, or from the clipboard, and are kept at once, before the record itself is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageWriter,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db import media
from db.errors import UserError
from db.vocabulary import PhotoMoment
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.picture import fitted
from xianfeng_gui.work import draft_store, photos
from xianfeng_gui.work.photos import PhotoInput

THUMB = QSize(112, 84)
_MISSING_SCALE = 4
"""The grey picture is drawn larger, so that its words stay sharp where it is shown large."""
_PICTURES = "照片 (*.jpg *.jpeg *.png *.bmp *.webp *.gif *.tif *.tiff)"


def image_of(sha256: str) -> QImage:
    """A kept photo; a grey picture with words when its content is missing or damaged."""
    try:
        image = QImage.fromData(media.get(sha256))
    except UserError:
        image = QImage()
    return _missing_picture() if image.isNull() else image


def thumbnail(sha256: str, size: QSize = THUMB) -> QPixmap:
    """A small picture of a kept photo, sharp on every screen."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return fitted(image_of(sha256), size, app.devicePixelRatio())


def _missing_picture() -> QImage:
    picture = QImage(THUMB * _MISSING_SCALE, QImage.Format.Format_RGB32)
    picture.fill(theme.colour("hairline"))
    painter = QPainter(picture)
    painter.scale(_MISSING_SCALE, _MISSING_SCALE)
    painter.setPen(theme.colour("late"))
    painter.drawText(QRect(QPoint(), THUMB), Qt.AlignmentFlag.AlignCenter, "照片缺失")
    painter.end()
    return picture


def pictures_in(data: QMimeData) -> list[Path | bytes]:
    """The pictures that were dropped or pasted: files, or the bytes of a PNG."""
    files: list[Path | bytes] = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files or not data.hasImage():
        return files
    image = QImage(data.imageData())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return [bytes(buffer.data().data())]


class _Strip(QListWidget):
    """The photos of one moment; takes drops."""

    dropped = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setIconSize(THUMB)
        self.setFixedHeight(THUMB.height() + 48)
        self.setMovement(QListWidget.Movement.Static)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(event.mimeData())
        event.acceptProposedAction()


class PhotoEditor(QWidget):
    """Photos before and after; ``changed`` after every change, ``refused`` with a sentence for a wrong file."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, *, moments: Sequence[PhotoMoment] = tuple(PhotoMoment)) -> None:
        super().__init__()
        self._photos: dict[PhotoMoment, list[PhotoInput]] = {moment: [] for moment in moments}
        self._strips: dict[PhotoMoment, _Strip] = {}
        self._draft_key = ""
        row = FlowLayout(8)
        self.setLayout(row)
        for moment in moments:
            row.addWidget(self._column(moment))

    def _column(self, moment: PhotoMoment) -> QWidget:
        found = QWidget()
        found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(label(moment.label))
        head.addWidget(button("添加照片…", lambda: self.choose_files(moment), link=True))
        head.addWidget(button("粘贴", lambda: self.paste(moment), link=True, tip="粘贴微信、QQ里复制的图片"))
        head.addWidget(button("说明…", lambda: self._ask_caption(moment), link=True))
        head.addWidget(button("移除", lambda: self.remove_selected(moment), link=True))
        head.addStretch(1)
        strip = self._strips[moment] = _Strip(moment.label)
        strip.dropped.connect(lambda data: self.add_all(pictures_in(data), moment))
        column.addLayout(head)
        column.addWidget(strip)
        return found

    def choose_files(self, moment: PhotoMoment) -> None:
        """Ask for picture files."""
        names, _ = QFileDialog.getOpenFileNames(self, f"选择{moment.label}照片", "", _PICTURES)
        self.add_all([Path(name) for name in names], moment)

    def paste(self, moment: PhotoMoment = PhotoMoment.BEFORE) -> bool:
        """Take pictures from the clipboard; false when there are none."""
        found = pictures_in(QGuiApplication.clipboard().mimeData())
        self.add_all(found, moment)
        return bool(found)

    def add_all(self, found: Sequence[Path | bytes], moment: PhotoMoment) -> None:
        """Keep pictures and show them; a wrong one is refused in words, the others are kept."""
        for one in found:
            try:
                kept = (
                    photos.keep_file(one, moment)
                    if isinstance(one, Path)
                    else photos.keep(one, "剪贴板图片", moment)
                )
            except UserError as error:
                self.refused.emit(str(error))
                continue
            self._photos[moment].append(kept)
        self._changed(moment)

    def remove_selected(self, moment: PhotoMoment) -> None:
        """Take the selected photo out of the form."""
        row = self._strips[moment].currentRow()
        if row >= 0:
            del self._photos[moment][row]
            self._changed(moment)

    def _ask_caption(self, moment: PhotoMoment) -> None:
        row = self._strips[moment].currentRow()
        if row < 0:
            self.refused.emit("请先选中一张照片")
            return
        text, agreed = QInputDialog.getText(
            self, "照片说明", "说明：", text=self._photos[moment][row].caption
        )
        if agreed:
            self.set_caption(moment, row, text)

    def set_caption(self, moment: PhotoMoment, row: int, caption: str) -> None:
        """Say what a photo shows."""
        photo = self._photos[moment][row]
        self._photos[moment][row] = PhotoInput(
            photo.sha256, photo.width, photo.height, moment, caption.strip()[:60]
        )
        self._changed(moment)

    def _changed(self, moment: PhotoMoment) -> None:
        strip = self._strips[moment]
        strip.clear()
        for number, photo in enumerate(self._photos[moment], 1):
            text = photo.caption or f"{moment.label}{number}"
            strip.addItem(QListWidgetItem(QIcon(thumbnail(photo.sha256)), text))
        self.changed.emit()

    def value(self) -> tuple[PhotoInput, ...]:
        """All photos; those with the same place on both sides are a pair."""
        return tuple(
            PhotoInput(photo.sha256, photo.width, photo.height, moment, photo.caption, pair)
            for moment, listed in self._photos.items()
            for pair, photo in enumerate(listed, 1)
        )

    def set_value(self, kept: Sequence[PhotoInput]) -> None:
        """Show photos that were kept before."""
        for moment in self._photos:
            self._photos[moment] = [photo for photo in kept if photo.moment == moment]
            self._changed(moment)

    def use_draft(self, key: str) -> bool:
        """Take the photos kept under a draft's key and keep every change there; false when there were none."""
        self._draft_key = key
        kept = draft_store.get(key) or []
        self.set_value([PhotoInput(**(one | {"moment": PhotoMoment(one["moment"])})) for one in kept])
        self.changed.connect(lambda: draft_store.put(key, self.to_draft()))
        return bool(kept)

    def drop_draft(self) -> None:
        """Forget the kept photos: the record has them, or nobody wants them."""
        if self._draft_key:
            draft_store.drop(self._draft_key)

    def to_draft(self) -> list[dict[str, Any]]:
        """For a draft: JSON values."""
        return [vars(photo) | {"moment": photo.moment.value} for photo in self.value()]
