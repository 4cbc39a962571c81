"""A site by typing: offers what fits by characters or pinyin initials, and the last ones used while nothing is typed."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from xianfeng_gui.work import sites
from xianfeng_gui.work.sites import SiteChoice

OFFERED = 12


class SiteField(QLineEdit):
    """The site's name; ``settled`` gives the known site, or none for a new name. Initials take the first that fits."""

    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("名称或拼音首字母，↓ 最近用过的")
        self._found: list[SiteChoice] = []
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(OFFERED)
        self.setCompleter(completer)
        completer.activated.connect(lambda _text: self._settle())
        self.textEdited.connect(self.offer)
        self.editingFinished.connect(self._settle)

    def offer(self, text: str) -> None:
        """Offer the sites that fit, the last used ones for an empty text."""
        self._found = sites.find_sites(text.strip(), OFFERED)
        self._model.setStringList([site.name for site in self._found])

    def offered(self) -> list[str]:
        """The names on offer."""
        return self._model.stringList()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.completer().popup().isVisible():
            self.offer(self.text())
            self.completer().complete()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.text():
            self.offer("")

    def _settle(self) -> None:
        name = " ".join(self.text().split())
        if name.isascii() and name.islower() and name.isalpha() and (fitting := sites.find_sites(name, 1)):
            # Pinyin initials are no name: Enter takes what was offered first.
            name = fitting[0].name
            self.setText(name)
        self.settled.emit(next((site for site in sites.find_sites(name, OFFERED) if site.name == name), None))
