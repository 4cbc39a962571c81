"""What an old ledger does not tell of a hazard's days stays unknown: in the register, the figures, the calendar, papers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import check, clock
from db.records import Hazard
from db.vocabulary import EventKind, HazardState, StepKind
from tests.work.paper_steps import text_of
from tests.work.test_ledger_import import ACTOR, workbook
from xianfeng_gui.work import calendar, hazard_detail, sheets_monthly, sheets_statistics, volume
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.ledger import importing, refused_rows
from xianfeng_gui.work.ledger.preview import Preview, look
from xianfeng_gui.work.sheets_monthly import MonthFilter

pytestmark = pytest.mark.usefixtures("township")
HEAD = ["企业名称", "检查时间", "存在问题", "整改时限", "完成时间", "销号时间", "整改情况"]
FOUND, DEADLINE, DONE, CLOSED = "2021-3-1", "2021-3-31", "2021-4-2", "2021-4-9"
CLOSED_DAY = "2021-04-09"


def imported(folder: Path, *rows: tuple[Any, ...]) -> Preview:
    """Rows of deadline, day of rectification, day of closure and state, written."""
    path = workbook(
        folder / "台账.xlsx",
        [["甲厂", FOUND, f"问题{number}", *row] for number, row in enumerate(rows, 1)],
        HEAD,
    )
    preview = look(path)
    importing.accept(preview, ACTOR)
    return preview


def steps(hazard: Hazard) -> list[tuple[StepKind, str, HazardState, str]]:
    return [
        (one.kind, str(one.on_date), one.to_state, one.remark)
        for one in hazard_detail.detail(hazard.id).steps
    ]


@pytest.mark.parametrize(
    ("row", "days", "last", "remark"),
    [
        (
            (DEADLINE, None, None, "已销号"),
            (None, None, "2021-03-01"),
            (
                StepKind.REPORT,
                "2021-03-01",
                HazardState.CLOSED,
                "由台账导入，此前经过见原台账；已销号，日期不详",
            ),
            "没有销号日期，按日期不详登记，不计入各月的销号数",
        ),
        (
            (DEADLINE, DONE, None, "已销号"),
            ("2021-04-02", None, "2021-04-02"),
            (
                *(StepKind.REPORT_RECTIFIED, "2021-04-02", HazardState.CLOSED),
                "由台账导入，此前经过见原台账；已销号的日期不详",
            ),
            "没有销号日期，按日期不详登记，不计入各月的销号数",
        ),
        (
            (DEADLINE, None, CLOSED, "已销号"),
            (None, "2021-04-09", "2021-04-09"),
            (StepKind.CLOSE, "2021-04-09", HazardState.CLOSED, "由台账导入，此前经过见原台账"),
            "",
        ),
        (
            (DEADLINE, None, None, "已整改"),
            (None, None, "2021-03-01"),
            (
                StepKind.REPORT,
                "2021-03-01",
                HazardState.RECTIFIED,
                "由台账导入，此前经过见原台账；待复查，日期不详",
            ),
            "没有整改完成日期，按日期不详登记，复查期限从整改期限或者发现日期起算",
        ),
        (
            (DEADLINE, None, CLOSED, "验收合格"),
            (None, None, "2021-04-09"),
            (StepKind.PASS_REINSPECTION, "2021-04-09", HazardState.PASSED, "由台账导入，此前经过见原台账"),
            "",
        ),
        (
            (DEADLINE, None, None, "整改中"),
            (None, None, "2021-03-01"),
            (
                *(StepKind.START_RECTIFICATION, "2021-03-01", HazardState.RECTIFYING),
                "由台账导入，此前经过见原台账；日期不详，记在发现当天",
            ),
            "",
        ),
    ],
)
def test_what_is_not_told_is_not_made_up(
    tmp_path: Path, row: tuple[Any, ...], days: tuple[Any, ...], last: tuple[Any, ...], remark: str
) -> None:
    [judged] = imported(tmp_path, row).judged
    assert [one for one in judged.remarks if "专题" not in one] == ([remark] if remark else [])
    hazard = Hazard.get()
    found = (hazard.rectified_on, hazard.closed_on, hazard.last_step_on)
    assert tuple(str(day) if day else None for day in found) == days
    assert steps(hazard)[-1] == last
    assert check.problems() == []


def test_a_closure_without_a_day_counts_in_no_month_and_is_not_unfinished(tmp_path: Path) -> None:
    imported(
        tmp_path,
        (DEADLINE, None, None, "已销号"),
        (DEADLINE, None, CLOSED, "已销号"),
        (DEADLINE, None, None, "整改中"),
    )
    by_month = sheets_statistics.statistics(HazardFilter())[-1]
    assert list(by_month.rows) == [
        ("2021-03", 3, 0, 0, 2),
        ("2021-04", 0, 0, 1, 1),
        ("日期不详", None, None, 1, None),
    ]
    of_month = {
        month: sum(int(row[8] or 0) for row in _by_topic(month))
        for month in ("2021-03", "2021-04", "2021-06")
    }
    assert of_month == {"2021-03": 0, "2021-04": 1, "2021-06": 0}


def _by_topic(month: str) -> list[Any]:
    tables = sheets_monthly.monthly(MonthFilter(month=month))
    return [list(row) for table in tables if table.sheet.key == "month_by_topic" for row in table.rows]


def test_a_reinspection_is_due_by_what_is_known(tmp_path: Path) -> None:
    imported(tmp_path, ("2021-6-30", None, None, "已整改"), (None, None, None, "已整改"))
    found = calendar.events(
        dt.date(2021, 1, 1), dt.date(2021, 12, 31), clock.today(), [EventKind.REINSPECTION_DUE]
    )
    assert [(event.date, event.late) for event in found] == [
        (dt.date(2021, 3, 11), True),
        (dt.date(2021, 7, 12), False),
    ]
    assert found[0].explanation.startswith("整改完成日期不详，从发现日期起算，自2021年3月1日起第10日")
    assert found[1].explanation.startswith("整改完成日期不详，从整改期限起算，自2021年6月30日起第10日")
    first, second = Hazard.select().order_by(Hazard.number)
    assert hazard_detail.detail(first.id).next_due == "应在 2021-07-12 前复查"
    assert hazard_detail.detail(second.id).next_due == "应在 2021-03-11 前复查"


def test_a_closing_is_not_said_to_be_due_since_a_day_that_nobody_knows(tmp_path: Path) -> None:
    imported(tmp_path, (DEADLINE, None, None, "验收合格"), (DEADLINE, None, CLOSED, "验收合格"))
    found = calendar.events(dt.date(2021, 1, 1), dt.date(2021, 12, 31), clock.today(), [EventKind.NEXT_STEP])
    assert [event.explanation.partition("，")[0] for event in found] == [
        "2021年3月1日发现（复查合格的日期不详）",
        "2021年4月9日复查合格或者摘牌",
    ]


def test_the_volume_of_a_closed_hazard_says_that_the_day_is_unknown(tmp_path: Path) -> None:
    imported(tmp_path, (DEADLINE, None, None, "已销号"), (DEADLINE, None, CLOSED, "已销号"))
    first, second = Hazard.select().order_by(Hazard.number)
    assert "已办结，日期不详" in text_of(volume.of_record("hazard", first.id))
    assert "2021-04-09" in text_of(volume.of_record("hazard", second.id))


@pytest.mark.parametrize(
    ("actor", "finder", "people"),
    [
        ("何某", "丁某", ["丁某", "何某"]),
        ("何某", None, ["何某", "何某"]),
        ("镇应急办", None, ["", ""]),
        ("镇应急办", "镇应急办", ["", ""]),
        ("镇应急办", "丁某", ["丁某", ""]),
    ],
)
def test_a_step_names_people_and_never_an_office(
    tmp_path: Path, actor: str, finder: str | None, people: list[str]
) -> None:
    head = ["企业名称", "检查时间", "存在问题", "检查人", "销号时间"]
    path = workbook(tmp_path / "台账.xlsx", [["甲厂", FOUND, "堵塞", finder, CLOSED]], head)
    importing.accept(look(path), actor)
    assert [one.person for one in hazard_detail.detail(Hazard.get().id).steps] == people


def above(folder: Path, line: str, head: list[str], *rows: list[Any]) -> Path:
    """A ledger with a line above its head."""
    book = openpyxl.Workbook()
    for row in ([line], head, *rows):
        book.worksheets[0].append(row)
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


_STATED = ["企业名称", "检查时间", "存在问题", "整改情况"]


def test_a_day_above_the_head_moves_no_row_beyond_what_it_says_itself(tmp_path: Path) -> None:
    rows = [["甲厂", FOUND, f"问题{word}", word] for word in ("待复查", "已销号", "整改中", None)]
    preview = look(above(tmp_path, "销号日期：2021年4月9日", _STATED, *rows))
    assert preview.remarks == ["表头上方写明“销号日期”为“2021-04-09”，有3行还没有到这一步，不照此填写"]
    importing.accept(preview, ACTOR)
    found = [(one.state, str(one.closed_on)) for one in Hazard.select().order_by(Hazard.number)]
    assert found == [
        (HazardState.RECTIFIED, "None"),
        (HazardState.CLOSED, CLOSED_DAY),
        (HazardState.RECTIFYING, "None"),
        (HazardState.REPORTED, "None"),
    ]


def test_a_day_above_the_head_holds_for_rows_that_have_got_that_far(tmp_path: Path) -> None:
    rows = [["甲厂", FOUND, f"问题{word}", word] for word in ("已整改", "整改中")]
    importing.accept(look(above(tmp_path, "完成时间：2021年4月9日", _STATED, *rows)), ACTOR)
    assert [str(one.rectified_on) for one in Hazard.select().order_by(Hazard.number)] == [CLOSED_DAY, "None"]


def test_where_rows_tell_no_state_the_days_beside_tell_how_far_they_are(tmp_path: Path) -> None:
    head = ["企业名称", "检查时间", "存在问题", "完成时间"]
    rows = [["甲厂", FOUND, "一", DONE], ["甲厂", FOUND, "二", None]]
    importing.accept(look(above(tmp_path, "销号日期：2021年4月9日", head, *rows)), ACTOR)
    found = [one.state for one in Hazard.select().order_by(Hazard.number)]
    assert found == [HazardState.CLOSED, HazardState.REPORTED]


def test_where_nothing_else_is_told_the_day_above_holds_for_all(tmp_path: Path) -> None:
    path = above(
        tmp_path, "销号日期：2021年4月9日", _STATED[:3], ["甲厂", FOUND, "一"], ["乙厂", FOUND, "二"]
    )
    preview = look(path)
    assert preview.remarks == ["表头上方写明“销号日期”为“2021-04-09”，各行照此"]
    importing.accept(preview, ACTOR)
    assert {one.state for one in Hazard.select()} == {HazardState.CLOSED}


def test_refused_rows_come_back_without_a_day_that_was_not_theirs(tmp_path: Path) -> None:
    rows = [["", FOUND, "一", "待复查"], ["", FOUND, "二", "已销号"]]
    refused_rows.write(
        look(above(tmp_path, "销号日期：2021年4月9日", _STATED, *rows)), tmp_path / "未导入.xlsx"
    )
    page = openpyxl.load_workbook(tmp_path / "未导入.xlsx").worksheets[0]
    head = next(row for row in page.iter_rows(values_only=True) if "销号日期" in row)
    at = head.index("销号日期")
    found = [
        row[at] for row in page.iter_rows(values_only=True) if row[head.index("存在问题")] in ("一", "二")
    ]
    assert found == [None, "2021-04-09"]
