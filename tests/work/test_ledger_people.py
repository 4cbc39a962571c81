"""A list of people or a directory of phones comes in, each under the office that it names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from db.records import Person
from db.vocabulary import ListKind
from tests.work.acts import office_id
from tests.work.lists import written
from tests.work.test_ledger_import import ACTOR, workbook
from xianfeng_gui.work import offices, undoing
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, look

HEAD = ["序号", "单位", "姓名", "职务", "手机号码", "执法证号", "有效期至"]


def test_a_directory_comes_in_and_a_second_time_changes_only_what_is_new(
    township: Path, tmp_path: Path
) -> None:
    rows = [
        [1, "应急办", "何 某", "主任", 13800000000.0, "渝A001", "2024年5月"],
        [2, "绣庄", "丁某", "安全员", "", "", ""],
        [3, "新桥村", "罗某", "书记", None, None, None],
        [4, "某公司", "张某", "经理", None, None, None],
        [5, "应急办", "何某", None, None, None, None],
        [6, None, "李某", None, None, None, None],
    ]
    preview = look(workbook(tmp_path / "通讯录.xlsx", rows, HEAD))
    assert preview.kind is LedgerKind.PEOPLE
    assert [one.reason for one in preview.judged] == [
        *["", "", "", "没有名为“某公司”的单位，请先在“机构人员”中添加"],
        *["“应急办”的“何某”在表中出现了两次，请合并成一行", "缺少所在单位"],
    ]
    assert list(preview.new_villages.values()) == ["新桥村"]
    importing.accept(preview, ACTOR)
    found = Person.get(Person.name == "何某")
    assert (found.office_id, found.phone, found.post) == (office_id("镇应急办"), "13800000000", "主任")
    assert found.certificate_expires_on == dt.date(2024, 5, 31)
    assert [one.name for one in offices.people(office_id("新桥村"))] == ["罗某"]

    rows[1][3] = "村主任"
    again = look(workbook(tmp_path / "通讯录.xlsx", rows[:3], HEAD))
    assert [one.fate for one in again.judged] == [Fate.UNCHANGED, Fate.UPDATE, Fate.UNCHANGED]
    importing.accept(again, ACTOR)
    assert Person.get(Person.name == "丁某").post == "村主任"
    undoing.undo(ACTOR)
    undoing.undo(ACTOR)
    assert Person.select().where(Person.name.in_(["何某", "丁某", "罗某"])).count() == 0


def test_phones_stay_in_the_program(township: Path, tmp_path: Path) -> None:
    rows = [[1, "应急办", "何某", "主任", "13812345678", "渝A001", "2024-5-31"]]
    importing.accept(look(workbook(tmp_path / "通讯录.xlsx", rows, HEAD)), ACTOR)
    file = written(ListKind.PEOPLE, tmp_path)
    again = look(file)
    assert {one.fate for one in again.judged} == {Fate.UNCHANGED}
    assert not any("13812345678" in str(cell) for one in again.judged for cell in one.record.values())
    import openpyxl

    cells = [
        cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True) for cell in row
    ]
    assert "何某" in cells and not any("13812345678" in str(cell) for cell in cells)
