"""Checklists: loaded once, changed by the office, never overwritten; from and to files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from db import backup, check, connection, journal, store
from db.errors import UserError
from db.vocabulary import Grade
from tests.work import visits
from tests.work.acts import ACTOR, snapshot, topic_id, undo_all
from xianfeng_gui.rules.checklists import ItemData
from xianfeng_gui.work import checklist_files, checklists

SCHEMA_1 = Path(__file__).resolve().parents[1] / "fixtures" / "schema-1.zip"


def texts(list_id: str, *, retired: bool = False) -> list[str]:
    return [row.text for row in checklists.item_rows(list_id, retired=retired)]


@pytest.fixture
def small(township: Path) -> str:
    """A list of the office's own with items 甲, 乙, 丙, 丁."""
    made = checklists.save_list(None, "夜查表", topic_id(5), "", ACTOR)
    for text in "甲乙丙丁":
        checklists.save_item(made, ItemData(text, f"{text}不符合"), ACTOR)
    return made


@pytest.mark.usefixtures("township")
def test_a_new_archive_has_them_all_with_their_topics() -> None:
    rows = checklists.checklist_rows()
    assert [row.topic_id for row in rows] == [topic_id(number) for number in range(1, 11)]
    assert all(row.built_in and row.active and row.items >= 15 for row in rows)
    assert checklists.missing() == [] and not checklists.is_first_need()


def test_an_old_archive_gets_them_at_first_need_in_one_entry(tmp_path: Path) -> None:
    backup.restore(tmp_path, SCHEMA_1)
    try:
        before = snapshot()
        assert checklists.is_first_need() and len(checklists.missing()) == 10
        assert checklists.load_built_in(ACTOR) == 10
        entry = journal.last_undoable()
        assert entry is not None and entry.label == "载入10张内置检查表"
        assert checklists.load_built_in(ACTOR) == 0
        assert journal.last_undoable() == entry, "nothing to load leaves no entry"
        assert check.problems() == []
        journal.undo(ACTOR)
        assert snapshot() == before
    finally:
        store.close()


@pytest.mark.usefixtures("township")
def test_what_the_office_has_changed_is_not_overwritten() -> None:
    fire, other = visits.fire(), checklists.by_name("建设").id
    first = checklists.item_rows(fire)[0]
    checklists.save_item(fire, ItemData("改过的内容", grade=Grade.MAJOR), ACTOR, first.id)
    checklists.set_list_active(other, False, ACTOR)
    assert checklists.load_built_in(ACTOR) == 0
    assert checklists.item_rows(fire)[0].data() == ItemData("改过的内容", grade=Grade.MAJOR)
    assert not checklists.checklist(other).active


def test_two_offices_have_the_same_built_in_lists(township: Path, tmp_path: Path) -> None:
    def keys() -> list[connection.Row]:
        return connection.rows("SELECT id FROM checklist UNION SELECT id FROM checklist_item ORDER BY id")

    mine = keys()
    store.close()
    backup.restore(tmp_path / "other", SCHEMA_1)
    checklists.load_built_in(ACTOR)
    assert keys() == mine


def test_items_are_moved_retired_and_taken_back(small: str) -> None:
    start = snapshot()
    ids = [row.id for row in checklists.item_rows(small)]
    checklists.move_item(ids[0], 1, ACTOR)
    assert texts(small) == ["乙", "甲", "丙", "丁"]
    checklists.set_item_active(ids[2], False, ACTOR)
    assert texts(small) == ["乙", "甲", "丁"]
    assert [row.number for row in checklists.item_rows(small, retired=True)] == [1, 2, 0, 3]
    checklists.move_item(ids[3], -1, ACTOR)
    assert texts(small) == ["乙", "丁", "甲"]
    checklists.set_item_active(ids[2], True, ACTOR)
    assert sorted(texts(small)) == sorted("甲乙丙丁")
    for item_id, by in ((ids[1], -1), (checklists.item_rows(small)[-1].id, 1)):
        before = texts(small)
        checklists.move_item(item_id, by, ACTOR)
        assert texts(small) == before, "at the end of the list nothing happens"
    for _ in range(4):
        journal.undo(ACTOR)
    assert snapshot() == start


