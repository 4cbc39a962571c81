"""The register's rows: filters, search, order, windows, and what the Excel list holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from db.vocabulary import ListKind, StepKind
from tests.work.acts import ACTOR, office_id, topic_id
from tests.work.hazard_specs import added, spec
from xianfeng_gui.work import hazard_filter, hazard_list, hazards, saved_views, sheets
from xianfeng_gui.work.hazard_filter import OPEN, SORTS, HazardFilter
from xianfeng_gui.work.hazards import StepData


@pytest.fixture
def register(township: Path) -> Path:
    """Six hazards that differ in everything a filter asks for."""
    rows = [
        spec(),
        spec(description="安全出口上锁", deadline="2021-06-10", topic=3),
        spec(description="电线私拉乱接", site={"name": "重庆华夏机械厂"}, office="镇应急办", deadline=None),
        spec(description="灭火器过期", source="tip", informant="张某 19900000009", found_on="2020-12-01"),
        spec(description="有限空间无警示标志", grade="major", grade_reason="可能致人死亡"),
        spec(description="配电箱无盖", found_on="2021-01-05", deadline="2021-02-01"),
    ]
    hazards.register_all(rows, ACTOR, Path())
    closed = hazards.by_number("YJB-2021-0004")
    hazards.take_steps([closed.id], [StepData(StepKind.DISMISS, remark="系误报")], ACTOR)
    return township


def found(**wanted: object) -> list[str]:
    return [row.description for row in hazard_list.window(HazardFilter(**wanted))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "descriptions"),
    [
        ("安全出口", ["安全出口上锁"]),
        ("aqck", ["安全出口上锁"]),
        ("cqhx", ["电线私拉乱接"]),
        ("zqhx", ["电线私拉乱接"]),
        ("华夏", ["电线私拉乱接"]),
        ("私拉 机械", ["电线私拉乱接"]),
        ("2020-0001", ["灭火器过期"]),
        ("２０２００００１", ["灭火器过期"]),
        ("盖", ["配电箱无盖"]),
        ("查无此事", []),
        ("张某", []),
        (
            "  ",
            [
                "配电箱无盖",
                "有限空间无警示标志",
                "灭火器过期",
                "电线私拉乱接",
                "安全出口上锁",
                "疏散通道堆放杂物",
            ],
        ),
    ],
)
def test_search(register: Path, text: str, descriptions: list[str]) -> None:
    assert found(text=text) == descriptions
    assert hazard_list.count(HazardFilter(text=text)) == len(descriptions)


def test_filters(register: Path) -> None:
    assert found(topic_id=topic_id(3)) == ["安全出口上锁"]
    assert found(office_id=office_id("镇应急办")) == ["电线私拉乱接"]
    assert found(grade="major") == ["有限空间无警示标志"]
    assert found(source="tip") == ["灭火器过期"]
    assert found(late=True) == ["配电箱无盖", "安全出口上锁"]
    assert found(state="dismissed") == ["有限空间无警示标志"]
    assert found(found_to=dt.date(2020, 12, 31)) == ["灭火器过期"]
    assert found(found_from=dt.date(2021, 1, 1), found_to=dt.date(2021, 1, 31)) == ["配电箱无盖"]
    assert len(found(state=OPEN)) == 5
    assert found(village_id=office_id("绣庄村"), text="灭火") == ["灭火器过期"]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_windows_join_to_the_whole_in_every_order(register: Path, sort: str, descending: bool) -> None:
    wanted = HazardFilter(sort=sort, descending=descending)
    whole = hazard_list.window(wanted)
    assert len(whole) == 6
    pieces, after = [], None
    while rows := hazard_list.window(wanted, after, 2):
        pieces += rows
        after = rows[-1].anchor
    assert [row.id for row in pieces] == [row.id for row in whole]


def test_deadlines_sort_with_none_last(register: Path) -> None:
    rows = hazard_list.window(HazardFilter(sort="deadline", descending=False))
    assert [row.deadline for row in rows][:2] == ["2021-02-01", "2021-06-10"] and rows[-1].deadline == ""


def test_a_saved_view_comes_back(register: Path) -> None:
    wanted = HazardFilter(text="灭火", found_to=dt.date(2021, 1, 1), late=True, sort="deadline")
    saved_views.save("逾期灭火器", wanted, ACTOR)
    saved_views.save("逾期灭火器", wanted, ACTOR)
    assert saved_views.names() == ["逾期灭火器"] and saved_views.load("逾期灭火器") == wanted
    saved_views.remove("逾期灭火器", ACTOR)
    assert saved_views.names() == []


def test_the_filter_in_words(register: Path) -> None:
    assert hazard_filter.in_words(HazardFilter()) == "全部隐患"
    words = hazard_filter.in_words(
        HazardFilter(text="灭火", office_id=office_id("绣庄村"), late=True, state=OPEN)
    )
    assert words == "含“灭火”；绣庄村；未销号；已逾期"


def test_the_excel_list_is_what_the_filter_finds(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    assert sheets.write(ListKind.HAZARDS, HazardFilter(late=True), target).rows == (("隐患台账", 2),)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in cells if "隐患描述" in row)
    first = cells[cells.index(heads) + 1]
    row = dict(zip(heads, first, strict=True))
    assert row["隐患描述"] == "配电箱无盖"
    assert row["整改期限"] == dt.datetime(2021, 2, 1) and row["逾期天数"] == 137 and row["挂牌督办"] == "否"
    everything = str(cells)
    assert "已逾期" in everything and "镇应急办" in everything
    assert "19900000009" not in everything, "an informant never stands on a list"


def test_a_hazard_that_moved_is_found_where_it_is_now(register: Path) -> None:
    hazard = added(description="气瓶未固定")
    assert "气瓶未固定" in found(state="reported")
    hazards.take_steps([hazard.id], [StepData(StepKind.VERIFY)], ACTOR)
    assert "气瓶未固定" not in found(state="reported") and "气瓶未固定" in found(state="verified")


def test_states_sort_in_the_order_of_a_hazard_s_life(register: Path) -> None:
    first = hazards.by_number("YJB-2021-0001")
    hazards.take_steps([first.id], [StepData(StepKind.VERIFY)], ACTOR)
    rows = hazard_list.window(HazardFilter(sort="state", descending=False))
    states = [row.state for row in rows]
    assert states == ["reported"] * 4 + ["verified", "dismissed"]
    assert [row.state for row in hazard_list.window(HazardFilter(sort="state"))] == states[::-1]
