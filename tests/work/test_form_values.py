"""Words of ours that the drop-down lists of a superior's form don't have: guessed by meaning, said by the clerk, told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from db.errors import UserError
from db.vocabulary import Grade, ListKind, TaskState
from tests.work.acts import ACTOR
from tests.work.hazard_specs import spec
from xianfeng_gui.rules.ledger import offered
from xianfeng_gui.sheets.hazards import HAZARDS
from xianfeng_gui.work import form_filling, form_reading, form_values, hazards
from xianfeng_gui.work.form_reading import Form
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.sites import SiteFilter

pytestmark = pytest.mark.usefixtures("township")


def a_form(file: Path, offers: dict[str, str]) -> Path:
    """A form whose columns, after three usual ones, have these headings and lists (none for an empty text)."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["企业名称", "存在的问题", "检查时间", *offers])
    for at, items in enumerate(offers.values(), 3):
        if items:
            rule = DataValidation(type="list", formula1=f'"{items}"')
            rule.add(f"{'ABCDEFGHIJ'[at]}2:{'ABCDEFGHIJ'[at]}999")
            page.add_data_validation(rule)
    book.save(file)
    return file


def look(file: Path) -> Form:
    return form_reading.look(file, ListKind.HAZARDS, HazardFilter())


def chosen(form: Form, at: int, words: list[str]) -> dict[str, str | None]:
    choose = form_values.chooser(form, at)
    return {word: choose(word) for word in words}


@pytest.mark.parametrize(
    ("heading", "items", "wanted"),
    [
        (
            "是否整改到位",
            "是,否",
            {"reported": "否", "verified": "否", "issued": "否", "rectifying": "否", "rectified": "否"}
            | {"passed": "是", "closed": "是", "referred": None, "dismissed": None},
        ),
        (
            "是否完成整改",
            "是,否",
            {"reported": "否", "rectifying": "否", "rectified": "是", "passed": "是", "closed": "是"},
        ),
        (
            "整改情况",
            "已完成,未完成",
            {"reported": "未完成", "issued": "未完成", "rectified": "已完成", "closed": "已完成"},
        ),
        (
            "是否销号",
            "是,否",
            {"reported": "否", "rectifying": "否", "rectified": "否", "passed": "否", "closed": "是"},
        ),
        (
            "状态",
            "未整改,整改中,已整改,已闭环",
            {
                "verified": "未整改",
                "issued": "整改中",
                "rectified": "已整改",
                "passed": "已整改",
                "closed": "已闭环",
            },
        ),
        ("隐患等级", "一般事故隐患,重大事故隐患", {"general": "一般事故隐患", "major": "重大事故隐患"}),
        ("是否重大隐患", "是,否", {"general": "否", "major": "是"}),
        ("隐患等级", "A级,B级", {"general": None, "major": None}),
    ],
)
def test_terms_are_guessed_by_their_meaning(
    tmp_path: Path, heading: str, items: str, wanted: dict[str, str | None]
) -> None:
    form = look(a_form(tmp_path / "表.xlsx", {heading: items}))
    terms = HAZARDS.column(form.columns[3]).terms
    assert terms is not None
    words = {term.label: wanted[term.value] for term in terms if term.value in wanted}
    offered_here = items.split(",")
    assert chosen(form, 3, list(words)) == {
        word: None if word in offered_here else item for word, item in words.items()
    }


@pytest.mark.parametrize(
    ("heading", "items", "words"),
    [
        (
            "行业领域",
            "危化品,消防,道路交通,燃气,其他",
            {"消防": None, "危险化学品": "危化品", "交通运输": "道路交通", "城市运行": "燃气", "建设": None},
        ),
        (
            "监管部门",
            "应急办,城管办,派出所",
            {"镇应急办": "应急办", "先锋派出所": "派出所", "镇财政办": None},
        ),
        ("所在村", "绣庄,其他", {"绣庄村": "绣庄"}),
        ("是否挂牌", "已挂牌,未挂牌", {"是": "已挂牌", "否": "未挂牌"}),
        ("是否挂牌", "√,×", {"是": "√", "否": "×"}),
    ],
)
def test_other_words_are_guessed_too(
    tmp_path: Path, heading: str, items: str, words: dict[str, str | None]
) -> None:
    form = look(a_form(tmp_path / "表.xlsx", {heading: items}))
    assert chosen(form, 3, list(words)) == words


