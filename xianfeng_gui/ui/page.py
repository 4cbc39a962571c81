"""What every page of the window has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.context import EVERYTHING, Context
from xianfeng_gui.ui.widgets.basics import label

_NARROW = 51
"""Heights of a line: with fewer, what a page repeats or needs rarely is left out."""


class Page(QWidget):
    """A tab's content. Built when first shown; reads again when a table it shows has changed.

    The window's shortcuts call ``new`` (Ctrl+N), ``export`` (Ctrl+E), ``bring_in`` (Ctrl+I), ``print_out`` (Ctrl+P), ``search`` (Ctrl+F) and
    ``history`` (Ctrl+H) of the page in view; ``offers`` names those that the page has.
    """

    tables: ClassVar[frozenset[str]] = frozenset()
    offers: ClassVar[frozenset[str]] = frozenset()
    chapter: ClassVar[str] = "overview"
    """Of the handbook, shown by F1."""

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

    def take_focus(self) -> None:
        """Put the cursor where work on the page begins: into its first list."""
        found = next((one for one in self.findChildren(QAbstractItemView) if one.isVisibleTo(self)), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what the page shows."""

    def show_record(self, table: str, record_id: str) -> None:
        """Select a record of this page."""

    def new(self) -> None:
        """Begin a new record."""

    def export(self) -> None:
        """Write what the page shows to a file; asks which when there are several."""
        from xianfeng_gui.ui.exporting import offer

        offer(self, self.exports())

    def exports(self) -> list[tuple[str, Callable[[], None]]]:
        """What can be written to a file, that which is shown first."""
        return []

    def bring_in(self) -> None:
        """Import what the page lists from a file."""

    def print_out(self) -> None:
        """Print what belongs to the page."""

    def search(self) -> None:
        """Put the cursor into the search field."""

    def history(self) -> None:
        """Show what happened to the selected record."""

    def leave(self) -> None:
        """The window closes: keep what was typed and how the page was set up."""

    def is_narrow(self) -> bool:
        """Whether there is little room from left to right, again in terms of letters."""
        return self.width() < _NARROW * self.fontMetrics().height()

    def is_low(self, lines: int) -> bool:
        """Whether fewer than ``lines`` lines of text go onto the page: what fits depends on the letters as well."""
        return self.height() < lines * self.fontMetrics().height()

    def set_subtitle(self, text: str) -> None:
        """The line beside the title; elided with the whole in a tooltip."""
        self.subtitle.setText(text)
