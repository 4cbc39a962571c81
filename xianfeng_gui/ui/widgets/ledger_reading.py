"""How a ledger is read: what its columns are, what words in them mean, which sites are the same; corrected here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from xianfeng_gui.rules.ledger.meanings import GUESSED, Met
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import label, scrolled
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.segments import Segments
from xianfeng_gui.ui.widgets.shrinking import KEY_GAP, ElidedLabel
from xianfeng_gui.work.ledger.corrections import NOTHING_SAID, Corrections
from xianfeng_gui.work.ledger.kinds import meanings_of
from xianfeng_gui.work.ledger.preview import Preview

_AS_READ, _NOTHING = "as_read", "nothing"
"""Choices beside the meanings proper: what the program makes of it, and nothing at all."""
_MOST_WORDS = 60
"""Words of cells that are shown; a ledger with more of them has the wrong column there."""

Choices = Sequence[tuple[str, str]]


_COLUMNS, _WORDS, _SAME = "columns", "words", "same"
_VIEWS = {_COLUMNS: "各栏对应", _WORDS: "单元格写法", _SAME: "同一单位"}


class LedgerReading(QWidget):
    """Shows a preview's reading in three views; ``said`` is what the clerk says of it, and ``changed`` tells that it is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = NOTHING_SAID
        self.fields: dict[int, ChoiceField] = {}
        self.words: dict[tuple[str, str], ChoiceField] = {}
        self._is_new = True
        """Whether nothing has been shown of this ledger yet: then what needs an answer comes into view."""
        self.views = Segments(_named({}).items(), name="台账怎样读")
        self.views.changed.connect(self._show_view)
        self._columns, self._words, self.same = _Pairs(), _Pairs(), QListWidget()
        self.same.setWordWrap(True)
        self.same.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.same.setAccessibleName("写法不同的单位")
        self.same.itemChanged.connect(self._set_apart)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.views)
        self._stack = QStackedWidget()
        for caption, widget in (
            ("左边是台账的表头，右边是导入到哪一项", self._columns.area),
            ("左边是单元格里的写法，右边是它的含义", self._words.area),
            ("写法不同、视为同一单位；不是的取消勾选，另建单位", self.same),
        ):
            self._stack.addWidget(_view(caption, widget))
        box.addWidget(self._stack, 1)
        bind_keys(self, {f"Alt+{at}": partial(self._choose, key) for at, key in enumerate(_VIEWS, 1)})
        self._name_views({})

    def _choose(self, key: str) -> None:
        if self.views.buttons[key].isEnabled():
            self.views.choose(key)

    def _show_view(self) -> None:
        self._stack.setCurrentIndex(list(_VIEWS).index(self.views.chosen()[0]))

    def _name_views(self, counts: Mapping[str, str]) -> None:
        """``counts``: by view, what there is to see; a view without any can't be chosen."""
        for key, text in _named(counts).items():
            self.views.buttons[key].setText(text)
            self.views.buttons[key].setEnabled(key == _COLUMNS or key in counts)
        if not self.views.buttons[self.views.chosen()[0]].isEnabled():
            self.views.choose(_COLUMNS)

    def forget(self, head: int | None = None) -> None:
        """Another ledger, sheet or head: nothing is said of it yet but the ``head``'s row."""
        self.said = Corrections(head)
        self._is_new = True

    def show_reading(self, found: Preview) -> None:
        """What the preview made of the ledger, with what is said of it so far."""
        self.said = replace(self.said, columns=found.columns, meanings=found.meanings)
        self._show_columns(found)
        self._show_words(found)
        self._show_same(found)
        self._name_views(self._counts(found))
        if self._is_new:
            self.views.choose(_WORDS if any(one.means is None for one in found.met) else _COLUMNS)
            self._is_new = False

    def _counts(self, found: Preview) -> dict[str, str]:
        """How many words and sites there are; ▲ marks words that nobody has said anything of yet."""
        counts = {_WORDS: str(len(self.words)), _SAME: str(self.same.count())}
        if unknown := sum(one.means is None for one in found.met):
            counts[_WORDS] = f"▲{unknown}"
        return {key: count for key, count in counts.items() if count != "0"}

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

    def _set_apart(self, item: QListWidgetItem) -> None:
        name = {str(item.data(Qt.ItemDataRole.UserRole))}
        is_same = item.checkState() is Qt.CheckState.Checked
        self._say(replace(self.said, apart=self.said.apart - name if is_same else self.said.apart | name))


def _named(counts: Mapping[str, str]) -> dict[str, str]:
    """The views' names with what there is to see in them, and their keys."""
    return {
        key: f"{name} {counts.get(key, '')}".strip() + f"{KEY_GAP}Alt+{at}"
        for at, (key, name) in enumerate(_VIEWS.items(), 1)
    }


def _view(caption: str, widget: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("plain", True)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(caption, "caption", wrap=True))
    column.addWidget(widget, 1)
    return holder


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
