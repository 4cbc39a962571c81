"""Input fields that know their subject: typed dates, a choice of terms, of offices, of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from db import clock, search
from db.errors import UserError
from db.vocabulary import Term
from xianfeng_gui.ui import theme

_SEARCH_LETTERS = 9
_AROUND_HINT = 2
"""Heights of a line that a search field's frame and its button for clearing take."""


class SearchField(QLineEdit):
    """A text to search for as it is typed; Ctrl+F, said at the end of ``hint``, is the page's."""

    def __init__(self, hint: str, name: str = "") -> None:
        super().__init__()
        self._hints = [f"{hint}（可输拼音首字母）  Ctrl+F", f"{hint}  Ctrl+F", hint, "搜索"]
        self.setPlaceholderText(self._hints[0])
        self.setToolTip(self._hints[0])
        self.setClearButtonEnabled(True)
        self.setAccessibleName(name or hint)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z with nothing typed is the window's, which takes back the last change."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the hint as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self.fontMetrics().height() * _AROUND_HINT
        width = self.fontMetrics().horizontalAdvance
        fitting = (one for one in self._hints if width(one) <= room)
        self.setPlaceholderText(next(fitting, self._hints[-1]))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * _SEARCH_LETTERS, super().sizeHint().height())


class CompoundField(QWidget):
    """A field made of several widgets, such as a list of files; a form asks it for a JSON value."""

    edited = Signal()
    """The person has changed something in it."""

    def value(self) -> Any:
        """What stands in it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, also one kept as a draft."""
        raise NotImplementedError


class DateField(QLineEdit):
    """A date typed as a clerk types it: 2021-6-3, 2021.6.3, 2021年6月3日, 6-3, +10; shown as 2021-06-03."""

    changed = Signal()

    def __init__(self, day: dt.date | None = None) -> None:
        super().__init__()
        self.setPlaceholderText("如 2021-6-3、6-3、+10")
        self.set_day(day)
        self.editingFinished.connect(self._tidy)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("2021-06-18")
        return QSize(width + self.fontMetrics().height(), super().sizeHint().height())

    def set_day(self, day: dt.date | None) -> None:
        """Show a day, or nothing."""
        self.setText(day.isoformat() if day else "")

    def day(self) -> dt.date | None:
        """The day typed, none when the field is empty; UserError when it isn't a date."""
        if not self.text().strip():
            return None
        from xianfeng_gui.rules.dates import parse_date

        return parse_date(self.text(), clock.today())

    def _tidy(self) -> None:
        try:
            day = self.day()
        except UserError as error:
            theme.mark(self, "wrong", True)
            self.setToolTip(str(error))
            return
        theme.mark(self, "wrong", False)
        self.setToolTip("")
        if day is not None:
            self.set_day(day)
        self.changed.emit()


class ChoiceField(QComboBox):
    """A choice of ``(value, label)`` pairs; may be searched by typing, also by pinyin initials."""

    def __init__(
        self, pairs: Iterable[tuple[str, str]] = (), *, empty: str | None = None, typed: bool = False
    ) -> None:
        super().__init__()
        self._empty = empty
        self.setMaxVisibleItems(20)
        self.setIconSize(QSize(0, 0))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)
        if typed:
            self._make_typed()
        self.set_pairs(pairs)

    def _make_typed(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.lineEdit().editingFinished.connect(self._settle)

    def set_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Offer these, keeping the choice when it is still among them."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        if self._empty is not None:
            self.addItem(self._empty, "")
        for value, text in pairs:
            self.addItem(text, value)
        self.set_value(kept)
        self.blockSignals(False)

    def value(self) -> str:
        """The chosen value, or what is typed so far means; empty when nothing is chosen."""
        return str(self.itemData(self._meant()) or "")

    def set_value(self, value: str | None) -> None:
        """Choose a value. One that isn't offered (an office out of use, a person who left) is added, never lost."""
        index = self.findData(str(value)) if value else 0
        if index < 0:
            self.addItem("（原值，已停用）", str(value))
            index = self.count() - 1
        self.setCurrentIndex(index)

    def _elided(self, option: QStyleOptionComboBox) -> str:
        """The choice as far as there is room for it."""
        field = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        return self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, place.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._elided(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self.isEditable():
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            shown = self._elided(option)
            whole = option.currentText if shown != option.currentText else ""
            tip = "\n".join(part for part in (whole, self.toolTip()) if part)
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def _settle(self) -> None:
        """What was typed is taken when the field is left."""
        self.setCurrentIndex(self._meant())
        self.lineEdit().setText(self.itemText(self.currentIndex()))

    def _meant(self) -> int:
        """The first item that fits what is typed; the last choice stands where none does."""
        typed = self.currentText()
        if not self.isEditable() or typed == self.itemText(self.currentIndex()):
            return self.currentIndex()
        fitting = (at for at in range(self.count()) if search.hit(typed.strip(), self.itemText(at)))
        return next(fitting, self.currentIndex())


def term_field(terms: type[Term], *, empty: str | None = None) -> ChoiceField:
    """A choice of a vocabulary's terms."""
    return ChoiceField(terms.choices(), empty=empty)


class TextBox(QPlainTextEdit):
    """A text of several lines; Tab goes to the next field, Ctrl+Enter belongs to the form."""

    def __init__(self, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.set_lines(lines)

    def set_lines(self, lines: int) -> None:
        """As high as so many lines of text."""
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)

    def text(self) -> str:
        """The text without blanks around it."""
        return self.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)
