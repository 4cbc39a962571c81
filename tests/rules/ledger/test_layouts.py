"""Heads, columns and rows of ledgers of many layouts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xianfeng_gui.rules.ledger import heads, matching, rows
from xianfeng_gui.rules.ledger.fields import Field
from xianfeng_gui.rules.ledger.rows import LedgerRow

FIELDS = (
    Field("number", "隐患编号", "text", ("编号",)),
    Field("site", "单位（场所）", "text", ("单位名称", "企业名称")),
    Field("description", "隐患描述", "text", ("存在问题", "存在的问题")),
    Field("location", "部位", "text", ("隐患部位",)),
    Field(
        "grade",
        "等级",
        "term",
        ("隐患等级", "级别"),
        {"一般隐患": "general", "一般": "general", "重大": "major"},
    ),
    Field("found_on", "发现日期", "date", ("检查时间",)),
    Field("deadline", "整改期限", "date", ("整改时限",), by_month_end=True),
    Field("person", "整改责任人", "text", ("责任人",)),
    Field("phone", "联系电话", "text", ("电话",)),
    Field("listed", "挂牌督办", "flag"),
)

DEEP: list[list[Any]] = [
    ["绣庄村2021年隐患台账", None, None, None, None, None],
    ["填报人：何某", None, None, None, None, None],
    ["序号", "企业\n名称", "隐患情况", None, None, "整改\n时限"],
    [None, None, "存在的问题", "隐患部位", "级别（1一般 2重大）", None],
    [1, "青禾厂", "通道堵塞", "车间", 1, "6月30日"],
    [None, None, "灯坏", "仓库", "2", "2021年7月"],
    [None, None, None, None, None, None],
    ["序号", "企业\n名称", "隐患情况", None, None, "整改\n时限"],
    [2, "小面店", "线路老化", None, "一般", None],
    ["合计", None, "3条", None, None, None],
    ["注：每月25日前报送", None, None, None, None, None],
    ["填报人：何某", None, None, "审核人：丁某", None, None],
]
MERGED = ((0, 0, 0, 5), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 4), (2, 5, 3, 5), (4, 0, 5, 0), (4, 1, 5, 1))


def _read(grid: list[list[Any]], merged: tuple[heads.Area, ...] = ()) -> list[LedgerRow]:
    head = heads.find(grid, merged, FIELDS)
    assert head is not None
    columns = matching.propose(head, grid[head.last + 1 :], FIELDS)
    return list(rows.read(grid, merged, head, columns, FIELDS, 2021))


def test_a_deep_head_below_titles() -> None:
    head = heads.find(DEEP, MERGED, FIELDS)
    assert head is not None and (head.first, head.last) == (2, 3)
    assert head.titles[2:5] == (
        "隐患情况 / 存在的问题",
        "隐患情况 / 隐患部位",
        "隐患情况 / 级别（1一般2重大）",
    )
    assert matching.propose(head, [], FIELDS) == {
        1: "site",
        2: "description",
        3: "location",
        4: "grade",
        5: "deadline",
    }


def test_a_head_that_is_said_takes_the_rows_above_that_belong_to_it() -> None:
    head = heads.at(DEEP, MERGED, 3, FIELDS)
    assert head == heads.find(DEEP, MERGED, FIELDS)
    lower = heads.at([["甲", "乙"], ["丙", "丁"], ["戊", None]], (), 1, FIELDS)
    assert lower == heads.Head(1, 1, ("丙", "丁"))
    assert heads.at(DEEP, MERGED, 6, FIELDS) is None and heads.at(DEEP, MERGED, 99, FIELDS) is None


def test_rows_between_blanks_totals_notes_and_repeated_heads() -> None:
    found = _read(DEEP, MERGED)
    assert [row.number for row in found] == [5, 6, 9]
    assert found[1].values == {
        "site": "青禾厂",
        "description": "灯坏",
        "location": "仓库",
        "grade": "major",
        "deadline": dt.date(2021, 7, 31),
    }
    assert found[2].values["grade"] == "general"


def test_what_is_not_understood_is_told_by_field() -> None:
    [row] = _read([["单位名称", "存在问题", "检查时间", "级别"], ["甲店", "堵塞", "2021-13-45", "特大"]])
    assert row.problems["found_on"] == "“发现日期”“2021-13-45”这一天不存在"
    assert row.problems["grade"].startswith("“等级”“特大”不认识，可填：")


def test_a_column_without_a_known_heading_is_taken_by_what_stands_in_it() -> None:
    grid: list[list[Any]] = [
        ["单位名称", "存在问题", "咨询"],
        ["甲", "堵", 13800000000.0],
        ["乙", "坏", "13900000000"],
    ]
    head = heads.find(grid, (), FIELDS)
    assert head is not None
    assert matching.propose(head, grid[1:], FIELDS)[2] == "phone"


def test_no_head_is_found_where_there_is_none() -> None:
    assert heads.find([["甲", "乙"], [1, 2]], (), FIELDS) is None
    assert heads.find([], (), FIELDS) is None


_CELLS = st.one_of(
    st.none(), st.text(max_size=8), st.floats(allow_nan=False), st.integers(), st.dates(), st.booleans()
)


@given(st.lists(st.lists(_CELLS, min_size=4, max_size=4), max_size=12))
def test_any_rows_below_a_head_are_read_or_told(body: list[list[Any]]) -> None:
    body = [[None if cell == "" else cell for cell in row] for row in body]
    for row in _read([["单位名称", "存在问题", "检查时间", "级别"], *body]):
        assert set(row.values).isdisjoint(row.problems)


_NAMES = st.text(alphabet="甲乙丙丁加工厂副食店", min_size=2, max_size=8)
_ROW = st.fixed_dictionaries(
    {"site": _NAMES, "description": st.text(alphabet="通道堵塞电线老化灭火器失效", min_size=2, max_size=30)},
    optional={
        "found_on": st.dates(dt.date(2020, 1, 1), dt.date(2022, 1, 1)),
        "grade": st.sampled_from(["general", "major"]),
        "location": _NAMES,
    },
)
_HEADINGS = {
    "site": "企业名称",
    "description": "存在问题",
    "found_on": "检查时间",
    "grade": "级别",
    "location": "隐患部位",
}
_WRITTEN = {"general": "一般", "major": "重大"}


@given(st.permutations(list(_HEADINGS)), st.lists(_ROW, min_size=1, max_size=10), st.integers(0, 3))
def test_what_comes_in_is_what_was_generated(
    order: list[str], made: list[dict[str, Any]], above: int
) -> None:
    grid: list[list[Any]] = [["某镇隐患台账", *[None] * (len(order) - 1)] for _ in range(above)]
    grid.append([_HEADINGS[key] for key in order])
    for row in made:
        written = {key: _WRITTEN.get(str(value), value) for key, value in row.items()}
        written = {
            key: value.strftime("%Y.%m.%d") if isinstance(value, dt.date) else value
            for key, value in written.items()
        }
        grid.append([written.get(key) for key in order])
    assert [row.values for row in _read(grid)] == made


def test_a_vague_heading_is_decided_by_what_stands_below() -> None:
    fields = (*FIELDS, Field("topic", "专题", "text", ("隐患类别",)))
    head = heads.Head(0, 0, ("企业名称", "存在问题", "隐患类别", "检查时间"))
    for words, key in ((("重大", "一般", "一般"), "grade"), (("消防", "危化", "交通"), "topic")):
        body = [["甲厂", "疏散通道堆放杂物", word, "2021-6-3"] for word in words]
        assert matching.propose(head, body, fields)[2] == key
