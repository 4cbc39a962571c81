"""What goes into the drop-down lists of a superior's form for words of ours that they don't have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label, panel, scrolled
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.work.form_values import ListWords

_FIRST = "表格的下拉选项与本程序的写法不同。已按意思选好，请核对；标▲的没有相当的选项，请选一项，或留空、照写。改一次就记住。"
_UNCHOSEN, _EMPTY, _AS_IT_IS, _ITEM = "", "empty", "as_it_is", "item."
_MOST = 40
"""Words of one column that are asked for; more of them are no matter of a list."""


class FormValuesDialog(FittedDialog):
    """``columns``: as ``form_values.listed`` finds them. ``said`` is what is chosen so far, accepted or not."""

    chapter = "lists"

    def __init__(self, columns: Sequence[ListWords], parent: QWidget) -> None:
        super().__init__(parent, size=(640, 560))
        self.setWindowTitle("对应下拉选项")
        self._columns = columns
        self.fields: dict[tuple[int, str], ChoiceField] = {}
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(label(_FIRST, wrap=True))
        frame, column = panel()
        column.addWidget(scrolled(self._pairs()), 1)
        box.addWidget(frame, 1)
        box.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("返回  Esc", self.reject))
        foot.addWidget(button("确定  Ctrl+Enter", self.confirm, primary=True))
        box.addLayout(foot)
        bind_keys(self, {"Ctrl+Enter": self.confirm})

    def _pairs(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for one in self._columns:
            heading = f"“{one.heading}”一栏的选项：{'、'.join(one.items)}"
            grid.addWidget(ElidedLabel(heading, least=6), grid.rowCount(), 0, 1, 2)
            for word in list(one.chosen)[:_MOST]:
                self._add_pair(grid, one, word)
            if len(one.chosen) > _MOST:
                rest = label(f"其余{len(one.chosen) - _MOST}种内容照写", "caption")
                grid.addWidget(rest, grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        return holder

    def _add_pair(self, grid: QGridLayout, one: ListWords, word: str) -> None:
        item = one.chosen[word]
        pairs = [(_ITEM + text, text) for text in one.items]
        field = ChoiceField(
            [*pairs, (_EMPTY, "（留空）"), (_AS_IT_IS, f"（照写：{word}）")], empty="▲ 请选择"
        )
        field.set_value(_code(word, item))
        field.setAccessibleName(f"{one.heading}：{word}")
        self.fields[one.at, word] = field
        row = grid.rowCount()
        grid.addWidget(ElidedLabel(f"    {word}（{one.rows[word]}行）", least=5), row, 0)
        grid.addWidget(field, row, 1)

    def said(self) -> Mapping[int, Mapping[str, str]]:
        """What was chosen, as ``Form.said`` has it."""
        found: dict[int, dict[str, str]] = {}
        for (at, word), field in self.fields.items():
            if field.value() != _UNCHOSEN:
                found.setdefault(at, {})[word] = _item(word, field.value())
        return found

    def confirm(self) -> None:
        """Go on (Ctrl+Enter), once every word has its place."""
        for (at, word), field in self.fields.items():
            if field.value() == _UNCHOSEN:
                heading = next(one.heading for one in self._columns if one.at == at)
                self.problem.setText(f"请为“{heading}”的“{word}”选一项，或选留空、照写")
                self.problem.show()
                field.setFocus()
                return
        self.accept()


def _code(word: str, item: str | None) -> str:
    if item is None:
        return _UNCHOSEN
    return _EMPTY if item == "" else _AS_IT_IS if item == word else _ITEM + item


def _item(word: str, code: str) -> str:
    return "" if code == _EMPTY else word if code == _AS_IT_IS else code.removeprefix(_ITEM)
