"""Keys: each does one thing where it works, what the labels name is bound, and the handbook lists all of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import opened
from xianfeng_gui.ui import dialogs
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.tabs import tabs
from xianfeng_gui.ui.widgets.shrinking import KEY_GAP
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import resources

_BY_TABLES = {"Enter", "空格", "1", "2", "3"}
"""Keys that a table handles itself."""
_WRITTEN = {"PgDown": "PgDn", "Return": "Enter", "Up": "↑", "Down": "↓"}
"""What stands on the keyboard instead of Qt's name."""


@pytest.fixture
def window(township: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(township) as made:
        yield made
        qtbot.waitUntil(made.context.worker.is_idle)


def all_pages(window: MainWindow) -> Iterator[Page]:
    """Every page, in view."""
    for tab in tabs():
        window.bar.choose(tab.key)
        yield window.page()


def shortcuts(page: Page, window: MainWindow) -> list[QShortcut]:
    """Those of the page and those of the window, not of other pages."""
    own = [one for one in window.findChildren(QShortcut) if one.parent() is window]
    return own + page.findChildren(QShortcut)


def spelled(shortcut: QShortcut) -> set[str]:
    return {one.toString() for one in shortcut.keys()}


def meet(one: QShortcut, other: QShortcut) -> bool:
    """Whether both would hear the same key."""
    if one.context() == other.context() == Qt.ShortcutContext.WindowShortcut:
        return True
    first, second = one.parent(), other.parent()
    assert isinstance(first, QWidget) and isinstance(second, QWidget)
    return (
        first is second
        or Qt.ShortcutContext.WindowShortcut in (one.context(), other.context())
        or first.isAncestorOf(second)
        or second.isAncestorOf(first)
    )


def written(keys: str) -> str:
    """A key as the handbook names it."""
    last = keys.rpartition("+")[2]
    return keys.removesuffix(last) + _WRITTEN.get(last, last)


def test_no_key_means_two_things_at_once(window: MainWindow) -> None:
    for page in all_pages(window):
        found = shortcuts(page, window)
        assert len(found) > 15
        clashes = [
            (spelled(one) & spelled(other), page.title.text())
            for at, one in enumerate(found)
            for other in found[at + 1 :]
            if spelled(one) & spelled(other) and meet(one, other)
        ]
        assert clashes == []


def test_every_key_on_a_button_is_bound(window: MainWindow) -> None:
    seen = set()
    for page in all_pages(window):
        bound = {written(keys) for one in shortcuts(page, window) for keys in spelled(one)}
        shown = {one.text().partition(KEY_GAP)[2] for one in page.findChildren(QPushButton)} - {""}
        assert shown - bound - _BY_TABLES == set(), page.title.text()
        seen |= shown
    assert {"S", "G", "Del", "A", "Ins", "Ctrl+B", "Ctrl+U"} <= seen


def in_the_handbook() -> set[str]:
    """The keys of its chapter on keys."""
    chapter = resources.document("handbook.md").read_text("utf-8").partition("## 快捷键")[2]
    listed = set(re.findall(r"[A-Za-z0-9+↑↓]+", " ".join(re.findall(r"^\| (.*?) \|", chapter, re.M))))
    return listed | {f"Ctrl+{number}" for number in range(2, 9)}  # Ctrl+1 至 Ctrl+9


def dialog_sources() -> dict[str, str]:
    """The modules of the dialogs by name."""
    return {file.stem: file.read_text("utf-8") for file in Path(dialogs.__path__[0]).glob("*.py")}


def bound_in(source: str) -> set[str]:
    """The keys that a module binds; they stand in its calls of ``bind_keys`` as they are."""
    calls = [
        node.args[1]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "bind_keys"
    ]
    assert all(isinstance(keys, ast.Dict) for keys in calls)
    found = [
        key.value
        for keys in calls
        if isinstance(keys, ast.Dict)
        for key in keys.keys
        if isinstance(key, ast.Constant)
    ]
    return {written(str(key)) for key in found}


def test_the_handbook_lists_the_keys_of_the_dialogs() -> None:
    bound = {key for source in dialog_sources().values() for key in bound_in(source)}
    assert {"Ctrl+Enter", "Ctrl+O", "Ctrl+S", "Ctrl+P", "F1"} <= bound
    assert bound - in_the_handbook() == set()


def test_what_the_buttons_of_a_dialog_name_is_bound_there() -> None:
    by_base = bound_in(dialog_sources()["base"]) | bound_in(dialog_sources()["fitted"]) | {"Esc", "Enter"}
    named = set()
    for name, source in dialog_sources().items():
        shown = set(re.findall(rf'[（\w…]{KEY_GAP}((?:(?:Ctrl|Shift|Alt)\+)*[A-Z][A-Za-z0-9]*)"', source))
        assert shown - by_base - bound_in(source) == set(), name
        named |= shown
    assert {"Ctrl+Enter", "Ctrl+S", "Ctrl+P"} <= named


def test_the_handbook_lists_every_key(window: MainWindow) -> None:
    bound = {
        written(keys)
        for page in all_pages(window)
        for one in shortcuts(page, window)
        for keys in spelled(one)
    }
    assert bound - in_the_handbook() == set()


def test_a_letter_is_typed_where_one_types(dressed: QApplication, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout

    holder, field = QWidget(), QLineEdit()
    QVBoxLayout(holder).addWidget(field)
    pressed: list[str] = []
    bind_keys(
        holder, {"H": lambda: pressed.append("H"), "Ctrl+Enter": lambda: pressed.append("Enter")}, inside=True
    )
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_H)
    assert field.text() == "h" and pressed == []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["Enter", "Enter"]
    assert QKeySequence("Ctrl+Enter") in holder.findChildren(QShortcut)[1].keys()


def test_every_button_that_closes_a_dialog_names_esc() -> None:
    closing = [
        words
        for text in dialog_sources().values()
        for words in re.findall(r'button\("([^"]+)", self\.reject\b', text)
    ]
    assert len(closing) > 10
    assert [words for words in closing if not words.endswith(f"{KEY_GAP}Esc")] == []
