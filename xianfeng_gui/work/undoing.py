"""Undo and redo, in the words of the entries."""

from __future__ import annotations

from db import journal


def undo(actor: str) -> str:
    """Take back the last change; returns what it was."""
    return journal.undo(actor).label


def redo(actor: str) -> str:
    """Do again what the last undo took back; returns what it was."""
    return journal.redo(actor).label.removeprefix("撤销：")
