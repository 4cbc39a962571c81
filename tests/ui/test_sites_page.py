"""The page of sites: searching, filtering, the card beside the list, adding and changing one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import RiskLevel, SiteKind
from tests.ui.keyboard import type_in
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.history import HistoryDialog
from xianfeng_gui.ui.dialogs.site import SiteDialog
from xianfeng_gui.ui.dialogs.site_merge import SiteMergeDialog
from xianfeng_gui.ui.pages.sites import TYPING_MS, SitesPage
from xianfeng_gui.work import offices, sites, undoing
from xianfeng_gui.work.sites import SiteData

ACTOR = "李某"


@pytest.fixture
def village(context: Context) -> str:
    return offices.add_village("团结村", ACTOR)


@pytest.fixture
def page(context: Context, village: str, qtbot: QtBot) -> SitesPage:
    sites.save_site(
        SiteData("红星纸箱厂", village_id=village, explosive_dust=True, phone="13800000001"), ACTOR
    )
    sites.save_site(SiteData("新街农贸市场", kind=SiteKind.PLACE, risk_level=RiskLevel.RED), ACTOR)
    sites.save_site(SiteData("顺达机械厂", active=False), ACTOR)
    made = SitesPage(context)
    qtbot.addWidget(made)
    made.show()
    made.ensure_fresh()
    settle(context, qtbot)
    return made


def settle(context: Context, qtbot: QtBot) -> None:
    """Until the last letter typed has been looked for and answered."""
    qtbot.wait(TYPING_MS + 50)
    qtbot.waitUntil(context.worker.is_idle)


def names(page: SitesPage) -> list[str]:
    return [row.name for row in page.rows.rows]


def test_an_empty_page_says_how_to_begin(context: Context, qtbot: QtBot) -> None:
    page = SitesPage(context)
    qtbot.addWidget(page)
    page.show()
    page.ensure_fresh()
    settle(context, qtbot)
    assert page.empty.isVisible()
    assert "Ctrl+N" in page.empty.text()
    assert not page.to_edit.isEnabled()


def test_search_takes_characters_and_pinyin(page: SitesPage, context: Context, qtbot: QtBot) -> None:
    assert sorted(names(page)) == sorted(["红星纸箱厂", "新街农贸市场"])
    page.text.setText("纸箱")
    assert len(names(page)) == 2, "the window doesn't wait for the list"
    settle(context, qtbot)
    assert names(page) == ["红星纸箱厂"]
    page.text.setText("xjnm")
    settle(context, qtbot)
    assert names(page) == ["新街农贸市场"]
    page.text.setText("没有这家")
    settle(context, qtbot)
    assert names(page) == []
    assert page.empty.isVisible() and "没有符合条件" in page.empty.text()


def test_filters_narrow_the_list(page: SitesPage, village: str, context: Context, qtbot: QtBot) -> None:
    page.village.set_value(village)
    settle(context, qtbot)
    assert names(page) == ["红星纸箱厂"]
    page.village.set_value("")
    page.kind.set_value(SiteKind.PLACE)
    settle(context, qtbot)
    assert names(page) == ["新街农贸市场"]
    page.kind.set_value("")
    page.special.set_value("explosive_dust")
    settle(context, qtbot)
    assert names(page) == ["红星纸箱厂"]
    page.special.set_value("")
    page.inactive.setChecked(True)
    settle(context, qtbot)
    assert "顺达机械厂" in names(page)


def test_the_card_of_the_selected_site_stands_beside(page: SitesPage) -> None:
    page.table.select_row(names(page).index("红星纸箱厂"))
    assert page.name.text() == "红星纸箱厂"
    assert page.facts.text("属地") == "团结村"
    assert page.facts.text("电话") == "13800000001"
    assert page.facts.text("特殊风险") == "涉爆粉尘"
    assert page.facts.text("地址") == ""


def test_a_site_is_added_in_the_dialog_and_undone(
    page: SitesPage, context: Context, village: str, qtbot: QtBot
) -> None:
    said: list[tuple[str, bool]] = []
    context.said.connect(lambda sentence, undo: said.append((sentence, undo)))
    dialog = SiteDialog(context, parent=page)
    dialog.open()
    dialog.activateWindow()  # shortcuts belong to the active window
    qtbot.waitUntil(dialog.isActiveWindow)
    field = dialog.form.fields["name"]
    type_in(field, "青龙冷库")
    dialog.form.set_values({"village_id": village, "special": ["ammonia_refrigeration"], "risk_level": "red"})
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert dialog.site_id is not None
    saved = sites.site_detail(dialog.site_id, context.today()).data
    assert saved == SiteData(
        "青龙冷库", village_id=village, ammonia_refrigeration=True, risk_level=RiskLevel.RED
    )
    settle(context, qtbot)
    assert "青龙冷库" in names(page)
    assert said == [("已保存“青龙冷库”", True)]
    undoing.undo(ACTOR)
    settle(context, qtbot)
    assert "青龙冷库" not in names(page)


def test_a_second_spelling_of_a_known_name_is_refused_beside_the_field(
    page: SitesPage, context: Context
) -> None:
    dialog = SiteDialog(context, name="红星 纸箱厂", parent=page)
    dialog.show()
    dialog.try_save()
    assert dialog.isVisible()
    assert "已经有“红星纸箱厂”" in dialog.form.error_text()


def test_escape_keeps_what_was_typed(page: SitesPage, context: Context, qtbot: QtBot) -> None:
    first = SiteDialog(context, parent=page)
    first.show()
    type_in(first.form.fields["address"], "三组18号")
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    second = SiteDialog(context, parent=page)
    address = second.form.fields["address"]
    assert isinstance(address, QLineEdit)
    assert address.text() == "三组18号"


def test_looking_at_a_card_leaves_no_draft(page: SitesPage, context: Context, qtbot: QtBot) -> None:
    site_id = sites.save_site(SiteData("石桥砖厂", remark="夜间无人"), ACTOR)
    first = SiteDialog(context, site_id, parent=page)
    first.show()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    sites.save_site(SiteData("石桥砖厂", remark="已派人值守"), ACTOR, site_id)
    second = SiteDialog(context, site_id, parent=page)
    assert second.form.values()["remark"] == "已派人值守"


def test_a_record_is_shown_whatever_is_filtered(page: SitesPage, context: Context, qtbot: QtBot) -> None:
    page.text.setText("没有这家")
    settle(context, qtbot)
    closed = next(row.id for row in sites.site_rows(sites.SiteFilter(inactive=True)) if not row.active)
    page.show_record("site", closed)
    settle(context, qtbot)
    assert page.detail is not None and page.detail.id == closed


def test_its_hazards_are_asked_for_by_site(page: SitesPage, context: Context) -> None:
    wanted: list[tuple[str, str]] = []
    context.wanted.connect(lambda table, record: wanted.append((table, record)))
    page.to_hazards.click()
    assert page.detail is not None
    assert wanted == [("hazard-site", page.detail.id)]


@pytest.mark.parametrize(
    ("key", "record"),
    [
        (Qt.Key.Key_Y, "hazard-site"),
        (Qt.Key.Key_J, "inspection-site"),
        (Qt.Key.Key_K, "inspection-new"),
    ],
)
def test_a_letter_in_the_list_leads_on(
    page: SitesPage, context: Context, qtbot: QtBot, key: Qt.Key, record: str
) -> None:
    wanted: list[tuple[str, str]] = []
    context.wanted.connect(lambda table, record: wanted.append((table, record)))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.text.setFocus()
    qtbot.keyClick(page.text, key)
    assert wanted == [] and page.text.text() == key.name[-1].lower(), "where one types a letter is a letter"
    page.text.clear()
    settle(context, qtbot)
    page.table.setFocus()
    qtbot.keyClick(page.table, key)
    assert page.detail is not None
    assert wanted == [(record, page.detail.id)]


def test_history_tells_who_changed_what_from_what_to_what(
    page: SitesPage, context: Context, village: str, qtbot: QtBot
) -> None:
    site_id = sites.save_site(SiteData("石桥砖厂", address="三组"), "王某")
    sites.save_site(SiteData("石桥砖厂", address="四组", village_id=village), "张某", site_id)
    dialog = HistoryDialog(context, "site", site_id, "石桥砖厂", page)
    dialog.show()
    assert not dialog.events, "the window doesn't wait for the history"
    settle(context, qtbot)
    newest, oldest = dialog.tree.topLevelItem(0), dialog.tree.topLevelItem(1)
    assert newest.text(0).endswith("修改单位（场所）石桥砖厂")
    assert (newest.text(1), oldest.text(1)) == ("张某", "王某")
    changes = {
        newest.child(n).text(0): (newest.child(n).text(2), newest.child(n).text(3))
        for n in range(newest.childCount())
    }
    assert changes == {"属地": ("—", "团结村"), "地址": ("三组", "四组")}
    assert newest.isExpanded()
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_two_cards_of_one_site_become_one(
    page: SitesPage, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def merge(dialog: SiteMergeDialog) -> int:
        dialog.show()
        assert not dialog.merge_button.isEnabled()
        type_in(dialog.other, "新街农贸市场")
        dialog.other.editingFinished.emit()
        assert "“红星纸箱厂”的隐患0条" in dialog.summary.text()
        dialog.kept.choose("this")
        assert dialog.summary.text().startswith("“新街农贸市场”的隐患0条")
        dialog.merge()
        return dialog.result()

    monkeypatch.setattr(SiteMergeDialog, "exec", merge)
    page.table.select_row(names(page).index("红星纸箱厂"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    settle(context, qtbot)
    assert names(page) == ["红星纸箱厂"]
    undoing.undo(ACTOR)
    page.refresh()
    settle(context, qtbot)
    assert sorted(names(page)) == sorted(["红星纸箱厂", "新街农贸市场"])
