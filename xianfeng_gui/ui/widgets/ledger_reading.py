"""How a ledger is read: what its columns are, what words in them mean, which sites are the same; corrected here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from xianfeng_gui.rules.ledger.meanings import GUESSED, Met
from xianfeng_gui.ui.widgets.basics import label, scrolled
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.work.ledger.corrections import NOTHING_SAID, Corrections
from xianfeng_gui.work.ledger.kinds import meanings_of
from xianfeng_gui.work.ledger.preview import Preview

_AS_READ, _NOTHING = "as_read", "nothing"
"""Choices beside the meanings proper: what the program makes of it, and nothing at all."""
_MOST_WORDS = 60
"""Words of cells that are shown; a ledger with more of them has the wrong column there."""

Choices = Sequence[tuple[str, str]]


class LedgerReading(QWidget):
    """Shows a preview's reading; ``said`` is what the clerk says of it, and ``changed`` tells that it is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = NOTHING_SAID
        self.fields: dict[int, ChoiceField] = {}
        self.words: dict[tuple[str, str], ChoiceField] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(label("各栏对应", "heading"))
        box.addWidget(label("左边是台账的表头，右边是导入到哪一项", "caption"))
        self._columns = _Pairs()
        box.addWidget(self._columns.area, 5)
        self._words_title = label("单元格写法的含义", "heading")
        box.addWidget(self._words_title)
        self._words = _Pairs()
        box.addWidget(self._words.area, 3)
        self._same_title = label("写法不同、视为同一单位（取消勾选则另建）", "heading", wrap=True)
        box.addWidget(self._same_title)
        self.same = QListWidget()
        self.same.setWordWrap(True)
        self.same.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.same.setAccessibleName("写法不同的单位")
        self.same.itemChanged.connect(self._set_apart)
        box.addWidget(self.same, 2)
        for one in (self._words_title, self._words.area, self._same_title, self.same):
            one.hide()

    def forget(self, head: int | None = None) -> None:
        """Another ledger, sheet or head: nothing is said of it yet but the ``head``'s row."""
        self.said = Corrections(head)

    def show_reading(self, found: Preview) -> None:
        """What the preview made of the ledger, with what is said of it so far."""
        self.said = replace(self.said, columns=found.columns, meanings=found.meanings)
        self._show_columns(found)
        self._show_words(found)
        self._show_same(found)

    def _say(self, said: Corrections) -> None:
        self.said = said
        self.changed.emit()

    def _show_columns(self, found: Preview) -> None:
        choices = [("", "（不导入）"), *((field.key, field.title) for field in found.fields)]
        self.fields = {}
        self._columns.clear()
        for at, title in enumerate(found.head.titles):
            if title:
                field = self.fields[at] = ChoiceField(choices)
                field.set_value(found.columns.get(at, ""))
                field.activated.connect(lambda _index, column=at: self._change_column(column))
                self._columns.add(title, field)

    def _change_column(self, column: int) -> None:
        """A field comes from one column only: the one that had it gives it up."""
        key = self.fields[column].value()
        columns = {at: one for at, one in (self.said.columns or {}).items() if at != column and one != key}
        self._say(
            replace(self.said, columns=dict(sorted((columns | ({column: key} if key else {})).items())))
        )

    def _show_words(self, found: Preview) -> None:
        titles = {field.key: field.title for field in found.fields}
        self.words = {}
        self._words.clear()
        for one in sorted(found.met, key=lambda one: (one.means is not None, one.means != GUESSED))[
            :_MOST_WORDS
        ]:
            field = self.words[one.key, one.words] = ChoiceField(
                _choices(one, meanings_of(found.kind, one.key))
            )
            field.set_value(_AS_READ if one.means in (None, GUESSED) else one.means or _NOTHING)
            field.activated.connect(lambda _index, of=(one.key, one.words): self._change_meaning(*of))
            self._words.add(f"{titles[one.key]}：{one.words or '（没有写明）'}", field)
        for part in (self._words_title, self._words.area):
            part.setVisible(bool(self.words))

    def _change_meaning(self, key: str, words: str) -> None:
        means = self.words[key, words].value()
        said = {one: dict(meanings) for one, meanings in (self.said.meanings or {}).items()}
        of_field = said.setdefault(key, {})
        of_field.pop(words, None)
        if means != _AS_READ:
            of_field[words] = "" if means == _NOTHING else means
        self._say(replace(self.said, meanings={one: meanings for one, meanings in said.items() if meanings}))

    def say_topic(self, rows: Iterable[int], topic: str) -> None:
        """The hazards of these rows belong to a topic; an empty one lets the program guess again."""
        others = {row: one for row, one in self.said.topics.items() if row not in set(rows)}
        self._say(replace(self.said, topics=others | (dict.fromkeys(rows, topic) if topic else {})))

    def _show_same(self, found: Preview) -> None:
        names = [
            *((one.written, one.known_as) for one in found.matches),
            *((name, "") for name in sorted(self.said.apart)),
        ]
        with QSignalBlocker(self.same):
            self.same.clear()
            for written, known_as in names:
                item = QListWidgetItem(f"{written} → {known_as}" if known_as else f"{written}（另建）")
                item.setData(Qt.ItemDataRole.UserRole, written)
                item.setCheckState(Qt.CheckState.Checked if known_as else Qt.CheckState.Unchecked)
                self.same.addItem(item)
        self._same_title.setVisible(bool(names))
        self.same.setVisible(bool(names))

    def _set_apart(self, item: QListWidgetItem) -> None:
        name = {str(item.data(Qt.ItemDataRole.UserRole))}
        is_same = item.checkState() is Qt.CheckState.Checked
        self._say(replace(self.said, apart=self.said.apart - name if is_same else self.said.apart | name))


def _choices(one: Met, meanings: Choices) -> Choices:
    """A topic is always needed; what the program does not understand refuses its rows."""
    if one.key == "topic":
        return [(_AS_READ, "（按内容归入）" if one.means == GUESSED else "（由程序判断）"), *meanings]
    as_read = "（这些行不导入）" if one.means is None else "（由程序判断）"
    return [(_AS_READ, as_read), (_NOTHING, "（留空）"), *meanings]


class _Pairs:
    """Words on the left, a choice on the right, scrolling when there are many."""

    def __init__(self) -> None:
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._count = 0
        self.area = scrolled(holder)

    def add(self, words: str, field: ChoiceField) -> None:
        """One more pair."""
        field.setAccessibleName(words)
        self._grid.setRowStretch(self._count, 0)
        self._grid.addWidget(ElidedLabel(words, least=5), self._count, 0)
        self._grid.addWidget(field, self._count, 1)
        self._count += 1
        self._grid.setRowStretch(self._count, 1)

    def clear(self) -> None:
        """No pairs; the widgets go once Qt has done with them."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._grid.setRowStretch(self._count, 0)
        self._count = 0
