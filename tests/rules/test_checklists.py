"""Checklists as files: every built-in one is complete, and whatever stands in a file is read or refused in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from db.vocabulary import Grade
from xianfeng_gui.rules.checklists import (
    ChecklistData,
    ItemData,
    checked,
    grade_of,
    parse_checklist,
    parse_laws,
)
from xianfeng_gui.work import resources

LAWS = parse_laws(resources.read("checklists", "laws.toml"))
FILES = sorted(resources.resource("checklists").glob("[0-9]*.toml"))
BASIS = re.compile(r"《[^《》{}]+》第[一二三四五六七八九十百千零0-9.]+条?[^《》{}]*")


def read(text: str) -> ChecklistData:
    return parse_checklist(text, LAWS)


def test_there_is_one_for_each_of_the_ten_topics() -> None:
    topics = [read(file.read_text("utf-8")).topic for file in FILES]
    assert len(set(topics)) == len(FILES) == 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_built_in_list_is_complete(file: object) -> None:
    data = read(file.read_text("utf-8"))  # type: ignore[attr-defined]  # a path
    assert len(data.items) >= 15
    assert len({item.text for item in data.items}) == len(data.items)
    assert "所引法规版本：" in data.remark
    for item in data.items:
        assert item.finding.endswith("。") and item.measure.endswith("。")
        for basis in item.basis.split("；"):
            assert BASIS.fullmatch(basis), basis
        if item.grade is Grade.MAJOR:
            assert item.basis


def test_every_law_of_the_list_is_used() -> None:
    texts = "".join(file.read_text("utf-8") for file in FILES) + resources.read("checklists", "earlier.toml")
    assert [short for short in LAWS if f"{{{short}}}" not in texts] == []


def test_a_law_is_written_out_once_with_its_version() -> None:
    data = read(
        'name = "甲"\n[[item]]\ntext = "一"\nbasis = "{消防法}第二十八条；{消防法}第十六条"\n[[item]]\ntext = "二"'
    )
    law = "《中华人民共和国消防法》"
    assert data.items[0].basis == f"{law}第二十八条；{law}第十六条"
    assert data.remark == f"所引法规版本：{law}（2021年修正）。"
    assert data.items[1] == ItemData("二")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "不是有效的TOML文件"),
        ('name = "甲"', "没有检查项"),
        ('name = "甲"\nitem = [1]', "没有检查项"),
        ('name = "甲"\n[[item]]\ntext = ""', "第1项：请填写检查内容"),
        ('name = ""\n[[item]]\ntext = "一"', "请填写检查表名称"),
        ('name = "甲"\nother = 1\n[[item]]\ntext = "一"', "不认识的“other”"),
        ('name = "甲"\n[[item]]\ntext = "一"\n[[item]]\ntext = "二"\nnote = ""', "第2项有不认识的“note”"),
        ('name = "甲"\n[[item]]\ntext = 1', "第1项的“text”应为文字"),
        ('name = "甲"\n[[item]]\ntext = "一"\nbasis = "{消防}第一条"', "第1项：法规清单中没有“消防”"),
        ('name = "甲"\n[[item]]\ntext = "一"\ngrade = "特大"', "第1项：等级“特大”不可用"),
        (f'name = "甲"\n[[item]]\ntext = "{"字" * 201}"', "第1项：“检查内容”最多200个字"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=re.escape(sentence)):
        read(text)


@pytest.mark.parametrize("text", ["[甲", '["甲"]\nname = "乙"', '["甲"]\nname = 1\nversion = "2021"'])
def test_a_wrong_list_of_laws_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_laws(text)


def test_grades_are_read_as_people_write_them() -> None:
    assert [grade_of(text) for text in ("", "一般", "一般隐患", "general")] == [Grade.GENERAL] * 4
    assert [grade_of(text) for text in ("重大", " 重大隐患 ", "major")] == [Grade.MAJOR] * 3


def test_a_list_has_items_and_not_too_many() -> None:
    with pytest.raises(UserError, match="至少要有一项"):
        checked("甲", "", "", [])
    with pytest.raises(UserError, match="最多300项"):
        checked("甲", "", "", [ItemData(str(n)) for n in range(301)])


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with pytest.raises(UserError):
        read(text + "\n[[item]]\ntext = 1")
