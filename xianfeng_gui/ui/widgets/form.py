"""A form: fields by name with their labels, errors beside them, Enter moving on, and a draft that survives.

Drafts are kept by ``work.draft_store`` under the form's key: Esc, a crash or a power cut never loses typed text.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from db.errors import UserError
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.basics import label, start_unless_running
from xianfeng_gui.ui.widgets.fields import ChoiceField, CompoundField, DateField, TextBox
from xianfeng_gui.work import draft_store

DRAFT_AFTER_MS = 1000
_LONGEST_CAPTION = 10
"""Characters in a line of a field's label."""


class Form(QWidget):
    """Fields in one or two columns. ``draft_key`` names the draft; without it none is kept."""

    def __init__(self, draft_key: str = "", columns: int = 1) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._errors: dict[str, QLabel] = {}
        self._notes: dict[str, QLabel] = {}
        self._draft_key = draft_key
        self._columns = columns
        self._cell = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)

    def add(
        self, name: str, caption: str, field: QWidget, *, wide: bool = False, hint: str = "", note: str = ""
    ) -> QWidget:
        """Add a field under its name; ``wide`` gives it a row of its own. A label ending in * is required.

        ``hint`` is its tooltip, ``note`` a remark that always stands below it.
        """
        if wide and self._cell % self._columns:
            self._cell += 1
        row, column = divmod(self._cell, self._columns)
        self._cell += self._columns if wide else 1
        text = label(caption, wrap=True)
        _fit(text)
        text.installEventFilter(self)
        text.setBuddy(field)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        text.setAlignment(corner)
        text.setContentsMargins(0, 6, 0, 0)
        error = label("", "error", wrap=True)
        error.hide()
        span = self._columns * 2 - 1 if wide else 1
        self._grid.addWidget(text, row * 3, column * 2, corner)
        self._grid.addWidget(field, row * 3, column * 2 + 1, 1, span)
        self._grid.addWidget(error, row * 3 + 1, column * 2 + 1, 1, span)
        if note:
            self._notes[name] = label(note, "caption", wrap=True)
            self._grid.addWidget(self._notes[name], row * 3 + 2, column * 2 + 1, 1, span)
        field.setToolTip(hint)
        field.setAccessibleName(caption.removesuffix("*"))
        self.fields[name] = field
        self._labels[name] = text
        self._errors[name] = error
        self._watch(name, field)
        return field

    def add_row(self, widget: QWidget) -> None:
        """Put a widget without a label across the form, below what was added last."""
        if self._cell % self._columns:
            self._cell += self._columns - self._cell % self._columns
        row = self._cell // self._columns
        self._cell += self._columns
        self._grid.addWidget(widget, row * 3, 1, 1, self._columns * 2 - 1)

    def set_required(self, name: str, required: bool) -> None:
        """Mark a field that is required only because of what stands in others, or take the mark away."""
        text = self._labels[name]
        text.setText(text.text().removesuffix("*") + ("*" if required else ""))
        _fit(text)

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label and remark; a hidden one keeps its value."""
        self.fields[name].setVisible(shown)
        self._labels[name].setVisible(shown)
        if name in self._notes:
            self._notes[name].setVisible(shown)

    def _watch(self, name: str, field: QWidget) -> None:
        field.installEventFilter(self)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda: self._on_edited(name))
        elif isinstance(field, TextBox):
            field.textChanged.connect(lambda: self._on_edited(name))
        elif isinstance(field, ChoiceField):
            field.activated.connect(lambda: self._on_edited(name))
        elif isinstance(field, CompoundField):
            field.edited.connect(lambda: self._on_edited(name))
        elif isinstance(field, QCheckBox):
            field.clicked.connect(lambda: self._on_edited(name))

    def _on_edited(self, name: str) -> None:
        """Keep what was typed soon, and no longer say what was wrong before."""
        start_unless_running(self._timer)
        self._clear_error(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a one-line field goes on to the next one; other letters give a label other room."""
        if isinstance(watched, QLabel) and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            _fit(watched)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QWidget)
        ):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and plain
                and not isinstance(watched, (TextBox, CompoundField))
            ):
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def values(self) -> dict[str, Any]:
        """What stands in the fields: str, bool, or date/None. UserError for a text that isn't a date."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            try:
                found[name] = _value(field)
            except UserError as error:
                raise UserError(str(error), name) from error
        return found

    def set_values(self, values: dict[str, Any]) -> None:
        """Fill fields; names that the form doesn't have are passed over."""
        typed = self._timer.isActive()
        for name, value in values.items():
            if name in self.fields:
                _set_value(self.fields[name], value)
        if not typed:
            self._timer.stop()  # what the program fills in is no draft

    def show_error(self, error: UserError) -> bool:
        """Say an error beside its field and go there; false when it belongs to no field of this form."""
        self.clear_errors()
        if error.field not in self._errors:
            return False
        self._errors[error.field].setText(str(error))
        self._errors[error.field].show()
        field = self.fields[error.field]
        theme.mark(field, "wrong", True)
        field.setFocus()
        return True

    def error_text(self) -> str:
        """The error shown, for tests and for reading aloud."""
        return "".join(one.text() for one in self._errors.values() if one.isVisibleTo(self))

    def clear_errors(self) -> None:
        """Take all errors away."""
        for name in self._errors:
            self._clear_error(name)

    def _clear_error(self, name: str) -> None:
        shown = self._errors[name]
        if shown.text():
            shown.clear()
            shown.hide()
            theme.mark(self.fields[name], "wrong", False)

    def raw(self) -> dict[str, Any]:
        """The fields as typed, for a draft: JSON values, wrong dates included."""
        return {
            name: field.text() if isinstance(field, DateField) else _value(field)
            for name, field in self.fields.items()
        }

    def keep_draft(self) -> None:
        """Save what is typed."""
        self._timer.stop()
        if self._draft_key:
            draft_store.put(self._draft_key, self.raw())

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere may close everything next: what was typed last is kept now."""
        if self._timer.isActive():
            self.keep_draft()
        super().hideEvent(event)

    def take_draft(self) -> bool:
        """Fill in the kept draft; false when there is none."""
        draft = draft_store.get(self._draft_key) if self._draft_key else None
        if not draft:
            return False
        self.set_values(draft)
        return True

    def drop_draft(self) -> None:
        """Forget the draft: the form's content has been saved."""
        self._timer.stop()
        if self._draft_key:
            draft_store.drop(self._draft_key)

    def has_pending_draft(self) -> bool:
        """Whether something was typed that the draft doesn't have yet."""
        return self._timer.isActive()


def _fit(text: QLabel) -> None:
    """A field's label as wide as its words, at most so many letters; longer ones are broken."""
    width = text.fontMetrics().horizontalAdvance
    text.setFixedWidth(min(width(text.text()) + 2, width("国") * _LONGEST_CAPTION))


def _value(field: QWidget) -> Any:
    if isinstance(field, DateField):
        return field.day()
    if isinstance(field, ChoiceField | CompoundField):
        return field.value()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, TextBox):
        return field.text()
    if isinstance(field, QLineEdit):
        return field.text().strip()
    raise TypeError(f"a form can't hold a {type(field).__name__}")


def _set_value(field: QWidget, value: Any) -> None:
    if isinstance(field, DateField):
        field.setText(value.isoformat() if isinstance(value, dt.date) else str(value or ""))
    elif isinstance(field, ChoiceField | CompoundField):
        field.set_value(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, TextBox):
        field.set_text(str(value or ""))
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))
        field.setCursorPosition(0)  # of a long text the beginning is seen
