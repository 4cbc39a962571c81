"""The handbook in the window: F1 opens it where it speaks of the place one is in, and it speaks of this program."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import windows
from xianfeng_gui.ui import dialogs, pages
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.help import SHORTCUTS, HelpDialog
from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
from xianfeng_gui.ui.dialogs.stick import StickDialog
from xianfeng_gui.ui.tabs import tabs
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import handbook, resources, topics
from xianfeng_gui.work.ledger.kinds import LedgerKind

ROOT = Path(__file__).resolve().parents[2]
TEXT = resources.document("handbook.md").read_text("utf-8")
_NAMES = {chapter.key for chapter in handbook.chapters()}
_ANY_VILLAGE = "某某村"


@pytest.fixture
def window(dressed: QApplication, township: Path) -> Iterator[MainWindow]:
    with windows.opened(township) as made:
        yield made


@pytest.fixture
def dialog(dressed: QApplication, qtbot: QtBot) -> HelpDialog:
    made = HelpDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def asked(place: QWidget, qtbot: QtBot) -> str:
    """The chapter that F1 brings up; the help is closed again."""
    seen = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, HelpDialog):
            seen.append(shown.shown)
            shown.reject()

    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    timer = QTimer(place, interval=0)
    timer.timeout.connect(look)
    timer.start()
    qtbot.keyClick(place, Qt.Key.Key_F1)
    timer.stop()
    return seen[0]


def listed(dialog: HelpDialog) -> list[str]:
    """The chapters in view on the left."""
    items = [dialog.contents.item(row) for row in range(dialog.contents.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_f1_opens_the_chapter_of_every_page(window: MainWindow, qtbot: QtBot) -> None:
    found = {}
    for tab in tabs():
        window.bar.choose(tab.key)
        found[tab.key] = asked(window, qtbot)
    assert found[topics.topics()[0].id] == "tasks"
    assert {key: found[key] for key in ("overview", "hazards", "papers", "inspections", "settings")} == {
        "overview": "overview",
        "hazards": "hazards",
        "papers": "papers",
        "inspections": "inspections",
        "settings": "backup",
    }


def test_f1_in_a_dialog_opens_the_dialogs_own_chapter(context: Context, qtbot: QtBot) -> None:
    for made, chapter in (
        (StickDialog(context), "villages"),
        (LedgerDialog(context, LedgerKind.HAZARDS), "importing"),
    ):
        qtbot.addWidget(made)
        made.show()
        assert asked(made, qtbot) == chapter
        context.worker.wait()


def test_f1_in_the_help_shows_the_keys(dialog: HelpDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.shown == SHORTCUTS


def test_a_search_leaves_the_chapters_that_have_the_words(dialog: HelpDialog) -> None:
    dialog.text.setText("盘符")
    assert listed(dialog) == ["遇到问题怎么办"]
    assert "盘符" in dialog.view.textCursor().block().text()
    dialog.text.clear()
    assert len(listed(dialog)) == len(handbook.chapters())


def test_a_link_leads_to_its_chapter(dialog: HelpDialog) -> None:
    dialog.show_chapter("first-start")
    dialog.view.followed.emit("importing")
    assert dialog.shown == "importing"


def test_every_page_and_dialog_names_a_chapter_that_there_is() -> None:
    kinds = [
        (name, getattr(kind, "chapter", ""))
        for package in (pages, dialogs)
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + ".")
        for name, kind in vars(importlib.import_module(module.name)).items()
        if isinstance(kind, type)
    ]
    named = {name: chapter for name, chapter in kinds if isinstance(chapter, str) and chapter}
    assert len(named) > 20
    assert set(named.values()) <= _NAMES, named


def test_links_and_pictures_are_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"\]\(#([a-z-]+)\)", TEXT)) <= _NAMES
    assert {*re.findall(r"handbook\.md#([a-z-]+)\)", readme)} <= _NAMES
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXT)
    assert len(pictures) > 8
    assert all(handbook.picture(one).is_file() for one in pictures)
    unused = {one.name for one in resources.document("pictures").iterdir()} - {
        Path(one).name for one in pictures
    }
    assert not unused


def _program() -> str:
    """Everything that the program can say."""
    files = [*(ROOT / "xianfeng_gui").rglob("*.py"), *(ROOT / "db").rglob("*.py")]
    files += [*(ROOT / "resources").glob("*.toml"), *(ROOT / "resources" / "wording").glob("*.toml")]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize(
    "text",
    [TEXT, (ROOT / "resources" / "wording" / "guide.toml").read_text("utf-8")],
    ids=["handbook", "guide"],
)
def test_what_is_quoted_stands_on_the_screen(text: str) -> None:
    program = _program()
    if "[[step]]" in text:
        program = program.replace(text, "")
        text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    quoted = re.sub(r"\{[a-z]+\}", _ANY_VILLAGE, text)
    parts = {part for words in re.findall("“([^”]+)”", quoted) for part in words.split(_ANY_VILLAGE) if part}
    parts -= {"此电脑", "更多信息", "仍要运行", "xianfeng"}  # Windows' own
    missing = {part for part in parts if part.removeprefix("✓ ").removesuffix("：……") not in program}
    assert not missing


def test_keys_that_are_named_do_something() -> None:
    program = _program()
    named = set(re.findall(r"(?:Ctrl|Alt)\+(?:Shift\+)?[A-Z]\b", TEXT)) - {
        "Ctrl+V"
    }  # pasting is the field's own
    assert len(named) > 12
    assert {keys for keys in named if f'"{keys}"' not in program} == set()
