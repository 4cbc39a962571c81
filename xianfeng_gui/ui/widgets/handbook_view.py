"""A chapter of the handbook as a page to read: its pictures as wide as there is room, its links to other chapters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from xianfeng_gui.ui import theme
from xianfeng_gui.work import handbook
from xianfeng_gui.work.handbook import Chapter

_MARGIN = 14
_CELL = 5


class HandbookView(QTextBrowser):
    """``show_chapter`` shows one; words that are searched for are marked."""

    followed = Signal(str)
    """The chapter that a clicked link leads to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("手册内容")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.fragment()))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._lay_out_again)
        self._chapter: Chapter | None = None
        self._words: list[str] = []

    def show_chapter(self, chapter: Chapter, words: str = "") -> None:
        """Show a chapter from its top, or from the first of the searched ``words``."""
        self._chapter, self._words = chapter, words.split()
        self._lay_out()
        found = self._mark_words()
        if found:
            self.setTextCursor(found[0])
            self.ensureCursorVisible()
            found[0].clearSelection()
            self.setTextCursor(found[0])
        else:
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def find_next(self) -> None:
        """Scroll to the next of the searched words, after the last to the first again."""
        for word in self._words[:1]:
            if not self.find(word):
                self.moveCursor(QTextCursor.MoveOperation.Start)
                self.find(word)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        image = QImage(str(handbook.picture(QUrl(name).path())))
        sharp = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * _MARGIN) * sharp)
        if image.width() > room:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(sharp)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Not from within: another text changes the scroll bar, that the width again, and Qt's layout crashes.
            self._later.start()

    def _lay_out_again(self) -> None:
        if self._chapter is not None:
            scrolled = self.verticalScrollBar().value()
            self._lay_out()
            self._mark_words()
            self.verticalScrollBar().setValue(scrolled)

    def _lay_out(self) -> None:
        assert self._chapter is not None
        self.document().clear()  # with the pictures that were scaled for another width
        self.setMarkdown(self._chapter.text)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = frame.format()
                look.setCellPadding(_CELL)
                look.setCellSpacing(0)
                look.setBorder(1)
                look.setBorderCollapse(True)
                look.setBorderBrush(theme.colour("hairline"))
                frame.setFormat(look)

    def _mark_words(self) -> list[QTextCursor]:
        found = [cursor for word in self._words for cursor in self._places(word)]
        marks = []
        for cursor in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(theme.colour("amber_ground"))
            marks.append(mark)
        self.setExtraSelections(marks)
        return sorted(found, key=lambda cursor: cursor.position())

    def _places(self, word: str) -> list[QTextCursor]:
        places = []
        cursor = self.document().find(word, 0)
        while not cursor.isNull():
            places.append(QTextCursor(cursor))
            cursor = self.document().find(word, cursor)
        return places
