"""What a column offers decides what it is: a drop-down list, or the words in the heading's brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from db.vocabulary import Grade, ListKind
from tests.work.acts import ACTOR
from tests.work.hazard_specs import spec
from xianfeng_gui.rules.ledger import matching, offered
from xianfeng_gui.rules.ledger.fields import Field
from xianfeng_gui.rules.ledger.heads import Head
from xianfeng_gui.sheets.hazards import HAZARDS
from xianfeng_gui.sheets.registers import SITES
from xianfeng_gui.sheets.tasks import TASKS, master_sheet
from xianfeng_gui.work import form_filling, form_reading, hazards
from xianfeng_gui.work.form_reading import fields_of
from xianfeng_gui.work.hazard_filter import HazardFilter

_BESIDE = ("企业名称", "存在的问题", "检查时间")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("隐患类别（一般/重大）", ("一般", "重大")),
        ("隐患类别(一般隐患、重大隐患)", ("一般隐患", "重大隐患")),
        ("类别（1.一般2.重大）", ("一般", "重大")),
        ("类别【A一般 B重大】", ("一般", "重大")),
        ("类别（□一般□重大）", ("一般", "重大")),
        ("整改情况（已整改或未整改）", ("已整改", "未整改")),
        ("隐患类别（消防、交通、燃气等）", ("消防", "交通", "燃气")),
        ("单位（场所）", ()),
        ("完成比例（%）", ()),
        ("整改期限（年/月/日）", ("年", "月", "日")),
        ("隐患类别", ()),
    ],
)
def test_the_brackets_of_a_heading(title: str, words: tuple[str, ...]) -> None:
    assert offered.in_brackets(title) == words


def test_a_heading_that_asks_whether() -> None:
    assert offered.asked("整改情况 / 是否整改到位") == offered.asked("是否 重大隐患") == ("是", "否")
    assert offered.asked("整改情况（是否到位）") == offered.asked("隐患等级") == ()


@pytest.mark.parametrize(
    ("title", "offers", "key"),
    [
        ("隐患类别（一般/重大）", (), "grade"),
        ("隐患类别（一般隐患、重大隐患）", (), "grade"),
        ("隐患类型（1一般2重大）", (), "grade"),
        ("隐患分类（一般/较大/重大）", (), "grade"),
        ("隐患类别", ("一般隐患", "重大隐患"), "grade"),
        ("隐患认定", ("一般事故隐患", "重大事故隐患"), "grade"),
        ("是否重大隐患", ("是", "否"), "grade"),
        ("隐患类别（消防/交通/危化）", (), "topic"),
        ("隐患类别", ("消防", "交通", "危化"), "topic"),
        ("隐患类别（按行业填写）", (), "topic"),
        ("整改情况（已整改/未整改）", (), "state"),
        ("目前情况", ("已整改", "整改中", "未整改"), "state"),
        ("是否整改到位", ("是", "否"), "state"),
        ("级别（已销号/未销号）", (), "state"),
        ("整改期限（年/月/日）", (), "deadline"),
        ("整改情况 / 完成整改时限", (), "deadline"),
        ("目前状态", (), "state"),
        ("检查类型", ("执法检查", "企业自查", "群众举报"), "source"),
    ],
)
def test_a_column_of_hazards(title: str, offers: tuple[str, ...], key: str) -> None:
    head = Head(0, 0, (*_BESIDE, title))
    assert matching.propose(head, (), fields_of(HAZARDS), {3: offers}).get(3) == key


def test_two_columns_of_which_only_one_is_the_topic() -> None:
    fields = fields_of(HAZARDS)
    head = Head(0, 0, (*_BESIDE, "隐患类别（一般/重大）", "行业领域"))
    found = matching.propose(head, (), fields)
    assert (found[3], found[4]) == ("grade", "topic"), "the topic goes to the column that can hold it"
    head = Head(0, 0, (*_BESIDE, "隐患类别（一般/重大）", "隐患等级"))
    found = matching.propose(head, (), fields)
    assert found[4] == "grade" and 3 not in found, "never filled with the topic"


def test_other_lists_go_the_same_way() -> None:
    def found(fields: tuple[Field, ...], *titles: str) -> dict[int, str]:
        return matching.propose(Head(0, 0, titles), (), fields)

    assert found(fields_of(SITES), "企业名称", "地址", "情况（红/橙/黄/蓝）")[2] == "risk_level"
    assert found(fields_of(SITES), "企业名称", "地址", "级别（企业/场所）")[2] == "kind"
    assert found(fields_of(TASKS), "任务名称", "责任单位", "备注情况（已完成/进行中/未开始）")[2] == "state"


def test_who_supervises_is_not_who_rectifies() -> None:
    found = matching.propose(Head(0, 0, (*_BESIDE, "监管责任人", "整改责任人")), (), fields_of(HAZARDS))
    assert 3 not in found and found[4] == "person"
    assert 3 not in matching.propose(Head(0, 0, (*_BESIDE, "监管责任人")), (), fields_of(HAZARDS))


def test_progress_is_asked_for_in_many_words() -> None:
    heads = ("序号", "专项名称", "重点任务", "牵头单位", "责任人", "完成时限", "目前进展", "完成率（%）")
    wanted = ["order", "topic", "title", "office", "person", "deadline", "state", "percent"]
    assert list(matching.propose(Head(0, 0, heads), (), fields_of(TASKS)).values()) == wanted
    found = matching.propose(Head(0, 0, heads), (), fields_of(master_sheet(["2021-06"])))
    assert list(found.values()) == ["order", "topic", "title", "lead", "person", "deadline", "state_in_words"]


@pytest.mark.usefixtures("township")
@pytest.mark.parametrize(
    ("heading", "offers"),
    [
        ("隐患类别（一般/重大）", ""),
        ("隐患类别", '"一般,重大"'),
        ("类别", "字典!$A$1:$A$2"),
        ("类别", "等级"),
        ("类别", "字典!$A:$A"),
    ],
)
def test_a_forms_file_is_filled_by_what_its_column_offers(tmp_path: Path, heading: str, offers: str) -> None:
    hazards.register_all([spec(grade=Grade.MAJOR)], ACTOR, Path())
    book, form = Workbook(), tmp_path / "表.xlsx"
    page = book.worksheets[0]
    page.append([*_BESIDE, heading])
    words = book.create_sheet("字典")
    words["A1"], words["A2"] = "一般", "重大"
    book.defined_names["等级"] = DefinedName("等级", attr_text="字典!$A$1:$A$2")
    if offers:
        rule = DataValidation(type="list", formula1=offers)
        rule.add("D2:D500")
        page.add_data_validation(rule)
    book.save(form)
    seen = form_reading.look(form, ListKind.HAZARDS, HazardFilter())
    form_filling.fill(seen, HazardFilter(), tmp_path / "a.xlsx", ACTOR)
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["D2"].value == "重大"
