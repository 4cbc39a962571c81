"""One photo, as large as the window allows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from xianfeng_gui.ui.widgets.photos import thumbnail


class PhotoDialog(QDialog):
    """Closes with Esc."""

    def __init__(self, sha256: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("照片")
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(thumbnail(sha256, QSize(960, 600)))
        QVBoxLayout(self).addWidget(picture)
