"""The rare question that has to be answered before anything goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from xianfeng_gui.ui.widgets.shrinking import KEY_GAP


def ask(parent: QWidget | None, title: str, text: str, *, yes: str, no: str = "取消") -> bool:
    """Ask in words; the buttons say what they do. Y is ``yes``, Enter and Esc are always the harmless answer ``no``."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=parent)
    agreed = box.addButton(f"{yes}{KEY_GAP}Y", QMessageBox.ButtonRole.AcceptRole)
    agreed.setShortcut("Y")
    harmless = box.addButton(f"{no}{KEY_GAP}Esc", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(harmless)
    box.setEscapeButton(harmless)
    box.exec()
    return box.clickedButton() is agreed