def test_a_retired_item_moves_too(small: str) -> None:
    ids = [row.id for row in checklists.item_rows(small)]
    checklists.set_item_active(ids[1], False, ACTOR)
    checklists.move_item(ids[1], 1, ACTOR)
    assert texts(small, retired=True) == ["甲", "丙", "乙", "丁"]


def test_names_are_unique_among_the_lists_in_use(small: str) -> None:
    with pytest.raises(UserError, match="已经有名为“夜查表”") as caught:
        checklists.save_list(None, " 夜查表 ", None, "", ACTOR)
    assert caught.value.field == "name"
    checklists.set_list_active(small, False, ACTOR)
    again = checklists.save_list(None, "夜查表", None, "", ACTOR)
    with pytest.raises(UserError, match="已经有名为"):
        checklists.set_list_active(small, True, ACTOR)
    assert checklists.by_name("夜查表").id == again
    with pytest.raises(UserError, match="1至60个字"):
        checklists.save_list(again, "  ", None, "", ACTOR)


@pytest.mark.parametrize(
    ("data", "field"), [(ItemData(" "), "text"), (ItemData("甲", basis="字" * 201), "basis")]
)
def test_a_bad_item_names_its_field(small: str, data: ItemData, field: str) -> None:
    with pytest.raises(UserError) as caught:
        checklists.save_item(small, data, ACTOR)
    assert caught.value.field == field


def test_out_to_a_sheet_and_back(township: Path, tmp_path: Path) -> None:
    fire = visits.fire()
    file = tmp_path / "消防自查.xlsx"
    assert checklist_files.export(fire, file) == len(checklists.item_rows(fire))
    made = checklist_files.import_file(file, ACTOR)
    row = checklists.checklist(made)
    assert (row.name, row.topic, row.built_in) == ("消防自查", "", False)
    assert [one.data() for one in checklists.item_rows(made)] == [
        one.data() for one in checklists.item_rows(fire)
    ]
    with pytest.raises(UserError, match="已经有名为“消防自查”"):
        checklist_files.import_file(file, ACTOR)
    undo_all(1)
    assert len(checklists.checklist_rows()) == 10


def test_a_toml_file_brings_its_topic(township: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(
        'name = "九小场所"\ntopic = "消防"\n[[item]]\ntext = "门"\nbasis = "{消防法}第二十八条"', "utf-8"
    )
    made = checklist_files.import_file(file, ACTOR)
    assert checklists.topic_for(made) == topic_id(5)
    assert checklists.item_rows(made)[0].basis == "《中华人民共和国消防法》第二十八条"


def test_sheets_of_others_are_read(township: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["某镇检查表"],
        [],
        ["等级", "检查 内容", "备注"],
        ["重大", "甲", 1],
        [None, None, None],
        ["", 12, ""],
    ):
        book.active.append(row)
    book.save(tmp_path / "某表.xlsx")
    made = checklist_files.import_file(tmp_path / "某表.xlsx", ACTOR)
    assert [one.data() for one in checklists.item_rows(made)] == [
        ItemData("甲", grade=Grade.MAJOR),
        ItemData("12"),
    ]
    (tmp_path / "乙.csv").write_bytes("检查内容,检查依据\r\n安全出口,《消防法》\r\n".encode("gb18030"))
    made = checklist_files.import_file(tmp_path / "乙.csv", ACTOR)
    assert [one.data() for one in checklists.item_rows(made)] == [ItemData("安全出口", basis="《消防法》")]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "序号,内容\n1,甲\n", "找不到“检查内容”"),
        ("a.csv", "检查内容,等级\n甲,一般\n乙,特大\n", "第3行：等级“特大”不可用"),
        ("a.csv", "检查内容\n", "至少要有一项"),
        ("a.xlsx", "PK无效", "a.xlsx"),
        ("a.toml", "name =", "不是有效的TOML"),
    ],
)
def test_a_file_that_is_wrong_adds_nothing(
    township: Path, tmp_path: Path, name: str, content: str, sentence: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(UserError, match=sentence):
        checklist_files.import_file(tmp_path / name, ACTOR)
    with pytest.raises(UserError):
        checklist_files.import_file(tmp_path / f"none-{name}", ACTOR)
    assert len(checklists.checklist_rows()) == 10
