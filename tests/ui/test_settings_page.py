"""The page of settings: the office's values, the screen of this PC, backups, going back to one, the check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from db import connection, notes
from tests.ui.forger import forge_an_entry
from tests.ui.keyboard import type_in
from tests.ui.modal import when_open
from xianfeng_gui.ui import screen, theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.help import HelpDialog
from xianfeng_gui.ui.pages.settings import SettingsPage
from xianfeng_gui.work import backups, offices, settings, undoing

ACTOR = "李某"


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1190, 690)
    made.show()
    made.ensure_fresh()
    return made


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def settle(context: Context, qtbot: QtBot) -> None:
    qtbot.waitUntil(context.worker.is_idle)


def answer(text: str) -> list[str]:
    """Press the button ``text`` of the question that comes next; returns a list that gets its words."""
    asked: list[str] = []

    def press(box: QMessageBox) -> None:
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == text).click()

    when_open(QMessageBox, press)
    return asked


def test_every_setting_stands_there_with_its_source(page: SettingsPage) -> None:
    assert set(page.form.fields) == set(settings.rules())
    assert page.form.values()["term.reinspection"] == "10"
    assert page.form.values()["paper.sealed"] is True


def test_only_what_was_changed_is_saved_and_can_be_undone(page: SettingsPage, context: Context) -> None:
    page.form.set_values({"paper.contact": "何某 2345678", "paper.preprinted": True})
    page.save_button.click()
    assert settings.get("paper.contact") == "何某 2345678"
    assert settings.flag("paper.preprinted")
    assert connection.scalar("SELECT count(*) FROM setting WHERE id LIKE 'paper.%'") == 2
    undoing.undo(ACTOR)
    preprinted = page.form.fields["paper.preprinted"]
    assert isinstance(preprinted, QCheckBox) and not preprinted.isChecked()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("term.reinspection", "十天"),
        ("paper.notice.number", "安改第{n}号"),
        ("term.annual_statistics", "02-30"),
    ],
)
def test_an_impossible_value_is_said_beside_its_field_and_nothing_is_saved(
    page: SettingsPage, key: str, value: str
) -> None:
    page.form.set_values({"paper.contact": "何某", key: value})
    page.save()
    assert page.form.error_text()
    assert page.form.fields[key].property("wrong")
    assert settings.get("paper.contact") == ""


def test_the_screen_changes_at_once_and_is_remembered(
    page: SettingsPage, qapp: QApplication, light_again: None
) -> None:
    page.palette_field.set_value("dark")
    assert theme.colour("panel").lightness() < 100
    page.points_field.set_value("13")
    assert qapp.font().pointSize() == 13
    assert screen.kept() == ("dark", 13)
    theme.apply(qapp)
    screen.apply_kept()
    assert qapp.font().pointSize() == 13


def test_an_unknown_screen_choice_falls_back(context: Context) -> None:
    notes.put("screen.palette", "purple")
    notes.put("screen.points", 99)
    assert screen.kept() == ("light", 10)


def test_a_backup_is_made_and_listed(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    assert page.backup.empty.isVisible()
    page.backup.back_up_now()
    settle(context, qtbot)
    assert [(one.kind, one.path.name) for one in page.backup.rows.rows] == [("自动备份", "20210618.db")]
    assert page.backup.said.text() == "✓ 已备份到数据文件夹"


def test_a_backup_to_carry_away(page: SettingsPage, context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    name = backups.suggested_name(context.today())
    assert name == "镇应急办20210618.xfbak"
    (tmp_path / "U盘").mkdir()
    page.backup.back_up_to(tmp_path / "U盘" / "镇应急办20210618")
    settle(context, qtbot)
    assert (tmp_path / "U盘" / name).is_file()


def test_a_backup_into_the_data_folder_is_refused(
    page: SettingsPage, context: Context, qtbot: QtBot, township: Path
) -> None:
    said: list[str] = []
    context.said.connect(lambda sentence, undo: said.append(sentence))
    page.backup.back_up_to(township / "x.xfbak")
    settle(context, qtbot)
    assert "不要放在数据文件夹里" in said[-1]


def test_going_back_to_a_backup_keeps_the_present_aside(
    page: SettingsPage, context: Context, qtbot: QtBot
) -> None:
    wanted: list[str] = []
    context.wanted.connect(lambda table, record: wanted.append(table))
    page.backup.back_up_now()
    settle(context, qtbot)
    offices.add_village("团结村", ACTOR)
    page.backup.table.select_row(0)
    asked = answer("恢复")
    page.backup.restore_button.click()
    assert "留存一份" in asked[0] and "重新打开" in asked[0]
    assert wanted == ["restart"]
    assert "团结村" not in [one.name for one in offices.choices()]
    kept = next(one for one in backups.list_backups() if one.kind == "恢复前留存")
    assert f"{kept.made_on:%Y-%m-%d}" == "2021-06-18"
    backups.restore(backups.data_folder(), kept.path)
    assert "团结村" in [one.name for one in offices.choices()]


def test_saying_no_restores_nothing(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    page.backup.back_up_now()
    settle(context, qtbot)
    offices.add_village("团结村", ACTOR)
    page.backup.table.select_row(0)
    answer("取消")
    page.backup.restore_selected()
    assert "团结村" in [one.name for one in offices.choices()]


def test_a_damaged_backup_is_refused_in_words(page: SettingsPage, tmp_path: Path) -> None:
    damaged = tmp_path / "x.xfbak"
    damaged.write_bytes(b"not a backup" * 1000)
    answer("恢复")
    page.backup.restore(damaged)
    assert page.backup.said.text().startswith("✗ ")
    assert offices.own_office().name == "镇应急办"


def test_the_check_says_that_all_is_well_or_what_is_not(
    page: SettingsPage, context: Context, qtbot: QtBot
) -> None:
    offices.add_village("团结村", ACTOR)
    page.check()
    settle(context, qtbot)
    assert page.found.text() == "✓ 数据完好，没有发现问题"
    forge_an_entry(connection.path())
    page.check()
    settle(context, qtbot)
    assert page.found.text().startswith("✗ 操作日志从第2条起对不上")


def test_a_wrong_day_is_marked_while_the_clerk_corrects_it(page: SettingsPage) -> None:
    field = page.form.fields["term.reinspection"]
    field.clear()
    page.save()
    assert field.property("wrong")
    type_in(field, "12")
    page.save()
    assert not field.property("wrong")
    assert settings.terms()["reinspection"].value == "12"


def test_help_names_the_shortcuts(context: Context, qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle() == "帮助"


def test_what_was_not_saved_stands_there_again(page: SettingsPage, context: Context, qtbot: QtBot) -> None:
    field = page.form.fields["paper.signer"]
    assert isinstance(field, QLineEdit)
    type_in(field, "赵某")
    page.leave()
    again = SettingsPage(context)
    qtbot.addWidget(again)
    again.ensure_fresh()
    again.show()
    again.refresh()
    shown = again.form.fields["paper.signer"]
    assert isinstance(shown, QLineEdit) and shown.text() == "赵某"
    assert settings.get("paper.signer") == ""
    again.save()
    assert settings.get("paper.signer") == "赵某"
    again.refresh()
    assert again.form.changed_values() == {}
