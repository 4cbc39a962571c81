"""Keys that do something, bound in one place: so both Enter keys mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_CONTEXTS = Qt.ShortcutContext


def bind_keys(owner: QWidget, actions: Mapping[str, Callable[[], object]], *, inside: bool = False) -> None:
    """Each key does its action while the owner's window is in front; the keys as the screen names them.

    ``inside``: only while the cursor is in the owner or in something within it. A letter alone never gets in the way
    of typing, since a field takes it first.
    """
    for keys, action in actions.items():
        shortcut = QShortcut(owner)
        shortcut.setKeys([QKeySequence(one) for one in _spelled(keys)])
        shortcut.setContext(_CONTEXTS.WidgetWithChildrenShortcut if inside else _CONTEXTS.WindowShortcut)
        shortcut.activated.connect(action)


def _spelled(keys: str) -> tuple[str, ...]:
    """Enter stands for the one beside the letters and the one beside the digits."""
    return (keys.replace("Enter", "Return"), keys) if keys.endswith("Enter") else (keys,)
