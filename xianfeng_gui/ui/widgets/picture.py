"""Pictures drawn as sharp as the screen can: pixels are counted after the system's scale."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

_LEAST = QSize(240, 160)


def fitted(image: QImage, size: QSize, ratio: float) -> QPixmap:
    """``image`` within ``size``, on a screen that draws ``ratio`` pixels for one; none is made larger than it is."""
    pixels = (size * ratio).boundedTo(image.size())
    smooth = Qt.TransformationMode.SmoothTransformation
    found = QPixmap.fromImage(image.scaled(pixels, Qt.AspectRatioMode.KeepAspectRatio, smooth))
    found.setDevicePixelRatio(ratio)
    return found


class PictureView(QWidget):
    """Shows an image as large as there is room, at most ``size`` unless it is given more."""

    def __init__(self, image: QImage, size: QSize) -> None:
        super().__init__()
        self._image = image
        self._wanted = image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        self._shown = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        return self._wanted.boundedTo(_LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._shown.isNull() or not self._fits(self._shown):
            self._shown = fitted(self._image, self.size(), ratio)
        place = QRect(self.rect().topLeft(), self._shown.deviceIndependentSize().toSize())
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.drawPixmap(place.topLeft(), self._shown)
        painter.end()

    def _fits(self, shown: QPixmap) -> bool:
        same = shown.devicePixelRatio() == self.devicePixelRatioF()
        wanted = (self.size() * shown.devicePixelRatio()).boundedTo(self._image.size())
        whole = self._image.size().scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio)
        return same and shown.size() == whole
