"""The page of the journal: reading on, searching, what an entry changed, the chain, and undoing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import connection, journal
from tests.ui.forger import forge_an_entry
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.models.journal import PAGE
from xianfeng_gui.ui.pages.journal import JournalPage
from xianfeng_gui.work import offices, settings, undoing
from xianfeng_gui.work.offices import PersonData

ACTOR = "李某"
HIDDEN = "（已填写，不显示）"


def opened(context: Context, qtbot: QtBot) -> JournalPage:
    page = JournalPage(context)
    qtbot.addWidget(page)
    page.resize(850, 630)
    page.show()
    page.ensure_fresh()
    settle(context, qtbot)
    return page


def settle(context: Context, qtbot: QtBot) -> None:
    """Until the worker has answered everything."""
    qtbot.waitUntil(context.worker.is_idle)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> JournalPage:
    own = offices.own_office().id
    person = offices.save_person(PersonData(own, "赵某", phone="1380"), ACTOR)
    offices.save_person(PersonData(own, "赵某", phone="1390"), "王某", person)
    return opened(context, qtbot)


def labels(page: JournalPage) -> list[str]:
    return [row.label for row in page.entries.rows]


def test_the_newest_comes_first_with_its_changes_beside(page: JournalPage) -> None:
    assert labels(page) == ["修改人员赵某", "添加人员赵某", "建立数据，载入工作方案"]
    assert page.heading.text() == "修改人员赵某"
    assert [(row.field, row.old, row.new) for row in page.changes.rows] == [("电话", HIDDEN, HIDDEN)]
    assert "王某" in page.about.text()


def test_another_entry_shows_its_own_changes(page: JournalPage, context: Context, qtbot: QtBot) -> None:
    page.table.select_row(1)
    settle(context, qtbot)
    changed = {row.field: row.new for row in page.changes.rows}
    assert changed["姓名"] == "赵某" and changed["电话"] == HIDDEN
    page.table.select_row(2)
    settle(context, qtbot)
    assert page.changes.rows[0].table == "行动"


def test_search_by_characters_pinyin_and_person(page: JournalPage, context: Context, qtbot: QtBot) -> None:
    for text, wanted in (
        ("添加", ["添加人员赵某"]),
        ("xgry", ["修改人员赵某"]),
        ("王某", ["修改人员赵某"]),
        ("没有的事", []),
    ):
        page.text.setText(text)
        qtbot.wait(300)
        settle(context, qtbot)
        assert labels(page) == wanted
    assert page.empty.isVisible()


def test_older_entries_are_read_on_scrolling(context: Context, qtbot: QtBot) -> None:
    for number in range(PAGE + 20):
        settings.save({"paper.contact": f"电话 {number}"}, ACTOR)
    page = opened(context, qtbot)
    assert page.entries.rowCount() == PAGE
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.entries.rowCount() == PAGE + 21)
    assert [row.seq for row in page.entries.rows] == list(range(PAGE + 21, 0, -1))
    assert not page.entries.canFetchMore()


def test_a_change_elsewhere_appears_at_once(page: JournalPage, context: Context, qtbot: QtBot) -> None:
    offices.add_village("团结村", ACTOR)
    settle(context, qtbot)
    assert labels(page)[0] == "添加团结村"


def test_the_last_change_is_undone_from_here(page: JournalPage, context: Context, qtbot: QtBot) -> None:
    assert page.undo_button.toolTip() == "将撤销：修改人员赵某"
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    settle(context, qtbot)
    assert [one.phone for one in offices.people()] == ["1380"]
    assert labels(page)[0] == "撤销：修改人员赵某"
    assert page.entries.index(1, 3).data() == "修改人员赵某（已被第 4 条撤销）"
    assert page.undo_button.toolTip() == "将撤销：添加人员赵某"


def test_what_cannot_be_undone_is_said(context: Context, qtbot: QtBot) -> None:
    said: list[str] = []
    context.said.connect(lambda sentence, undo: said.append(sentence))
    page = opened(context, qtbot)
    assert not page.undo_button.isEnabled()
    assert page.undo_button.toolTip() == "“建立数据，载入工作方案”已经生效，不能撤销"
    page.undo()
    assert "不能撤销" in said[-1]


def test_the_chain_is_sound(page: JournalPage) -> None:
    assert page.chain.text() == "✓ 日志完整，共 3 条"
    assert page.chain.property("state") == "green"


def test_a_forged_entry_is_found(page: JournalPage, context: Context, qtbot: QtBot) -> None:
    forge_an_entry(connection.path())
    page.check()
    settle(context, qtbot)
    assert "从第 2 条起对不上" in page.chain.text()
    assert page.chain.property("state") == "late"


def test_entries_are_found_beyond_the_first_scan(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search reads on through the journal until it has enough."""
    for name in ("甲村", "乙村", "丙村", "丁村", "戊村"):
        offices.add_village(name, ACTOR)
    monkeypatch.setattr(undoing, "SCANNED_AT_ONCE", 2)
    found = undoing.entries("添加", limit=3)
    assert [one.label for one in found] == ["添加戊村", "添加丁村", "添加丙村"]
    assert [one.label for one in undoing.entries("添加", found[-1].seq, 3)] == ["添加乙村", "添加甲村"]
    assert undoing.entries("") == journal.entries()
