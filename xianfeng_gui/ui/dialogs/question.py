"""The rare question that has to be answered before anything goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget | None, title: str, text: str, *, yes: str, no: str = "取消") -> bool:
    """Ask in words; the buttons say what they do, and Enter or Esc is always the harmless answer ``no``."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=parent)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    harmless = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(harmless)
    box.setEscapeButton(harmless)
    box.exec()
    return box.clickedButton() is agreed
