"""Asking where a file is to be saved: the name that the person chose, with its ending, and never over another file unasked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from xianfeng_gui.ui.dialogs.question import ask


def ask_target(parent: QWidget, title: str, name: str, filters: str, ending: str) -> Path | None:
    """The chosen file, with ``ending`` (.pdf) behind its name if it lacks it; none when the person thinks otherwise.

    The name is never shortened: 整改通知2021.6.18 becomes 整改通知2021.6.18.pdf. The system's dialog has asked about a file
    of the name that was typed, so one of the longer name is asked about here.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, filters)
    if not chosen:
        return None
    if chosen.lower().endswith(ending):
        return Path(chosen)
    target = Path(chosen + ending)
    if target.exists() and not ask(parent, title, f"“{target.name}”已经存在，要替换它吗？", yes="替换"):
        return None
    return target
