"""The handbook in the window (F1): opened at the chapter of the page or dialog that one is in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button
from xianfeng_gui.ui.widgets.handbook_view import HandbookView
from xianfeng_gui.work import handbook

SHORTCUTS = "shortcuts"
"""The chapter with the keys."""
_CONTENTS_LETTERS = 15


def chapter_at(widget: QWidget | None) -> str:
    """The chapter of the nearest thing around ``widget`` that names one: a dialog, else the page behind it."""
    while widget is not None:
        if named := getattr(widget, "chapter", ""):
            return str(named)
        widget = widget.parentWidget()
    return handbook.FIRST


class HelpDialog(FittedDialog):
    """Contents with a search field on the left, the chapter on the right. ``chapter`` is where it begins."""

    def __init__(self, parent: QWidget | None = None, chapter: str = "") -> None:
        super().__init__(parent, size=(1080, 660))
        self.setWindowTitle("帮助")
        self.text = QLineEdit()
        self.text.setPlaceholderText("在手册中查找  Ctrl+F")
        self.text.setAccessibleName("在手册中查找")
        self.text.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setAccessibleName("目录")
        self.view = HandbookView()
        self._build()
        for one in handbook.chapters():
            item = QListWidgetItem(one.title)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.contents.addItem(item)
        self.text.textChanged.connect(lambda _text: self._search())
        self.text.returnPressed.connect(self.view.find_next)
        self.contents.currentItemChanged.connect(lambda *_: self._show())
        self.view.followed.connect(self.show_chapter)
        bind_keys(self, {"Ctrl+F": self.text.setFocus})
        self.show_chapter(chapter or chapter_at(parent))
        self.contents.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.text)
        left.addWidget(self.contents, 1)
        self.contents.setProperty("field", True)
        for one in (self.text, self.contents):
            one.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * _CONTENTS_LETTERS)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left)
        row.addWidget(self.view, 1)
        box.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addWidget(button("快捷键  F1", self.help, link=True))
        foot.addWidget(button("更新内容…", self.show_news, link=True))
        foot.addStretch(1)
        foot.addWidget(button("关闭  Esc", self.reject))
        box.addLayout(foot)

    @property
    def shown(self) -> str:
        """The key of the chapter in view."""
        return self._chapter_of(self.contents.currentItem()).key

    def _chapter_of(self, item: QListWidgetItem) -> handbook.Chapter:
        found = item.data(Qt.ItemDataRole.UserRole)
        assert isinstance(found, handbook.Chapter)
        return found

    def show_chapter(self, key: str) -> None:
        """Show a chapter; what was searched for is over."""
        self.text.clear()
        for row in range(self.contents.count()):
            if self._chapter_of(self.contents.item(row)).key == key:
                self.contents.setCurrentRow(row)

    def help(self) -> None:
        """F1 within the help: the keys."""
        self.show_chapter(SHORTCUTS)

    def show_news(self) -> None:
        """What every version of the program has brought."""
        from xianfeng_gui.ui.dialogs.whats_new import WhatsNew
        from xianfeng_gui.work import news

        WhatsNew(news.every(), parent=self).exec()

    def _search(self) -> None:
        """Only the chapters that have the words; the first of them in view if the present one has not."""
        words = self.text.text()
        fitting = []
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            item.setHidden(not self._chapter_of(item).has(words))
            if not item.isHidden():
                fitting.append(item)
        if fitting and self.contents.currentItem() not in fitting:
            self.contents.setCurrentItem(fitting[0])
        else:
            self._show()

    def _show(self) -> None:
        self.view.show_chapter(self._chapter_of(self.contents.currentItem()), self.text.text())
