"""What every page of the window has in common."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.context import EVERYTHING, Context
from xianfeng_gui.ui.widgets.basics import label


class Page(QWidget):
    """A tab's content. Built when first shown; reads again when a table it shows has changed.

    The window's shortcuts call ``new`` (Ctrl+N), ``export`` (Ctrl+E), ``print_out`` (Ctrl+P), ``search`` (Ctrl+F) and
    ``history`` (Ctrl+H) of the page in view; ``offers`` names those that the page has.
    """

    tables: ClassVar[frozenset[str]] = frozenset()
    offers: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 12, 16, 8)
        self.box.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = label(title, "title")
        self.subtitle = label("", "caption")
        self.head.addWidget(self.title)
        self.head.addWidget(self.subtitle, 1)
        self.box.addLayout(self.head)
        self._stale = True
        context.changed.connect(self._on_changed)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & self.tables or EVERYTHING in tables:
            self._stale = True
            if self.isVisible():
                self.ensure_fresh()

    def ensure_fresh(self) -> None:
        """Read again if something has changed since the last time."""
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Read what the page shows."""

    def show_record(self, table: str, record_id: str) -> None:
        """Select a record of this page."""

    def new(self) -> None:
        """Begin a new record."""

    def export(self) -> None:
        """Write what the page shows to a file."""

    def print_out(self) -> None:
        """Print what belongs to the page."""

    def search(self) -> None:
        """Put the cursor into the search field."""

    def history(self) -> None:
        """Show what happened to the selected record."""

    def leave(self) -> None:
        """The window closes: keep what was typed and how the page was set up."""

    def set_subtitle(self, text: str) -> None:
        """The line beside the title; elided with the whole in a tooltip."""
        self.subtitle.setText(text)
        self.subtitle.setToolTip(text)
