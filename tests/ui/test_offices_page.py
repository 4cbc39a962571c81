"""The page of offices and people: adding, taking out of use, certificates that run out, and who is at the keyboard."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import connection
from tests.ui.keyboard import type_in
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.office import OfficeDialog
from xianfeng_gui.ui.dialogs.operator import OperatorDialog
from xianfeng_gui.ui.dialogs.person import PersonDialog
from xianfeng_gui.ui.pages.offices import OfficesPage
from xianfeng_gui.work import directory, offices, undoing
from xianfeng_gui.work.offices import PersonData

ACTOR = "李某"


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> OfficesPage:
    made = OfficesPage(context)
    qtbot.addWidget(made)
    made.show()
    made.ensure_fresh()
    return made


def select(page: OfficesPage, name: str) -> None:
    page.table.select_row(next(n for n, row in enumerate(page.offices.rows) if row.name == name))


def cells(page: OfficesPage, column: str) -> list[str]:
    number = [one.key for one in page.people.columns].index(column)
    return [page.people.index(row, number).data() for row in range(page.people.rowCount())]


def test_it_opens_on_the_own_office(page: OfficesPage) -> None:
    assert page.office is not None and page.office.own
    assert page.office.name == "镇应急办"
    assert page.empty.isVisible() and "Ctrl+N" in page.empty.text()
    assert not page.active_button.isEnabled()
    assert not page.market_town.isVisible()


def test_a_village_is_added_by_its_full_name(page: OfficesPage, context: Context, qtbot: QtBot) -> None:
    dialog = OfficeDialog(context, page)
    dialog.show()
    type_in(dialog.form.fields["name"], "团结")
    dialog.try_save()
    assert "写全名" in dialog.form.error_text()
    type_in(dialog.form.fields["name"], "村")
    dialog.form.set_values({"market_town": True})
    dialog.try_save()
    assert not dialog.isVisible()
    select(page, "团结村")
    assert page.market_town.isVisible() and page.market_town.isChecked()
    assert page.active_button.isEnabled()


def test_a_department_is_added(page: OfficesPage, context: Context, qtbot: QtBot) -> None:
    dialog = OfficeDialog(context, page)
    dialog.form.set_values({"kind": "department", "name": "镇便民服务中心"})
    dialog.try_save()
    assert "镇便民服务中心" in [one.name for one in offices.choices(local=False)]


def test_the_market_town_flag_is_one_click_and_one_undo(page: OfficesPage, qtbot: QtBot) -> None:
    offices.add_village("团结村", ACTOR)
    select(page, "团结村")
    qtbot.mouseClick(page.market_town, Qt.MouseButton.LeftButton)
    assert page.office is not None and page.office.market_town
    undoing.undo(ACTOR)
    assert page.office.name == "团结村"
    assert not page.market_town.isChecked()


def test_an_office_goes_out_of_use_and_comes_back(page: OfficesPage) -> None:
    village = offices.add_village("团结村", ACTOR)
    page.show_record("office", village)
    page.toggle_active()
    assert village not in [one.id for one in offices.choices()]
    assert page.offices.row_of(village) == -1
    page.show_record("office", village)
    assert page.office is not None and page.office.id == village
    assert page.active_button.text() == "恢复使用"
    page.toggle_active()
    assert village in [one.id for one in offices.choices()]


def test_certificates_say_in_words_when_they_run_out(page: OfficesPage, context: Context) -> None:
    own, today = offices.own_office().id, context.today()
    for name, days in (("甲某", -1), ("乙某", 0), ("丙某", 60), ("丁某", 61)):
        offices.save_person(
            PersonData(own, name, certificate_expires_on=today + dt.timedelta(days=days)), ACTOR
        )
    shown = dict(zip(cells(page, "name"), cells(page, "expires"), strict=True))
    assert shown["甲某"] == "● 2021-06-17 已过期"
    assert shown["乙某"] == "◐ 2021-06-18 剩 0 天"
    assert shown["丙某"] == "◐ 2021-08-17 剩 60 天"
    assert shown["丁某"] == "2021-08-18"


def test_a_person_is_added_with_a_certificate(page: OfficesPage, context: Context, qtbot: QtBot) -> None:
    assert page.office is not None
    dialog = PersonDialog(context, page.office.id, parent=page)
    dialog.show()
    dialog.try_save()
    assert "姓名" in dialog.form.error_text()
    type_in(dialog.form.fields["name"], "赵某")
    type_in(dialog.form.fields["certificate_number"], "川A-0001")
    type_in(dialog.form.fields["certificate_expires_on"], "2022-13-1")
    dialog.try_save()
    assert dialog.isVisible() and dialog.form.error_text()
    dialog.form.fields["certificate_expires_on"].clear()
    type_in(dialog.form.fields["certificate_expires_on"], "2022.3.1")
    dialog.try_save()
    assert not dialog.isVisible()
    person = directory.person_rows(page.office.id, context.today())[0]
    assert person.data == PersonData(
        page.office.id,
        "赵某",
        certificate_number="川A-0001",
        certificate_expires_on=dt.date(2022, 3, 1),
    )
    assert cells(page, "name") == ["赵某"]


def test_who_left_stays_on_record(page: OfficesPage, context: Context) -> None:
    own = offices.own_office().id
    person_id = offices.save_person(PersonData(own, "钱某", "科员"), ACTOR)
    page.show_record("person", person_id)
    person = page.person()
    assert person is not None
    dialog = PersonDialog(context, own, person, page)
    dialog.form.set_values({"active": False})
    dialog.try_save()
    assert cells(page, "post") == ["科员、不在岗"]
    assert offices.people(own) == []
    assert connection.scalar("SELECT count(*) FROM person") == 1


def test_the_operator_is_chosen_or_typed(context: Context, qtbot: QtBot) -> None:
    offices.save_person(PersonData(offices.own_office().id, "孙某"), ACTOR)
    dialog = OperatorDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.name.itemText(n) for n in range(dialog.name.count())] == ["孙某"]
    assert dialog.name.currentText() == ""
    type_in(dialog.typed, "周某")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert offices.actor() == "周某"
    again = OperatorDialog()
    qtbot.addWidget(again)
    again.show()
    again.typed.clear()
    qtbot.keyClick(again.typed, Qt.Key.Key_Return)
    assert offices.actor() == "镇应急办"