def test_the_states_of_tasks(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    book = Workbook()
    book.worksheets[0].append(["任务名称", "责任单位", "是否完成"])
    rule = DataValidation(type="list", formula1='"是,否"')
    rule.add("C2:C99")
    book.worksheets[0].add_data_validation(rule)
    book.save(file)
    form = form_reading.look(file, ListKind.TASKS, TaskScope())
    assert chosen(form, 2, [one.label for one in TaskState]) == {
        "未开始": "否", "进行中": "否", "已完成": "是", "已取消": None,
    }  # fmt: skip


def register() -> None:
    one, other = spec(grade=Grade.MAJOR), spec(description="电线私拉乱接")
    hazards.register_all([one, other], ACTOR, Path())


def cell(file: Path, place: str) -> Any:
    return load_workbook(file).worksheets[0][place].value


def test_what_no_list_has_is_told_before_writing(tmp_path: Path) -> None:
    register()
    form = look(a_form(tmp_path / "表.xlsx", {"隐患等级": "A级,B级", "是否整改到位": "是,否"}))
    found = form_values.listed(form, HazardFilter())
    assert [(one.heading, one.without()) for one in found] == [
        ("隐患等级", ["一般隐患", "重大隐患"]),
        ("是否整改到位", []),
    ]
    assert found[1].chosen == {"已登记": "否"} and found[1].new == {"已登记"}
    assert form_values.told(found) == [
        "“隐患等级”的“一般隐患”（1行）、“重大隐患”（1行）不在表格的选项（A级、B级）里"
    ]
    only_major = form_values.listed(form, HazardFilter(grade="major"))
    assert only_major[0].without() == ["重大隐患"], "only what the filter's rows have"


def test_what_the_clerk_said_is_written_and_remembered(tmp_path: Path) -> None:
    register()
    offers = {"隐患等级": "A级,B级", "是否整改到位": "是,否"}
    form = look(a_form(tmp_path / "表.xlsx", offers))
    form = form_values.checked(form, {3: {"重大隐患": "A级", "一般隐患": ""}, 4: {"已登记": "已登记"}})
    form_filling.fill(form, HazardFilter(sort="number"), tmp_path / "a.xlsx", ACTOR)
    grades = {cell(tmp_path / "a.xlsx", place) for place in ("D2", "D3")}
    assert grades == {"A级", None} and cell(tmp_path / "a.xlsx", "E2") == "已登记", (
        "as it is where that was said"
    )
    again = look(a_form(tmp_path / "下月.xlsx", offers))
    assert all(not one.new for one in form_values.listed(again, HazardFilter()))
    form_filling.fill(again, HazardFilter(grade="major"), tmp_path / "b.xlsx", ACTOR)
    assert cell(tmp_path / "b.xlsx", "D2") == "A级"
    other = look(a_form(tmp_path / "新.xlsx", offers | {"隐患等级": "甲,乙"}))
    [grade, _] = form_values.listed(other, HazardFilter())
    assert grade.without() == ["重大隐患"] and grade.chosen["一般隐患"] == "", (
        "a list that lost the word asks anew"
    )


def test_only_words_of_the_list_are_taken(tmp_path: Path) -> None:
    form = look(a_form(tmp_path / "表.xlsx", {"隐患等级": "A级,B级"}))
    with pytest.raises(UserError, match="选项里没有“C级”，有：A级、B级"):
        form_values.checked(form, {3: {"重大隐患": "C级"}})
    with pytest.raises(UserError, match="先为这一栏选择内容"):
        form_values.checked(form, {9: {"重大隐患": "A级"}})


def test_the_brackets_of_a_heading_are_a_list_too(tmp_path: Path) -> None:
    register()
    form = look(a_form(tmp_path / "表.xlsx", {"隐患类别（一般/重大）": "", "整改情况（填写措施）": ""}))
    form_filling.fill(form, HazardFilter(grade="major"), tmp_path / "a.xlsx", ACTOR)
    assert cell(tmp_path / "a.xlsx", "D2") == "重大"


def test_a_heading_that_asks_whether_is_answered_by_yes_or_no(tmp_path: Path) -> None:
    register()
    offers = {"是否重大隐患": "", "是否整改到位": "", "是否挂牌督办": "", "是否有照片": ""}
    form = look(a_form(tmp_path / "表.xlsx", offers))
    assert form.columns == {
        0: "site", 1: "description", 2: "found_on", 3: "grade", 4: "state", 5: "listed",
    }  # fmt: skip
    form_filling.fill(form, HazardFilter(grade="major"), tmp_path / "a.xlsx", ACTOR)
    assert [cell(tmp_path / "a.xlsx", f"{letter}2") for letter in "DEF"] == ["是", "否", "否"]
    [grade, state] = form_values.listed(form, HazardFilter())
    assert (grade.heading, grade.chosen) == ("是否重大隐患", {"一般隐患": "否", "重大隐患": "是"})
    assert state.chosen == {"已登记": "否"}
    plain = look(a_form(tmp_path / "b.xlsx", {"隐患等级": ""}))
    assert form_values.listed(plain, HazardFilter()) == []


def test_nothing_is_asked_where_no_list_is(tmp_path: Path) -> None:
    register()
    form = look(a_form(tmp_path / "表.xlsx", {"隐患等级": "", "整改状态": "已登记,已销号"}))
    assert form_values.listed(form, HazardFilter()) == []


def test_the_word_for_a_word() -> None:
    def means(word: str) -> str | None:
        return {"甲": "1", "甲等": "1", "乙": "2"}.get(word)

    assert offered.item_for("甲", ["甲等", "乙"], means) == "甲等"
    assert offered.item_for("乙", ["甲等"], means) is None
    assert offered.item_for("已整改", ["整改", "未整改"], means, strictly=True) is None
    assert offered.item_for("先锋派出所", ["派出所", "司法所"], means) == "派出所"
    assert offered.item_for("先锋派出所", ["先锋司法所", "其他"], means) is None
    assert offered.item_for("乙", ["甲等"], means, {"2": ["1"]}) == "甲等"
    assert offered.item_for("消防 安全", ["消防安全", "其他"], means) == "消防安全"
    assert offered.item_for("区应急管理局", ["江津区应急管理局", "其他"], means) == "江津区应急管理局"
    assert offered.item_for("丙", [], means) is None


def test_lists_of_sites(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["企业名称", "地址", "风险等级", "在营"])
    for area, items in (("C2:C9", "红,橙,黄,蓝"), ("D2:D9", "是,否")):
        rule = DataValidation(type="list", formula1=f'"{items}"')
        rule.add(area)
        book.worksheets[0].add_data_validation(rule)
    book.save(tmp_path / "表.xlsx")
    form = form_reading.look(tmp_path / "表.xlsx", ListKind.SITES, SiteFilter())
    assert form.columns == {0: "name", 1: "address", 2: "risk_level", 3: "active"}
    words = ["红（重大风险）", "橙（较大风险）", "蓝（低风险）"]
    assert list(chosen(form, 2, words).values()) == ["红", "橙", "蓝"]


def a_form_to_tick(file: Path) -> Path:
    """Two headings over columns of which one is ticked, beside a column that is none of them."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["企业名称", "存在的问题", "隐患等级", None, "整改情况", None, None])
    page.append([None, None, "一般", "重大", "已整改", "未整改", "整改责任人"])
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:G1"):
        page.merge_cells(area)
    book.save(file)
    return file


def test_columns_to_tick(tmp_path: Path) -> None:
    register()
    form = look(a_form_to_tick(tmp_path / "表.xlsx"))
    assert form.columns == {
        0: "site", 1: "description", 2: "grade", 3: "grade", 4: "state", 5: "state", 6: "person",
    }  # fmt: skip
    form_filling.fill(form, HazardFilter(grade="major"), tmp_path / "a.xlsx", ACTOR)
    row = [cell(tmp_path / "a.xlsx", f"{letter}3") for letter in "CDEF"]
    assert row == [None, "√", None, "√"]
    [grade, state] = form_values.listed(form, HazardFilter())
    assert (grade.heading, grade.items, grade.chosen) == (
        "隐患等级",
        ("一般", "重大"),
        {"一般隐患": "一般", "重大隐患": "重大"},
    )
    assert (state.at, state.without()) == (4, [])
    said = form_values.checked(form, {4: {"已登记": "已整改"}})
    form_filling.fill(said, HazardFilter(grade="major"), tmp_path / "b.xlsx", ACTOR)
    assert [cell(tmp_path / "b.xlsx", f"{letter}3") for letter in "EF"] == ["√", None]
    plain = form.with_columns({at: key for at, key in form.columns.items() if at != 3})
    form_filling.fill(plain, HazardFilter(grade="major"), tmp_path / "c.xlsx", ACTOR)
    assert [cell(tmp_path / "c.xlsx", f"{letter}3") for letter in "CD"] == [None, None]


def test_a_word_that_no_answer_fits_ticks_nothing(tmp_path: Path) -> None:
    form = look(a_form_to_tick(tmp_path / "表.xlsx"))
    assert form_values.chooser(form, 4)("已移送") == form_values.chooser(form, 5)("已移送") == ""
    assert form_values.chooser(form, 4)("已销号") == "√" and form_values.chooser(form, 5)("已销号") == ""
